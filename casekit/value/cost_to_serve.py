"""Cost to serve by activities: what each customer made us do, times what doing it costs.

Source: Cooper & Kaplan, "Profit Priorities from Activity-Based Costing", Harvard Business Review (May 1991). Each
activity says whether its cost would go away with the customer (avoidable) or stay and be shared by the others
(allocated): only the first is saved by dropping someone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.currency import one_currency
from casekit.grading.totals import leave_as
from casekit.tables import collect
from casekit.text import _, ngettext
from casekit.value.rows import known_numbers

_MOST_ACTIVITIES = 1_000
_DECIMALS = 6


@dataclass(frozen=True)
class Activity:
    """One thing done for customers: its ``rate`` (money a unit of its driver, such as an hour, a visit, an order)."""

    rate: float
    avoidable: bool = True


def cost_to_serve(
    activities: Any,
    rates: Mapping[str, Activity | float],
    *,
    customer_id: str = "customer_id",
    activity: str = "activity",
    quantity: str = "quantity",
    currency: str | None = None,
) -> Any:
    """What serving each customer costs.

    Parameters
    ----------
    activities : one row something done for a customer: who, what, how many units (hours, visits, kilometres, orders).
    currency : a column of the activities (that of the rate of the place, say), checked to hold one only.
    rates : activity → :class:`Activity`, or its rate alone (money a unit, avoidable).

    Returns a table of the same kind, one row a customer with an activity: customer_id, avoidable_cost,
    allocated_cost, cost_to_serve (their sum), all money. On pandas and Polars sorted by customer.

    Raises CasekitError for a missing column, customer or quantity, a quantity below 0, an activity without a rate
    (named), a rate that is no number from 0 up, mixed currencies.
    """
    if not isinstance(rates, (Mapping, pd.Series)):
        raise CasekitError(_('Give the rates as activity → money a unit, such as {"visit": 80, "order": 12}.'))
    known = {name: one if isinstance(one, Activity) else Activity(one) for name, one in rates.items()}
    _check_rates(known)
    role = _("The activities")
    if currency is not None:
        one_currency(activities, currency=currency, role=role)
    rows = known_numbers(activities, role, customer_id, {"units": quantity}, others={"activity": activity})
    _check_rows(rows, known)
    zero = nw.lit(0.0)
    avoidable, allocated = zero, zero
    for name, one in known.items():
        cost = nw.when(nw.col("activity") == name).then(nw.col("units") * one.rate).otherwise(zero)
        if one.avoidable:
            avoidable = avoidable + cost
        else:
            allocated = allocated + cost
    rows = rows.with_columns(avoidable_cost=avoidable, allocated_cost=allocated)
    sums = rows.group_by("customer_id").agg(nw.col("avoidable_cost").sum(), nw.col("allocated_cost").sum())
    sums = sums.with_columns(
        nw.col("avoidable_cost").round(_DECIMALS),
        nw.col("allocated_cost").round(_DECIMALS),
        cost_to_serve=(nw.col("avoidable_cost") + nw.col("allocated_cost")).round(_DECIMALS),
    )
    return leave_as(sums, activities, "customer_id")


def _check_rates(rates: Mapping[str, Activity]) -> None:
    if not rates:
        raise CasekitError(_("There are no rates; give each activity its cost a unit."))
    for name, one in rates.items():
        if not isinstance(one.rate, Real) or isinstance(one.rate, bool) or not 0 <= one.rate < float("inf"):
            raise CasekitError(
                _("The rate of “{name}” must be money a unit, 0 or more, but it is {rate!r}.").format(
                    name=name, rate=one.rate
                )
            )


def _check_rows(rows: nw.LazyFrame, rates: Mapping[str, Activity]) -> None:
    counted = rows.group_by("activity").agg(rows=nw.len(), least=nw.col("units").min())
    seen = collect(counted, _("The kinds of activities"), _MOST_ACTIVITIES)
    unknown = seen[~seen["activity"].isin(list(rates))]
    if len(unknown):
        n = int(unknown["rows"].sum())
        raise CasekitError(
            ngettext(
                "{n} row is of an activity without a rate: {names}; add it to the rates, with 0 if it costs nothing.",
                "{n} rows are of an activity without a rate: {names}; add it to the rates, with 0 if it costs nothing.",
                n,
            ).format(n=f"{n:,}", names=", ".join(f"“{name}”" for name in unknown["activity"]))
        )
    below = seen[seen["least"] < 0]
    if len(below):
        raise CasekitError(
            _("“{name}” has a quantity of {least:g}; quantities of work cannot be below 0.").format(
                name=below["activity"].iloc[0], least=below["least"].iloc[0]
            )
        )
