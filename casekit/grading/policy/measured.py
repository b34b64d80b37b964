"""The customers as a policy sees them: one clean column a measure, null where there is nothing to test."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.grading.policy.format import NO, YES, Measure, Policy
from casekit.grading.sales_rows import as_number, day_number, require_columns
from casekit.tables.frames import enter
from casekit.text import _

CUSTOMER = "customer_id"
_KINDS = {"number": nw.Float64(), "count": nw.Float64(), "date": nw.Datetime("us"), "month": nw.Datetime("us")}


@dataclass(frozen=True)
class Measured:
    """A customers' table with customer_id, a clean and a raw column a measure.

    Clean: numbers and counts Float64, dates and months whole numbers as Float64 (days as ``date.toordinal`` counts,
    months since the year 0), words as text; null (on pandas and Dask also nan) where the value is missing, not finite,
    below the measure's minimum or none of its words. Raw: as it came.
    """

    frame: nw.DataFrame | nw.LazyFrame
    schema: nw.Schema


def measured(policy: Policy, customers: Any, customer_id: str, names: list[str]) -> Measured:
    """The customers with a clean and a raw column for each measure of these names.

    Raises CasekitError for a table that lacks a column, and for a column of another kind than its measure.
    """
    frame = enter(customers, _("The customers"))
    schema = frame.collect_schema()
    require_columns(schema, [customer_id], _("The customers’ columns"))
    for name in names:
        measure = policy.measures[name]
        if measure.column not in schema:
            raise CasekitError(
                _(
                    "The policy “{policy}” tests {title}, but the customers have no column “{column}”; "
                    "they have: {columns}. Add or rename one."
                ).format(
                    policy=policy.id, title=measure.title, column=measure.column, columns=", ".join(map(str, schema))
                )
            )
    frame = _with_kinds(frame, [policy.measures[name] for name in names])
    schema = frame.collect_schema()
    columns = [nw.col(customer_id).alias(CUSTOMER)]
    for name in names:
        measure = policy.measures[name]
        columns += [_clean(measure, schema).alias(clean(name)), nw.col(measure.column).alias(raw(name))]
    return Measured(frame.select(*columns), schema)


def in_steps(frame: nw.LazyFrame, steps: Iterable[dict[str, nw.Expr]]) -> nw.LazyFrame:
    """The frame with more columns, each step's columns before those of the next."""
    for columns in steps:
        frame = frame.with_columns(**columns) if columns else frame
    return frame


def clean(measure: str) -> str:
    """The name of a measure's clean column."""
    return f"__{measure}"


def raw(measure: str) -> str:
    """The name of a measure's column as it came."""
    return f"__{measure}__raw"


def _with_kinds(frame: nw.DataFrame | nw.LazyFrame, measures: list[Measure]) -> nw.DataFrame | nw.LazyFrame:
    """Columns that are blank from top to bottom get the kind of their measure: a file does not tell it.

    Only where the table is in memory; an engine's table has a kind for every column.
    """
    if isinstance(frame, nw.LazyFrame):
        return frame
    blank = {measure.column: measure.kind for measure in measures if frame[measure.column].is_null().all()}
    return frame.with_columns(
        **{name: nw.lit(None, dtype=_KINDS.get(kind, nw.String())) for name, kind in blank.items()}
    )


def _clean(measure: Measure, schema: nw.Schema) -> nw.Expr:
    if measure.blank is None:
        return _known(measure, schema)
    blank = nw.lit(float(measure.blank) if measure.kind in ("number", "count") else measure.blank)
    column = nw.col(measure.column)
    empty = column.is_null()
    if schema[measure.column].is_float():
        empty = empty | column.is_nan()
    if schema[measure.column] == nw.String:
        empty = empty | (column == "")
    return nw.when(empty).then(blank).otherwise(_known(measure, schema))


def _known(measure: Measure, schema: nw.Schema) -> nw.Expr:
    dtype = schema[measure.column]
    if measure.kind in ("number", "count"):
        number = as_number(measure.column, schema)
        lowest = number > -float("inf") if measure.minimum is None else number >= measure.minimum
        return nw.when(lowest & (number < float("inf"))).then(number)
    if measure.kind in ("date", "month"):
        return _day_or_month(measure, dtype)
    if measure.kind == "yes/no" and dtype == nw.Boolean:
        column = nw.col(measure.column)
        return nw.when(column).then(nw.lit(YES)).when(~column).then(nw.lit(NO))
    if not isinstance(dtype, (nw.String, nw.Categorical, nw.Enum)):
        raise CasekitError(
            _("Column “{name}” must hold {kind}, but it holds {dtype}; turn it into text first.").format(
                name=measure.column, kind=_("yes or no") if measure.kind == "yes/no" else _("words"), dtype=dtype
            )
        )
    word = nw.col(measure.column).cast(nw.String)
    known = word.is_in(measure.words) if measure.words else word != ""
    return nw.when(known).then(word)


def _day_or_month(measure: Measure, dtype: nw.dtypes.DType) -> nw.Expr:
    if dtype != nw.Date and not isinstance(dtype, nw.Datetime):
        raise CasekitError(
            _(
                "Column “{name}” must hold dates, but it holds {kind}; "
                "turn it into dates first (in pandas: pd.to_datetime)."
            ).format(name=measure.column, kind=dtype)
        )
    column = nw.col(measure.column)
    if measure.kind == "date":
        return day_number(column)
    return column.dt.year().cast(nw.Float64) * 12 + column.dt.month().cast(nw.Float64) - 1
