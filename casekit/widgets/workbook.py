"""Where the Excel file of a question's data is kept, for those who work there."""

import re
from pathlib import Path

from casekit import paths
from casekit.errors import CasekitError
from casekit.text import _


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
