"""A policy as a ladder: grades by one measure, each from a threshold on, without holes."""

from dataclasses import dataclass

import numpy as np

from casekit.errors import CasekitError
from casekit.grading import Policy
from casekit.text import _


@dataclass(frozen=True)
class Ladder:
    """Grades best first, and from which figure each is given (``lows``, falling); below the last one is ``outside``.

    ``measure`` is the column of the customers' figures, ``unit`` theirs. A place is a whole number: 0 the best grade,
    ``len(ladder)`` outside.
    """

    grades: tuple[str, ...]
    lows: tuple[float, ...]
    outside: str
    measure: str
    unit: str

    def __len__(self) -> int:
        return len(self.grades)

    @property
    def names(self) -> tuple[str, ...]:
        """The grades and the name of those outside, by place."""
        return (*self.grades, self.outside)

    def places(self, figures: np.ndarray, margin: float = 0.0) -> np.ndarray:
        """The place of each figure, with the thresholds moved up by a share of themselves (down by a negative one)."""
        places = np.full(np.shape(figures), len(self), dtype="int8")
        for low in self.lows:  # a ladder has few rungs: comparing with each is ten times as fast as a search
            places -= figures >= low + margin * low
        return places

    @classmethod
    def of(cls, policy: Policy) -> "Ladder":
        """The ladder of a policy. Raises CasekitError for one that is none, with the reason."""
        if policy.eligibility or policy.filters or policy.printed_order or not policy.grades:
            raise _no_ladder(policy, _("it asks for more than its grades’ bands"))
        lows, better = [], None
        for grade in policy.grades:
            if len(grade.conditions) != 1 or len(grade.when) != 1 or grade.when[0].band is None:
                raise _no_ladder(policy, _("“{grade}” is not given by one band alone").format(grade=grade.id))
            band = grade.when[0].band
            if band.low is None or not band.low_included or not band.low > 0:
                raise _no_ladder(policy, _("“{grade}” does not begin from a figure above 0").format(grade=grade.id))
            if better is not None and band.low >= better:
                raise _no_ladder(policy, _("“{grade}” does not begin below the grade above it").format(grade=grade.id))
            if band.high is not None and (better is None or band.high < better):
                raise _no_ladder(policy, _("there is a hole above “{grade}”").format(grade=grade.id))
            lows.append(float(band.low))
            better = band.low
        measures = {grade.when[0].measure for grade in policy.grades}
        if len(measures) != 1:
            raise _no_ladder(policy, _("its grades ask for {n} measures").format(n=len(measures)))
        measure = policy.measures[measures.pop()]
        ids = tuple(grade.id for grade in policy.grades)
        return cls(ids, tuple(lows), policy.outside, measure.column or measure.name, measure.unit)


def _no_ladder(policy: Policy, why: str) -> CasekitError:
    return CasekitError(
        _(
            "The review lab needs a ladder: grades by one measure, best first, without holes. Policy “{policy}” is "
            "none: {why}."
        ).format(policy=policy.id, why=why)
    )
