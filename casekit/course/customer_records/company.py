"""The companies this lesson looks at, and how a question comes by one."""

from functools import lru_cache

import pandas as pd

from casekit.cases import Case, load_case

BLANK = ("", "-", "unknown", "n/a", "?")  # what clerks type when they know nothing
_COMPANIES = 12  # fresh numbers come from this many companies of a kind, and from other customers within each


@lru_cache(maxsize=_COMPANIES)
def telecom(seed: int) -> Case:
    """Harbour Telecom; every seed but 0 is another company of the same kind, or other customers of one."""
    return load_case("harbour-telecom", seed=seed % _COMPANIES or None)


@lru_cache(maxsize=_COMPANIES)
def salon(seed: int) -> Case:
    """The Willow Salon, for transfer."""
    return load_case("willow-salon", seed=seed % _COMPANIES or None)


def day(date: pd.Timestamp) -> str:
    """A date as it is read aloud: 31 December 2025."""
    return f"{date.day} {date:%B %Y}"


def filled(column: pd.Series) -> pd.Series:
    """Where a field tells something: neither empty nor a dash nor a word for nothing."""
    return column.notna() & ~column.astype("string").str.strip().str.casefold().isin(BLANK)


def sales_of(case: Case, year: int = 2025) -> pd.Series:
    """What each customer paid in a year: fee less discount, in yuan; indexed by customer_id."""
    bills = case.bills[case.bills["month"].dt.year == year]
    return (bills["fee"] - bills["discount"]).groupby(bills["customer_id"]).sum().round(2)
