"""Value: what a customer is worth."""

from casekit.grading.currency import one_currency
from casekit.value.arpu import arpu
from casekit.value.bg_nbd import fit_bg_nbd
from casekit.value.concentration import Concentration, concentration
from casekit.value.cost_to_serve import Activity, cost_to_serve
from casekit.value.gamma_gamma import fit_gamma_gamma
from casekit.value.lifetime_value import lifetime_value
from casekit.value.nbd import fit_nbd
from casekit.value.pareto_nbd import fit_pareto_nbd
from casekit.value.profitability import profitability
from casekit.value.receivables import (
    ageing,
    credit_limit_test,
    days_sales_outstanding,
    exposure,
    open_items,
    overpaid,
)
from casekit.value.sbg import fit_sbg
from casekit.value.wallet import share_of_wallet, wallet_totals
from casekit.value.whale import Whale, whale, whale_curve

__all__ = [
    "Activity",
    "Concentration",
    "Whale",
    "ageing",
    "arpu",
    "concentration",
    "cost_to_serve",
    "credit_limit_test",
    "days_sales_outstanding",
    "exposure",
    "fit_bg_nbd",
    "fit_gamma_gamma",
    "fit_nbd",
    "fit_pareto_nbd",
    "fit_sbg",
    "lifetime_value",
    "one_currency",
    "open_items",
    "overpaid",
    "profitability",
    "share_of_wallet",
    "wallet_totals",
    "whale",
    "whale_curve",
]
