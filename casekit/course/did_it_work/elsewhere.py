"""Transfer: the benefits of a better grade at Ironbridge Machinery, held out by lot."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.did_it_work.company import apart
from casekit.practice import Accepted, Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_LOSSES = (5, 10, 15, 20, 25, 30, 35, 40)  # per cent below the year before
_FEWEST = 10


@once_a_case
def _promoted(case) -> pd.DataFrame:
    """The accounts of the lot: benefit (yes/no), and how many per cent their usage fell from the year before."""
    orders, year = case.orders, case.last_day.year
    net = (orders["amount"] - orders["discount"]).groupby([orders["customer_id"], orders["date"].dt.year]).sum()
    both = net.unstack(fill_value=0.0)[[year - 1, year]]
    table = case.holdout.set_index("customer_id").sort_index().join(both)
    return table.assign(fell=100 * (1 - table[year] / table[year - 1]))


def _saved(facts):
    return facts["n_with"] * (facts["fell_without"] / facts["n_without"] - facts["fell_with"] / facts["n_with"])


def _held(facts):
    return facts["n_with"] - facts["fell_with"]


def _counts_only(facts):
    return facts["fell_without"] - facts["fell_with"]


def _held_less_held(facts):
    return _held(facts) - (facts["n_without"] - facts["fell_without"])


def _from_rounded_shares(facts):
    return facts["n_with"] * (round(facts["share_without"], 1) - round(facts["share_with"], 1)) / 100


def _points(facts):
    return 100 * _saved(facts) / facts["n_with"]


def _whole(facts):
    return _saved(facts) * (facts["n_with"] + facts["n_without"]) / facts["n_with"]


_WAYS = (_saved, _held, _points, _whole, _counts_only, _held_less_held, lambda facts: facts["fell_with"])


@once_a_case
def _lots(case):
    table, year = _promoted(case), case.last_day.year
    parts = {_("all promoted accounts"): table}
    parts |= {_("the accounts promoted to {grade}").format(grade=one): own for one, own in table.groupby("grade")}
    parts |= {
        _("the accounts promoted from {grade}").format(grade=one): own for one, own in table.groupby("grade_before")
    }
    region = case.accounts.set_index("customer_id")["region"].reindex(table.index)
    parts |= {
        _("the promoted accounts outside {region}").format(region=one): table[region != one]
        for one in sorted(region.unique())
    }
    found = []
    for who, rows in parts.items():
        with_, without = rows[rows["benefit"]], rows[~rows["benefit"]]
        if min(len(with_), len(without)) < _FEWEST:
            continue
        for loss in _LOSSES:
            facts = {"who": who, "loss": loss, "year": year, "before": year - 1}
            facts |= {"n_with": len(with_), "n_without": len(without)}
            facts |= {
                "fell_with": int((with_["fell"] >= loss).sum()),
                "fell_without": int((without["fell"] >= loss).sum()),
            }
            if _saved(facts) > 0.3 and apart([way(facts) for way in _WAYS], 0.3):
                found.append(_told(facts))
    return found


def _told(facts):
    index = pd.Index([_("held out by lot"), _("got the benefits")], name=_("promoted"))
    columns = [_("accounts"), _("fell by {loss} % or more").format(loss=facts["loss"])]
    rows = [[facts["n_without"], facts["fell_without"]], [facts["n_with"], facts["fell_with"]]]
    shares = {
        "share_without": 100 * facts["fell_without"] / facts["n_without"],
        "share_with": 100 * facts["fell_with"] / facts["n_with"],
    }
    more = {"held": _held(facts), "points": shares["share_without"] - shares["share_with"]}
    return facts | shares | more | {"table": pd.DataFrame(rows, index=index, columns=columns)}


ELSEWHERE = Question(
    id="trial.elsewhere",
    kind=Number(unit=_("accounts"), decimals=1),
    case=machinery,
    given=lambda case, rng: rng.choice(_lots(case)),
    prompt=_(
        "*Another trade.* In January {year} Ironbridge Machinery moved accounts up and, **by lot**, held the benefits of the new grade back from a part of them. The table counts, among {who}, those whose "
        "usage of {year} was at least **{loss} %** below {before}. How many of the {n_with} accounts that got the benefits did these **keep** from such a fall? (one decimal)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_saved,
    accepted=(Accepted(_from_rounded_shares, _("{got}, from shares with one decimal. Taken as right. Not rounded:")),),
    mistakes=(
        Mistake(
            "all-who-held",
            _held,
            _(
                "{got} is every account that had the benefits and did not fall. Without benefits many did not fall either. How many per cent of those held out fell, and how many would that be of {n_with}?"
            ),
        ),
        Mistake(
            "counts-compared",
            _counts_only,
            _(
                "{got} is {fell_without} accounts less {fell_with}. That would do for halves of the same size. Here {n_without} stand against {n_with}: what *share* fell in each?"
            ),
        ),
        Mistake(
            "steady-counts-compared",
            _held_less_held,
            _(
                "{got} takes those that did not fall, one half's number less the other's. But the halves are {n_without} and {n_with} accounts. What share did not fall, or fell, in each?"
            ),
        ),
        Mistake(
            "those-that-fell",
            lambda facts: facts["fell_with"],
            _(
                "{got} is how many fell *although* they had the benefits; these were not kept. How many of the {n_with} would have fallen without, if as large a share fell as of those held out?"
            ),
        ),
        Mistake(
            "points-for-accounts",
            _points,
            _(
                "{got} is how many *points* fewer fell: the effect on 100 accounts. Here {n_with} had the benefits. How many of these is it?"
            ),
        ),
        Mistake(
            "all-promoted",
            _whole,
            _(
                "{got} spreads the effect over all who were promoted. Those held out had no benefits; nothing could keep *them*."
            ),
        ),
    ),
    right=_(
        "{answer}: {points:.2f} points of {n_with}. The same sum as for calls: shares, difference, times the treated. With so few accounts it swings widely, so ask for the interval before you "
        "print it."
    ),
    hints=Hints(
        _("Which of the falls would have come anyway, with the benefits or without?"),
        _("(share that fell of those held out − share that fell with benefits) × accounts with benefits."),
        _("Held out: {fell_without} of {n_without} fell, {share_without:.2f} %. With benefits {share_with:.2f} % …"),
        _("({share_without:.2f} − {share_with:.2f}) / 100 × {n_with} = {answer}"),
    ),
    competencies=("RT3",),
)
