"""Harbour Telecom's quarters: who stood on a campaign's list, what was known of each on the day before, and who left.

The list is what knows the contracts: those that ended long ago are in no other table. It holds 95 of 100 customers.
"""

import numpy as np
import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.text import _

FEATURES = (
    "months_with_us",
    "newcomer",
    "log_sales",
    "last_month",
    "badly_met",
    "rival_offer",
    "under_contract",
    "contract_ends",
    "ends_settled",
    "long_contract",
)
CALLS = ("C02", "C03", "C04", "C05", "C06", "C07", "C08")  # call and gift; C01 was a text message to part of them
LEARNED_FROM, TESTED_ON = CALLS[:3], CALLS[3:]  # 2024 from April on, and 2025
# Each customer belongs to the first group whose sign was seen
GROUPS = {
    "late": _("a complaint answered late"),
    "ends_new": _("contract ends, a newcomer"),
    "ends": _("contract ends, here for longer"),
    "offer": _("a rival’s offer"),
    "runs": _("a long contract runs on"),
    "new": _("other newcomers"),
    "others": _("others, here for longer"),
}
NEWCOMER, SOON = 36, 3  # fewer months with us; at most so many months until the contract ends
_SETTLED = 12  # months with us from which a running contract is a long one
_SLOW = pd.Timedelta(days=3)
_MONTH_DAYS = 365.25 / 12


@once_a_case
def snapshot(case: Case, campaign: str) -> pd.DataFrame:
    """One row a customer on the list of ``campaign``; the index is customer_id, sorted.

    Known on the day before its first day: FEATURES; sales (yuan of the last quarter), sales_before (of the quarter
    before that), minutes and minutes_before of these quarters, slow_replies (complaints of the last quarter without a
    reply within three days), offers (of rivals, in it), contract_months_left (blank without a contract), margin (yuan of
    a year: sales less network and service). Decided by lot: ``called`` (1, 0). Known only after: ``left`` (1 who left in
    the quarter, else 0). All numbers.
    """
    plan = case.campaigns.set_index("campaign_id").loc[campaign]
    first, quarter = plan["starts_on"], plan["starts_on"] - pd.DateOffset(months=3)
    listed = (
        case.campaign_members[case.campaign_members["campaign_id"] == campaign].set_index("customer_id").sort_index()
    )
    ids = listed.index
    customers = case.customers.set_index("customer_id").loc[ids]
    table = pd.DataFrame(index=ids)
    table["months_with_us"] = ((first - customers["entry_month"]).dt.days / _MONTH_DAYS).round(1)
    table["newcomer"] = table["months_with_us"] < NEWCOMER
    table = table.join(_used(case, first, ids)).join(_seen(case, quarter, first, ids))
    left = listed["contract_months_left"].astype("float64")
    table["contract_months_left"], table["under_contract"] = left, left.notna()
    table["contract_ends"] = left <= SOON
    table["ends_settled"] = table["contract_ends"] & ~table["newcomer"]
    table["long_contract"] = (left > SOON) & (table["months_with_us"] > _SETTLED)
    table["margin"] = _margin(case, first, ids)
    table["called"] = listed["group"] == "called"
    table["left"] = customers["left_on"].between(first, plan["ends_on"])
    return table.astype("float64").astype({"called": "int64", "left": "int64"})


@once_a_case
def quarters(case: Case, campaigns: tuple[str, ...]) -> pd.DataFrame:
    """The snapshots of several campaigns below each other, with ``campaign_id`` and ``start`` (the quarter's first day);
    one row a customer and quarter, by campaign and customer."""
    starts = case.campaigns.set_index("campaign_id")["starts_on"].dt.strftime("%Y-%m-%d")
    parts = [
        snapshot(case, campaign).reset_index().assign(campaign_id=campaign, start=starts[campaign])
        for campaign in campaigns
    ]
    return pd.concat(parts, ignore_index=True)


@once_a_case
def foretold(case: Case) -> pd.DataFrame:
    """The quarters of 2025 with ``probability``: what a model learned from those of 2024 foretells."""
    from casekit.retention import fit_churn

    model = fit_churn(quarters(case, LEARNED_FROM), target="left", features=list(FEATURES))
    table = quarters(case, TESTED_ON)
    return table.assign(probability=model.probability(table))


def group_of(table: pd.DataFrame) -> np.ndarray:
    """Each row's group: the first of GROUPS whose sign was seen."""
    newcomer, ends = table["newcomer"] == 1, table["contract_ends"] == 1
    signs = {
        "late": table["badly_met"] == 1,
        "ends_new": ends & newcomer,
        "ends": ends,
        "offer": table["rival_offer"] == 1,
        "runs": table["long_contract"] == 1,
        "new": newcomer,
    }
    return np.select(list(signs.values()), list(signs), "others")


def _used(case: Case, first: pd.Timestamp, ids: pd.Index) -> pd.DataFrame:
    """Sales and minutes of the quarter before ``first`` and of the one before that, and how they moved."""
    months = {k: _month(case, first - pd.DateOffset(months=k), ids) for k in range(1, 7)}
    now, before = sum(months[k] for k in (1, 2, 3)), sum(months[k] for k in (4, 5, 6))
    table = pd.DataFrame(index=ids)
    table["sales"], table["sales_before"] = now["sales"], before["sales"]
    table["minutes"], table["minutes_before"] = now["minutes"], before["minutes"]
    table["log_sales"] = np.log1p(table["sales"].clip(lower=0))
    table["last_month"] = (months[1]["sales"] / (table["sales"] / 3 + 1)).clip(0, 2)
    return table


def _seen(case: Case, quarter: pd.Timestamp, first: pd.Timestamp, ids: pd.Index) -> pd.DataFrame:
    """Complaints met badly and rivals' offers in the quarter before ``first``."""
    asked = case.complaints[case.complaints["opened_at"].between(quarter, first, inclusive="left")]
    replied = asked["first_reply_at"].where(asked["first_reply_at"] < first)  # a later reply was not known yet
    waited = replied.fillna(first) - asked["opened_at"]
    slow = asked.loc[waited > _SLOW, "customer_id"].value_counts()
    seen = case.rival_offers[case.rival_offers["seen_on"].between(quarter, first, inclusive="left")]
    table = pd.DataFrame(index=ids)
    table["slow_replies"] = slow.reindex(ids).fillna(0)
    table["offers"] = seen["customer_id"].value_counts().reindex(ids).fillna(0)
    table["badly_met"], table["rival_offer"] = table["slow_replies"] > 0, table["offers"] > 0
    return table


def _margin(case: Case, first: pd.Timestamp, ids: pd.Index) -> pd.Series:
    """Yuan of a year: sales less network and service of the twelve months before, each for as long as it was recorded.

    Bills count by the month and service by the quarter: one quarter's visits to somebody who has come in its last month
    are not the visits of one month.
    """
    months = [_month(case, first - pd.DateOffset(months=k), ids) for k in range(1, 13)]
    total, billed = sum(month["margin"] for month in months), sum(month["billed"] for month in months)
    service = case.service
    lately = service["quarter"].between(first - pd.DateOffset(months=12), first, inclusive="left")
    served = service[lately].groupby("customer_id")["cost"].sum().reindex(ids).fillna(0)
    quarters_there = np.ceil(billed / 3).clip(lower=1)
    return (12 * total / billed.where(billed > 0) - 4 * served / quarters_there).fillna(0).round()


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
