"""A question's data as an Excel file, for those who work there."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import narwhals as nw
import pandas as pd

from casekit import paths
from casekit.errors import CasekitError
from casekit.text import _


def workbook_bytes(sheets: Mapping[str, Any]) -> bytes:
    """The sheets (name → table) as the bytes of an ``.xlsx`` file."""
    buffer = BytesIO()
    with pd.ExcelWriter(buffer, engine="openpyxl") as writer:
        for name, table in sheets.items():
            _for_excel(table).to_excel(writer, sheet_name=_sheet_name(name), index=False)
    return buffer.getvalue()


def keep_workbook(content: bytes, name: str) -> Path:
    """Write the file to ``excel/`` of the trainee's home and say where it lies.

    A file that Excel holds open (Windows locks it) is left alone: the new one gets a number behind its name.
    Raises CasekitError when the folder cannot be written to.
    """
    folder = paths.home() / "excel"
    stem = re.sub(r"[^\w.-]+", "-", name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _written(folder, stem, content)
    except OSError as problem:
        raise CasekitError(
            _(
                "The file for Excel could not be kept in {folder}: {problem}. Your browser's download has it too."
            ).format(folder=folder, problem=problem.strerror or problem)
        ) from problem


def _written(folder: Path, stem: str, content: bytes) -> Path:
    for ending in ("", *(f"-{n}" for n in range(2, 10))):
        path = folder / f"{stem}{ending}.xlsx"
        try:
            path.write_bytes(content)
            return path
        except PermissionError:
            if not path.exists():
                raise
    raise PermissionError(13, _("nine files of that name are open in another program"))


def _for_excel(table: Any) -> pd.DataFrame:
    """An index that says something becomes a column; Excel knows no time zones."""
    frame = table if isinstance(table, pd.DataFrame) else nw.from_native(table, allow_series=True).to_pandas()
    frame = pd.DataFrame(frame)
    frame = frame if isinstance(frame.index, pd.RangeIndex) else frame.reset_index()
    zoned = frame.select_dtypes("datetimetz").columns
    return frame.assign(**{column: frame[column].dt.tz_localize(None) for column in zoned})


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", "-", name)[:31] or "Sheet"
