"""Regression to the mean (均值回归): how far the best fall back, and the worst rise, with nobody doing anything."""

import math
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.quantile_edges import distinct_values
from casekit.grading.review.periods import Span, periods_of, refuse_doubles, said, span_of, without_nobody
from casekit.grading.review.tables import enter_with, is_known, share_below_one
from casekit.grading.sales_rows import as_number
from casekit.tables import collect
from casekit.text import _

TOP, MIDDLE, BOTTOM = "top", "middle", "bottom"


@dataclass(frozen=True)
class FallBack:
    """What became of the best and of the worst of a period.

    Attributes
    ----------
    groups : a pandas table, one row for top, middle and bottom of the first period: group, customers (all who stood in
        it), stayed (in the same group in the last period), left (without a row in the last period), share_stayed (of
        all who stood in it), mean_before and mean_after (of those who are in both periods), expected_after (what the
        correlation alone lets expect).
    correlation : between the two values of those who are in both periods; missing when one period has no spread.
    first, last : the two periods.
    """

    groups: pd.DataFrame
    correlation: float
    first: Any
    last: Any

    @property
    def sentence(self) -> str:
        """The finding in words."""
        top = self.groups.set_index("group").loc[TOP]
        return _(
            "Of the {n} best of {first}, {stayed} ({share:.0%}) are among the best of {last}; "
            "those still there had {before:,.0f} in the mean and have {after:,.0f}."
        ).format(
            n=f"{int(top['customers']):,}",
            first=said(self.first),
            last=said(self.last),
            stayed=f"{int(top['stayed']):,}",
            share=top["share_stayed"],
            before=top["mean_before"],
            after=top["mean_after"],
        )


def fall_back(
    history: Any,
    *,
    value: str,
    period: str = "period",
    top: float = 0.2,
    customer_id: str = "customer_id",
    first: Any = None,
    last: Any = None,
) -> FallBack:
    """How many of the best of one period are among the best of another, and what the means did.

    Who was best was also lucky, and luck does not come twice: the top's mean falls and the bottom's rises though
    nothing was done. Any "result" of an upgrade or a downgrade is to be read against it.

    Parameters
    ----------
    history : a table on any engine, one row a customer and period, with a value (sales, margin).
    top : the share of customers that is top, and that is bottom, of those with a value in the period; above 0, at most
        0.5. The number is rounded up; equal values are never split, so with ties there can be more. Where ties make a
        customer both, top counts.
    first, last : the periods; the first and the last of the history when not said.

    Returns a :class:`FallBack`. A customer without a row or a value in the last period has left; who has none in the
    first is not counted there, but is among those who can be best in the last.

    expected_after is the regression of Galton, "Regression towards Mediocrity in Hereditary Stature", 1886: the mean
    of all after, plus correlation × (spread after ÷ spread before) × (the group's mean before less that of all).

    Raises CasekitError for unknown columns or periods, a value that is no number, two rows of one customer in a period,
    and fewer than three customers who are in both periods.
    """
    top = _checked_top(top)
    frame = enter_with(history, _("The history’s columns"), [customer_id, period, value])
    number = as_number(value, frame.collect_schema())
    rows = without_nobody(frame, customer_id, period)
    rows = rows.select(customer_id=nw.col(customer_id), period=nw.col(period), value=number)
    rows = rows.filter(is_known(nw.col("value")))
    span = span_of(periods_of(rows, "period"), first, last)
    refuse_doubles(rows)
    before, after = (rows.filter(nw.col("period") == moment) for moment in span)
    pairs = _marked(before, top, "before").join(_marked(after, top, "after"), on="customer_id", how="left")
    return _summed(pairs, span)


def _marked(rows: nw.LazyFrame, top: float, when: str) -> nw.LazyFrame:
    """customer_id, the value and the group, both called by ``when``."""
    values, counts = distinct_values(rows, "value", nw.col("value"))
    wanted = math.ceil(top * counts.sum() - 1e-9)
    low_end = values[np.searchsorted(np.cumsum(counts), wanted)]
    high_end = values[::-1][np.searchsorted(np.cumsum(counts[::-1]), wanted)]
    column = nw.col("value")
    group = nw.when(column >= nw.lit(float(high_end))).then(nw.lit(TOP))
    group = group.otherwise(nw.when(column <= nw.lit(float(low_end))).then(nw.lit(BOTTOM)).otherwise(nw.lit(MIDDLE)))
    return rows.select("customer_id", **{when: column, f"group_{when}": group})


def _summed(pairs: nw.LazyFrame, span: Span) -> FallBack:
    there = is_known(nw.col("after"))

    def only(condition, what):
        return nw.when(condition).then(what).otherwise(nw.lit(0.0))

    both = pairs.with_columns(both=only(there, nw.lit(1.0)))
    centre = collect(
        both.select(
            n=nw.col("both").sum(),
            before=(nw.col("before") * nw.col("both")).sum(),
            after=nw.when(there).then(nw.col("after")).otherwise(nw.lit(0.0)).sum(),
        ),
        _("The means"),
        1,
    ).iloc[0]
    n = int(centre["n"] or 0)
    if n < 3:
        raise CasekitError(
            _("Only {n} customers have a value in both periods; a comparison needs three at least.").format(n=n)
        )
    mean_before, mean_after = centre["before"] / n, centre["after"] / n
    deviations = both.with_columns(  # from the means, so that large sums do not swallow small differences
        x=only(there, nw.col("before") - mean_before),
        y=only(there, nw.col("after") - mean_after),
        same=only(nw.col("group_before") == nw.col("group_after"), nw.lit(1.0)),
    ).with_columns(xx=nw.col("x") * nw.col("x"), yy=nw.col("y") * nw.col("y"), xy=nw.col("x") * nw.col("y"))
    sums = [nw.col(name).sum() for name in ("both", "same", "x", "y", "xx", "yy", "xy")]
    table = collect(deviations.group_by("group_before").agg(nw.len().alias("customers"), *sums), _("The groups"), 3)
    table = table.set_index("group_before").reindex([TOP, MIDDLE, BOTTOM]).fillna(0)
    spread_before, spread_after, together = table["xx"].sum(), table["yy"].sum(), table["xy"].sum()
    spread = math.sqrt(spread_before * spread_after)
    present = table["both"].where(table["both"] > 0)
    slope = together / spread_before if spread_before else math.nan
    groups = pd.DataFrame(
        {
            "group": table.index,
            "customers": table["customers"].astype("int64").to_numpy(),
            "stayed": table["same"].astype("int64").to_numpy(),
            "left": (table["customers"] - table["both"]).astype("int64").to_numpy(),
            "share_stayed": (table["same"] / table["customers"].where(table["customers"] > 0)).to_numpy(),
            "mean_before": (mean_before + table["x"] / present).to_numpy(),
            "mean_after": (mean_after + table["y"] / present).to_numpy(),
            "expected_after": (mean_after + slope * table["x"] / present).to_numpy(),
        }
    )
    return FallBack(groups, float(together / spread) if spread else math.nan, *span)


def _checked_top(top: Any) -> float:
    top = share_below_one(top, "top", above_zero=True)
    if top > 0.5:
        raise CasekitError(_("“top” is at most 0.5, for bottom is as large as top, but it is {top:g}.").format(top=top))
    return top
