"""BG/NBD: customers buy at their own rate, and after any purchase some never come back.

Source: Fader, Hardie & Lee, "'Counting Your Customers' the Easy Way: An Alternative to the Pareto/NBD Model",
Marketing Science 24 (2005). Fitted by maximum likelihood with the gradient written out.
"""

from typing import Any

import numpy as np

from casekit.value.buying_model import BuyingModel, climb_on, one_unit
from casekit.value.histories import Histories, histories

NAMES = ("r", "alpha", "a", "b")
_STARTS = ((0.5, 5.0, 0.8, 2.5), (0.3, 1.0, 0.5, 5.0))


def fit_bg_nbd(summary: Any, *, time_unit: str | None = None) -> "BgNbd":
    """The BG/NBD model of these customers.

    Parameters
    ----------
    summary : one row a customer with frequency, recency and T (:func:`casekit.grading.rfm_summary`), on any engine.
    time_unit : the unit of recency and T ("D", "W", "M", "Y"); kept in the model, and asked for again where a
        lifetime value is computed. By default read from the summary where it says it, else unknown.

    Returns a model with ``params`` (r, alpha in time units, a, b), ``log_likelihood``, ``expected_purchases(t)`` and
    ``probability_alive()``. Raises CasekitError as :func:`casekit.value.histories.histories`, and when there is no
    best fit.
    """
    unit = one_unit(time_unit, summary)
    seen = histories(summary)
    age = float(seen.age.values.max()) or 1.0
    starts = [(r, alpha * age / 39, a, b) for r, alpha, a, b in _STARTS]
    fit = climb_on(seen, value_and_slope, names=NAMES, starts=starts, model="BG/NBD")
    return BgNbd.of(fit, seen, summary, unit)


def value_and_slope(params: np.ndarray, seen: Histories) -> tuple[float, np.ndarray]:
    """The log-likelihood of the histories and its derivative by r, alpha, a and b (equation 6 of the source).

    ln L = lnΓ(r+x) − lnΓ(r) + r ln α + lnB(a, b+x) − lnB(a, b) − (r+x) ln(α+T) + ln(1 + e^odds) with
    odds = ln a − ln(b+x−1) + (r+x) (ln(α+T) − ln(α+t_x)) for who bought again, without the last term for who did not.
    """
    from scipy.special import betaln, gammaln, psi

    r, alpha, a, b = params
    x, n_x = seen.frequency.values, seen.by_frequency
    log_age, log_last = np.log(alpha + seen.age.values), np.log(alpha + seen.recency.values)
    per_age, per_last = 1 / (alpha + seen.age.values), 1 / (alpha + seen.recency.values)
    k_age = r * seen.by_age + seen.purchases_by_age
    psi_ab, psi_abx = psi(a + b), psi(a + b + x)
    total = n_x @ (gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b)) - k_age @ log_age
    by_r = n_x @ (psi(r + x) - psi(r) + np.log(alpha)) - seen.by_age @ log_age
    by_alpha = seen.number * r / alpha - k_age @ per_age
    by_a = n_x @ (psi_ab - psi_abx)
    by_b = n_x @ (psi_ab - psi(b) + psi(b + x) - psi_abx)
    again = x > 0
    odds_x, k_x = np.log(a / np.where(again, b + x - 1, 1.0)), r + x
    gone_x = np.zeros(len(x))
    for rows in seen.blocks(seen.first_repeat):  # who never came back has no last term
        at_x, at_age, at_last = seen.frequency.place[rows], seen.age.place[rows], seen.recency.place[rows]
        n, k, apart = seen.customers[rows], k_x[at_x], log_age[at_age] - log_last[at_last]
        odds = odds_x[at_x] + k * apart
        small = np.exp(-np.abs(odds))  # one power for both, the sum's logarithm and the share of those who left
        gone = n * np.where(odds > 0, 1.0, small) / (1.0 + small)
        total += n @ (np.maximum(odds, 0.0) + np.log1p(small))
        by_r += gone @ apart
        by_alpha += (gone * k) @ (per_age[at_age] - per_last[at_last])
        gone_x += np.bincount(at_x, gone, len(x))
    by_a += gone_x.sum() / a
    by_b -= gone_x[again] @ (1 / (b + x[again] - 1))
    return float(total), np.array([by_r, by_alpha, by_a, by_b])


class BgNbd(BuyingModel):
    """A fitted BG/NBD model: r and alpha shape the rates of buying, a and b the chance to leave after a purchase."""

    name = "BG/NBD"
    times = ("alpha",)

    def alive(self, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> np.ndarray:
        """P(alive | x, t_x, T); 1 for who never came back: in this model one can only leave after a repeat purchase."""
        from scipy.special import expit

        r, alpha, a, b = self.params.values()
        again = x > 0
        odds = np.log(a) - np.log(np.where(again, b + x - 1, 1.0)) + (r + x) * np.log((alpha + age) / (alpha + t_x))
        return np.where(again, expit(-odds), 1.0)

    def ahead(self, t: float | np.ndarray, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> np.ndarray:
        """Expected purchases in the next ``t`` time units (equation 10 of the source)."""
        a = self.params["a"]
        if abs(a - 1) < 1e-6:  # the formula divides by a − 1, though the purchases pass through without a jump
            return (self._ahead(t, 1 - 1e-6, x, t_x, age) + self._ahead(t, 1 + 1e-6, x, t_x, age)) / 2
        return self._ahead(t, a, x, t_x, age)

    def _ahead(self, t: float | np.ndarray, a: float, x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> np.ndarray:
        from scipy.special import hyp2f1

        r, alpha, _a, b = self.params.values()
        # Euler's form of the source's series: the source's own is without end times nothing for a hundred purchases
        z = t / (alpha + age + t)
        rest = (1 - z) ** (a - 1) * hyp2f1(a + b - 1 - r, a - 1, a + b + x - 1, z)
        return (a + b + x - 1) / (a - 1) * (1 - rest) * self.alive(x, t_x, age)
