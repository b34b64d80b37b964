"""The best parameters by maximum likelihood: one climb for all models, in logarithms, with their analytic gradients.

A fit says whether it converged. Where there is no best fit (a parameter runs off, the data cannot tell) the user reads
a sentence and never gets a number that means nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from casekit.errors import CasekitError
from casekit.text import _

Climbed = Callable[[np.ndarray], tuple[float, np.ndarray]]
_Hill = tuple[Climbed, float]  # a log-likelihood and the customers it adds up

_NOWHERE = 1e10  # the height, upside down, of parameters for which the likelihood cannot be computed
_FARTHEST = 8.0  # from the start, in logarithms: a parameter that is 3,000 times as high or low has run off
_STRIDE = 3.0  # of the first steps: hills are about a tenth as steep as round, and this spares every third step
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
    rough: _Hill | None = None,
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
    whole, ends = (value_and_slope, customers), []
    for end in (end for start in starts for end in _ascents(whole, rough, np.log(start))):
        ends.append(end)
        if end.is_top:
            break
    best = ends[-1] if ends[-1].is_top else min(ends, key=lambda end: end.depth)
    if not best.is_top:
        raise CasekitError(_reason(model, [name for name, far in zip(names, best.ran_off, strict=True) if far]))
    found = {name: float(value) for name, value in zip(names, np.exp(best.at), strict=True)}
    return Fit(found, -best.depth * customers, sum(end.steps for end in ends), best.steepness)


@dataclass(frozen=True)
class _End:
    """Where one ascent ended, in logarithms of the parameters; depth and slope of the mean log-likelihood, negative."""

    at: np.ndarray
    depth: float
    slope: np.ndarray
    steps: int
    ran_off: np.ndarray

    @property
    def steepness(self) -> float:
        return float(np.abs(self.slope).max())

    @property
    def is_top(self) -> bool:
        return self.depth < _NOWHERE and self.steepness <= _STEEPEST and not self.ran_off.any()


def _ascents(whole: _Hill, rough: _Hill | None, start: np.ndarray) -> Iterator[_End]:
    """The ways up from a start, best first: by the top of the rough hill, whose shape is the true one's nearly."""
    if rough:
        near = _ascend(rough, start)
        if near.is_top:
            yield _ascend(whole, start, near.at, _axes(rough, near.at))
    yield _ascend(whole, start)


def _ascend(hill: _Hill, start: np.ndarray, first: np.ndarray | None = None, axes: np.ndarray | None = None) -> _End:
    """Climb from the start, or from ``first``; along ``axes``, in which the hill is round, a few steps are enough."""
    from scipy.optimize import minimize

    first = start if first is None else first
    axes = _STRIDE * np.eye(len(start)) if axes is None else axes
    low, high = start - _FARTHEST - 1, start + _FARTHEST + 1

    def down(along: np.ndarray) -> tuple[float, np.ndarray]:
        logarithms = first + axes @ along
        kept = np.minimum(np.maximum(logarithms, low), high)  # numbers stay numbers beyond
        depth, slope = _depth(hill, kept)
        return depth, axes.T @ (slope * (kept == logarithms))

    end = minimize(
        down,
        np.zeros(len(start)),
        jac=True,
        method="SLSQP",  # L-BFGS-B hands its tiny matrices to threads, which on a busy machine takes 20 times as long
        options={"maxiter": 500, "ftol": 1e-13},
    )
    at = first + axes @ end.x
    slope = np.linalg.solve(axes.T, end.jac)
    return _End(at, float(end.fun), slope, int(end.nit), np.abs(at - start) > _FARTHEST)


def _depth(hill: _Hill, logarithms: np.ndarray) -> tuple[float, np.ndarray]:
    value_and_slope, customers = hill
    params = np.exp(logarithms)
    value, slope = value_and_slope(params)
    if not np.isfinite(value) or not np.isfinite(slope).all():
        return _NOWHERE, np.zeros_like(slope)
    return -value / customers, -slope * params / customers


def _axes(hill: _Hill, top: np.ndarray) -> np.ndarray:
    """Axes along which the hill is equally round, from the bend of its slopes around the top."""
    near = 1e-4 * np.eye(len(top))
    bend = np.array([(_depth(hill, top + step)[1] - _depth(hill, top - step)[1]) / 2e-4 for step in near])
    roundness, directions = np.linalg.eigh((bend + bend.T) / 2)
    return directions / np.sqrt(np.maximum(roundness, 1e-6))


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
