"""Expected spending: a customer's own mean, drawn towards that of all."""

import pandas as pd

from casekit.course.buying_till_they_leave.shop import base, cdnow
from casekit.course.by_case import once_a_case
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number
from casekit.text import _


@once_a_case
def _known(case):
    """What the fit says of all, and (repeats, own mean) of customers who came back."""
    at = base(case)
    p, q, _gamma = at.spend.params.values()
    back = at.customers[at.customers["frequency"].between(1, 8) & at.customers["monetary_value"].between(8, 120)]
    pairs = sorted(zip(back["frequency"].astype(int).tolist(), back["monetary_value"].round(2).tolist(), strict=True))
    return round(float(at.spend.population_mean), 2), round(float((q - 1) / p), 2), pairs


def _eight(case, rng):
    mean, k, pairs = _known(case)
    far = [pair for pair in pairs if abs(pair[1] - mean) > 6]
    trials = [*rng.sample(far, 6), (0, 0.0)]
    x, own = trials[0]
    weight = x / (x + k)
    return {
        "mean": mean,
        "k": k,
        "trials": trials,
        "x": x,
        "own": own,
        "weight": weight,
        "rest": 1 - weight,
        "spend": weight * own + (1 - weight) * mean,
    }


def _spend(facts):
    mean, k = facts["mean"], facts["k"]

    def expected_spend(repeats, own_mean):
        weight = repeats / (repeats + k)
        return weight * own_mean + (1 - weight) * mean

    return expected_spend


def _swapped(facts):
    mean, k = facts["mean"], facts["k"]

    def expected_spend(repeats, own_mean):
        weight = k / (repeats + k)
        return weight * own_mean + (1 - weight) * mean

    return expected_spend


def _own_alone(facts):
    return lambda repeats, own_mean: own_mean


def _halves(facts):
    return lambda repeats, own_mean: (own_mean + facts["mean"]) / 2


def _zero_for_once(facts):
    right = _spend(facts)
    return lambda repeats, own_mean: right(repeats, own_mean) if repeats else 0.0


def _sheet(facts):
    return {"customers": pd.DataFrame(facts["trials"], columns=["repeats", "own_mean"])}


SPEND = Question(
    id="alive.spend",
    kind=Function(
        signature="expected_spend(repeats, own_mean)",
        trials=lambda facts, rng: facts["trials"],
        result=Number(unit="$", decimals=2),
    ),
    case=cdnow,
    given=_eight,
    prompt=_(
        "Gamma-Gamma as a mix: the **weight** of a customer's own mean is repeats / (repeats + {k:.2f}), the rest goes to the mean of all, **{mean:.2f} dollars**. Write a function `expected_spend(repeats, own_mean)` that gives the "
        "expected spend of one purchase. Who never came back has repeats 0 and own_mean 0. (Excel: the sheet has one customer a row; paste the column of results.)"
    ),
    exhibit=lambda facts: pd.DataFrame(
        {_("repeats"): [facts["x"]], _("own_mean, $"): [f"{facts['own']:.2f}"]},
        index=pd.Index([_("one of them")], name=_("customer")),
    ),
    workbook=_sheet,
    oracle=_spend,
    mistakes=(
        Mistake(
            "own-mean-alone",
            _own_alone,
            _(
                "{got} That is the customer's own mean, as it stands. It is a fact, and of few purchases. Who spent much or little once will mostly come closer to the mean of all next time. And who never came back would spend nothing?"
            ),
        ),
        Mistake(
            "weights-swapped",
            _swapped,
            _(
                "{got} The weight went to the wrong mean: the more often somebody came back, the *less* of the own mean is left. Whose weight is repeats / (repeats + {k:.2f})?"
            ),
        ),
        Mistake(
            "half-and-half",
            _halves,
            _(
                "{got} That is half way between the two means for everybody. One repeat purchase and eight are not equally good evidence: use the weight."
            ),
        ),
        Mistake(
            "once-spends-nothing",
            _zero_for_once,
            _(
                "{got} Whoever never came back gets 0 with you. A 0 in own_mean means *nothing known*, not *spends nothing*. What is left when the weight is 0?"
            ),
        ),
    ),
    right=_(
        "Many purchases: nearly the own mean. None: the mean of all, {mean:.2f} dollars, for everybody alike. Say so when you show the list; it is no finding about them."
    ),
    hints=Hints(
        _("Where does the weight go when somebody came back very often? And when never?"),
        _("weight = repeats / (repeats + {k:.2f}); expected = weight × own mean + (1 − weight) × mean of all."),
        _("repeats {x}, own_mean {own:.2f}: the weight is {x} / ({x} + {k:.2f}) = {weight:.2f} …"),
        _(
            "{weight:.2f} × {own:.2f} + {rest:.2f} × {mean:.2f} = {spend:.2f} dollars for that customer; `return weight * own_mean + (1 - weight) * {mean:.2f}`"
        ),
    ),
    competencies=("VA3",),
    way="compute",
)
