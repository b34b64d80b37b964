"""The settings of the ABC lab: what can be turned, where it starts, and cuts that keep their order."""

from collections.abc import Mapping
from typing import Any

from casekit.labs.abc import USUAL, AbcLab
from casekit.labs.abc_settings import ALONE, GROUPS, PROFIT, SALES, AbcSettings
from casekit.text import _
from casekit.widgets.controls import Pick, Slider

LOWEST, HIGHEST = 50, 98  # per cent: below and above there is no A, or nothing but A


def measure_names() -> dict[str, str]:
    """What can be added up, as a trainee reads it."""
    return {SALES: _("sales"), PROFIT: _("profit")}


def controls(model: AbcLab, hours: tuple[float, float, float]) -> list[Pick | Slider]:
    """The lab's controls at their first position, the usual ABC. ``hours`` of service for an A, a B and a C."""
    units = {ALONE: _("each customer alone"), GROUPS: _("whole groups")}
    first = [round(100 * cut) for cut in USUAL.cuts]
    return [
        Pick("measure", _("Add up"), measure_names(), USUAL.measure),
        *([Pick("unit", _("Take"), units, USUAL.unit)] if model.has_groups else []),
        Slider("cut_a", _("A ends at"), LOWEST, HIGHEST - 1, first[0], unit="%"),
        Slider("cut_b", _("B ends at"), LOWEST + 1, HIGHEST, first[1], unit="%"),
        *(
            Slider(
                f"hours_{letter.lower()}",
                _("Service for each {letter}").format(letter=letter),
                0,
                max(most, value),
                value,
                step,
                unit=_("hours a year"),
                unit_of_one=_("hour a year"),
            )
            for letter, most, step, value in zip("ABC", (80, 30, 6), (1, 0.5, 0.25), hours, strict=True)
        ),
    ]


def in_order(settings: Mapping[str, Any], moved: str | None = None) -> tuple[dict[str, Any], str]:
    """B ends above A: the cut that was not ``moved`` gives way. Returns the settings, and a sentence if it did."""
    fitting = dict(settings)
    if moved == "cut_b":
        fitting["cut_a"] = min(fitting["cut_a"], fitting["cut_b"] - 1)
    else:
        fitting["cut_b"] = max(fitting["cut_b"], fitting["cut_a"] + 1)
    gave_way = fitting != dict(settings)
    return fitting, _("B must end above A: the other cut moved along.") if gave_way else ""


def lab_settings(settings: Mapping[str, Any]) -> AbcSettings:
    """The model's levers."""
    return AbcSettings(
        measure=settings["measure"],
        unit=settings.get("unit", ALONE),
        cuts=(settings["cut_a"] / 100, settings["cut_b"] / 100),
        hours=tuple(settings[f"hours_{letter}"] for letter in "abc"),
    )
