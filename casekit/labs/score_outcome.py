"""What the score lab shows for one position of its levers."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.rfm_scores import MEASURES
from casekit.labs.score_settings import ScoreSettings
from casekit.text import _


@dataclass(frozen=True)
class NextPeriod:
    """What each customer did after the split: distinct purchase days, and spending less returns."""

    purchases: np.ndarray
    spend: np.ndarray

    @cached_property
    def ranks(self) -> np.ndarray:
        """Mean rank of the purchases, ties shared."""
        return _mean_ranks(self.purchases)


@dataclass(frozen=True)
class ScoreOutcome:
    """Scores of all customers under some settings, who moved, whom ties parted, and how well the scores foretold.

    Attributes
    ----------
    settings : the levers that made it.
    customer_ids : the customers, in the order of all arrays.
    scores : by measure ("recency", "frequency", "monetary" and "total") an array of scores from 1; "total" cuts the
        weighted mean of the three into equal parts, ties kept together.
    usual : the same with equal parts, ties kept together and the usual weights, as many parts as the settings have.
    groups : by measure the number of scores there are, given to somebody or not.
    weighted : the weighted mean of the three scores.
    parted_by_ties : by measure, how many customers share their value with someone who got another score.
    next_period : what the customers did afterwards.
    """

    settings: ScoreSettings
    customer_ids: pd.Index = field(repr=False, compare=False)
    groups: dict[str, int] = field(compare=False)
    scores: dict[str, np.ndarray] = field(repr=False, compare=False)
    usual: dict[str, np.ndarray] = field(repr=False, compare=False)
    weighted: np.ndarray = field(repr=False, compare=False)
    parted_by_ties: dict[str, int] = field(compare=False)
    next_period: NextPeriod = field(repr=False, compare=False)

    @cached_property
    def by_score(self) -> pd.DataFrame:
        """One row a measure and score, also for a score nobody got.

        Columns: measure, score, customers, buyers (bought again in the next period), share_bought (of the score's
        customers), purchases and spend (mean a customer in the next period, the latter in money), lift (share_bought
        over that of all customers; nan where there is nobody).
        """
        return pd.concat([self._of_measure(measure) for measure in self.scores], ignore_index=True)

    @cached_property
    def moved(self) -> pd.DataFrame:
        """One row a measure: measure, up, down, moved: customers scored higher, lower, otherwise than usual."""
        lines = []
        for measure, scores in self.scores.items():
            up = int((scores > self.usual[measure]).sum())
            down = int((scores < self.usual[measure]).sum())
            lines.append((measure, up, down, up + down))
        return pd.DataFrame(lines, columns=["measure", "up", "down", "moved"])

    def moved_customers(self, measure: str = "total") -> pd.DataFrame:
        """Who is scored otherwise than usual: customer_id, usual, score. Raises CasekitError for an unknown measure."""
        if measure not in self.scores:
            raise CasekitError(
                _("There is no measure “{name}”; the measures are: {names}.").format(
                    name=measure, names=", ".join(self.scores)
                )
            )
        moved = np.flatnonzero(self.scores[measure] != self.usual[measure])
        return pd.DataFrame(
            {
                "customer_id": self.customer_ids.take(moved),
                "usual": self.usual[measure][moved],
                "score": self.scores[measure][moved],
            }
        )

    @cached_property
    def correlation(self) -> dict[str, float]:
        """By measure, Spearman's rank correlation of score and next period's purchases; nan when either is constant."""
        return {
            measure: _correlation(_mean_ranks(scores), self.next_period.ranks)
            for measure, scores in self.scores.items()
        }

    @cached_property
    def customers(self) -> pd.DataFrame:
        """One row a customer: customer_id, the three scores, total, weighted, and next period's purchases and spend."""
        return pd.DataFrame(
            {
                "customer_id": self.customer_ids,
                **{f"{measure}_score": self.scores[measure] for measure in MEASURES},
                "total": self.scores["total"],
                "weighted": self.weighted,
                "next_purchases": self.next_period.purchases,
                "next_spend": self.next_period.spend,
            }
        )

    def _of_measure(self, measure: str) -> pd.DataFrame:
        scores, groups = self.scores[measure], self.groups[measure]
        truth = self.next_period

        def summed(values=None):
            return np.bincount(scores - 1, values, minlength=groups)

        customers, buyers = summed(), summed(truth.purchases > 0).astype("int64")
        with np.errstate(invalid="ignore", divide="ignore"):  # a score nobody got has no means
            share = buyers / customers
            return pd.DataFrame(
                {
                    "measure": measure,
                    "score": np.arange(1, groups + 1),
                    "customers": customers,
                    "buyers": buyers,
                    "share_bought": share,
                    "purchases": summed(truth.purchases) / customers,
                    "spend": summed(truth.spend) / customers,
                    "lift": share / (buyers.sum() / customers.sum()),
                }
            )


def _mean_ranks(values: np.ndarray) -> np.ndarray:
    """Ranks of small whole numbers, ties given their mean, by counting instead of sorting."""
    counts = np.bincount(values)
    up_to = np.cumsum(counts)
    return (up_to - (counts - 1) / 2)[values]


def _correlation(first: np.ndarray, second: np.ndarray) -> float:
    first, second = first - first.mean(), second - second.mean()
    spread = np.sqrt((first @ first) * (second @ second))
    return float(first @ second / spread) if spread else float("nan")
