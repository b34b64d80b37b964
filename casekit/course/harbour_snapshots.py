"""Harbour Telecom as it was known on the day before a quarter began, and who left in that quarter."""

import numpy as np
import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case

FEATURES = (
    "months_with_us",
    "organisation",
    "log_sales",
    "fall",
    "last_month",
    "badly_met",
    "rival_offer",
    "courted",
    "contract_ends",
    "long_contract",
    "poor_area",
)
LEARNED_FROM = ("2024-01-01", "2024-04-01", "2024-07-01", "2024-10-01")
TESTED_ON = ("2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01")
_SLOW = pd.Timedelta(days=3)
_POOR = ("Hillside", "Islands")  # the network is worst there
_MONTH_DAYS = 365.25 / 12


@once_a_case
def snapshot(case: Case, start: str) -> pd.DataFrame:
    """One row a customer who was there on the day before ``start``, the first day of a quarter.

    Known by then: FEATURES; sales (yuan of the last quarter), sales_before (of the quarter before that), minutes and
    minutes_before of these quarters, slow_replies (complaints of the last quarter without a reply within three days),
    offers (of rivals, in it), margin (yuan of a year, from up to twelve months before). Known only after: ``left``
    (1 who left in the quarter, else 0). All numbers; the index is customer_id, sorted.
    """
    first = pd.Timestamp(start)
    quarter, after = first - pd.DateOffset(months=3), first + pd.DateOffset(months=3)
    customers = case.customers.set_index("customer_id").sort_index()
    customers = customers[(customers["entry_month"] < first) & ~(customers["left_on"] < first)]
    ids = customers.index
    table = pd.DataFrame(index=ids)
    table["months_with_us"] = ((first - customers["entry_month"]).dt.days / _MONTH_DAYS).round(1)
    table["organisation"] = customers["user_type"] == "organisation"
    table = table.join(_used(case, first, ids)).join(_seen(case, quarter, first, ids))
    table["poor_area"] = customers["area"].isin(_POOR)
    contracts = case.contracts[(case.contracts["signed_on"] < first) & (case.contracts["ends_on"] >= first)]
    ending = contracts["ends_on"] < after
    table["contract_ends"] = ids.isin(contracts.loc[ending, "customer_id"])
    table["long_contract"] = ids.isin(contracts.loc[~ending, "customer_id"]) & (table["months_with_us"] > 12)
    table["margin"] = _margin(case, first, ids)
    table["left"] = customers["left_on"].between(first, after - pd.Timedelta(days=1))
    return table.astype("float64").astype({"left": "int64"})


@once_a_case
def quarters(case: Case, starts: tuple[str, ...]) -> pd.DataFrame:
    """The snapshots of several quarters below each other, with ``start``; one row a customer and quarter."""
    parts = [snapshot(case, start).assign(start=start).reset_index() for start in starts]
    return pd.concat(parts, ignore_index=True)


@once_a_case
def foretold(case: Case) -> pd.DataFrame:
    """The quarters of 2025 with ``probability``: what a model learned from those of 2024 foretells."""
    from casekit.retention import fit_churn

    model = fit_churn(quarters(case, LEARNED_FROM), target="left", features=list(FEATURES))
    table = quarters(case, TESTED_ON)
    return table.assign(probability=model.probability(table))


def _used(case: Case, first: pd.Timestamp, ids: pd.Index) -> pd.DataFrame:
    """Sales and minutes of the quarter before ``first`` and of the one before that, and how they moved."""
    months = {k: _month(case, first - pd.DateOffset(months=k), ids) for k in range(1, 7)}
    now, before = sum(months[k] for k in (1, 2, 3)), sum(months[k] for k in (4, 5, 6))
    table = pd.DataFrame(index=ids)
    table["sales"], table["sales_before"] = now["sales"], before["sales"]
    table["minutes"], table["minutes_before"] = now["minutes"], before["minutes"]
    table["log_sales"] = np.log1p(table["sales"].clip(lower=0))
    table["fall"] = ((table["sales_before"] - table["sales"]) / (table["sales_before"] + 1)).clip(-1, 1)
    table["last_month"] = (months[1]["sales"] / (table["sales"] / 3 + 1)).clip(0, 2)
    return table


def _seen(case: Case, quarter: pd.Timestamp, first: pd.Timestamp, ids: pd.Index) -> pd.DataFrame:
    """Complaints met badly and rivals' offers in the quarter before ``first``, and offers at any time before it."""
    asked = case.complaints[case.complaints["opened_at"].between(quarter, first, inclusive="left")]
    replied = asked["first_reply_at"].where(asked["first_reply_at"] < first)  # a later reply was not known yet
    waited = replied.fillna(first) - asked["opened_at"]
    slow = asked.loc[waited > _SLOW, "customer_id"].value_counts()
    seen = case.rival_offers[case.rival_offers["seen_on"] < first]
    lately = seen.loc[seen["seen_on"] >= quarter, "customer_id"].value_counts()
    table = pd.DataFrame(index=ids)
    table["slow_replies"], table["offers"] = slow.reindex(ids).fillna(0), lately.reindex(ids).fillna(0)
    table["badly_met"], table["rival_offer"] = table["slow_replies"] > 0, table["offers"] > 0
    table["courted"] = ids.isin(seen["customer_id"])
    return table


def _margin(case: Case, first: pd.Timestamp, ids: pd.Index) -> pd.Series:
    """Yuan of a year: sales less network cost of the months billed among the last twelve, for twelve months."""
    months = [first - pd.DateOffset(months=k) for k in range(1, 13)]
    total = sum(_month(case, month, ids)["margin"] for month in months)
    billed = sum(_month(case, month, ids)["billed"] for month in months)
    return (12 * total / billed.where(billed > 0)).fillna(0).round()


def _month(case: Case, month: pd.Timestamp, ids: pd.Index) -> pd.DataFrame:
    return _bills(case).get(month, _NOTHING).reindex(ids).fillna(0.0)


_NOTHING = pd.DataFrame(columns=["sales", "minutes", "margin", "billed"], dtype="float64")


@once_a_case
def _bills(case: Case) -> dict[pd.Timestamp, pd.DataFrame]:
    """For each month what each customer was billed: sales, minutes, margin (sales less network cost), billed (1)."""
    bills = case.bills
    sales = bills["fee"] - bills["discount"]
    own = {"sales": sales, "minutes": bills["minutes"], "margin": sales - bills["network_cost"], "billed": 1.0}
    table = bills[["month", "customer_id"]].assign(**own)
    return {month: rows.drop(columns="month").set_index("customer_id") for month, rows in table.groupby("month")}
