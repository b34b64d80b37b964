"""The lab of lesson 07: the whale curve of Harbour Telecom's last year."""

from casekit.course.companies import telecom
from casekit.course.customer_profitability.company import HOUR, OVERHEAD, statements
from casekit.labs import WhaleLab


def _whale_lab():
    from casekit.widgets.whale_lab import whale_lab

    accounts = statements(telecom(0)).reset_index()
    return whale_lab(WhaleLab(accounts, overhead=OVERHEAD, hour_rate=HOUR))


LABS = {"whale": _whale_lab}
