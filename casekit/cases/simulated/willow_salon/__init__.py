"""The Willow Salon: a fictional beauty salon over 24 months, with cards, visits, products and the truth about them.

The process is told in ``datasets/willow-salon/README.md``; its numbers stand in :mod:`.parameters`.
"""

from casekit.cases.simulated.willow_salon.access_tables import access_log, access_matrix
from casekit.cases.simulated.willow_salon.client_tables import clients, true_clients, true_lives
from casekit.cases.simulated.willow_salon.parameters import SHIPPED_SEED
from casekit.cases.simulated.willow_salon.trade_tables import prepayments, products, sales, targets, therapists, visits
from casekit.cases.simulated.willow_salon.world import World

TABLES = {
    "clients": clients,
    "visits": visits,
    "sales": sales,
    "products": products,
    "prepayments": prepayments,
    "therapists": therapists,
    "targets": targets,
    "access_matrix": access_matrix,
    "access_log": access_log,
}
TRUTH = {"true_lives": true_lives, "true_clients": true_clients}

__all__ = ["SHIPPED_SEED", "TABLES", "TRUTH", "World"]
