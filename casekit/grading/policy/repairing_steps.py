"""A policy under repair: changed step by step, each change a sentence."""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from casekit.grading.policy.auditing_grid import Grid, grid_of
from casekit.grading.policy.bands import Interval
from casekit.grading.policy.format import Condition, Grade, Policy
from casekit.grading.policy.intervals import Axis, limits_text, listed
from casekit.text import _


class Steps:
    """The policy as it stands after the changes so far; ``changes`` and ``left`` are sentences."""

    def __init__(self, policy: Policy):
        self.policy = policy
        self.changes: list[str] = []
        self.left: list[str] = []
        self._grid: Grid | None = None

    @property
    def grid(self) -> Grid:
        """The grid of the policy as it stands."""
        if self._grid is None:
            self._grid = grid_of(self.policy)
        return self._grid

    def change(self, policy: Policy, sentence: str) -> None:
        """Go on with another policy, and say what is different."""
        self.policy, self._grid = policy, None
        self.changes.append(sentence)

    def bands_closed(self, closed: Policy) -> None:
        """Take over a policy whose open bands stop at the next better one."""
        for grade in closed.grades:
            before = self.policy.grade_of(grade.id)
            for was, now in zip(_banded(before), _banded(grade), strict=True):
                if was != now:
                    measure = self.policy.measures[now.measure]
                    sentence = _(
                        "{grade} now covers {measure} {now} (before: {was}), because the next better band begins there."
                    )
                    self.change(
                        self.with_grade(grade),
                        sentence.format(
                            grade=grade.title,
                            measure=measure.title,
                            now=limits_text(now.band, measure),
                            was=limits_text(was.band, measure),
                        ),
                    )

    def with_grade(self, changed: Grade) -> Policy:
        """The policy with one grade changed."""
        grades = tuple(changed if grade.id == changed.id else grade for grade in self.policy.grades)
        return replace(self.policy, grades=grades)

    def band_of(self, grade: Grade, axis: Axis) -> Interval | None:
        """The one band that a grade asks of a measure, None when it asks something else of it too, or nothing."""
        name = axis.measure.name
        bands = [condition.band for condition in grade.when if condition.measure == name and condition.band]
        if not bands or len(bands) != sum(condition.measure == name for condition in grade.conditions):
            return None
        return reduce(Interval.common, bands)

    def with_pieces(self, grade: Grade, axis: Axis, runs: Sequence[Sequence[int]]) -> tuple[Grade, str]:
        """A grade whose band covers these runs of pieces, and no others, with its new band in words.

        Several runs become alternatives (``any``), of which the grade must have none yet.
        """
        name = axis.measure.name
        band = self.band_of(grade, axis)
        bands = [_kept_ends(axis.limits(run), band, axis, run) for run in runs]
        first = next(place for place, condition in enumerate(grade.when) if condition.measure == name)
        when = [condition for condition in grade.when if condition.measure != name]
        words = listed([limits_text(band, axis.measure) for band in bands], _("or"))
        if len(bands) > 1:
            return replace(grade, when=tuple(when), any=tuple((Condition(name, band=band),) for band in bands)), words
        when.insert(first, Condition(name, band=bands[0]))
        return replace(grade, when=tuple(when)), words

    def title(self, name: str) -> str:
        """The title of a grade."""
        return self.policy.grade_of(name).title


def _banded(grade: Grade) -> list[Condition]:
    return [condition for condition in grade.conditions if condition.band is not None]


def _kept_ends(limits: Interval, band: Interval, axis: Axis, run: Sequence[int]) -> Interval:
    """The limits with the ends as the policy wrote them where they have not moved."""
    if limits.low is None and run[0] == 0 and band.low is not None:
        limits = replace(limits, low=band.low, low_included=band.low_included)
    return limits
