"""Harbour Telecom's campaigns and benefits by lot as this lesson sees them: who was drawn, what was known, who left."""

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.course.harbour_snapshots import CALLS, GROUPS, group_of, quarters
from casekit.text import _

GRADES = ("none", "bronze", "silver", "gold", "platinum")  # rising


@once_a_case
def drawn(case: Case) -> pd.DataFrame:
    """One row a member of a campaign: campaign_id, customer_id, name, cost (yuan a call, gift included), starts_on,
    contract_months_left, user_type, area, entry_month, group_id, called and left (1, 0)."""
    known = case.customers[["customer_id", "user_type", "area", "entry_month", "group_id", "left_on"]]
    table = case.campaign_members.merge(case.campaigns, on="campaign_id").merge(known, on="customer_id")
    table["cost"] = table["contact_cost"] + table["offer_cost"]
    table["called"] = (table["group"] == "called").astype("int64")
    table["left"] = table["left_on"].between(table["starts_on"], table["ends_on"]).astype("int64")
    dropped = ["contact_cost", "offer_cost", "group", "left_on", "ends_on"]
    return table.drop(columns=dropped).sort_values(["campaign_id", "customer_id"], ignore_index=True)


def tally(rows: pd.DataFrame) -> dict[str, int]:
    """called, called_left, control and control_left of some members."""
    called = rows["called"] == 1
    return {
        "called": int(called.sum()),
        "called_left": int(rows.loc[called, "left"].sum()),
        "control": int((~called).sum()),
        "control_left": int(rows.loc[~called, "left"].sum()),
    }


@once_a_case
def tallies(case: Case) -> dict[str, dict[str, int]]:
    """The tally of each campaign, with its name and the cost of a call."""
    found = {}
    for campaign, rows in drawn(case).groupby("campaign_id"):
        found[campaign] = {"name": rows["name"].iloc[0], "cost": int(rows["cost"].iloc[0]), **tally(rows)}
    return found


@once_a_case
def signed(case: Case) -> pd.DataFrame:
    """The members of the calls with ``sign``: the first of GROUPS that was true of each on the day before its campaign."""
    known = quarters(case, CALLS)
    known = known[["campaign_id", "customer_id"]].assign(sign=group_of(known))
    return drawn(case).merge(known, on=["campaign_id", "customer_id"], validate="one_to_one")


@once_a_case
def by_sign(case: Case) -> pd.DataFrame:
    """One row a sign: called, called_left, control, control_left of all seven campaigns."""
    return pd.DataFrame({sign: tally(rows) for sign, rows in signed(case).groupby("sign")}).T.reindex(list(GROUPS))


@once_a_case
def benefits(case: Case) -> pd.DataFrame:
    """One row a customer with a grade, by number: grade_before, grade, benefit (1, 0), left (1, 0, within the year), up
    (a higher grade than the year before), and december of each year (sales of the month, yuan; 0 when not billed)."""
    known = case.customers.set_index("customer_id")["left_on"]
    table = case.benefit_members.set_index("customer_id").sort_index()
    table["benefit"] = table["benefit"].astype("int64")
    year = case.last_day.year
    table["left"] = known.reindex(table.index).between(f"{year}-01-01", f"{year}-12-31").astype("int64")
    rank = {name: place for place, name in enumerate(GRADES)}
    table["up"] = table["grade"].map(rank) > table["grade_before"].map(rank)
    bills = case.bills
    for when in (year - 2, year - 1, year):
        own = bills[bills["month"] == pd.Timestamp(when, 12, 1)].set_index("customer_id")
        table[f"december_{when}"] = (own["fee"] - own["discount"]).reindex(table.index)
    return table


@once_a_case
def pools(case: Case) -> list[dict]:
    """Parts of the campaigns large enough to be spoken of, each with who, name, cost and its tally."""
    found = []
    for campaign, rows in drawn(case)[drawn(case)["campaign_id"].isin(CALLS)].groupby("campaign_id"):
        shared = {"campaign": campaign, "name": rows["name"].iloc[0], "cost": int(rows["cost"].iloc[0])}
        parts = {_("all on the list"): rows}
        parts |= {_("the customers in {area}").format(area=area): own for area, own in rows.groupby("area")}
        kinds = {"person": _("the private customers"), "organisation": _("the organisations")}
        parts |= {kinds[kind]: own for kind, own in rows.groupby("user_type")}
        found += [shared | {"who": who, **tally(own)} for who, own in parts.items()]
    return [one for one in found if min(one["called_left"], one["control_left"]) >= 4]


def shares(facts: dict) -> dict[str, float]:
    """Per cent that left among the called and the control group, and the difference in points."""
    alone, with_call = 100 * facts["control_left"] / facts["control"], 100 * facts["called_left"] / facts["called"]
    return {"alone": alone, "with_call": with_call, "points": alone - with_call}


def as_table(facts: dict) -> pd.DataFrame:
    """The control group and the called as a trainee sees them, in the order in which they are subtracted."""
    rows = [[facts["control"], facts["control_left"]], [facts["called"], facts["called_left"]]]
    index = pd.Index([_("left alone by lot"), _("called")], name=_("group"))
    return pd.DataFrame(rows, index=index, columns=[_("customers"), _("left in the quarter")]).map("{:,}".format)


def apart(values: list[float], gap: float) -> bool:
    """Whether any two of these ways to answer differ by more than the gap."""
    return min(abs(a - b) for place, a in enumerate(values) for b in values[:place]) > gap
