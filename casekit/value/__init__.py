"""Value: what a customer is worth."""

from casekit.value.bg_nbd import fit_bg_nbd
from casekit.value.gamma_gamma import fit_gamma_gamma
from casekit.value.lifetime_value import lifetime_value
from casekit.value.nbd import fit_nbd
from casekit.value.pareto_nbd import fit_pareto_nbd
from casekit.value.sbg import fit_sbg

__all__ = ["fit_bg_nbd", "fit_gamma_gamma", "fit_nbd", "fit_pareto_nbd", "fit_sbg", "lifetime_value"]
