"""The course: one module a lesson, its questions and its lab, and what a notebook calls."""

from importlib import import_module

_HOMES = {
    **dict.fromkeys(("ask", "check", "data", "predict", "reveal", "lab", "resume"), "casekit.course.desk"),
    **dict.fromkeys(("question", "questions"), "casekit.course.library"),
    **dict.fromkeys(("plan", "catch_up", "my_plan"), "casekit.course.plan_desk"),
    "plan_pages": "casekit.course.library",
    "lessons": "casekit.course.curriculum",
}


def __getattr__(name):
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'casekit.course' has no attribute {name!r}")
