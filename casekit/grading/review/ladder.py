"""The grades of a policy as a ladder: places from the best down, and how many steps one review may take."""

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.grading.policy.format import Policy
from casekit.grading.review.versions import grade_names
from casekit.text import _

NOBODY = -1  # the place of a customer who has no grade yet


class Ladder:
    """Places of what a policy calls customers: 0 the best grade, then the others, "unclassified", "not eligible".

    Only grades that can be tested are steps, and "unclassified": nobody can earn the others. Raises CasekitError for a
    policy of flags, whose types stand in no order.
    """

    def __init__(self, policy: Policy):
        if not policy.grades:
            raise CasekitError(
                _(
                    "The policy “{policy}” has types, which stand in no order, so nobody can move up or down; "
                    "review a policy of grades."
                ).format(policy=policy.id)
            )
        self.policy = policy
        self.names = grade_names(policy)
        self.outside = len(policy.grades)
        self.called = self.outside + 1 if len(self.names) > self.outside + 1 else None
        self.steps = [place for place, grade in enumerate(policy.grades) if grade.testable] + [self.outside]

    def __len__(self):
        return len(self.names)

    def place(self, column: str) -> nw.Expr:
        """The place of the grade in a text column, -1 for another word or none."""
        found = nw.lit(NOBODY)
        for place, name in enumerate(self.names):
            found = nw.when(nw.col(column) == name).then(nw.lit(place)).otherwise(found)
        return found

    def name(self, column: str) -> nw.Expr:
        """The grade at the place in a column, null for -1."""
        return self.look_up(column, self.names)

    def look_up(self, column: str, values: Sequence[Any], otherwise: nw.Expr | None = None) -> nw.Expr:
        """The value that stands at a column's place in a list; null, or ``otherwise``, at no place."""
        found = otherwise
        for place, value in enumerate(values):
            here = nw.when(nw.col(column) == place).then(nw.lit(value))
            found = here if found is None else here.otherwise(found)
        return found

    def step_down(self, steps: int | None) -> list[int]:
        """For each place the place so many steps further down; without a number the lowest."""
        return [self._ahead(place, [step for step in self.steps if step > place], steps) for place in range(len(self))]

    def step_up(self, steps: int | None) -> list[int]:
        """For each place the place so many steps further up; without a number the best."""
        return [self._ahead(p, [step for step in reversed(self.steps) if step < p], steps) for p in range(len(self))]

    def _ahead(self, place: int, ahead: list[int], steps: int | None) -> int:
        if not ahead:
            return place
        return ahead[-1] if steps is None else ahead[min(steps, len(ahead)) - 1]
