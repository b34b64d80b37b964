"""Lesson 04: grade policies. Its questions in the order of the practice, its lab, and its sheet of the customer plan."""

from casekit.course.companies import telecom
from casekit.course.grade_policies.bands import BY_THE_PRINT, TWO_HITS
from casekit.course.grade_policies.bounds import NOTE, STARS
from casekit.course.grade_policies.eligibility import ELIGIBLE, HOW_MANY
from casekit.course.grade_policies.holes import RICHEST_HOLE
from casekit.course.grade_policies.ironbridge import OTHER_TRADE
from casekit.course.grade_policies.mending import UNCOVERED, WHO_GAINS
from casekit.course.grade_policies.months import CALENDAR_MONTHS
from casekit.course.grade_policies.plan import PLAN as PLAN
from casekit.course.grade_policies.plan import policy_model
from casekit.course.grade_policies.recall import CARRIER, COMPLETE
from casekit.course.grade_policies.testing import TEST_ORDER
from casekit.course.grade_policies.tiers import OPEN_BAND, TIER

QUESTIONS = (
    COMPLETE,
    CARRIER,
    BY_THE_PRINT,
    TIER,
    TEST_ORDER,
    RICHEST_HOLE,
    TWO_HITS,
    UNCOVERED,
    NOTE,
    ELIGIBLE,
    CALENDAR_MONTHS,
    HOW_MANY,
    STARS,
    OTHER_TRADE,
    OPEN_BAND,
    WHO_GAINS,
)


def _policy_lab():
    from casekit.widgets.policy_lab import policy_lab

    return policy_lab(policy_model(telecom(0)))


LABS = {"policies": _policy_lab}
