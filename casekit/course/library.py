"""Finding a lesson's questions and labs.

Each lesson is a module with QUESTIONS, in the order of its practice; if it has any, LABS (name to the function that makes
the face), ASKED_IN_LESSON (ids of questions asked in the lesson itself and not in its practice) and PLAN (the sheet that
it adds to the customer plan).
"""

import json
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from casekit.course.curriculum import lesson, lessons
from casekit.errors import CasekitError
from casekit.practice import Question
from casekit.practice.plan import Page
from casekit.practice.plan_store import Kept
from casekit.text import _

COPIES = Path(__file__).parent / "plan_copies.json"  # built: see casekit.publish.plan_copies


def questions(name: str) -> tuple[Question, ...]:
    """The questions of a lesson (by number, slug or prefix), in the order of its practice."""
    return _module(lesson(name).module).QUESTIONS


def asked_in_lesson(name: str) -> tuple[str, ...]:
    """Ids of the questions that stand in the lesson itself."""
    return getattr(_module(lesson(name).module), "ASKED_IN_LESSON", ())


def question(id: str) -> Question:
    """The question with this id, such as ``rfm.tie``."""
    if not any(str(id).startswith(f"{one.prefix}.") for one in lessons()):
        raise CasekitError(
            _("There is no question “{id}”; ids begin with {prefixes}").format(
                id=id, prefixes=", ".join(f"“{one.prefix}.”" for one in lessons())
            )
        )
    of_the_lesson = questions(id.split(".")[0])
    for one in of_the_lesson:
        if one.id == id:
            return one
    raise CasekitError(
        _("There is no question “{id}”; this lesson has {known}.").format(
            id=id, known=", ".join(one.id for one in of_the_lesson)
        )
    )


def labs() -> dict:
    """Every lab of the course: its name and the function that makes its face."""
    return {name: make for one in lessons() for name, make in getattr(_module(one.module), "LABS", {}).items()}


def plan_pages() -> tuple[Page, ...]:
    """The sheets of the customer plan, in the order of their lessons."""
    modules = ((one.number, _module(one.module)) for one in lessons())
    return tuple(Page(number, module.PLAN) for number, module in modules if hasattr(module, "PLAN"))


@cache
def built_copies() -> dict[str, Kept]:
    """The catch-up copies as they were last built, by sheet; none where the file is missing or cannot be read.

    They spare a trainee the wait: a copy that is not here is computed from its case.
    """
    try:
        return {
            name: Kept(dict(one["answers"]), caught_up=True, shown=tuple(one["shown"]))
            for name, one in json.loads(COPIES.read_bytes()).items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


@cache
def _module(name: str) -> ModuleType:
    return import_module(f"casekit.course.{name}")
