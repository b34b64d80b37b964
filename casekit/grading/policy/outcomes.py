"""What a customer's grading can end in: where it holds, what the customer is called, and the sentence that says why.

The sentence of an outcome is a tuple of fixed texts and slots; a slot is filled with the customer's own value. A table
then needs one number a customer, that of the outcome, and every sentence is put together from a few columns.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from casekit.grading.policy.bands import say
from casekit.grading.policy.conditions import Groups, any_of
from casekit.grading.policy.format import Condition, Grade, Policy
from casekit.grading.policy.measured import clean, raw
from casekit.grading.policy.words import asked_of, met
from casekit.text import _


@dataclass(frozen=True)
class Slot:
    """A place in a sentence for what differs from customer to customer.

    ``kind`` is "value" or "word as it came" (then ``key`` names a measure), or one of the lists of what holds:
    "groups", "score", "types", "failing"; then ``key`` names the owner and ``listed`` is what may be in the list.
    """

    kind: str
    key: str
    listed: tuple = ()


Sentence = tuple[str | Slot, ...]


@dataclass(frozen=True)
class Outcome:
    """One end, looked for after all that stand before it.

    ``report`` names the rule for customers who could not be graded because of what is missing or wrong.
    """

    holds: nw.Expr
    grade: str
    sentence: Sentence
    report: str = ""


@dataclass(frozen=True, eq=False)  # expressions cannot be compared
class Clause:
    """One thing that must hold for a grade, how much it weighs when it fails, and how its failing is said."""

    holds: nw.Expr
    weight: int
    text: list[str | Slot]

    @property
    def distance(self) -> nw.Expr:
        """Its weight where it fails, else 0."""
        return nw.when(self.holds).then(nw.lit(0)).otherwise(nw.lit(self.weight))


def met_conditions(conditions: Iterable[Condition], policy: Policy) -> list[list[str | Slot]]:
    """How conditions that hold are told, one by one, with the customer's values."""
    clauses, told = [], set()
    for condition in by_measure(conditions, policy):
        before, after = met(condition, policy.measures[condition.measure])
        if condition.measure in told:  # a second condition on one measure: the value is not told twice
            clauses.append([f"{before.strip()}{after}"])
        else:
            clauses.append([before, Slot("value", condition.measure), after])
        told.add(condition.measure)
    return clauses


def by_measure(conditions: Iterable[Condition], policy: Policy) -> list[Condition]:
    """Conditions in the order of the policy's measures, in which values stand in every sentence."""
    places = list(policy.measures)
    return sorted(conditions, key=lambda condition: places.index(condition.measure))


def tested_measures(grade: Grade) -> set[str]:
    """The measures on which a grade depends; a condition that is not stated tests nothing."""
    return {condition.measure for condition in grade.conditions if not condition.unstated}


def joined(clauses: list[list[str | Slot]], link: str) -> Sentence:
    """One sentence of several clauses, neighbouring fixed texts put together."""
    pieces = []
    for number, clause in enumerate(clauses):
        for piece in [link, *clause] if number else clause:
            if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
                pieces[-1] += piece
            elif piece != "":
                pieces.append(piece)
    return tuple(pieces)


def groups_slot(key: str, groups: Groups) -> Slot:
    """A slot for those groups of conditions that hold."""
    return Slot("groups", key, groups)


def missing(policy: Policy, concerned: dict[str, list[nw.Expr]], called: str) -> Iterator[Outcome]:
    """A value that decides is missing, or there but no use.

    ``concerned`` has, for each measure, where something might hold that depends on it.
    """
    for name, might in concerned.items():
        measure = policy.measures[name]
        undecided = any_of(might) & nw.col(clean(name)).is_null()
        for wrong, text, rule in _wrong(name, policy):
            sentence = (*text, _(", so nothing can be said for sure"))
            yield Outcome(undecided & wrong, called, sentence, rule)
        lacks = _("{measure} is missing").format(measure=measure.title)
        yield Outcome(undecided, called, (lacks + _(", so nothing can be said for sure"),), lacks)


def _wrong(name: str, policy: Policy) -> Iterator[tuple[nw.Expr, Sentence, str]]:
    """Where a value is there and no use, how that is said, and the rule it breaks."""
    measure, column = policy.measures[name], nw.col(raw(name))
    if measure.kind in ("number", "count"):
        infinite = _("{measure} is not finite").format(measure=measure.title)
        yield column.cast(nw.Float64).abs() == float("inf"), (infinite,), infinite
        if measure.minimum is not None:
            below = _("{measure} lies below {minimum}").format(measure=measure.title, minimum=say(measure.minimum))
            yield column < measure.minimum, (below + _(", which cannot be right"),), below
    elif measure.levels:
        before = _("{measure} is “").format(measure=measure.title)
        after = _("”, which is none of: {words}").format(words=", ".join(measure.levels))
        rule = _("{measure} is none of its words").format(measure=measure.title)
        unknown = ~column.is_null() & (column.cast(nw.String) != "")
        yield unknown, (before, Slot("word as it came", name), after), rule


def group_words(group: tuple[Condition, ...], policy: Policy) -> str:
    """A group of conditions that must all hold, in words."""
    return _(" and ").join(asked_of(condition, policy.measures[condition.measure]) for condition in group)
