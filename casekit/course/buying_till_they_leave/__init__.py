"""Lesson 09: buying till they leave. Its questions in the order of the practice, its lab, its sheet of the plan."""

from casekit.course.buying_till_they_leave.fitting import FITS, RATE
from casekit.course.buying_till_they_leave.forecast import CALIBRATION
from casekit.course.buying_till_they_leave.gone_where import CANNOT_TELL
from casekit.course.buying_till_they_leave.histories import HISTORIES
from casekit.course.buying_till_they_leave.lab import LABS as LABS
from casekit.course.buying_till_they_leave.models import STORIES
from casekit.course.buying_till_they_leave.once import ONE_TIMERS
from casekit.course.buying_till_they_leave.plan import PLAN as PLAN
from casekit.course.buying_till_they_leave.recall import LATER, REPEATS
from casekit.course.buying_till_they_leave.report import REPORT
from casekit.course.buying_till_they_leave.salon import SALON
from casekit.course.buying_till_they_leave.silence import GAPS, RANKED
from casekit.course.buying_till_they_leave.spend import SPEND
from casekit.course.buying_till_they_leave.supermarket import SUPERMARKET
from casekit.course.buying_till_they_leave.worth import WORTH

QUESTIONS = (
    REPEATS,
    LATER,
    HISTORIES,
    GAPS,
    RANKED,
    RATE,
    FITS,
    STORIES,
    ONE_TIMERS,
    CALIBRATION,
    REPORT,
    CANNOT_TELL,
    SPEND,
    WORTH,
    SALON,
    SUPERMARKET,
)
