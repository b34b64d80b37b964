"""What the functions of this room share: checked columns, days as whole numbers, blanks, sentences on any engine."""

import math
from collections.abc import Collection, Iterable
from datetime import date, datetime
from numbers import Integral, Real
from string import Formatter
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError, warn_left_out
from casekit.tables.frames import enter
from casekit.text import _

BLANK = ("", "-", "unknown", "n/a", "?")
Frame = nw.DataFrame | nw.LazyFrame
_THERE = "__there"


def enter_with(table: Any, role: str, columns: Iterable[str]) -> Frame:
    """The table as a narwhals frame that has these columns.

    Raises CasekitError when it is no table or a column is not there; ``role`` names the table in the sentence.
    """
    frame = enter(table, role)
    schema = frame.collect_schema()
    for name in columns:
        if name not in schema:
            raise CasekitError(
                _("{role} have no column “{name}”; they have: {names}.").format(
                    role=role, name=name, names=", ".join(map(str, schema))
                )
            )
    return frame


def of_one_engine(first: Frame, second: Frame, role: str, *keys: str) -> None:
    """CasekitError when two tables cannot be joined by these columns.

    They must come from one engine (and one DuckDB connection), and hold the keys in one kind, text or numbers.
    """
    if first.implementation is not second.implementation:
        raise CasekitError(
            _("{role} are a table of {second}, the others of {first}; bring all tables to one kind first.").format(
                role=role, first=first.implementation.value, second=second.implementation.value
            )
        )
    if first.implementation.is_duckdb():
        import duckdb

        try:
            first.to_native().set_alias("first").join(second.to_native().set_alias("second"), condition="1 = 0")
        except duckdb.InvalidInputException:
            raise CasekitError(
                _("{role} come from another DuckDB connection; read all tables with the same one.").format(role=role)
            ) from None
    for name in keys:
        kinds = first.collect_schema()[name], second.collect_schema()[name]
        if is_text(kinds[0]) != is_text(kinds[1]):
            raise CasekitError(
                _("Column “{name}” holds {one} in one table and {other} in another; bring it to one kind.").format(
                    name=name, one=kinds[0], other=kinds[1]
                )
            )


def distinct(frame: nw.LazyFrame, *columns: str) -> nw.LazyFrame:
    """Each combination of these columns once. Grouped, because Dask cannot join what it has dropped duplicates from."""
    return frame.group_by(*columns).agg(**{_THERE: nw.len()}).select(*columns)


def present(frame: nw.LazyFrame, other: nw.LazyFrame, *columns: str) -> nw.LazyFrame:
    """The rows whose combination of these columns occurs in ``other`` (a semi-join, for every engine)."""
    return frame.join(distinct(other, *columns), on=list(columns))


def absent(frame: nw.LazyFrame, other: nw.LazyFrame, *columns: str) -> nw.LazyFrame:
    """The rows whose combination of these columns does not occur in ``other`` (an anti-join, for every engine)."""
    marked = distinct(other, *columns).with_columns(**{_THERE: nw.lit(1)})
    joined = frame.join(marked, on=list(columns), how="left")
    return joined.filter(nw.col(_THERE).is_null()).drop(_THERE)


def leave_as(result: Frame, given: Frame, *order: str, descending: bool | list[bool] = False) -> Any:
    """The result as the kind of table that came in: sorted when eager, in no order when lazy."""
    if isinstance(given, nw.DataFrame):
        native = result.lazy().sort(*order, descending=descending).collect().to_native()
        return native.reset_index(drop=True) if given.implementation.is_pandas() else native
    return result.to_native()


def usable(frame: Frame, good: nw.Expr, what: str) -> Frame:
    """The rows where ``good`` holds. What is left out is said as a warning on an eager table.

    ``what`` is a sentence with the number {n} in it: "{n} bills without customer, month or fee."
    """
    kept = frame.filter(good)
    if isinstance(frame, nw.DataFrame):
        say_left_out(len(frame) - len(kept), what)
    return kept


def say_left_out(n: int, what: str) -> None:
    """Warn that ``n`` rows were left out, when there are any."""
    if n:
        warn_left_out(what.format(n=f"{n:,}"))


def is_known(number: nw.Expr) -> nw.Expr:
    """True for a finite number: every engine keeps not-a-number outside one of the two comparisons."""
    return (number > -float("inf")) & (number < float("inf"))


