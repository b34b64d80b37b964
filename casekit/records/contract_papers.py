"""Contracts to look at (合作协议): run out, about to, or signed by somebody who may not."""

from typing import Any

import narwhals.stable.v2 as nw

from casekit.records.columns import (
    as_date,
    day_of,
    day_text,
    enter_with,
    is_blank,
    is_known,
    leave_as,
    sentence,
    usable,
    whole_number,
    yes_no_of,
)
from casekit.text import _

FINDINGS = ("expired", "expiring", "signed without authority", "authority not recorded")


def contract_watch(contracts: Any, *, as_of: Any, within_days: int = 90) -> Any:
    """Contracts that have expired, that expire soon, and that were signed without authority (授权).

    Parameters
    ----------
    contracts : a table with one row a contract, on any engine: contract_id, customer_id, ends_on (date, the last day it
        runs; blank: no end), signed_by, authorised (yes/no).
    as_of : today. A contract that ends today still runs.
    within_days : "expiring" is what ends within so many days from today; 90 is ours.

    Returns
    -------
    A table of the same kind, one row a finding (a contract may have two): contract_id, customer_id, finding (one of
    ``FINDINGS``), days_left (until the end, below 0 when it is past; missing without an end), ends_later (true when the
    same customer has a contract that ends later: then this one has been renewed or stands beside another), detail (a
    sentence). Sorted by finding and days on pandas and Polars.

    Left out, and said as a warning on pandas and Polars: rows without a contract number.

    Raises CasekitError for missing columns, columns of another kind, an ``as_of`` that is no date and days below 0.
    """
    today = as_date(as_of, "as_of")
    whole_number(within_days, "within_days")
    frame = enter_with(
        contracts, _("The contracts"), ["contract_id", "customer_id", "ends_on", "signed_by", "authorised"]
    )
    rows = frame.select(
        "contract_id",
        "customer_id",
        "signed_by",
        authorised=yes_no_of(frame, "authorised"),
        end=day_text("ends_on"),
        days_left=day_of(frame, "ends_on") - today.toordinal(),
    )
    rows = usable(rows, ~is_blank(rows, "contract_id"), _("{n} contracts without a number.")).lazy()
    left = nw.col("days_left")
    latest = rows.filter(is_known(left)).group_by("customer_id").agg(latest=left.max())
    rows = rows.join(latest, on="customer_id", how="left")
    rows = rows.with_columns(ends_later=nw.when(nw.col("latest") > left).then(nw.lit(True)).otherwise(nw.lit(False)))
    known, authorised = is_known(left), nw.col("authorised")
    return leave_as(
        nw.concat(
            [
                _ended(rows.filter(known, left < 0)),
                _ending(rows.filter(known, left >= 0, left <= within_days)),
                _signed(
                    rows.filter(~authorised.is_null()).filter(~authorised),
                    FINDINGS[2],
                    _("Signed by {by} without authority."),
                ),
                _signed(
                    rows.filter(authorised.is_null()),
                    FINDINGS[3],
                    _("Signed by {by}; nothing says with what authority."),
                ),
            ]
        ),
        frame,
        "finding",
        "days_left",
        "contract_id",
    )


def _ended(rows: nw.LazyFrame) -> nw.LazyFrame:
    return _found(rows, "expired", sentence(_("Ended on {end}."), end=nw.col("end")))


def _ending(rows: nw.LazyFrame) -> nw.LazyFrame:
    return _found(rows, "expiring", sentence(_("Ends on {end}."), end=nw.col("end")))


def _signed(rows: nw.LazyFrame, finding: str, template: str) -> nw.LazyFrame:
    by = nw.when(nw.col("signed_by").is_null()).then(nw.lit(_("somebody unnamed"))).otherwise(nw.col("signed_by"))
    return _found(rows, finding, sentence(template, by=by))


def _found(rows: nw.LazyFrame, finding: str, detail: nw.Expr) -> nw.LazyFrame:
    columns = ["contract_id", "customer_id", "finding", "days_left", "ends_later", "detail"]
    return rows.with_columns(finding=nw.lit(finding), detail=detail).select(columns)
