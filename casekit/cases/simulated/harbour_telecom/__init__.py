"""harbour-telecom: a fictional telecom company over three years, the spine of the course's story."""

from casekit.cases.simulated.harbour_telecom.parameters import SHIPPED_SEED
from casekit.cases.simulated.harbour_telecom.registry import TABLES, TRUTH
from casekit.cases.simulated.harbour_telecom.world import World

__all__ = ["SHIPPED_SEED", "TABLES", "TRUTH", "World"]
