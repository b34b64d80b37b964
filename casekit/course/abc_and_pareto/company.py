"""The two companies as this lesson sees them: what each customer brought in the last year, and what was left of it."""

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case

_TRAITS = ["customer_id", "user_type", "industry", "area", "network", "group_id", "manager_id"]


def year(case: Case) -> int:
    """The year in question: the last one of the records."""
    return case.last_day.year


@once_a_case
def accounts(case: Case) -> pd.DataFrame:
    """One row a customer billed in the last year, by number: fee, discount, sales, costs, hours, profit (yuan) and traits.

    sales = fee − discount; profit (contribution) = sales − network_cost − service_cost.
    """
    bills = case.bills[case.bills["month"].dt.year == year(case)]
    service = case.service[case.service["quarter"].dt.year == year(case)]
    table = bills.groupby("customer_id")[["fee", "discount", "network_cost"]].sum()
    served = service.groupby("customer_id")[["hours", "cost"]].sum().reindex(table.index, fill_value=0.0)
    table = table.assign(service_cost=served["cost"], hours=served["hours"])
    table["sales"] = table["fee"] - table["discount"]
    table["profit"] = table["sales"] - table["network_cost"] - table["service_cost"]
    traits = case.customers[_TRAITS].set_index("customer_id")
    return table.round(2).sort_index().join(traits)


@once_a_case
def months(case: Case) -> list[pd.Timestamp]:
    """The months of the last year, from January on."""
    bills = case.bills["month"]
    return sorted(bills[bills.dt.year == year(case)].unique())


def month_accounts(case: Case, month: pd.Timestamp) -> pd.DataFrame:
    """One row a customer billed in this month: customer_id, fee, discount, sales (yuan), area and network."""
    bills = case.bills[case.bills["month"] == month]
    bills = bills.assign(sales=(bills["fee"] - bills["discount"]).round(2))
    columns = ["customer_id", "fee", "discount", "sales"]
    return bills[columns].merge(case.customers[["customer_id", "area", "network"]], on="customer_id")


@once_a_case
def clients(case: Case) -> pd.DataFrame:
    """One row a client of the salon, by number: services, goods, spent and topped_up in the last year (yuan), traits.

    spent = services used + goods bought. What was topped up onto a card is not spent yet, so it is no part of it.
    """
    table = case.clients[["client_id", "card_type", "community", "area"]].set_index("client_id").sort_index()
    for name, rows in (("services", case.visits), ("goods", case.sales), ("topped_up", case.prepayments)):
        lately = rows[rows["date"].dt.year == year(case)].groupby("client_id")["amount"].sum()
        table[name] = lately.reindex(table.index, fill_value=0.0).round(2)
    table["spent"] = (table["services"] + table["goods"]).round(2)
    return table


def by_class(grades: pd.Series) -> dict[str, str]:
    """A class for each customer, as the practice takes it."""
    return {str(customer): str(grade) for customer, grade in grades.items()}
