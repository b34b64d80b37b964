"""Customers by group: industry, community, month of entry."""

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.grading.sales_rows import as_number, require_columns
from casekit.grading.totals import leave_as
from casekit.tables.frames import enter
from casekit.text import _

YES, NO = "yes", "no"


def group_totals(customers: Any, by: str, value: str) -> Any:
    """Customers, sales and mean sales of each group: industry (行业), community (社区), month of entry.

    A grouping without a ranking: no group is better than another by its name.

    Parameters
    ----------
    customers : a table with one row a customer, on any engine.
    by : the column with the group; a date counts by its month ("1997-01"), so a date of entry gives the months of
        entry; yes and no are groups of these names.
    value : the column with the customer's sales (money).

    Returns
    -------
    A table of the same kind, one row a group: group (text), customers (int64, all of the group), without_value (int64,
    those among them whose value is missing or not finite), sales, mean (of those with a value; missing when nobody has
    one), share (of all sales). Customers without a group are a row of their own, "(missing)". On pandas and Polars
    sorted by sales, highest first.

    Raises CasekitError for unknown columns and a value that is no number.
    """
    sums = group_sums(customers, {"group": by}, value).with_columns(all_sales=nw.col("sales").sum())
    result = sums.select(
        "group", "customers", "without_value", "sales", "mean", (nw.col("sales") / nw.col("all_sales")).alias("share")
    )
    return leave_as(result, customers, "sales", "group", descending=[True, False])


def group_sums(customers: Any, by: Mapping[str, str], value: str) -> nw.LazyFrame:
    """One row a group: the groups (text), customers, without_value, sales, mean; lazily, whatever the engine.

    ``by`` maps the name a grouping gets to its column; the rules are those of :func:`group_totals`.
    """
    frame = enter(customers, _("The customers"))
    schema = frame.collect_schema()
    require_columns(schema, [*by.values(), value], _("The customers’ columns"))
    known = (nw.col("value") > -float("inf")) & (nw.col("value") < float("inf"))
    groups = {name: _group(column, schema[column]) for name, column in by.items()}
    sums = (
        frame.lazy()
        .select(**groups, value=as_number(value, schema))
        .with_columns(known=nw.when(known).then(nw.lit(1)).otherwise(nw.lit(0)))
        .with_columns(value=nw.when(nw.col("known") == 1).then(nw.col("value")).otherwise(nw.lit(0.0)))
        .group_by(*by)
        .agg(customers=nw.len(), known=nw.col("known").sum(), sales=nw.col("value").sum())
    )
    return sums.select(
        *by,
        nw.col("customers").cast(nw.Int64),
        (nw.col("customers") - nw.col("known")).cast(nw.Int64).alias("without_value"),
        "sales",
        nw.when(nw.col("known") > 0).then(nw.col("sales") / nw.col("known")).alias("mean"),
    )


def group_text(value: Any) -> str:
    """A group as it is written: yes and no for true and false, "(missing)" for none."""
    if pd.isna(value) or value == "":
        return _("(missing)")
    if isinstance(value, (bool, np.bool_)):
        return YES if value else NO
    return str(value)


def _group(by: str, dtype: nw.dtypes.DType) -> nw.Expr:
    column = nw.col(by)
    if dtype == nw.Boolean:  # engines spell true and false differently
        text = nw.when(column).then(nw.lit(YES)).otherwise(nw.lit(NO))
    else:
        text = column.dt.to_string("%Y-%m") if _is_date(dtype) else column.cast(nw.String)
    missing = column.is_null() | (column == "") if dtype == nw.String else column.is_null()
    return nw.when(missing).then(nw.lit(_("(missing)"))).otherwise(text)


def _is_date(dtype: nw.dtypes.DType) -> bool:
    return dtype == nw.Date or isinstance(dtype, nw.Datetime)
