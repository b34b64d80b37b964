"""The firm's calendar: which days it sells on and how much, in whole numbers. Days count from 1 January 2023."""

import numpy as np

from casekit.cases.simulated.ironbridge_machinery import parameters as p
from casekit.cases.simulated.streams import Stream

FIRST = np.datetime64(p.FIRST_DAY, "D")
N_DAYS = int((np.datetime64(p.LAST_DAY, "D") - FIRST).astype(np.int64)) + 1
MONTHS = 12 * len(p.YEARS)
_BEGINS = np.arange(np.datetime64(p.FIRST_DAY, "M"), MONTHS + 1).astype("datetime64[D]")
MONTH_START = (_BEGINS - FIRST).astype(np.int64)  # of every month lived through, and of the one after
NEVER = 10_000  # a day no table reaches


def year_start(year: int) -> int:
    """The first day of a year (given by its place in ``YEARS``)."""
    return int(MONTH_START[12 * year])


def month_of(day: np.ndarray) -> np.ndarray:
    """The month in which a day lies, from 0."""
    return np.searchsorted(MONTH_START, day, side="right") - 1


def dates(day: np.ndarray) -> np.ndarray:
    """Day numbers as dates."""
    return FIRST + day


def first_of_month(month: np.ndarray) -> np.ndarray:
    """Months, also those before the window, as the date of their first day."""
    return (np.datetime64(p.FIRST_DAY, "M") + month).astype("datetime64[D]")


def _weights() -> np.ndarray:
    days = FIRST + np.arange(MONTH_START[-1])
    weights = np.asarray(p.WEEKDAYS)[(days.astype(np.int64) + 3) % 7]  # 1 January 1970 was a Thursday
    for festival in p.FESTIVALS:
        away = (days - np.datetime64(festival, "D")).astype(np.int64)
        weights[(away >= 0) & (away < 7)] = 0
    return weights


_UP_TO = np.concatenate(([0], np.cumsum(_weights())))
LAST_WORKING_DAY = int(np.searchsorted(_UP_TO, _UP_TO[-1])) - 1


def working_days(stream: Stream, first: np.ndarray, after: np.ndarray) -> np.ndarray:
    """One day of business for each span from ``first`` up to, not including, ``after``; every span must hold one."""
    drawn = stream.whole(len(first), _UP_TO[first], _UP_TO[after] - 1)
    return np.searchsorted(_UP_TO, drawn, side="right") - 1


def next_working_day(day: np.ndarray) -> np.ndarray:
    """The day itself, or the first day of business after it."""
    return np.searchsorted(_UP_TO, _UP_TO[day], side="right") - 1
