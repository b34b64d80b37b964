"""Lesson 07: what a customer leaves us. Its questions in the order of the practice, its lab, its sheet of the plan."""

from casekit.course.customer_profitability.arpu import CHANGE, MIX
from casekit.course.customer_profitability.credit import DSO, EXPOSURE
from casekit.course.customer_profitability.curve import PEAK
from casekit.course.customer_profitability.dropping import DROP, DROP_WHICH
from casekit.course.customer_profitability.lab import LABS as LABS
from casekit.course.customer_profitability.left import INDUSTRIES, STATEMENT
from casekit.course.customer_profitability.losing import ONE_GOES, WALLET
from casekit.course.customer_profitability.marginal import HOUR_AWAY, SIXTY_HOURS
from casekit.course.customer_profitability.not_key import NOT_KEY
from casekit.course.customer_profitability.note import NOTE
from casekit.course.customer_profitability.plan import PLAN as PLAN
from casekit.course.customer_profitability.recall import GROUP, TALKS
from casekit.course.customer_profitability.receivables import LATE
from casekit.course.customer_profitability.stays import COSTS
from casekit.course.customer_profitability.verdicts import VERDICT

QUESTIONS = (
    GROUP,
    TALKS,
    CHANGE,
    MIX,
    STATEMENT,
    INDUSTRIES,
    COSTS,
    PEAK,
    DROP,
    DROP_WHICH,
    NOT_KEY,
    WALLET,
    HOUR_AWAY,
    SIXTY_HOURS,
    VERDICT,
    NOTE,
    ONE_GOES,
    LATE,
    DSO,
    EXPOSURE,
)
