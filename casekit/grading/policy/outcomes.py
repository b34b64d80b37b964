"""Every way in which a customer's grading can end, in the order in which they are looked for, each with its sentence.

The sentence of an outcome is a tuple of fixed texts and slots; a slot is filled with the customer's own value. The
table then needs one number a customer, the outcome, and each sentence is put together from a few columns.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from casekit.grading.policy.bands import Interval, say
from casekit.grading.policy.conditions import Tests, all_of, any_of
from casekit.grading.policy.format import Condition, Grade, Policy
from casekit.grading.policy.measured import clean, raw
from casekit.grading.policy.words import asked, has, met
from casekit.text import _

LEAST = "__least_distance"
_BAND = 100


@dataclass(frozen=True)
class Slot:
    """A place in a sentence for a customer's own value: of a measure, or a text made for one grade."""

    kind: str  # "value", "word as it came", "alternatives", "score", "exclusions", "months"
    key: str


@dataclass(frozen=True)
class Outcome:
    """One end: where it holds (looked for after all before it), what the customer is called, and why.

    ``report`` names the rule for those who could not be graded because of what is missing or wrong.
    """

    holds: nw.Expr
    grade: str
    sentence: tuple[str | Slot, ...]
    report: str = ""


class Outcomes:
    """The outcomes of one policy of grades."""

    def __init__(self, policy: Policy):
        self.policy, self.tests = policy, Tests(policy)
        self.testable = [grade for grade in policy.tested if grade.testable]

    def graded(self) -> Iterator[Outcome]:
        """A grade certainly earned, and no filter that holds or might."""
        for place, grade in enumerate(self.testable):
            earned = self.tests.grade_holds(grade)
            if self.policy.filters:
                earned = earned & ~any_of(self.tests.group_possible(one.any) for one in self.policy.filters)
            sentence = (f"{grade.title}: ", *self.met(grade))
            unsure = [other for other in self.testable[:place] if self._may_still_fit(other, grade)]
            if unsure:
                names = ", ".join(other.title for other in unsure)
                more = _("; whether {grades} fits cannot be told, since something is missing").format(grades=names)
                still = any_of(self.tests.grade_possible(other) for other in unsure)
                yield Outcome(earned & still, grade.id, (*sentence, more))
            yield Outcome(earned, grade.id, sentence)

    def outside(self) -> Iterator[Outcome]:
        """Everybody else, with what comes nearest."""
        if not self.testable:
            yield self._ungraded(
                nw.lit(True), (_("no grade of this policy can be tested: its thresholds are not stated"),)
            )
            return
        yield from self._filtered()
        yield from self._missing()
        yield from self._holes()
        yield from self._open()
        yield from self._nearest()

    def met(self, grade: Grade) -> list[str | Slot]:
        """How a grade is met: its conditions with the customer's values."""
        clauses = self._all_met(grade.when)
        if grade.any:
            clauses.append([Slot("alternatives", grade.id)])
        if grade.score:
            clauses.append([Slot("score", grade.id)])
        return _joined(clauses, _(" and "))

    def _all_met(self, conditions: tuple[Condition, ...]) -> list[list[str | Slot]]:
        clauses, told = [], set()
        for condition in self.by_measure(conditions):
            measure = self.policy.measures[condition.measure]
            before, after = met(condition, measure)
            if condition.measure in told:  # a second band on one measure: the value is not told twice
                clauses.append([f"{before.strip()}{after}"])
                continue
            told.add(condition.measure)
            clauses.append([before, Slot("value", condition.measure), after])
        return clauses

    def by_measure(self, conditions: Iterable[Condition]) -> list[Condition]:
        """Conditions in the order of the policy's measures, in which slots stand in every sentence."""
        places = list(self.policy.measures)
        return sorted(conditions, key=lambda condition: places.index(condition.measure))

    def _ungraded(self, holds: nw.Expr, sentence: tuple[str | Slot, ...], report: str = "") -> Outcome:
        return Outcome(holds, self.policy.outside, sentence, report)

    def _may_still_fit(self, better: Grade, grade: Grade) -> bool:
        """Whether a better grade can be open, for want of a value, to somebody who has this one for sure."""
        known = {condition.measure for condition in grade.when}
        if all(condition.measure in known for condition in better.conditions):
            return False
        for one in better.when:
            for other in grade.when:
                if one.measure == other.measure and not _overlap(one, other):
                    return False
        return True

    def _filtered(self) -> Iterator[Outcome]:
        fits = any_of(self.tests.grade_holds(grade) for grade in self.testable) if self.policy.filters else None
        for one in self.policy.filters:
            sentence = (
                _("looks large, but is left out as {title}: ").format(title=one.title),
                Slot("exclusions", one.id),
            )
            yield self._ungraded(fits & self.tests.group_surely(one.any), sentence)

    def _missing(self) -> Iterator[Outcome]:
        for name, measure in self.policy.measures.items():
            concerned = [grade for grade in self.testable if any(c.measure == name for c in grade.conditions)]
            filters = [one for one in self.policy.filters if any(c.measure == name for g in one.any for c in g)]
            might = [self.tests.grade_possible(grade) for grade in (self.testable if filters else concerned)]
            if not might:
                continue
            unknown = any_of(might) & nw.col(clean(name)).is_null()
            end = _(", so no grade can be given for sure")
            wrong, text = self._wrong(name)
            if wrong is not None:
                yield self._ungraded(
                    unknown & wrong, (*text, end), _("{measure} cannot be right").format(measure=measure.title)
                )
            lacks = _("{measure} is missing").format(measure=measure.title)
            yield self._ungraded(unknown, (lacks + end,), lacks)

    def _wrong(self, name: str):
        """Where a value is there but no use, and how that is said."""
        measure = self.policy.measures[name]
        column = nw.col(raw(name))
        if measure.kind in ("number", "count"):
            if measure.minimum is None:
                return None, ()
            text = _("{measure} lies below {minimum}, which cannot be right").format(
                measure=measure.title, minimum=say(measure.minimum)
            )
            return column < measure.minimum, (text,)
        if not measure.levels:
            return None, ()
        text = _("”, which is none of {words}").format(words=", ".join(measure.levels))
        before = _("{measure} is “").format(measure=measure.title)
        return ~column.is_null() & (column.cast(nw.String) != ""), (before, Slot("word as it came", name), text)

    def _holes(self) -> Iterator[Outcome]:
        """A value that no grade's band covers, where every grade asks for a band on that measure."""
        for name, measure in self.policy.measures.items():
            bands = [
                (condition.band, grade)
                for grade in self.testable
                for condition in grade.when
                if condition.measure == name and condition.band is not None
            ]
            if len({grade.id for _band, grade in bands}) < len(self.testable) or len(bands) > len(self.testable):
                continue
            before, after = has(measure)
            for hole, below, above in _holes_between(bands):
                text = _between(measure.unit, below, above)
                yield self._ungraded(
                    self.tests.holds(Condition(name, band=hole)), (before, Slot("value", name), after + text)
                )

    def _open(self) -> Iterator[Outcome]:
        """All that can be tested of a grade holds, but one of its conditions is not stated."""
        for grade in self.policy.tested:
            stated = [condition for condition in grade.when if not condition.unstated]
            if grade.testable or not grade.defined or not stated:
                continue
            left = " ".join(
                _("whether {measure} is “{open}” cannot be tested").format(
                    measure=self.policy.measures[condition.measure].title, open=condition.unstated
                )
                for condition in grade.when
                if condition.unstated
            )
            sentence = (
                _("may be {grade}: ").format(grade=grade.title),
                *_joined(self._all_met(tuple(stated)), _(" and ")),
                _(", but {open}").format(open=left),
            )
            yield self._ungraded(all_of(self.tests.surely(condition) for condition in stated), sentence)

    def distances(self) -> dict[str, nw.Expr]:
        """How far a customer is from each grade: 100 for a band that fails, 1 for anything else; by column name."""
        return {
            _distance(grade): sum((one.distance for one in self._clauses(grade)), nw.lit(0)) for grade in self.testable
        }

    def _nearest(self) -> Iterator[Outcome]:
        """The grade that fails least, the better one of two; what fails is told, and with it what was asked."""
        for grade in self.testable:
            mine, clauses = nw.col(_distance(grade)), self._clauses(grade)
            nearest = mine == nw.col(LEAST)
            before = _("nearest is {grade}, but ").format(grade=grade.title)
            if len(clauses) > 1:
                for one in clauses:
                    alone = nearest & (mine == one.weight) & (one.distance == one.weight)
                    yield self._ungraded(alone, (before, *one.text))
            yield self._ungraded(nearest, (before, *_joined([one.text for one in clauses], _(" and "))))

    def _clauses(self, grade: Grade) -> list["_Clause"]:
        """What must hold for a grade, one by one."""
        found = []
        for condition in self.by_measure(grade.when):
            measure = self.policy.measures[condition.measure]
            before, after = has(measure)
            wish = _(" (asked: {wish})").format(wish=asked(condition, measure))
            text = [before, Slot("value", condition.measure), after + wish]
            found.append(_Clause(self.tests.holds(condition), _BAND if condition.band is not None else 1, text))
        if grade.any:
            holds = any_of(all_of(map(self.tests.holds, group)) for group in grade.any)
            found.append(_Clause(holds, 1, [_("none of its {n} alternatives holds").format(n=len(grade.any))]))
        if grade.score:
            holds = self.tests.points(grade.score) >= grade.score.at_least
            wish = _(" (asked: {points})").format(points=say(grade.score.at_least))
            found.append(_Clause(holds, 1, [Slot("score", grade.id), wish]))
        if grade.not_:
            holds = ~self.tests.group_possible(grade.not_)
            found.append(_Clause(holds, 1, [_("it leaves out: "), Slot("exclusions", grade.id)]))
        return found


