"""The margin (缓冲区): thresholds moved up for who rises, moved apart for who would fall, so that nobody flips."""

from collections.abc import Callable
from dataclasses import replace

import narwhals.stable.v2 as nw

from casekit.grading.policy.bands import Interval
from casekit.grading.policy.conditions import Tests, any_of
from casekit.grading.policy.format import Condition, Grade, Policy
from casekit.grading.review.ladder import Ladder

_SCALED = ("number", "count")


def best_with_margin(ladder: Ladder, margin: float) -> nw.Expr:
    """For who would rise from __before to __earned: the best place up to it whose thresholds are passed by the margin.

    The number of places where there is none. What passes is asked of the thresholds from below alone: who has far more
    than a grade asks for has enough for it.
    """
    policy = ladder.policy
    tests = Tests(policy)
    best = nw.lit(len(ladder))
    for place in reversed(ladder.steps[:-1]):
        passed = tests.grade_holds(_narrowed(policy, place, margin))
        here = passed & (nw.col("__earned") <= place) & (nw.col("__before") > place)
        best = nw.when(here).then(nw.lit(place)).otherwise(best)
    return best


def best_within_margin(ladder: Ladder, margin: float) -> nw.Expr:
    """For who would fall from __before to __earned: the best place down to it that the margin still holds.

    The number of places where there is none. A grade that is met and yet not given (another is tested first) is none.
    """
    policy = ladder.policy
    tests = Tests(policy)
    left_out = any_of(tests.group_possible(one.any) for one in policy.filters) if policy.filters else nw.lit(False)
    best = nw.lit(len(ladder))
    for place in reversed(ladder.steps[:-1]):
        grade = policy.grades[place]
        near = tests.grade_holds(widened(policy, grade, margin)) & ~left_out
        met = nw.when(tests.grade_holds(grade)).then(nw.lit(1)).otherwise(nw.lit(0))
        here = near & (met == 0) & (nw.col("__before") <= place) & (nw.col("__earned") > place)
        best = nw.when(here).then(nw.lit(place)).otherwise(best)
    return best


def missing_decides(ladder: Ladder) -> nw.Expr:
    """True where a customer would lose the grade only because a figure is missing: with some value it would be kept."""
    tests = Tests(ladder.policy)
    open_ = nw.lit(0)
    for place in ladder.steps[:-1]:
        grade = ladder.policy.grades[place]
        met = nw.when(tests.grade_holds(grade)).then(nw.lit(1)).otherwise(nw.lit(0))
        may = nw.when(tests.grade_possible(grade)).then(nw.lit(1)).otherwise(nw.lit(0))
        open_ = nw.when(nw.col("__before") == place).then(may - met).otherwise(open_)
    return open_ == 1


def _narrowed(policy: Policy, place: int, margin: float) -> Grade:
    """The grade with its thresholds further off: from below raised; a cap lowered, the top of a band away."""

    def moved(condition: Condition) -> Interval:
        band, measure = condition.band, condition.measure
        low = None if band.low is None else band.low + margin * abs(band.low)
        if band.low is not None or _from_below(policy.grades[:place], measure):
            return replace(band, low=low, high=None)
        return replace(band, high=band.high - margin * abs(band.high))

    return _with_bands(policy, policy.grades[place], moved)


def widened(policy: Policy, grade: Grade, margin: float) -> Grade:
    """The grade with both ends of its bands further apart."""

    def moved(condition: Condition) -> Interval:
        band = condition.band
        low = None if band.low is None else band.low - margin * abs(band.low)
        high = None if band.high is None else band.high + margin * abs(band.high)
        return replace(band, low=low, high=high)

    return _with_bands(policy, grade, moved)


def _from_below(better: tuple[Grade, ...], measure: str) -> bool:
    """Whether a better grade asks for more of the measure: then a band without a lower end is the ladder's foot."""
    return any(
        condition.measure == measure and condition.band is not None and condition.band.low is not None
        for grade in better
        for condition in grade.conditions
    )


def _with_bands(policy: Policy, grade: Grade, moved: Callable[[Condition], Interval]) -> Grade:
    def change(condition: Condition) -> Condition:
        band = condition.band
        if band is None or policy.measures[condition.measure].kind not in _SCALED:
            return condition
        if band.low is None and band.high is None:
            return condition
        return replace(condition, band=moved(condition))

    def all_in(groups):
        return tuple(tuple(map(change, group)) for group in groups)

    score = grade.score and replace(
        grade.score, points=tuple(replace(part, any=all_in(part.any)) for part in grade.score.points)
    )
    return replace(grade, when=tuple(map(change, grade.when)), any=all_in(grade.any), score=score)
