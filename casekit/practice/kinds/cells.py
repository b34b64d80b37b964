"""Cells of tables as they are compared, whatever library or spelling they came in."""

import re
import unicodedata
from typing import Any

import pandas as pd

from casekit.practice.kinds.reading import read_number

_GAPS = {"", "nan", "na", "n/a", "#n/a", "none", "null", "<na>", "nat", "-", "–", "—"}
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?$")
_WHOLE = re.compile(r"([+-]?)0*(\d+?)(?:[.,]0+)?$")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+$")


def is_gap(cell: Any) -> bool:
    """Whether the cell holds nothing: None, NaN, an empty text, or one of the ways to write that."""
    if isinstance(cell, str):
        return cell.strip().casefold() in _GAPS
    return cell is None or (pd.api.types.is_scalar(cell) and bool(pd.isna(cell)))


def as_key(cell: Any) -> str:
    """A key that 21, 21.0, "21" and "00021" share; Excel and pandas turn the one into the other."""
    if is_gap(cell):
        return ""
    text = as_text(cell)
    whole = _WHOLE.match(text)
    return f"{whole[1].replace('+', '')}{whole[2]}" if whole else text


def as_text(cell: Any) -> str:
    """A text without regard to case, spaces around it, or the way a date is written (year first)."""
    if hasattr(cell, "isoformat"):
        cell = cell.isoformat()
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    if date := _DATE.match(text):
        return f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}"
    return text.casefold()


def as_number(cell: Any, unit: str, decimal_comma: bool) -> float:
    """A number; with ``decimal_comma`` 1.234,5 is written. Raises Unreadable."""
    if isinstance(cell, str) and decimal_comma:
        cell = cell.replace(".", "").replace(",", ".")
    number, percent = read_number(cell, unit)
    return number / 100 if percent and unit != "%" else number


def writes_decimal_comma(cells: list[str]) -> bool:
    """Whether these numbers are written with a decimal comma: one of them has a comma that is not for thousands."""
    numeric = [cell.strip() for cell in cells if re.fullmatch(r"\s*[+-]?[\d.]*\d,\d+\s*", cell)]
    return any(not _THOUSANDS.match(cell) for cell in numeric)


def same_name(given: Any, wanted: str) -> bool:
    """Whether two column names are the same but for case, spaces and underscores."""
    return _bare(given) == _bare(wanted)


def _bare(name: Any) -> str:
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFKC", str(name)).casefold())
