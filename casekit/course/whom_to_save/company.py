"""Harbour Telecom's retention calls as this lesson sees them: known before, seen after, foretold, and true."""

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.course.harbour_snapshots import CALLS, FEATURES, GROUPS, TESTED_ON, group_of, quarters
from casekit.retention import fit_churn, fit_uplift
from casekit.text import _

COST = 78  # yuan a call: 18 for the talk, 60 for the gift that every called customer gets
BUDGET = 60_000  # yuan a year
QUARTERS = {campaign: quarter for quarter, campaign in enumerate(TESTED_ON, start=1)}  # the campaigns of 2025


@once_a_case
def members(case: Case) -> pd.DataFrame:
    """One row a member of the campaigns C02 to C08, in the order of campaign and customer.

    The columns of :func:`casekit.course.harbour_snapshots.quarters`, and from the truth leaves_if_called,
    leaves_if_left_alone (1, 0) and response.
    """
    table = quarters(case, CALLS).merge(case.truth["true_responses"], on=["campaign_id", "customer_id"])
    for name in ("leaves_if_called", "leaves_if_left_alone"):
        table[name] = table[name].isin([True, "yes"]).astype("int64")
    return table.astype({"margin": "int64"})


@once_a_case
def year_ahead(case: Case) -> pd.DataFrame:
    """The members of 2025 with what models of 2024's campaigns foretell: risk (left alone) and uplift; quarter 1 to 4.

    ``worth`` is uplift × margin: yuan a year that a call is expected to keep. A margin below 0 counts for 0 in it.
    """
    table = members(case)
    past, ahead = table[~table["campaign_id"].isin(QUARTERS)], table[table["campaign_id"].isin(QUARTERS)].copy()
    features = list(FEATURES)
    ahead["risk"] = fit_churn(past[past["called"] == 0], target="left", features=features).probability(ahead)
    ahead["uplift"] = fit_uplift(past, called="called", left="left", features=features).uplift(ahead)
    ahead["quarter"] = ahead["campaign_id"].map(QUARTERS)
    ahead["worth"] = ahead["uplift"] * ahead["margin"].clip(lower=0)
    return ahead.reset_index(drop=True)


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
