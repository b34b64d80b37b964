"""How large a trial must be, and how often nothing is taken for something."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.did_it_work.company import pools, shares
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number
from casekit.text import _

_ARGUMENTS = ("alone", "points")


# ── customers in each group ──────────────────────────────────────────────────────────────────────────────
def _needed(alone, points):
    p = (alone - points / 2) / 100
    return 16 * p * (1 - p) / (points / 100) ** 2


@once_a_case
def _plans(case):
    rates = sorted({round(shares(one)["alone"], 1) for one in pools(case)})
    return [(rate, points) for rate in rates for points in (0.5, 0.8, 1.0, 1.2, 1.5, 2.0) if points < rate - 0.4]


def _sheet(facts):
    rows = [[number, *row, None] for number, row in enumerate(facts["rows"], 1)]
    return pd.DataFrame(rows, columns=["case", *_ARGUMENTS, "needed"])


NEEDED = Question(
    id="trial.needed",
    kind=Function(
        signature="needed(alone, points)",
        trials=lambda facts, rng: list(facts["rows"]),
        result=Number(unit=_("customers")),
    ),
    case=telecom,
    given=lambda case, rng: {"rows": rng.sample(_plans(case), 6)},
    prompt=_(
        "Write `needed(alone, points)`: how many customers **each group** of a trial needs. `alone` is the per cent that leave when left alone, `points` by how many points a call would lower "
        "it. Rule of thumb: 16 × p(1 − p) / effect², where p is the mean of the two shares that leave, and p and effect are shares (0.01 for one point). **In Excel:** fill the column *needed* of "
        "the sheet and paste that column in place of the name."
    ),
    workbook=lambda facts: {"trials": _sheet(facts)},
    oracle=lambda facts: _needed,
    mistakes=(
        Mistake(
            "not-squared",
            lambda facts: lambda alone, points: _needed(alone, points) * points / 100,
            _(
                "Your function divides by the effect, not by its square. {got} Half the effect needs *four* times the customers: what has to stand below the line?"
            ),
        ),
        Mistake(
            "both-groups",
            lambda facts: lambda alone, points: 2 * _needed(alone, points),
            _("Your function gives both groups together. {got} Asked is the number in each."),
        ),
        Mistake(
            "left-alone-for-the-mean",
            lambda facts: lambda alone, points: 16 * alone / 100 * (1 - alone / 100) / (points / 100) ** 2,
            _(
                "Your function takes the share of those left alone for p. {got} Among the called fewer leave. Which share lies in the middle between the two?"
            ),
        ),
        Mistake(
            "added-for-the-mean",
            lambda facts: (
                lambda alone, points: (
                    16 * (alone + points / 2) / 100 * (1 - (alone + points / 2) / 100) / (points / 100) ** 2
                )
            ),
            _(
                "Your function puts the called *above* those left alone. {got} A call that works lowers the share that leaves."
            ),
        ),
    ),
    right=_(
        "In each of the cases. Half the effect needs about four times the customers. Settle the smallest effect that would pay *before* the lot: it sets the size."
    ),
    hints=Hints(
        _("Take one case by hand: 4 % leave alone, a call takes off 1 point. What are the two shares?"),
        _("p = (alone − points / 2) / 100; then 16 × p × (1 − p) / (points / 100)²."),
        _("In Excel, with alone in B2 and points in C2: p is `=(B2-C2/2)/100`. Then `=16*p*(1-p)/` …"),
        _("`16 * p * (1 - p) / (points / 100) ** 2` with `p = (alone - points / 2) / 100`"),
    ),
    competencies=("RT3",),
    way="compute",
)


# ── many looks ───────────────────────────────────────────────────────────────────────────────────────────
_LOOKED = (
    _("the districts and kinds of customer of one campaign"),
    _("the age bands and plans of one campaign"),
    _("outcomes of one campaign: leaving, bills, minutes, complaints and so on"),
)


def _many(case, rng):
    n = rng.randint(4, 20)
    return {"n": n, "what": rng.choice(_LOOKED), "none": 100 * 0.95**n, "sum": 5 * n, "expected": 0.05 * n}


ALARMS = Question(
    id="trial.false-alarms",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=_many,
    prompt=_(
        "An analyst reads **{n}** separate comparisons: {what}. Each has a 95 % interval. Suppose the campaign did *nothing at all*, and the comparisons do not hang together. "
        "How probable is it that **at least one** interval leaves out 0? (per cent, one decimal)"
    ),
    oracle=lambda facts: 100 - facts["none"],
    mistakes=(
        Mistake(
            "five-per-cent",
            lambda facts: 5,
            _(
                "{got} holds for *one* comparison. Here are {n} chances to be fooled. How probable is it that none of them fools you?"
            ),
        ),
        Mistake(
            "added-up",
            lambda facts: facts["sum"],
            _(
                "{got} is {n} × 5 %. With more comparisons that would pass 100 %. Some of the false alarms fall together. Go by the way back: how probable is *no* alarm?"
            ),
        ),
        Mistake(
            "no-alarm",
            lambda facts: facts["none"],
            _("{got} is the chance that *none* gives a false alarm. The power is right; asked is at least one."),
        ),
    ),
    right=_(
        "{answer}, though nothing works. So settle one outcome before the lot. What is found among many is an idea for the next trial, not a result."
    ),
    hints=Hints(
        _("First the chance that one comparison behaves; then that all do."),
        _("1 − 0.95 to the power of the number of comparisons."),
        _("That none fools you: 0.95 × 0.95 × … , {n} times; in Excel `=0.95^{n}`. The rest …"),
        _("1 − 0.95^{n} = {answer}"),
    ),
    competencies=("RT3",),
)
