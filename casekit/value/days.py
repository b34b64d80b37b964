"""Days: what a user gives as a day, and the date columns of a table as numbers that every engine can reckon with."""

from datetime import date
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.sales_rows import day_number, in_local_days, require_columns
from casekit.text import _


def as_day(day: Any, role: str) -> date:
    """A date, a timestamp or a text such as "2025-12-31" as a date; CasekitError, naming ``role``, when it is none."""
    try:
        moment = pd.Timestamp(day)
    except (TypeError, ValueError):
        moment = pd.NaT
    if moment is pd.NaT or isinstance(day, (int, float)):
        raise CasekitError(
            _("{role} is {day!r}, which is no date; write it like 2025-12-31.").format(role=role, day=day)
        )
    return moment.date()


def with_date_numbers(frame: Any, role: str, **dates: str) -> Any:
    """The frame with numbers for each date column: ``name=column`` adds name_day and name_month, as Float64.

    name_day is as ``date.toordinal`` counts; name_month is months since the year 0; both are missing for a missing
    date. Raises CasekitError for a column that is missing or holds no dates.
    """
    require_columns(frame.collect_schema(), list(dates.values()), role)
    numbers = []  # added at the end and together: one may be named like a date column still to be read
    for name, column in dates.items():
        frame = in_local_days(frame, column)
        kind = frame.collect_schema()[column]
        if kind != nw.Date and not isinstance(kind, nw.Datetime):
            raise CasekitError(
                _("Column “{name}” must hold dates, but it holds {kind}; turn it into dates first.").format(
                    name=column, kind=kind
                )
            )
        day = nw.col(column)
        numbers += [
            day_number(day).alias(f"{name}_day"),
            (day.dt.year().cast(nw.Float64) * 12 + day.dt.month().cast(nw.Float64) - 1).alias(f"{name}_month"),
            day.dt.day().cast(nw.Float64).alias(f"{name}_in_month"),
        ]
    return frame.with_columns(*numbers)


def number_of(day: date) -> tuple[int, int, int]:
    """A day's own name_day, name_month and name_in_month of :func:`with_date_numbers`."""
    return day.toordinal(), day.year * 12 + day.month - 1, day.day
