"""NBD: customers buy at their own rate and nobody ever leaves. What the models of leaving are measured against.

Source: Ehrenberg, "The Pattern of Consumer Purchases", Applied Statistics 8 (1959).
"""

from typing import Any

import numpy as np

from casekit.value.buying_model import BuyingModel, climb_on, one_unit
from casekit.value.histories import Histories, histories


def fit_nbd(summary: Any, *, time_unit: str | None = None) -> "Nbd":
    """The NBD model of these customers (``params`` r and alpha, in time units); else as :func:`fit_bg_nbd`."""
    unit = one_unit(time_unit, summary)
    seen = histories(summary)
    start = (0.5, 0.5 * float(seen.age.values.max()) or 1.0)
    fit = climb_on(seen, value_and_slope, names=("r", "alpha"), starts=[start], model="NBD")
    return Nbd.of(fit, seen, summary, unit)


def value_and_slope(params: np.ndarray, seen: Histories) -> tuple[float, np.ndarray]:
    """ln L = lnΓ(r+x) − lnΓ(r) + r ln α − (r+x) ln(α+T), and its derivatives."""
    from scipy.special import gammaln, psi

    r, alpha = params
    x, n_x = seen.frequency.values, seen.by_frequency
    total = n_x @ (gammaln(r + x) - gammaln(r) + r * np.log(alpha))
    by_r, by_alpha = n_x @ (psi(r + x) - psi(r) + np.log(alpha)), seen.number * r / alpha
    older = alpha + seen.age.values
    k_age = r * seen.by_age + seen.purchases_by_age
    total -= k_age @ np.log(older)
    by_r -= seen.by_age @ np.log(older)
    by_alpha -= k_age @ (1 / older)
    return float(total), np.array([by_r, by_alpha])


class Nbd(BuyingModel):
    """A fitted NBD model: r and alpha shape the rates of buying."""

    name = "NBD"
    times = ("alpha",)

    def alive(self, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> np.ndarray:
        """1 for everybody: this model knows no leaving."""
        return np.ones(len(x))

    def ahead(self, t: float | np.ndarray, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> np.ndarray:
        """Expected purchases in the next ``t`` time units: t (r + x) / (alpha + T)."""
        r, alpha = self.params.values()
        return t * (r + x) / (alpha + age)
