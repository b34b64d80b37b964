"""Columns as a file read against its contract has them, so that a table drawn equals its file read back.

``blank`` is an array of truth values, true where a cell is blank; None where none may be.
"""

import numpy as np
import pandas as pd


def text(values, blank: np.ndarray | None = None) -> pd.Series:
    """Texts (a sequence of str); an empty text is a blank as well."""
    array = np.asarray(values, dtype=object)
    gone = array == ""
    if blank is not None:
        gone = gone | blank
    if gone.any():
        array = array.copy()
        array[gone] = None
    return pd.Series(array, dtype="str")


def chosen(options, codes: np.ndarray, blank: np.ndarray | None = None) -> pd.Series:
    """The text of each code among few ``options``: faster than :func:`text` for long columns."""
    codes = np.asarray(codes, dtype=np.int64)
    if blank is not None:
        codes = np.where(blank, -1, codes)
    return pd.Series(pd.array(np.asarray(options, dtype=object), dtype="str").take(codes, allow_fill=True))


def days(values: np.ndarray, blank: np.ndarray | None = None) -> pd.Series:
    """Dates or moments (``datetime64``)."""
    moments = np.asarray(values).astype("datetime64[us]")
    if blank is not None:
        moments = np.where(blank, np.datetime64("NaT", "us"), moments)
    return pd.Series(moments)


def whole(values: np.ndarray, blank: np.ndarray | None = None) -> pd.Series:
    """Whole numbers: ``int64``, or ``Int64`` when ``blank`` is given."""
    numbers = np.asarray(values).astype(np.int64)
    if blank is None:
        return pd.Series(numbers)
    return pd.Series(pd.arrays.IntegerArray(numbers, np.asarray(blank, dtype=bool)))


def decimal(units: np.ndarray, per_one: int, blank: np.ndarray | None = None) -> pd.Series:
    """Numbers given in whole units, ``per_one`` of them to one: cents (100) to yuan, tenths (10) to hours."""
    numbers = np.asarray(units).astype(np.float64) / float(per_one)
    return pd.Series(numbers if blank is None else np.where(blank, np.nan, numbers))


def yes_no(values: np.ndarray, blank: np.ndarray | None = None) -> pd.Series:
    """Truth values: ``bool``, or ``boolean`` when ``blank`` is given."""
    truths = np.asarray(values, dtype=bool)
    if blank is None:
        return pd.Series(truths)
    return pd.Series(pd.arrays.BooleanArray(truths, np.asarray(blank, dtype=bool)))


def numbered(letter: str, n: int, digits: int, first: int = 1) -> np.ndarray:
    """Ids such as ``H00001``, as an array of objects."""
    return np.array([f"{letter}{number:0{digits}d}" for number in range(first, first + n)], dtype=object)
