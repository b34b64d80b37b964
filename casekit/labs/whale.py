"""The whale-curve lab: reprice the tail, cut its service, drop the worst; what a loaded statement promises, what comes.

The statement books overhead to customers at a rate a unit (an hour, a yuan of sales). Whoever frees units seems to save
overhead; but the sum stays, and the others carry it.
"""

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.sales_rows import as_number, require_columns
from casekit.labs.whale_outcome import Accounts, Changed, WhaleOutcome
from casekit.labs.whale_settings import HOURS, LOADED, SALES, WhaleSettings
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

MOST_ACCOUNTS = 5_000_000
_CENT = 0.01  # costs in the accounts are rounded to it
_NEVER_BELOW_ZERO = ("discount", "hours", "sales")


class WhaleLab:
    """The accounts of one company's year, ready to be changed in many ways.

    Parameters
    ----------
    accounts : one row a customer, on any engine, money of one year in one currency; at most ``MOST_ACCOUNTS`` rows, for
        the lab works in memory.
    overhead : the year's overhead that no customer's going would save: money, 0 or more.
    customer_id, sales, discount, direct_cost, service_cost, hours : names of its columns. Sales are after discounts;
        direct and service cost are avoidable: they go with the customer.
    hour_rate : what an hour of service costs, money: so much is saved where hours are cut, and the rest of the service
        cost (gifts, leased lines) is not. By default all of it goes in step with the hours.
    name : the column with the customers' names, if they are to be shown.

    Raises CasekitError for unknown columns, two rows of one customer, figures that are missing or no numbers, a
    discount, hours or sales below 0, fewer than two customers, no hours or no sales at all, an overhead or an hour's
    rate that is no sum from 0 on, and hours that cost more than the service cost they are part of.
    """

    def __init__(
        self,
        accounts: Any,
        *,
        overhead: float,
        hour_rate: float | None = None,
        customer_id: str = "customer_id",
        sales: str = "sales",
        discount: str = "discount",
        direct_cost: str = "network_cost",
        service_cost: str = "service_cost",
        hours: str = "hours",
        name: str | None = None,
    ) -> None:
        _check_sum(_("Overhead"), overhead)
        figures = {
            "sales": sales,
            "discount": discount,
            "direct_cost": direct_cost,
            "service_cost": service_cost,
            "hours": hours,
        }
        texts = {"customer_id": customer_id, **({"name": name} if name else {})}
        table = _needed(accounts, figures, texts)
        columns = {column: table[column].to_numpy("float64") for column in figures}
        contribution = columns["sales"] - columns["direct_cost"] - columns["service_cost"]
        self._cost_of_hours = _cost_of_hours(columns, hour_rate)
        self.accounts = Accounts(
            ids=pd.Index(table["customer_id"]),
            names=table["name"] if name else None,
            columns=columns,
            contribution=contribution,
            overhead=float(overhead),
            rates={unit: float(overhead) / columns[unit].sum() for unit in (HOURS, SALES)},
        )
        self._orders: dict[tuple[str, str], np.ndarray] = {}

    def outcome(self, settings: WhaleSettings | None = None) -> WhaleOutcome:
        """What the settings make of the year. Raises CasekitError where nobody would be left."""
        settings = settings or WhaleSettings()
        n = len(self.accounts.ids)
        if settings.dropped >= n:
            raise CasekitError(
                _("There are {n:,} customers: drop at most {most:,}, or nobody is left.").format(n=n, most=n - 1)
            )
        judged = self._judged(settings)
        order = self._order(settings, judged)
        dropped = np.zeros(n, dtype=bool)
        dropped[order[n - settings.dropped :]] = True
        return WhaleOutcome(settings, self.accounts, judged, order, self._changed(settings, judged, dropped))

    def _judged(self, settings: WhaleSettings) -> np.ndarray:
        """Each customer's profit of last year as the settings see it."""
        if settings.judged_by != LOADED:
            return self.accounts.contribution
        unit = settings.shared_by
        return self.accounts.contribution - self.accounts.rates[unit] * self.accounts.columns[unit]

    def _order(self, settings: WhaleSettings, judged: np.ndarray) -> np.ndarray:
        """Best first; equals in the order of their numbers, as whale_curve has them."""
        view = (settings.judged_by, settings.shared_by)
        if view not in self._orders:
            self._orders[view] = np.argsort(-judged, kind="stable")
        return self._orders[view]

    def _changed(self, settings: WhaleSettings, judged: np.ndarray, dropped: np.ndarray) -> Changed:
        """Each lever after the other: drop, cut the service of the rest of the tail, reprice it, and some leave."""
        columns = self.accounts.columns
        tail = (judged < 0) & ~dropped
        repriced = tail & (columns["discount"] > 0) & (settings.discount_cut > 0)
        service_cut = np.where(tail, 1 - settings.hours_kept, 0.0)
        return Changed(
            tail=tail,
            dropped=dropped,
            repriced=repriced,
            less_service=service_cut * self._cost_of_hours,
            less_hours=service_cut * columns["hours"],
            more_sales=np.where(repriced, settings.discount_cut * columns["discount"], 0.0),
            stays=np.where(dropped, 0.0, np.where(repriced, 1 - settings.leaving, 1.0)),
        )