def as_date(value: Any, name: str) -> date:
    """A date from a date, a Timestamp, numpy's date or a text like "2025-12-31"; CasekitError for anything else."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        if not isinstance(moment, date):
            moment = moment.astype("datetime64[D]").item()  # numpy's dates
        return date(moment.year, moment.month, moment.day)
    except (AttributeError, ValueError, TypeError):
        raise CasekitError(
            _("“{name}” is {value!r}, which is no date; write it like “2025-12-31”.").format(name=name, value=value)
        ) from None


def whole_number(value: Any, name: str, least: int = 0) -> int:
    """The value when it is a whole number from ``least`` on, else CasekitError."""
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise CasekitError(
            _("“{name}” must be a whole number from {least} on, but it is {value!r}.").format(
                name=name, least=least, value=value
            )
        )
    return int(value)


def number_within(value: Any, name: str, least: float = 0, most: float = math.inf) -> float:
    """The value when it is a finite number from ``least`` to ``most``, else CasekitError."""
    if not isinstance(value, bool) and isinstance(value, Real) and math.isfinite(value) and least <= value <= most:
        return float(value)
    allowed = _("from {least:g} on") if most == math.inf else _("from {least:g} to {most:g}")
    raise CasekitError(
        _("“{name}” must be a number {allowed}, but it is {value!r}.").format(
            name=name, allowed=allowed.format(least=least, most=most), value=value
        )
    )


def day_of(frame: Frame, name: str) -> nw.Expr:
    """The column's day as ``date.toordinal`` counts (Float64, missing where there is no date).

    Year and day of the year, because no difference of dates works on every engine; in floating point, because Dask
    holds a missing year as not-a-number. CasekitError when the column holds no dates.
    """
    dtype = frame.collect_schema()[name]
    if dtype != nw.Date and not isinstance(dtype, nw.Datetime):
        raise CasekitError(
            _(
                "Column “{name}” must hold dates, but it holds {kind}; "
                "turn it into dates first (in pandas: pd.to_datetime)."
            ).format(name=name, kind=dtype)
        )
    before = nw.col(name).dt.year().cast(nw.Float64) - 1
    leap_days = before // 4 - before // 100 + before // 400
    return before * 365 + leap_days + nw.col(name).dt.ordinal_day().cast(nw.Float64)


def number_of(frame: Frame, name: str) -> nw.Expr:
    """The column as Float64; CasekitError when it does not hold numbers."""
    dtype = frame.collect_schema()[name]
    if not dtype.is_numeric():
        raise CasekitError(
            _("Column “{name}” must hold numbers, but it holds {kind}; turn it into numbers first.").format(
                name=name, kind=dtype
            )
        )
    return nw.col(name).cast(nw.Float64)


def yes_no_of(frame: Frame, name: str) -> nw.Expr:
    """The column of yes and no; CasekitError when it holds anything else."""
    dtype = frame.collect_schema()[name]
    if dtype != nw.Boolean:
        raise CasekitError(
            _("Column “{name}” must hold yes and no (true and false), but it holds {kind}; turn it first.").format(
                name=name, kind=dtype
            )
        )
    return nw.col(name)


def is_blank(frame: Frame, name: str, blank: Collection[str] = ("",)) -> nw.Expr:
    """True where the column says nothing: missing, not-a-number, or one of the ``blank`` words (large or small).

    Zero and "no" say something.
    """
    dtype, column = frame.collect_schema()[name], nw.col(name)
    if is_text(dtype):
        return column.is_null() | plain_word(name).is_in([word.strip().lower() for word in blank])
    return column.is_null() | column.is_nan() if dtype.is_float() else column.is_null()


def plain_word(name: str) -> nw.Expr:
    """A text column without the spaces around it, in small letters."""
    return nw.col(name).cast(nw.String).str.strip_chars().str.to_lowercase()


def is_text(dtype: nw.dtypes.DType) -> bool:
    """True for a column of texts: categories among them, and pandas' columns of anything, which are read as text."""
    return dtype in (nw.String, nw.Categorical, nw.Object) or isinstance(dtype, nw.Enum)


def one_if(condition: nw.Expr) -> nw.Expr:
    """1 where the condition holds, 0 where it does not or cannot be told."""
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def sentence(template: str, **parts: nw.Expr | str | int) -> nw.Expr:
    """A text column made from a translated template with {names} in it; missing where one of its parts is.

    A part that is no expression is put in as it is.
    """
    pieces = []
    for text, name, _spec, _conversion in Formatter().parse(template):
        if text:
            pieces.append(nw.lit(text))
        if name:
            part = parts[name]
            pieces.append(part.cast(nw.String) if isinstance(part, nw.Expr) else nw.lit(str(part)))
    return nw.concat_str(pieces)


def day_text(name: str) -> nw.Expr:
    """A date written as 2025-12-31."""
    return nw.col(name).dt.to_string("%Y-%m-%d")


def whole_text(number: nw.Expr) -> nw.Expr:
    """A whole number held in floating point, written without a point. Must not be missing anywhere."""
    return number.cast(nw.Int64).cast(nw.String)
