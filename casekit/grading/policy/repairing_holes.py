"""Holes mended: a neighbouring band reaches through, or a new grade is written."""

from dataclasses import replace

import numpy as np

from casekit.grading.policy.auditing_axis import runs
from casekit.grading.policy.format import Condition, Grade, Policy
from casekit.grading.policy.intervals import Axis, Others, limits_text, listed
from casekit.grading.policy.joint import Box, boxes
from casekit.grading.policy.repairing_steps import Steps
from casekit.text import _, ngettext


def extend_bands(steps: Steps, lower: bool) -> None:
    """Let the bands just below each hole between two bands (``lower``), or those just above, reach through it."""
    for name in [axis.measure.name for axis in steps.grid.axes if axis.line]:
        for number in range(len(_axis_holes(steps, name)) - 1, -1, -1):  # a mended hole is gone from the list
            _extend(steps, name, number, lower)


def new_grades(steps: Steps, ends_too: bool) -> None:
    """A new grade for each hole on one measure alone, and one for all combinations that no grade fits.

    Without ``ends_too`` only holes between two bands get one.
    """
    combinations = []
    for box in hole_boxes(steps):
        limited = [number for number, pieces in enumerate(box) if pieces is not None]
        single = len(limited) == 1 and steps.grid.axes[limited[0]].line
        if not single:
            combinations.append(box)
    # each new grade changes the grid, so the holes are looked for again
    while (found := _next_single(steps, ends_too)) is not None:
        _write_between(steps, *found)
    if combinations and ends_too:
        _write_other(steps)


def say_holes_left(steps: Steps) -> None:
    """What still has no grade: each piece of one measure, and how many combinations."""
    if steps.grid.nobody[steps.grid.known].all():
        steps.left.append(_("No grade can be earned by anybody: write conditions that can be met first."))
    found = hole_boxes(steps)
    combinations = 0
    for box in found:
        limited = [number for number, pieces in enumerate(box) if pieces is not None]
        if len(limited) > 1:
            combinations += 1
            continue
        axis = steps.grid.axes[limited[0]]
        steps.left.append(
            _("Customers with {measure} {words} still have no grade; they stay “{outside}”.").format(
                measure=axis.measure.title,
                words=limits_text(axis.limits(box[limited[0]]), axis.measure),
                outside=steps.policy.outside,
            )
        )
    if combinations:
        steps.left.append(
            ngettext(
                "{n} combination of conditions still has no grade; the audit of the proposal names it.",
                "{n} combinations of conditions still have no grade; the audit of the proposal names them.",
                combinations,
            ).format(n=combinations)
        )


def hole_boxes(steps: Steps) -> list[Box]:
    """What no grade fits, as boxes; empty when no grade can be earned at all, for then nothing marks a hole off."""
    region = steps.grid.nobody[steps.grid.known]
    return [] if region.all() else boxes(region, [axis.line for axis in steps.grid.axes])


def conditions_of(axes: tuple[Axis, ...], box: Box) -> tuple[Condition, ...]:
    """A box as conditions that must all hold."""
    return tuple(_condition(axis, pieces) for axis, pieces in zip(axes, box, strict=True) if pieces is not None)


def _condition(axis: Axis, pieces: tuple[int, ...]) -> Condition:
    name = axis.measure.name
    if axis.line:
        return Condition(name, band=axis.limits(pieces))
    limits = axis.limits(pieces)
    return Condition(name, values=frozenset(limits), negated=isinstance(limits, Others))


def _axis_holes(steps: Steps, name: str) -> list[list[int]]:
    number, _axis, reach = _on_axis(steps, name)
    return runs(~np.logical_or.reduce(list(reach.values()))) if reach else []


def _on_axis(steps: Steps, name: str) -> tuple[int, Axis, dict[str, np.ndarray]]:
    grid = steps.grid
    number = next(place for place, axis in enumerate(grid.axes) if axis.measure.name == name)
    on_it = [grade for grade in grid.grades if any(c.measure == name for c in grade.conditions)]
    return number, grid.axes[number], {grade.id: grid.along(grade, number) for grade in on_it}


