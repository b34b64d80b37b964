"""Another trade: first against later visits of the same clients of a salon."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import salon
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_CLIENTS = 40  # on a sheet
_APART = 0.15  # per cent


@once_a_case
def _newcomers(case) -> pd.DataFrame:
    """One row a client whose first visit was seen, by number: first_visit, later_visits, later_mean (yuan)."""
    start = case.visits["date"].min() + pd.DateOffset(months=1)
    joined = case.clients.set_index("client_id")["joined_on"]
    services = case.visits[case.visits["client_id"].map(joined) >= start]
    visits = services.groupby(["client_id", "date"], as_index=False)["amount"].sum()  # a day's services are one visit
    turn = visits.groupby("client_id").cumcount()
    later = visits[turn > 0].groupby("client_id")["amount"].agg(["size", "mean"])
    first = visits[turn == 0].set_index("client_id")["amount"].sort_index()
    table = pd.DataFrame({"first_visit": first, "later_visits": later["size"], "later_mean": later["mean"].round(2)})
    return table.assign(later_visits=table["later_visits"].fillna(0).astype(int)).rename_axis("client_id")


def _means(clients):
    again = clients[clients["later_visits"] > 0]
    first, later = again["first_visit"].mean(), again["later_mean"].mean()
    by_visit = (again["later_mean"] * again["later_visits"]).sum() / again["later_visits"].sum()
    return {
        "again": len(again),
        "once": len(clients) - len(again),
        "first": first,
        "all_first": clients["first_visit"].mean(),
        "later": later,
        "by_visit": by_visit,
        "with_zeros": clients["later_mean"].fillna(0.0).mean(),
        "of_ratios": (again["later_mean"] / again["first_visit"]).mean(),
        "one": 1.0,
    }


def _more(later, first):
    return lambda facts: 100 * (facts[later] / facts[first] - 1)


_READINGS = (
    _more("later", "first"),
    _more("later", "all_first"),
    _more("by_visit", "first"),
    _more("with_zeros", "all_first"),
    _more("of_ratios", "one"),
)


@once_a_case
def _draws(case):
    """Sheets of forty clients on which the ways of reading differ; drawn once for each case."""
    table, found, state = _newcomers(case), [], 0
    while len(found) < 12 and state < 200:
        state += 1
        clients = table.sample(_CLIENTS, random_state=state).sort_index()
        facts = _means(clients) | {"sheet": clients.reset_index(), "n": _CLIENTS}
        told = [read(facts) for read in _READINGS]
        if facts["once"] >= 4 and min(abs(a - b) for n, a in enumerate(told) for b in told[:n]) > _APART:
            found.append(facts)
    return found


def _forty(case, rng):
    facts = rng.choice(_draws(case))
    told = _("Later visits bring more") if facts["later"] > facts["first"] else _("Later visits do not bring more")
    return facts | {"told": told}


SALON_REPEAT = Question(
    id="lifetime.salon-repeat",
    kind=Number(unit="%", decimals=1),
    case=salon,
    given=_forty,
    prompt=_(
        "*Another trade: the Willow Salon.* “A regular client brings more than a first-time client.” The sheet, and `casekit.data('lifetime.salon-repeat')`, list {n} clients whose first visit "
        "was seen: `first_visit` (yuan), the number of `later_visits`, and `later_mean`, the client's mean over them (blank without any). By how many **per cent** do later visits bring more than the first "
        "one, **of the same clients**? Compare the mean of later_mean with the mean of first_visit; each client counts once."
    ),
    workbook=lambda facts: {"clients": facts["sheet"]},
    oracle=_READINGS[0],
    mistakes=(
        Mistake(
            "once-only-in-the-first",
            _READINGS[1],
            _(
                "{got} takes the first visit of all {n}, and later visits of those who have any: {once} clients stand on one side only. If "
                "these paid more or less at first, the gap says nothing about coming again. Who stands on both sides?"
            ),
        ),
        Mistake(
            "by-visits",
            _READINGS[2],
            _(
                "{got} weighs each client with the number of later visits. Then the most eager count most, and only on one side. The question lets each client count once."
            ),
        ),
        Mistake(
            "none-as-zero",
            _READINGS[3],
            _(
                "{got} counts clients without a later visit as 0 yuan a visit. Nobody pays 0 for a visit that did not take place. Leave these {once} out, on both sides."
            ),
        ),
        Mistake(
            "mean-of-ratios",
            _READINGS[4],
            _(
                "{got} divides client by client and takes the mean of the ratios. There a cheap first visit makes a huge ratio, and a few such clients carry the whole. "
                "The question compares two means: take these first, and divide once."
            ),
        ),
    ),
    right=_(
        "{answer}, from {again} clients. {told}, and it is revenue, not profit. A regular client is worth more above all by coming *often*, and how often somebody will come "
        "is the matter of lesson 09."
    ),
    hints=Hints(
        _("{n} clients stand in the sheet. Can all of them be compared with themselves?"),
        _("Keep the clients with a later visit. Mean of later_mean over mean of first_visit, less 1."),
        _(
            'In Excel: `=AVERAGE(D:D)/AVERAGEIF(C:C,">0",B:B)-1`. Of the {n}, {again} came again; their first visits brought {first:,.1f} yuan in the mean …'
        ),
        _("{later:,.1f} / {first:,.1f} − 1 = {answer}"),
    ),
    competencies=("VA3",),
    way="compute",
)
