"""Writing tables as an Excel workbook that opens ready to use: dates as dates, text as text, header frozen."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pandas as pd

from casekit.errors import CasekitError
from casekit.text import _

_MOST_ROWS = 1_048_575  # a sheet's rows, less the header
_WIDEST = 60


def write_workbook(tables: Mapping[str, pd.DataFrame], path: Path) -> Path:
    """Write one sheet a table to ``path`` (folders are made) and return it.

    Raises CasekitError when a table is longer than a sheet or the file cannot be written.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, table in tables.items():
        if len(table) > _MOST_ROWS:
            raise CasekitError(
                _("Table “{name}” has {n} rows and a sheet holds {most}; write it as CSV.").format(
                    name=name, n=f"{len(table):,}", most=f"{_MOST_ROWS:,}"
                )
            )
        _fill(book.create_sheet(name[:31]), table)
    made = BytesIO()
    book.save(made)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.getvalue())  # in one piece: a failure leaves no half workbook behind
    except OSError as fault:
        raise CasekitError(
            _("{path} cannot be written ({fault}); close it in Excel or choose another folder.").format(
                path=path, fault=fault.strerror
            )
        ) from None
    return path


def _fill(sheet, table: pd.DataFrame) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, name in enumerate(table.columns, start=1):
        longest = table[name].astype("str").str.len().max() if len(table) else 0
        sheet.column_dimensions[get_column_letter(number)].width = 2 + min(_WIDEST, max(len(name), int(longest)))
    header = []
    for name in table.columns:
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    for row in table.itertuples(index=False, name=None):
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet, value):
    from openpyxl.cell import WriteOnlyCell

    if pd.isna(value):
        return None
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value=value.to_pydatetime() if isinstance(value, pd.Timestamp) else value)
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        cell.number_format = "yyyy-mm-dd" if midnight else "yyyy-mm-dd hh:mm:ss"
        return cell
    if isinstance(value, str) and value.startswith("="):  # a text of the data must never run as a formula
        cell = WriteOnlyCell(sheet, value=value)
        cell.data_type = "s"
        return cell
    return value
