"""Does profit grow with stay? Three answers from the same rows, of which the first one deceives.

The mean over those still there rises when customers who bring little leave earlier, though no customer has brought
more than before (survivor bias). The mean over all who started falls when anybody leaves. Only the change of the same
customers from one age to the next says whether profit grows with stay.
"""

from dataclasses import dataclass, field
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.currency import one_currency
from casekit.tables import collect
from casekit.text import _, ngettext
from casekit.value.rows import known_numbers, refuse_twice

_MOST_AGES = 10_000


@dataclass(frozen=True)
class TenureProfit:
    """Profit by age in three ways; money of one period."""

    table: pd.DataFrame
    """age; started (customers whom the data could show at this age); there (those with a row); mean_there; mean_started
    (leavers count 0); same (customers there at this age and the one before); change_of_same (mean change of their
    profit since the age before)"""
    left_out: pd.DataFrame = field(repr=False)
    """reason (a sentence), rows"""

    def __repr__(self) -> str:
        slopes = ", ".join(f"{name} {slope:+,.2f}" for name, slope in self.slopes.items())
        out = int(self.left_out["rows"].sum())
        return ngettext(
            "Profit at ages 0 to {last}; change with each: {slopes}; {out} row left out.",
            "Profit at ages 0 to {last}; change with each: {slopes}; {out} rows left out.",
            out,
        ).format(last=self.table["age"].max(), slopes=slopes, out=f"{out:,}")

    @property
    def slopes(self) -> dict[str, float]:
        """Money more for each further period: "there" (a line through those still there: survivors only), "started" (a
        line through all who started), "same" (the mean yearly, monthly … change of the same customers)."""
        table = self.table
        changes = table[table["same"] > 0]
        return {
            "there": _slope(table["age"], table["mean_there"], table["there"]),
            "started": _slope(table["age"], table["mean_started"], table["started"]),
            "same": float(np.average(changes["change_of_same"], weights=changes["same"]))
            if len(changes)
            else float("nan"),
        }


def tenure_profit(
    rows: Any,
    customers: Any,
    *,
    profit: str,
    age: str = "age",
    last_age: str = "last_age",
    customer_id: str = "customer_id",
    currency: str | None = None,
) -> TenureProfit:
    """Profit by length of stay, counted on the engine of the tables.

    Parameters
    ----------
    rows : one row a customer and age (several are added up), only for ages at which the customer was there.
        ``age`` is in whole periods since entry, 0 first; ``profit`` is money. ``currency``: a column, checked to hold
        one only.
    customers : one row each customer who STARTED, leavers too; ``last_age`` is the last age the data could show of
        them had they stayed: whole periods from entry to the end of the data, not to their leaving. Customers who came
        before the file begins do not belong here: of those only who stayed is known.

    Rows of others than ``customers`` and rows after ``last_age`` are left out and counted.

    Returns :class:`TenureProfit`. Raises CasekitError for missing columns or numbers, ages that are no whole numbers
    from 0 up, a last age above 10,000, a customer listed twice, numbers of customers that are text in one table and
    numbers in the other, tables of two engines, and when no row remains.
    """
    if currency is not None:
        one_currency(rows, currency=currency, role=_("The rows of profit"))
    started = known_numbers(customers, _("The customers"), customer_id, {"last_age": last_age})
    given = known_numbers(rows, _("The rows of profit"), customer_id, {"age": age, "profit": profit})
    _check_ages(given, "age", age)
    _check_ages(started, "last_age", last_age)
    exposed = _exposed(started)
    joined = _joined(given, started)
    fits = nw.col("age") <= nw.col("last_age")
    kept = joined.filter(fits).group_by("customer_id", "age").agg(nw.col("profit").sum())
    by_age = kept.group_by("age").agg(there=nw.len(), profit=nw.col("profit").sum())
    earlier = kept.select("customer_id", age=nw.col("age") + 1, before=nw.col("profit"))
    pairs = kept.join(earlier, on=["customer_id", "age"], how="inner")
    pairs = pairs.with_columns(change=nw.col("profit") - nw.col("before"))
    same = pairs.group_by("age").agg(same=nw.len(), change=nw.col("change").sum())
    sums = collect(by_age, _("The ages"), _MOST_AGES)
    if sums.empty:
        raise CasekitError(_("No row of profit belongs to a customer who started; compare the two tables’ numbers."))
    changes = collect(same, _("The ages"), _MOST_AGES)
    return TenureProfit(_by_age(exposed, sums, changes), _left_out(given, joined))


