"""How sure a difference is: the interval of a trial, and its lower end."""

import math

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.did_it_work.company import apart, as_table, pools, shares
from casekit.grading.review.intervals import newcombe
from casekit.practice import Accepted, Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _


def between(one):
    """Newcombe's interval of the points that fewer leave."""
    ends = newcombe(one["control_left"], one["control"], one["called_left"], one["called"])
    return 100 * ends.low, 100 * ends.high


# ── the lower end ────────────────────────────────────────────────────────────────────────────────────────
def _parts(one):
    p1, p2 = one["control_left"] / one["control"], one["called_left"] / one["called"]
    return p1 * (1 - p1) / one["control"], p2 * (1 - p2) / one["called"]


def _low(one):
    return shares(one)["points"] - 196 * math.sqrt(sum(_parts(one)))


def _one_error(one):
    return shares(one)["points"] - 100 * math.sqrt(sum(_parts(one)))


def _errors_added(one):
    return shares(one)["points"] - 196 * sum(math.sqrt(part) for part in _parts(one))


def _no_root(one):
    return shares(one)["points"] - 196 * sum(_parts(one))


def _as_share(one):
    return _low(one) / 100


def _middle(one):
    return shares(one)["points"]


def _upper(one):
    return shares(one)["points"] + 196 * math.sqrt(sum(_parts(one)))


@once_a_case
def _with_ends(case):
    ways = (_low, _middle, _one_error, _errors_added, _no_root, _upper, _as_share)
    found = []
    for one in pools(case):
        if apart([way(one) for way in ways], 0.03):
            first, second = _parts(one)
            sheet = pd.DataFrame(
                {
                    "group": ["left alone", "called"],
                    "customers": [one["control"], one["called"]],
                    "left": [one["control_left"], one["called_left"]],
                }
            )
            more = {"sheet": sheet, "error": 100 * math.sqrt(first + second), "high": _upper(one)}
            found.append(one | shares(one) | more | {"table": as_table(one)})
    return found


LOWER = Question(
    id="trial.lower-end",
    kind=Number(unit=_("points"), decimals=2),
    case=telecom,
    given=lambda case, rng: rng.choice(_with_ends(case)),
    prompt=_(
        "Campaign {campaign}, {who}. Effect = share left of those left alone − share left of the called, in points. Its **95 % interval** is effect ± 1.96 × standard "
        "error; standard error = root of ( p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂ ). What is the **lower end** of the interval? (in points, two decimals, no % sign; below 0 if it is)"
    ),
    exhibit=lambda facts: facts["table"],
    workbook=lambda facts: {"trial": facts["sheet"]},
    oracle=_low,
    accepted=(
        Accepted(
            lambda one: between(one)[0],
            _("{got}: the kit’s interval, which also holds for small groups. Taken as right. By the formula above:"),
        ),
    ),
    mistakes=(
        Mistake(
            "the-middle",
            _middle,
            _("{got} is the effect itself, the middle of the interval. How far does it reach below that?"),
        ),
        Mistake(
            "one-error-only",
            _one_error,
            _(
                "{got} is the effect less *one* standard error. Such an interval misses the truth in about one case of three. How many errors to each side make "
                "95 %?"
            ),
        ),
        Mistake(
            "errors-added",
            _errors_added,
            _(
                "{got} adds the two groups' errors. Chance seldom goes against you on both sides at once, so they add under the root, as squares. Where does the "
                "root stand in the formula?"
            ),
        ),
        Mistake(
            "root-forgotten",
            _no_root,
            _(
                "{got} leaves the root out. The interval then looks wonderfully narrow. p(1 − p)/n is the square of an error; what undoes a square?"
            ),
        ),
        Mistake(
            "the-other-end",
            _upper,
            _("{got} is the upper end: the best that fits the data. Whoever pays looks at the other end first."),
        ),
        Mistake(
            "a-share-for-points",
            _as_share,
            _(
                "{got} is the lower end as a *share*. A cell with a % sign is read like that: 1.50% is 0.0150. Asked are points; how many hundredths is it?"
            ),
        ),
    ),
    right=_(
        "{answer} to {high:.2f} points around {points:.2f}. If 0 lies inside, these data fit a call that does nothing. They do not *show* that it does nothing."
    ),
    hints=Hints(
        _("First the two shares, then one error for their difference."),
        _(
            "In Excel, shares left in D (`=C2/B2`): `=D2-D3-1.96*SQRT(D2*(1-D2)/B2+D3*(1-D3)/B3)`; times 100 for points."
        ),
        _("The effect is {points:.3f} points, the standard error {error:.3f} points. From the one take …"),
        _("{points:.3f} − 1.96 × {error:.3f} = {answer}"),
    ),
    competencies=("RT3",),
    way="compute",
)
