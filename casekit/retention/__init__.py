"""Retention: who leaves, what changes it, and whom to save with the money there is."""

from casekit.retention.budget import allocate_budget, allocate_by_rule
from casekit.retention.churn_model import fit_churn
from casekit.retention.experiment import draw_lot, power, read_trial, trial_size
from casekit.retention.judging import area_under_curve, best_cut_off, calibration, lift
from casekit.retention.qini import qini_curve
from casekit.retention.rates import churn_rate, gone_quiet, rate_a_period, yearly_rate
from casekit.retention.survival import survival_curve
from casekit.retention.uplift import fit_uplift

__all__ = [
    "allocate_budget",
    "allocate_by_rule",
    "area_under_curve",
    "best_cut_off",
    "calibration",
    "churn_rate",
    "draw_lot",
    "fit_churn",
    "fit_uplift",
    "gone_quiet",
    "lift",
    "power",
    "qini_curve",
    "rate_a_period",
    "read_trial",
    "survival_curve",
    "trial_size",
    "yearly_rate",
]
