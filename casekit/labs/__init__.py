"""Labs: pure models of what a trainee can turn and see. Settings go in, an outcome comes out; no screen is known."""

from casekit.labs.abc import AbcLab
from casekit.labs.abc_settings import AbcSettings
from casekit.labs.budget import BudgetLab
from casekit.labs.budget_settings import Move
from casekit.labs.cut_off import CutOffLab
from casekit.labs.cut_off_settings import CutOffSettings
from casekit.labs.lifetime import LifetimeLab
from casekit.labs.lifetime_customers import true_leaving
from casekit.labs.lifetime_settings import LifetimeSettings
from casekit.labs.merge import MergeLab
from casekit.labs.merge_settings import MergeSettings
from casekit.labs.policy import PolicyLab
from casekit.labs.policy_settings import PolicySettings
from casekit.labs.review import ReviewLab
from casekit.labs.review_settings import ReviewSettings
from casekit.labs.review_years import reviewed_years
from casekit.labs.score import ScoreLab
from casekit.labs.score_settings import ScoreSettings
from casekit.labs.whale import WhaleLab
from casekit.labs.whale_settings import WhaleSettings

__all__ = [
    "AbcLab",
    "AbcSettings",
    "BudgetLab",
    "CutOffLab",
    "CutOffSettings",
    "LifetimeLab",
    "LifetimeSettings",
    "MergeLab",
    "MergeSettings",
    "Move",
    "PolicyLab",
    "PolicySettings",
    "ReviewLab",
    "ReviewSettings",
    "ScoreLab",
    "ScoreSettings",
    "WhaleLab",
    "WhaleSettings",
    "reviewed_years",
    "true_leaving",
]
