"""A customer's profit, step by step: from what was paid to what is left, with the cost that stays anyway kept apart."""

from typing import Any

import narwhals.stable.v2 as nw

from casekit.grading.currency import one_currency
from casekit.grading.totals import leave_as
from casekit.text import _
from casekit.value.rows import known_numbers, refuse_twice

_DECIMALS = 6


def profitability(
    customers: Any,
    *,
    revenue: str,
    direct_cost: str,
    avoidable_cost: str,
    allocated_cost: str | None = None,
    customer_id: str = "customer_id",
    currency: str | None = None,
) -> Any:
    """The statement of each customer.

    Parameters
    ----------
    customers : one row a customer, on any engine, all money of one period in one currency. currency : a column, checked
        to hold one only.
    revenue : what was paid, after discounts and returns. direct_cost : of the goods or the use.
    avoidable_cost : of serving them, gone when they go. allocated_cost : overhead shared out, which stays.

    Returns a table of the same kind: customer_id, revenue, gross_margin (revenue − direct cost), gross_margin_rate,
    net_contribution (gross margin − avoidable cost), contribution_rate, allocated_cost, profit (net contribution −
    allocated cost). Rates are shares of revenue, missing where revenue is not above 0.

    A customer is dropped or kept by the net contribution: allocated cost does not vanish with the customer.

    Raises CasekitError for missing columns, a customer in several rows, missing numbers (a missing cost is not 0), a
    cost below 0, and mixed currencies.
    """
    numbers = {"revenue": revenue, "direct": direct_cost, "avoidable": avoidable_cost}
    if allocated_cost is not None:
        numbers["allocated"] = allocated_cost
    role = _("The customers")
    if currency is not None:
        one_currency(customers, currency=currency, role=role)
    rows = known_numbers(customers, role, customer_id, numbers, costs=tuple(numbers)[1:])
    refuse_twice(rows, "customer_id")
    if allocated_cost is None:
        rows = rows.with_columns(allocated=nw.lit(0.0))
    rows = rows.with_columns(gross_margin=(nw.col("revenue") - nw.col("direct")).round(_DECIMALS))
    rows = rows.with_columns(net_contribution=(nw.col("gross_margin") - nw.col("avoidable")).round(_DECIMALS))
    result = rows.select(
        "customer_id",
        "revenue",
        "gross_margin",
        _share("gross_margin", "gross_margin_rate"),
        "net_contribution",
        _share("net_contribution", "contribution_rate"),
        nw.col("allocated").alias("allocated_cost"),
        (nw.col("net_contribution") - nw.col("allocated")).round(_DECIMALS).alias("profit"),
    )
    return leave_as(result, customers, "customer_id")


def _share(part: str, name: str) -> nw.Expr:
    return nw.when(nw.col("revenue") > 0).then(nw.col(part) / nw.col("revenue")).alias(name)
