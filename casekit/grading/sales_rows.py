"""The rows of a transactions table as the RFM functions see them: three columns, checked arguments, declared rules.

Which rows count is decided here and nowhere else, so that a summary and the report of what it leaves out agree.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.tables.frames import collect, enter
from casekit.text import _

DAYS_IN_UNIT = {"D": 1.0, "W": 7.0, "M": 365.25 / 12, "Y": 365.25}
RETURNS = ("net", "ignore", "refuse")
CUSTOMER, DAY, AMOUNT = "customer_id", "__day", "__amount"
_INFINITE = float("inf")


@dataclass(frozen=True)
class SalesRows:
    """A transactions table with its three columns renamed, no row left out yet.

    ``frame`` has customer_id, a day and a Float64 amount. The day is a Date where the engine is quick with dates
    (Polars, DuckDB), the untouched date on pandas, and elsewhere a whole number, as ``date.toordinal`` counts.
    ``end`` is the caller's last day or None; ``last_allowed`` the last day that counts (``end``, else today).
    """

    frame: nw.DataFrame | nw.LazyFrame
    end: date | None
    last_allowed: date
    unit_days: float
    returns: str

    @property
    def on_pandas(self) -> bool:
        return self.frame.implementation.is_pandas()

    @property
    def has_dates(self) -> bool:
        """True when the day is a Date, false when it is a whole number."""
        return _quick_with_dates(self.frame)

    @property
    def customer_missing(self) -> nw.Expr:
        """True for a null, an empty text or not-a-number as customer."""
        return nobody(nw.col(CUSTOMER), self.frame.collect_schema()[CUSTOMER])

    @property
    def amount_known(self) -> nw.Expr:
        """True for a finite amount: every engine keeps not-a-number outside one of the two comparisons."""
        return (nw.col(AMOUNT) > -_INFINITE) & (nw.col(AMOUNT) < _INFINITE)

    @property
    def too_late(self) -> nw.Expr:
        """True for a day after ``last_allowed``."""
        return nw.col(DAY) > nw.lit(self.last_allowed if self.has_dates else self.last_allowed.toordinal())

    def as_lazy(self) -> "SalesRows":
        """The same rows, to be computed in one go: an eager engine would do each step by itself."""
        return replace(self, frame=self.frame.lazy())

    def counted(self) -> nw.DataFrame | nw.LazyFrame:
        """The rows with customer, date and amount up to ``last_allowed``; returns are among them."""
        return self.frame.filter(~self.customer_missing, ~nw.col(DAY).is_null(), self.amount_known, ~self.too_late)

    @property
    def spending(self) -> nw.Expr:
        """What a row adds to spending: its amount, or nothing for a return that is to be ignored."""
        if self.returns == "ignore":
            return nw.when(nw.col(AMOUNT) >= 0).then(nw.col(AMOUNT)).otherwise(nw.lit(0.0))
        return nw.col(AMOUNT)


def sales_rows(
    transactions: Any, customer_id: str, date: str, amount: str | None, end: Any, time_unit: str, returns: str
) -> SalesRows:
    """Check the arguments that the RFM functions share, and give the rows they speak of.

    Without an amount column every row is a purchase of amount 0.

    Raises CasekitError for a column that is missing or of another kind, an unknown unit or rule, an ``end`` that is
    no date, and for a return when returns are refused.
    """
    if time_unit not in DAYS_IN_UNIT:
        raise CasekitError(
            _("The time unit is “{unit}”; use one of: {units}.").format(unit=time_unit, units=", ".join(DAYS_IN_UNIT))
        )
    if returns not in RETURNS:
        raise CasekitError(
            _("Returns are to be “{rule}”; use one of: {rules}.").format(rule=returns, rules=", ".join(RETURNS))
        )
    frame = enter(transactions, _("The transactions"))
    require_columns(frame.collect_schema(), [customer_id, date, *([amount] if amount else [])], _("The transactions"))
    frame = in_local_days(frame, date)
    schema = frame.collect_schema()
    last = None if end is None else _as_date(end)
    rows = SalesRows(
        frame.select(
            nw.col(customer_id).alias(CUSTOMER),
            _day(date, schema[date], frame).alias(DAY),
            (as_number(amount, schema) if amount else nw.lit(0.0)).alias(AMOUNT),
        ),
        end=last,
        last_allowed=last or _today(),
        unit_days=DAYS_IN_UNIT[time_unit],
        returns=returns,
    )
    if returns == "refuse":
        _refuse_returns(rows.frame)
    return rows


def nobody(customer: nw.Expr, dtype: nw.dtypes.DType) -> nw.Expr:
    """True where a customer's id is missing: null, an empty text, not-a-number."""
    if dtype == nw.String:
        return customer.is_null() | (customer == "")
    return customer.is_null() | customer.is_nan() if dtype.is_float() else customer.is_null()


