"""Lesson 16: did it work. Its questions in the order of the practice, its sheet of the customer plan."""

from casekit.course.did_it_work.counting import COST, EFFECT, SAVED
from casekit.course.did_it_work.elsewhere import ELSEWHERE
from casekit.course.did_it_work.flaws import MATCH
from casekit.course.did_it_work.intervals import LOWER
from casekit.course.did_it_work.lots import ORDER, TORN
from casekit.course.did_it_work.plan import PLAN as PLAN
from casekit.course.did_it_work.ranking import FIRST, SAY
from casekit.course.did_it_work.recall import AVOIDABLE, QUARTER
from casekit.course.did_it_work.sizes import ALARMS, NEEDED
from casekit.course.did_it_work.upgraded import BILL, BY_GRADE
from casekit.course.did_it_work.verdicts import CANNOT_TELL, VERDICTS

QUESTIONS = (
    QUARTER,
    AVOIDABLE,
    SAVED,
    EFFECT,
    COST,
    BILL,
    BY_GRADE,
    LOWER,
    VERDICTS,
    CANNOT_TELL,
    NEEDED,
    ALARMS,
    ORDER,
    MATCH,
    TORN,
    FIRST,
    SAY,
    ELSEWHERE,
)
