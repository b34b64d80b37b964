"""Tables as an Excel workbook that opens ready to use: bold headings that stay in sight, columns wide enough."""

import math
import numbers
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.text import _

_MOST_ROWS = 1_048_575  # a sheet's rows, less the heading
_WIDEST = 60  # letters; a longer text would push the other columns out of sight
_FIGURE = 11  # Excel shows no more digits of a number unless told to


def workbook_bytes(sheets: Mapping[str, Any]) -> bytes:
    """The sheets (name → table of any eager engine, or a list of pandas tables) as the bytes of an ``.xlsx`` file.

    Dates are dates, texts never run as formulas, the heading row is bold and stays in sight, no column cuts its
    heading or its dates. An index that says something becomes a column; time zones, which Excel does not know, are
    taken off. The tables of a list stand below one another, each under its ``attrs["caption"]``, long texts wrapped.
    Raises CasekitError when a table is longer than a sheet.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, table in sheets.items():
        stacked = isinstance(table, (list, tuple))
        frames = [_for_excel(one) for one in (table if stacked else [table])]
        if (rows := sum(map(len, frames))) > _MOST_ROWS - 3 * (len(frames) - 1):
            raise CasekitError(
                _("Table “{name}” has {n} rows and a sheet holds {most}; write it as CSV.").format(
                    name=name, n=f"{rows:,}", most=f"{_MOST_ROWS:,}"
                )
            )
        sheet = book.create_sheet(_sheet_name(name))
        if stacked:
            _fill_stacked(sheet, frames, [one.attrs.get("caption", "") for one in table])
        else:
            _fill(sheet, frames[0])
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _for_excel(table: Any) -> pd.DataFrame:
    frame = (
        table
        if isinstance(table, (pd.DataFrame, pd.Series))
        else nw.from_native(table, allow_series=True, eager_only=True).to_pandas()
    )
    frame = pd.DataFrame(frame)
    frame = frame if isinstance(frame.index, pd.RangeIndex) else frame.reset_index()
    zoned = frame.select_dtypes("datetimetz").columns
    return frame.assign(**{column: frame[column].dt.tz_localize(None) for column in zoned})


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", "-", name)[:31] or "Sheet"


def _fill(sheet, frame: pd.DataFrame) -> None:
    sheet.freeze_panes = "A2"  # a write-only sheet takes panes and widths only before its first row
    _set_widths(sheet, [frame])
    _write(sheet, frame)


def _fill_stacked(sheet, frames: list[pd.DataFrame], captions: list[str]) -> None:
    _set_widths(sheet, frames)
    for frame, caption in zip(frames, captions, strict=True):
        if caption:
            sheet.append([_bold(sheet, caption, size=13)])
        _write(sheet, frame, wrap=True)
        sheet.append([])


def _set_widths(sheet, frames: list[pd.DataFrame]) -> None:
    from openpyxl.utils import get_column_letter

    for number in range(max(frame.shape[1] for frame in frames)):
        reaching = [frame for frame in frames if number < frame.shape[1]]
        width = max(_width(str(frame.columns[number]), frame.iloc[:, number]) for frame in reaching)
        sheet.column_dimensions[get_column_letter(number + 1)].width = width


def _write(sheet, frame: pd.DataFrame, wrap: bool = False) -> None:
    from openpyxl.styles import Alignment

    sheet.append([_bold(sheet, str(name)) for name in frame.columns])
    for row in frame.itertuples(index=False, name=None):
        cells = [_cell(sheet, value) for value in row]
        for cell in cells if wrap else ():
            if getattr(cell, "data_type", "") == "s":
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(cells)


def _bold(sheet, text: str, size: int = 11):
    from openpyxl.styles import Font

    cell = _cell(sheet, text)
    cell.font = Font(bold=True, size=size)
    return cell


def _width(heading: str, values: pd.Series) -> float:
    """In letters of the sheet's font: bold ones are wider, and a margin stands at both sides."""
    shown = values.dropna().astype("str").drop_duplicates()  # days, where no date has an hour of its own
    most = _FIGURE if pd.api.types.is_numeric_dtype(values) else _WIDEST
    longest = min(most, max(map(_letters, shown), default=0))
    return 2 + min(_WIDEST, max(1.15 * _letters(heading), longest))


def _letters(text: str) -> int:
    """How wide a text is: a Chinese letter takes the room of two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _cell(sheet, value: Any):
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value=value.to_pydatetime(warn=False) if isinstance(value, pd.Timestamp) else value)
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        cell.number_format = "yyyy-mm-dd" if midnight else "yyyy-mm-dd hh:mm:ss"
        return cell
    if isinstance(value, (date, time, timedelta)):
        return value
    if isinstance(value, (numbers.Real, Decimal)) and math.isfinite(value):
        return value
    # Excel knows no control characters but tab and line ends; a mark shows where one stood.
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("\ufffd", str(value)))
    cell.data_type = "s"  # a text of the data must never run as a formula
    return cell
