"""Harbour Telecom as this lesson sees it: who came and left, why, and the quarters of 2025 with their signs."""

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.course.harbour_snapshots import TESTED_ON, foretold, quarters
from casekit.text import _

CALL, SAVED_SHARE = 78, 0.30  # yuan a call with its gift; the share of leavers called who stay (declared)
REASONS = {
    "complaint badly met": _("a complaint badly met"),
    "rival's offer": _("a rival’s offer"),
    "contract ended": _("the contract ended"),
    "poor network": _("a poor network"),
    "moved or closed": _("moved away or closed"),
}
QUARTER_NAMES = dict(zip(TESTED_ON, (_("first"), _("second"), _("third"), _("fourth")), strict=True))  # of 2025


@once_a_case
def counts(case: Case) -> list[dict]:
    """For each area, kind and year: opening, leavers (of those), joined, joined_left, closing."""
    customers = case.customers
    kinds = {"person": _("private customers"), "organisation": _("organisations")}
    found = []
    for (area, kind), rows in customers.groupby(["area", "user_type"]):
        for year in range(case.first_day.year, case.last_day.year + 1):
            first = pd.Timestamp(year, 1, 1)
            gone = rows["left_on"].dt.year == year
            there = (rows["entry_month"] < first) & ~(rows["left_on"] < first)
            joined = rows["entry_month"].dt.year == year
            one = {"area": area, "kind": kinds[kind], "year": year}
            one |= {"opening": int(there.sum()), "leavers": int((there & gone).sum())}
            one |= {"joined": int(joined.sum()), "joined_left": int((joined & gone).sum())}
            one["all_left"] = one["leavers"] + one["joined_left"]
            one["closing"] = one["opening"] + one["joined"] - one["all_left"]
            found.append(one)
    return [one for one in found if one["leavers"] >= 8 and one["joined_left"]]


@once_a_case
def reasons(case: Case) -> list[dict]:
    """For each area and year why customers left: a count for each of REASONS, and ``silent``: those who gave none.

    The exit call of the story reaches two of three leavers: those whose number is no multiple of three.
    """
    lives = case.truth["true_lives"]
    table = lives[lives["leaves_on"].notna()].merge(
        case.customers[["customer_id", "area", "left_on"]], on="customer_id"
    )
    table = table[table["left_on"].notna() & table["leave_reason"].notna()]
    silent = table["customer_id"].str[1:].astype(int) % 3 == 0
    found = []
    for (area, year), rows in table.groupby(["area", table["left_on"].dt.year]):
        said = rows.loc[~silent.loc[rows.index], "leave_reason"].value_counts()
        one = {reason: int(said.get(reason, 0)) for reason in REASONS}
        found.append({"area": area, "year": int(year), "silent": int(silent.loc[rows.index].sum()), "said": one})
    return found


@once_a_case
def watched(case: Case) -> list[dict]:
    """Customers at the beginning of a quarter of 2025 with at least one sign, as questions show them; ``months`` until
    the contract ends (−1 without one), ``left`` (1 who left in the quarter, else 0)."""
    table = quarters(case, TESTED_ON)
    shown = pd.DataFrame(
        {
            "customer": table["customer_id"],
            "quarter": table["campaign_id"].map(QUARTER_NAMES),
            "fall": (100 * (1 - table["sales"] / table["sales_before"].where(table["sales_before"] > 0))).round(),
            "slow": table["slow_replies"].astype(int),
            "offers": table["offers"].astype(int),
            "ends": table["contract_ends"] == 1,
            "months": table["contract_months_left"].fillna(-1).astype(int),
            "left": table["left"],
        }
    )
    shown = shown[shown["fall"].notna() & (shown["fall"] > -100)].astype({"fall": int})
    signs = (shown["fall"] >= 20).astype(int) + (shown["slow"] > 0) + (shown["offers"] > 0) + shown["ends"]
    return shown[signs > 0].sort_values(["customer", "quarter"]).to_dict("records")


@once_a_case
def likely(case: Case) -> list[dict]:
    """Customers of 2025 with their chance of leaving (per cent, one decimal), margin (yuan a year) and left (1, 0)."""
    table = foretold(case)
    shown = pd.DataFrame(
        {
            "customer": table["customer_id"],
            "quarter": table["campaign_id"].map(QUARTER_NAMES),
            "chance": (100 * table["probability"]).round(1),
            "margin": table["margin"].astype(int),
            "left": table["left"],
        }
    )
    return shown.sort_values(["customer", "quarter"]).to_dict("records")


def apart(values: list[float], gap: float) -> bool:
    """Whether any two of these ways to answer differ by more than the gap."""
    return min(abs(a - b) for place, a in enumerate(values) for b in values[:place]) > gap
