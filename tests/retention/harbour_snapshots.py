"""What Harbour Telecom knew of each customer at the start of a campaign, with the lot, the outcome and the truth."""

import numpy as np
import pandas as pd

MONTH = pd.DateOffset(months=1)
FEATURES = [
    *("tenure", "organisation", "log_sales", "trend", "badly_met", "rival_offer", "courted"),
    *("ends", "runs", "runs_long", "ends_uncourted", "poor_area"),
]


def snapshot(case, campaign_id):
    """One row a member of the campaign."""
    campaign = case.campaigns.set_index("campaign_id").loc[campaign_id]
    start, end = campaign["starts_on"], campaign["ends_on"]
    quarter = start - 3 * MONTH
    members = case.campaign_members[case.campaign_members["campaign_id"] == campaign_id].set_index("customer_id")
    known = case.customers.set_index("customer_id").loc[members.index]
    bills = case.bills.assign(sales=case.bills["fee"] - case.bills["discount"])
    now, before = (
        bills[(bills["month"] >= since) & (bills["month"] < since + 3 * MONTH)].groupby("customer_id")["sales"].sum()
        for since in (quarter, quarter - 3 * MONTH)
    )
    now, before = now.reindex(members.index, fill_value=0), before.reindex(members.index, fill_value=0)
    complaints = case.complaints[case.complaints["opened_at"].between(quarter, start, inclusive="left")]
    slow = ~(complaints["first_reply_at"] - complaints["opened_at"] <= pd.Timedelta(days=3))
    offers = case.rival_offers[case.rival_offers["seen_on"] < start]
    months = members["contract_months_left"].astype("float64")
    table = pd.DataFrame(index=members.index)
    table["tenure"] = (start - known["entry_month"]).dt.days / 30.44
    table["organisation"] = known["user_type"] == "organisation"
    table["log_sales"], table["trend"] = np.log1p(now.clip(lower=0)), ((now - before) / (before.abs() + 1)).clip(-1, 1)
    table["badly_met"] = table.index.isin(complaints.loc[slow, "customer_id"])
    table["rival_offer"] = table.index.isin(offers.loc[offers["seen_on"] >= quarter, "customer_id"])
    table["courted"] = table.index.isin(offers["customer_id"])
    table["ends"], table["runs"] = months < 3, months >= 3
    table["runs_long"] = table["runs"] & (table["tenure"] > 12)
    table["ends_uncourted"] = table["ends"] & ~table["courted"]
    table["poor_area"] = known["area"].isin(["Hillside", "Islands"])
    truth = case.truth["true_responses"]
    truth = truth[truth["campaign_id"] == campaign_id].set_index("customer_id").loc[members.index]
    return table.astype("float64").assign(
        called=(members["group"] == "called").astype("int64"),
        left=known["left_on"].between(start, end).astype("int64"),
        if_called=truth["leaves_if_called"].astype("int64"),
        if_left_alone=truth["leaves_if_left_alone"].astype("int64"),
        response=truth["response"],
        margin=4 * now.clip(lower=0),
        campaign=campaign_id,
    )
