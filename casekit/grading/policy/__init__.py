"""Grade policies as files: reading one, grading by it, and saying why."""

from casekit.grading.policy.bands import Interval
from casekit.grading.policy.format import Condition, Eligibility, Filter, Grade, Measure, Part, Policy, Score, Special
from casekit.grading.policy.library import load_policy, own_policies, policy_names
from casekit.grading.policy.recognition import recognition_list

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
    "own_policies",
    "policy_names",
    "recognition_list",
]
