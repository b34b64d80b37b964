"""A forecast held against weeks that it has not seen."""

import numpy as np
import pandas as pd

from casekit.course.buying_till_they_leave.shop import base, cdnow
from casekit.course.by_case import once_a_case
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_CLASSES = (_("none"), "1", "2", "3–5", _("6 and more"))
_EDGES = (1, 2, 3, 6)
_SAMPLE = 400
_APART = 1.5  # per cent points


@once_a_case
def _columns(case):
    rows = base(case).customers
    kind = np.searchsorted(_EDGES, rows["frequency"].to_numpy(), side="right")
    return kind, rows["expected"].to_numpy(), rows["actual"].to_numpy("float64")


def _sample(case, rng):
    """A sample whose forecast misses by more than a trifle, with means rounded as the card shows them."""
    kind, expected, actual = _columns(case)
    while True:
        rows = np.array(rng.sample(range(len(kind)), _SAMPLE))
        own = kind[rows]
        n = np.bincount(own, minlength=len(_CLASSES))
        if n.min() < 4:
            continue
        said = np.round(np.bincount(own, expected[rows], len(n)) / n, 2)
        true = np.round(np.bincount(own, actual[rows], len(n)) / n, 2)
        facts = {"n": n, "said": said, "true": true}
        answers = [compute(facts) for compute in (_miss, _mean_of_classes, _over_forecast, _sums_of_means)]
        if abs(answers[0]) > 4 and min(abs(a - b) for at, a in enumerate(answers) for b in answers[:at]) > _APART:
            break
    table = pd.DataFrame(
        {
            _("customers"): n,
            _("forecast, purchases each"): [f"{value:.2f}" for value in said],
            _("actual, purchases each"): [f"{value:.2f}" for value in true],
        },
        index=pd.Index(_CLASSES, name=_("repeat purchases before")),
    )
    return facts | {
        "table": table,
        "ahead": round(base(case).ahead),
        "forecast": float(n @ said),
        "actual": float(n @ true),
        "line": " + ".join(f"{a} × {b:.2f}" for a, b in zip(n[:2], said[:2], strict=True)),
        "customers": _SAMPLE,
        "way": _("too low") if n @ said < n @ true else _("too high"),
    }


def _miss(facts):
    forecast, actual = facts["n"] @ facts["said"], facts["n"] @ facts["true"]
    return 100 * (forecast - actual) / actual


def _mean_of_classes(facts):
    return float(np.mean(100 * (facts["said"] - facts["true"]) / np.maximum(facts["true"], 0.01)))


def _over_forecast(facts):
    forecast, actual = facts["n"] @ facts["said"], facts["n"] @ facts["true"]
    return 100 * (actual - forecast) / forecast


def _sums_of_means(facts):
    return 100 * (facts["said"].sum() - facts["true"].sum()) / facts["true"].sum()


def _sheet(facts):
    return {
        "classes": pd.DataFrame(
            {
                "repeat purchases before": [f"class {name}" for name in _CLASSES],
                "customers": facts["n"],
                "forecast": facts["said"],
                "actual": facts["true"],
            }
        )
    }


CALIBRATION = Question(
    id="alive.calibration",
    kind=Number(unit="%", decimals=1, below_zero=True),
    case=cdnow,
    given=_sample,
    prompt=_(
        "{customers} customers by their repeat purchases before. The forecast for the next {ahead} weeks was made without those weeks. By how many per cent of the **actual** total does the **total** of the "
        "forecast miss? Minus means: the forecast was too low; plus: too high."
    ),
    exhibit=lambda facts: facts["table"],
    workbook=_sheet,
    oracle=_miss,
    mistakes=(
        Mistake(
            "mean-of-classes",
            _mean_of_classes,
            _(
                "{got} is the plain mean of the five classes' misses. Each class then counts the same, the one with hundreds of customers and the one with a handful. Make totals first: customers × purchases each."
            ),
        ),
        Mistake(
            "over-the-forecast",
            _over_forecast,
            _(
                "{got} asks how far the truth lies from the forecast. Ask it the other way round: the forecast less what really happened, over what really happened."
            ),
        ),
        Mistake(
            "means-added",
            _sums_of_means,
            _(
                "{got} adds up the column of means as it stands, as if each class were one customer. How many customers make {ahead} weeks of purchases in each class?"
            ),
        ),
    ),
    right=_(
        "{forecast:,.0f} purchases were forecast, {actual:,.0f} made: {answer}, so {way}. Look at the classes as well: misses of both signs can hide in a total that looks right."
    ),
    hints=Hints(
        _("The table holds means. What would the totals be?"),
        _("Total = customers × purchases each, added up over the classes. Then (forecast − actual) / actual."),
        _(
            "The forecast's total begins {line} + … ; all five classes together give {forecast:,.1f}. Now the same for the actual purchases …"
        ),
        _("({forecast:,.1f} − {actual:,.1f}) / {actual:,.1f} = {answer}"),
    ),
    competencies=("VA3",),
    way="compute",
)
