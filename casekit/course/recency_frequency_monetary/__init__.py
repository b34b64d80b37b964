"""Lesson 03: recency, frequency, monetary value. Its questions in the order of the practice, and its lab."""

from casekit.course.recency_frequency_monetary.acting import REGRESSION, SHARE_CALLS
from casekit.course.recency_frequency_monetary.bounds import CANNOT_TELL, DEVELOP_OR_MANAGE
from casekit.course.recency_frequency_monetary.classes import LIFE_CYCLE, SALON_HABIT
from casekit.course.recency_frequency_monetary.combining import CALL_ORDER, LARGE_BUT_SELDOM
from casekit.course.recency_frequency_monetary.counting import FREQUENCY, FUNCTION, SINCE
from casekit.course.recency_frequency_monetary.groups import FAIR_GROUPS, GROUP_TOTALS
from casekit.course.recency_frequency_monetary.plan import PLAN as PLAN
from casekit.course.recency_frequency_monetary.recall import CUMULATIVE, WEIGHTED_MEAN
from casekit.course.recency_frequency_monetary.scoring import CUTS, DIRECTION, SPLIT
from casekit.course.recency_frequency_monetary.shop import cdnow
from casekit.text import _

QUESTIONS = (
    WEIGHTED_MEAN,
    CUMULATIVE,
    FREQUENCY,
    SINCE,
    FUNCTION,
    DIRECTION,
    SPLIT,
    CUTS,
    CALL_ORDER,
    LARGE_BUT_SELDOM,
    LIFE_CYCLE,
    DEVELOP_OR_MANAGE,
    GROUP_TOTALS,
    FAIR_GROUPS,
    CANNOT_TELL,
    SHARE_CALLS,
    REGRESSION,
    SALON_HABIT,
)


def _score_lab():
    from casekit.labs.score import ScoreLab
    from casekit.widgets.score_lab import score_lab

    case = cdnow(0)
    return score_lab(ScoreLab(case.transactions, case.calibration_end, time_unit="D"), unit=_("days"))


LABS = {"score": _score_lab}
