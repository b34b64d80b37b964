"""The best parameters by maximum likelihood: one climb for all models, in logarithms, with their analytic gradients.

A fit says whether it converged. Where there is no best fit (a parameter runs off, the data cannot tell) the user reads
a sentence and never gets a number that means nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from casekit.errors import CasekitError
from casekit.text import _

Climbed = Callable[[np.ndarray], tuple[float, np.ndarray]]

_NOWHERE = 1e10  # the height, upside down, of parameters for which the likelihood cannot be computed
_FARTHEST = 16.0  # e to the 16th: a parameter beyond has run off
_STEEPEST = 1e-4  # of the mean log-likelihood at the top, in logarithms of the parameters


@dataclass(frozen=True)
class Fit:
    """Where a climb ended: parameters by name, log-likelihood, how it went."""

    params: dict[str, float]
    log_likelihood: float
    iterations: int
    steepness: float
    """The largest slope of the mean log-likelihood that is left, in logarithms of the parameters: 0 at a true top."""


def climb(
    value_and_slope: Climbed,
    *,
    names: Sequence[str],
    starts: Sequence[Sequence[float]],
    customers: float,
    model: str,
    rough: tuple[Climbed, float] | None = None,
) -> Fit:
    """The top reached from the first start from which one is reached.

    Parameters
    ----------
    value_and_slope : parameters (positive numbers) → log-likelihood and its derivative by each parameter.
    names, starts : of the parameters; a further start is used only when none before it led to a top.
    customers : how many customers the likelihood adds up; the climb works on the mean of them.
    model : the model's name, for the sentence.
    rough : the same for a part of the customers, and how many these are. Climbed first, for its top lies near the
        other one and each of its steps costs little.

    Raises CasekitError when no start reaches a top.
    """
    ends, steps = [], 0
    for start in starts:
        log_start = np.log(start)
        if rough:
            near = _ascend(*rough, log_start)
            steps += int(near.nit)
            log_start = near.x if _is_top(near) else log_start
        ends.append(_ascend(value_and_slope, customers, log_start))
        steps += int(ends[-1].nit)
        if _is_top(ends[-1]):
            break
    best = ends[-1] if _is_top(ends[-1]) else min(ends, key=lambda end: end.fun)
    if not _is_top(best):
        raise CasekitError(_reason(model, [name for name, far in zip(names, _ran_off(best), strict=True) if far]))
    found = {name: float(value) for name, value in zip(names, np.exp(best.x), strict=True)}
    return Fit(found, float(-best.fun * customers), steps, _steepness(best))


def _ascend(value_and_slope: Climbed, customers: float, start: np.ndarray) -> Any:
    from scipy.optimize import minimize

    def down(logarithms: np.ndarray) -> tuple[float, np.ndarray]:
        params = np.exp(logarithms)
        value, slope = value_and_slope(params)
        if not np.isfinite(value) or not np.isfinite(slope).all():
            return _NOWHERE, np.zeros_like(slope)
        return -value / customers, -slope * params / customers

    return minimize(
        down,
        start,
        jac=True,
        method="SLSQP",  # L-BFGS-B hands its tiny matrices to threads, which on a busy machine takes 20 times as long
        bounds=[(-_FARTHEST, _FARTHEST)] * len(start),
        options={"maxiter": 500, "ftol": 1e-15},
    )


def _is_top(end: Any) -> bool:
    return end.fun < _NOWHERE and _steepness(end) <= _STEEPEST and not _ran_off(end).any()


def _steepness(end: Any) -> float:
    return float(np.abs(end.jac).max())


def _ran_off(end: Any) -> np.ndarray:
    return np.abs(end.x) > _FARTHEST - 0.5


def _reason(model: str, runaway: list[str]) -> str:
    if runaway:
        return _(
            "{model} has no best fit on these customers: {names} grows or shrinks without end. There are too few of "
            "them, or they are too much alike; take more customers or a longer time."
        ).format(model=model, names=", ".join(runaway))
    return _(
        "The climb of {model} did not come to an end, so there are no parameters to trust; take more customers or a "
        "longer time."
    ).format(model=model)
