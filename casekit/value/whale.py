"""The whale curve: profit added up from the best customer to the worst, first above the total, then back to it.

Source: Kaplan & Narayanan, "Measuring and Managing Customer Profitability", Journal of Cost Management (2001).
"""

from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw

from casekit.grading.totals import leave_as
from casekit.tables import collect
from casekit.text import _
from casekit.value.rows import known_numbers, refuse_twice

_DECIMALS = 6


def whale_curve(customers: Any, *, profit: str, customer_id: str = "customer_id") -> Any:
    """The curve, one row a customer, best first.

    ``customers`` has one row a customer, on any engine; ``profit`` is money of one period. Returns a table of the same
    kind: customer_id, profit, place (1 is the best), share_of_customers, cumulative_profit (money), cumulative_share
    (of the total; missing when the total is not above 0: a share of a loss means nothing). Equal profits stand in the
    order of their customer_id. On pandas and Polars sorted by place.

    Raises CasekitError for missing columns or numbers, and for a customer in several rows. The sum of all profits is
    taken when the function is called.
    """
    rows = known_numbers(customers, _("The customers"), customer_id, {"profit": profit})
    sums = collect(rows.select(customers=nw.len(), total=nw.col("profit").sum()), _("The total of the curve"), 1)
    n, total = int(sums["customers"].iloc[0]), round(float(sums["total"].iloc[0]), _DECIMALS)
    placed = _placed_on_polars(rows) if rows.implementation.is_polars() else _placed(rows)
    share = nw.col("cumulative_profit") / total if total > 0 else nw.lit(None, dtype=nw.Float64)
    result = placed.select(
        "customer_id",
        "profit",
        "place",
        (nw.col("place") / n).alias("share_of_customers"),
        "cumulative_profit",
        share.alias("cumulative_share"),
    )
    if rows.implementation.is_polars():  # in its order already
        return result.to_native() if _is_lazy(customers) else result.collect().to_native()
    return leave_as(result, customers, "place")


def _placed(rows: nw.LazyFrame) -> nw.LazyFrame:
    refuse_twice(rows, "customer_id")
    rows = rows.with_columns(falling=nw.lit(0.0) - nw.col("profit"))
    order = ["falling", "customer_id"]
    if rows.implementation.is_pandas():  # one sort instead of one for each sum
        ranked = rows.collect().sort(*order)
        return ranked.with_columns(
            place=nw.col("profit").cum_count(), cumulative_profit=nw.col("profit").cum_sum()
        ).lazy()
    return rows.with_columns(
        place=nw.col("profit").cum_count().over(order_by=order),
        cumulative_profit=nw.col("profit").cum_sum().over(order_by=order),
    )


def _placed_on_polars(rows: nw.LazyFrame) -> nw.LazyFrame:
    """Polars sorts by one column many times as fast as by two, so ties keep the order they came in."""
    import polars as pl

    native = rows.to_native()
    who = pl.col("customer_id")
    if not native.select((who > who.shift(1)).all()).collect().item():
        refuse_twice(rows, "customer_id")
        native = native.sort("customer_id")
    native = native.sort("profit", descending=True, maintain_order=True)
    return nw.from_native(
        native.with_columns(
            place=pl.int_range(1, pl.len() + 1, dtype=pl.Int64), cumulative_profit=pl.col("profit").cum_sum()
        )
    )


def _is_lazy(table: Any) -> bool:
    return isinstance(nw.from_native(table), nw.LazyFrame)


@dataclass(frozen=True)
class Whale:
    """The curve in a few figures; money in the currency of the profit."""

    customers: int
    total: float
    winners: int
    """customers with a profit above 0"""
    losers: int
    """customers with a profit below 0"""
    peak: float
    """the profit of all winners together: the highest point of the curve"""
    tail: float
    """what the losers cost together, 0 or more: the fall from the peak to the end"""

    @property
    def peak_share(self) -> float:
        """The peak as a share of the total; above 1 as soon as one customer loses money. Not a number without a total
        above 0."""
        return self.peak / self.total if self.total > 0 else float("nan")

    @property
    def peak_at(self) -> float:
        """The share of customers that stand left of the peak."""
        return self.winners / self.customers


def whale(customers: Any, *, profit: str, customer_id: str = "customer_id") -> Whale:
    """Peak and tail of the whale curve, counted on the engine. Raises CasekitError as :func:`whale_curve`."""
    rows = known_numbers(customers, _("The customers"), customer_id, {"profit": profit})
    refuse_twice(rows, "customer_id")
    zero = nw.lit(0.0)
    marked = rows.with_columns(
        won=nw.when(nw.col("profit") > 0).then(nw.col("profit")).otherwise(zero),
        lost=nw.when(nw.col("profit") < 0).then(zero - nw.col("profit")).otherwise(zero),
        winner=nw.when(nw.col("profit") > 0).then(nw.lit(1)).otherwise(nw.lit(0)),
        loser=nw.when(nw.col("profit") < 0).then(nw.lit(1)).otherwise(nw.lit(0)),
    )
    sums = marked.select(
        nw.len().alias("customers"), *(nw.col(name).sum() for name in ("won", "lost", "winner", "loser"))
    )
    found = collect(sums, _("Peak and tail of the curve"), 1).iloc[0]
    won, lost = (round(float(found[name]), _DECIMALS) for name in ("won", "lost"))
    return Whale(
        int(found["customers"]),
        round(won - lost, _DECIMALS),
        int(found["winner"]),
        int(found["loser"]),
        peak=won,
        tail=lost,
    )
