"""The catch-up copies of the customer plan, built from the model answers of the lessons' sheets.

``casekit/course/plan_copies.json`` holds them for the cards, which fill a trainee's plan from it without computing
anything. ``solutions/customer-plan-before-NN.xlsx`` is for people: the plan filled in up to a lesson.
"""

import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from casekit.course.library import COPIES, built_copies, plan_pages
from casekit.files import write_whole
from casekit.paths import REPOSITORY
from casekit.practice.customer_plan import catch_up_copy, model_copy
from casekit.practice.plan_store import Kept
from casekit.publish.tree import Tree
from casekit.text import _

_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_SOME_TIME = b"2026-01-01T00:00:00Z"


def write_copies(tree: Tree, only: str | None = None) -> list[str]:
    """Write the copies that are missing or say something else, remove those no lesson asks for; sentences on both."""
    said = []
    for path, content in _wanted(tree, only):
        if not _says_the_same(path, content):
            write_whole(path, content)
            said.append(_("{name}: written").format(name=_name(tree, path)))
    for path in _strays(tree) if only is None else ():
        path.unlink()
        said.append(_("{name}: removed, no lesson asks for it").format(name=_name(tree, path)))
    built_copies.cache_clear()
    return said


def check_copies(tree: Tree, only: str | None = None) -> list[str]:
    """Sentences on copies that are missing, say something else, or that no lesson asks for."""
    found = []
    for path, content in _wanted(tree, only):
        if not path.exists():
            found.append(_("{name} is not built: run “python start.py build”.").format(name=_name(tree, path)))
        elif not _says_the_same(path, content):
            found.append(
                _("{name} is not what the lessons’ sheets give: run “python start.py build”.").format(
                    name=_name(tree, path)
                )
            )
    for path in _strays(tree) if only is None else ():
        found.append(_("{name} belongs to no lesson of curriculum.toml.").format(name=_name(tree, path)))
    return found


def steady(workbook: bytes) -> bytes:
    """The workbook without the time it was made at: the same sheets are the same bytes."""
    made = BytesIO()
    with ZipFile(BytesIO(workbook)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.compress_type = 3, ZIP_DEFLATED  # as on Linux, wherever it is built
            new.writestr(entry, _TIME.sub(_SOME_TIME, content) if name == "docProps/core.xml" else content)
    return made.getvalue()


def _wanted(tree: Tree, only: str | None) -> Iterator[tuple[Path, bytes]]:
    pages = _pages(tree)
    if not pages:
        return
    chosen = {lesson.number for lesson in tree.chosen(only)}
    before = _built(tree) if only else {}  # the sheets of other lessons are not computed for one alone
    copies = {
        page.sheet.name: before[page.sheet.name]
        if page.number not in chosen and page.sheet.name in before
        else model_copy(page)
        for page in pages
    }
    yield _json(tree), _packed(copies)
    for number in sorted(chosen):
        if earlier := [page for page in pages if page.number < number]:
            yield _path(tree, number), steady(catch_up_copy(earlier, copies))


def _packed(copies: Mapping[str, Kept]) -> bytes:
    content = {name: {"answers": one.answers, "shown": one.shown} for name, one in copies.items()}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _built(tree: Tree) -> dict[str, Kept]:
    built_copies.cache_clear()
    return built_copies() if _json(tree) == COPIES else {}


def _strays(tree: Tree) -> list[Path]:
    first = min((page.number for page in _pages(tree)), default=None)
    wanted = {_path(tree, one.number) for one in tree.lessons() if first is not None and one.number > first}
    return sorted(set((tree.root / "solutions").glob("customer-plan-before-*.xlsx")) - wanted)


def _pages(tree: Tree):
    """The sheets of this course; another repository's lessons are not the ones that can be imported here."""
    return plan_pages() if tree.root == REPOSITORY else ()


def _json(tree: Tree) -> Path:
    return tree.root / COPIES.relative_to(REPOSITORY)


def _path(tree: Tree, number: str) -> Path:
    return tree.root / "solutions" / f"customer-plan-before-{number}.xlsx"


def _name(tree: Tree, path: Path) -> str:
    return path.relative_to(tree.root).as_posix()


def _says_the_same(path: Path, content: bytes) -> bool:
    """Whether the file holds the same parts; how they are packed may differ with a machine's zlib."""
    try:
        old = path.read_bytes()
        return old == content or (path.suffix == ".xlsx" and _parts(old) == _parts(content))
    except (OSError, BadZipFile):
        return False


def _parts(workbook: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(workbook)) as file:
        return {name: file.read(name) for name in file.namelist()}
