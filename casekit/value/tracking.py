"""Purchases of a customer base as time goes on, expected and actual: the tracking plot of buying models.

Source: Fader, Hardie & Lee, "'Counting Your Customers' the Easy Way", Marketing Science 24 (2005), figure 3.
"""

from datetime import timedelta
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.rfm_forms import counted_arrays
from casekit.grading.sales_rows import AMOUNT, CUSTOMER, DAY, DAYS_IN_UNIT, SalesRows, sales_rows
from casekit.tables import collect
from casekit.text import _
from casekit.value.buying_model import BuyingModel

_MOST_DAYS = 50_000_000
_EPOCH = 719_163  # 1 January 1970, as date.toordinal counts


def cumulative_purchases(
    model: BuyingModel,
    transactions: Any,
    *,
    customer_id: str,
    date: str,
    amount: str,
    calibration_end: Any,
    holdout_end: Any,
) -> pd.DataFrame:
    """Repeat purchases of all customers of the base together, added up step by step: expected and actual.

    The base are the customers first seen up to ``calibration_end``; a customer counts from the own first purchase on,
    and purchases of one day count once. Steps are whole time units of the model, counted from the base's first day.

    Returns a pandas table, one row a step: time (steps), date (last day of the step), held_back (True after
    ``calibration_end``), expected and actual (purchases up to then), expected_in_step and actual_in_step.

    Raises CasekitError for a model that does not know its time unit, and as :func:`casekit.value.holdout_summary`.
    """
    if model.time_unit is None:
        raise CasekitError(_("The model does not say in which unit its times are; fit it again with time_unit."))
    columns = (customer_id, date, amount)
    calibration = sales_rows(transactions, *columns, calibration_end, model.time_unit, "ignore").last_allowed
    rows = sales_rows(transactions, *columns, holdout_end, model.time_unit, "ignore")
    if rows.last_allowed <= calibration:
        raise CasekitError(
            _("The time held back ends on {last}, which is not after the end of calibration, {first}.").format(
                last=rows.last_allowed, first=calibration
            )
        )
    base, bought = _days(rows, calibration.toordinal())
    if not len(base):
        raise CasekitError(_("Nobody bought up to {day}.").format(day=calibration))
    unit = DAYS_IN_UNIT[model.time_unit]
    first_day = int(base["day"].min())
    steps = np.arange(1, int((rows.last_allowed.toordinal() - first_day + 1) / unit) + 1)
    ends = first_day + np.floor(steps * unit).astype("int64") - 1
    days, here = base["day"].to_numpy(), base["number"].to_numpy("float64")
    ages, place = np.unique(np.maximum(ends[:, None] - days, 0), return_inverse=True)
    expected = model.of_new(ages / unit)[place.reshape(len(ends), len(days))] @ here
    order = np.argsort(bought["day"].to_numpy())
    upto = np.searchsorted(bought["day"].to_numpy()[order], ends, side="right")
    actual = np.concatenate(([0], np.cumsum(bought["number"].to_numpy("int64")[order])))[upto]
    origin = rows.last_allowed - timedelta(days=rows.last_allowed.toordinal() - first_day)
    return pd.DataFrame(
        {
            "time": steps,
            "date": pd.Timestamp(origin) + pd.to_timedelta(ends - first_day, unit="D"),
            "held_back": ends > calibration.toordinal(),
            "expected": expected,
            "actual": actual,
            "expected_in_step": np.diff(expected, prepend=0.0),
            "actual_in_step": np.diff(actual, prepend=0),
        }
    )


def _days(rows: SalesRows, calibration: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Customers of the base by the day they were first seen, and their repeat purchases by day: day, number each."""
    bought, last = _purchases(rows, calibration)
    first = bought.group_by(CUSTOMER).agg(first=nw.col(DAY).min()).filter(nw.col("first") <= nw.lit(last))
    repeats = bought.join(first, on=CUSTOMER, how="inner").filter(nw.col(DAY) > nw.col("first"))
    found = (
        first.group_by(nw.col("first").alias("day")).agg(number=nw.len()),
        repeats.group_by(nw.col(DAY).alias("day")).agg(number=nw.len()),
    )
    return tuple(_as_numbers(collect(table, _("The purchases by day"), _MOST_DAYS)) for table in found)


def _purchases(rows: SalesRows, calibration: int) -> tuple[nw.LazyFrame, Any]:
    """Distinct customers and days with a purchase, and the last day of calibration in the form the days have."""
    if rows.on_pandas:
        codes, day, amount, _customers = counted_arrays(rows)
        numbers = {CUSTOMER: codes, DAY: day.view("int64") + _EPOCH}
        table = nw.from_native(pd.DataFrame(numbers)[amount >= 0]).lazy()
    else:
        table = rows.counted().lazy().filter(nw.col(AMOUNT) >= 0)
    last = pd.Timestamp.fromordinal(calibration).date() if rows.has_dates else calibration
    return table.group_by(CUSTOMER, DAY).agg(number=nw.len()).select(CUSTOMER, DAY), last


def _as_numbers(table: pd.DataFrame) -> pd.DataFrame:
    day = table["day"]
    if not pd.api.types.is_numeric_dtype(day):
        day = pd.to_datetime(day).to_numpy("datetime64[D]").view("int64") + _EPOCH
    return table.assign(day=np.asarray(day, dtype="int64"))
