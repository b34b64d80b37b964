"""The history of grades or values: its periods, and the two between which something is compared."""

from typing import Any, NamedTuple

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError, warn_left_out
from casekit.grading.review.tables import Frame
from casekit.grading.sales_rows import nobody
from casekit.tables import collect
from casekit.text import _

_MOST_PERIODS = 1_000


class Span(NamedTuple):
    """Two periods as the table has them, the first before the last."""

    first: Any
    last: Any


def without_nobody(frame: Frame, customer_id: str, period: str) -> nw.LazyFrame:
    """The rows that have a customer and a period; the others are left out, with a warning on an eager table."""
    schema = frame.collect_schema()
    missing = nobody(nw.col(customer_id), schema[customer_id]) | nobody(nw.col(period), schema[period])
    if isinstance(frame, nw.DataFrame) and (lost := len(frame.filter(missing))):
        warn_left_out(_("{n} rows without a customer or a period.").format(n=f"{lost:,}"))
    return frame.lazy().filter(~missing)


def periods_of(history: nw.LazyFrame, period: str) -> list:
    """The periods of the history in rising order, as plain Python values."""
    counted = history.select(period=nw.col(period)).group_by("period").agg(rows=nw.len())
    found = collect(counted, _("The periods of the history"), _MOST_PERIODS)["period"]
    return sorted(value.to_pydatetime() if isinstance(value, pd.Timestamp) else value for value in found.tolist())


def span_of(periods: list, first: Any, last: Any) -> Span:
    """The two periods asked for; without a wish the first and the last there are.

    Raises CasekitError when the history has fewer than two periods, a period is not in it, or they do not rise.
    """
    if len(periods) < 2:
        raise CasekitError(_("A comparison needs two periods, but the history has {n}.").format(n=len(periods)))
    span = Span(*(_found(periods, wish, at) for wish, at in ((first, 0), (last, -1))))
    if not span.first < span.last:
        raise CasekitError(
            _("The first period ({first}) must lie before the last ({last}).").format(
                first=said(span.first), last=said(span.last)
            )
        )
    return span


def refuse_doubles(rows: nw.LazyFrame) -> None:
    """CasekitError when a customer (customer_id) has two rows in one period (period)."""
    counted = rows.group_by("customer_id", "period").agg(rows=nw.len()).filter(nw.col("rows") > 1)
    found = collect(counted.head(1), _("Customers with two rows in a period"), 1)
    if len(found):
        line = found.iloc[0]
        raise CasekitError(
            _("Customer {customer} has {n} rows in {period}; keep one row a customer and period.").format(
                customer=line["customer_id"], n=line["rows"], period=said(line["period"])
            )
        )


def said(period: Any) -> str:
    """A period as people read it: a date without its midnight."""
    text = str(period)
    return text.removesuffix(" 00:00:00")


def _found(periods: list, wish: Any, at: int) -> Any:
    if wish is None:
        return periods[at]
    for period in periods:
        if period == wish or said(period) == said(wish):
            return period
    raise CasekitError(
        _("The history has no period “{wish}”; it has: {periods}.").format(
            wish=said(wish), periods=", ".join(map(said, periods))
        )
    )
