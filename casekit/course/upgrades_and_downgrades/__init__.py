"""Lesson 06: upgrades and downgrades. Its questions in the order of the practice, its lab, its sheet of the plan."""

from casekit.course.companies import machinery
from casekit.course.upgrades_and_downgrades.benefit import CANNOT_TELL, EFFECT
from casekit.course.upgrades_and_downgrades.choosing import CHOOSE
from casekit.course.upgrades_and_downgrades.entitled import ENTITLED
from casekit.course.upgrades_and_downgrades.fairness import RATES
from casekit.course.upgrades_and_downgrades.luck import SHRINK
from casekit.course.upgrades_and_downgrades.margins import MARGIN
from casekit.course.upgrades_and_downgrades.moving import KEPT_SHARE, MATRIX
from casekit.course.upgrades_and_downgrades.newcomers import BOTH_WAYS, OCTOBER
from casekit.course.upgrades_and_downgrades.notice import NOTICE
from casekit.course.upgrades_and_downgrades.over_time import review_model
from casekit.course.upgrades_and_downgrades.plan import PLAN as PLAN
from casekit.course.upgrades_and_downgrades.recall import HOLES, QUIET
from casekit.course.upgrades_and_downgrades.salon_top import SALON_TOP
from casekit.course.upgrades_and_downgrades.service_words import SERVICE_WORDS
from casekit.course.upgrades_and_downgrades.shares import SHARES
from casekit.course.upgrades_and_downgrades.working_day import BY_HAND, REVIEW_DAY

QUESTIONS = (
    QUIET,
    HOLES,
    MATRIX,
    KEPT_SHARE,
    SHARES,
    OCTOBER,
    BOTH_WAYS,
    SHRINK,
    MARGIN,
    CHOOSE,
    REVIEW_DAY,
    BY_HAND,
    NOTICE,
    ENTITLED,
    RATES,
    EFFECT,
    CANNOT_TELL,
    SERVICE_WORDS,
    SALON_TOP,
)


def _review_lab():
    from casekit.widgets.review_lab import review_lab

    return review_lab(review_model(machinery(0)))


LABS = {"review": _review_lab}
