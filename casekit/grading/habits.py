"""Customers from habit: who comes regularly, and what their baskets are like."""

from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.quantile_edges import distinct_values, quantile_edges
from casekit.grading.rfm_forms import counted_arrays
from casekit.grading.sales_rows import (
    AMOUNT,
    CUSTOMER,
    DAY,
    SalesRows,
    as_number,
    day_number,
    require_columns,
    sales_rows,
)
from casekit.grading.totals import leave_as
from casekit.tables.frames import enter
from casekit.text import _


def habit_classes(
    transactions: Any,
    *,
    customer_id: str,
    date: str,
    amount: str | None = None,
    end: Any = None,
    days: int = 90,
    visits: int = 6,
) -> Any:
    """Customers from habit (习惯性顾客): those with at least ``visits`` visits in the last ``days`` days.

    Parameters
    ----------
    transactions : one row a visit or purchase, on any engine. Several rows of one day are one visit.
    customer_id, date : its columns. amount : when given, rows with a negative amount (returns) are no visits.
    end : the last day that counts, itself included; by default the last date among the rows.
    days, visits : the window, ``end`` included, and the number that makes a habit. Both are ours: the source says
        "regularly" and no number; every two weeks, six visits in 90 days, is the default.

    Returns a table of the same kind, one row a customer with a visit up to ``end``: customer_id, visits (int64, in the
    window), from_habit (true or false). Rows are left out by the rules of :func:`~casekit.grading.rfm_summary`.

    Raises CasekitError for unknown columns, an ``end`` that is no date, and numbers below 1.
    """
    for name, number in (("days", days), ("visits", visits)):
        if isinstance(number, bool) or not isinstance(number, int) or number < 1:
            raise CasekitError(
                _("“{name}” must be a whole number from 1 on, but it is {number!r}.").format(name=name, number=number)
            )
    rows = sales_rows(transactions, customer_id, date, amount, end, "D", "ignore")
    visited = _visits(rows).group_by(CUSTOMER, DAY).agg(rows=nw.len())
    last = nw.lit(rows.end.toordinal()) if rows.end is not None else nw.col(DAY).max()
    recent = nw.when(nw.col(DAY) > nw.col("last") - days).then(nw.lit(1)).otherwise(nw.lit(0))
    counts = (
        visited.with_columns(last=last)
        .with_columns(recent=recent)
        .group_by(CUSTOMER)
        .agg(visits=nw.col("recent").sum())
        .select(CUSTOMER, nw.col("visits").cast(nw.Int64), from_habit=nw.col("visits") >= visits)
    )
    return leave_as(counts, transactions, CUSTOMER)


def _visits(rows: SalesRows) -> nw.LazyFrame:
    """Customer and day number of each row that is a visit."""
    if rows.on_pandas:
        codes, day, amount, customers = counted_arrays(rows)
        bought = amount >= 0
        days = day.view("int64") + _ORDINAL_OF_1970
        table = pd.DataFrame({CUSTOMER: customers.take(codes[bought]), DAY: days[bought]})
        return nw.from_native(table).lazy()
    visits = rows.counted().filter(nw.col(AMOUNT) >= 0).lazy()
    day = day_number(nw.col(DAY)) if rows.has_dates else nw.col(DAY)
    return visits.select(CUSTOMER, day.cast(nw.Int64))


_ORDINAL_OF_1970 = 719_163  # date(1970, 1, 1).toordinal(): numpy counts days from there


@dataclass(frozen=True)
class BasketRules:
    """What makes a basket thrifty or quality-minded; the numbers are ours, the source names the types only.

    ``thrifty_at_most`` and ``quality_at_least`` are multiples of the shop's usual price per item (the median over
    customers); ``fashion_share`` is the least share of new releases among the items of a fashion-seeking customer.
    """

    thrifty_at_most: float = 0.8
    quality_at_least: float = 1.25
    fashion_share: float = 0.5

    def __post_init__(self):
        if not 0 < self.thrifty_at_most < self.quality_at_least or not 0 < self.fashion_share <= 1:
            raise CasekitError(
                _("Basket rules need 0 < thrifty_at_most < quality_at_least and 0 < fashion_share ≤ 1; mend them.")
            )


def basket_classes(
    transactions: Any,
    *,
    customer_id: str,
    amount: str,
    quantity: str,
    new_releases: str | None = None,
    rules: BasketRules | None = None,
) -> Any:
    """Basket habits (购物习惯): thrifty (节约型), quality-minded (讲究品质型), fashion-seeking (追求时尚型).

    Parameters
    ----------
    transactions : one row a purchase or line, on any engine.
    customer_id, amount, quantity : its columns: who, money of the row, items of the row.
    new_releases : the column with how many of the row's items were new releases. Without it fashion-seeking cannot be
        told from these data: nobody is called so, and fashion_seeking says so.
    rules : :class:`BasketRules`.

    Returns
    -------
    A table of the same kind, one row a customer with items: customer_id, price_per_item (money: all spending over all
    items), basket ("fashion-seeking" before "thrifty" and "quality-minded", and "mixed" in between), fashion_seeking
    ("yes", "no", or "cannot be told"). A high price per item may be the goods' and not the taste's: compare within one
    kind of goods where you can.

    Left out: rows without customer, amount or quantity, returns (negative amount) and rows without items.
    Raises CasekitError for unknown columns and columns without numbers.
    """
    rules = rules or BasketRules()
    frame = enter(transactions, _("The transactions"))
    schema = frame.collect_schema()
    names = [customer_id, amount, quantity, *([new_releases] if new_releases else [])]
    require_columns(schema, names, _("The transactions"))
    new = as_number(new_releases, schema) if new_releases else nw.lit(0.0)
    customers = (
        frame.lazy()
        .select(
            nw.col(customer_id).alias(CUSTOMER),
            amount=as_number(amount, schema),
            items=as_number(quantity, schema),
            new=new,
        )
        .filter(~nw.col(CUSTOMER).is_null(), _at_least("amount", 0), _at_least("items", 1e-9))
        .group_by(CUSTOMER)
        .agg(nw.col("amount").sum(), nw.col("items").sum(), nw.col("new").sum())
        .with_columns(
            price_per_item=(nw.col("amount") / nw.col("items")).round(9), new_share=nw.col("new") / nw.col("items")
        )
    )
    values, counts = distinct_values(customers, "price_per_item", nw.col("price_per_item"))
    usual = float(quantile_edges(values, counts, 2)[0]) if len(values) else 0.0
    price, fashion = nw.col("price_per_item"), nw.col("new_share") >= rules.fashion_share
    quality = nw.when(price >= usual * rules.quality_at_least).then(nw.lit("quality-minded")).otherwise(nw.lit("mixed"))
    basket = nw.when(price <= usual * rules.thrifty_at_most).then(nw.lit("thrifty")).otherwise(quality)
    told = nw.lit("cannot be told")
    if new_releases:
        basket = nw.when(fashion).then(nw.lit("fashion-seeking")).otherwise(basket)
        told = nw.when(fashion).then(nw.lit("yes")).otherwise(nw.lit("no"))
    result = customers.select(CUSTOMER, "price_per_item", basket.alias("basket"), told.alias("fashion_seeking"))
    return leave_as(result, transactions, CUSTOMER)


def _at_least(name: str, least: float) -> nw.Expr:
    return (nw.col(name) >= least) & (nw.col(name) < float("inf"))
