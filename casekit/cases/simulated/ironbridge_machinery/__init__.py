"""Ironbridge Machinery: a fictional seller of construction machinery over 36 months, its accounts, orders and grades.

The process is told in ``datasets/ironbridge-machinery/README.md``; its numbers stand in :mod:`.parameters`.
"""

from casekit.cases.simulated.ironbridge_machinery.account_tables import accounts, rival_offers, satisfaction_log
from casekit.cases.simulated.ironbridge_machinery.grade_tables import entitlements, grades, holdout, service_levels
from casekit.cases.simulated.ironbridge_machinery.parameters import SHIPPED_SEED
from casekit.cases.simulated.ironbridge_machinery.trade_tables import invoices, orders, payments, service
from casekit.cases.simulated.ironbridge_machinery.truth_tables import benefit_effect, true_lives, true_rates, true_value
from casekit.cases.simulated.ironbridge_machinery.world import World

TABLES = {
    "accounts": accounts,
    "orders": orders,
    "invoices": invoices,
    "payments": payments,
    "service": service,
    "grades": grades,
    "service_levels": service_levels,
    "entitlements": entitlements,
    "holdout": holdout,
    "satisfaction_log": satisfaction_log,
    "rival_offers": rival_offers,
}
TRUTH = {
    "true_lives": true_lives,
    "true_rates": true_rates,
    "true_value": true_value,
    "benefit_effect": benefit_effect,
}

__all__ = ["SHIPPED_SEED", "TABLES", "TRUTH", "World"]
