"""Harbour Telecom as this lesson sees it: what each customer left in the last year, and what finance loads on top."""

import pandas as pd

from casekit.cases import Case
from casekit.course.abc_and_pareto.company import accounts, year
from casekit.course.by_case import once_a_case

__all__ = ["HOUR", "OVERHEAD", "bills_by_kind", "statements", "year"]

HOUR = 120  # yuan an hour of service, its pay and its ways
OVERHEAD = 1_200_000  # yuan a year for head office and billing system; finance shares it out by hours of service


@once_a_case
def statements(case: Case) -> pd.DataFrame:
    """One row a customer billed in the last year, by number; all money in yuan.

    fee, discount, sales, network_cost, hours, service_cost (of it gifts_and_lines: what is not hours), gross_margin
    (sales − network_cost), contribution (gross margin − service_cost), allocated (the share of the overhead), profit
    (contribution − allocated), and the traits of :func:`casekit.course.abc_and_pareto.company.accounts`.
    """
    table = accounts(case).rename(columns={"profit": "contribution"})
    per_hour = OVERHEAD / table["hours"].sum()
    table = table.assign(
        gross_margin=table["sales"] - table["network_cost"],
        gifts_and_lines=table["service_cost"] - HOUR * table["hours"],
        allocated=per_hour * table["hours"],
    )
    table["profit"] = table["contribution"] - table["allocated"]
    return table.round(2)


@once_a_case
def bills_by_kind(case: Case) -> pd.DataFrame:
    """One row a year, area and user type: revenue (fee less discount, yuan) and customers (billed in that year)."""
    bills = case.bills[["customer_id", "month", "fee", "discount"]]
    bills = bills.assign(year=bills["month"].dt.year, revenue=bills["fee"] - bills["discount"])
    bills = bills.merge(case.customers[["customer_id", "area", "user_type"]], on="customer_id")
    by = bills.groupby(["year", "area", "user_type"])
    return by.agg(revenue=("revenue", "sum"), customers=("customer_id", "nunique")).round(2).reset_index()
