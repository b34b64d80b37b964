"""The RFM summary as one writes it by hand on each engine: bare for clean data, and with the rules of rfm_summary."""

import numpy as np
import pandas as pd


def pandas_bare(table):
    days = table.groupby(["customer_id", "date"], as_index=False)["amount"].sum()
    return pandas_customers(days, days["date"].max())


def pandas_same_rules(table):
    keep = table["customer_id"].notna() & table["date"].notna() & np.isfinite(table["amount"])
    table = table[keep & (table["date"] <= pd.Timestamp.now())]
    table = table.assign(date=table["date"].dt.floor("D"))
    last_day = table["date"].max()
    days = table.groupby(["customer_id", "date"], as_index=False)["amount"].agg(["sum", "max"])
    days = days.rename(columns={"sum": "amount"})
    return pandas_customers(days, last_day, days["max"] >= 0)


def pandas_customers(days, last_day, bought=None):
    purchases = days if bought is None else days[bought]
    customers = purchases.groupby("customer_id")["date"].agg(["min", "max", "count"])
    first = days["customer_id"].map(customers["min"])
    later = days[days["date"] > first].groupby("customer_id")["amount"].sum().reindex(customers.index).fillna(0)
    frequency = customers["count"] - 1
    result = {
        "frequency": frequency,
        "recency": (customers["max"] - customers["min"]).dt.days,
        "T": (last_day - customers["min"]).dt.days,
        "monetary_value": (later / frequency).where(frequency > 0, 0),
    }
    return pd.DataFrame(result).reset_index()


def polars_bare(pl, frame):
    day = pl.col("date").cast(pl.Date)
    days = frame.group_by("customer_id", day).agg(pl.col("amount").sum())
    customers = days.group_by("customer_id").agg(
        frequency=pl.len().cast(pl.Int64) - 1,
        first=pl.col("date").min(),
        last=pl.col("date").max(),
        later=pl.col("amount").sum() - pl.col("amount").sort_by("date").first(),
    )
    return polars_customers(pl, customers, pl.col("last").max())


def polars_same_rules(pl, frame):
    known = pl.col("customer_id").is_not_null() & pl.col("date").is_not_null() & pl.col("amount").is_finite()
    rows = frame.filter(known).with_columns(pl.col("date").cast(pl.Date))
    rows = rows.filter(pl.col("date") <= pl.lit(pd.Timestamp.now().date()))
    days = rows.group_by("customer_id", "date").agg(pl.col("amount").sum(), top=pl.col("amount").max())
    purchases = days.filter(pl.col("top") >= 0).group_by("customer_id")
    customers = purchases.agg(
        frequency=pl.len().cast(pl.Int64) - 1, first=pl.col("date").min(), last=pl.col("date").max()
    )
    spent_later = days.join(customers.select("customer_id", "first"), on="customer_id")
    spent_later = spent_later.filter(pl.col("date") > pl.col("first")).group_by("customer_id")
    customers = customers.join(spent_later.agg(later=pl.col("amount").sum()), on="customer_id", how="left")
    customers = customers.with_columns(pl.col("later").fill_null(0.0))
    return polars_customers(pl, customers.join(days.select(end=pl.col("date").max()), how="cross"), pl.col("end"))


def polars_customers(pl, customers, end):
    mean = pl.when(pl.col("frequency") > 0).then(pl.col("later") / pl.col("frequency")).otherwise(0.0)
    return customers.select(
        "customer_id",
        "frequency",
        recency=(pl.col("last") - pl.col("first")).dt.total_days(),
        T=(end - pl.col("first")).dt.total_days(),
        monetary_value=mean,
    )


DUCKDB_CUSTOMERS = """
    select customer_id, frequency, last - first as recency, (select max(day) from days) - first as T,
        case when frequency > 0 then later / frequency else 0 end as monetary_value
    from customers where frequency >= 0
"""
DUCKDB_BARE = f"""
    with days as (select customer_id, date::date as day, sum(amount) as spent from held group by all),
    customers as (
        select customer_id, count(*) - 1 as frequency, min(day) as first, max(day) as last,
            sum(spent) - arg_min(spent, day) as later
        from days group by all)
    {DUCKDB_CUSTOMERS}
"""
DUCKDB_SAME_RULES = f"""
    with days as (
        select customer_id, date::date as day, sum(amount) as spent, max(amount) >= 0 as bought from held
        where customer_id is not null and isfinite(amount) and date::date <= current_date group by all),
    firsts as (select customer_id, min(day) as first from days where bought group by all),
    customers as (
        select customer_id, count(*) filter (bought) - 1 as frequency, any_value(first) as first,
            max(day) filter (bought) as last, coalesce(sum(spent) filter (day > first), 0) as later
        from days join firsts using (customer_id) group by all)
    {DUCKDB_CUSTOMERS}
"""
