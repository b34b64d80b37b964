"""Reviews: grades over time. Who moves, who stays, what it means, and what customers are told.

Pure functions from tables and policies to tables. Those that see customers take any engine; what is small (a matrix, a
log, a handful of groups) comes back as pandas. The rules and the sources of the formulas are in grading's README.
"""

from casekit.grading.review.benefits import BenefitEffect, benefit_effect
from casekit.grading.review.fallback import FallBack, fall_back
from casekit.grading.review.letters import notices
from casekit.grading.review.migration import Migration, migration_matrix
from casekit.grading.review.overrides import override_log
from casekit.grading.review.rates import grade_rates
from casekit.grading.review.reviewing import review
from casekit.grading.review.rules import ReviewRules
from casekit.grading.review.service import entitlement_audit, service_levels
from casekit.grading.review.shrinkage import shrink
from casekit.grading.review.versions import PolicyVersions

__all__ = [
    "BenefitEffect",
    "FallBack",
    "Migration",
    "PolicyVersions",
    "ReviewRules",
    "benefit_effect",
    "entitlement_audit",
    "fall_back",
    "grade_rates",
    "migration_matrix",
    "notices",
    "override_log",
    "review",
    "service_levels",
    "shrink",
]
