"""Cases: the companies the lessons decide for. :func:`load_case` brings one with its tables and their dictionary."""

from casekit.cases.case import Case
from casekit.cases.loading import load_case
from casekit.cases.writing import digest

__all__ = ["Case", "digest", "load_case"]
