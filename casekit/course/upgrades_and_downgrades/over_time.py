"""The review lab on Ironbridge's three years, and what each margin would have done in them."""

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.course.upgrades_and_downgrades.books import accounts
from casekit.grading import load_policy
from casekit.labs.review import ReviewLab
from casekit.labs.review_settings import ReviewSettings
from casekit.labs.review_years import reviewed_years

POLICY = "ironbridge-grades"
MARGINS = (0, 5, 10, 15, 20, 25, 30)  # per cent


@once_a_case
def review_model(case: Case) -> ReviewLab:
    """The accounts graded each January (there all year, and still), ready to be reviewed by many rules."""
    years = reviewed_years(case.accounts, case.orders, case.truth["true_rates"], case.truth["true_lives"])
    entered = years["customer_id"].map(accounts(case)["entered"])
    whole = entered <= pd.to_datetime(years["year"].astype(str) + "-01-31")
    return ReviewLab(years[whole], load_policy(POLICY), profit_rate=profit_rate(case))


def profit_rate(case: Case) -> float:
    """What is left of a yuan of orders after goods and freight."""
    orders = case.orders
    net = (orders["amount"] - orders["discount"]).sum()
    return round(float((net - orders["cost"].sum() - orders["freight"].sum()) / net), 3)


@once_a_case
def outcomes(case: Case) -> pd.DataFrame:
    """By margin (per cent): letters (ups and downs), flips (moves taken back at the next review), missed (truly lower, and
    not moved down), wrong (moved down below what the truth deserves), over all reviews.
    """
    rows = {}
    for margin in MARGINS:
        told = review_model(case).outcome(ReviewSettings(margin / 100))
        rows[margin] = {
            "letters": told.up + told.down,
            "flips": told.flip_flops,
            "missed": told.missed_downgrades,
            "wrong": told.undeserved_downgrades,
        }
    return pd.DataFrame(rows).T.rename_axis("margin")
