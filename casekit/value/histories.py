"""Buying histories as the models see them: distinct rows of frequency, recency and age, and the customers with each.

The engine counts first; only distinct rows come into memory. Each column is kept as its few distinct values and a
place in them, so that a logarithm or a gamma function is computed once a value and not once a customer.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

MOST_HISTORIES = 20_000_000
BLOCK = 1 << 16  # rows at a time: what is computed for them stays in the processor's cache, and memory stays small


@dataclass(frozen=True)
class Levels:
    """A column as its distinct values and, for each row, the place of its value among them."""

    values: np.ndarray
    place: np.ndarray

    @classmethod
    def of(cls, column: np.ndarray) -> "Levels":
        values, place = np.unique(column, return_inverse=True)
        return cls(values.astype("float64"), place.astype("int32"))


@dataclass(frozen=True)
class Histories:
    """Distinct histories: repeat purchases (frequency), time of the last (recency), age (T), customers with each."""

    frequency: Levels
    recency: Levels
    age: Levels
    customers: np.ndarray

    @property
    def number(self) -> float:
        """How many customers there are."""
        return float(self.customers.sum())

    @cached_property
    def by_frequency(self) -> np.ndarray:
        """How many customers have each distinct frequency."""
        return np.bincount(self.frequency.place, self.customers, len(self.frequency.values))

    def blocks(self):
        """Slices of at most ``BLOCK`` rows."""
        return (slice(start, start + BLOCK) for start in range(0, len(self.customers), BLOCK))


def histories(summary: Any) -> Histories:
    """The distinct histories of a summary (:func:`casekit.grading.rfm_summary`) on any engine.

    Raises CasekitError for missing columns, missing values, a frequency that is no whole number from 0 up, a recency
    after the age or without a repeat purchase, and for a summary without a repeat purchase.
    """
    rows = distinct_rows(summary, ["frequency", "recency", "T"])
    x, t_x, age = (rows[name].to_numpy("float64") for name in ("frequency", "recency", "T"))
    _check(x, t_x, age)
    return Histories(Levels.of(x), Levels.of(t_x), Levels.of(age), rows["customers"].to_numpy("float64"))


def distinct_rows(summary: Any, columns: list[str], source: str = "") -> pd.DataFrame:
    """The distinct rows of these columns and the number of customers with each, counted on the engine.

    Raises CasekitError for columns that are missing, which ``source`` says how to get, and for missing values.
    """
    frame = enter(summary, _("The summary"))
    known = frame.collect_schema().names()
    lacking = [name for name in columns if name not in known]
    if lacking:
        raise CasekitError(
            _("The summary lacks {columns}; {source}.").format(
                columns=", ".join(f"“{name}”" for name in lacking),
                source=source or _("make it with casekit.grading.rfm_summary"),
            )
        )
    counted = frame.lazy().group_by(columns).agg(customers=nw.len())
    rows = collect(counted, _("The customers’ buying histories"), MOST_HISTORIES)
    gone = int(rows.loc[rows[columns].isna().any(axis=1), "customers"].sum())
    if gone:
        raise CasekitError(
            _("{n} customers of the summary lack one of {columns}; fill it in or take them out.").format(
                n=f"{gone:,}", columns=", ".join(columns)
            )
        )
    return rows


def _check(x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> None:
    if not np.isfinite(x).all() or (x < 0).any() or (x != np.floor(x)).any():
        raise CasekitError(_("A frequency must be a whole number of repeat purchases, 0 or more."))
    if not np.isfinite(t_x).all() or not np.isfinite(age).all() or (t_x < 0).any() or (t_x > age).any():
        raise CasekitError(
            _("A recency lies below 0 or after the age T; both count from the first purchase, in the same unit.")
        )
    if ((x > 0) & (t_x == 0)).any() or ((x == 0) & (t_x > 0)).any():
        raise CasekitError(
            _("Frequency and recency disagree: without a repeat purchase recency is 0, with one it is above 0.")
        )
    if not (x > 0).any():
        raise CasekitError(
            _("No customer came back, so nothing can be learned about how often customers buy and when they stop.")
        )
