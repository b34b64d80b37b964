"""A notebook as it must be before it is run: cells, ids, tags, folding and the hashes that date it."""

import hashlib
import re
from pathlib import Path

from casekit.course.curriculum import Lesson
from casekit.files import write_whole
from casekit.publish import cells as _cells
from casekit.publish.tree import Tree

# Part of every `depends`: raise it when the rules of this room change what a built notebook looks like.
RULES = "1"

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# Without the version, which differs between trainees' Pythons and says nothing about the lesson.
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}


def assemble(tree: Tree, lesson: Lesson, kind: str, *, trainer: bool = False):
    """The notebook (nbformat 4) of this kind, not run.

    Raises CasekitError when the source is missing or cannot be cut.
    """
    from nbformat.v4 import new_notebook

    found = _cells.cut(_cells.read(tree.source(lesson, kind)), kind, trainer=trainer)
    made = {"kind": kind, "lesson": lesson.number, "source": _cells.source_hash(found)}
    if kind != "exercise":
        made["depends"] = depends_hash(tree, lesson, made["source"])
    notebook = new_notebook(cells=[_cell(*pair) for pair in zip(found, _cells.ids(found), strict=True)])
    notebook.metadata.update(casekit=made, kernelspec=dict(KERNEL), language_info=dict(LANGUAGE))
    notebook.nbformat_minor = 5
    return notebook


def depends_hash(tree: Tree, lesson: Lesson, source: str) -> str:
    """A SHA-256 over what shapes a notebook's outputs from near by (see the head of this package)."""
    digest = hashlib.sha256(f"{RULES} {source} {lesson.module} {lesson.prefix} {lesson.case}".encode())
    for path in _near(tree, lesson):
        digest.update(path.relative_to(tree.root).as_posix().encode())
        digest.update(_content(path))
    return digest.hexdigest()


def runs(notebook) -> bool:
    """Whether a notebook of this kind is run and keeps its outputs."""
    return notebook.metadata.casekit.kind != "exercise"


def text(notebook) -> str:
    """The notebook as it is written to its file: one form, so that the same notebook is the same bytes."""
    import nbformat

    return nbformat.writes(notebook, indent=1, ensure_ascii=False, sort_keys=True).rstrip("\n") + "\n"


def write(notebook, path: Path) -> None:
    """Write the notebook, in one step: an interrupted build leaves the old file whole."""
    write_whole(path, text(notebook).encode("utf-8"))


def load(path: Path):
    """The stored notebook, or None when there is none or it cannot be read."""
    import nbformat

    try:
        # Warnings about missing ids are no news here: the check compares every id.
        return nbformat.reads(path.read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT)
    except (OSError, ValueError, AttributeError, nbformat.ValidationError):
        return None


def _cell(cell, identity):
    from nbformat.v4 import new_code_cell, new_markdown_cell

    new = new_code_cell if cell.type == "code" else new_markdown_cell
    made = new(source=cell.source, id=identity)
    if cell.tags:
        made.metadata["tags"] = list(cell.tags)
    if "question" in cell.tags and cell.type == "code":
        made.metadata["jupyter"] = {"source_hidden": True}
    return made


def _near(tree, lesson):
    course = tree.root / "casekit" / "course"
    yield from _files(course / f"{lesson.module}.py")
    yield from _files(course / lesson.module)
    yield from _files(tree.root / "datasets" / lesson.case)


def _files(path):
    """The file, or the files of the folder, without prose and without what Python leaves behind."""
    found = path.rglob("*") if path.is_dir() else [path]
    return sorted(f for f in found if f.is_file() and f.suffix not in {".md", ".pyc"} and not f.name.startswith("."))


def _content(path):
    """The bytes with line ends of one kind: a checkout on Windows must not look like a change."""
    raw = path.read_bytes()
    return raw if b"\0" in raw[:8192] else re.sub(rb"\r\n", b"\n", raw)
