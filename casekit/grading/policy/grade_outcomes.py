"""Every way in which grading by a policy of grades can end, in the order in which they are looked for."""

from collections.abc import Iterator

import narwhals.stable.v2 as nw

from casekit.grading.policy.bands import say
from casekit.grading.policy.conditions import Tests, all_of, any_of
from casekit.grading.policy.format import Condition, Grade, Policy
from casekit.grading.policy.holes import hole_words, holes
from casekit.grading.policy.outcomes import (
    Clause,
    Outcome,
    Sentence,
    Slot,
    by_measure,
    groups_slot,
    joined,
    met_conditions,
    missing,
    tested_measures,
)
from casekit.grading.policy.words import asked, has
from casekit.text import _

LEAST = "__least_distance"
_BAND = 100  # a band that fails weighs more than any number of other conditions


class GradeOutcomes:
    """The outcomes of one policy of grades.

    ``staged``: they read the columns of :meth:`staged_columns`; otherwise only :meth:`graded` can be asked, without
    reasons.
    """

    def __init__(self, policy: Policy, staged: bool = True):
        self.policy, self.tests, self.staged = policy, Tests(policy, staged), staged
        self.testable = [grade for grade in policy.tested if grade.testable]

    def graded(self) -> Iterator[Outcome]:
        """A grade certainly earned, and no filter that holds or might."""
        for place, grade in enumerate(self.testable):
            earned = self._holds(grade)
            for one in self.policy.filters:
                earned = earned & ~self.tests.group_possible(one.any)
            sentence = (f"{grade.title}: ", *self._met(grade))
            unsure = [other for other in self.testable[:place] if _may_still_fit(other, grade)]
            if unsure and self.staged:
                names = ", ".join(other.title for other in unsure)
                more = _("; whether {grades} fits cannot be told, since something is missing or not stated").format(
                    grades=names
                )
                still = any_of(nw.col(_might(other)) for other in unsure)
                yield Outcome(earned & still, grade.id, (*sentence, more))
            yield Outcome(earned, grade.id, sentence)

    def outside(self) -> Iterator[Outcome]:
        """Everybody else, with what comes nearest."""
        if not self.testable:
            lost = _("no grade of this policy can be tested: the source states no thresholds")
            yield Outcome(nw.lit(True), self.policy.outside, (lost,))
            return
        yield from self._filtered()
        yield from missing(self.policy, self._undecided(), self.policy.outside)
        yield from self._holes()
        yield from self._open()
        if not self._on_one_line():
            yield from self._nearest()

    def staged_columns(self) -> list[dict[str, nw.Expr]]:
        """Columns that the outcomes read: what holds for sure, what might, how far a grade is, the least of that."""
        if not self.testable:  # yet who is graded at all is asked
            return [self.tests.columns()]
        might = {_might(grade): self.tests.grade_possible(grade) for grade in self.testable}
        earned = {_earned(grade): self.tests.grade_holds(grade) for grade in self.testable}
        if self._on_one_line():
            return [self.tests.columns(), might | earned]
        distances = {
            _distance(grade): sum((c.distance for c in self._clauses(grade)), nw.lit(0)) for grade in self.testable
        }
        least = nw.min_horizontal(*distances) if len(distances) > 1 else nw.col(*distances)
        return [self.tests.columns(), distances | might | earned, {LEAST: least}]

    def _on_one_line(self) -> bool:
        """Whether several grades ask for a band of one measure and nothing else: who fits none stands in a hole."""
        if len(self.testable) < 2 or self.policy.filters:
            return False
        alone = all(len(grade.conditions) == len(grade.when) == 1 and grade.when[0].band for grade in self.testable)
        return alone and len({grade.when[0].measure for grade in self.testable}) == 1

    def _holds(self, grade: Grade) -> nw.Expr:
        return nw.col(_earned(grade)) if self.staged else self.tests.grade_holds(grade)

    def _met(self, grade: Grade) -> Sentence:
        clauses = met_conditions(grade.when, self.policy)
        if grade.any:
            clauses.append([groups_slot(f"{grade.id}, any", grade.any)])
        if grade.score:
            clauses.append([Slot("score", grade.id, (grade.score,))])
        return joined(clauses, _(" and "))

    def _ungraded(self, holds: nw.Expr, sentence: Sentence) -> Outcome:
        return Outcome(holds, self.policy.outside, sentence)

    def _filtered(self) -> Iterator[Outcome]:
        for one in self.policy.filters:
            fits = any_of(map(self._holds, self.testable))
            before = _("meets the tests of a grade, but is left out as {title}: ").format(title=one.title)
            yield self._ungraded(
                fits & self.tests.group_surely(one.any), (before, groups_slot(f"{one.id}, filter", one.any))
            )

    def _undecided(self) -> dict[str, list[nw.Expr]]:
        """For each measure, where a grade that depends on it might still fit."""
        found = {}
        groups = [group for one in self.policy.filters for group in one.any]
        filtering = {condition.measure for group in groups for condition in group if not condition.unstated}
        for name in self.policy.measures:
            grades = [grade for grade in self.testable if name in filtering | tested_measures(grade)]
            if grades:
                found[name] = [nw.col(_might(grade)) for grade in grades]
        return found

    def _holes(self) -> Iterator[Outcome]:
        """A value that no grade's band covers, where there are several and each asks for a band of that measure."""
        if len(self.testable) == 1:
            return
        for name, measure in self.policy.measures.items():
            bands = [
                (condition.band, grade)
                for grade in self.testable
                for condition in grade.when
                if condition.measure == name and condition.band is not None
            ]
            if len(bands) != len(self.testable) or len({grade.id for _band, grade in bands}) != len(bands):
                continue
            before, after = has(measure)
            for hole, below, above in holes(bands):
                where = after + hole_words(measure.unit, below, above)
                yield self._ungraded(self.tests.holds(Condition(name, band=hole)), (before, Slot("value", name), where))

    def _open(self) -> Iterator[Outcome]:
        """All of a grade holds that can be tested, but one of its conditions is not stated."""
        for grade in self.policy.tested:
            stated = [condition for condition in grade.when if not condition.unstated]
            if grade.testable or not grade.defined or not stated:
                continue
            left = _(" and ").join(
                _("whether {measure} is “{open}” cannot be tested").format(
                    measure=self.policy.measures[condition.measure].title, open=condition.unstated
                )
                for condition in grade.when
                if condition.unstated
            )
            told = joined(met_conditions(stated, self.policy), _(" and "))
            before = _("may be {grade}: ").format(grade=grade.title)
            yield self._ungraded(
                all_of(map(self.tests.surely, stated)), (before, *told, _(", but {open}").format(open=left))
            )

    def _nearest(self) -> Iterator[Outcome]:
        """The grade that fails least, the better one of two; what fails is told, and with it what was asked."""
        for grade in self.testable:
            mine, clauses = nw.col(_distance(grade)), self._clauses(grade)
            nearest = mine == nw.col(LEAST)
            before = _("nearest is {grade}, but ").format(grade=grade.title)
            if len(clauses) > 2:  # any of them may fail together, so what fails is a list
                yield self._ungraded(nearest, (before, Slot("failing", grade.id, tuple(clauses))))
                continue
            if len(clauses) == 2:
                for one in clauses:
                    alone = nearest & (mine == one.weight) & (one.distance == one.weight)
                    yield self._ungraded(alone, (before, *one.text))
            yield self._ungraded(nearest, (before, *joined([one.text for one in clauses], _(" and "))))

    def _clauses(self, grade: Grade) -> list[Clause]:
        """What must hold for a grade, one by one."""
        found = []
        for condition in by_measure(grade.when, self.policy):
            measure = self.policy.measures[condition.measure]
            before, after = has(measure)
            wish = _(" (asked: {wish})").format(wish=asked(condition, measure))
            text = [before, Slot("value", condition.measure), after + wish]
            found.append(Clause(self.tests.holds(condition), _BAND if condition.band is not None else 1, text))
        if grade.any:
            holds = any_of(all_of(map(self.tests.holds, group)) for group in grade.any)
            found.append(Clause(holds, 1, [_("none of its {n} alternatives holds").format(n=len(grade.any))]))
        if grade.not_:
            excluded = groups_slot(f"{grade.id}, not", grade.not_)
            found.append(Clause(~self.tests.group_possible(grade.not_), 1, [_("it leaves out: "), excluded]))
        if grade.score:
            holds = self.tests.points(grade.score) >= grade.score.at_least
            wish = _(" (asked: {points})").format(points=say(grade.score.at_least))
            found.append(Clause(holds, 1, [Slot("score", grade.id, (grade.score,)), wish]))
        return found


def _distance(grade: Grade) -> str:
    return f"__to__{grade.id}"


def _might(grade: Grade) -> str:
    return f"__might__{grade.id}"


def _earned(grade: Grade) -> str:
    return f"__earned__{grade.id}"


def _may_still_fit(better: Grade, grade: Grade) -> bool:
    """Whether a better grade can be open, for want of a value, to somebody who has this one for sure."""
    known = {condition.measure for condition in grade.when}
    if all(condition.measure in known and not condition.unstated for condition in better.conditions):
        return False
    return not any(one.measure == other.measure and _exclude(one, other) for one in better.when for other in grade.when)


def _exclude(one: Condition, other: Condition) -> bool:
    if one.band is not None and other.band is not None:
        return one.band.common(other.band).empty
    if one.values is not None and other.values is not None and not (one.negated or other.negated):
        return not one.values & other.values
    return False
