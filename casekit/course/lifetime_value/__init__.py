"""Lesson 08: lifetime value. Its questions in the order of the practice, its sheet of the customer plan."""

from casekit.course.lifetime_value.by_hand import BY_HAND, WORTH
from casekit.course.lifetime_value.curves import CURVE, WHOM
from casekit.course.lifetime_value.mixtures import CANNOT_TELL, ONE_RATE
from casekit.course.lifetime_value.paying import KEEP, WIN
from casekit.course.lifetime_value.period_rate import RATE
from casekit.course.lifetime_value.plan import PLAN as PLAN
from casekit.course.lifetime_value.present import RESIDUAL
from casekit.course.lifetime_value.recall import MARGIN, RETENTION
from casekit.course.lifetime_value.salon_repeat import SALON_REPEAT
from casekit.course.lifetime_value.steps import ORDER
from casekit.course.lifetime_value.tenure import CLAIMS, SAME

QUESTIONS = (
    MARGIN,
    RETENTION,
    BY_HAND,
    WORTH,
    RATE,
    WHOM,
    CURVE,
    ONE_RATE,
    CANNOT_TELL,
    RESIDUAL,
    WIN,
    KEEP,
    ORDER,
    SAME,
    CLAIMS,
    SALON_REPEAT,
)
