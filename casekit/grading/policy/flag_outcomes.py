"""Every way in which grading by a policy of flags can end: types that a customer may have several of (GR3)."""

from collections.abc import Iterator
from functools import reduce

import narwhals.stable.v2 as nw

from casekit.grading.policy.conditions import Tests
from casekit.grading.policy.format import Policy
from casekit.grading.policy.outcomes import Outcome, Slot, group_words, missing, tested_measures
from casekit.text import _


class FlagOutcomes:
    """The outcomes of one policy of flags: the special grade, else the first type that holds, in the file's order."""

    def __init__(self, policy: Policy, staged: bool = True):
        self.policy, self.tests = policy, Tests(policy, staged)

    def graded(self) -> Iterator[Outcome]:
        """The special grade, then each type; the sentence lists all types that hold."""
        listed = Slot("types", "", self.policy.types)
        special = self.policy.special
        if special:
            of = _(" ({n} of {types} types make it)").format(n=special.at_least, types=len(self.policy.types))
            yield Outcome(
                count(self.policy, self.tests) >= special.at_least, special.id, (f"{special.title}: ", listed, of)
            )
        for kind in self.policy.types:
            holds = self.tests.grade_holds(kind) if kind.testable else nw.lit(False)
            if special:
                open_still = count(self.policy, self.tests, possible=True) >= special.at_least
                more = _("; whether {special} fits cannot be told, since something is missing or not stated").format(
                    special=special.title
                )
                yield Outcome(holds & open_still, kind.id, (listed, more))
            yield Outcome(holds, kind.id, (listed,))

    def outside(self) -> Iterator[Outcome]:
        """No type certainly holds."""
        testable = [kind for kind in self.policy.types if kind.testable]
        undecided = {}
        for kind in testable:
            for name in tested_measures(kind):
                undecided.setdefault(name, []).append(self.tests.grade_possible(kind))
        yield from missing(self.policy, undecided, self.policy.outside)
        asked = "; ".join(f"{kind.title}: {self._asks(kind)}" for kind in self.policy.types)
        yield Outcome(nw.lit(True), self.policy.outside, (_("none of the types holds ({asked})").format(asked=asked),))

    def staged_columns(self) -> list[dict[str, nw.Expr]]:
        """Columns that the outcomes read: what holds for sure."""
        return [self.tests.columns()]

    def _asks(self, kind) -> str:
        told = [group_words(kind.when, self.policy)] if kind.when else []
        if kind.any:
            told.append(_(" or ").join(group_words(group, self.policy) for group in kind.any))
        return _(" and ").join(told)


def count(policy: Policy, tests: Tests, possible: bool = False) -> nw.Expr:
    """How many types certainly hold, or might."""
    holds = tests.grade_possible if possible else tests.grade_holds
    ones = [nw.when(holds(kind)).then(nw.lit(1)).otherwise(nw.lit(0)) for kind in policy.types if kind.testable]
    return reduce(lambda one, other: one + other, ones, nw.lit(0))
