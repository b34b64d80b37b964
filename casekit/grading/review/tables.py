"""What the reviews share: checked columns, joins that work on every engine, numbers and words in bounds."""

import math
from collections.abc import Callable, Iterable
from datetime import date, datetime
from numbers import Integral, Real
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.grading.sales_rows import nobody, require_columns
from casekit.tables.frames import enter
from casekit.text import _

Frame = nw.DataFrame | nw.LazyFrame
_THERE = "__there"


def enter_with(table: Any, role: str, columns: Iterable[str]) -> Frame:
    """The table as a narwhals frame that has these columns; CasekitError when one is missing."""
    frame = enter(table, role)
    require_columns(frame.collect_schema(), list(columns), role)
    return frame


def of_one_engine(first: Frame, second: Frame, role: str) -> None:
    """CasekitError when two tables come from two engines and cannot be joined; ``role`` names the second."""
    if first.implementation is not second.implementation:
        raise CasekitError(
            _("{role} are a table of {second}, the others of {first}; bring all tables to one kind first.").format(
                role=role, first=first.implementation.value, second=second.implementation.value
            )
        )


def distinct(frame: nw.LazyFrame, *columns: str) -> nw.LazyFrame:
    """Each combination of these columns once. Grouped, because Dask cannot join what it has dropped duplicates from."""
    return frame.group_by(*columns).agg(**{_THERE: nw.len()}).select(*columns)


def absent(frame: nw.LazyFrame, other: nw.LazyFrame, *columns: str) -> nw.LazyFrame:
    """The rows whose combination of these columns does not occur in ``other`` (an anti-join, for every engine)."""
    marked = distinct(other, *columns).with_columns(**{_THERE: nw.lit(1)})
    joined = frame.join(marked, on=list(columns), how="left")
    return joined.filter(nw.col(_THERE).is_null()).drop(_THERE)


def by_rows(frame: nw.LazyFrame, step: Callable[[nw.LazyFrame], nw.LazyFrame]) -> nw.LazyFrame:
    """What a step that looks at one row at a time makes of the frame.

    On Dask it is done whole, partition by partition: hundreds of small expressions are hundreds of tasks there, and
    planning them takes longer than the work. Spark would write every expression out again at each place where a later
    filter uses it, until its memory is full: there the result is a point behind which it no longer looks, and is kept
    for those who read it twice.
    """
    if frame.implementation.is_pyspark():
        return nw.from_native(step(frame).to_native().localCheckpoint(eager=False)).lazy()
    if not frame.implementation.is_dask():
        return step(frame)

    def whole(part: Any) -> Any:
        return step(nw.from_native(part).lazy()).collect().to_native()

    table = frame.to_native()
    return nw.from_native(table.map_partitions(whole, meta=whole(table._meta_nonempty).iloc[:0])).lazy()


def word_of(frame: Frame, name: str) -> nw.Expr:
    """The column as text, "(missing)" where it is null or empty; CasekitError when it holds dates or decimals."""
    dtype = frame.collect_schema()[name]
    if dtype.is_float() or dtype.is_temporal():
        raise CasekitError(
            _("Column “{name}” must hold words, but it holds {kind}; turn it into words first.").format(
                name=name, kind=dtype
            )
        )
    column = nw.col(name)
    return nw.when(nobody(column, dtype)).then(nw.lit(_("(missing)"))).otherwise(column.cast(nw.String))


def is_known(number: nw.Expr) -> nw.Expr:
    """True for a finite number: every engine keeps not-a-number outside one of the two comparisons."""
    return (number > -math.inf) & (number < math.inf)


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


def share_below_one(value: Any, name: str, *, above_zero: bool = False) -> float:
    """The value when it is a share from 0 (or above it) to below 1, else CasekitError."""
    if not isinstance(value, bool) and isinstance(value, Real) and 0 <= value < 1 and (value > 0 or not above_zero):
        return float(value)
    allowed = _("above 0 and below 1") if above_zero else _("from 0 to below 1")
    raise CasekitError(
        _("“{name}” is a share {allowed} (0.05 is 5 %), but it is {value!r}.").format(
            name=name, allowed=allowed, value=value
        )
    )
