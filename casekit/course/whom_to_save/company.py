"""Harbour Telecom's retention calls as this lesson sees them: known before, seen after, foretold, and true."""

import numpy as np
import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.retention import fit_churn, fit_uplift
from casekit.text import _

COST = 78  # yuan a call: 18 for the talk, 60 for the gift that every called customer gets
BUDGET = 60_000  # yuan a year
QUARTERS = {"C05": 1, "C06": 2, "C07": 3, "C08": 4}  # the campaigns of 2025
FEATURES = (
    "months_with_us",
    "log_sales",
    "last_month",
    "badly_met",
    "rival_offer",
    "courted",
    "under_contract",
    "contract_ends",
    "ends_uncourted",
    "long_contract",
)
_SLOW = pd.Timedelta(days=3)
_QUARTER, _YEAR = pd.DateOffset(months=3), pd.DateOffset(months=12)


@once_a_case
def members(case: Case) -> pd.DataFrame:
    """One row a member of the campaigns C02 to C08, in the order of campaign and customer.

    campaign_id, customer_id, FEATURES as known on the day before the campaign, margin (yuan a year, from the twelve
    months before), called and left (yes 1, no 0), and from the truth leaves_if_called, leaves_if_left_alone (1, 0) and
    response.
    """
    campaigns = case.campaigns[case.campaigns["offer_cost"] > 0].set_index("campaign_id")
    rows = case.campaign_members[case.campaign_members["campaign_id"].isin(campaigns.index)]
    rows = rows.merge(case.truth["true_responses"], on=["campaign_id", "customer_id"])
    parts = []
    for campaign, group in rows.groupby("campaign_id"):
        start, end = campaigns.loc[campaign, ["starts_on", "ends_on"]]
        known = _known(case, group.set_index("customer_id"), start)
        left = case.customers.set_index("customer_id")["left_on"].reindex(known.index).between(start, end)
        known.insert(0, "campaign_id", campaign)
        parts.append(known.assign(left=left.astype("int64")).reset_index())
    table = pd.concat(parts, ignore_index=True).sort_values(["campaign_id", "customer_id"], ignore_index=True)
    for name in ("leaves_if_called", "leaves_if_left_alone"):
        table[name] = table[name].isin([True, "yes"]).astype("int64")
    return table


def _known(case: Case, group: pd.DataFrame, start: pd.Timestamp) -> pd.DataFrame:
    """What was known of a campaign's members on the day before its first, and what the truth has."""
    ids, quarter = group.index, start - _QUARTER
    customers = case.customers.set_index("customer_id").loc[ids]
    months_left = group["contract_months_left"].astype("float64")
    table = pd.DataFrame(index=ids)
    table["months_with_us"] = ((start - customers["entry_month"]).dt.days / 30.44).round(1)
    sales = _monthly_sales(case)
    by_month = {
        k: sales.get(start - pd.DateOffset(months=k), pd.Series(dtype=float)).reindex(ids).fillna(0) for k in (1, 2, 3)
    }
    total = sum(by_month.values())
    table["log_sales"] = np.log1p(total.clip(lower=0))
    table["last_month"] = (by_month[1] / (total / 3 + 1)).clip(0, 2)
    asked = case.complaints
    asked = asked[(asked["opened_at"] >= quarter) & (asked["opened_at"] < start)]
    slow = asked[~(asked["first_reply_at"] - asked["opened_at"] <= _SLOW)]
    table["badly_met"] = ids.isin(slow["customer_id"])
    seen = case.rival_offers[case.rival_offers["seen_on"] < start]
    table["rival_offer"] = ids.isin(seen.loc[seen["seen_on"] >= quarter, "customer_id"])
    table["courted"] = ids.isin(seen["customer_id"])
    table["under_contract"] = months_left.notna()
    table["contract_ends"] = months_left <= 3
    table["ends_uncourted"] = table["contract_ends"] & ~table["courted"]
    table["long_contract"] = (months_left > 3) & (table["months_with_us"] > 12)
    table = table.astype("float64")
    table["margin"] = _margin(case, start).reindex(ids).fillna(0).round().astype("int64")
    table["called"] = (group["group"] == "called").astype("int64")
    return table.join(group[["leaves_if_called", "leaves_if_left_alone", "response"]])


