"""What can be turned in the score lab."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from casekit.errors import CasekitError
from casekit.grading.quantile_edges import check_groups
from casekit.grading.rfm_scores import MEASURES
from casekit.text import _

TOGETHER, SPLIT = "kept together", "split by row order"
REPEAT_MEAN, TOTAL = "mean of repeat purchases", "total spending"


@dataclass(frozen=True)
class ScoreSettings:
    """One position of the lab's levers. The default is five equal parts, ties kept together, all weights alike.

    Parameters
    ----------
    scores : into how many equal parts a measure without given cut points is cut, 2 to 99.
    edges : given cut points by measure ("recency" in the lab's time unit since the last purchase, "frequency" in
        repeat purchase days, "monetary" in money), each a rising row of numbers; a score is 1 plus the number of cut
        points strictly below the value (recency: strictly above).
    ties : "kept together", or "split by row order": parts of equal size, customers with the same value told apart by
        nothing but their place in the file. Given cut points never split a tie.
    weights : of recency, frequency and monetary in the weighted score; none negative, not all 0.
    monetary : "mean of repeat purchases" (0 for one-time buyers) or "total spending".

    Raises CasekitError for anything else.
    """

    scores: int = 5
    edges: Mapping[str, tuple[float, ...]] = field(default_factory=dict, hash=False)
    ties: str = TOGETHER
    weights: tuple[float, float, float] = (1.0, 1.0, 1.0)
    monetary: str = REPEAT_MEAN

    def __post_init__(self):
        check_groups(self.scores)
        _one_of(_("Ties"), self.ties, (TOGETHER, SPLIT))
        _one_of(_("Monetary"), self.monetary, (REPEAT_MEAN, TOTAL))
        edges = {measure: _cut_points(measure, cut) for measure, cut in self.edges.items() if cut is not None}
        object.__setattr__(self, "edges", edges)
        object.__setattr__(self, "weights", _weights(self.weights))

    def groups(self, measure: str) -> int:
        """How many scores the measure has."""
        return len(self.edges[measure]) + 1 if measure in self.edges else self.scores


def _one_of(what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise CasekitError(
            _("{what} is “{value}”; use one of: {known}.").format(what=what, value=value, known=", ".join(known))
        )


def _cut_points(measure: str, cut) -> tuple[float, ...]:
    _one_of(_("A measure with cut points"), measure, MEASURES)
    try:
        values = np.asarray(list(cut), dtype="float64")
    except (TypeError, ValueError):
        values = np.array([np.nan])
    if not 1 <= len(values) <= 98 or not np.isfinite(values).all() or (np.diff(values) < 0).any():
        raise CasekitError(
            _("The cut points of “{measure}” must be 1 to 98 rising numbers, but they are {cut!r}.").format(
                measure=measure, cut=cut
            )
        )
    return tuple(values.tolist())


def _weights(weights) -> tuple[float, float, float]:
    try:
        values = tuple(float(weight) for weight in weights)
    except (TypeError, ValueError):
        values = ()
    if len(values) != 3 or not np.isfinite(values).all() or min(values) < 0 or max(values) <= 0:
        raise CasekitError(
            _("Weights must be three numbers from 0 on, not all 0, but they are {weights!r}.").format(weights=weights)
        )
    return values