def require_columns(schema: nw.Schema, names: list[str], role: str) -> None:
    """CasekitError when a column is not there; the sentence lists those that are."""
    for name in names:
        if not isinstance(name, Hashable):
            raise CasekitError(
                _("{role}: a column is given by its name alone, not as {name!r}.").format(role=role, name=name)
            )
        if name not in schema:
            raise CasekitError(
                _("{role} have no column “{name}”; they have: {names}.").format(
                    role=role, name=name, names=", ".join(map(str, schema))
                )
            )


def as_number(name: str, schema: nw.Schema) -> nw.Expr:
    """The column as Float64; CasekitError when it does not hold numbers."""
    if not schema[name].is_numeric():
        raise CasekitError(
            _("Column “{name}” must hold numbers, but it holds {kind}; turn it into numbers first.").format(
                name=name, kind=schema[name]
            )
        )
    return nw.col(name).cast(nw.Float64)


def _quick_with_dates(frame: nw.DataFrame | nw.LazyFrame) -> bool:
    return frame.implementation.is_polars() or frame.implementation.is_duckdb()


def _today() -> date:
    return date.today()


def _day(name: str, dtype: nw.dtypes.DType, frame: nw.DataFrame | nw.LazyFrame) -> nw.Expr:
    if dtype != nw.Date and not isinstance(dtype, nw.Datetime):
        raise CasekitError(
            _(
                "Column “{name}” must hold dates, but it holds {kind}; "
                "turn it into dates first (in pandas: pd.to_datetime)."
            ).format(name=name, kind=dtype)
        )
    column = nw.col(name)
    if frame.implementation.is_pandas():
        return column
    if _quick_with_dates(frame):
        return column if dtype == nw.Date else column.cast(nw.Date)
    return day_number(column)


def in_local_days(frame: nw.DataFrame | nw.LazyFrame, date: str) -> nw.DataFrame | nw.LazyFrame:
    """Without time zone: a purchase belongs to the day where it was made, not to the day in UTC."""
    engine = frame.implementation
    if engine.is_spark_like() or engine.is_duckdb():  # they turn zones into local days themselves
        return frame
    if engine.is_pandas():
        table = frame.to_native()
        if isinstance(table[date].dtype, pd.DatetimeTZDtype):  # narwhals does not know every zone of pandas
            return nw.from_native(table.assign(**{date: table[date].dt.tz_localize(None)}), eager_only=True)
        return frame
    dtype = frame.collect_schema()[date]
    if isinstance(dtype, nw.Datetime) and dtype.time_zone:
        return frame.with_columns(nw.col(date).dt.replace_time_zone(None))
    return frame


def day_number(column: nw.Expr) -> nw.Expr:
    """The day of a date as ``date.toordinal`` counts (1 is 1 January of the year 1), null or nan for no date.

    Written with year and day of the year because no difference of dates works on every engine, and in floating point
    because Dask holds a missing year as nan; whole numbers of this size are exact in it.
    """
    before = column.dt.year().cast(nw.Float64) - 1
    leap_days = before // 4 - before // 100 + before // 400
    return before * 365 + leap_days + column.dt.ordinal_day().cast(nw.Float64)


def _as_date(end: Any) -> date:
    try:
        moment = datetime.fromisoformat(end) if isinstance(end, str) else end
        if not isinstance(moment, date):
            moment = moment.astype("datetime64[D]").item()  # numpy's dates
        return date(moment.year, moment.month, moment.day)
    except (AttributeError, ValueError, TypeError):
        raise CasekitError(
            _("The end is {end!r}, which is no date; write it like “1997-09-30”.").format(end=end)
        ) from None


def _refuse_returns(frame: nw.DataFrame | nw.LazyFrame) -> None:
    count = frame.filter(nw.col(AMOUNT) < 0).select(nw.len().alias("rows"))
    found = int(collect(count, _("the count of returns"), 1)["rows"].iloc[0])
    if found:
        raise CasekitError(
            _(
                "{n} rows have a negative amount (returns), which were to be refused; "
                'say returns="net" or "ignore", or take them out.'
            ).format(n=f"{found:,}")
        )
