"""A later time held back: what customers bought in it is not shown to the model, so that its forecast can be tested."""

import warnings
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.grading import rfm_summary
from casekit.grading.sales_rows import DAYS_IN_UNIT, sales_rows
from casekit.grading.totals import leave_as
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _


def holdout_summary(
    transactions: Any,
    *,
    customer_id: str,
    date: str,
    amount: str,
    calibration_end: Any,
    holdout_end: Any,
    time_unit: str = "W",
    returns: str = "net",
    currency: str | None = None,
) -> Any:
    """The summary up to one day, and beside it what each customer bought from then to a later day.

    Parameters
    ----------
    transactions, customer_id, date, amount, time_unit, returns, currency : as :func:`casekit.grading.rfm_summary`.
    calibration_end : the last day the model may see, itself included.
    holdout_end : the last day of the time held back, itself included.

    Returns a table of the same kind: the five columns of ``rfm_summary`` at ``calibration_end`` and

    * holdout_purchases: distinct days with a purchase after ``calibration_end`` (whole number);
    * holdout_time: from ``calibration_end`` to ``holdout_end``, in ``time_unit``; the same for all.

    Who bought first in the time held back has no row: no model can forecast a customer nobody has seen.

    Raises CasekitError as ``rfm_summary``, unless ``holdout_end`` lies after ``calibration_end``, and when nobody had
    bought by ``calibration_end``.
    """
    columns = {"customer_id": customer_id, "date": date, "amount": amount, "time_unit": time_unit, "returns": returns}
    first, last = (
        sales_rows(transactions, customer_id, date, amount, end, time_unit, returns).last_allowed
        for end in (calibration_end, holdout_end)
    )
    if last <= first:
        raise CasekitError(
            _("The time held back ends on {last}, which is not after the end of calibration, {first}.").format(
                last=last, first=first
            )
        )
    seen = rfm_summary(transactions, end=first, currency=currency, **columns)
    found = enter(seen, _("The summary")).lazy().head(1).select(customers=nw.len())
    if not collect(found, _("The summary"), 1)["customers"].sum():
        raise CasekitError(_("Nobody had bought by {day}, the end of calibration; take a later day.").format(day=first))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is left out was said a line before
        whole = rfm_summary(transactions, end=last, **columns)
    later = enter(whole, _("The summary")).select("customer_id", by_then=nw.col("frequency"))
    both = enter(seen, _("The summary")).lazy().join(later.lazy(), on="customer_id", how="left")
    both = both.with_columns(  # purchase days up to then, less those up to the end of calibration
        holdout_purchases=(nw.col("by_then") - nw.col("frequency")).cast(nw.Int64),
        holdout_time=nw.lit((last - first).days / DAYS_IN_UNIT[time_unit]),
    ).drop("by_then")
    result = leave_as(both, transactions, "customer_id")
    if hasattr(seen, "attrs"):
        result.attrs.update(seen.attrs)
    return result
