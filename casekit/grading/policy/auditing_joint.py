"""The second view of an audit: all conditions together, as a customer meets them."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from casekit.grading.policy.auditing_axis import shared_end
from casekit.grading.policy.auditing_findings import (
    JOINT,
    Finding,
    count,
    customers_with,
    in_words,
    measured_text,
    names,
    place,
)
from casekit.grading.policy.auditing_grid import Counted, Grid
from casekit.grading.policy.intervals import Limits
from casekit.grading.policy.joint import Box, boxes
from casekit.text import _, ngettext


def joint_findings(grid: Grid, counts: Counted | None, by_design: bool) -> Iterator[Finding]:
    """Combinations that no grade fits, that two grades fit, and grades that nobody gets.

    ``by_design``: to fit several is wanted (a policy of flags), so only combinations without any are told.
    """
    yield from _holes(grid, counts, by_design)
    if not by_design:
        yield from _overlaps(grid, counts)
        yield from _unreachable(grid)


def _holes(grid: Grid, counts: Counted | None, by_design: bool) -> Iterator[Finding]:
    if grid.nobody[grid.known].all():
        found = counts.of(np.ones(len(counts.codes), dtype=bool)) if counts else None
        sentence = (
            _("The conditions of every grade exclude each other, so nobody gets one.")
            if grid.grades
            else _("No grade has conditions that could be tested, so nobody gets one.")
        )
        mend = _("Write conditions for the grades that can be met, and mark them as yours.")
        yield Finding(JOINT, "hole", sentence + count(grid, counts, found), mend, **_number(found))
        return
    told = np.zeros(len(counts.codes) if counts else 0, dtype=bool)
    for box in _boxes(grid, grid.nobody):
        where, found = place(grid, box), counts.within(grid.nobody, box) if counts else None
        if counts:
            told |= counts.chosen(grid.nobody, box)
        nobody = _("No type fits customers with {what}.") if by_design else _("No grade fits customers with {what}.")
        sentence = nobody.format(what=customers_with(grid, where)) + _nearly(grid, box)
        mend = _("Say which grade they get, or say in the policy that they stay “{outside}”.").format(
            outside=grid.policy.outside
        )
        yield Finding(
            JOINT, "hole", sentence + count(grid, counts, found), mend, in_words(grid, where), where, **_number(found)
        )
    if counts:
        yield from _unknown(grid, counts, grid.nobody[tuple(counts.codes.T)] & ~told)


def _unknown(grid: Grid, counts: Counted, chosen: np.ndarray) -> Iterator[Finding]:
    """Customers to whom no grade is certain because a value of theirs is missing."""
    found = counts.of(chosen)
    if not found[0]:
        return
    lacking = [
        axis.measure.title
        for number, axis in enumerate(grid.axes)
        if (counts.codes[chosen, number] == axis.pieces).any()
    ]
    sentence = _("No grade is certain where a value is missing or cannot be used ({measures}).").format(
        measures=", ".join(lacking)
    )
    mend = _("Fill the values in, or say in the policy what such customers are called until then.")
    yield Finding(JOINT, "missing", sentence + count(grid, counts, found), mend, **_number(found))


def _overlaps(grid: Grid, counts: Counted | None) -> Iterator[Finding]:
    for one, other in combinations([grade.id for grade in grid.grades], 2):
        both = grid.holds[one] & grid.holds[other]
        told = np.zeros(len(counts.codes) if counts else 0, dtype=bool)
        for box in _boxes(grid, both):
            found = counts.within(both, box) if counts else None
            if counts:
                told |= counts.chosen(both, box)
            yield _overlap(grid, counts, (one, other), place(grid, box), found, _kind(grid, one, other, box))
        found = counts.of(both[tuple(counts.codes.T)] & ~told) if counts else None
        if found and found[0]:  # met through conditions that need no missing value
            yield _overlap(grid, counts, (one, other), {}, found, "overlap")


def _overlap(grid, counts, pair: tuple[str, str], where: dict[str, Limits], found, kind: str) -> Finding:
    both = names(grid, pair)
    if where:
        sentence = _("Customers with {what} meet both {both}").format(what=customers_with(grid, where), both=both)
    elif found and found[0] and kind == "overlap":
        sentence = _("Some customers of whom a value is missing meet both {both}").format(both=both)
    else:
        sentence = _("Every customer meets both {both}").format(both=both)
    first = names(grid, pair[:1])
    if grid.policy.order_stated:
        sentence += _("; the policy’s order gives them {first}.").format(first=first)
    else:
        sentence += _("; the policy does not say which of them counts (the kit gives {first}).").format(first=first)
    if kind == "double_hit":
        mend = _("Write which of the two the end point belongs to.")
    elif grid.policy.order_stated:
        mend = _("Nothing has to be changed if this is meant; else let one of the two stop where the other begins.")
    else:
        mend = _("Let one of the two stop where the other begins, or write the order of test into the policy.")
    return Finding(
        JOINT, kind, sentence + count(grid, counts, found), mend, in_words(grid, where), where, pair, **_number(found)
    )


def _kind(grid: Grid, one: str, other: str, box: Box) -> str:
    points = (
        pieces is not None and grid.axes[axis].line and shared_end(grid, one, other, axis, list(pieces))
        for axis, pieces in enumerate(box)
    )
    return "double_hit" if any(points) else "overlap"


def _unreachable(grid: Grid) -> Iterator[Finding]:
    taken = np.zeros([axis.pieces for axis in grid.axes], dtype=bool)
    for place_, grade in enumerate(grid.grades):
        region = grid.holds[grade.id][grid.known]
        if not (region & ~taken).any():
            yield _nobody_gets(grid, place_, region)
        taken |= region


def _nobody_gets(grid: Grid, place_: int, region: np.ndarray) -> Finding:
    grade = grid.grades[place_]
    earlier = [other.id for other in grid.grades[:place_] if (grid.holds[other.id][grid.known] & region).any()]
    if not region.any():
        sentence = _("Nobody can be {grade}: its conditions exclude each other.").format(grade=grade.title)
        return Finding(JOINT, "unreachable", sentence, _("Mend its conditions."), grades=(grade.id,))
    sentence = ngettext(
        "Nobody can be {grade}: whoever meets it meets {earlier}, which is tested before.",
        "Nobody can be {grade}: whoever meets it meets one of {earlier}, which are tested before.",
        len(earlier),
    ).format(grade=grade.title, earlier=names(grid, earlier))
    mend = _("Test {grade} first, or let the others stop where it begins.").format(grade=grade.title)
    return Finding(JOINT, "unreachable", sentence, mend, grades=(*earlier, grade.id))


def _boxes(grid: Grid, region: np.ndarray) -> list[Box]:
    return boxes(region[grid.known], [axis.line for axis in grid.axes])


def _nearly(grid: Grid, box: Box) -> str:
    """Which grades would fit but for one measure, and what they ask of it."""
    limited = [axis for axis, pieces in enumerate(box) if pieces is not None]
    if len(limited) < 2:
        return ""
    parts = []
    for grade in grid.grades:
        holds, wishes = grid.holds[grade.id][grid.known], []
        for axis in limited:
            others = [list(box[n]) if n in limited and n != axis else range(holds.shape[n]) for n in range(holds.ndim)]
            fitting = holds[np.ix_(*others)].swapaxes(0, axis).reshape(holds.shape[axis], -1).all(axis=1)
            if fitting.any():
                measure = grid.axes[axis].measure
                wishes.append(measured_text(measure, grid.axes[axis].limits(np.flatnonzero(fitting).tolist())))
        if wishes:
            asks = _("{grade} (asks for {wishes})").format(grade=grade.title, wishes=_(", or ").join(wishes))
            parts.append(asks)
    return " " + _("Nearest: {grades}.").format(grades="; ".join(parts)) if parts else ""


def _number(found: tuple[int, float | None] | None) -> dict:
    return {} if found is None else {"customers": found[0], "sales": found[1]}
