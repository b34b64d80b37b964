"""Revenue per customer: how it changes, and what the mix of customers does to it."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_profitability.company import bills_by_kind
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_APART = 0.2  # per cent: so far apart the ways of thinking must come out
_YUAN_APART = 3


# ── the change ───────────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _pairs_of_years(case):
    """Areas and two years between which the revenue per customer changed, in whole yuan."""
    sums = bills_by_kind(case).groupby(["area", "year"])[["revenue", "customers"]].sum().round().astype(int)
    found = []
    for area in sorted(sums.index.unique("area")):
        here = sums.loc[area]
        years = sorted(here.index)
        for first, last in [(a, b) for a in years for b in years if a < b]:
            before, after = here.loc[first], here.loc[last]
            facts = {
                "area": area,
                "first": first,
                "last": last,
                "revenue_first": int(before["revenue"]),
                "revenue_last": int(after["revenue"]),
                "n_first": int(before["customers"]),
                "n_last": int(after["customers"]),
            }
            facts["before"] = facts["revenue_first"] / facts["n_first"]
            facts["after"] = facts["revenue_last"] / facts["n_last"]
            readings = [read(facts) for read in (_change, _revenue_change, _yuan, _growths_apart)]
            if min(abs(a - b) for n, a in enumerate(readings) for b in readings[:n]) > _APART:
                found.append(facts)
    return found


def _change(facts):
    return 100 * (facts["after"] / facts["before"] - 1)


def _revenue_change(facts):
    return 100 * (facts["revenue_last"] / facts["revenue_first"] - 1)


def _growths_apart(facts):
    return _revenue_change(facts) - 100 * (facts["n_last"] / facts["n_first"] - 1)


def _yuan(facts):
    return facts["after"] - facts["before"]


def _two_years(case, rng):
    facts = rng.choice(_pairs_of_years(case))
    table = pd.DataFrame(
        {
            _("revenue, yuan"): [facts["revenue_first"], facts["revenue_last"]],
            _("customers billed"): [facts["n_first"], facts["n_last"]],
        },
        index=pd.Index([str(facts["first"]), str(facts["last"])], name=_("year")),
    )
    return facts | {"table": table, "revenue_change": _revenue_change(facts), "yuan_change": _yuan(facts)}


CHANGE = Question(
    id="profit.arpu",
    kind=Number(unit="%", decimals=1, below_zero=True),
    case=telecom,
    given=_two_years,
    prompt=_(
        "Revenue and customers in the area {area}. By how many **per cent** did the ARPU (每用户平均收入), the revenue per customer of a year, "
        "change from {first} to {last}? A fall has a minus."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_change,
    mistakes=(
        Mistake(
            "revenue-only",
            _revenue_change,
            _(
                "{got} is the change of the *revenue*. It is the figure of the yearly report. But the number of customers changed as well: {n_first:,} then, "
                "{n_last:,} now. Divide first, then compare."
            ),
        ),
        Mistake(
            "growths-apart",
            _growths_apart,
            _(
                "{got} takes the growth of customers off the growth of revenue. That comes near, and is not it: per cents of two different wholes cannot be "
                "taken off each other. Work out both ARPUs, in yuan."
            ),
        ),
        Mistake(
            "in-yuan",
            _yuan,
            _(
                "The ARPU changed by {yuan_change:,.1f} *yuan*, and that is your figure. Per cent asks: of what? Set it against the ARPU of {first}."
            ),
        ),
    ),
    right=_(
        "From {before:,.0f} to {after:,.0f} yuan: {answer}, while the revenue changed by {revenue_change:.1f} %. Before anybody explains it: is it the same "
        "customers, or another mix?"
    ),
    hints=Hints(
        _("There are two ARPUs in the table, one a row."),
        _("ARPU = revenue / customers. Change = later ARPU / earlier ARPU − 1."),
        _("{revenue_first:,} / {n_first:,} = {before:,.1f} yuan in {first}. In {last} …"),
        _("{after:,.1f} / {before:,.1f} − 1 = {answer}"),
    ),
    competencies=("VA3",),
)

# ── the mix ──────────────────────────────────────────────────────────────────────────────────────────────
KINDS = ("organisation", "person")


@once_a_case
def _mixes(case):
    """Areas and the first and last year: revenue per customer and customers of each kind, whole numbers."""
    rows = bills_by_kind(case).set_index(["area", "year", "user_type"]).sort_index()
    first, last = rows.index.unique("year").min(), rows.index.unique("year").max()
    found = []
    for area in sorted(rows.index.unique("area")):
        facts = {"area": area, "first": int(first), "last": int(last)}
        for when, year in (("before", first), ("after", last)):
            for kind in KINDS:
                row = rows.loc[(area, year, kind)]
                facts[f"{kind}_{when}"] = round(row["revenue"] / row["customers"])
                facts[f"n_{kind}_{when}"] = int(row["customers"])
        readings = [read(facts) for read in (_old_mix, _as_it_is, _plain_mean, _old_prices)]
        if min(abs(a - b) for n, a in enumerate(readings) for b in readings[:n]) > _YUAN_APART:
            found.append(facts)
    return found


def _mean(facts, prices, mix):
    n = {kind: facts[f"n_{kind}_{mix}"] for kind in KINDS}
    return sum(n[kind] * facts[f"{kind}_{prices}"] for kind in KINDS) / sum(n.values())


def _old_mix(facts):
    return _mean(facts, "after", "before")


def _as_it_is(facts):
    return _mean(facts, "after", "after")


def _old_prices(facts):
    return _mean(facts, "before", "after")


def _plain_mean(facts):
    return (facts["organisation_after"] + facts["person_after"]) / 2


def _one_mix(case, rng):
    facts = rng.choice(_mixes(case))
    table = pd.DataFrame(
        {
            "customers_before": [facts[f"n_{kind}_before"] for kind in KINDS],
            "arpu_before": [facts[f"{kind}_before"] for kind in KINDS],
            "customers_after": [facts[f"n_{kind}_after"] for kind in KINDS],
            "arpu_after": [facts[f"{kind}_after"] for kind in KINDS],
        },
        index=pd.Index([_("organisations"), _("persons")], name="kind"),
    )
    told = {"then": _mean(facts, "before", "before"), "now": _as_it_is(facts), "kept_mix": _old_mix(facts)}
    return facts | told | {"table": table, "n_before": sum(facts[f"n_{kind}_before"] for kind in KINDS)}


MIX = Question(
    id="profit.mix",
    kind=Number(unit=_("yuan")),
    case=telecom,
    given=_one_mix,
    prompt=_(
        "Area {area}: *before* is {first}, *after* is {last}; ARPU in yuan a year. To see what the customers did, without what the mix did: what would the ARPU of "
        "**all** customers be **after**, had the numbers of customers of both kinds stayed **as before**?"
    ),
    exhibit=lambda facts: facts["table"],
    workbook=lambda facts: {"kinds": facts["table"].reset_index()},
    oracle=_old_mix,
    mistakes=(
        Mistake(
            "as-it-is",
            _as_it_is,
            _(
                "{got} is the ARPU of {last} as it was, with the new numbers of customers. In it both have changed, the bills and the mix. Weigh the new ARPUs "
                "with the *old* numbers."
            ),
        ),
        Mistake(
            "plain-mean",
            _plain_mean,
            _(
                "{got} is the plain mean of two ARPUs. It lets {n_organisation_before:,} organisations weigh as much as {n_person_before:,} persons. Weigh "
                "each with its number of customers."
            ),
        ),
        Mistake(
            "old-bills",
            _old_prices,
            _(
                "{got} keeps the old *bills* and takes the new numbers. That shows what the mix did alone. The question keeps the numbers and lets the bills change."
            ),
        ),
    ),
    right=_(
        "The ARPU went from {then:,.0f} to {now:,.0f} yuan; with the mix of {first} it would be {kept_mix:,.0f}. What lies between {now:,.0f} and {kept_mix:,.0f} was done by "
        "the mix, and no customer pays differently for it."
    ),
    hints=Hints(
        _("Two columns of the table are needed: one with bills, one with numbers. From which year is each?"),
        _("Weighted mean: customers before × ARPU after, added up, over all customers before."),
        _(
            "{n_organisation_before:,} × {organisation_after:,} for the organisations. The same for the persons, and over {n_before:,} …"
        ),
        _(
            "({n_organisation_before:,} × {organisation_after:,} + {n_person_before:,} × {person_after:,}) / {n_before:,} = {answer}"
        ),
    ),
    competencies=("VA3",),
    way="compute",
)
