"""The summary of each customer in three forms of the same arithmetic, each where its engine is quick.

* arrays: pandas, by sorting whole numbers;
* ordered: Polars and DuckDB, which can take a group's first value by order;
* joined: Spark, Dask and any other engine, with nothing but grouping and joining.

Each gives one row a customer with at least one purchase: customer_id; frequency; recency and T in days; repeat_spend,
all spending, less returns, after the first purchase day.
"""

from datetime import date

import narwhals
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.grading.purchase_history import purchase_history
from casekit.grading.sales_rows import AMOUNT, CUSTOMER, DAY, SalesRows

_NEVER = date(9999, 12, 31)  # sorts a day without a purchase behind all purchases
_PARTS = (CUSTOMER, "frequency", "recency", "T", "repeat_spend")


def summarise(rows: SalesRows) -> nw.DataFrame | nw.LazyFrame:
    """The summary in the form that suits the engine; eager tables come sorted by customer."""
    if rows.on_pandas:
        return nw.from_native(_arrays_form(rows), eager_only=True)
    if isinstance(rows.frame, nw.DataFrame):
        return _form(rows.as_lazy()).sort(CUSTOMER).collect()
    return _form(rows)


def counted_arrays(rows: SalesRows) -> tuple[np.ndarray, np.ndarray, np.ndarray, pd.Index]:
    """Customer codes, days and amounts of the rows that count, and the customers the codes stand for (pandas)."""
    codes, day, amount, customers = all_arrays(rows)
    counted = (codes >= 0) & np.isfinite(amount) & (day <= np.datetime64(rows.last_allowed))  # no date: false
    if not counted.all():
        codes, day, amount = codes[counted], day[counted], amount[counted]
    return codes, day, amount, customers


def all_arrays(rows: SalesRows) -> tuple[np.ndarray, np.ndarray, np.ndarray, pd.Index]:
    """Customer codes (−1 when missing), days (datetime64[D]) and amounts (nan when missing) of every row (pandas)."""
    table = rows.frame.to_native()
    codes, customers = pd.factorize(table[CUSTOMER])
    customers = pd.Index(customers, name=CUSTOMER)
    if "" in customers:
        codes = np.where(codes == customers.get_loc(""), -1, codes)
    day = table[DAY].to_numpy("datetime64[D]")
    amount = table[AMOUNT].to_numpy("float64", na_value=np.nan)
    return codes, day, amount, customers


def _arrays_form(rows: SalesRows) -> pd.DataFrame:
    codes, day, amount, customers = counted_arrays(rows)
    end = rows.end or (day.max() if len(day) else rows.last_allowed)
    if rows.returns == "ignore":
        bought = amount >= 0
        codes, day, amount = codes[bought], day[bought], amount[bought]
    history = purchase_history(codes, day.view("int64"), amount, len(customers))
    buyers = history.purchase_days > 0
    parts = (
        customers,
        history.purchase_days - 1,
        history.last - history.first,
        np.datetime64(end, "D").view("int64") - history.first,
        history.repeat_spend,
    )
    table = pd.DataFrame({name: values[buyers] for name, values in zip(_PARTS, parts, strict=True)})
    return table.sort_values(CUSTOMER, ignore_index=True)


def _form(rows: SalesRows) -> nw.LazyFrame:
    return _ordered_form(rows) if rows.has_dates else _joined_form(rows)


def _ordered_form(rows: SalesRows) -> nw.LazyFrame:
    counted = rows.counted()
    purchase = nw.when(nw.col("top") >= 0).then(nw.col(DAY))
    days = (
        counted.with_columns(spend=rows.spending)
        .group_by(CUSTOMER, DAY)
        .agg(nw.col("spend").sum(), top=nw.col(AMOUNT).max())
        .with_columns(purchase=purchase)
        .with_columns(order=nw.col("purchase").fill_null(_NEVER))
    )
    # taking the first by order is not in the stable interface yet; the rest of the room keeps to the stable one
    column = narwhals.col
    customers = (
        narwhals.from_native(days.to_native())
        .group_by(CUSTOMER)
        .agg(
            column("spend").sum(),
            purchase_days=column("purchase").count().cast(narwhals.Int64),
            first=column("purchase").min(),
            last=column("purchase").max(),
            first_spend=column("spend").first(order_by="order"),
        )
    )
    column = nw.col
    customers = nw.from_native(customers.to_native()).filter(column("purchase_days") > 0)
    repeat_spend = column("spend") - column("first_spend")
    if rows.returns == "net":
        customers = customers.join(_returned_too_early(counted), on=CUSTOMER, how="left")
        repeat_spend = repeat_spend - column("too_early").fill_null(0.0)
    if rows.end is None:
        customers = customers.join(counted.select(end=column(DAY).max()), how="cross")
    else:
        customers = customers.with_columns(end=nw.lit(rows.end))
    return customers.select(
        CUSTOMER,
        frequency=column("purchase_days") - 1,
        recency=_days_between(rows, "last", "first"),
        T=_days_between(rows, "end", "first"),
        repeat_spend=repeat_spend,
    )


def _returned_too_early(counted: nw.LazyFrame) -> nw.LazyFrame:
    """Returns dated before their customer's first purchase: only customers with returns are looked at."""
    returns = counted.filter(nw.col(AMOUNT) < 0)
    first = (
        counted.filter(nw.col(AMOUNT) >= 0)
        .join(returns.select(CUSTOMER), on=CUSTOMER, how="semi")
        .group_by(CUSTOMER)
        .agg(first=nw.col(DAY).min())
    )
    early = returns.join(first, on=CUSTOMER).filter(nw.col(DAY) < nw.col("first"))
    return early.group_by(CUSTOMER).agg(too_early=nw.col(AMOUNT).sum())


def _days_between(rows: SalesRows, later: str, earlier: str) -> nw.Expr:
    difference = nw.col(later) - nw.col(earlier)
    if rows.frame.implementation.is_duckdb():
        return difference.cast(nw.Int64)  # two dates differ by a number there, by a duration elsewhere
    return difference.dt.total_minutes() // (24 * 60)


def _joined_form(rows: SalesRows) -> nw.LazyFrame:
    column = nw.col
    days = (
        rows.counted()
        .with_columns(column(DAY).cast(nw.Int64), spend=rows.spending)
        .group_by(CUSTOMER, DAY)
        .agg(column("spend").sum(), top=column(AMOUNT).max())
    )
    buyers = (
        days.filter(column("top") >= 0)
        .group_by(CUSTOMER)
        .agg(purchase_days=nw.len(), first=column(DAY).min(), last=column(DAY).max())
    )
    later = nw.when(column(DAY) > column("first")).then(column("spend")).otherwise(nw.lit(0.0))
    spending = (
        days.join(buyers.select(CUSTOMER, "first"), on=CUSTOMER)
        .with_columns(later=later)
        .group_by(CUSTOMER)
        .agg(repeat_spend=column("later").sum())
    )
    customers = buyers.join(spending, on=CUSTOMER)
    if rows.end is None:
        latest = days.select(end=column(DAY).max()).with_columns(one=nw.lit(1))
        customers = customers.with_columns(one=nw.lit(1)).join(latest, on="one")  # Dask has no cross join
    else:
        customers = customers.with_columns(end=nw.lit(rows.end.toordinal()))
    return customers.select(
        CUSTOMER,
        frequency=column("purchase_days").cast(nw.Int64) - 1,
        recency=column("last") - column("first"),
        T=column("end") - column("first"),
        repeat_spend=column("repeat_spend"),
    )
