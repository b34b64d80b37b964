"""Writing the tables of a case as an Excel workbook."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from casekit.errors import CasekitError
from casekit.files import write_whole
from casekit.tables import workbook_bytes
from casekit.text import _


def write_workbook(tables: Mapping[str, pd.DataFrame], path: Path) -> Path:
    """Write one sheet a table to ``path`` (folders are made) and return it; see :func:`workbook_bytes`.

    Raises CasekitError when a table is longer than a sheet or the file cannot be written.
    """
    content = workbook_bytes(tables)
    try:
        write_whole(path, content)
    except OSError as fault:
        raise CasekitError(
            _("{path} cannot be written ({fault}); close it in Excel or choose another folder.").format(
                path=path, fault=fault.strerror
            )
        ) from None
    return path
