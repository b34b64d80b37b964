"""The first view of an audit: each measure's own axis, all other conditions set aside."""

from collections.abc import Iterator
from itertools import combinations, groupby

import numpy as np

from casekit.grading.policy.auditing_findings import AXIS, Finding, count, customers_with, figure, in_words, names
from casekit.grading.policy.auditing_grid import Counted, Grid
from casekit.grading.policy.format import Grade
from casekit.grading.policy.intervals import listed
from casekit.text import _, ngettext


def axis_findings(grid: Grid, counts: Counted | None, by_design: bool) -> Iterator[Finding]:
    """Holes, overlaps and double hits on the axis of each measure of numbers, dates or months.

    Only grades that test the measure stand on its axis; a grade that does not ask for it takes every value, so that the
    axis has no hole then. ``by_design``: overlaps are wanted, so only holes are told.
    """
    for number, axis in enumerate(grid.axes):
        on_it = [grade for grade in grid.grades if any(c.measure == axis.measure.name for c in grade.conditions)]
        if axis.line and on_it:
            view = _AxisView(grid, counts, number, on_it)
            if len(on_it) == len(grid.grades):
                yield from view.holes()
            if not by_design:
                yield from view.overlaps()


class _AxisView:
    """One measure's axis with the grades that stand on it."""

    def __init__(self, grid: Grid, counts: Counted | None, number: int, grades: list[Grade]):
        self.grid, self.counts, self.number = grid, counts, number
        self.axis, self.measure = grid.axes[number], grid.axes[number].measure
        self.reach = {grade.id: grid.along(grade, number) for grade in grades}

    def holes(self) -> Iterator[Finding]:
        covered = np.logical_or.reduce(list(self.reach.values()))
        for run in runs(~covered):
            below, above = self._ending_at(run[0]), self._beginning_at(run[-1] + 1)
            where, texts, found = self._there(run)
            nobody = (
                _("No type’s band covers {measure} {where}{neighbours}.")
                if self.grid.policy.types
                else _("No grade’s band covers {measure} {where}{neighbours}.")
            )
            sentence = nobody.format(
                measure=self.measure.title,
                where=texts[self.measure.name],
                neighbours=self._neighbours(below, above, run),
            )
            yield Finding(
                AXIS,
                "hole",
                sentence + count(self.grid, self.counts, found),
                self._mend(below, above),
                texts,
                where,
                tuple(grade.id for grade in self.grid.grades if grade.id in (*below, *above)),
                *(found or (None, None)),
            )

    def overlaps(self) -> Iterator[Finding]:
        for one, other in combinations(self.reach, 2):
            for run in runs(self.reach[one] & self.reach[other]):
                yield self._overlap(one, other, run)

    def _overlap(self, one: str, other: str, run: list[int]) -> Finding:
        where, texts, found = self._there(run)
        point = shared_end(self.grid, one, other, self.number, run)
        jointly = self._jointly(one, other, run)
        both = names(self.grid, (one, other))
        if point:
            first, second = (one, other) if self._ends(one, run) else (other, one)
            sentence = _(
                "At {where} of {measure} {first} ends and {second} begins, and both count this figure as theirs."
            ).format(
                where=texts[self.measure.name],
                measure=self.measure.title,
                first=names(self.grid, [first]),
                second=names(self.grid, [second]),
            )
            mend = _("Say to which of the two the end point belongs (below instead of to, or above instead of from).")
        else:
            sentence = _("Both {both} cover {what}.").format(both=both, what=customers_with(self.grid, where))
            mend = _("Let one of the two stop where the other begins, or say which of them is tested first.")
        if not jointly:
            sentence += " " + self._why_not_jointly(one, other)
            mend = _("Nothing has to be changed; the other conditions keep the two apart.")
        return Finding(
            AXIS,
            "double_hit" if point else "overlap",
            sentence + count(self.grid, self.counts, found),
            mend,
            texts,
            where,
            (one, other),
            *(found or (None, None)),
        )

    def _there(self, run: list[int]):
        box = tuple(tuple(run) if axis == self.number else None for axis in range(len(self.grid.axes)))
        where = {self.measure.name: self.axis.limits(run)}
        everywhere = np.ones([axis.pieces + 1 for axis in self.grid.axes], dtype=bool)
        return where, in_words(self.grid, where), self.counts.within(everywhere, box) if self.counts else None

    def _jointly(self, one: str, other: str, run: list[int]) -> bool:
        both = (self.grid.holds[one] & self.grid.holds[other])[self.grid.known]
        return bool(both.take(run, axis=self.number).any())

    def _why_not_jointly(self, one: str, other: str) -> str:
        apart = [
            axis.measure.title
            for number, axis in enumerate(self.grid.axes)
            if number != self.number
            and not (
                self.grid.along(self.grid.policy.grade_of(one), number)
                & self.grid.along(self.grid.policy.grade_of(other), number)
            ).any()
        ]
        if not apart:
            return _("Yet no customer meets both, because of their other conditions.")
        return _("Yet no customer meets both: they ask for different {measures}.").format(
            measures=listed(apart, _("and"))
        )

    def _ends(self, grade: str, run: list[int]) -> bool:
        reach = self.reach[grade]
        return run[-1] + 1 >= len(reach) or not reach[run[-1] + 1]

    def _ending_at(self, piece: int) -> list[str]:
        return [name for name, reach in self.reach.items() if piece > 0 and reach[piece - 1]]

    def _beginning_at(self, piece: int) -> list[str]:
        return [name for name, reach in self.reach.items() if piece < len(reach) and reach[piece]]

    def _neighbours(self, below: list[str], above: list[str], run: list[int]) -> str:
        parts = []
        if below:
            end = figure(self.axis.limits([run[0] - 1]).high, self.measure)
            sentence = ngettext("{grades} ends at {figure}", "{grades} end at {figure}", len(below))
            parts.append(sentence.format(grades=names(self.grid, below), figure=end))
        if above:
            start = figure(self.axis.limits([run[-1] + 1]).low, self.measure)
            sentence = ngettext("{grades} begins at {figure}", "{grades} begin at {figure}", len(above))
            parts.append(sentence.format(grades=names(self.grid, above), figure=start))
        return ": " + ", ".join(parts) if parts else ""

    def _mend(self, below: list[str], above: list[str]) -> str:
        outside = self.grid.policy.outside
        if below and above:
            return _(
                "Let {below} reach up to {above}, or {above} down to {below}, or write a grade for what lies between."
            ).format(below=names(self.grid, below, _("or")), above=names(self.grid, above, _("or")))
        return _(
            "Say in the policy that these customers stay “{outside}”, let {grades} reach further, "
            "or write a grade for them."
        ).format(outside=outside, grades=names(self.grid, below or above, _("or")))


def runs(pieces: np.ndarray) -> list[list[int]]:
    """The true pieces of an axis, neighbours together."""
    numbered = groupby(enumerate(np.flatnonzero(pieces).tolist()), key=lambda pair: pair[1] - pair[0])
    return [[piece for _place, piece in run] for _key, run in numbered]


def shared_end(grid: Grid, one: str, other: str, axis: int, run: list[int]) -> bool:
    """True when a run of pieces is one figure, in which one grade ends and the other begins."""
    limits = grid.axes[axis].limits(run)
    if limits.low is None or limits.low != limits.high:
        return False
    reach = [grid.along(grid.policy.grade_of(name), axis) for name in (one, other)]
    ends = [run[-1] + 1 >= len(taken) or not taken[run[-1] + 1] for taken in reach]
    begins = [run[0] == 0 or not taken[run[0] - 1] for taken in reach]
    return (ends[0] and begins[1] and not begins[0]) or (ends[1] and begins[0] and not begins[1])
