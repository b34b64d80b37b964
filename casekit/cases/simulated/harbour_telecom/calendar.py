"""The company's calendar: months counted from January 2023 as 0, and the days they hold."""

import numpy as np

from casekit.cases.simulated.harbour_telecom import parameters as p

FIRST_MONTH = np.datetime64(f"{p.FIRST_YEAR}-01", "M")
LAST_DAY = np.datetime64(f"{p.FIRST_YEAR + p.MONTHS // 12 - 1}-12-31", "D")


def first_of(month: np.ndarray | int) -> np.ndarray:
    """The first day of each month."""
    return (FIRST_MONTH + np.asarray(month, dtype=np.int64)).astype("datetime64[D]")


def days_in(month: np.ndarray | int) -> np.ndarray:
    """How many days each month has."""
    return (first_of(np.asarray(month) + 1) - first_of(month)).astype(np.int64)


def day_in(month: np.ndarray, part: np.ndarray, days: np.ndarray | None = None) -> np.ndarray:
    """A day of each month: ``part`` (0 up to 1) of the way through its first ``days`` days, all of them by default."""
    span = days_in(month) if days is None else days
    return first_of(month) + np.floor(part * span).astype(np.int64)


def at_minute(day: np.ndarray, minute: np.ndarray) -> np.ndarray:
    """The moment of a minute of the day."""
    return day.astype("datetime64[m]") + np.asarray(minute, dtype=np.int64)
