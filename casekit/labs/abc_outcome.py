"""What the ABC lab shows for one position of its levers."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from casekit.labs.abc_settings import CLASSES, PROFIT, SALES, AbcSettings
from casekit.labs.abc_units import Customers, Ranking, Units

_POINTS = 400  # of a curve: more cannot be told apart in a picture


@dataclass(frozen=True)
class AbcOutcome:
    """The classes under some settings, who moved, and the hours that follow.

    ``unit_classes`` is each unit's class, 0, 1, 2 for A, B, C; a unit is a customer, or a group where the settings say
    so. Money is in the money of the customers' table, hours are hours a year.
    """

    settings: AbcSettings
    customers: Customers = field(repr=False, compare=False)
    units: Units = field(repr=False, compare=False)
    ranking: Ranking = field(repr=False, compare=False)
    unit_classes: np.ndarray = field(repr=False, compare=False)

    @cached_property
    def classes(self) -> np.ndarray:
        """Each customer's class, 0, 1, 2 for A, B, C, in the order of ``customers.ids``."""
        return self.unit_classes[self.units.code]

    @cached_property
    def by_class(self) -> pd.DataFrame:
        """One row a class, also an empty one, indexed by its letter.

        Columns: units, share_of_units, customers, sales, share_of_sales, profit, share_of_profit (nan where the total
        is 0; above 1 is possible, for others lose), losing (customers whose profit is negative), hours (that the
        settings promise), given (hours of last year, nan where unknown).
        """
        sums = {name: self._summed(values) for name, values in self.units.totals.items()}
        units = self._summed()
        with np.errstate(invalid="ignore", divide="ignore"):
            return pd.DataFrame(
                {
                    "units": units,
                    "share_of_units": units / units.sum(),
                    "customers": self._summed(self.units.customers).astype("int64"),
                    "sales": sums[SALES],
                    "share_of_sales": sums[SALES] / sums[SALES].sum(),
                    "profit": sums[PROFIT],
                    "share_of_profit": np.divide(sums[PROFIT], sums[PROFIT].sum()),
                    "losing": np.bincount(self.classes, self.customers.columns[PROFIT] < 0, len(CLASSES)).astype(
                        "int64"
                    ),
                    "hours": units * np.array(self.settings.hours),
                    "given": sums.get("given", np.full(len(CLASSES), np.nan)),
                },
                index=pd.Index(CLASSES, name="abc_class"),
            )

    def _summed(self, values=None) -> np.ndarray:
        return np.bincount(self.unit_classes, values, minlength=len(CLASSES))

    # ── who moved ────────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def moved(self) -> dict[str, int]:
        """How many customers are in a better (up) or worse (down) class than by the usual ABC."""
        usual = self.customers.usual
        return {"up": int((self.classes < usual).sum()), "down": int((self.classes > usual).sum())}

    def moved_customers(self, most: int | None = None) -> pd.DataFrame:
        """Who is in another class than by the usual ABC, largest sales first, at most so many.

        Columns: customer_id, name (if the lab knows names), usual, abc_class (letters), sales, profit.
        """
        return self._listed(np.flatnonzero(self.classes != self.customers.usual), most)

    def losing_customers(self, letter: str = "A", most: int | None = None) -> pd.DataFrame:
        """The customers of a class with negative profit, largest sales first; columns as :meth:`moved_customers`."""
        of_class = self.classes == CLASSES.index(letter)
        return self._listed(np.flatnonzero(of_class & (self.customers.columns[PROFIT] < 0)), most)

    def _listed(self, places: np.ndarray, most: int | None) -> pd.DataFrame:
        sales = self.customers.columns[SALES][places]
        places = places[np.argsort(-sales, kind="stable")][:most]
        letters = np.array(CLASSES)
        names = {} if self.customers.names is None else {"name": self.customers.names.iloc[places].to_numpy()}
        return pd.DataFrame(
            {
                "customer_id": self.customers.ids.take(places),
                **names,
                "usual": letters[self.customers.usual[places]],
                "abc_class": letters[self.classes[places]],
                "sales": self.customers.columns[SALES][places],
                "profit": self.customers.columns[PROFIT][places],
            }
        )

    # ── ties, hours, the curve ───────────────────────────────────────────────────────────────────────
    @cached_property
    def ties(self) -> dict[str, int]:
        """By class A and B: how many units have exactly the value at which the class ends; 0 where only one has.

        They are kept together, though the first of them alone may have reached the cut.
        """
        found = {}
        for place, letter in enumerate(CLASSES[:-1]):
            last = int((self.unit_classes <= place).sum()) - 1
            equal = int((self.ranking.values == self.ranking.values[last]).sum()) if last >= 0 else 0
            found[letter] = equal if equal > 1 else 0
        return found

    @cached_property
    def hours(self) -> float:
        """The hours a year that the settings promise in all."""
        return float(self.by_class["hours"].sum())

    @property
    def hours_over(self) -> float:
        """How many more hours are promised than there are; negative where some are left."""
        return self.hours - self.customers.hours_available

    @cached_property
    def curve(self) -> pd.DataFrame:
        """The curve of the units, largest first: share_of_units and share_of_value, both from 0; thinned to be drawn.

        The points where A and B end are always among them.
        """
        n = len(self.ranking.values)
        ends = np.cumsum(self.by_class["units"].to_numpy())[:-1]
        # Close together at the start, where the curve bends.
        spread = np.linspace(0, 1, _POINTS) ** 2 * n
        places = np.unique(np.concatenate([spread.astype("int64"), ends, [0, n]]))
        return pd.DataFrame(
            {"share_of_units": places / n, "share_of_value": np.r_[0.0, self.ranking.cumulative][places]}
        )
