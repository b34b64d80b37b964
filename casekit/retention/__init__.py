"""Retention: who leaves, what changes it, and whom to save with the money there is."""

from casekit.retention.accounts import Incentive, assign_incentives, greeting_calendar, leaders_meetings, route_accounts
from casekit.retention.against_truth import choices_against_truth
from casekit.retention.board import PlanBoard, measures, plan_board, ways
from casekit.retention.budget import Allocation, allocate_budget, allocate_by_rule
from casekit.retention.churn_model import ChurnModel, fit_churn
from casekit.retention.dynamic import active_rate, reaction_time, sinking_relations, six_analyses
from casekit.retention.experiment import TrialResult, draw_lot, power, read_trial, trial_size
from casekit.retention.funds import Outflow, outflow
from casekit.retention.judging import area_under_curve, best_cut_off, calibration, lift
from casekit.retention.kinds import foretold_kinds, response_kinds, value_at_risk
from casekit.retention.new_and_kept import cost_new_and_kept, discount_and_repurchase, member_plan_return
from casekit.retention.out_of_time import OutOfTime, out_of_time_split
from casekit.retention.qini import QiniCurve, qini_curve
from casekit.retention.rates import (
    ChurnRate,
    QuietRate,
    churn_rate,
    gone_quiet,
    quiet_rate,
    rate_a_period,
    yearly_rate,
)
from casekit.retention.reasons import Way, churn_reasons, compare_ways
from casekit.retention.signs import Sign, warn
from casekit.retention.simulator import Firm, simulate_retention
from casekit.retention.survival import SurvivalCurve, survival_curve
from casekit.retention.uplift import UpliftModel, fit_uplift
from casekit.retention.uplift_calibration import uplift_calibration
from casekit.retention.watching import fall, falls, idle

__all__ = [
    "Allocation",
    "ChurnModel",
    "ChurnRate",
    "Firm",
    "Incentive",
    "OutOfTime",
    "Outflow",
    "PlanBoard",
    "QiniCurve",
    "QuietRate",
    "Sign",
    "SurvivalCurve",
    "TrialResult",
    "UpliftModel",
    "Way",
    "active_rate",
    "allocate_budget",
    "allocate_by_rule",
    "area_under_curve",
    "assign_incentives",
    "best_cut_off",
    "calibration",
    "choices_against_truth",
    "churn_rate",
    "churn_reasons",
    "compare_ways",
    "cost_new_and_kept",
    "discount_and_repurchase",
    "draw_lot",
    "fall",
    "falls",
    "fit_churn",
    "fit_uplift",
    "foretold_kinds",
    "gone_quiet",
    "greeting_calendar",
    "idle",
    "leaders_meetings",
    "lift",
    "measures",
    "member_plan_return",
    "out_of_time_split",
    "outflow",
    "plan_board",
    "power",
    "qini_curve",
    "quiet_rate",
    "rate_a_period",
    "reaction_time",
    "read_trial",
    "response_kinds",
    "route_accounts",
    "simulate_retention",
    "sinking_relations",
    "six_analyses",
    "survival_curve",
    "trial_size",
    "uplift_calibration",
    "value_at_risk",
    "warn",
    "ways",
    "yearly_rate",
]
