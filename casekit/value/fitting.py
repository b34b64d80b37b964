"""The best parameters by maximum likelihood: one climb for all models, in logarithms, with their analytic gradients.

A fit says whether it converged. Where there is no best fit (a parameter runs off, the data cannot tell) the user reads
a sentence and never gets a number that means nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from casekit.errors import CasekitError
from casekit.text import _

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
    value_and_slope: Callable[[np.ndarray], tuple[float, np.ndarray]],
    *,
    names: Sequence[str],
    starts: Sequence[Sequence[float]],
    customers: float,
    model: str,
) -> Fit:
    """The highest top reached from several starts.

    Parameters
    ----------
    value_and_slope : parameters (positive numbers) → log-likelihood and its derivative by each parameter.
    names, starts : of the parameters.
    customers : how many customers the likelihood adds up; the climb works on the mean of them.
    model : the model's name, for the sentence.

    Raises CasekitError when no start reaches a top.
    """
    from scipy.optimize import minimize

    def down(logarithms: np.ndarray) -> tuple[float, np.ndarray]:
        params = np.exp(logarithms)
        value, slope = value_and_slope(params)
        if not np.isfinite(value) or not np.isfinite(slope).all():
            return 1e10, np.zeros_like(slope)
        return -value / customers, -slope * params / customers

    bounds = [(-_FARTHEST, _FARTHEST)] * len(names)
    options = {"maxiter": 500, "ftol": 1e-13, "gtol": 1e-7, "maxcor": 20}
    best, steps = None, 0
    for start in starts:
        end = minimize(down, np.log(start), jac=True, method="L-BFGS-B", bounds=bounds, options=options)
        steps += int(end.nit)
        if best is None or end.fun < best.fun:
            best = end
    steepness = float(np.abs(best.jac).max())
    runaway = [name for name, at in zip(names, best.x, strict=True) if abs(at) > _FARTHEST - 0.5]
    if runaway or best.fun >= 1e9 or steepness > _STEEPEST:
        raise CasekitError(_reason(model, runaway))
    found = {name: float(value) for name, value in zip(names, np.exp(best.x), strict=True)}
    return Fit(found, float(-best.fun * customers), steps, steepness)


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
