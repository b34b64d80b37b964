"""The record shop's customers as this lesson sees them: what they had done by the end of the first period, and after."""

import random
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd

from casekit.cases import Case, load_case
from casekit.course.by_case import once_a_case
from casekit.grading import rfm_scores, rfm_summary

_COLUMNS = {"customer_id": "customer_id", "date": "date", "amount": "amount"}


@lru_cache(maxsize=256)
def cdnow(seed: int) -> Case:
    """The case of this lesson; every seed but 0 is another shop of the same kind."""
    return load_case("cdnow", seed=seed or None)


@dataclass(frozen=True)
class Shop:
    """A case cut in two at ``end``: the period one grades by, and the weeks after it."""

    transactions: pd.DataFrame
    end: pd.Timestamp

    @cached_property
    def purchases(self) -> pd.DataFrame:
        return self.transactions[self.transactions["date"] <= self.end]

    @cached_property
    def later(self) -> pd.DataFrame:
        return self.transactions[self.transactions["date"] > self.end]

    @cached_property
    def summary(self) -> pd.DataFrame:
        return rfm_summary(self.purchases, **_COLUMNS, end=self.end, time_unit="D")

    @cached_property
    def customers(self) -> pd.DataFrame:
        """The ``known`` ones with their scores."""
        graded = self.summary.merge(self.known["spend"], on="customer_id")
        return self.known.join(rfm_scores(graded, spend="spend").set_index("customer_id"))

    @cached_property
    def known(self) -> pd.DataFrame:
        """One row a customer, indexed by customer_id: what was known on ``end``, and next_days, next_spend after it."""
        bought = self.purchases.groupby("customer_id")
        days = self.purchases.drop_duplicates(["customer_id", "date"]).groupby("customer_id").size()
        later = self.later.groupby("customer_id")
        table = pd.DataFrame(
            {
                "first": bought["date"].min(),
                "last": bought["date"].max(),
                "lines": bought.size(),
                "purchase_days": days,
                "frequency": days - 1,
                "spend": bought["amount"].sum().round(2),
            }
        )
        table["days_since"] = (self.end - table["last"]).dt.days
        table["days_known"] = (self.end - table["first"]).dt.days
        table["entry_month"] = table["first"].dt.strftime("%Y-%m")
        table["next_days"] = later["date"].nunique().reindex(table.index, fill_value=0)
        table["next_spend"] = later["amount"].sum().round(2).reindex(table.index, fill_value=0.0)
        return table

    def pick(self, rng: random.Random, n: int, where: pd.Series | None = None) -> list:
        """``n`` customers at random (fewer where there are fewer), in a fixed order before the draw."""
        pool = sorted(self.known.index[where] if where is not None else self.known.index)
        return rng.sample(pool, min(n, len(pool)))


@once_a_case
def shop(case: Case) -> Shop:
    """The case cut at its own grading date; an own company's records are cut in the middle of their time."""
    bought = case.transactions
    middle = bought["date"].min() + (bought["date"].max() - bought["date"].min()) / 2
    return Shop(bought, getattr(case, "calibration_end", middle.normalize()))
