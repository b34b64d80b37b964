"""Grade policies as files: reading one, grading by it, and saying why."""

from casekit.grading.policy.bands import Interval
from casekit.grading.policy.format import Condition, Eligibility, Filter, Grade, Measure, Part, Policy, Score, Special
from casekit.grading.policy.library import load_policy, policy_names

__all__ = [
    "Condition",
    "Eligibility",
    "Filter",
    "Grade",
    "Interval",
    "Measure",
    "Part",
    "Policy",
    "Score",
    "Special",
    "load_policy",
    "policy_names",
]