def _check_ages(rows: nw.LazyFrame, column: str, name: str) -> None:
    wrong = rows.filter((nw.col(column) < 0) | (nw.col(column) % 1 != 0)).select(rows=nw.len())
    found = collect(wrong, _("The ages"), 1)
    n = int(found["rows"].iloc[0]) if len(found) else 0
    if n:
        raise CasekitError(
            ngettext(
                "In {n} row “{name}” is no whole number of periods from 0 up; round it down.",
                "In {n} rows “{name}” is no whole number of periods from 0 up; round it down.",
                n,
            ).format(n=f"{n:,}", name=name)
        )


def _exposed(started: nw.LazyFrame) -> pd.Series:
    """How many customers the data could show at each age."""
    refuse_twice(started, "customer_id")
    highest = float(collect(started.select(nw.col("last_age").max()), _("The last ages"), 1)["last_age"].iloc[0])
    if highest > _MOST_AGES:
        raise CasekitError(
            _("The last age of a customer is {age:,.0f}; it is a number of periods, {most:,} at most.").format(
                age=highest, most=_MOST_AGES
            )
        )
    last = collect(started.group_by("last_age").agg(customers=nw.len()), _("The last ages"), _MOST_AGES + 1)
    counts = np.bincount(last["last_age"].astype("int64"), last["customers"])
    return pd.Series(counts[::-1].cumsum()[::-1].round().astype("int64"), name="started")


def _joined(given: nw.LazyFrame, started: nw.LazyFrame) -> nw.LazyFrame:
    if given.implementation != started.implementation:
        raise CasekitError(
            _(
                "The rows of profit are a table of {one} and the customers one of {other}; turn one into the other."
            ).format(one=given.implementation.value, other=started.implementation.value)
        )
    ours, theirs = (rows.collect_schema()["customer_id"] for rows in (given, started))
    if ours.is_numeric() != theirs.is_numeric():
        raise CasekitError(
            _(
                "The customers’ numbers are {one} in the rows of profit and {other} in the table of customers; make "
                "both of one kind."
            ).format(one=ours, other=theirs)
        )
    return given.join(started, on="customer_id", how="inner")


def _left_out(given: nw.LazyFrame, joined: nw.LazyFrame) -> pd.DataFrame:
    late = nw.when(nw.col("age") > nw.col("last_age")).then(nw.lit(1)).otherwise(nw.lit(0))
    rows = collect(given.select(rows=nw.len()), _("The rows"), 1)["rows"].iloc[0]
    found = collect(joined.select(rows=nw.len(), late=late.sum()), _("The rows"), 1).fillna(0).iloc[0]
    reasons = {
        _("Their customer is not among those who started."): int(rows - found["rows"]),
        _("Their age is after the last one the data can show of the customer."): int(found["late"]),
    }
    return pd.DataFrame([(reason, n) for reason, n in reasons.items() if n], columns=["reason", "rows"])


def _by_age(exposed: pd.Series, sums: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame({"age": exposed.index, "started": exposed.to_numpy()})
    for part in (sums, changes):
        table = table.merge(part.assign(age=part["age"].astype("int64")), on="age", how="left")
    counted = table[["there", "same"]].fillna(0).astype("int64")
    profit = table["profit"].fillna(0.0)
    return pd.DataFrame(
        {
            "age": table["age"],
            "started": table["started"],
            "there": counted["there"],
            "mean_there": _mean(profit, counted["there"]),
            "mean_started": _mean(profit, table["started"]),
            "same": counted["same"],
            "change_of_same": _mean(table["change"], counted["same"]),
        }
    )


def _mean(total: pd.Series, customers: pd.Series) -> pd.Series:
    return total / customers.where(customers > 0)


def _slope(age: pd.Series, mean: pd.Series, customers: pd.Series) -> float:
    """Of the line through all customers' profits by age: the means weighted with their customers give the same."""
    seen = customers > 0
    x, y, weight = (column[seen].to_numpy("float64") for column in (age, mean, customers))
    if len(x) < 2:
        return float("nan")
    x = x - np.average(x, weights=weight)
    return float((weight * x * y).sum() / (weight * x * x).sum())
