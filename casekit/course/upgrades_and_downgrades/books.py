"""Ironbridge Machinery's accounts as this lesson sees them: what each used in a year, and the grade that follows."""

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case

YEARS = (2023, 2024, 2025)
NO_GRADE = "unclassified"
LADDER = {"A1": 500_000, "A2": 200_000, "B1": 50_000, "B2": 20_000, NO_GRADE: 0}  # yuan a year from which it begins
PAIRS = tuple(zip(list(LADDER)[:-1], list(LADDER)[1:], strict=True))  # a grade and the one below it
TRAITS = ["name", "account_type", "region", "owner_age_band", "satisfaction"]


@once_a_case
def usage(case: Case) -> pd.DataFrame:
    """One row an account, by number: annual usage (amount − discount, yuan) in a column for each year; 0 without orders."""
    orders = case.orders
    amounts = (orders["amount"] - orders["discount"]).groupby([orders["customer_id"], orders["date"].dt.year]).sum()
    accounts = pd.Index(sorted(case.accounts["customer_id"]), name="customer_id")
    return amounts.unstack(fill_value=0.0).reindex(index=accounts, columns=YEARS, fill_value=0.0).round(2)


@once_a_case
def accounts(case: Case) -> pd.DataFrame:
    """One row an account, by number: entered (first of its entry month), left (or no date), and traits."""
    table = case.accounts.set_index("customer_id").sort_index()
    dates = {"entered": pd.to_datetime(table["entry_month"]), "left": pd.to_datetime(table["left_on"])}
    return table[TRAITS].assign(**dates)


@once_a_case
def grades(case: Case) -> pd.DataFrame:
    """One row an account, by number: its grade at the review of each January, by the usage of the year before.

    Graded is who was an account through the whole year (entered in January or before) and still is; else the cell is
    empty. Columns are the years of the review: 2024, 2025, 2026.
    """
    known = accounts(case)
    table = {}
    for year in YEARS:
        whole = known["entered"] <= pd.Timestamp(year, 1, 31)
        there = known["left"].isna() | (known["left"] > pd.Timestamp(year, 12, 31))
        table[year + 1] = graded(usage(case)[year]).where(whole & there)
    return pd.DataFrame(table)


def graded(amounts: pd.Series) -> pd.Series:
    """The grade of each amount on the ladder; the lower end of a band belongs to it."""
    found = pd.Series(NO_GRADE, index=amounts.index, dtype=object)
    for grade in reversed(list(LADDER)[:-1]):
        found[amounts >= LADDER[grade]] = grade
    return found
