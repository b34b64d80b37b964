"""How unequal customers are: ABC classes, the share of the top, Lorenz curve and Gini coefficient."""

import math
from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.quantile_edges import distinct_values
from casekit.grading.totals import customer_totals, leave_as, values_only
from casekit.text import _

_DECIMALS = 12  # a share's noise must not carry a customer over a cut
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def abc_classes(
    customers: Any, *, value: str, customer_id: str = "customer_id", cuts: Sequence[float] = (0.8, 0.95)
) -> Any:
    """Classes by share of the total: A the few best who together reach the first cut, B those to the next, C the rest.

    Parameters
    ----------
    customers : any table with a customer and a value (money, or whatever is shared out); rows of the same customer
        are added up, so transactions do as well.
    value, customer_id : its columns.
    cuts : rising shares above 0 and below 1, one fewer than there are classes.

    Returns
    -------
    A table of the same kind, one row a customer: customer_id, value, share (of the total), cumulative_share (of the
    customer and all who have as much or more), abc_class. On pandas and Polars sorted by value, highest first.

    Rules
    -----
    * A customer belongs to A while those who have strictly more hold less than the first cut together: the one who
      carries the sum over the cut is still A, and A always reaches the cut. So at B's cut, and so on.
    * Equal values are never split: all of them stand on the same side.
    * Negative values (more returned than bought) stay in the total and in the last class; cumulative_share then passes
      1 before it comes back to 1.
    * Rows without a customer are left out (said as a warning on pandas and Polars).

    Raises CasekitError for unknown columns, missing values, a total that is not above 0, and cuts that do not rise.
    """
    cuts = _checked(cuts)
    totals = customer_totals(customers, customer_id, value)
    held = nw.col("value") * nw.col("customers")
    distinct = (
        totals.group_by("value")
        .agg(customers=nw.len())
        .with_columns(held=held, falling=nw.lit(0.0) - nw.col("value"))
        .with_columns(cumulative=nw.col("held").cum_sum().over(order_by="falling"), total=nw.col("held").sum())
        .with_columns(before=((nw.col("cumulative") - nw.col("held")) / nw.col("total")).round(_DECIMALS))
        .select(
            "value",
            share=nw.col("value") / nw.col("total"),
            cumulative_share=nw.col("cumulative") / nw.col("total"),
            abc_class=_class_of(nw.col("before"), cuts),
        )
    )
    columns = ["customer_id", "value", "share", "cumulative_share", "abc_class"]
    classed = totals.join(distinct, on="value").select(columns)
    return leave_as(classed, customers, "value", "customer_id", descending=[True, False])


def top_share(customers: Any, *, value: str, share: float) -> float:
    """The share of the total that the best ``share`` of the customers hold, a number such as 0.746.

    The table has one row a customer, on any engine. The number of customers is rounded up: the top 1 % of 4,338 are 44.
    Above 1 when others have negative values. Raises CasekitError for a share outside 0 to 1, unknown columns, missing
    values, a total that is not above 0.
    """
    if not isinstance(share, (int, float)) or not 0 < share <= 1:
        raise CasekitError(
            _("The share of customers must be above 0 and at most 1, but it is {share!r}.").format(share=share)
        )
    values, counts = distinct_values(values_only(customers, value), value, nw.col("value"))
    return share_of_best(values, counts, share)


def share_of_best(values: np.ndarray, counts: np.ndarray, share: float) -> float:
    """:func:`top_share` of sorted distinct values that ``counts`` customers have each."""
    values, counts = values[::-1], counts[::-1]
    n = math.ceil(share * counts.sum() - 1e-9)
    up_to = np.cumsum(counts)
    taken = np.clip(n - (up_to - counts), 0, counts)
    return float(taken @ values / (counts @ values))


def lorenz_curve(customers: Any, *, value: str) -> pd.DataFrame:
    """The Lorenz curve of a table with one row a customer: share_of_customers and share_of_value, both from 0 to 1.

    Starts at (0, 0) with the poorest; one point a distinct value. Always a pandas table, for only distinct values
    are brought into memory. Below 0 where values are negative. Raises CasekitError as :func:`gini`.

    Source: Lorenz, "Methods of Measuring the Concentration of Wealth", 1905.
    """
    values, counts = distinct_values(values_only(customers, value), value, nw.col("value"))
    held = values * counts
    return pd.DataFrame(
        {
            "share_of_customers": np.concatenate(([0.0], np.cumsum(counts) / counts.sum())),
            "share_of_value": np.concatenate(([0.0], np.cumsum(held) / held.sum())),
        }
    )


def gini(customers: Any, *, value: str) -> float:
    """The Gini coefficient of a table with one row a customer: 0 when all have the same, near 1 when one has all.

    One less twice the area under the Lorenz curve, for the customers at hand (1 − 1/n at most, no small-sample
    correction). With negative values (profit, or more returned than bought) it can pass 1: part of the area is then
    negative, and the coefficient can no longer be compared between companies.

    Raises CasekitError for an unknown column, missing values, a total that is not above 0.
    Source: Gini, "Variabilità e mutabilità", 1912.
    """
    curve = lorenz_curve(customers, value=value)
    x, y = curve["share_of_customers"].to_numpy(), curve["share_of_value"].to_numpy()
    return float(1 - np.sum(np.diff(x) * (y[1:] + y[:-1])))


def _checked(cuts: Sequence[float]) -> list[float]:
    try:
        values = [float(cut) for cut in cuts]
    except (TypeError, ValueError):
        values = []
    rising = all(low < high for low, high in zip([0.0, *values], [*values, 1.0], strict=True))
    if not values or not rising or len(values) >= len(_LETTERS):
        raise CasekitError(
            _("Cuts must be rising shares above 0 and below 1, such as (0.8, 0.95), but they are {cuts!r}.").format(
                cuts=cuts
            )
        )
    return values


def _class_of(before: nw.Expr, cuts: list[float]) -> nw.Expr:
    letter = nw.lit(_LETTERS[len(cuts)])
    for place in reversed(range(len(cuts))):
        letter = nw.when(before < nw.lit(cuts[place])).then(nw.lit(_LETTERS[place])).otherwise(letter)
    return letter
