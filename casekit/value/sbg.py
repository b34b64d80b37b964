"""Shifted beta-geometric: contracts that come up for renewal, with customers who differ in their chance to leave.

Source: Fader & Hardie, "How to Project Customer Retention", Journal of Interactive Marketing 21 (2007). Its alpha and
beta are called gamma and delta here, as in the authors' later papers, for alpha is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from casekit.errors import CasekitError
from casekit.text import _
from casekit.value.fitting import climb


def fit_sbg(customers: Sequence[float]) -> "ShiftedBetaGeometric":
    """The model of one cohort of contracts.

    ``customers``: how many were there at the start, after the first renewal, after the second and so on; never
    rising. Shares would do for the curve, but the log-likelihood needs counts. Returns a model with ``params`` (gamma,
    delta, no unit) and ``log_likelihood``. Raises CasekitError for fewer than two renewals, for counts that rise or
    fall below 0, when nobody leaves or everybody does at once, and when there is no best fit.
    """
    there = _checked(customers)
    lost, stayed = -np.diff(there), there[-1]
    fit = climb(
        lambda params: value_and_slope(params, lost, stayed),
        names=("gamma", "delta"),
        starts=((1.0, 1.0), (0.5, 5.0)),
        customers=there[0],
        model=_("The shifted beta-geometric model"),
    )
    return ShiftedBetaGeometric(fit.params["gamma"], fit.params["delta"], fit.log_likelihood, there[0])


def value_and_slope(params: np.ndarray, lost: np.ndarray, stayed: float) -> tuple[float, np.ndarray]:
    """ln L of ``lost`` at each renewal and ``stayed`` after the last: P(leave at t) = B(γ+1, δ+t−1) / B(γ, δ)."""
    from scipy.special import betaln, psi

    gamma, delta = params
    t = np.arange(1, len(lost) + 1)
    end = len(lost)
    value = lost @ (betaln(gamma + 1, delta + t - 1) - betaln(gamma, delta))
    value += stayed * (betaln(gamma, delta + end) - betaln(gamma, delta))
    whole = psi(gamma + delta)
    by_gamma = lost @ (psi(gamma + 1) - psi(gamma + delta + t) - psi(gamma) + whole)
    by_gamma += stayed * (whole - psi(gamma + delta + end))
    by_delta = lost @ (psi(delta + t - 1) - psi(gamma + delta + t) - psi(delta) + whole)
    by_delta += stayed * (psi(delta + end) - psi(gamma + delta + end) - psi(delta) + whole)
    return float(value), np.array([by_gamma, by_delta])


@dataclass(frozen=True)
class ShiftedBetaGeometric:
    """A fitted model of contracts. Times count renewals: 1 is the first."""

    gamma: float
    delta: float
    log_likelihood: float
    customers: float
    converged: bool = True

    @property
    def params(self) -> dict[str, float]:
        """gamma and delta."""
        return {"gamma": self.gamma, "delta": self.delta}

    def retention(self, t: np.ndarray) -> np.ndarray:
        """The share of those there before renewal ``t`` who stay: (δ + t − 1) / (γ + δ + t − 1). It rises by itself:
        those who leave easily have left."""
        t = np.asarray(t, dtype="float64")
        return (self.delta + t - 1) / (self.gamma + self.delta + t - 1)

    def survival(self, t: np.ndarray) -> np.ndarray:
        """The share of the cohort still there after renewal ``t``; 1 at 0."""
        from scipy.special import betaln

        t = np.asarray(t, dtype="float64")
        return np.exp(betaln(self.gamma, self.delta + t) - betaln(self.gamma, self.delta))

    def residual_value(self, margin: float, discount_rate: float, *, renewals: int = 0) -> float:
        """Expected margin still to come from a customer about to come up for renewal number ``renewals`` + 1.

        ``margin`` is money a period, paid when the renewal is made; ``discount_rate`` a share a period, above 0.
        Added up without end by the hypergeometric series of Fader & Hardie, "Customer-Base Valuation in a Contractual
        Setting", Marketing Science 29 (2010), discounted to the present period.
        """
        from scipy.special import hyp2f1

        g, d, n = self.gamma, self.delta + renewals, 1
        if discount_rate <= 0:
            raise CasekitError(_("The discount rate must be above 0, or a value without end has no sum."))
        q = 1 / (1 + discount_rate)
        return float(margin * q * d / (g + d) * hyp2f1(1, d + n, g + d + n, q))


def _checked(customers: Sequence[float]) -> np.ndarray:
    there = np.asarray(list(customers), dtype="float64")
    if len(there) < 3:
        raise CasekitError(_("Two renewals at least are needed: the customers at the start and after each renewal."))
    if not np.isfinite(there).all() or (there < 0).any() or (np.diff(there) > 0).any():
        raise CasekitError(
            _(
                "The customers of a cohort can only become fewer from renewal to renewal; keep joiners in cohorts of their own."
            )
        )
    if there[0] == there[-1]:
        raise CasekitError(_("Nobody of this cohort has left, so the data cannot say how fast they will."))
    if there[1] == 0:
        raise CasekitError(_("Everybody left at the first renewal, so nothing is left to project."))
    return there
