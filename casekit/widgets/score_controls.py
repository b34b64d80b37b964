"""The settings of the score lab: what can be turned, where it starts, and cut points that keep their order."""

from collections.abc import Mapping
from typing import Any

from casekit.labs.score import ScoreLab
from casekit.labs.score_settings import REPEAT_MEAN, SPLIT, TOGETHER, TOTAL, ScoreSettings
from casekit.text import _
from casekit.widgets.controls import Pick, Slider

CUTS = 4  # cut points that can be moved by hand: they make five scores
WEIGHTS = {"recency": 3, "frequency": 2, "monetary": 1}  # where the lab starts, as the lesson weighs


def measure_names() -> dict[str, str]:
    """The three measures and their combination, as a trainee reads them."""
    return {
        "total": _("combined score"),
        "recency": _("recency"),
        "frequency": _("frequency"),
        "monetary": _("monetary value"),
    }


def controls(model: ScoreLab, unit: str, currency: str) -> list[Pick | Slider]:
    """The lab's controls at their first position. ``unit`` is that of recency, in the plural."""
    ties = {TOGETHER: _("kept together"), SPLIT: _("split by row order")}
    spend = {REPEAT_MEAN: _("mean of repeat purchases"), TOTAL: _("total spending")}
    names = measure_names()
    units = {
        "recency": (unit, _units_of_one().get(unit, unit)),
        "frequency": (_("repeat days"), _("repeat day")),
        "monetary": (currency, currency),
    }
    return [
        Pick("measure", _("Look at"), names, "total"),
        Pick("cut", _("Cut points"), {"equal": _("equal parts"), "own": _("my own")}, "equal"),
        Slider("scores", _("Number of scores"), 2, 10, 5, when={"cut": "equal"}),
        Pick("ties", _("Customers with equal values"), ties, TOGETHER, when={"cut": "equal"}),
        *(cut for measure in units for cut in _cut_sliders(model, measure, *units[measure])),
        Pick("monetary", _("Monetary value is the"), spend, TOTAL, when={"cut": "equal"}),
        *(
            Slider(
                f"weight_{measure}",
                _("Weight of {measure}").format(measure=names[measure]),
                0,
                5,
                weight,
                when={"measure": "total"},
            )
            for measure, weight in WEIGHTS.items()
        ),
    ]


def recency_unit(model: ScoreLab) -> str:
    """The model's unit of recency as a word."""
    return {"D": _("days"), "W": _("weeks"), "M": _("months"), "Y": _("years")}[model.time_unit]


def _units_of_one() -> dict[str, str]:
    return {_("days"): _("day"), _("weeks"): _("week"), _("months"): _("month"), _("years"): _("year")}


def _cut_sliders(model: ScoreLab, measure: str, unit: str, unit_of_one: str) -> list[Slider]:
    """Sliders that begin at equal parts. Recency runs the other way: little time since the last purchase scores high.

    Monetary value is total spending here: two measures of it would need two sets of sliders.
    """
    edges = model.equal_parts(measure, CUTS + 1, TOTAL)
    ends = model.limits(measure, TOTAL)
    high = min(ends[1], max(10, 3 * edges[-1])) if measure != "recency" else ends[1]
    scores = range(CUTS + 1, 1, -1) if measure == "recency" else range(1, CUTS + 1)
    return [
        Slider(
            _cut_name(measure, n),
            _("Score {score} up to").format(score=score),
            0,
            max(1, round(high)),
            min(round(edge), max(1, round(high))),
            unit=unit,
            unit_of_one=unit_of_one,
            when={"cut": "own", "measure": measure},
        )
        for n, (score, edge) in enumerate(zip(scores, edges, strict=True))
    ]


def _cut_name(measure: str, n: int) -> str:
    return f"{measure}_{n + 1}"


def in_order(settings: Mapping[str, Any], moved: str | None = None) -> tuple[dict[str, Any], str]:
    """Cut points that cannot pass one another: the one that was moved pushes its neighbours along.

    Returns the settings and a sentence if it did. Without ``moved`` a lower cut point pushes the higher ones.
    """
    fitting = dict(settings)
    for measure in WEIGHTS:
        names = [_cut_name(measure, n) for n in range(CUTS)]
        hand = names.index(moved) if moved in names else 0
        for n in range(hand + 1, CUTS):
            fitting[names[n]] = max(fitting[names[n]], fitting[names[n - 1]])
        for n in range(hand - 1, -1, -1):
            fitting[names[n]] = min(fitting[names[n]], fitting[names[n + 1]])
    pushed = fitting != dict(settings)
    return fitting, _("Cut points cannot pass one another: the next ones moved along.") if pushed else ""


def lab_settings(settings: Mapping[str, Any]) -> ScoreSettings:
    """The model's levers."""
    weights = tuple(settings[f"weight_{measure}"] for measure in WEIGHTS)
    if settings["cut"] == "own":
        edges = {measure: tuple(settings[_cut_name(measure, n)] for n in range(CUTS)) for measure in WEIGHTS}
        return ScoreSettings(scores=CUTS + 1, edges=edges, weights=weights, monetary=TOTAL)
    return ScoreSettings(
        scores=settings["scores"], ties=settings["ties"], weights=weights, monetary=settings["monetary"]
    )
