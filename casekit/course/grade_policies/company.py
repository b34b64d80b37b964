"""Harbour Telecom as a grade policy sees it: the measures of its organisations, and what decides who may be rated."""

import pandas as pd

from casekit.cases import Case
from casekit.course.abc_and_pareto.company import accounts
from casekit.course.by_case import once_a_case

CREDIT = {15: "good", 30: "fairly good", 60: "fair"}  # ours: mean days to pay, up to and with these; longer is bad
LEVELS = ["bad", "fair", "fairly good", "good"]
LEAST = 20_000  # yuan a year; the printed scheme begins here


def year(case: Case) -> int:
    """The year that is graded: the last one of the records."""
    return case.last_day.year


def payment_credit(days: pd.Series) -> pd.Series:
    """The level of payment credit for mean days to pay; missing where nothing has been paid. The rule is ours."""
    ends = [0, *CREDIT, float("inf")]
    return pd.cut(days, ends, labels=[*CREDIT.values(), "bad"]).astype("string").astype(object)


@once_a_case
def organisations(case: Case) -> pd.DataFrame:
    """One row an organisation billed in the last year, by number: the measures of the printed scheme, profit and traits.

    annual_usage is fee less discount (yuan); payment_credit follows the mean days to pay; growth_potential may be missing;
    profit_contribution is low below 15 % of the sales, middle below 40 %, high from there (ours).
    """
    firms = accounts(case).query("user_type == 'organisation'")
    bills = case.bills[case.bills["month"].dt.year == year(case)]
    days = bills.groupby("customer_id")["days_to_pay"].mean().astype(float).round(1).reindex(firms.index)
    growth = case.customers.set_index("customer_id")["growth_potential"].reindex(firms.index)
    share = firms["profit"] / firms["sales"]
    contribution = pd.cut(
        share, [-float("inf"), 0.15, 0.4, float("inf")], right=False, labels=["low", "middle", "high"]
    )
    return pd.DataFrame(
        {
            "annual_usage": firms["sales"],
            "days_to_pay": days,
            "payment_credit": payment_credit(days),
            "growth_potential": growth.astype(object),
            "profit_contribution": contribution.astype("string").astype(object),
            "profit": firms["profit"],
            "hours": firms["hours"],
            "area": firms["area"],
            "industry": firms["industry"],
        }
    ).rename_axis("customer_id")


@once_a_case
def persons(case: Case) -> pd.DataFrame:
    """One row a personal user, by number: entry_month, in_service, billed (December), network, data_card, area."""
    everyone = case.customers[case.customers["user_type"] == "person"].set_index("customer_id").sort_index()
    return everyone[["entry_month", "user_type", "in_service", "billed", "network", "data_card", "area"]]
