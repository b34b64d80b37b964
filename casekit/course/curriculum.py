"""The course map, read from ``curriculum.toml``."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from casekit.errors import CasekitError
from casekit.paths import REPOSITORY
from casekit.text import _

MAP = REPOSITORY / "curriculum.toml"


@dataclass(frozen=True)
class Lesson:
    """One row of the course map."""

    number: str
    slug: str
    title: str
    module: str
    prefix: str
    case: str
    decision: str
    objectives: tuple[str, ...]
    before: tuple[str, ...]
    reading_minutes: int
    practice_minutes: int
    capabilities: tuple[str, ...]
    terms: tuple[str, ...]

    @property
    def stem(self) -> str:
        """The name its files share, such as ``03-recency-frequency-monetary``."""
        return f"{self.number}-{self.slug}"


@cache
def lessons(path: Path = MAP) -> tuple[Lesson, ...]:
    """The lessons in the order of the course. Raises CasekitError naming the lesson and the field that is amiss."""
    return tuple(_lesson(row, path) for row in _rows(path))


def lesson(name: str) -> Lesson:
    """The lesson with this number, slug or prefix."""
    for one in lessons():
        if name in (one.number, one.slug, one.prefix, one.stem):
            return one
    known = ", ".join(one.stem for one in lessons())
    raise CasekitError(_("There is no lesson “{name}”; there are {known}.").format(name=name, known=known))


def _rows(path: Path) -> list[dict]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")).get("lesson", [])
    except FileNotFoundError:
        raise CasekitError(
            _("The course map {path} is missing; fetch the course again.").format(path=path.name)
        ) from None
    except tomllib.TOMLDecodeError as problem:
        raise CasekitError(_("{path} cannot be read: {problem}.").format(path=path.name, problem=problem)) from None


def _lesson(row: dict, path: Path) -> Lesson:
    names = {field.name for field in fields(Lesson)}
    missing, extra = sorted(names - row.keys()), sorted(row.keys() - names)
    if missing or extra:
        raise CasekitError(
            _("{path}, lesson {number}: missing {missing}; unknown {extra}.").format(
                path=path.name,
                number=row.get("number", "?"),
                missing=", ".join(missing) or _("nothing"),
                extra=", ".join(extra) or _("nothing"),
            )
        )
    return Lesson(**{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()})
