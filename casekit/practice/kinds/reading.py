"""Numbers as people write them."""

import math
import numbers
import re
import unicodedata
from datetime import timedelta
from typing import Any

import pandas as pd

from casekit.practice.outcome import Unreadable
from casekit.text import _

_SIGNS = r"US\$|¥|\$|€|£|CNY|RMB|USD|EUR|GBP"
_CURRENCY = re.compile(rf"^(?:{_SIGNS})|(?:{_SIGNS}|元|yuan|dollars?|euros?|pounds?)$", re.I)
_PERCENT = re.compile(r"\s*(?:per ?cent|pct\.?)$", re.I)
_SCALES = {"k": 1e3, "千": 1e3, "万": 1e4, "萬": 1e4, "m": 1e6, "百万": 1e6, "亿": 1e8}
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$", re.I)


def read_number(raw: Any, unit: str = "") -> tuple[float, bool]:
    """The number and whether a per-cent sign stood behind it.

    Takes numbers of any library, and text with a unit, a currency, full-width digits, spaces or commas for
    thousands, a decimal comma, a typographic minus, or 千/万/亿. Raises Unreadable with one sentence.
    """
    raw = _alone(raw)
    if isinstance(raw, bool):
        raise Unreadable(_("A number is expected, not {raw}.").format(raw=raw))
    if isinstance(raw, numbers.Real) or hasattr(raw, "__float__"):
        return _as_float(raw), False
    if not isinstance(raw, str):
        raise Unreadable(_("A number is expected, not a {type}.").format(type=type(raw).__name__))
    return _from_text(raw, unit)


def _alone(raw: Any) -> Any:
    """The one element of an array, a Series, a table or a list of one; a length of time as its days."""
    while isinstance(raw, (list, tuple)) and len(raw) == 1:
        raw = raw[0]
    if getattr(raw, "shape", None) == (1, 1):
        raw = raw.to_numpy() if hasattr(raw, "to_numpy") else raw
    if str(getattr(raw, "dtype", "")).startswith("timedelta64") and getattr(raw, "size", 0) == 1:
        raw = pd.Timedelta(raw.iloc[0] if hasattr(raw, "iloc") else raw.item() if raw.ndim else raw)
    if isinstance(raw, timedelta):
        return raw / timedelta(days=1)
    if getattr(raw, "size", 0) == 1 and hasattr(raw, "item"):
        return raw.item()
    return raw


def with_decimal_comma(raw: Any) -> str | None:
    """The text with a decimal point when its one comma may be one: 1,234 is 1.234 to half of the world; else None."""
    if isinstance(raw, str) and re.search(r"(?<![\d.,])\d{1,3},\d{3}(?![\d.,])", unicodedata.normalize("NFKC", raw)):
        return unicodedata.normalize("NFKC", raw).replace(",", ".")
    return None


def _as_float(raw: Any) -> float:
    try:
        return _finite(float(raw), raw)
    except (TypeError, ValueError) as problem:  # an array of several, a number that only looks like one
        if isinstance(problem, Unreadable):
            raise
        raise Unreadable(_("One number is expected, not a {type}.").format(type=type(raw).__name__)) from None
    except OverflowError:
        raise Unreadable(_("That number is too large to act on.")) from None


def close(given: float, expected: float, decimals: int) -> bool:
    """Whether two figures agree to so many decimals. A whole number asked for as such must be met: 9.4 is not 9."""
    if decimals == 0 and float(expected).is_integer():
        return abs(given - expected) <= 1e-6 + 1e-12 * abs(expected)
    return abs(given - expected) <= 0.5 * 10.0**-decimals * (1 + 1e-9) + 1e-12 * abs(expected)


def coarser(given: float, expected: float, decimals: int) -> bool:
    """Whether ``given`` is the right figure, rightly rounded, with fewer decimals than asked for.

    Not when the rounding moves it by more than one per cent: 0 is no rounding of 0.13.
    """
    rounded = any(math.isclose(given, round(expected, fewer), abs_tol=1e-9) for fewer in range(decimals))
    return rounded and abs(given - expected) <= 0.01 * abs(expected)


def _from_text(raw: str, unit: str) -> tuple[float, bool]:
    text = unicodedata.normalize("NFKC", raw).strip().replace("−", "-").replace("–", "-")
    if unit and text.casefold().endswith(unit.casefold()) and unit != "%":
        text = text[: -len(unit)].strip()
    text = _PERCENT.sub("%", _CURRENCY.sub("", text).strip())
    percent = text.endswith("%")
    text, scale = _without_scale(text.removesuffix("%").strip())
    text = _with_decimal_point(re.sub(r"[\s_'’]", "", text))
    if not _PLAIN.match(text):
        raise Unreadable(_("“{raw}” cannot be read as a number; write it as 1234.5.").format(raw=raw.strip()))
    return _finite(float(text) * scale, raw), percent


def _without_scale(text: str) -> tuple[str, float]:
    for word, scale in sorted(_SCALES.items(), key=lambda item: -len(item[0])):
        if text.casefold().endswith(word):
            return text[: -len(word)].strip(), scale
    return text, 1.0


def _with_decimal_point(text: str) -> str:
    """1,234.5 and 1.234,5 and 13,5 all with a decimal point; 1,234 is a thousand and more."""
    if "," in text and "." in text:
        decimal = max(text.rfind(","), text.rfind("."))
        whole = re.sub(r"[.,]", "", text[:decimal])
        return f"{whole}.{text[decimal + 1 :]}"
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+", text):
        return text.replace(",", "")
    return text.replace(",", ".", 1) if text.count(",") == 1 else text


def _finite(number: float, raw: Any) -> float:
    if not math.isfinite(number):
        raise Unreadable(_("{raw} is no number one can act on.").format(raw=raw))
    return number
