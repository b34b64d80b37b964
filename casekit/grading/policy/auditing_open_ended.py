"""The second reading of a policy's bands: one without an upper end stops where the next better band begins."""

from dataclasses import replace

from casekit.grading.policy.bands import Interval
from casekit.grading.policy.format import Condition, Grade, Policy


def to_next_band(policy: Policy) -> Policy:
    """The policy with every band that has no upper end closed where the next better grade's band begins.

    Better grades stand earlier in the policy. Where none of them begins higher on the same measure (the best grade),
    the band stays open.
    """
    grades = tuple(_closed(grade, policy.grades[:place]) for place, grade in enumerate(policy.grades))
    return replace(policy, grades=grades)


def _closed(grade: Grade, better: tuple[Grade, ...]) -> Grade:
    def closed(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(replace(c, band=_stopped(c, better)) if _open_above(c) else c for c in conditions)

    return replace(grade, when=closed(grade.when), any=tuple(map(closed, grade.any)))


def _open_above(condition: Condition) -> bool:
    return condition.band is not None and condition.band.low is not None and condition.band.high is None


def _stopped(condition: Condition, better: tuple[Grade, ...]) -> Interval:
    begins = [
        (other.band.low, not other.band.low_included)
        for grade in better
        if grade.testable
        for other in grade.conditions
        if other.measure == condition.measure and other.band is not None and other.band.low is not None
    ]
    higher = [begin for begin in begins if begin > (condition.band.low, not condition.band.low_included)]
    if not higher:
        return condition.band
    figure, behind = min(higher)
    return replace(condition.band, high=figure, high_included=behind)
