"""What one position of the merge lab's levers comes to, told against the truth."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from casekit.labs.merge_settings import MergeSettings
from casekit.records.merge_quality import Crossing, share


@dataclass(frozen=True)
class MergeOutcome:
    """People found, mistakes in pairs of cards, and what follows from them.

    Attributes
    ----------
    settings : the levers.
    people_found, people_true : how many.
    right_pairs, wrong_pairs, missed_pairs : of cards: rightly put together, wrongly put together, left apart.
    letters_twice : letters too many if each found person gets one: a person found as three gets two too many.
    people_exposed : people whose data stand in one file with another person's, who would see them.
    customers_split, sales_split : people whose accounts lie with more than one found person, and the yearly sales of
        those accounts: each part looks smaller than the customer is. None without accounts.
    customers_glued, sales_glued : people whose accounts lie with one found person that holds another one's accounts
        too, and the sales of those accounts: together they look larger than each is. None without accounts.
    """

    settings: MergeSettings
    people_found: int
    people_true: int
    right_pairs: int
    wrong_pairs: int
    missed_pairs: int
    letters_twice: int
    people_exposed: int
    customers_split: int | None
    sales_split: float | None
    customers_glued: int | None
    sales_glued: float | None
    _lab: Any = field(repr=False, compare=False)
    _person: np.ndarray = field(repr=False, compare=False)

    @property
    def precision(self) -> float:
        """Of the pairs put together, the share that is right; not-a-number when none was."""
        return share(self.right_pairs, self.wrong_pairs)

    @property
    def recall(self) -> float:
        """Of the pairs that belong together, the share that was found."""
        return share(self.right_pairs, self.missed_pairs)

    @property
    def curve(self) -> pd.DataFrame:
        """Precision and recall at other strictness, the other levers left: strictness, precision, recall."""
        return self._lab.curve(self.settings)

    def wrong_merges(self, n: int = 5) -> pd.DataFrame:
        """Up to ``n`` wrong merges, of as many kinds as there are: left, right, score, reason; names are masked."""
        return self._lab.wrong_merges(self.settings, self._person, n)


@dataclass(frozen=True)
class Accounts:
    """Cards with a customer number: their places among the judged cards, the true persons, the yearly sales."""

    place: np.ndarray
    true: np.ndarray
    sales: np.ndarray

    def consequences(self, person: np.ndarray) -> dict[str, float]:
        """How many customers' sales are split or glued together, and how much they are."""
        found = np.unique(person[self.place], return_inverse=True)[1]
        crossing = Crossing.of(found, self.true)
        split = crossing.in_true > 1
        glued = np.zeros(len(crossing.in_true), dtype=bool)
        glued[crossing.true[crossing.in_found[crossing.found] > 1]] = True
        sales = np.bincount(self.true, self.sales, minlength=len(split))
        return {
            "customers_split": int(split.sum()),
            "sales_split": float(sales[split].sum()),
            "customers_glued": int(glued.sum()),
            "sales_glued": float(sales[glued].sum()),
        }
