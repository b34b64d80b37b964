"""Customers and sales of each grade, before a repair and after."""

from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.policy.auditing_grid import check_sales
from casekit.grading.policy.format import Policy
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

_MOST_GRADES = 10_000


def recount(
    before: Policy, after: Policy, customers: Any, customer_id: str, sales: str | None, as_of: Any
) -> pd.DataFrame:
    """One row a grade: grade, customers_before, customers_after, sales_before, sales_after (only with ``sales``).

    The grades stand in the order of the policy after, then those that are gone, then who has none. Raises CasekitError
    for a table that cannot be graded, and, with ``sales``, when a customer stands in it twice.
    """
    if sales is not None:
        check_sales(customers, sales)
    order = [grade.id for grade in (*after.grades, *before.grades)]
    totals = {"before": _totals(before, customers, customer_id, sales, as_of)}
    totals["after"] = _totals(after, customers, customer_id, sales, as_of)
    order += sorted(set().union(*(table.index for table in totals.values())) | {after.outside})
    result = pd.DataFrame({"grade": list(dict.fromkeys(order))}).astype({"grade": "str"})
    for what, kind in (("customers", "int64"), ("sales", "float64")):
        for when, table in totals.items():
            if what in table:
                result[f"{what}_{when}"] = result["grade"].map(table[what]).fillna(0).astype(kind)
    return result


def _totals(policy: Policy, customers: Any, customer_id: str, sales: str | None, as_of: Any) -> pd.DataFrame:
    graded = nw.from_native(policy.grade(customers, customer_id=customer_id, as_of=as_of, reasons=False)).lazy()
    counts = collect(graded.group_by("grade").agg(customers=nw.len()), _("the grades"), _MOST_GRADES)
    counts = counts.set_index("grade")
    if sales is None:
        return counts
    frame = enter(customers, _("The customers")).lazy()
    amount = nw.col(sales).cast(nw.Float64)
    amount = nw.when((amount > -float("inf")) & (amount < float("inf"))).then(amount).otherwise(nw.lit(0.0))
    amounts = frame.select(nw.col(customer_id).alias("customer_id"), sales=amount)
    joined = graded.join(amounts, on="customer_id", how="left").group_by("grade")
    sums = collect(joined.agg(rows=nw.len(), sales=nw.col("sales").sum()), _("the grades"), _MOST_GRADES)
    sums = sums.set_index("grade")
    if sums["rows"].sum() != counts["customers"].sum():
        raise CasekitError(
            _("Some customers stand in the table twice, so their sales cannot be added up; keep one row a customer.")
        )
    return counts.assign(sales=sums["sales"].round(2))
