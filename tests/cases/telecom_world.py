"""Telecom companies for the tests, one at a time (a company takes tens of megabytes), and what is asked of each."""

from functools import lru_cache

import pandas as pd

from casekit.cases.settings import case_settings
from casekit.cases.simulated import harbour_telecom
from casekit.tables.cells import Fault, parse

SETTINGS = case_settings("harbour-telecom")
CONTRACTS = {**SETTINGS.contracts, **SETTINGS.truth_contracts}
DTYPES = {"text": ("str", "str"), "integer": ("int64", "Int64"), "yes/no": ("bool", "boolean")}
DTYPES |= {"number": ("float64",) * 2, "money": ("float64",) * 2}
DTYPES |= {"date": ("datetime64[us]",) * 2, "datetime": ("datetime64[us]",) * 2}


class Company:
    """The tables of one seed and the truth about it, as attributes and as a mapping ``all``."""

    def __init__(self, seed):
        self.world = harbour_telecom.World(seed)
        made = {**harbour_telecom.TABLES, **harbour_telecom.TRUTH}
        self.all = {name: make(self.world) for name, make in made.items()}
        self.last_day = pd.Timestamp("2025-12-31")

    def __getattr__(self, name):
        return self.__dict__["all"][name]

    @property
    def year(self):
        """Each customer billed in 2025: sales, profit, months billed, least and most sales of a month."""
        bills, service = self.bills[self.bills["month"] >= "2025"], self.service[self.service["quarter"] >= "2025"]
        bills = bills.assign(sales=bills["fee"] - bills["discount"])
        year = bills.groupby("customer_id").agg(
            sales=("sales", "sum"),
            used=("network_cost", "sum"),
            months=("sales", "size"),
            least=("sales", "min"),
            most=("sales", "max"),
        )
        cost = service.groupby("customer_id")["cost"].sum().reindex(year.index, fill_value=0)
        return year.assign(profit=year["sales"] - year["used"] - cost, monthly=year["sales"] / year["months"])


@lru_cache(maxsize=1)
def company(seed):
    return Company(seed)


def contract_faults(name, table):
    """Where a table drawn breaks its contract: what reading its file would find, without the file."""
    contract = CONTRACTS[name]
    if list(table) != contract.names:
        return [f"{name}: {list(table)}"]
    faults = []
    for column in contract.columns:
        values, place = table[column.name], f"{name}.{column.name}"
        if str(values.dtype) != DTYPES[column.kind][not column.required]:
            faults.append(f"{place} has dtype {values.dtype}")
        if column.required and values.isna().any():
            faults.append(f"{place} is blank")
        faults += [f"{place}: {wrong}" for wrong in _wrong_values(values.dropna(), column)]
    if contract.key and table.duplicated(list(contract.key)).any():
        faults.append(f"{name} has a key twice")
    return faults


def _wrong_values(values, column):
    if column.kind == "text":
        for text in values.unique():
            try:
                assert parse(text, column) == text
            except Fault as fault:
                yield f"{text!r} {fault.wrong}"
    elif column.kind != "yes/no" and len(values):
        least, most = column.minimum, column.maximum
        if column.kind in ("date", "datetime"):
            least, most = pd.Timestamp(least), pd.Timestamp(most) + pd.Timedelta(days=1, microseconds=-1)
        if (least is not None and values.min() < least) or (most is not None and values.max() > most):
            yield f"{values.min()} to {values.max()}"
