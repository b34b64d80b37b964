"""The settings of the policy lab: a slider for each line, how bands end, whose grades are compared."""

import math
from collections.abc import Mapping
from typing import Any

from casekit.labs.policy import PolicyLab
from casekit.labs.policy_lines import Lines
from casekit.labs.policy_settings import NEXT, PRINTED, PolicySettings
from casekit.text import _
from casekit.widgets.controls import Pick, Slider

_DIGITS = 9  # so that 3 × 0.005 is 0.015
_STEPS = 20  # steps of a slider in the power of ten below its line: 5,000 for 200,000, 500 for 50,000


def controls(model: PolicyLab) -> list[Slider | Pick]:
    """One slider a line, the best grade's first; then how bands end, and which grades and groups are compared."""
    usual, names = model.usual, model.customers.names[:-1]
    ends = {PRINTED: _("where the policy has it"), NEXT: _("where the next one begins")}
    tops = {name: _("{grade} or better").format(grade=title_of(model.lines, name)) for name in names[1:]}
    tops = {names[0]: title_of(model.lines, names[0]), **tops}
    groups = {name: name.replace("_", " ") for name in model.customers.groups}
    return [
        *reversed(_sliders(model.lines)),
        Pick("ends", _("Each band ends"), ends, usual.ends),
        *([Pick("by", _("Compare by"), groups, usual.by)] if len(groups) > 1 else []),
        *([Pick("top", _("Compare who has"), tops, usual.top)] if groups and len(names) > 1 else []),
    ]


def title_of(lines: Lines, grade: str) -> str:
    """A grade as a trainee reads it."""
    return lines.policy.grade_of(grade).title or grade


def fit(lines: Lines, settings: Mapping[str, Any], moved: str | None = None) -> tuple[dict[str, Any], str]:
    """Lines rise, and a band holds a figure: the lines that were not ``moved`` give way.

    Returns the settings, and a sentence if one gave way.
    """
    fitting, sliders = dict(settings), _sliders(lines)
    keys = [slider.name for slider in sliders]
    at = keys.index(moved) if moved in keys else len(keys) - 1
    note = _held_back(lines, fitting, sliders) if fitting["ends"] == PRINTED else ""
    held = dict(fitting)
    for place in range(at - 1, -1, -1):
        fitting[keys[place]] = min(fitting[keys[place]], _below(fitting[keys[place + 1]], sliders[place].step))
    for place in range(at + 1, len(keys)):
        fitting[keys[place]] = max(fitting[keys[place]], _above(fitting[keys[place - 1]], sliders[place].step))
    if fitting != held:
        note = _("Each line lies above the one before: other lines moved along.")
    return fitting, note


def lab_settings(model: PolicyLab, settings: Mapping[str, Any]) -> PolicySettings:
    """The model's levers."""
    return PolicySettings(
        tuple(settings[_key(place)] for place in range(len(model.lines.starts))),
        settings["ends"],
        settings.get("top", model.usual.top),
        settings.get("by", model.usual.by),
    )


def _sliders(lines: Lines) -> list[Slider]:
    """Rising like the lines. Each begins above the lowest place of the one before, so that there is room for all."""
    unit, made = lines.policy.measures[lines.measure].unit, []
    for place, start in enumerate(lines.starts):
        step = _step(lines, start)
        low = _above(made[-1].low, step) if made else min(0, _tidy(2 * start, step))
        high = max(_tidy(2 * abs(start), step), _above(made[-1].high if made else 0, step))
        names = _(" and ").join(title_of(lines, grade) for grade in lines.begin[place])
        made.append(
            Slider(_key(place), _("{grade} begins at").format(grade=names), low, high, _round(start), step, unit=unit)
        )
    return made


def _held_back(lines: Lines, fitting: dict[str, Any], sliders: list[Slider]) -> str:
    """No line lies beyond the end of its own band, nor where it would push a line above beyond that one's end."""
    note, above = "", math.inf
    for place in reversed(range(len(sliders))):
        slider, end = sliders[place], lines.printed_end(place)
        last = slider.high if above == math.inf else min(slider.high, _below(above, slider.step))
        if end is not None:
            last = min(last, (_tidy if end[1] else _below)(end[0], slider.step))
        if fitting[slider.name] > last:
            fitting[slider.name] = last
            names = _(" and ").join(title_of(lines, grade) for grade in lines.begin[place])
            note = _("{grade} must begin before its band ends, or the next one.").format(grade=names)
        above = last
    return note


def _key(place: int) -> str:
    return f"line_{place + 1}"


def _step(lines: Lines, start: float) -> float:
    """A twentieth of the power of ten below the line; whole for counts, and such that the line is on a step."""
    size = abs(start) or max(map(abs, lines.starts)) or 1
    step = 10.0 ** math.floor(math.log10(size)) / _STEPS
    if lines.policy.measures[lines.measure].kind == "count":
        step = max(1.0, math.floor(step))
    while step > 1e-6 and not math.isclose(start / step, round(start / step), abs_tol=1e-6):
        step /= 5 if float(step).is_integer() and step % 5 == 0 else 10
    return int(step) if float(step).is_integer() else round(step, _DIGITS)


def _tidy(value: float, step: float) -> float:
    """The step at or below a figure."""
    return _round(math.floor(value / step + 1e-9) * step)


def _above(value: float, step: float) -> float:
    """The first step above a figure."""
    return _round((math.floor(value / step + 1e-9) + 1) * step)


def _below(value: float, step: float) -> float:
    """The last step below a figure."""
    return _round((math.ceil(value / step - 1e-9) - 1) * step)


def _round(value: float) -> float:
    rounded = round(value, _DIGITS)
    return int(rounded) if float(rounded).is_integer() else rounded
