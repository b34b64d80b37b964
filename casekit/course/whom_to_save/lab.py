"""The lab of lesson 17: the retention-budget game on the four campaigns of 2025."""

from casekit.course.companies import telecom
from casekit.course.whom_to_save.company import BUDGET, COST, year_ahead
from casekit.labs import BudgetLab


def _budget_lab():
    from casekit.widgets.budget_lab import budget_lab

    return budget_lab(BudgetLab(year_ahead(telecom(0)).assign(cost=COST), budget=BUDGET))


LABS = {"budget": _budget_lab}
