"""Lesson 07: what a customer leaves us. Its questions in the order of the practice, its lab, its sheet of the plan."""

from casekit.course.customer_profitability.arpu import CHANGE, MIX
from casekit.course.customer_profitability.curve import PEAK
from casekit.course.customer_profitability.dropping import DROP, DROP_WHICH
from casekit.course.customer_profitability.left import INDUSTRIES, STATEMENT
from casekit.course.customer_profitability.losing import ONE_GOES, WALLET
from casekit.course.customer_profitability.marginal import HOUR_AWAY, SIXTY_HOURS
from casekit.course.customer_profitability.not_key import NOT_KEY
from casekit.course.customer_profitability.stays import COSTS

QUESTIONS = (
    CHANGE,
    MIX,
    STATEMENT,
    INDUSTRIES,
    COSTS,
    PEAK,
    DROP,
    DROP_WHICH,
    NOT_KEY,
    ONE_GOES,
    WALLET,
    HOUR_AWAY,
    SIXTY_HOURS,
)


def _whale_lab():
    from casekit.course.companies import telecom
    from casekit.course.customer_profitability.company import HOUR, OVERHEAD, statements
    from casekit.labs import WhaleLab
    from casekit.widgets.whale_lab import whale_lab

    accounts = statements(telecom(0)).reset_index()
    return whale_lab(WhaleLab(accounts, overhead=OVERHEAD, hour_rate=HOUR))


LABS = {"whale": _whale_lab}
