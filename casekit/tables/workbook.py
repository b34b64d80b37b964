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
    """The sheets (name → table of any eager engine) as the bytes of an ``.xlsx`` file.

    Dates are dates, texts never run as formulas, the heading row is bold and stays in sight, no column cuts its
    heading or its dates. An index that says something becomes a column; time zones, which Excel does not know, are
    taken off. Raises CasekitError when a table is longer than a sheet.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, table in sheets.items():
        frame = _for_excel(table)
        if len(frame) > _MOST_ROWS:
            raise CasekitError(
                _("Table “{name}” has {n} rows and a sheet holds {most}; write it as CSV.").format(
                    name=name, n=f"{len(frame):,}", most=f"{_MOST_ROWS:,}"
                )
            )
        _fill(book.create_sheet(_sheet_name(name)), frame)
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
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    # A write-only sheet takes panes and widths only before its first row.
    sheet.freeze_panes = "A2"
    for number, name in enumerate(frame.columns):
        width = _width(str(name), frame.iloc[:, number])
        sheet.column_dimensions[get_column_letter(number + 1)].width = width
    headings = [WriteOnlyCell(sheet, value=str(name)) for name in frame.columns]
    for heading in headings:
        heading.font = Font(bold=True)
        heading.data_type = "s"
    sheet.append(headings)
    for row in frame.itertuples(index=False, name=None):
        sheet.append([_cell(sheet, value) for value in row])


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
