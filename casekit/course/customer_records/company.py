"""The companies this lesson looks at, and how a question comes by one."""

from functools import lru_cache

import pandas as pd

from casekit.cases import Case, load_case
from casekit.course.by_case import once_a_case
from casekit.records.columns import BLANK

FIELDS = ("name", "phone", "email", "birthday", "address", "interests", "occupation", "income_band")
_COMPANIES = 12  # fresh numbers come from this many companies of a kind, and from other customers within each


def telecom(seed: int) -> Case:
    """Harbour Telecom; every seed but 0 is another company of the same kind, or other customers of one."""
    return _company("harbour-telecom", seed % _COMPANIES)


def salon(seed: int) -> Case:
    """The Willow Salon, for transfer."""
    return _company("willow-salon", seed % _COMPANIES)


@lru_cache(maxsize=2 * _COMPANIES)
def _company(name: str, number: int) -> Case:
    return load_case(name, seed=number or None)


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