def _check_sum(what: str, value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf"):
        raise CasekitError(
            _("{what} must be a sum of money, 0 or more, but it is {sum!r}.").format(what=what, sum=value)
        )


def _cost_of_hours(columns: Mapping[str, np.ndarray], hour_rate: float | None) -> np.ndarray:
    if hour_rate is None:
        return columns["service_cost"]
    _check_sum(_("The rate of an hour"), hour_rate)
    cost = hour_rate * columns["hours"]
    if above := int((cost > columns["service_cost"] + _CENT).sum()):
        raise CasekitError(
            _("At {rate:g} an hour, {n} customers’ hours cost more than their service cost; give a lower rate.").format(
                rate=hour_rate, n=f"{above:,}"
            )
        )
    return cost


def _needed(accounts: Any, figures: Mapping[str, str], texts: Mapping[str, str]) -> pd.DataFrame:
    frame = enter(accounts, _("The accounts"))
    schema = frame.collect_schema()
    require_columns(schema, [*texts.values(), *figures.values()], _("The accounts’ columns"))
    columns = {own: nw.col(name) for own, name in texts.items()}
    columns |= {own: as_number(name, schema) for own, name in figures.items()}
    table = collect(frame.select(**columns), _("The whale-curve lab"), MOST_ACCOUNTS)
    if len(table) < 2:
        raise CasekitError(_("The whale-curve lab needs at least two customers, so that one can be dropped."))
    if twice := int(table["customer_id"].duplicated().sum()):
        raise CasekitError(
            _("{n} rows repeat a customer; add them up first, for the whale-curve lab needs one row for each.").format(
                n=f"{twice:,}"
            )
        )
    for own, name in figures.items():
        _check(table[own].to_numpy("float64", na_value=np.nan), own, name)
    return table.sort_values("customer_id", ignore_index=True)  # the order of the rows decides nothing


def _check(values: np.ndarray, own: str, name: str) -> None:
    if missing := int((~np.isfinite(values)).sum()):
        raise CasekitError(
            _("{n} rows have no “{name}”; fill it in or take them out. Nothing was taken for 0.").format(
                n=f"{missing:,}", name=name
            )
        )
    if own not in _NEVER_BELOW_ZERO:
        return
    if below := int((values < 0).sum()):
        raise CasekitError(
            _("{n} rows have a “{name}” below 0; mend them or take them out.").format(n=f"{below:,}", name=name)
        )
    if own in (HOURS, SALES) and not values.sum():
        raise CasekitError(_("Nobody has any “{name}”, so overhead cannot be shared out by it.").format(name=name))