@once_a_case
def _monthly_sales(case: Case) -> dict[pd.Timestamp, pd.Series]:
    """For each month each billed customer's sales, yuan."""
    bills = case.bills
    own = bills.assign(sales=bills["fee"] - bills["discount"])[["month", "customer_id", "sales"]]
    return {month: rows.set_index("customer_id")["sales"] for month, rows in own.groupby("month")}


def _margin(case: Case, start: pd.Timestamp) -> pd.Series:
    """Yuan a year: sales less network and service of the twelve months before, for twelve months."""
    bills, service = case.bills, case.service
    bills = bills[(bills["month"] >= start - _YEAR) & (bills["month"] < start)].groupby("customer_id")
    sums = bills[["fee", "discount", "network_cost"]].sum()
    served = service[(service["quarter"] >= start - _YEAR) & (service["quarter"] < start)]
    served = served.groupby("customer_id")["cost"].sum().reindex(sums.index).fillna(0)
    return 12 * (sums["fee"] - sums["discount"] - sums["network_cost"] - served) / bills.size()


@once_a_case
def year_ahead(case: Case) -> pd.DataFrame:
    """The members of 2025 with what models of 2024's campaigns foretell: risk (left alone) and uplift; quarter 1 to 4."""
    table = members(case)
    past, ahead = table[~table["campaign_id"].isin(QUARTERS)], table[table["campaign_id"].isin(QUARTERS)].copy()
    features = list(FEATURES)
    ahead["risk"] = fit_churn(past[past["called"] == 0], target="left", features=features).probability(ahead)
    ahead["uplift"] = fit_uplift(past, called="called", left="left", features=features).uplift(ahead)
    ahead["quarter"] = ahead["campaign_id"].map(QUARTERS)
    return ahead.reset_index(drop=True)


GROUPS = {
    "late": _("a complaint answered late"),
    "ends": _("contract ends, no rival seen"),
    "courted": _("contract ends, a rival seen"),
    "offer": _("a rival’s offer"),
    "runs": _("a long contract runs on"),
    "others": _("all others"),
}
_SIGNS = {
    "late": "badly_met",
    "ends": "ends_uncourted",
    "courted": "contract_ends",
    "offer": "rival_offer",
    "runs": "long_contract",
}


def group_of(table: pd.DataFrame) -> np.ndarray:
    """Each member's group: the first of GROUPS whose sign was seen."""
    return np.select([table[sign] == 1 for sign in _SIGNS.values()], list(_SIGNS), "others")


@once_a_case
def trials(case: Case) -> dict[str, dict[str, tuple[int, int, int, int]]]:
    """What the lot showed, by span ("2024", "2025", "2024 and 2025") and by group ("all" for everybody): called, left
    of them, left alone, left of those."""
    table = members(case)
    group, new = group_of(table), table["campaign_id"].isin(QUARTERS)
    spans = {"2024": ~new, "2025": new, _("2024 and 2025"): new | ~new}
    found = {}
    for span, rows in spans.items():
        sums = table[rows].groupby([group[rows], "called"])["left"].agg(["size", "sum"])
        told = {
            name: (*sums.loc[(name, 1)], *sums.loc[(name, 0)])
            for name in GROUPS
            if {(name, 1), (name, 0)} <= set(sums.index)
        }
        told["all"] = tuple(sum(counts) for counts in zip(*told.values(), strict=True))
        found[span] = {name: tuple(int(n) for n in counts) for name, counts in told.items()}
    return found


@once_a_case
def foretold(case: Case) -> list[dict]:
    """The members of 2025, one each, as questions show them: customer, quarter, risk and uplift (per cent, one
    decimal), margin (whole yuan), alone and called (whether they leave, by the truth)."""
    table = year_ahead(case)
    shown = pd.DataFrame(
        {
            "customer": table["customer_id"],
            "quarter": table["quarter"],
            "risk": (100 * table["risk"]).round(1),
            "uplift": (100 * table["uplift"]).round(1),
            "margin": table["margin"],
            "alone": table["leaves_if_left_alone"],
            "called": table["leaves_if_called"],
        }
    )
    return shown.drop_duplicates("customer").to_dict("records")
