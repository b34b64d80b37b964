"""What this lesson looks up in the telecom company, once for each."""

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.records.columns import BLANK

FIELDS = ("name", "phone", "email", "birthday", "address", "interests", "occupation", "income_band")


def filled(column: pd.Series) -> pd.Series:
    """Where a field tells something: neither empty nor a dash nor a word for nothing."""
    return column.notna() & ~column.astype("string").str.strip().str.casefold().isin(BLANK)


@once_a_case
def sales_of(case: Case) -> pd.Series:
    """What each customer paid in 2025: fee less discount, in yuan; indexed by customer_id."""
    bills = case.bills[case.bills["month"].dt.year == 2025]
    return (bills["fee"] - bills["discount"]).groupby(bills["customer_id"]).sum().round(2)


@once_a_case
def useful(case: Case) -> pd.DataFrame:
    """Where the fields of the cards tell something, field by field."""
    return pd.DataFrame({field: filled(case.cards[field]) for field in (*FIELDS, "area")})
