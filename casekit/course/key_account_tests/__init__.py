"""Lesson 05: key-account tests. Its questions in the order of the practice, and its sheet of the customer plan."""

from casekit.course.key_account_tests.flags import STRATEGIC, TYPES_HELD
from casekit.course.key_account_tests.groups import UNITS
from casekit.course.key_account_tests.joined import THREE_TESTS
from casekit.course.key_account_tests.limits import LIMITS
from casekit.course.key_account_tests.looks_big import LOOKS_BIG
from casekit.course.key_account_tests.note import NOTE
from casekit.course.key_account_tests.overlaps import PAIRS, SPECIAL
from casekit.course.key_account_tests.personas import MAY_NOT, PERSONAS
from casekit.course.key_account_tests.plan import PLAN as PLAN
from casekit.course.key_account_tests.points import TRAITS
from casekit.course.key_account_tests.recall import HOLE, RATE
from casekit.course.key_account_tests.recognition import COUNTER, NOT_IN_SOURCE

QUESTIONS = (
    RATE,
    HOLE,
    STRATEGIC,
    TYPES_HELD,
    SPECIAL,
    PAIRS,
    UNITS,
    LIMITS,
    COUNTER,
    NOTE,
    THREE_TESTS,
    TRAITS,
    LOOKS_BIG,
    PERSONAS,
    MAY_NOT,
    NOT_IN_SOURCE,
)
