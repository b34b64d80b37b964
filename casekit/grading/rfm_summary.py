"""Recency, frequency, monetary value: one row a customer out of any table of transactions."""

from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import warn_left_out
from casekit.grading.currency import one_currency
from casekit.grading.left_out import after_the_end, left_out_of
from casekit.grading.rfm_forms import summarise
from casekit.grading.sales_rows import AMOUNT, CUSTOMER, DAY, SalesRows, sales_rows
from casekit.text import _


def rfm_summary(
    transactions: Any,
    *,
    customer_id: str,
    date: str,
    amount: str,
    end: Any = None,
    time_unit: str = "W",
    returns: str = "net",
    currency: str | None = None,
) -> Any:
    """Frequency, recency, age and monetary value of each customer, as the buy-till-you-die models want them.

    Parameters
    ----------
    transactions : one row a purchase; pandas, Polars (eager or lazy), DuckDB relation, PySpark or Dask.
    customer_id, date, amount : names of its columns. The date is a date or a date with time, whose time is cut off;
        the amount is a number.
    end : the last day that counts, itself included: ISO text, date or timestamp. By default the last date among
        the rows that count, returns included.
    time_unit : unit of recency and T: "D" days, "W" weeks (7 days), "M" months (365.25 / 12 days), "Y" years
        (365.25 days). The unit only scales: purchases are never gathered by week or month.
    returns : what a negative amount does, see below.
    currency : a column with the currency of each amount, where there is one. More than one currency in it raises
        CasekitError, for their amounts cannot be added up; on a lazy engine this looks through the table at once.

    Returns
    -------
    A table of the same kind with exactly these columns, one row a customer with a purchase; on pandas and Polars sorted
    by customer, on lazy engines in no order:

    * customer_id, as it came;
    * frequency: distinct days with a purchase, less one (int64): purchases of one day count once;
    * recency: from the first to the last purchase day, in ``time_unit``;
    * T: from the first purchase day to ``end``, in ``time_unit``;
    * monetary_value: mean spending per repeat purchase day, the first day left aside, 0 when frequency is 0.

    Rules
    -----
    * An amount of 0 is a purchase: its day counts.
    * A negative amount is a return and never makes a purchase day. "net": a return after the first purchase day is
      taken off the repeat spending (which may fall below 0), one on the first day off the first day's. Left out: every
      return of a customer who has no purchase (so has the customer no row), a return dated before the first purchase
      (what it returns was bought before the data begin), and a return by a one-time buyer after the only purchase day
      (there is no repeat spending to take it off; monetary_value stays 0). "ignore": returns are left out. "refuse":
      a return among the rows raises CasekitError; on a lazy engine this looks through the table at once.
    * Left out: rows whose customer is missing (null, or an empty text), whose date is missing, whose amount is missing
      or not finite, and rows after ``end``; without ``end``, rows dated after today.

    What is left out is counted by :func:`left_out` on every engine. On pandas and eager Polars it is also said as a
    warning (rows after an ``end`` you gave are not: you asked for that), and on pandas ``.attrs["left_out"]`` holds the
    number of rows by rule. There, ``.attrs["time_unit"]`` also says the unit, which the models of casekit.value
    read.

    Raises CasekitError for unknown columns, columns of another kind, an unknown unit or rule, an ``end`` that is no
    date.

    Source: Fader, Hardie & Lee, "RFM and CLV: Using Iso-Value Curves for Customer Base Analysis", Journal of Marketing
    Research 42 (2005), for the summary; the rules for returns are ours.
    """
    rows = sales_rows(transactions, customer_id, date, amount, end, time_unit, returns)
    if currency is not None:
        one_currency(transactions, currency=currency, role=_("The transactions"))
    parts = summarise(rows)
    mean = nw.col("repeat_spend") / nw.col("frequency")
    summary = parts.select(
        CUSTOMER,
        "frequency",
        recency=nw.col("recency") / rows.unit_days,
        T=nw.col("T") / rows.unit_days,
        monetary_value=nw.when(nw.col("frequency") > 0).then(mean).otherwise(nw.lit(0.0)),
    ).to_native()
    if rows.on_pandas:
        summary.attrs["time_unit"] = time_unit
    counts = _counts_when_at_hand(rows)
    if counts is not None:
        _say(counts, rows)
        if rows.on_pandas:
            summary.attrs["left_out"] = counts
    return summary


def _counts_when_at_hand(rows: SalesRows) -> dict[str, int] | None:
    """Rows left out by rule; None on a lazy engine, where counting would run the whole query a second time."""
    if not isinstance(rows.frame, nw.DataFrame):
        return None
    if not rows.on_pandas and not _may_leave_out(rows):
        return {}
    table = left_out_of(rows)
    return dict(zip(table["rule"].to_list(), table["rows"].to_list(), strict=True))


def _may_leave_out(rows: SalesRows) -> bool:
    """A quick look that spares the count on a clean table."""
    clues = rows.frame.select(
        customer=rows.customer_missing.any(),
        date=nw.col(DAY).is_null().any(),
        amount=nw.col(AMOUNT).is_null().any() | (~rows.amount_known).any(),
        late=rows.too_late.any(),
        returned=(nw.col(AMOUNT) < 0).any(),
    )
    return any(clues.row(0))


def _say(counts: dict[str, int], rows: SalesRows) -> None:
    asked_for = after_the_end(rows) if rows.end is not None else None
    unasked = {rule: count for rule, count in counts.items() if rule != asked_for}
    if unasked:
        rules = "; ".join(f"{rule}: {count:,}" for rule, count in unasked.items())
        warn_left_out(
            _("{n} of {all} rows are not in the RFM summary ({rules}).").format(
                n=f"{sum(unasked.values()):,}", all=f"{len(rows.frame):,}", rules=rules
            )
        )
