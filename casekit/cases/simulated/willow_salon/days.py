"""The salon's calendar: which days are open and how busy they are, in whole numbers. Days count from the first day."""

import numpy as np

from casekit.cases.simulated.streams import Stream
from casekit.cases.simulated.willow_salon import parameters as p

FIRST = np.datetime64(p.FIRST_DAY, "D")
N_DAYS = int((np.datetime64(p.LAST_DAY, "D") - FIRST).astype(np.int64)) + 1
_MONTH_BEGINS = np.arange(np.datetime64(p.FIRST_DAY, "M"), p.MONTHS_IN_SIGHT + 1).astype("datetime64[D]")
MONTH_START = (_MONTH_BEGINS - FIRST).astype(np.int64)  # of every month in sight, and of the one after


def _weights() -> np.ndarray:
    dates = FIRST + np.arange(N_DAYS)
    weekday = (dates.astype(np.int64) + 3) % 7  # 1 January 1970 was a Thursday
    month = dates.astype("datetime64[M]").astype(np.int64) % 12 + 1
    season = np.where(np.isin(month, p.WEDDING_MONTHS), p.WEDDINGS, p.SEASON)
    for festival in p.FESTIVALS:
        away = (dates - np.datetime64(festival, "D")).astype(np.int64)
        season[(away >= p.CLOSED_FROM - p.BUSY_DAYS) & (away < p.CLOSED_FROM)] = p.BEFORE_FESTIVAL
        season[(away >= p.CLOSED_FROM) & (away <= p.CLOSED_TO)] = 0
        season[(away > p.CLOSED_TO) & (away <= p.CLOSED_TO + p.QUIET_DAYS)] = p.AFTER_FESTIVAL
    return season * np.asarray(p.WEEKDAYS)[weekday]


_UP_TO = np.concatenate(([0], np.cumsum(_weights())))
_OF_MONTH = np.diff(_UP_TO[MONTH_START[: p.MONTHS + 1]])
MONTH_FACTOR = _OF_MONTH * p.MONTHS / _UP_TO[-1]  # how busy each month of the window is; 1 on average


def busy_days(stream: Stream, first: np.ndarray, after: np.ndarray) -> np.ndarray:
    """One open day for each span from ``first`` up to, not including, ``after``; busy days come more often.

    Every span must hold an open day.
    """
    drawn = stream.whole(len(first), _UP_TO[first], _UP_TO[after] - 1)
    return np.searchsorted(_UP_TO, drawn, side="right") - 1


def next_open(day: np.ndarray) -> np.ndarray:
    """The day itself, or the first open one after it."""
    return np.searchsorted(_UP_TO, _UP_TO[day], side="right") - 1


def month_of(day: np.ndarray) -> np.ndarray:
    """The month of the window in which a day lies, from 0; −1 for days before the window."""
    return np.searchsorted(MONTH_START, day, side="right") - 1


def dates(day: np.ndarray) -> np.ndarray:
    """Day numbers as dates."""
    return FIRST + day
