"""casekit: grade customers, find what a VIP is worth, keep them. Taught in notebooks, used on Monday.

Names load when first used, so that ``import casekit`` costs next to nothing.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "CasekitError": "casekit.errors",
    "load_case": "casekit.cases",
    "ask": "casekit.course",
    "check": "casekit.course",
    "data": "casekit.course",
    "predict": "casekit.course",
    "reveal": "casekit.course",
    "resume": "casekit.course",
    "lab": "casekit.course",
    "plan": "casekit.course",
    "catch_up": "casekit.course",
    "my_plan": "casekit.course",
}


def __getattr__(name):
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'casekit' has no attribute {name!r}")


def __dir__():
    return sorted([*globals(), *_HOMES])
