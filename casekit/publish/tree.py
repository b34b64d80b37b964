"""Where sources and built notebooks are, and which lessons the curriculum asks for."""

import re
from dataclasses import dataclass
from pathlib import Path

from casekit.course.curriculum import Lesson, lessons
from casekit.errors import CasekitError
from casekit.text import _

FOLDERS = {"lesson": "notebooks", "exercise": "exercises", "solution": "solutions"}
_SOURCE_NAME = re.compile(r"(?P<stem>\d\d-[a-z0-9-]+)(?P<practice>\.practice)?\.py")


@dataclass(frozen=True)
class Tree:
    """A repository of lessons: ``curriculum.toml``, ``authoring/``, and what is built from them."""

    root: Path

    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons in the curriculum's order. Raises CasekitError when the curriculum cannot be read."""
        return lessons(self.root / "curriculum.toml")

    def chosen(self, only: str | None) -> list[Lesson]:
        """All lessons, or the one with the number or stem ``only``. Raises CasekitError when there is none."""
        listed = self.lessons()
        if only is None:
            return list(listed)
        found = [lesson for lesson in listed if only in (lesson.number, lesson.stem)]
        if not found:
            numbers = ", ".join(lesson.number for lesson in listed)
            raise CasekitError(
                _("There is no lesson {only}: curriculum.toml has {numbers}.").format(only=only, numbers=numbers)
            )
        return found

    def source(self, lesson: Lesson, kind: str) -> Path:
        """The authoring file that a notebook of this kind is made from."""
        ending = ".py" if kind == "lesson" else ".practice.py"
        return self.root / "authoring" / f"{lesson.stem}{ending}"

    def built(self, lesson: Lesson, kind: str) -> Path:
        """Where the notebook of this kind goes."""
        return self.root / FOLDERS[kind] / f"{lesson.stem}.ipynb"

    def edition(self, lesson: Lesson, kind: str) -> Path:
        """Where the trainer's edition of a lesson or of a solution goes."""
        ending = ".ipynb" if kind == "lesson" else ".practice.ipynb"
        return self.root / "trainers" / "editions" / f"{lesson.stem}{ending}"

    def mismatches(self) -> list[str]:
        """Sentences about lessons that are in the curriculum or in ``authoring/``, but not in both."""
        return [*self._not_written(), *self._not_listed(), *self._out_of_order()]

    def orphans(self) -> list[Path]:
        """Notebooks in the built folders that no lesson of the curriculum accounts for."""
        wanted = {self.built(lesson, kind) for lesson in self.lessons() for kind in FOLDERS}
        there = (path for folder in FOLDERS.values() for path in (self.root / folder).glob("*.ipynb"))
        return sorted(set(there) - wanted)

    def _not_written(self):
        for lesson in self.lessons():
            for kind in ("lesson", "exercise"):
                source = self.source(lesson, kind)
                if not source.exists():
                    yield _("Lesson {number} is in curriculum.toml, but authoring/{name} is not written.").format(
                        number=lesson.number, name=source.name
                    )

    def _not_listed(self):
        listed = {lesson.stem for lesson in self.lessons()}
        for path in sorted((self.root / "authoring").glob("*.py")):
            match = _SOURCE_NAME.fullmatch(path.name)
            if match is None:
                yield _("authoring/{name} has no lesson's name: call it NN-slug.py or NN-slug.practice.py.").format(
                    name=path.name
                )
            elif match["stem"] not in listed:
                yield _("authoring/{name} is written, but its lesson is not in curriculum.toml.").format(name=path.name)

    def _out_of_order(self):
        numbers = [lesson.number for lesson in self.lessons()]
        for before, after in zip(numbers, numbers[1:], strict=False):
            if before >= after:
                yield _("curriculum.toml lists lesson {after} after lesson {before}: put the rows in order.").format(
                    after=after, before=before
                )
