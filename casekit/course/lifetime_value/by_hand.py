"""The value of one contract: three factors for each year, by hand and as a function."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.lifetime_value.company import PLANS, plans
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number
from casekit.text import _

_PAYING = ("large", "top")  # plans with a margin worth the sum
_RATES = (6, 8, 10, 12, 15)  # per cent a year


# ── three years by hand ──────────────────────────────────────────────────────────────────────────────────
def _a_contract(case, rng):
    plan = rng.choice(_PAYING)
    row, rate = plans(case).loc[plan], rng.choice(_RATES[1:4])
    stay = round(100 * row["stay"])
    there = [100, stay, round(stay * stay / 100)]
    factors = [round((1 + rate / 100) ** -year, 3) for year in range(3)]
    revenue, margin = int(round(row["revenue"], -1)), int(round(row["margin"], -1))
    table = pd.DataFrame(
        {
            _("revenue, yuan"): f"{revenue:,}",
            _("margin, yuan"): f"{margin:,}",
            _("still there"): [f"{share} %" for share in there],
            _("factor"): [f"{factor:.3f}" for factor in factors],
        },
        index=pd.Index([1, 2, 3], name=_("year")),
    )
    second = margin * there[1] / 100 * factors[1]
    return {
        "plan": PLANS[plan],
        "revenue": revenue,
        "margin": margin,
        "there": there,
        "factors": factors,
        "rate": rate,
        "stay": stay,
        "table": table,
        "second": second,
        "third": margin * there[2] / 100 * factors[2],
    }


def _sum(money="margin", there=True, factor=True, flat=False):
    def value(facts):
        shares = [1, facts["stay"] / 100, facts["stay"] / 100] if flat else [share / 100 for share in facts["there"]]
        shares = shares if there else [1, 1, 1]
        factors = facts["factors"] if factor else [1, 1, 1]
        return facts[money] * sum(a * b for a, b in zip(shares, factors, strict=True))

    return value


BY_HAND = Question(
    id="lifetime.by-hand",
    kind=Number(unit=_("yuan")),
    case=telecom,
    given=_a_contract,
    prompt=_(
        "A new private contract with a list price of {plan}. A year's margin counts for those *still there* when the year begins, "
        "and the *factor* turns its money into money of today ({rate} % a year). Take the figures as printed. What is the "
        "**lifetime value** (终身价值) over these three years?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_sum(),
    mistakes=(
        Mistake(
            "on-revenue",
            _sum("revenue"),
            _(
                "{got} is built on revenue. Of the {revenue:,} yuan a year only {margin:,} are left after the network and the service. Who pays a "
                "premium out of revenue pays it twice. Which column is what we keep?"
            ),
        ),
        Mistake(
            "nobody-leaves",
            _sum(there=False),
            _(
                "{got} takes the full margin each year, as if nobody left. The column *still there* says how many pay in "
                "years 2 and 3. Three factors belong to each year."
            ),
        ),
        Mistake(
            "not-discounted",
            _sum(factor=False),
            _(
                "{got} adds money of three years as if it were all here today. The premium is paid today, so both sides must be money "
                "of today. Use the last column as well."
            ),
        ),
        Mistake(
            "first-left-out",
            lambda facts: facts["second"] + facts["third"],
            _(
                "{got} has the years 2 and 3 only. The first year pays as well, in full: everybody is still there, and its factor is 1. Which row is missing in your sum?"
            ),
        ),
        Mistake(
            "leaving-once",
            _sum(flat=True),
            _(
                "{got} lets {stay} % be there in the second year *and* in the third. But in the third year those have gone who left during the "
                "second. What does the row of year 3 say?"
            ),
        ),
    ),
    right=_(
        "{answer}. Each later year brings less than the one before: it shrinks twice, by those who leave and by the discount. More than this "
        "nobody should pay for such a contract."
    ),
    hints=Hints(
        _("Each row of the table is one product; two of its columns are money, and one of them is the right one."),
        _("For each year: margin × still there × factor. Then add the three."),
        _("Year 1: {margin:,} × 1 × 1. Year 2: {margin:,} × 0.{stay} × its factor is {second:,.1f}. Year 3 …"),
        _("{margin:,} + {second:,.1f} + {third:,.1f} = {answer}"),
    ),
    competencies=("VA3",),
)


# ── the same for any number of years ─────────────────────────────────────────────────────────────────────
_ARGUMENTS = ("margin", "stay", "rate", "years")


@once_a_case
def _contracts_to_value(case):
    """(margin a year, share that stays, rate, years) with figures of the plans that bring something."""
    rows = plans(case).loc[list(_PAYING)]
    return [
        (int(margin), round(float(stay) + more, 2), rate / 100, years)
        for margin, stay in zip(rows["margin"], rows["stay"], strict=True)
        for more in (-0.06, 0, 0.04)
        for rate in _RATES
        for years in (2, 4, 5, 8)
    ]


def _worth(margin, stay, rate, years):
    return sum(margin * stay**year / (1 + rate) ** year for year in range(years))


def _wide(facts):
    rows = [[number, None, *row] for number, row in enumerate(facts["rows"], 1)]
    return pd.DataFrame(rows, columns=["case", "worth", *_ARGUMENTS])


WORTH = Question(
    id="lifetime.worth",
    kind=Function(
        signature="worth(margin, stay, rate, years)",
        trials=lambda facts, rng: list(facts["rows"]),
        result=Number(unit=_("yuan")),
    ),
    case=telecom,
    given=lambda case, rng: {"rows": rng.sample(_contracts_to_value(case), 6)},
    prompt=_(
        "Write `worth(margin, stay, rate, years)`: the value in yuan of a new contract that brings `margin` a year, of which the share `stay` goes "
        "on from each year to the next (0.86 for 86 %), at the discount rate `rate` a year (0.1 for 10 %). The margin comes **at the start** of each "
        "year: the first is certain and not discounted. **In Excel:** fill the column *worth* of the sheet and paste that column in place of the name."
    ),
    workbook=lambda facts: {"contracts": _wide(facts)},
    oracle=lambda facts: _worth,
    mistakes=(
        Mistake(
            "leaving-once",
            lambda facts: (
                lambda margin, stay, rate, years: sum(
                    margin * (stay if year else 1) / (1 + rate) ** year for year in range(years)
                )
            ),
            _(
                "Your function lets customers leave only once: the share is the same in all later years. {got} Each year takes its part of those "
                "who are still there. What is left after two years out of 100, when 80 % stay each year?"
            ),
        ),
        Mistake(
            "first-year-too",
            lambda facts: (
                lambda margin, stay, rate, years: sum(
                    margin * stay ** (year + 1) / (1 + rate) ** year for year in range(years)
                )
            ),
            _(
                "Your function loses customers before the first payment. {got} The first margin comes at the start, from everybody. What does "
                "your exponent give for the first year?"
            ),
        ),
        Mistake(
            "no-power",
            lambda facts: (
                lambda margin, stay, rate, years: sum(margin * stay / (1 + rate) ** year for year in range(years))
            ),
            _(
                "Your function takes the share `stay` as it is, in each year and in the first as well. {got} In the first year all pay; in the third those are there who "
                "stayed twice. Which power of `stay` is that?"
            ),
        ),
        Mistake(
            "not-discounted",
            lambda facts: lambda margin, stay, rate, years: sum(margin * stay**year for year in range(years)),
            _(
                "Your function leaves the `rate` out: money of later years counts as if it came today. {got} By what is the money of year t divided?"
            ),
        ),
        Mistake(
            "a-year-late",
            lambda facts: (
                lambda margin, stay, rate, years: sum(
                    margin * stay ** (year + 1) / (1 + rate) ** (year + 1) for year in range(years)
                )
            ),
            _(
                "Your function reduces the first year already, by those who leave and by the rate. {got} The first margin comes today, from everybody. With which t do "
                "you begin to count?"
            ),
        ),
        Mistake(
            "discounted-at-the-end",
            lambda facts: (
                lambda margin, stay, rate, years: sum(
                    margin * stay**year / (1 + rate) ** (year + 1) for year in range(years)
                )
            ),
            _(
                "Your function discounts the first margin by a whole year. {got} That is right for money that comes at the *end* of the year, as "
                "Excel's NPV has it. Here it comes at the start."
            ),
        ),
        Mistake(
            "for-ever",
            lambda facts: lambda margin, stay, rate, years: margin * (1 + rate) / (1 + rate - stay),
            _(
                "Your function adds up all years without end. {got} That formula is short and needs no table, and takes the one rate to hold for ever. Asked is "
                "a number of `years`."
            ),
        ),
    ),
    right=_(
        "In each of the cases. One rate for all years is a simplification: what rises in life is the share that stays, because those who leave "
        "easily leave first. With a curve, put its shares in place of the power."
    ),
    hints=Hints(
        _("Go through it for the second year: who pays, and what is that worth today?"),
        _("Add for each year t = 0, 1, 2 …: margin × stay^t / (1 + rate)^t."),
        _(
            "In Excel: one column a year, `=$C2*$D2^t/(1+$E2)^t`, where t stands in the heading. For t = 0 that is the margin …"
        ),
        _("`sum(margin * stay**t / (1 + rate)**t for t in range(years))`"),
    ),
    competencies=("VA3",),
    way="compute",
)
