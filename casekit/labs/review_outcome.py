"""What the review lab shows for one position of its levers: who moved, who should have, and what it costs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from casekit.labs.review_ladder import Ladder
from casekit.labs.review_settings import ReviewSettings

NOBODY = -1  # the place of who has no grade: new, not yet there, or gone


@dataclass(frozen=True)
class Told:
    """What is known of the customers, years × customers: figures, the truth, the place that truth deserves.

    Money is in the policy's unit; ``service_cost`` is what each place's services cost a year, None where unknown.
    """

    ladder: Ladder
    customer_ids: pd.Index
    years: list[int]
    figures: np.ndarray
    truths: np.ndarray
    deserved: np.ndarray
    profit_rate: float
    service_cost: np.ndarray | None


@dataclass(frozen=True)
class Path:
    """The places before and after each review, reviews × customers; ``NOBODY`` where there is none."""

    before: np.ndarray
    after: np.ndarray


@dataclass(frozen=True)
class ReviewOutcome:
    """The reviews of several years under some rules, told against what each customer would have bought without luck.

    ``plain`` is the same without margin and patience (None where the outcome is that itself). A grade is *deserved*
    when the truth of the year judged earns it.
    """

    settings: ReviewSettings
    told: Told = field(repr=False, compare=False)
    path: Path = field(repr=False, compare=False)
    plain: "ReviewOutcome | None" = field(default=None, repr=False, compare=False)
    _curve: Callable[[ReviewSettings], pd.DataFrame] | None = field(default=None, repr=False, compare=False)

    # ── who moved ────────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def moved(self) -> np.ndarray:
        """+1 for up, −1 for down, 0 for the same or new; reviews × customers."""
        before, after = self.path.before, self.path.after
        had = before != NOBODY
        return ((after < before) & had).astype("int8") - ((after > before) & had).astype("int8")

    @property
    def up(self) -> int:
        """Upgrades of all reviews."""
        return int((self.moved > 0).sum())

    @property
    def down(self) -> int:
        """Downgrades of all reviews."""
        return int((self.moved < 0).sum())

    @property
    def flip_flops(self) -> int:
        """Moves taken back at the very next review: up then down, or down then up."""
        return int(self._back.sum())

    @cached_property
    def _back(self) -> np.ndarray:
        return self.moved[1:] * self.moved[:-1] < 0

    # ── against the truth ────────────────────────────────────────────────────────────────────────────
    @property
    def missed_downgrades(self) -> int:
        """Grades kept, or not lowered enough, though the truth deserves a lower one; all reviews."""
        return int((self._too_high & (self.path.before != NOBODY) & (self.moved <= 0)).sum())

    @property
    def missed_upgrades(self) -> int:
        """Grades kept, or not raised enough, though the truth deserves a better one; all reviews."""
        return int((self._too_low & (self.path.before != NOBODY) & (self.moved >= 0)).sum())

    @property
    def upgrades_by_luck(self) -> int:
        """Upgrades beyond what the truth deserves."""
        return int((self._too_high & (self.moved > 0)).sum())

    @property
    def undeserved_downgrades(self) -> int:
        """Downgrades below what the truth deserves."""
        return int(self._wronged.sum())

    @property
    def first_grades_by_luck(self) -> int:
        """Grades of new customers that the truth does not deserve, better or worse: the same under all rules."""
        new = (self.path.before == NOBODY) & (self.path.after != NOBODY)
        return int((new & (self._too_high | self._too_low)).sum())

    @property
    def right(self) -> float:
        """The share of all grades given that are deserved."""
        given = self.path.after != NOBODY
        return float((self.path.after == self.told.deserved)[given].mean())

    @cached_property
    def _too_high(self) -> np.ndarray:
        return (self.path.after != NOBODY) & (self.path.after < self.told.deserved)

    @cached_property
    def _too_low(self) -> np.ndarray:
        return self.path.after > self.told.deserved

    @cached_property
    def _wronged(self) -> np.ndarray:
        return self._too_low & (self.moved < 0)

    # ── what it costs ────────────────────────────────────────────────────────────────────────────────
    @property
    def demotion_cost(self) -> float:
        """Profit lost in the years after undeserved downgrades: true need × profit rate × the setting's share."""
        need = self.told.truths[self._wronged].sum()
        return float(need * self.told.profit_rate * self.settings.demotion_cost)

    @property
    def service_given_away(self) -> float | None:
        """What services above the deserved grade cost, a year for each grade too high; None where costs are unknown."""
        if self.told.service_cost is None:
            return None
        above = self.told.service_cost[:, None] - self.told.service_cost[None, :]
        given = self.path.after.astype("int16") * len(above) + self.told.deserved  # one number for each pair of places
        pairs = np.bincount(given[self._too_high], minlength=above.size).reshape(above.shape)
        return float((pairs * above).sum())

    # ── tables ───────────────────────────────────────────────────────────────────────────────────────
    @property
    def by_review(self) -> pd.DataFrame:
        """One row a review, indexed by the year judged: graded, new, up, down, taken_back, too_high, too_low."""
        given = self.path.after != NOBODY
        back = np.vstack([np.zeros((1, given.shape[1]), dtype=bool), self._back])
        columns = {
            "graded": given,
            "new": given & (self.path.before == NOBODY),
            "up": self.moved > 0,
            "down": self.moved < 0,
            "taken_back": back,
            "too_high": self._too_high,
            "too_low": self._too_low,
        }
        index = pd.Index(self.told.years, name="year")
        return pd.DataFrame({name: values.sum(axis=1) for name, values in columns.items()}, index=index)

    def wronged(self, most: int | None = None) -> pd.DataFrame:
        """The undeserved downgrades, largest loss first, at most so many.

        Columns: customer_id, year, bought, truth, before, after (grades), lost (money).
        """
        reviews, customers = np.nonzero(self._wronged)
        truth = self.told.truths[reviews, customers]
        order = np.lexsort((customers, -truth))[:most]
        reviews, customers, truth = reviews[order], customers[order], truth[order]
        names = np.asarray(self.told.ladder.names, dtype=object)
        return pd.DataFrame(
            {
                "customer_id": self.told.customer_ids[customers],
                "year": np.asarray(self.told.years)[reviews],
                "bought": self.told.figures[reviews, customers],
                "truth": truth,
                "before": names[self.path.before[reviews, customers]],
                "after": names[self.path.after[reviews, customers]],
                "lost": truth * self.told.profit_rate * self.settings.demotion_cost,
            }
        )

    @property
    def curve(self) -> pd.DataFrame:
        """flip_flops and missed_downgrades for margins from 0 on, with the patience of these settings."""
        return self._curve(self.settings)
