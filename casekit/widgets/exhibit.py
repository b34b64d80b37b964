"""A table as accessible HTML: a caption, column and row headers that say so, figures aligned and readable."""

import html
import numbers
import re
from datetime import date, datetime
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.text import _

ROWS = 40  # more cannot be taken in on a screen; the workbook has them all
WHOLE = 15  # up to so many rows a table is shown whole; a longer one scrolls, and says so
_FIGURE = re.compile(r"([+−-]|&gt; )?\d[\d,]*(\.\d+)?( ?%)?")  # as a text has it: 1,224 or +10.6 or 3.9 % or > 100 %
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NONE = "–"


def table_html(table: Any, caption: str = "", of: str = "") -> str:
    """A pandas, Polars or other eager table as HTML; rows beyond the fortieth are counted, not shown.

    The caption is the one given, else ``table.attrs["caption"]``, else a plain one that only a screen reader says.
    ``of`` says whose table it is, where a page has several that scroll.
    """
    frame = _as_pandas(table)
    caption = caption or frame.attrs.get("caption", "")
    named = frame.index.name is not None or not isinstance(frame.index, pd.RangeIndex)
    shown = frame.head(ROWS)
    columns = [_column(shown[name]) for name in shown]
    labels = _column(shown.index.to_series()) if named else [None] * len(shown)
    body = "".join(_row(label, cells) for label, *cells in zip(labels, *columns, strict=True))
    name = html.escape(caption or _("The table for this question"))
    seen = f"<caption>{name}</caption>" if caption else f'<caption class="ck-hidden">{name}</caption>'
    return (
        f"<div {_frame(len(frame), name, html.escape(of))}>"
        f'<table class="ck-table">{seen}<thead><tr>{_head(shown, columns, named)}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{_rest(len(frame))}"
    )


def _as_pandas(table: Any) -> pd.DataFrame:
    if isinstance(table, pd.Series):
        return table.to_frame(table.name or _("value"))
    if isinstance(table, pd.DataFrame):
        return table
    return nw.from_native(table, eager_only=True).to_pandas()


def _frame(rows: int, name: str, of: str) -> str:
    """What stands around the table can be scrolled by keys. A long one is a landmark: one must find the way past it."""
    named = f"{name} ({of})" if of else name
    role, code = ("region", "ck-scroll ck-long") if rows > WHOLE else ("group", "ck-scroll")
    return f'class="{code}" role="{role}" tabindex="0" data-lm-suppress-shortcuts="true" aria-label="{named}"'


def _head(frame: pd.DataFrame, columns: list[list[tuple[str, str]]], named: bool) -> str:
    """Headings stand over their cells: to the right over figures."""
    sides = [column[0][1] if column else "ck-word" for column in columns]
    headings = [(frame.index.name or "", "ck-word")] if named else []
    headings += zip(frame.columns, sides, strict=True)
    return "".join(_heading(str(name), side) for name, side in headings)


def _heading(name: str, side: str) -> str:
    if not name:
        return "<td></td>"  # over labels without a name: an empty heading would be read aloud as one
    return f'<th scope="col" class="{side}">{html.escape(name)}</th>'


def _row(label: tuple[str, str] | None, cells: list[tuple[str, str]]) -> str:
    head = f'<th scope="row">{label[0]}</th>' if label else ""
    return "<tr>" + head + "".join(f'<td class="{side}">{text}</td>' for text, side in cells) + "</tr>"


def _column(values: pd.Series) -> list[tuple[str, str]]:
    """Each cell's text, and whether the column holds figures (set to the right) or words."""
    figures = [float(v) for v in values if _is_figure(v)]
    decimals = _decimals(figures)
    cells = [_cell(value, decimals) for value in values]
    told = [cell for cell in cells if cell != _NONE]
    if figures or _counts(values) or (told and all(map(_FIGURE.fullmatch, told))):
        side = "ck-figure"
    else:
        side = "ck-word ck-day" if told and all(map(_DAY.fullmatch, told)) else "ck-word"
    return [(cell, side) for cell in cells]


def _counts(values: pd.Series) -> bool:
    """Whether a column would hold figures, had it any: its dashes then stand where they would."""
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _is_figure(value: Any) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, bool) and pd.notna(value)


def _decimals(figures: list[float]) -> int:
    if all(figure == int(figure) for figure in figures if abs(figure) < 1e15):
        return 0
    return 2 if max(map(abs, figures)) >= 1 else 3


def _cell(value: Any, decimals: int) -> str:
    if not isinstance(value, (list, tuple, dict)) and pd.isna(value):
        return _NONE
    if _is_figure(value):
        return f"{value:,.{decimals}f}"
    if isinstance(value, datetime) and value == value.replace(hour=0, minute=0, second=0, microsecond=0):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return html.escape(str(value))


def _rest(rows: int) -> str:
    if rows <= WHOLE:
        return ""
    if rows <= ROWS:
        more = _("{n} rows: scroll for more.").format(n=rows)
    else:
        more = _("{n} rows: scroll for the first {shown}; the others are not shown here.").format(
            n=f"{rows:,}", shown=ROWS
        )
    return f'<p class="ck-note ck-more"><span aria-hidden="true">↕ </span>{html.escape(more)}</p>'
