"""Lesson 00: a first question to try, and a ten-minute diagnostic that decides nothing."""

from casekit.course.start_here.charts import CHART, GROWTH
from casekit.course.start_here.sums import CUMULATIVE_SHARE, DOWN_AND_UP, TRY_IT, WEIGHTED_MEAN

ASKED_IN_LESSON = (TRY_IT.id,)
QUESTIONS = (TRY_IT, DOWN_AND_UP, WEIGHTED_MEAN, CUMULATIVE_SHARE, GROWTH, CHART)
