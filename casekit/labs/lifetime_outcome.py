"""What the lifetime lab shows for one position of its levers."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from casekit.labs.lifetime_customers import Customers, History
from casekit.labs.lifetime_settings import LifetimeSettings
from casekit.value import lifetime_value
from casekit.value.bg_nbd import BgNbd
from casekit.value.gamma_gamma import GammaGamma

COMPARED = (0, 1, 3, 10)  # repeat purchases of the histories beside the one in hand
MOST = 7  # repeat purchases from which customers are taken together
CHANCES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)  # where groups by P(alive) end
_POINTS = 120


@dataclass(frozen=True)
class LifetimeOutcome:
    """What the chosen parameters say of one history and of all customers, beside what is true.

    ``fitted`` is the model at its best parameters, ``chosen`` the same at those of the settings; ``expected_as_fitted``
    the purchases that the first expects of each customer in the time held back. Times are in the model's unit, money in
    the money of the summary.
    """

    settings: LifetimeSettings
    customers: Customers = field(repr=False, compare=False)
    fitted: BgNbd = field(repr=False, compare=False)
    chosen: BgNbd = field(repr=False, compare=False)
    spend: GammaGamma = field(repr=False, compare=False)
    history: History
    expected_as_fitted: np.ndarray = field(repr=False, compare=False)

    # ── the history in hand ──────────────────────────────────────────────────────────────────────────
    @cached_property
    def alive(self) -> float:
        """P(alive) of the history."""
        return float(self.chosen.alive(*self.history.arrays)[0])

    @cached_property
    def expected(self) -> float:
        """Purchases to expect within the horizon, the chance of having left included."""
        return float(self.chosen.ahead(self.settings.horizon, *self.history.arrays)[0])

    @cached_property
    def value(self) -> float:
        """Lifetime value within the horizon: margin on those purchases in today's money; past profit is not in it."""
        history, settings = self.history, self.settings
        row = pd.DataFrame(
            {
                "frequency": [history.frequency],
                "recency": [history.recency],
                "T": [history.age],
                "monetary_value": [history.mean_spend],
            }
        )
        found = lifetime_value(
            self.chosen,
            self.spend,
            row,
            horizon=settings.horizon,
            discount_rate=settings.discount_rate,
            time_unit=self.chosen.time_unit,
            margin=settings.margin,
        )
        return float(found["lifetime_value"].iloc[0])

    @property
    def expected_held_back(self) -> float:
        """Purchases to expect of this history in the time held back."""
        return float(self.chosen.ahead(self.customers.ahead, *self.history.arrays)[0])

    @property
    def half_silence(self) -> float:
        """The silence after which P(alive) of the history is one half."""
        return self.silence_to_half(self.history.frequency, self.history.recency)

    def silence_to_half(self, frequency: float, recency: float) -> float:
        """The silence after which P(alive) is one half; 0 where it never is above, infinite for a one-time buyer.

        P(alive) is one half where a / (b + x − 1) · ((alpha + T) / (alpha + t_x))^(r + x) is 1.
        """
        r, alpha, a, b = self.chosen.params.values()
        if not frequency:
            return float("inf")
        growth = ((b + frequency - 1) / a) ** (1 / (r + frequency))
        return max(0.0, float((alpha + recency) * (growth - 1)))

    def curves(self) -> pd.DataFrame:
        """P(alive) by silence: column "own" for the history, 0, 1, 3, 10 for as many repeat purchases over its span.

        A one-time buyer has no span; the others then have the mean one of repeat customers.
        """
        history = self.history
        span = history.recency or float(self.customers.recency[self.customers.frequency > 0].mean())
        silence = np.linspace(0, self._longest, _POINTS)
        lines = {"own": (history.frequency, history.recency), **{x: (x, span if x else 0.0) for x in COMPARED}}
        ones = np.ones(_POINTS)
        made = {name: self.chosen.alive(x * ones, t_x * ones, t_x + silence) for name, (x, t_x) in lines.items()}
        return pd.DataFrame(made, index=pd.Index(silence, name="silence"))

    @property
    def _longest(self) -> float:
        """To the end of the file, and with room behind the history."""
        return max(float(self.customers.age.max()), 1.2 * self.history.silence)

    @property
    def left_in_silence(self) -> float | None:
        """How long after the last purchase the customer truly left; nan: still there at the end, None: unknown."""
        return None if self.history.left is None else self.history.left - self.history.recency

    # ── all customers ────────────────────────────────────────────────────────────────────────────────
    @property
    def below(self) -> float:
        """How far the log-likelihood lies below that of the fitted parameters; 0 at the top."""
        return self.fitted.log_likelihood - self.chosen.log_likelihood

    @cached_property
    def by_frequency(self) -> pd.DataFrame:
        """Mean purchases in the time held back by repeat purchases before, 0 to 7 or more, one row each.

        Columns: customers, expected (chosen parameters), fitted (best parameters), actual; nan where there is nobody.
        """
        place = np.minimum(self.customers.frequency, MOST).astype("int64")
        customers = np.bincount(place, minlength=MOST + 1)
        sums = {"expected": self._expected, "fitted": self.expected_as_fitted, "actual": self.customers.later}
        with np.errstate(invalid="ignore"):
            means = {name: np.bincount(place, values, MOST + 1) / customers for name, values in sums.items()}
        return pd.DataFrame({"customers": customers, **means}, index=pd.RangeIndex(MOST + 1, name="frequency"))

    @property
    def total_error(self) -> float:
        """Purchases expected in the time held back ÷ those made − 1: 0.1 is a tenth too many; nan if nobody bought."""
        actual = self.customers.later.sum()
        return float(self._expected.sum() / actual - 1) if actual else float("nan")

    @cached_property
    def by_chance(self) -> pd.DataFrame | None:
        """Who truly was there, by P(alive): one row for each fifth of it and one for the one-time buyers (last).

        Columns: low, high (of P(alive); nan in the last row), customers, expected (mean P(alive)), there (true share);
        the means nan where there is nobody. None where no truth is known.
        """
        if self.customers.there is None:
            return None
        chance, groups = self._alive_of_all, len(CHANCES) - 1
        place = np.minimum((chance * groups).astype("int64"), groups - 1)
        place[self.customers.frequency == 0] = groups
        customers = np.bincount(place, minlength=groups + 1)
        with np.errstate(invalid="ignore"):
            expected = np.bincount(place, chance, groups + 1) / customers
            there = np.bincount(place, self.customers.there, groups + 1) / customers
        ends = {"low": [*CHANCES[:-1], np.nan], "high": [*CHANCES[1:], np.nan]}
        return pd.DataFrame({**ends, "customers": customers, "expected": expected, "there": there})

    @property
    def mean_alive(self) -> float:
        """The mean P(alive) of all customers: the share that the model takes for still there."""
        return float(self._alive_of_all.mean())

    @property
    def truly_there(self) -> float | None:
        """The share who truly were; None where no truth is known."""
        return None if self.customers.there is None else float(self.customers.there.mean())

    @cached_property
    def _alive_of_all(self) -> np.ndarray:
        return self.chosen.alive(self.customers.frequency, self.customers.recency, self.customers.age)

    @cached_property
    def _expected(self) -> np.ndarray:
        return self.customers.expected_later(self.chosen)
