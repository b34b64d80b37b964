"""The lines of a policy on one measure: the figures at which its bands begin, and the bands that follow from them."""

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from casekit.errors import CasekitError
from casekit.grading.policy import Interval, Policy
from casekit.grading.policy.format import Condition
from casekit.grading.policy.holes import holes
from casekit.labs.policy_settings import NEXT, PRINTED
from casekit.text import _

_KINDS = ("number", "count")


@dataclass(frozen=True)
class Lines:
    """A policy with bands on one measure. A line is a figure at which one band begins, or several.

    ``starts`` are the lines as the policy has them, rising, and ``begin`` the ids of the grades that begin there.
    """

    policy: Policy
    measure: str
    starts: tuple[float, ...]
    begin: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, policy: Policy, measure: str) -> "Lines":
        """The lines of a policy. Raises CasekitError for a policy whose bands cannot be moved on that measure."""
        _check(policy, measure)
        at: dict[float, list[str]] = {}
        for grade in policy.grades:
            condition = _banded(grade.when, measure)
            if grade.testable and condition is not None and condition.band.low is not None:
                at.setdefault(float(condition.band.low), []).append(grade.id)
        if not at:
            raise CasekitError(
                _("No grade of “{policy}” begins at a figure of {measure}, so there is no line to move.").format(
                    policy=policy.id, measure=policy.measures[measure].title
                )
            )
        starts = tuple(sorted(at))
        return cls(policy, measure, starts, tuple(tuple(at[start]) for start in starts))

    def moved(self, starts: tuple[float, ...], ends: str) -> Policy:
        """The policy with its lines at other figures. Raises CasekitError where a band would hold no figure."""
        if len(starts) != len(self.starts):
            raise CasekitError(
                _("The policy has {n} lines on {measure}, but {given} figures were given.").format(
                    n=len(self.starts), measure=self.policy.measures[self.measure].title, given=len(starts)
                )
            )
        new = dict(zip(self.starts, map(_whole, starts), strict=True))
        policy = self.policy
        for grade, band in self.bands(policy).items():
            start = ... if band.low is None else new[float(band.low)]
            policy = policy.with_band(grade, self.measure, start=start, end=... if ends == PRINTED else None)
        return policy if ends == PRINTED else self._closed(policy, sorted(new.values()))

    def ends(self) -> str:
        """How the policy's bands end as they stand: whether each reaches up to the next line, or not."""
        return NEXT if self.moved(self.starts, NEXT) == self.policy else PRINTED

    def printed_end(self, line: int) -> tuple[float, bool] | None:
        """Where the first of the bands that begin at a line ends in the policy, and whether it may begin there as well.

        None where none of them ends.
        """
        bands = [self.bands(self.policy)[grade] for grade in self.begin[line]]
        ends = [(float(band.high), band.low_included and band.high_included) for band in bands if band.high is not None]
        return min(ends, default=None)

    def bands(self, policy: Policy) -> dict[str, Interval]:
        """The band of each grade that has one on the measure, best grade first."""
        found = {grade.id: _banded(grade.when, self.measure) for grade in policy.grades if grade.testable}
        return {grade: condition.band for grade, condition in found.items() if condition is not None}

    def without(self) -> Policy:
        """The policy with these bands left away: what a grade asks for besides."""
        grades = [
            replace(grade, when=tuple(c for c in grade.when if c is not _banded(grade.when, self.measure)))
            for grade in self.policy.grades
        ]
        return replace(self.policy, grades=tuple(grades))

    def gaps(self, policy: Policy) -> list[Interval]:
        """The stretches of the measure that no band covers, from its smallest sensible value up."""
        least = policy.measures[self.measure].minimum
        possible = Interval(least)
        bands = [(band, policy.grade_of(grade)) for grade, band in self.bands(policy).items()]
        found = [hole for hole, _below, _above in holes(bands) if not hole.common(possible).empty]
        return [hole for hole in found if least is None or hole.low is not None or hole.high > least]

    def overlaps(self, policy: Policy) -> list[tuple[str, str, Interval]]:
        """Each two grades whose bands share figures, with what they share; the better grade first."""
        pairs = combinations(self.bands(policy).items(), 2)
        shared = [(one, other, band.common(more)) for (one, band), (other, more) in pairs]
        return [(one, other, band) for one, other, band in shared if not band.empty]

    def _closed(self, policy: Policy, starts: list[float]) -> Policy:
        opened = {}
        for band in self.bands(policy).values():
            if band.low is not None:
                opened[band.low] = opened.get(band.low, False) or band.low_included
        for grade, band in self.bands(policy).items():
            above = [start for start in starts if band.low is None or start > band.low]
            if above:
                policy = _with_end(policy, grade, self.measure, above[0], not opened[above[0]])
            else:
                policy = policy.with_band(grade, self.measure, end=self.bands(self.policy)[grade].high)
        return policy


def inside(band: Interval, values: np.ndarray) -> np.ndarray:
    """Which values lie in a band; a missing one (nan) in none."""
    held = ~np.isnan(values)
    if band.low is not None:
        held &= values >= band.low if band.low_included else values > band.low
    if band.high is not None:
        held &= values <= band.high if band.high_included else values < band.high
    return held


def _banded(when: tuple[Condition, ...], measure: str) -> Condition | None:
    return next((condition for condition in when if condition.measure == measure and condition.band is not None), None)


def _with_end(policy: Policy, grade: str, measure: str, end: float, included: bool) -> Policy:
    grades = []
    for one in policy.grades:
        if one.id == grade:
            place = _banded(one.when, measure)
            band = replace(place.band, high=end, high_included=included)
            one = replace(one, when=tuple(replace(c, band=band) if c is place else c for c in one.when))
        grades.append(one)
    return replace(policy, grades=tuple(grades))


def _whole(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def _check(policy: Policy, measure: str) -> None:
    if policy.types:
        raise CasekitError(
            _("“{policy}” gives types, not grades; the policy lab moves the bands of grades.").format(policy=policy.id)
        )
    if policy.eligibility:
        raise CasekitError(
            _(
                "“{policy}” says who may be graded at all; give the lab only these customers, and the policy without "
                "that part: replace(policy, eligibility=None)."
            ).format(policy=policy.id)
        )
    if measure not in policy.measures or policy.measures[measure].kind not in _KINDS:
        known = [name for name, one in policy.measures.items() if one.kind in _KINDS]
        raise CasekitError(
            _("“{measure}” is no number that “{policy}” tests; it tests: {known}.").format(
                measure=measure, policy=policy.id, known=", ".join(known) or _("none")
            )
        )
