"""Grading: who buys, how often, how much, and what class that makes them. Pure functions from tables to tables.

Every function takes pandas, Polars (eager or lazy), DuckDB, PySpark or Dask and gives the same kind back. The rules
they share are in this folder's README.
"""

from casekit.grading.composition import composition
from casekit.grading.concentration import abc_classes, gini, lorenz_curve, top_share
from casekit.grading.customer_types import customer_types
from casekit.grading.groups import group_totals
from casekit.grading.habits import BasketRules, basket_classes, habit_classes
from casekit.grading.left_out import left_out
from casekit.grading.life_cycle import LifeCycleRules, life_cycle_classes
from casekit.grading.pareto import SmallCustomers, pareto_test, small_customers
from casekit.grading.policy import Policy, load_policy, policy_names, recognition_list
from casekit.grading.product_mix import product_mix
from casekit.grading.review import (
    BenefitEffect,
    FallBack,
    Migration,
    PolicyVersions,
    ReviewRules,
    benefit_effect,
    entitlement_audit,
    fall_back,
    grade_rates,
    migration_matrix,
    notices,
    override_log,
    review,
    service_levels,
    shrink,
)
from casekit.grading.rfm_scores import rfm_scores, score_edges
from casekit.grading.rfm_summary import rfm_summary
from casekit.grading.value_split import value_split, weighted_score

__all__ = [
    "BasketRules",
    "BenefitEffect",
    "FallBack",
    "LifeCycleRules",
    "Migration",
    "Policy",
    "PolicyVersions",
    "ReviewRules",
    "SmallCustomers",
    "abc_classes",
    "basket_classes",
    "benefit_effect",
    "composition",
    "customer_types",
    "entitlement_audit",
    "fall_back",
    "gini",
    "grade_rates",
    "group_totals",
    "habit_classes",
    "left_out",
    "life_cycle_classes",
    "load_policy",
    "lorenz_curve",
    "migration_matrix",
    "notices",
    "override_log",
    "pareto_test",
    "policy_names",
    "product_mix",
    "review",
    "recognition_list",
    "rfm_scores",
    "rfm_summary",
    "score_edges",
    "service_levels",
    "shrink",
    "small_customers",
    "top_share",
    "value_split",
    "weighted_score",
]
