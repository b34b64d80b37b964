"""Two questions of recall: a rate of a quarter as one of a year (lesson 15), and cost that stays (lesson 07)."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.did_it_work.company import apart, pools, shares
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _


# ── a rate of a quarter ──────────────────────────────────────────────────────────────────────────────────
def _compound(facts):
    return 100 * (1 - (1 - facts["rate"] / 100) ** 4)


def _times_four(facts):
    return 4 * facts["rate"]


def _still_there(facts):
    return 100 * (1 - facts["rate"] / 100) ** 4


def _grows(facts):
    return 100 * ((1 + facts["rate"] / 100) ** 4 - 1)


@once_a_case
def _rates(case):
    found = []
    for one in pools(case):
        facts = {"who": f"{one['campaign']}, {one['who']}", "rate": round(shares(one)["alone"], 1)}
        facts["four"], facts["keep"] = _times_four(facts), 1 - facts["rate"] / 100
        ways = (_compound, _times_four, _still_there, _grows)
        if facts["rate"] >= 2 and apart([way(facts) for way in ways], 0.15):
            found.append(facts)
    return found


QUARTER = Question(
    id="trial.recall-quarter",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=lambda case, rng: rng.choice(_rates(case)),
    prompt=_(
        "*Recall from lesson 15: rates of a period do not add up.* {who}: of those left alone **{rate} %** left within the quarter. If it went on like that in each quarter, what **per cent** of "
        "those there on 1 January would be gone after a year? (one decimal)"
    ),
    oracle=_compound,
    mistakes=(
        Mistake(
            "times-four",
            _times_four,
            _(
                "{got} is {rate} × 4. Near, and so it tempts. But who has left in spring cannot leave again in summer: the later quarters lose from fewer. "
                "What share is still there after each quarter?"
            ),
        ),
        Mistake(
            "those-still-there",
            _still_there,
            _("{got} is the share that is *still there*. The power is right; asked is how many are gone."),
        ),
        Mistake(
            "growing",
            _grows,
            _(
                "{got} lets the number grow by {rate} % four times, like interest. Leaving makes the rest smaller: multiply by what stays, "
                "{keep:.3f}, not by more than 1."
            ),
        ),
    ),
    right=_("{answer} a year, a little less than {four:.1f} %. The faster they leave, the wider the gap."),
    hints=Hints(
        _("Follow 1,000 customers from quarter to quarter."),
        _("1 − (1 − rate of a quarter) to the power of 4."),
        _("After one quarter {keep:.3f} of them are there, after two {keep:.3f} × {keep:.3f} …"),
        _("1 − {keep:.3f}⁴ = {answer}"),
    ),
    competencies=(),
)


# ── what is saved by not calling ─────────────────────────────────────────────────────────────────────────
def _a_bill(case, rng):
    one = rng.choice([row for row in pools(case) if row["called"] > 1_000])
    rent, wages = rng.randrange(12, 31) * 1_000, rng.randrange(20, 45) * 1_000
    calls, gifts = 18 * one["called"], 60 * one["called"]
    rows = {
        _("calls: outside call centre, 18 yuan a call"): calls,
        _("gifts: 60 yuan a customer called"): gifts,
        _("share of marketing's office rent"): rent,
        _("share of the salaries in marketing"): wages,
    }
    table = pd.DataFrame({_("yuan"): [f"{sum_:,}" for sum_ in rows.values()]}, index=pd.Index(rows, name=_("cost")))
    found = {"campaign": one["campaign"], "calls": calls, "gifts": gifts, "rent": rent, "wages": wages}
    return found | {"table": table, "all": sum(rows.values()), "answer_sum": calls + gifts, "stays": rent + wages}


AVOIDABLE = Question(
    id="trial.recall-avoidable",
    kind=Number(unit=_("yuan")),
    case=telecom,
    given=_a_bill,
    prompt=_(
        "*Recall from lesson 07: some cost goes, some stays.* Marketing's account of campaign {campaign}. Nobody will be dismissed and no room given up. What does Harbour **save** if the next campaign, of the "
        "same size, does *not* take place?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["answer_sum"],
    mistakes=(
        Mistake(
            "everything",
            lambda facts: facts["all"],
            _(
                "{got} is the whole account. But rent and salaries are paid with the campaign and without it; they would only stand in another account. Which lines "
                "vanish?"
            ),
        ),
        Mistake(
            "rent-only-stays",
            lambda facts: facts["answer_sum"] + facts["wages"],
            _("{got} still counts {wages:,} yuan of salaries as saved. Nobody is dismissed: who gets less money then?"),
        ),
        Mistake(
            "gifts-only",
            lambda facts: facts["gifts"],
            _("{got} is the gifts alone. The call centre is paid by the call as well: no call, no bill."),
        ),
    ),
    right=_(
        "{answer}: calls and gifts. The other {stays:,} yuan are shared out, not caused. So the cost for each customer saved is counted on what the campaign *causes*."
    ),
    hints=Hints(
        _("Go through the lines: is this bill still paid without the campaign?"),
        _("Add only what goes away with the campaign (avoidable cost)."),
        _("The calls, {calls:,} yuan, go away. The gifts? The rent? The salaries? …"),
        _("{calls:,} + {gifts:,} = {answer}"),
    ),
    competencies=("RT3",),
)
