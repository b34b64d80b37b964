"""Any Python value in a few characters, as a trainee would write it."""

from typing import Any

import pandas as pd

from casekit.text import _


def brief(value: Any, longest: int = 90) -> str:
    """The value in at most ``longest`` characters: numbers without their library, dates as dates, tables by size."""
    if isinstance(value, pd.DataFrame):
        return _("a table of {rows} rows ({columns})").format(rows=len(value), columns=", ".join(map(str, value)))
    text = _written(value)
    return text if len(text) <= longest else f"{text[: longest - 2]} …"


def _written(value: Any) -> str:
    if isinstance(value, pd.Series):
        return _written(value.tolist())
    if hasattr(value, "tolist"):  # numpy's scalars and arrays
        value = value.tolist()
    if hasattr(value, "isoformat"):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_written(key)}: {_written(content)}" for key, content in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        inside = ", ".join(_written(one) for one in value)
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    return repr(value)
