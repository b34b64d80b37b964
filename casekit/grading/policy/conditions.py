"""Conditions as expressions on a :class:`Measured` table, with three answers: yes, no, and cannot be told.

A missing value is never a failed comparison: ``holds`` is true where a condition certainly holds (it may be null
instead of false), ``possible`` where it holds or a missing value might make it hold. Only ``possible`` and ``surely``
are never null, so only they may be negated.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce

import narwhals.stable.v2 as nw

from casekit.grading.policy.bands import End, Interval
from casekit.grading.policy.format import Condition, Grade, Measure, Policy, Score
from casekit.grading.policy.measured import clean

Groups = tuple[tuple[Condition, ...], ...]


class Tests:
    """The conditions of one policy as expressions.

    With ``staged`` they read the columns of :meth:`columns`, which the table must have: on engines that write each
    expression out where it is used, a condition would else be asked anew at every place.
    """

    def __init__(self, policy: Policy, staged: bool = False):
        self.measures, self.staged = policy.measures, staged
        self.conditions = list(dict.fromkeys(_all_conditions(policy)))

    def columns(self) -> dict[str, nw.Expr]:
        """A yes/no column for each condition: true where it certainly holds."""
        return {self._column(c): _yes_or_no(self._test(c)) for c in self.conditions if not c.unstated}

    def holds(self, condition: Condition) -> nw.Expr:
        """True where the condition certainly holds; false or null elsewhere."""
        if condition.unstated:
            return nw.lit(False)
        return nw.col(self._column(condition)) if self._is_staged(condition) else self._test(condition)

    def surely(self, condition: Condition) -> nw.Expr:
        """The same, never null."""
        if condition.unstated or self._is_staged(condition):
            return self.holds(condition)
        return self.holds(condition) & ~nw.col(clean(condition.measure)).is_null()

    def possible(self, condition: Condition) -> nw.Expr:
        """True where the condition holds or its measure is missing, and always for what the source leaves open."""
        if condition.unstated:
            return nw.lit(True)
        return self.holds(condition) | nw.col(clean(condition.measure)).is_null()

    def grade_holds(self, grade: Grade) -> nw.Expr:
        """True where a customer has certainly earned the grade; false or null elsewhere."""
        parts = [self.holds(condition) for condition in grade.when]
        if grade.any:
            parts.append(any_of(all_of(map(self.holds, group)) for group in grade.any))
        if grade.score:
            parts.append(self.points(grade.score) >= grade.score.at_least)
        if grade.not_:
            parts.append(~self.group_possible(grade.not_))
        return all_of(parts)

    def grade_possible(self, grade: Grade) -> nw.Expr:
        """True where a customer has earned the grade or would with some value in place of those missing."""
        parts = [self.possible(condition) for condition in grade.when]
        if grade.any:
            parts.append(self.group_possible(grade.any))
        if grade.score:
            parts.append(self.points(grade.score, possible=True) >= grade.score.at_least)
        if grade.not_:
            parts.append(~self.group_surely(grade.not_))
        return all_of(parts)

    def group_surely(self, groups: Groups) -> nw.Expr:
        """True where at least one group certainly holds; never null."""
        return any_of(all_of(map(self.surely, group)) for group in groups)

    def group_possible(self, groups: Groups) -> nw.Expr:
        """True where at least one group holds or might; never null."""
        return any_of(all_of(map(self.possible, group)) for group in groups)

    def points(self, score: Score, possible: bool = False) -> nw.Expr:
        """The points certain to a customer, or ``possible`` for one."""
        group = self.group_possible if possible else self.group_surely
        parts = [nw.when(group(part.any)).then(nw.lit(part.points)).otherwise(nw.lit(0)) for part in score.points]
        return reduce(lambda one, other: one + other, parts)

    def _is_staged(self, condition: Condition) -> bool:
        return self.staged and condition in self.conditions

    def _column(self, condition: Condition) -> str:
        return f"__holds__{self.conditions.index(condition)}"

    def _test(self, condition: Condition) -> nw.Expr:
        column = nw.col(clean(condition.measure))
        if condition.band is not None:
            return within(column, condition.band, self.measures[condition.measure])
        words = sorted(condition.values)
        among = column == words[0] if len(words) == 1 else column.is_in(words)
        # pandas says of a missing word that it is not among them
        return ~among & ~column.is_null() if condition.negated else among


def _all_conditions(policy: Policy) -> Iterator[Condition]:
    for grade in (*policy.grades, *policy.types):
        yield from grade.conditions
    groups = [group for one in policy.filters for group in one.any]
    if policy.eligibility:
        groups += [policy.eligibility.needs, *policy.eligibility.excluded]
    for group in groups:
        yield from group


def _yes_or_no(test: nw.Expr) -> nw.Expr:
    return nw.when(test).then(nw.lit(True)).otherwise(nw.lit(False))


def within(column: nw.Expr, band: Interval, measure: Measure) -> nw.Expr:
    """True where a clean column lies in a band."""
    low, high = as_figure(band.low, measure), as_figure(band.high, measure)
    parts = []
    if low is not None:
        parts.append(column >= low if band.low_included else column > low)
    if high is not None:
        parts.append(column <= high if band.high_included else column < high)
    return all_of(parts) if parts else ~column.is_null()


def as_figure(end: End, measure: Measure) -> float | None:
    """An end of a band as the clean column counts: days and months as whole numbers."""
    if isinstance(end, date):
        return float(end.year * 12 + end.month - 1 if measure.kind == "month" else end.toordinal())
    return None if end is None else float(end)


def first_that_holds(cases: Iterable[tuple[nw.Expr, str | int]], otherwise: str | int) -> nw.Expr:
    """The value of the first case whose test holds.

    One chain of when and then: nested within each other's otherwise, DuckDB takes a third longer.
    """
    chain = nw
    for test, value in cases:
        chain = chain.when(test).then(nw.lit(value))
    return nw.lit(otherwise) if chain is nw else chain.otherwise(nw.lit(otherwise))


def all_of(parts: Iterable[nw.Expr]) -> nw.Expr:
    """True where all are true."""
    return reduce(lambda one, other: one & other, parts)


def any_of(parts: Iterable[nw.Expr]) -> nw.Expr:
    """True where at least one is true."""
    return reduce(lambda one, other: one | other, parts)
