"""Lesson 02: ABC and Pareto. Its questions in the order of the practice, its lab, and its sheet of the customer plan."""

from casekit.course.abc_and_pareto.capacity import CUT_POINTS, HOURS
from casekit.course.abc_and_pareto.claims import CLAIM, OVER_HUNDRED
from casekit.course.abc_and_pareto.communities import AREA_MEAN, WALK_IN
from casekit.course.abc_and_pareto.composing import TARGET
from casekit.course.abc_and_pareto.cutting import CLASS_TOTALS, CLASSES
from casekit.course.abc_and_pareto.note import NOTE
from casekit.course.abc_and_pareto.plan import PLAN as PLAN
from casekit.course.abc_and_pareto.plan import abc_model
from casekit.course.abc_and_pareto.profit import FIVE_LARGEST, MARGIN, SMALL
from casekit.course.abc_and_pareto.recall import POINTS, SAME_UNIT
from casekit.course.abc_and_pareto.reconciling import LOST, RECONCILE, SIMULATED
from casekit.course.abc_and_pareto.running import RUNNING_SHARE
from casekit.course.abc_and_pareto.salon import COMPOSITION, GOODS_TO_80
from casekit.course.companies import telecom

QUESTIONS = (
    POINTS,
    SAME_UNIT,
    RECONCILE,
    CLASSES,
    RUNNING_SHARE,
    CLASS_TOTALS,
    CLAIM,
    FIVE_LARGEST,
    OVER_HUNDRED,
    MARGIN,
    SMALL,
    CUT_POINTS,
    HOURS,
    TARGET,
    LOST,
    SIMULATED,
    NOTE,
    COMPOSITION,
    GOODS_TO_80,
    AREA_MEAN,
    WALK_IN,
)


def _abc_lab():
    from casekit.widgets.abc_lab import abc_lab

    return abc_lab(abc_model(telecom(0)))


LABS = {"abc": _abc_lab}
