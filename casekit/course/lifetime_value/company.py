"""Harbour Telecom's contracts as this lesson sees them: one row a person's number, how long it stays, what it brings."""

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.text import _

FROM = {"small": 0, "middle": 30, "large": 60, "top": 100}  # yuan a month of list price from which a plan begins
PLANS = {
    "small": _("below 30 yuan"),
    "middle": _("30 to below 60 yuan"),
    "large": _("60 to below 100 yuan"),
    "top": _("100 yuan and more"),
}
SEEN = (12, 35)  # whole months since a contract year began, when it began in the records and was seen to its end
YEARS = 8  # contract years that are looked at; beyond them few customers are left


def first_day(case: Case) -> pd.Timestamp:
    """The day the records begin: who left before it is in no file."""
    return pd.Timestamp(case.last_day.year - 2, 1, 1)


@once_a_case
def contracts(case: Case) -> pd.DataFrame:
    """One row a person's number, by number: entered, left (or no date), months (whole months it has lasted; blank while
    there), seen (whole months from entry to the last day of the records), area; fee, revenue and margin (yuan a month, in
    the mean of the months billed), and plan.

    revenue = fee − discount; margin = revenue − network cost − service cost.
    """
    people = case.customers[case.customers["user_type"] == "person"].set_index("customer_id").sort_index()
    table = pd.DataFrame({"entered": people["entry_month"], "left": people["left_on"], "area": people["area"]})
    table["months"] = _months(table["entered"], table["left"] - pd.Timedelta(days=1))
    table["seen"] = _months(table["entered"], case.last_day)
    bills = case.bills[case.bills["customer_id"].isin(table.index)]
    sums = bills.groupby("customer_id")[["fee", "discount", "network_cost"]].sum()
    billed = bills["customer_id"].value_counts().reindex(sums.index)
    served = case.service.groupby("customer_id")["cost"].sum().reindex(sums.index, fill_value=0.0)
    table["fee"] = sums["fee"] / billed
    table["revenue"] = (sums["fee"] - sums["discount"]) / billed
    table["margin"] = table["revenue"] - (sums["network_cost"] + served) / billed
    table["plan"] = plan_of(table["fee"])
    return table


def plan_of(fee: pd.Series) -> pd.Series:
    """The plan of each monthly list price; the lower end belongs to a plan. Without a bill there is none."""
    found = pd.Series(None, index=fee.index, dtype=object)
    for plan, low in FROM.items():
        found[fee >= low] = plan
    return found


def _months(start: pd.Series, end: pd.Series | pd.Timestamp) -> pd.Series:
    years, months = (end.dt.year, end.dt.month) if isinstance(end, pd.Series) else (end.year, end.month)
    return (years - start.dt.year) * 12 + months - start.dt.month


def stayed(table: pd.DataFrame, months: int) -> pd.Series:
    """Whether each contract lasted at least so many whole months."""
    return table["months"].isna() | (table["months"] >= months)


@once_a_case
def by_year(case: Case, plan: str | None = None) -> pd.DataFrame:
    """One row a contract year, from 1: there (at its start), still_there (a year later), retention.

    Only contracts whose year began within the records and was seen to its end; so nobody is counted for years that
    were survived before the records began.
    """
    table = contracts(case)
    table = table if plan is None else table[table["plan"] == plan]
    rows = {}
    for year in range(1, YEARS + 1):
        begun = table["seen"] - 12 * (year - 1)  # whole months since the year's start
        watched = table[begun.between(*SEEN) & stayed(table, 12 * (year - 1))]
        rows[year] = {"there": len(watched), "still_there": int(stayed(watched, 12 * year).sum())}
    told = pd.DataFrame(rows).T.rename_axis("year")
    return told.assign(retention=told["still_there"] / told["there"])


@once_a_case
def plans(case: Case) -> pd.DataFrame:
    """One row a plan: contracts, revenue and margin (yuan a year, whole), stay (share, of the first contract year)."""
    grouped = contracts(case).dropna(subset="plan").groupby("plan")
    table = (12 * grouped[["revenue", "margin"]].mean()).round().astype(int).reindex(list(PLANS))
    table.insert(0, "contracts", grouped.size())
    return table.assign(stay=[by_year(case, plan).at[1, "retention"] for plan in PLANS])


@once_a_case
def shares_there(case: Case, plan: str | None = None) -> list[float]:
    """The share still there 0, 1, … years after the contract began: the product of the yearly retentions."""
    return [1.0, *by_year(case, plan)["retention"].cumprod()]
