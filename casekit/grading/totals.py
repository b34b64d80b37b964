"""One total a customer, out of any table: the ground of classes, shares and groups."""

from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError, warn_left_out
from casekit.grading.sales_rows import as_number, nobody, require_columns
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

_DECIMALS = 9


def customer_totals(table: Any, customer_id: str, value: str) -> nw.LazyFrame:
    """customer_id and value, rows of the same customer added up; computed lazily, whatever the engine.

    Rows without a customer are left out (said as a warning on an eager table). Raises CasekitError for a missing
    column, a value that is no number, missing or not finite, and for a total that is not above 0: shares of it would
    mean nothing.
    """
    frame = enter(table, _("The customers"))
    schema = frame.collect_schema()
    require_columns(schema, [customer_id, value], _("The customers’ columns"))
    rows = frame.lazy().select(nw.col(customer_id).alias("customer_id"), as_number(value, schema).alias("value"))
    missing = nobody(nw.col("customer_id"), schema[customer_id])
    if isinstance(frame, nw.DataFrame):
        _say_left_out(rows.filter(missing))
    rows = rows.filter(~missing)
    _check_values(rows.select("value"), value)
    totals = rows.group_by("customer_id").agg(nw.col("value").sum())
    return totals.with_columns(nw.col("value").round(_DECIMALS))  # so that the order of adding up makes no difference


def values_only(table: Any, value: str) -> nw.LazyFrame:
    """The column "value" of a table with one row a customer; CasekitError as :func:`customer_totals`."""
    frame = enter(table, _("The customers"))
    schema = frame.collect_schema()
    require_columns(schema, [value], _("The customers’ columns"))
    rows = frame.lazy().select(as_number(value, schema).alias("value"))
    _check_values(rows, value)
    return rows


def leave_as(result: nw.LazyFrame, table: Any, *order: str, descending: bool | list[bool] = False) -> Any:
    """The result as the kind of table that came in: sorted when eager, in no order when lazy."""
    if isinstance(nw.from_native(table), nw.DataFrame):
        native = result.sort(*order, descending=descending).collect().to_native()
        return native.reset_index(drop=True) if result.implementation.is_pandas() else native
    return result.to_native()


def _say_left_out(nobodies: nw.LazyFrame) -> None:
    lost = nobodies.select(rows=nw.len(), value=nw.col("value").sum()).collect()
    rows, value = int(lost["rows"][0]), lost["value"][0]
    if rows:
        warn_left_out(_("{n} rows without a customer (together {value}).").format(n=f"{rows:,}", value=f"{value:,.2f}"))


def _check_values(rows: nw.LazyFrame, name: str) -> None:
    known = (nw.col("value") > -float("inf")) & (nw.col("value") < float("inf"))
    known = nw.when(known).then(nw.lit(1)).otherwise(nw.lit(0))
    marked = rows.with_columns(known=known)
    counts = marked.select(rows=nw.len(), known=nw.col("known").sum(), total=nw.col("value").sum())
    check = collect(counts, _("The total of “{name}”").format(name=name), 1).iloc[0]
    missing = int(check["rows"] - check["known"]) if check["rows"] else 0
    if missing:
        raise CasekitError(
            _("{n} rows have no “{name}”; fill it in or take them out.").format(n=f"{missing:,}", name=name)
        )
    if not check["total"] > 0:
        raise CasekitError(
            _("The total of “{name}” is {total}, so shares of it mean nothing; it must be above 0.").format(
                name=name, total=check["total"]
            )
        )
