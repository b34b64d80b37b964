"""Value: what a customer is worth."""

from casekit.grading.currency import one_currency
from casekit.value.against_truth import AliveAgainstTruth, alive_against_truth, purchases_against_truth
from casekit.value.arpu import arpu
from casekit.value.as_before import AsBefore
from casekit.value.bg_nbd import fit_bg_nbd
from casekit.value.calibration import calibration_by_decile, calibration_by_frequency, compare_forecasts
from casekit.value.cohorts import RetentionCurves, retention_curves
from casekit.value.concentration import Concentration, concentration
from casekit.value.contract_value import ContractValue, contract_value
from casekit.value.cost_to_serve import Activity, cost_to_serve
from casekit.value.credit import credit_limit_test, days_sales_outstanding, exposure, outstanding_by_group
from casekit.value.discounting import discount_factors, period_rate, present_value
from casekit.value.first_and_repeat import FirstAndRepeat, first_and_repeat
from casekit.value.gamma_gamma import fit_gamma_gamma
from casekit.value.holdout import holdout_summary
from casekit.value.invest import InvestRules, invest_keep_avoid
from casekit.value.lifetime_value import lifetime_value
from casekit.value.nbd import fit_nbd
from casekit.value.not_key import BigRules, looks_big
from casekit.value.pareto_nbd import fit_pareto_nbd
from casekit.value.priorities import cut_at_budget, priority_ranking, return_on_investment
from casekit.value.profitability import profitability
from casekit.value.receivables import ageing, open_items, overpaid
from casekit.value.renewals import renewal_counts
from casekit.value.retention_rates import RetentionRates, retention_rates
from casekit.value.sbg import fit_sbg
from casekit.value.segment_values import segment_values
from casekit.value.service_return import best_hours, service_returns
from casekit.value.tenure_profit import TenureProfit, tenure_profit
from casekit.value.tracking import cumulative_purchases
from casekit.value.wallet import share_of_wallet, wallet_totals
from casekit.value.whale import Whale, whale, whale_curve

__all__ = [
    "Activity",
    "AliveAgainstTruth",
    "AsBefore",
    "BigRules",
    "Concentration",
    "ContractValue",
    "FirstAndRepeat",
    "InvestRules",
    "RetentionCurves",
    "RetentionRates",
    "TenureProfit",
    "Whale",
    "ageing",
    "alive_against_truth",
    "arpu",
    "best_hours",
    "calibration_by_decile",
    "calibration_by_frequency",
    "compare_forecasts",
    "concentration",
    "contract_value",
    "cost_to_serve",
    "credit_limit_test",
    "cumulative_purchases",
    "cut_at_budget",
    "days_sales_outstanding",
    "discount_factors",
    "exposure",
    "first_and_repeat",
    "fit_bg_nbd",
    "fit_gamma_gamma",
    "fit_nbd",
    "fit_pareto_nbd",
    "fit_sbg",
    "holdout_summary",
    "invest_keep_avoid",
    "lifetime_value",
    "looks_big",
    "one_currency",
    "open_items",
    "outstanding_by_group",
    "overpaid",
    "period_rate",
    "present_value",
    "priority_ranking",
    "profitability",
    "purchases_against_truth",
    "renewal_counts",
    "retention_curves",
    "retention_rates",
    "return_on_investment",
    "segment_values",
    "service_returns",
    "share_of_wallet",
    "tenure_profit",
    "wallet_totals",
    "whale",
    "whale_curve",
]
