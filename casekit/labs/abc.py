"""The ABC lab: what is added up, for whom, where the cuts are; who changes class, and what service then costs in hours.

Sorting and adding up are done once for each measure and unit; an outcome is then a look at where two cuts fall.
"""

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.sales_rows import as_number, require_columns
from casekit.labs.abc_outcome import AbcOutcome
from casekit.labs.abc_settings import ALONE, GROUPS, PROFIT, SALES, AbcSettings
from casekit.labs.abc_units import Customers, Units, group_codes
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

USUAL = AbcSettings()  # ABC as it is usually done: who moved is told against it
MOST_CUSTOMERS = 5_000_000


class AbcLab:
    """The customers of one company, ready to be put into classes in many ways.

    Parameters
    ----------
    customers : one row a customer, on any engine; at most ``MOST_CUSTOMERS`` rows, for the lab works in memory.
    customer_id, sales, profit : names of its columns; sales and profit in money, profit may be negative.
    unit_id : the column with the group a customer belongs to, blank for none; without it there are no groups.
    hours : the column with the hours of service given last year, if it is known.
    name : the column with the customers' names, if they are to be shown.
    hours_available : hours of service a year that there are to give; if left out, those given last year (0 if unknown).

    Raises CasekitError for unknown columns, two rows of one customer, figures that are missing or no numbers, sales
    whose total is not above 0, and nobody at all.
    """

    def __init__(
        self,
        customers: Any,
        *,
        customer_id: str = "customer_id",
        sales: str = "sales",
        profit: str = "profit",
        unit_id: str | None = None,
        hours: str | None = None,
        name: str | None = None,
        hours_available: float | None = None,
    ) -> None:
        figures = {SALES: sales, PROFIT: profit, **({"given": hours} if hours else {})}
        texts = {
            "customer_id": customer_id,
            **({"unit_id": unit_id} if unit_id else {}),
            **({"name": name} if name else {}),
        }
        table = _needed(customers, figures, texts)
        columns = {column: table[column].to_numpy("float64") for column in figures}
        self._units = {ALONE: Units(np.arange(len(table)), columns)}
        if unit_id:
            self._units[GROUPS] = Units(group_codes(table["unit_id"]), columns)
        given = columns["given"].sum() if hours else 0.0
        self.customers = Customers(
            ids=pd.Index(table["customer_id"]),
            names=table["name"] if name else None,
            columns=columns,
            hours_available=float(given if hours_available is None else hours_available),
            usual=self._unit_classes(USUAL),
        )

    @property
    def has_groups(self) -> bool:
        """Whether customers can be taken together as groups."""
        return GROUPS in self._units

    def outcome(self, settings: AbcSettings = USUAL) -> AbcOutcome:
        """What the settings make of the customers. Raises CasekitError where there are no groups, or no profit."""
        if settings.unit not in self._units:
            raise CasekitError(_("These customers have no groups: give the lab a column unit_id, or take each alone."))
        units = self._units[settings.unit]
        return AbcOutcome(
            settings=settings,
            customers=self.customers,
            units=units,
            ranking=units.ranking(settings.measure),
            unit_classes=self._unit_classes(settings),
        )

    def _unit_classes(self, settings: AbcSettings) -> np.ndarray:
        """By the rule of abc_classes: a class holds all who stand, with their equals, before its cut is reached."""
        ranking = self._units[settings.unit].ranking(settings.measure)
        classes = np.empty(len(ranking.order), dtype="int8")
        classes[ranking.order] = (ranking.before >= settings.cuts[0]).astype("int8") + (
            ranking.before >= settings.cuts[1]
        )
        return classes


def _needed(customers: Any, figures: Mapping[str, str], texts: Mapping[str, str]) -> pd.DataFrame:
    frame = enter(customers, _("The customers"))
    schema = frame.collect_schema()
    require_columns(schema, [*texts.values(), *figures.values()], _("The customers’ columns"))
    columns = {own: nw.col(name) for own, name in texts.items()}
    columns |= {own: as_number(name, schema) for own, name in figures.items()}
    table = collect(frame.select(**columns), _("The ABC lab"), MOST_CUSTOMERS)
    if not len(table):
        raise CasekitError(_("There is no customer in this table; the ABC lab needs one row for each."))
    if twice := int(table["customer_id"].duplicated().sum()):
        raise CasekitError(
            _("{n} rows repeat a customer; add them up first, for the ABC lab needs one row for each.").format(n=twice)
        )
    for own, name in figures.items():
        if missing := int((~np.isfinite(table[own].to_numpy("float64", na_value=np.nan))).sum()):
            raise CasekitError(
                _("{n} rows have no “{name}”; fill it in or take them out.").format(n=f"{missing:,}", name=name)
            )
    return table.sort_values("customer_id", ignore_index=True)  # the order of the rows decides nothing
