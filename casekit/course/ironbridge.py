"""Ironbridge Machinery's accounts measured for a year: what grade policies and key-account tests ask for."""

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case

_TRAITS = [
    *("entry_month", "left_on", "account_type", "region", "owner_age_band", "payment_credit", "growth_potential"),
    *("contract_years", "strategic_project", "influence", "innovation", "market_power", "harsh_terms", "satisfaction"),
]
_CONTRIBUTION = {"low": 0.05, "middle": 0.15}  # a profit rate below 5 % is low, below 15 % middle, from there high


def measures(case: Case, year: int) -> pd.DataFrame:
    """One row an account that was one during the year, by number.

    annual_usage (amount less discount, yuan), orders, largest_order_share, regular_months (months with an order),
    group_buy_share, months_idle (whole months from the last order to the end of the year, blank if there never was
    one), profit (usage less cost of goods, freight and service, yuan), profit_rate (blank without usage),
    profit_contribution (low below 5 %, middle below 15 %, high), and the traits of the account.
    """
    return _all_years(case)[year]


@once_a_case
def _all_years(case: Case) -> dict[int, pd.DataFrame]:
    return {year: _measured(case, year) for year in range(case.orders["date"].dt.year.min(), case.last_day.year + 1)}


def _measured(case: Case, year: int) -> pd.DataFrame:
    first, end = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
    accounts = case.accounts.set_index("customer_id").sort_index()
    left = pd.to_datetime(accounts["left_on"])
    accounts = accounts[(pd.to_datetime(accounts["entry_month"]) <= end) & (left.isna() | (left >= first))]
    table = _bought(case.orders[case.orders["date"].dt.year == year]).reindex(accounts.index)
    counts = ["orders", "regular_months", "annual_usage", "group_buy_share"]
    table[counts] = table[counts].fillna(0)
    served = case.service[case.service["date"].dt.year == year].groupby("customer_id")["cost"].sum()
    table["profit"] = table.pop("gross").fillna(0.0).sub(served.reindex(table.index, fill_value=0.0)).round(2)
    table["profit_rate"] = (table["profit"] / table["annual_usage"]).where(table["annual_usage"] > 0)
    table["profit_contribution"] = _contribution(table["profit_rate"])
    table["months_idle"] = _idle(case.orders[case.orders["date"] <= end], end).reindex(table.index)
    return table.join(accounts[_TRAITS])


def _bought(orders: pd.DataFrame) -> pd.DataFrame:
    paid = orders["amount"] - orders["discount"]
    rows = orders[["customer_id", "date"]].assign(
        paid=paid, gross=paid - orders["cost"] - orders["freight"], together=paid.where(orders["group_buy"], 0.0)
    )
    by = rows.groupby("customer_id")
    usage = by["paid"].sum().round(2)
    return pd.DataFrame(
        {
            "annual_usage": usage,
            "orders": by.size(),
            "largest_order_share": by["paid"].max() / usage,
            "regular_months": by["date"].agg(lambda dates: dates.dt.month.nunique()),
            "group_buy_share": by["together"].sum() / usage,
            "gross": by["gross"].sum(),
        }
    )


def _contribution(rate: pd.Series) -> pd.Series:
    edges = [-float("inf"), *_CONTRIBUTION.values(), float("inf")]
    return pd.cut(rate, edges, right=False, labels=[*_CONTRIBUTION, "high"]).astype("string").astype(object)


def _idle(orders: pd.DataFrame, end: pd.Timestamp) -> pd.Series:
    last = orders.groupby("customer_id")["date"].max()
    return (end.year - last.dt.year) * 12 + end.month - last.dt.month
