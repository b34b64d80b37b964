"""Reading an authoring file and cutting it into a lesson, an exercise, a solution or a trainer's edition."""

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from casekit.errors import CasekitError
from casekit.text import _

NOT_IN = {
    "lesson": {"trainer"},
    "exercise": {"trainer", "solution"},
    "solution": {"trainer", "exercise"},
}
# An unknown tag is refused: a misspelt "solution" would hand the answer to every trainee.
TAGS = {
    "exercise",
    "solution",
    "trainer",
    "question",
    "setup",
    "key-plot",
    "raises-exception",
    "nbval-ignore-output",
}
_HEADER_WITH_TAGS = re.compile(r"^# ?%%.*\btags\b", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """One cell of an authoring file: ``type`` is "code" or "markdown"."""

    type: str
    tags: tuple[str, ...]
    source: str

    @property
    def first_line(self) -> str:
        """What to call the cell by in a message."""
        return self.source.strip().split("\n", 1)[0]


def read(path: Path) -> list[Cell]:
    """The cells of an authoring file. Raises CasekitError for a file that cannot be cut safely."""
    import jupytext

    text = path.read_text(encoding="utf-8")
    found = jupytext.reads(text, fmt="py:percent").cells
    cells = [Cell(c.cell_type, tuple(c.metadata.get("tags", ())), c.source) for c in found]
    _refuse_lost_tags(path, text, cells)
    for cell in cells:
        _refuse_unsafe(path, cell)
    return cells


def cut(cells: list[Cell], kind: str, *, trainer: bool = False) -> list[Cell]:
    """The cells that belong to a notebook of this kind ("lesson", "exercise" or "solution")."""
    unwanted = NOT_IN[kind] - ({"trainer"} if trainer else set())
    return [cell for cell in cells if not unwanted & set(cell.tags)]


def source_hash(cells: list[Cell]) -> str:
    """A SHA-256 over types, tags and sources: it changes when what this notebook is made of changes."""
    rows = [[cell.type, cell.tags, cell.source] for cell in cells]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def ids(cells: list[Cell]) -> list[str]:
    """An id for each cell from its own text, so that it stays when other cells change.

    Cells with the same text are told apart by counting.
    """
    seen = Counter()
    found = []
    for cell in cells:
        seen[cell] += 1
        key = json.dumps([cell.type, cell.tags, cell.source, seen[cell]], ensure_ascii=False)
        found.append(hashlib.sha256(key.encode()).hexdigest()[:12])
    return found


def _refuse_lost_tags(path, text, cells):
    """jupytext drops a malformed tags=… silently, which would let an answer through."""
    written = len(_HEADER_WITH_TAGS.findall(text))
    understood = sum(1 for cell in cells if cell.tags)
    if written != understood:
        raise CasekitError(
            _(
                "authoring/{name} has {written} cells with tags, but only {understood} could be read: "
                'write them as # %% tags=["question"].'
            ).format(name=path.name, written=written, understood=understood)
        )


def _refuse_unsafe(path, cell):
    unknown = sorted(set(cell.tags) - TAGS)
    if unknown:
        raise CasekitError(
            _("authoring/{name}, cell “{line}”: there is no tag {tag}; tags are {tags}.").format(
                name=path.name, line=cell.first_line, tag=unknown[0], tags=", ".join(sorted(TAGS))
            )
        )
    if not path.name.endswith(".practice.py") and {"exercise", "solution"} & set(cell.tags):
        raise CasekitError(
            _("authoring/{name}, cell “{line}”: exercise and solution cells belong to {practice}.").format(
                name=path.name, line=cell.first_line, practice=f"{path.stem}.practice.py"
            )
        )
    if {"exercise", "solution"} <= set(cell.tags):
        raise CasekitError(
            _("authoring/{name}, cell “{line}” is tagged exercise and solution: it would be in neither.").format(
                name=path.name, line=cell.first_line
            )
        )
    if not cell.source.strip():
        raise CasekitError(_("authoring/{name} has an empty cell: remove it.").format(name=path.name))
