"""Shifted beta-geometric: contracts that come up for renewal, with customers who differ in their chance to leave.

Source: Fader & Hardie, "How to Project Customer Retention", Journal of Interactive Marketing 21 (2007). Its alpha and
beta are called gamma and delta here, as in the authors' later papers, for alpha is taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.text import _
from casekit.value.fitting import climb


def fit_sbg(customers: Sequence[float] | Mapping[object, Sequence[float]] | pd.DataFrame) -> "ShiftedBetaGeometric":
    """The model of contracts that come up for renewal.

    Parameters
    ----------
    customers : how many of a cohort were there at the start, after the first renewal, after the second and so on;
        never rising. For several cohorts a mapping of cohort to such counts, of any lengths
        (:func:`casekit.value.renewal_counts`). Or a table with age, customers (who came up for renewal number age) and
        still_there (who renewed): :func:`casekit.value.retention_rates` and ``RetentionCurves.pooled`` give it.
        Shares would do for the curve, but the log-likelihood needs counts.

    Customers of all cohorts are taken to differ among themselves in one and the same way.

    Returns a model with ``params`` (gamma, delta, no unit) and ``log_likelihood``. Raises CasekitError for fewer than
    two renewals, for counts that rise or fall below 0, when nobody leaves or everybody does at once, when leaving
    does not slow down with age, and when there is no best fit.
    """
    asked, stayed = _renewals(customers)
    _require_slowing(asked, stayed)
    fit = climb(
        lambda params: value_and_slope(params, asked, stayed),
        names=("gamma", "delta"),
        starts=((1.0, 1.0), (0.5, 5.0)),
        customers=float(asked.max()),
        model=_("The shifted beta-geometric model"),
    )
    return ShiftedBetaGeometric(
        **fit.params,
        log_likelihood=fit.log_likelihood,
        customers=float(asked[0]),
        iterations=fit.iterations,
        steepness=fit.steepness,
    )


def value_and_slope(params: np.ndarray, asked: np.ndarray, stayed: np.ndarray) -> tuple[float, np.ndarray]:
    """ln L and its slopes by γ and δ, of those who came up for renewal 1, 2, … (``asked``) and renewed (``stayed``).

    Who comes to renewal t renews with chance (δ + t − 1) / (γ + δ + t − 1). Multiplied along a life these chances are
    the paper's B(γ, δ + t) / B(γ, δ), but they also take customers who are watched from a later age only.
    """
    gamma, delta = params
    low = delta + np.arange(len(asked))
    lost = asked - stayed
    value = lost.sum() * np.log(gamma) + stayed @ np.log(low) - asked @ np.log(gamma + low)
    both = float((asked / (gamma + low)).sum())
    return float(value), np.array([lost.sum() / gamma - both, float((stayed / low).sum()) - both])


@dataclass(frozen=True)
class ShiftedBetaGeometric:
    """A fitted model of contracts. Times count renewals: 1 is the first."""

    gamma: float
    delta: float
    log_likelihood: float
    customers: float
    """who came up for the first renewal"""
    iterations: int = 0
    """steps of the climb"""
    steepness: float = 0.0
    """what is left of the slope of the mean log-likelihood, 0 at a true top"""
    converged: bool = True
    """True: a climb that ends anywhere but at a top raises and gives no model"""

    def __repr__(self) -> str:
        return _(
            "Shifted beta-geometric of contracts: gamma {gamma:.4g}, delta {delta:.4g}; log-likelihood {value:,.2f}; "
            "converged"
        ).format(gamma=self.gamma, delta=self.delta, value=self.log_likelihood)

    @property
    def params(self) -> dict[str, float]:
        """gamma and delta."""
        return {"gamma": self.gamma, "delta": self.delta}

    def retention(self, t: np.ndarray) -> np.ndarray:
        """The share of those there before renewal ``t`` who stay: (δ + t − 1) / (γ + δ + t − 1). It rises by itself:
        those who leave easily have left. Raises CasekitError for a renewal below 1."""
        t = _from(t, 1)
        return (self.delta + t - 1) / (self.gamma + self.delta + t - 1)

    def survival(self, t: np.ndarray) -> np.ndarray:
        """The share of the cohort still there after renewal ``t``; 1 at 0. Raises CasekitError below 0."""
        from scipy.special import betaln

        t = _from(t, 0)
        return np.exp(betaln(self.gamma, self.delta + t) - betaln(self.gamma, self.delta))

    def residual_value(
        self, margin: float, discount_rate: float, *, renewals: int = 0, until_renewal: float = 1.0
    ) -> float:
        """Expected margin still to come from a customer who has renewed ``renewals`` times, in today's money.

        ``margin`` is money a period, paid at each renewal that is made, the next one first; ``discount_rate`` a share
        a period, above 0 (:func:`casekit.value.period_rate` gives it from a yearly one). ``until_renewal``: how many
        periods away the next renewal is: 1 for who has just paid, 0 for who is about to decide. A new customer's
        first payment, made on signing, is not in it: add ``margin`` for it.

        Added up without end, Σ S(n + k) / S(n) · q^(until_renewal + k − 1) for k = 1, 2, …, by the hypergeometric
        series of Fader & Hardie, "Customer-Base Valuation in a Contractual Setting", Marketing Science 29 (2010).
        Raises CasekitError for a rate that is not above 0 and below 1, renewals below 0, a wait outside 0 to 1.
        """
        from scipy.special import hyp2f1

        if not 0 < discount_rate < 1:
            raise CasekitError(
                _("The discount rate must be a share above 0 and below 1, or a value without end has no sum.")
            )
        if renewals < 0 or not 0 <= until_renewal <= 1:
            raise CasekitError(_("Renewals cannot be below 0, and the next one is 0 to 1 periods away."))
        g, d = self.gamma, self.delta + renewals
        q = 1 / (1 + discount_rate)
        return float(margin * q**until_renewal * d / (g + d) * hyp2f1(1, d + 1, g + d + 1, q))


def _from(renewals: Any, least: int) -> np.ndarray:
    try:
        t = np.asarray(renewals, dtype="float64")
    except (TypeError, ValueError):
        t = np.array(np.nan)
    if not (t >= least).all():
        raise CasekitError(
            _("Renewals are counted from {least} on, in numbers, but here is {given!r}.").format(
                least=least, given=renewals
            )
        )
    return t


def _renewals(customers: Any) -> tuple[np.ndarray, np.ndarray]:
    """Who came up for renewal 1, 2, … and who of them renewed."""
    if isinstance(customers, pd.DataFrame):
        asked, stayed = _of_table(customers)
    else:
        cohorts = list(customers.values()) if isinstance(customers, Mapping) else [customers]
        asked, stayed = _of_cohorts([_counts(one) for one in cohorts])
    if (asked > 0).sum() < 2:
        raise CasekitError(_("Two renewals at least are needed: the customers at the start and after each renewal."))
    if not (asked > stayed).any():
        raise CasekitError(_("Nobody has left, so the data cannot say how fast they will."))
    if not stayed.any():
        raise CasekitError(_("Everybody left at the first renewal, so nothing is left to project."))
    return asked, stayed


def _require_slowing(asked: np.ndarray, stayed: np.ndarray) -> None:
    """Customers who differ leave ever more slowly. Where leaving does not slow down the likelihood is highest for
    customers who are all alike: with γ = p / ρ, δ = (1 − p) / ρ its slope by ρ is not above 0 at ρ = 0."""
    lost, before = asked - stayed, np.arange(len(asked))
    rate = lost.sum() / asked.sum()
    slope = stayed @ before * rate / (1 - rate) - lost @ before
    if slope <= 1e-9 * (lost @ before):
        raise CasekitError(
            _(
                "Leaving does not slow down with age here, so nothing tells how these customers differ; project them "
                "with one rate, {rate:.1%} who leave at each renewal, or take older customers in."
            ).format(rate=rate)
        )


def _of_cohorts(cohorts: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    renewals = max((len(there) - 1 for there in cohorts), default=0)
    asked, stayed = np.zeros(max(renewals, 0)), np.zeros(max(renewals, 0))
    for there in cohorts:
        asked[: max(len(there) - 1, 0)] += there[:-1]
        stayed[: max(len(there) - 1, 0)] += there[1:]
    return asked, stayed


def _counts(customers: Any) -> np.ndarray:
    try:
        there = np.asarray(list(customers), dtype="float64")
    except (TypeError, ValueError):
        raise CasekitError(_("Give the customers at the start and after each renewal as a list of numbers.")) from None
    if there.ndim != 1:
        raise CasekitError(_("For several cohorts give a mapping of cohort to its counts, not a list of lists."))
    if not np.isfinite(there).all() or (there < 0).any() or (np.diff(there) > 0).any():
        raise CasekitError(
            _(
                "The customers of a cohort can only become fewer from renewal to renewal, none missing; keep joiners "
                "in cohorts of their own."
            )
        )
    return there


def _of_table(table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    if not {"age", "customers", "still_there"} <= set(table.columns):
        raise CasekitError(
            _("The table must have age, customers and still_there, as casekit.value.retention_rates gives them.")
        )
    table = table[table["age"] > 0].sort_values("age")
    asked, stayed = table["customers"].to_numpy("float64"), table["still_there"].to_numpy("float64")
    if table["age"].tolist() != list(range(1, len(table) + 1)):
        raise CasekitError(_("The table must have every age 1, 2, 3 … once; pool the cohorts first."))
    if not np.isfinite(asked).all() or not ((stayed >= 0) & (stayed <= asked)).all():
        raise CasekitError(_("Of the customers who came up for a renewal not more can be there after it, nor below 0."))
    return asked, stayed
