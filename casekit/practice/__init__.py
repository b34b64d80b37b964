"""The practice engine: questions as contracts, checking, help, progress. Knows no customers and no screens."""

from casekit.practice.outcome import Outcome, Status, Unreadable
from casekit.practice.question import Accepted, Hints, Mistake, Question

__all__ = ["Accepted", "Hints", "Mistake", "Outcome", "Question", "Status", "Unreadable"]
