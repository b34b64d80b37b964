"""Pareto/NBD: customers buy at their own rate and leave at their own rate, whenever they like.

Source: Schmittlein, Morrison & Colombo, "Counting Your Customers: Who Are They and What Will They Do Next?",
Management Science 33 (1987). The likelihood is written as an integral over the unseen day of leaving, which gives the
gradient without a derivative of a hypergeometric function:

L(x, t_x, T) = Γ(r+x)/Γ(r) α^r β^s { (α+T)^−(r+x) (β+T)^−s  +  s ∫ from t_x to T of (α+t)^−(r+x) (β+t)^−(s+1) dt }

the first term for who is still there, the second for who left at t. The integral is taken by Gauss-Legendre in the
logarithm of t, in which the powers are smooth.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from casekit.value.buying_model import BuyingModel, climb_on, one_unit
from casekit.value.histories import Histories, histories

NAMES = ("r", "alpha", "s", "beta")
_STARTS = ((0.6, 10.0, 0.6, 10.0), (1.0, 5.0, 0.3, 30.0))
_NODES = 24


def fit_pareto_nbd(summary: Any, *, time_unit: str | None = None) -> "ParetoNbd":
    """The Pareto/NBD model of these customers; takes and raises what :func:`fit_bg_nbd` does.

    ``params``: r and alpha (time units) shape the rates of buying, s and beta (time units) the rates of leaving.
    """
    unit = one_unit(time_unit, summary)
    seen = histories(summary)
    age = float(seen.age.values.max()) or 1.0
    starts = [(r, alpha * age / 39, s, beta * age / 39) for r, alpha, s, beta in _STARTS]
    fit = climb_on(seen, value_and_slope, names=NAMES, starts=starts, model="Pareto/NBD")
    return ParetoNbd.of(fit, seen, summary, unit)


def value_and_slope(params: np.ndarray, seen: Histories) -> tuple[float, np.ndarray]:
    """The log-likelihood of the histories and its derivative by r, alpha, s and beta."""
    from scipy.special import gammaln, psi

    r, alpha, s, beta = params
    x, n_x = seen.frequency.values, seen.by_frequency
    total = n_x @ (gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta))
    slope = np.array(
        [
            n_x @ (psi(r + x) - psi(r) + np.log(alpha)),
            seen.number * r / alpha,
            seen.number * np.log(beta),
            seen.number * s / beta,
        ]
    )
    for rows in seen.blocks():
        k = r + x[seen.frequency.place[rows]]
        age, last = seen.age.values[seen.age.place[rows]], seen.recency.values[seen.recency.place[rows]]
        there = -k * np.log(alpha + age) - s * np.log(beta + age)
        gone = _gone(params, k, last, age)
        both = np.logaddexp(there, gone.logarithm)
        n = seen.customers[rows]
        left = n * np.exp(gone.logarithm - both)
        stayed = n - left
        total += n @ both
        slope[0] -= stayed @ np.log(alpha + age) + left @ gone.log_alpha
        slope[1] -= stayed @ (k / (alpha + age)) + left @ (k * gone.per_alpha)
        slope[2] -= stayed @ np.log(beta + age) + left @ (gone.log_beta - 1 / s)
        slope[3] -= stayed @ (s / (beta + age)) + left @ ((s + 1) * gone.per_beta)
    return float(total), slope


@dataclass(frozen=True)
class _Gone:
    """The term of who has left: its logarithm, and means over the unseen day t of leaving."""

    logarithm: np.ndarray
    log_alpha: np.ndarray
    """mean of ln(α + t)"""
    per_alpha: np.ndarray
    """mean of 1 / (α + t)"""
    log_beta: np.ndarray
    per_beta: np.ndarray


def _gone(params: np.ndarray, k: np.ndarray, last: np.ndarray, age: np.ndarray) -> _Gone:
    r, alpha, s, beta = params
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    near = min(alpha, beta)
    low, high = np.log(near + last), np.log(near + age)
    half = (high - low) / 2
    at = low + half * (1 + nodes[:, None])  # one row a node
    t = np.exp(at) - near
    far = np.log(max(alpha, beta) + t)
    log_alpha, log_beta = (at, far) if alpha <= beta else (far, at)
    heights = at - k * log_alpha - (s + 1) * log_beta  # ln of the integrand, times dt = e^at d(at)
    top = heights.max(axis=0)
    share = weights[:, None] * np.exp(heights - top)
    whole = share.sum(axis=0)
    with np.errstate(divide="ignore"):  # who bought on the last day had no time to leave: ln 0
        logarithm = np.log(s) + top + np.log(half * whole)
    share /= whole
    return _Gone(
        logarithm,
        (share * log_alpha).sum(axis=0),
        (share / (alpha + t)).sum(axis=0),
        (share * log_beta).sum(axis=0),
        (share / (beta + t)).sum(axis=0),
    )


class ParetoNbd(BuyingModel):
    """A fitted Pareto/NBD model."""

    name = "Pareto/NBD"
    times = ("alpha", "beta")

    def alive(self, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> np.ndarray:
        """P(alive | x, t_x, T): the share of the likelihood that belongs to still being there."""
        from scipy.special import expit

        params = np.array(list(self.params.values()))
        r, alpha, s, beta = params
        there = -(r + x) * np.log(alpha + age) - s * np.log(beta + age)
        return expit(there - _gone(params, r + x, t_x, age).logarithm)

    def ahead(self, t: float | np.ndarray, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> np.ndarray:
        """Expected purchases in the next ``t`` time units (equation 22 of the source, as Fader & Hardie write it)."""
        r, alpha, s, beta = self.params.values()
        further = np.log((beta + age + t) / (beta + age))
        # (1 − e^(−(s−1)·further)) / (s−1), which is `further` itself where s is 1
        years = further if abs(s - 1) < 1e-9 else -np.expm1(-(s - 1) * further) / (s - 1)
        return self.alive(x, t_x, age) * (r + x) * (beta + age) / (alpha + age) * years
