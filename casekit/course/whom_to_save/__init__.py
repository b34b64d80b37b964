"""Lesson 17: whom to save. Its questions in the order of the practice, its lab, its sheet of the customer plan."""

from casekit.course.whom_to_save.at_risk import AT_RISK, GAIN
from casekit.course.whom_to_save.board import GAPS, WAYS
from casekit.course.whom_to_save.four_kinds import KINDS, UPLIFT
from casekit.course.whom_to_save.lab import LABS as LABS
from casekit.course.whom_to_save.measures import MEASURES
from casekit.course.whom_to_save.note import NOTE
from casekit.course.whom_to_save.plan import PLAN as PLAN
from casekit.course.whom_to_save.profit import DISCOUNT, POINTS
from casekit.course.whom_to_save.ranking import FIRST, VERDICT
from casekit.course.whom_to_save.recall import MARGIN, TRIAL
from casekit.course.whom_to_save.salon_calls import SALON
from casekit.course.whom_to_save.spending import CHOICE, COST_SAVED

QUESTIONS = (
    TRIAL,
    MARGIN,
    KINDS,
    UPLIFT,
    FIRST,
    AT_RISK,
    GAIN,
    VERDICT,
    CHOICE,
    COST_SAVED,
    POINTS,
    DISCOUNT,
    MEASURES,
    WAYS,
    GAPS,
    NOTE,
    SALON,
)
