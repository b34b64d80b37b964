"""The organisations of Harbour Telecom as a key-account test sees them: what they pay, what is left, and the four types."""

import pandas as pd

from casekit import records
from casekit.cases import Case
from casekit.course.by_case import once_a_case

LIMIT = 3000.0  # yuan a month, from a telecom operator's paper on its key accounts
TYPES = ("important", "high_value", "group", "strategic")
STATE = ("government", "military")
_TRAITS = [
    "customer_id",
    "organisation_type",
    "area",
    "industry_leader",
    "contested",
    "growth_potential",
    "manager_id",
    "group_id",
]


def year(case: Case) -> int:
    """The year in question: the last one of the records."""
    return case.last_day.year


@once_a_case
def organisations(case: Case) -> pd.DataFrame:
    """One row an organisation in service on the last day and billed in the last year, by number.

    Traits of the record, with group_id filled in where the name tells it; fee (mean of a month's sales), sales and
    profit of the last year (yuan), months (billed), and the four types as yes or no. Sales are fee less discount.
    """
    there = case.customers[(case.customers["user_type"] == "organisation") & case.customers["in_service"]]
    table = there[_TRAITS].set_index("customer_id").sort_index().join(_money(case), how="inner")
    told = records.suggest_groups(case.customers, case.groups).set_index("customer_id")["group_id"]
    table["group_id"] = table["group_id"].fillna(pd.Series(table.index.map(told), table.index))
    return table.assign(**types(table))


@once_a_case
def _money(case: Case) -> pd.DataFrame:
    bills = case.bills[case.bills["month"].dt.year == year(case)]
    bills = bills.assign(sales=bills["fee"] - bills["discount"])
    money = bills.groupby("customer_id").agg(
        fee=("sales", "mean"), sales=("sales", "sum"), network=("network_cost", "sum"), months=("sales", "size")
    )
    service = case.service[case.service["quarter"].dt.year == year(case)].groupby("customer_id")["cost"].sum()
    money["profit"] = money["sales"] - money["network"] - service.reindex(money.index, fill_value=0.0)
    return money.drop(columns="network").round(2)


def types(table: pd.DataFrame) -> dict[str, pd.Series]:
    """The four types, each a flag of its own; 3,000.00 yuan exactly counts as high value."""
    return {
        "important": table["organisation_type"].isin(STATE),
        "high_value": table["fee"] >= LIMIT,
        "group": table["group_id"].notna(),
        "strategic": table["industry_leader"] | table["contested"] | table["growth_potential"].eq("high"),
    }


def held(table: pd.DataFrame) -> pd.Series:
    """How many of the four types each holds."""
    return table[list(TYPES)].sum(axis=1).rename("types")


@once_a_case
def units(case: Case) -> pd.DataFrame:
    """One row a unit that decides as one, a group with its branches or an organisation alone, by unit number.

    members, fee (all months' sales together, a month), sales, profit (yuan a year), the four types (a group has a type
    that any of its branches has; high_value by the fee of all together), largest_fee (that of its largest member).
    """
    rows = organisations(case)
    unit = rows["group_id"].fillna(rows.index.to_series()).rename("unit_id")
    table = rows.groupby(unit).agg(
        members=("sales", "size"),
        fee=("fee", "sum"),
        largest_fee=("fee", "max"),
        sales=("sales", "sum"),
        profit=("profit", "sum"),
        important=("important", "max"),
        group=("group", "max"),
        strategic=("strategic", "max"),
        manager_id=("manager_id", "first"),
    )
    table["high_value"] = table["fee"].round(2) >= LIMIT
    return table.round(2).sort_index()
