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
from casekit.grading.sales_rows import as_number
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _, ngettext

HISTORY = ["frequency", "recency", "T"]
MOST_HISTORIES = 20_000_000
MANY = 50_000  # rows, from which a rough climb on a part of them pays
# Rows at a time: what is computed for them stays in the processor's cache, memory stays small, and numpy adds up so few
# without threads, which on a busy machine wait for each other twenty times as long as they compute.
BLOCK = 1 << 13
_HASHED = 1 << 17  # rows at a time into a hash table, which else would be larger than the column


@dataclass(frozen=True)
class Levels:
    """A column as its distinct values, rising, and for each row the place of its value among them."""

    values: np.ndarray
    place: np.ndarray

    @classmethod
    def of(cls, column: np.ndarray) -> "Levels":
        if len(column) <= _HASHED:
            values, place = np.unique(column, return_inverse=True)
            return cls(values, place.astype("int32"))
        blocks = [slice(start, start + _HASHED) for start in range(0, len(column), _HASHED)]
        values = np.unique(np.concatenate([pd.unique(column[rows]) for rows in blocks]))
        index, place = pd.Index(values), np.empty(len(column), dtype="int32")
        for rows in blocks:
            place[rows] = index.get_indexer(column[rows])
        return cls(values, place)


@dataclass(frozen=True)
class Histories:
    """Distinct histories: repeat purchases (frequency), time of the last (recency), age (T), customers with each.

    Rows rise by frequency.
    """

    frequency: Levels
    recency: Levels
    age: Levels
    customers: np.ndarray

    @classmethod
    def of(cls, x: np.ndarray, t_x: np.ndarray, age: np.ndarray, customers: np.ndarray | None = None) -> "Histories":
        """Of columns with one entry a customer, or as many as ``customers`` says."""
        packed, values = np.zeros(len(x), dtype="int64"), []
        for column in (x, age, t_x):  # one column after the other, for memory
            levels = Levels.of(column)
            packed *= len(levels.values)
            packed += levels.place
            values.append(levels.values)
        if customers is None:
            packed.sort()  # one whole number a history: equal ones come to stand side by side
            first = np.flatnonzero(np.concatenate(([True], packed[1:] != packed[:-1])))
            customers = np.diff(first, append=len(packed)).astype("float64")
            packed = packed[first]
        else:
            order = np.argsort(packed)
            packed, customers = packed[order], customers[order]
        packed, at_recency = np.divmod(packed, len(values[2]))
        at_frequency, at_age = np.divmod(packed, len(values[1]))
        frequency, ages, recency = (
            Levels(distinct, at.astype("int32"))
            for distinct, at in zip(values, (at_frequency, at_age, at_recency), strict=True)
        )
        return cls(frequency, recency, ages, customers)

    @cached_property
    def number(self) -> float:
        """How many customers there are."""
        return float(self.customers.sum())

    @cached_property
    def by_frequency(self) -> np.ndarray:
        """How many customers have each distinct frequency."""
        return np.bincount(self.frequency.place, self.customers, len(self.frequency.values))

    @cached_property
    def by_age(self) -> np.ndarray:
        """How many customers have each distinct age."""
        return np.bincount(self.age.place, self.customers, len(self.age.values))

    @cached_property
    def purchases_by_age(self) -> np.ndarray:
        """How many repeat purchases the customers of each distinct age made."""
        purchases = self.customers * self.frequency.values[self.frequency.place]
        return np.bincount(self.age.place, purchases, len(self.age.values))

    @cached_property
    def first_repeat(self) -> int:
        """The row where those with a repeat purchase begin."""
        return int(np.searchsorted(self.frequency.place, np.searchsorted(self.frequency.values, 0.0, side="right")))

    def blocks(self, first: int = 0):
        """Slices of at most ``BLOCK`` rows, from a row on."""
        rows = len(self.customers)
        return (slice(start, min(start + BLOCK, rows)) for start in range(first, rows, BLOCK))

    @cached_property
    def rough(self) -> "Histories | None":
        """A part of many rows, taken evenly through all frequencies, to climb on first; None of rows that are few."""
        if len(self.customers) < MANY:
            return None
        step = slice(None, None, len(self.customers) // (MANY // 5))
        levels = (Levels(of.values, of.place[step]) for of in (self.frequency, self.recency, self.age))
        return Histories(*levels, self.customers[step])


def histories(summary: Any) -> Histories:
    """The distinct histories of a summary (:func:`casekit.grading.rfm_summary`) on any engine.

    Raises CasekitError for missing columns, missing values, a frequency that is no whole number from 0 up, a recency
    after the age or without a repeat purchase, and for a summary without rows or without a repeat purchase.
    """
    frame = enter(summary, _("The summary"))
    if isinstance(frame, nw.DataFrame):
        columns, customers = numbers_of(frame, HISTORY), None
    else:
        rows = distinct_rows(summary, HISTORY)
        columns, customers = [rows[name].to_numpy("float64") for name in HISTORY], rows["customers"].to_numpy("float64")
    check_histories(*columns)
    _require_repeats(columns[0])
    return Histories.of(*columns, customers)


def numbers_of(frame: nw.DataFrame, columns: list[str]) -> list[np.ndarray]:
    """Columns of an eager table as arrays of floating point numbers.

    Raises CasekitError for columns that are missing, hold no numbers or lack some.
    """
    _require_numbers(frame, columns)
    native = frame.to_native()
    if frame.implementation.is_pandas():
        arrays = [native[name].to_numpy("float64", na_value=np.nan) for name in columns]
    else:
        arrays = [frame[name].to_numpy().astype("float64") for name in columns]
    gone = np.logical_or.reduce([np.isnan(array) for array in arrays])
    if gone.any():
        raise _lacking(int(gone.sum()), columns)
    return arrays


def distinct_rows(summary: Any, columns: list[str], source: str = "") -> pd.DataFrame:
    """The distinct rows of these columns and the number of customers with each, counted on the engine.

    Raises CasekitError for columns that are missing, which ``source`` says how to get, and for missing values.
    """
    frame = enter(summary, _("The summary"))
    _require_numbers(frame, columns, source)
    counted = frame.lazy().group_by(columns).agg(customers=nw.len())
    rows = collect(counted, _("The customers’ buying histories"), MOST_HISTORIES)
    gone = int(rows.loc[rows[columns].isna().any(axis=1), "customers"].sum())
    if gone:
        raise _lacking(gone, columns)
    return rows


def _require_numbers(frame: nw.DataFrame | nw.LazyFrame, columns: list[str], source: str = "") -> None:
    schema = frame.collect_schema()
    lacking = [name for name in columns if name not in schema]
    if lacking:
        raise CasekitError(
            _("The summary lacks {columns}; {source}.").format(
                columns=", ".join(f"“{name}”" for name in lacking),
                source=source or _("make it with casekit.grading.rfm_summary"),
            )
        )
    for name in columns:
        as_number(name, schema)


def _lacking(customers: int, columns: list[str]) -> CasekitError:
    return CasekitError(
        ngettext(
            "{n} customer of the summary lacks one of {columns}; fill it in or take the customer out.",
            "{n} customers of the summary lack one of {columns}; fill it in or take them out.",
            customers,
        ).format(n=f"{customers:,}", columns=", ".join(columns))
    )


def check_histories(x: np.ndarray, t_x: np.ndarray, age: np.ndarray) -> None:
    """CasekitError unless frequency, recency and age T could be those of customers."""
    check_frequency(x)
    if not np.isfinite(t_x).all() or not np.isfinite(age).all() or (t_x < 0).any() or (t_x > age).any():
        raise CasekitError(
            _("A recency lies below 0 or after the age T; both count from the first purchase, in the same unit.")
        )
    if ((x > 0) & (t_x == 0)).any() or ((x == 0) & (t_x > 0)).any():
        raise CasekitError(
            _("Frequency and recency disagree: without a repeat purchase recency is 0, with one it is above 0.")
        )


def check_frequency(x: np.ndarray) -> None:
    """CasekitError unless every frequency is a number of purchases."""
    if not np.isfinite(x).all() or (x < 0).any() or (x != np.floor(x)).any():
        raise CasekitError(_("A frequency must be a whole number of repeat purchases, 0 or more."))


def _require_repeats(x: np.ndarray) -> None:
    if not len(x):
        raise CasekitError(_("The summary has no rows; look at the last day that counts and at the dates."))
    if not (x > 0).any():
        raise CasekitError(
            _("No customer came back, so nothing can be learned about how often customers buy and when they stop.")
        )
