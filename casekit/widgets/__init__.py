"""The faces of questions, guesses, progress and labs in a notebook. They show and ask; they reckon nothing.

Names load when first used: a face brings ipywidgets with it.
"""

from importlib import import_module

_HOMES = {
    "QuestionCard": "casekit.widgets.card",
    "PredictionCard": "casekit.widgets.predict",
    "PlanCard": "casekit.widgets.plan",
    "ResumeCard": "casekit.widgets.resume",
    "LabFace": "casekit.widgets.lab",
}

__all__ = ["LabFace", "PlanCard", "PredictionCard", "QuestionCard", "ResumeCard"]


def __getattr__(name):
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'casekit.widgets' has no attribute {name!r}")


def __dir__():
    return sorted([*globals(), *_HOMES])