def _extend(steps: Steps, name: str, place: int, lower: bool) -> None:
    _number, axis, reach = _on_axis(steps, name)
    run = _axis_holes(steps, name)[place]
    hole = limits_text(axis.limits(run), axis.measure)
    below = [grade for grade, taken in reach.items() if run[0] > 0 and taken[run[0] - 1]]
    above = [grade for grade, taken in reach.items() if run[-1] + 1 < len(taken) and taken[run[-1] + 1]]
    if not (below and above):
        return
    for grade_id in below if lower else above:
        grade = steps.policy.grade_of(grade_id)
        taken = runs(reach[grade_id])
        touching = next(part for part in taken if (part[-1] + 1 == run[0] if lower else part[0] - 1 == run[-1]))
        if steps.band_of(grade, axis) is None or len(taken) > 1:
            steps.left.append(
                _("{grade} asks more of {measure} than one band, so it does not reach through {hole}.").format(
                    grade=grade.title, measure=axis.measure.title, hole=hole
                )
            )
            continue
        changed, words = steps.with_pieces(grade, axis, [sorted([*touching, *run])])
        steps.change(
            steps.with_grade(changed),
            _("{grade} now covers {measure} {words}; that fills the hole {hole}.").format(
                grade=grade.title, measure=axis.measure.title, words=words, hole=hole
            ),
        )


def _next_single(steps: Steps, ends_too: bool):
    for box in hole_boxes(steps):
        limited = [number for number, pieces in enumerate(box) if pieces is not None]
        if len(limited) != 1 or not steps.grid.axes[limited[0]].line:
            continue
        axis, pieces = steps.grid.axes[limited[0]], box[limited[0]]
        reach = _on_axis(steps, axis.measure.name)[2]
        below = [grade for grade, taken in reach.items() if pieces[0] > 0 and taken[pieces[0] - 1]]
        above = [grade for grade, taken in reach.items() if pieces[-1] + 1 < len(taken) and taken[pieces[-1] + 1]]
        if ends_too or (below and above):
            return axis, pieces, below, above
    return None


def _write_between(steps: Steps, axis: Axis, pieces: tuple[int, ...], below: list[str], above: list[str]) -> None:
    low, high = (listed([steps.policy.grade_of(one).title for one in found], _("and")) for found in (below, above))
    if below and above:
        title = _("between {low} and {high}").format(low=low, high=high)
    else:
        title = _("below {high}").format(high=high) if above else _("above {low}").format(low=low)
    condition = _condition(axis, pieces)
    grade = Grade(_free(steps, title), title, when=(condition,))
    steps.change(
        _inserted(steps, grade, _place(steps, below, above)),
        _("New grade “{title}”: {measure} {words}.").format(
            title=title, measure=axis.measure.title, words=limits_text(condition.band, axis.measure)
        ),
    )


def _place(steps: Steps, below: list[str], above: list[str]) -> int:
    """Where a new grade stands, best first: between its neighbours, else beyond the one it has."""
    order = [grade.id for grade in steps.policy.grades]
    near = sorted(order.index(one) for one in (*below, *above))
    if not near:
        return len(order)
    if not (below and above) and near[0] == 0 and (below or len(order) > 1):
        return 0
    return near[0] + 1 if below and above else near[-1] + 1


def _write_other(steps: Steps) -> None:
    found = hole_boxes(steps)
    if not found:
        return
    groups = tuple(conditions_of(steps.grid.axes, box) for box in found)
    title = _("other combinations")
    when, any_ = (groups[0], ()) if len(groups) == 1 else ((), groups)
    grade = Grade(_free(steps, title), title, when=when, any=any_)
    steps.change(
        _inserted(steps, grade, len(steps.policy.grades)),
        ngettext(
            "New grade “{title}”, the last: for {n} combination of conditions that no grade fitted.",
            "New grade “{title}”, the last: for {n} combinations of conditions that no grade fitted.",
            len(groups),
        ).format(title=title, n=len(groups)),
    )


def _inserted(steps: Steps, grade: Grade, place: int) -> Policy:
    grades = (*steps.policy.grades[:place], grade, *steps.policy.grades[place:])
    printed = steps.policy.printed_order
    return replace(steps.policy, grades=grades, printed_order=(*printed, grade.id) if printed else ())


def _free(steps: Steps, title: str) -> str:
    """The title as an id, with a number behind it where a grade or the outside has that name already."""
    taken = {grade.id for grade in steps.policy.grades} | {steps.policy.outside}
    numbered = (title if number == 1 else f"{title} {number}" for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)