@dataclass(frozen=True)
class _Clause:
    """One thing that must hold for a grade, how much it weighs when it fails, and how its failing is said."""

    holds: nw.Expr
    weight: int
    text: list[str | Slot]

    @property
    def distance(self) -> nw.Expr:
        return nw.when(self.holds).then(nw.lit(0)).otherwise(nw.lit(self.weight))


def _distance(grade: Grade) -> str:
    return f"__to__{grade.id}"


def _joined(clauses: list[list[str | Slot]], link: str) -> list[str | Slot]:
    """One list of pieces, neighbouring fixed texts put together."""
    pieces = []
    for number, clause in enumerate(clauses):
        for piece in [link, *clause] if number else clause:
            if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
                pieces[-1] += piece
            elif piece != "":
                pieces.append(piece)
    return pieces


def _overlap(one: Condition, other: Condition) -> bool:
    if one.band is not None and other.band is not None:
        return not one.band.common(other.band).empty
    if one.values is not None and other.values is not None and not (one.negated or other.negated):
        return bool(one.values & other.values)
    return True


def _holes_between(bands: list[tuple[Interval, Grade]]) -> Iterator[tuple[Interval, tuple | None, tuple | None]]:
    """What no band covers, each with the band that ends below it and the one that begins above it."""
    lowest_first = sorted(bands, key=lambda pair: _low_end(pair[0]))
    below = None  # the band that reaches furthest up so far
    for pair in lowest_first:
        band = pair[0]
        if below is None:
            hole = Interval(None, band.low, high_included=not band.low_included)
            if band.low is not None:
                yield hole, None, pair
        elif below[0].high is not None and band.low is not None:
            hole = Interval(below[0].high, band.low, not below[0].high_included, not band.low_included)
            if not hole.empty:
                yield hole, below, pair
        if below is None or _high_end(band) > _high_end(below[0]):
            below = pair
    if below is not None and below[0].high is not None:
        yield Interval(below[0].high, None, not below[0].high_included), below, None


def _low_end(band: Interval) -> tuple:
    return (band.low is not None, band.low if band.low is not None else 0, not band.low_included)


def _high_end(band: Interval) -> tuple:
    return (band.high is None, band.high if band.high is not None else 0, band.high_included)


def _between(unit: str, below: tuple[Interval, Grade] | None, above: tuple[Interval, Grade] | None) -> str:
    if below is None:
        return _(", below every grade: the lowest band, {grade}, asks {band}").format(
            grade=above[1].title, band=above[0].words(unit)
        )
    if above is None:
        return _(", above every grade: the highest band, {grade}, asks {band}").format(
            grade=below[1].title, band=below[0].words(unit)
        )
    return _(", between {lower} ({lower_band}) and {higher} ({higher_band}): no grade covers it").format(
        lower=below[1].title,
        lower_band=Interval(None, below[0].high, high_included=below[0].high_included).words(),
        higher=above[1].title,
        higher_band=Interval(above[0].low, None, above[0].low_included).words(),
    )
