"""The JavaScript and CSS of the faces, read from the files in ``page/`` beside this module.

A widget can bring one script only, and nothing may come from a network. So a script that imports others of the folder
is joined with them into one text, in the order in which they are needed. Every file stays a module of its own that an
editor, a linter or Node can read.
"""

import re
from functools import cache
from pathlib import Path

PAGE = Path(__file__).parent / "page"

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.M)
_EXPORT = re.compile(r"^export (?=function|const|class)", re.M)


@cache
def script(name: str) -> str:
    """The script ``page/<name>`` with everything it imports, as one module with one default export."""
    return "\n".join(_flat(path) for path in _needed(PAGE / name, seen=[]))


@cache
def stylesheet(*names: str) -> str:
    """The style sheets ``page/<name>``, joined."""
    return "\n".join((PAGE / name).read_text(encoding="utf-8") for name in names)


def _needed(path: Path, seen: list[Path]) -> list[Path]:
    for other in _IMPORT.findall(path.read_text(encoding="utf-8")):
        if path.parent / other not in seen:
            _needed(path.parent / other, seen)
    if path not in seen:
        seen.append(path)
    return seen


def _flat(path: Path) -> str:
    return _EXPORT.sub("", _IMPORT.sub("", path.read_text(encoding="utf-8")))
