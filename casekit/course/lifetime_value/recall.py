"""Two questions of recall: a margin over several plans (lesson 02), and of whom a share is taken (lesson 06)."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.lifetime_value.company import PLANS, contracts
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_APART = 0.15  # per cent: less is lost in rounding


# ── margin of several plans together ─────────────────────────────────────────────────────────────────────
@once_a_case
def _areas(case):
    """Areas with the revenue and margin of a month by plan (whole yuan), where the ways of thinking part."""
    found = []
    for area, rows in contracts(case).dropna(subset="plan").groupby("area"):
        sums = rows.groupby("plan")[["revenue", "margin"]].sum().reindex(list(PLANS)).round().astype(int)
        facts = {"area": area, "sums": sums, "revenue": int(sums["revenue"].sum()), "margin": int(sums["margin"].sum())}
        shares = 100 * sums["margin"] / sums["revenue"]
        facts |= {"mean": float(shares.mean()), "best": float(shares.max()), "shares": shares}
        facts["table"] = pd.DataFrame(
            {
                _("revenue"): sums["revenue"].map("{:,}".format),
                _("margin"): sums["margin"].map("{:,}".format),
                _("margin, %"): shares.map("{:.1f}".format),
            }
        ).set_axis([PLANS[plan] for plan in sums.index])
        facts["table"] = facts["table"].rename_axis(_("list price a month"))
        found.append(facts)
    return found


def _one_area(case, rng):
    return rng.choice(_areas(case))


MARGIN = Question(
    id="lifetime.recall-margin",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=_one_area,
    prompt=_(
        "*Recall from lesson 02: a share of the whole is no mean of shares.* The private contracts of {area} in a usual month, in yuan, by plan. "
        "What **per cent** of the revenue of all four plans together is margin?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: 100 * facts["margin"] / facts["revenue"],
    mistakes=(
        Mistake(
            "mean-of-shares",
            lambda facts: facts["mean"],
            _(
                "{got} is the mean of the four per cents. It gives the small plan as much weight as the large one, though much less money "
                "goes through it. Add up both columns first: what is margin over revenue then?"
            ),
        ),
        Mistake(
            "best-plan",
            lambda facts: facts["best"],
            _(
                "{got} is the share of the best plan alone. The other three bring revenue as well, and one of them a loss. All four "
                "belong above the line and below it."
            ),
        ),
        Mistake(
            "cost-for-margin",
            lambda facts: 100 - 100 * facts["margin"] / facts["revenue"],
            _("{got} is the part that costs take. Margin is the rest. Which of the two columns stands above the line?"),
        ),
    ),
    right=_(
        "{answer}: {margin:,} of {revenue:,} yuan. Out of 100 yuan that customers pay, so many are left. A lifetime value is built on them, "
        "and on nothing else."
    ),
    hints=Hints(
        _("The last column cannot be averaged. What can be added?"),
        _("Sum of the margins over the sum of the revenues."),
        _("The revenues add up to {revenue:,} yuan. Now the margins; one of them is below nothing …"),
        _("{margin:,} / {revenue:,} = {answer}"),
    ),
    competencies=("VA3",),
)


# ── of whom? ─────────────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _years(case):
    """Areas and years: who was there on 1 January, who left, who came, and who of these left again."""
    table, found = contracts(case), []
    for year in range(case.last_day.year - 2, case.last_day.year + 1):
        start, end = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
        out = table["left"].between(start, end)
        came = table["entered"] > start
        there = (table["entered"] <= start) & ~(table["left"] < start)
        for area, own in table.groupby("area").groups.items():
            facts = {
                "area": area,
                "year": year,
                "there": int(there[own].sum()),
                "left": int(out[own].sum()),
                "came": int((came & (table["entered"] <= end))[own].sum()),
                "came_and_left": int((came & out)[own].sum()),
            }
            facts["of_those"] = facts["left"] - facts["came_and_left"]
            facts["closing"] = facts["there"] - facts["left"] + facts["came"]
            facts["stayed"] = facts["there"] - facts["of_those"]
            shares = [read(facts) for read in (_stay, _all_leavers, _closing, _netted)]
            if facts["came_and_left"] and min(abs(a - b) for n, a in enumerate(shares) for b in shares[:n]) > _APART:
                found.append(facts)
    return found


def _stay(facts):
    return 100 * facts["stayed"] / facts["there"]


def _all_leavers(facts):
    return 100 * (1 - facts["left"] / facts["there"])


def _closing(facts):
    return 100 * facts["stayed"] / facts["closing"]


def _netted(facts):
    return 100 * facts["closing"] / facts["there"]


RETENTION = Question(
    id="lifetime.recall-of-whom",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=lambda case, rng: rng.choice(_years(case)),
    prompt=_(
        "*Recall from lesson 06: a share is a share of those who stood there.* On 1 January {year}, {area} had {there} private contracts. During "
        "the year {came} new ones came, and {left} contracts ended; {came_and_left} of the {left} had come in the same year. What **per cent** of "
        "the contracts of 1 January were still there at the end of the year?"
    ),
    oracle=_stay,
    mistakes=(
        Mistake(
            "all-leavers",
            _all_leavers,
            _(
                "{got} takes off all {left} that ended. {came_and_left} of them were not there on 1 January, so they cannot be missing from those "
                "{there}. How many of the {there} ended?"
            ),
        ),
        Mistake(
            "closing-base",
            _closing,
            _(
                "{got} divides by the {closing} contracts at the end of the year. They stand on today's report, so they tempt. But the new ones are "
                "among them, and those that ended are not. Of whom is the share?"
            ),
        ),
        Mistake(
            "newcomers-counted",
            _netted,
            _(
                "{got} is how large the base is at the end: the {came} new contracts fill the gaps. A new contract does not bring the old one "
                "back. Count only what is left of the {there}."
            ),
        ),
    ),
    right=_(
        "{answer}: {stayed} of {there}. This is *retention*: of a fixed group, the share still there a year later. Newcomers get a count "
        "of their own."
    ),
    hints=Hints(
        _("Write down the group first. Who can be lost from it?"),
        _("(there on 1 January − those of them that ended) / there on 1 January."),
        _("{left} ended, {came_and_left} of them were never in the group: {of_those} are missing from the {there} …"),
        _("({there} − {of_those}) / {there} = {answer}"),
    ),
    competencies=("VA3",),
)
