"""The trainee's own copies of lessons and exercises: made at first opening, never overwritten.

Every built notebook carries the edition it is of, ``metadata.casekit.source`` (sha256 of its source; without it the
file's own sha256 counts). ``.editions.json`` in the trainee's home lists for each notebook the editions laid out so
far. A new edition is laid beside the copies there are, as ``03-recency-frequency-monetary (edition 2).ipynb``. A copy
that the trainee has deleted comes back fresh if it is of the newest edition. Copies carry no outputs: a lesson asks
for a guess before each result, and the result must not stand there already.
"""

import hashlib
import json
from pathlib import Path

from casekit.errors import CasekitError
from casekit.files import write_whole
from casekit.paths import REPOSITORY, home
from casekit.text import _

FOLDERS = ("notebooks", "exercises")
START_PAGE = "notebooks/00-start-here.ipynb"
LEDGER = ".editions.json"


def lay_out(repository: Path = REPOSITORY) -> str:
    """Lay out what is new; return the start page's path inside the trainee's home, with forward slashes.

    Raises
    ------
    CasekitError
        the repository holds no built start page.
    """
    if not (repository / START_PAGE).exists():
        raise CasekitError(
            _("The built notebooks are missing from {folder}: run 'python3 start.py build'.").format(
                folder=repository / "notebooks"
            )
        )
    place = home().resolve()
    place.mkdir(parents=True, exist_ok=True)
    ledger = _read_ledger(place)
    newest = {}
    for folder in FOLDERS:
        for built in sorted((repository / folder).glob("*.ipynb")):
            name = f"{folder}/{built.name}"
            newest[name] = _lay_one(built, place, ledger.setdefault(name, {}))
    write_whole(place / LEDGER, json.dumps(ledger, indent=1, ensure_ascii=False).encode("utf-8"))
    return newest[START_PAGE]


def edition_of(notebook: Path) -> str:
    """The edition a notebook is of: ``metadata.casekit.source``, else the sha256 of the file."""
    content = notebook.read_bytes()
    try:
        return str(json.loads(content)["metadata"]["casekit"]["source"])
    except (ValueError, KeyError, TypeError):
        return hashlib.sha256(content).hexdigest()


def _lay_one(built: Path, place: Path, editions: dict[str, str]) -> str:
    """Lay out ``built`` unless its edition is there; ``editions`` maps each edition to its copy's path."""
    edition = edition_of(built)
    folder = place / built.parent.name
    if edition not in editions:
        editions[edition] = _free_name(built, folder, edition)
    copy = place / editions[edition]
    if not copy.exists():
        write_whole(copy, _without_outputs(built.read_bytes()))
        if len(editions) > 1:
            print(_("A new edition was laid beside your own copy: {name}").format(name=editions[edition]))
    return editions[edition]


def _without_outputs(content: bytes) -> bytes:
    try:
        notebook = json.loads(content)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"], cell["execution_count"] = [], None
    except (ValueError, KeyError, TypeError):
        return content
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def _free_name(built: Path, folder: Path, edition: str) -> str:
    # A copy that the ledger does not know (it was lost, or an older kit made it) still says which edition it is of.
    number = 1
    while True:
        name = built.name if number == 1 else f"{built.stem} (edition {number}).ipynb"
        if not (folder / name).exists() or edition_of(folder / name) == edition:
            return f"{folder.name}/{name}"
        number += 1


def _read_ledger(place: Path) -> dict[str, dict[str, str]]:
    try:
        ledger = json.loads((place / LEDGER).read_text(encoding="utf-8"))
        return {name: dict(editions) for name, editions in ledger.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
