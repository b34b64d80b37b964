"""Harbour Telecom's organisations as the plan sheet needs them: bills by quarter, silence, and how years differ."""

import numpy as np
import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case

THRESHOLD = 12_000  # yuan a year: a thousand a month
PARTS = {"quarter": 4, "half": 2, "year": 1}


@once_a_case
def bills(case: Case) -> pd.DataFrame:
    """What each organisation paid each month: customer_id, month, sales (fee less discount, yuan)."""
    firms = case.customers.loc[case.customers["user_type"] == "organisation", "customer_id"]
    rows = case.bills[case.bills["customer_id"].isin(firms)]
    return rows[["customer_id", "month"]].assign(sales=rows["fee"] - rows["discount"])


def to_and_fro(case: Case, period: str) -> int:
    """Organisations billed in every quarter of the last year that would stand above ``THRESHOLD`` a year by some of its
    periods ("quarter", "half", "year"), and below it by others.
    """
    rows = bills(case)
    rows = rows[rows["month"].dt.year == case.last_day.year]
    quarters = rows.groupby(["customer_id", rows["month"].dt.quarter])["sales"].sum().unstack()
    quarters = quarters.dropna().to_numpy()
    n = PARTS[period]
    yearly = n * quarters.reshape(len(quarters), n, -1).sum(axis=2)
    above = yearly >= THRESHOLD
    return int((above.any(axis=1) & ~above.all(axis=1)).sum())


@once_a_case
def months_silent(case: Case) -> pd.Series:
    """Months since the last bill, by organisation that has not been closed."""
    open_ = case.customers.loc[case.customers["left_on"].isna(), "customer_id"]
    last = bills(case).groupby("customer_id")["month"].max()
    silent = 12 * (case.last_day.year - last.dt.year) + case.last_day.month - last.dt.month
    return silent[silent.index.isin(open_)]


@once_a_case
def yearly_spread(case: Case) -> float:
    """How far the organisations' years lie apart: standard deviation of the change to the last year over the mean of it."""
    rows = bills(case)
    years = rows.groupby(["customer_id", rows["month"].dt.year])["sales"].sum().unstack()
    both = years[[case.last_day.year - 1, case.last_day.year]].dropna()
    change = both.iloc[:, 1] - both.iloc[:, 0]
    return float(change.std() / both.iloc[:, 1].mean())


def visible_effect(case: Case, upgraded: int, held_out: float) -> float:
    """The smallest effect (a share of the mean bill) that a lot among so many upgraded would show, with 95 in 100.

    Half the width of the usual interval of a difference of two means: 1.96 × spread × √(1 ÷ treated + 1 ÷ held out).
    """
    out = max(1, round(upgraded * held_out))
    return 1.96 * yearly_spread(case) * float(np.sqrt(1 / max(1, upgraded - out) + 1 / out))
