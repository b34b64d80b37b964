"""What a repeat purchase leaves against the first one, of the same customers.

All repeat purchases against all first ones compares different people: among the first purchases are those of everybody
who never came back. Whoever is better served by us both comes back and buys more from the start.
"""

from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.grading.currency import one_currency
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _, ngettext
from casekit.value.days import as_day, with_date_numbers
from casekit.value.rows import known_numbers


@dataclass(frozen=True)
class FirstAndRepeat:
    """Mean profit of a first and of a repeat purchase; money."""

    customers: int
    """whose first purchase is in the data"""
    repeaters: int
    """of them, who bought again on another day"""
    first_of_all: float
    """the first purchase, mean over all customers"""
    first: float
    """the first purchase, mean over the repeaters"""
    repeat: float
    """the mean repeat purchase of each repeater, mean over the repeaters"""
    left_out: int
    """customers who bought before ``known_from``"""

    @property
    def ratio(self) -> float:
        """Repeat ÷ first of the same customers; not a number when the mean first purchase is not above 0."""
        return self.repeat / self.first if self.first > 0 else float("nan")

    @property
    def mixed_ratio(self) -> float:
        """Repeat ÷ the first purchase of everybody: it mixes what a repeat leaves with who comes back."""
        return self.repeat / self.first_of_all if self.first_of_all > 0 else float("nan")


def first_and_repeat(
    purchases: Any,
    *,
    profit: str,
    date: str = "date",
    customer_id: str = "customer_id",
    known_from: Any = None,
    currency: str | None = None,
) -> FirstAndRepeat:
    """Compare first and repeat purchases, counted on the engine.

    Parameters
    ----------
    purchases : one row a sale; a customer's rows of one day are one purchase. ``profit`` is money.
    known_from : customers seen before this day are left out and counted, for the first purchase in the data need not be
        their first: choose a day by which an old customer would have been seen.
    currency : a column, checked to hold one only.

    Raises CasekitError for missing columns, customers, days or numbers, and when nobody bought again.
    """
    role = _("The purchases")
    if currency is not None:
        one_currency(purchases, currency=currency, role=role)
    frame = with_date_numbers(enter(purchases, role), role, bought=date)
    rows = known_numbers(frame.to_native(), role, customer_id, {"profit": profit}, {"day": "bought_day"})
    _refuse_undated(rows, date)
    days = rows.group_by("customer_id", "day").agg(nw.col("profit").sum())
    lives = days.group_by("customer_id").agg(
        first_day=nw.col("day").min(), purchases=nw.len(), total=nw.col("profit").sum()
    )
    early = 0 if known_from is None else as_day(known_from, "known_from").toordinal()
    firsts = days.join(lives, on="customer_id", how="inner").filter(nw.col("day") == nw.col("first_day"))
    again = (nw.col("purchases") > 1) & (nw.col("first_day") >= early)
    ours = nw.col("first_day") >= early
    zero, one = nw.lit(0.0), nw.lit(1.0)
    times = nw.when(again).then(nw.col("purchases") - 1).otherwise(one)
    sums = firsts.select(
        customers=nw.when(ours).then(one).otherwise(zero).sum(),
        repeaters=nw.when(again).then(one).otherwise(zero).sum(),
        first_of_all=nw.when(ours).then(nw.col("profit")).otherwise(zero).sum(),
        first=nw.when(again).then(nw.col("profit")).otherwise(zero).sum(),
        repeat=nw.when(again).then((nw.col("total") - nw.col("profit")) / times).otherwise(zero).sum(),
        everybody=nw.len(),
    )
    found = collect(sums, _("First and repeat purchases"), 1).iloc[0]
    customers, repeaters = int(found["customers"]), int(found["repeaters"])
    if not repeaters:
        raise CasekitError(_("Nobody bought again, so there is no repeat purchase to compare with the first."))
    return FirstAndRepeat(
        customers,
        repeaters,
        float(found["first_of_all"]) / customers,
        float(found["first"]) / repeaters,
        float(found["repeat"]) / repeaters,
        int(found["everybody"]) - customers,
    )


def _refuse_undated(rows: nw.LazyFrame, date: str) -> None:
    dated = nw.when(nw.col("day") > 0).then(nw.lit(1)).otherwise(nw.lit(0))
    counts = collect(rows.select(rows=nw.len(), dated=dated.sum()), _("The days of purchase"), 1).iloc[0]
    if counts["rows"] != counts["dated"]:
        lacking = int(counts["rows"] - counts["dated"])
        raise CasekitError(
            ngettext(
                "{n} purchase has no “{date}”; fill it in or take it out.",
                "{n} purchases have no “{date}”; fill it in or take them out.",
                lacking,
            ).format(n=f"{lacking:,}", date=date)
        )
