"""Gamma-Gamma: what a customer spends a purchase, drawn towards what all spend the fewer purchases there are.

Source: Fader & Hardie, "The Gamma-Gamma Model of Monetary Value" (2013). Fitted by maximum likelihood on the customers
with a repeat purchase. It takes spending and frequency for unrelated: look at their correlation first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np

from casekit.errors import CasekitError
from casekit.text import _, ngettext
from casekit.value.fitting import climb
from casekit.value.histories import check_frequency, distinct_rows
from casekit.value.per_history import add_columns

NAMES = ("p", "q", "gamma")


def fit_gamma_gamma(summary: Any) -> "GammaGamma":
    """The Gamma-Gamma model of the mean spending of customers with a repeat purchase.

    ``summary`` has frequency and monetary_value (mean spending a repeat purchase, money), one row a customer, on any
    engine. Returns a model with ``params`` (p, q, gamma in money), ``log_likelihood``, ``population_mean`` and
    ``expected_spend()``. Raises CasekitError when nobody came back, when a repeat customer's mean is not above 0, when
    all spend the same, and when there is no best fit.
    """
    rows = distinct_rows(summary, ["frequency", "monetary_value"])
    check_frequency(rows["frequency"].to_numpy("float64"))
    rows = rows[rows["frequency"] > 0]
    x, z = rows["frequency"].to_numpy("float64"), rows["monetary_value"].to_numpy("float64")
    n = rows["customers"].to_numpy("float64")
    _check(z, n)
    scale = float(np.average(z, weights=n))  # money in means: a yuan and a cent give the same climb
    fit = climb(
        lambda params: value_and_slope(params, x, z / scale, n),
        names=NAMES,
        starts=((6.0, 4.0, 0.5), (1.0, 2.0, 1.0)),
        customers=n.sum(),
        model="Gamma-Gamma",
    )
    params = {**fit.params, "gamma": fit.params["gamma"] * scale}
    log_likelihood = fit.log_likelihood - float(n.sum() * np.log(scale))
    return GammaGamma(MappingProxyType(params), log_likelihood, round(n.sum()), fit.iterations, fit.steepness, summary)


def value_and_slope(params: np.ndarray, x: np.ndarray, z: np.ndarray, n: np.ndarray) -> tuple[float, np.ndarray]:
    """The log-likelihood of mean spendings z over x purchases, n customers each, and its derivatives (equation 1a)."""
    from scipy.special import gammaln, psi

    p, q, gamma = params
    px = p * x
    spent = np.log(gamma + x * z)
    value = gammaln(px + q) - gammaln(px) - gammaln(q) + q * np.log(gamma) + (px - 1) * np.log(z) + px * np.log(x)
    value -= (px + q) * spent
    both = psi(px + q)
    by_p = x * (both - psi(px) + np.log(z) + np.log(x) - spent)
    by_q = both - psi(q) + np.log(gamma) - spent
    by_gamma = q / gamma - (px + q) / (gamma + x * z)
    return float(n @ value), np.array([n @ by_p, n @ by_q, n @ by_gamma])


@dataclass(frozen=True, repr=False)
class GammaGamma:
    """A fitted Gamma-Gamma model; money in the summary's currency.

    ``customers`` counts those with a repeat purchase; ``iterations``, ``steepness`` and ``converged`` are said at
    :class:`casekit.value.buying_model.BuyingModel`.
    """

    params: Mapping[str, float]
    log_likelihood: float
    customers: int
    iterations: int
    steepness: float
    summary: Any
    converged: bool = field(default=True)

    def __repr__(self) -> str:
        return _(
            "Gamma-Gamma of {n} customers who came back: {params} (money); log-likelihood {value}; converged"
        ).format(
            n=f"{self.customers:,}",
            params=", ".join(f"{name} {value:.4g}" for name, value in self.params.items()),
            value=f"{self.log_likelihood:,.2f}",
        )

    @property
    def population_mean(self) -> float:
        """What a customer nobody knows spends a purchase: p γ / (q − 1). CasekitError when it has no mean (q ≤ 1)."""
        p, q, gamma = self.params.values()
        if q <= 1:
            raise CasekitError(
                _(
                    "Spending has no mean under this fit (q is {q:.2f}, which is not above 1): a few customers spend "
                    "too much more than the others."
                ).format(q=q)
            )
        return p * gamma / (q - 1)

    def expected_spend(self, summary: Any = None) -> Any:
        """Each customer's expected spending a purchase: customer_id and expected_spend, the summary's kind of table.

        A mean of the customer's own spending and of everybody's, by how many purchases there are (equation 5). Who
        never came back gets the population's mean: nothing of their own is known.
        """
        return add_columns(
            self.summary if summary is None else summary, ["frequency", "monetary_value"], "expected_spend", self.spend
        )

    def spend(self, x: np.ndarray, z: np.ndarray) -> np.ndarray:
        """Expected spending of customers with x repeat purchases of mean z; CasekitError where it is not above 0."""
        check_frequency(x)
        _check_spending(z[x > 0], np.ones(int((x > 0).sum())))
        p, q, gamma = self.params.values()
        mean = self.population_mean
        return np.where(x > 0, (p * x * z + p * gamma) / (p * x + q - 1), mean)


def _check(z: np.ndarray, n: np.ndarray) -> None:
    if not len(z):
        raise CasekitError(_("No customer came back, so there is no repeat spending to learn from."))
    _check_spending(z, n)
    if len(n) == 1 and n[0] == 1:
        raise CasekitError(_("One customer came back: spending cannot be compared between customers."))
    if np.ptp(z) <= 1e-9 * z.max():
        raise CasekitError(
            _("All customers who came back spend the same, so there is nothing to learn: use that sum for everybody.")
        )


def _check_spending(z: np.ndarray, n: np.ndarray) -> None:
    below = int(n[~((z > 0) & np.isfinite(z))].sum())
    if below:
        raise CasekitError(
            ngettext(
                "{n} customer who came back has a mean spending of 0 or less, or without end; take the customer out "
                "or look at the returns.",
                "{n} customers who came back have a mean spending of 0 or less, or without end; take them out or look "
                "at their returns.",
                below,
            ).format(n=f"{below:,}")
        )
