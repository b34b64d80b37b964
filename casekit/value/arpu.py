"""Average revenue per user (ARPU, 每用户平均收入), period by period, and the unit cost beside it."""

from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.currency import one_currency
from casekit.tables import collect
from casekit.text import _, ngettext
from casekit.value.rows import known_numbers

_MOST_PERIODS = 10_000
_DECIMALS = 6


def arpu(
    bills: Any,
    *,
    customer_id: str = "customer_id",
    period: str,
    revenue: str,
    cost: str | None = None,
    currency: str | None = None,
) -> pd.DataFrame:
    """Revenue per customer in each period: revenue ÷ customers billed in it.

    Parameters
    ----------
    bills : one row a bill, on any engine; rows of the same customer in a period count as one customer.
    period : a column that sorts by time, such as the year, "2025-03", the first day of the month.
    revenue : money, net of discounts. cost : money, for the unit cost. currency : a column, checked to hold one only.

    Returns a pandas table, one row a period, sorted: period, revenue, customers (distinct, with a bill in the period,
    a bill of 0 included), arpu (money a customer), change (of arpu against the row before, as a share; missing in the
    first row and where the row before is not above 0). With ``cost`` also cost, unit_cost (cost ÷ customers) and left
    (arpu − unit_cost). A period without a bill has no row, so look for gaps before reading ``change``.

    An average says nothing of whom it is made of: a falling ARPU may be newcomers on small plans, with nobody paying
    less. Raises CasekitError for a missing column, number, customer or period, a cost below 0, periods of several
    kinds, mixed currencies.
    """
    role = _("The bills")
    if currency is not None:
        one_currency(bills, currency=currency, role=role)
    money = {"revenue": revenue} | ({} if cost is None else {"cost": cost})
    rows = known_numbers(bills, role, customer_id, money, {"period": period}, costs=tuple(money)[1:])
    by_customer = rows.group_by("period", "customer_id").agg(*(nw.col(name).sum() for name in money))
    sums = by_customer.group_by("period").agg(*(nw.col(name).sum() for name in money), customers=nw.len())
    table = collect(sums, _("The periods"), _MOST_PERIODS)
    undated = int(table.loc[table["period"].isna(), "customers"].sum())
    if undated:
        raise CasekitError(
            ngettext(
                "{n} customer has bills without a “{column}”; fill it in or take them out.",
                "{n} customers have bills without a “{column}”; fill it in or take them out.",
                undated,
            ).format(n=f"{undated:,}", column=period)
        )
    try:
        table = table.sort_values("period", ignore_index=True)
    except TypeError:
        kinds = ", ".join(sorted({type(one).__name__ for one in table["period"]}))
        raise CasekitError(
            _("The periods in “{column}” are of several kinds ({kinds}) and cannot be put in order; use one.").format(
                column=period, kinds=kinds
            )
        ) from None
    return _by_period(table, tuple(money))


def _by_period(table: pd.DataFrame, money: tuple[str, ...]) -> pd.DataFrame:
    table["customers"] = table["customers"].astype("int64")
    table[list(money)] = table[list(money)].round(_DECIMALS)
    table["arpu"] = table["revenue"] / table["customers"]
    before = table["arpu"].shift(1)
    table["change"] = (table["arpu"] / before - 1).where(before > 0)
    columns = ["period", "revenue", "customers", "arpu", "change"]
    if "cost" in money:
        table["unit_cost"] = table["cost"] / table["customers"]
        table["left"] = table["arpu"] - table["unit_cost"]
        columns += ["cost", "unit_cost", "left"]
    return table[columns]
