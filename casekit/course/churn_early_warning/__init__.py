"""Lesson 15: churn early warning. Its questions in the order of the practice, and its sheet of the customer plan."""

from casekit.course.churn_early_warning.active import ACTIVE, SINKING
from casekit.course.churn_early_warning.forty import FORTY
from casekit.course.churn_early_warning.judging import CUT, LIFT
from casekit.course.churn_early_warning.lab import LABS as LABS
from casekit.course.churn_early_warning.listing import LIST
from casekit.course.churn_early_warning.model import LEAK, SPLIT
from casekit.course.churn_early_warning.note import NOTE
from casekit.course.churn_early_warning.outflow import OUTFLOW
from casekit.course.churn_early_warning.plan import PLAN as PLAN
from casekit.course.churn_early_warning.rates import RATE, TENURE, YEAR
from casekit.course.churn_early_warning.recall import MOVED, POOLED
from casekit.course.churn_early_warning.signs import LEVEL
from casekit.course.churn_early_warning.staying import QUIET, SURVIVE
from casekit.course.churn_early_warning.why import TOP, WIN_BACK

QUESTIONS = (
    POOLED,
    MOVED,
    YEAR,
    RATE,
    SURVIVE,
    TENURE,
    QUIET,
    TOP,
    WIN_BACK,
    LEVEL,
    OUTFLOW,
    NOTE,
    LEAK,
    SPLIT,
    LIFT,
    CUT,
    LIST,
    FORTY,
    ACTIVE,
    SINKING,
)
