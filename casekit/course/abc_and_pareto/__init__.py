"""Lesson 02: ABC and Pareto. Its questions in the order of the practice, its lab, and its sheet of the customer plan."""

from casekit.course.abc_and_pareto.capacity import CUT_POINTS, HOURS
from casekit.course.abc_and_pareto.claims import CLAIM, NOTE, OVER_HUNDRED
from casekit.course.abc_and_pareto.composing import TARGET
from casekit.course.abc_and_pareto.cutting import CLASS_TOTALS, CLASSES
from casekit.course.abc_and_pareto.profit import FIVE_LARGEST, MARGIN, SMALL
from casekit.course.abc_and_pareto.recall import POINTS, SAME_UNIT
from casekit.course.abc_and_pareto.reconciling import LOST, RECONCILE, SIMULATED
from casekit.course.abc_and_pareto.running import RUNNING_SHARE
from casekit.course.abc_and_pareto.salon import AREA_MEAN, COMPOSITION, GOODS_TO_80, WALK_IN

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
