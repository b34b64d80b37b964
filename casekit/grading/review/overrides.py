"""Manual levels (人工定级): grades set by hand, with who, why, from when and until when."""

from datetime import date
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.grading.review.tables import Frame, as_date, enter_with, word_of
from casekit.grading.sales_rows import day_number
from casekit.grading.totals import leave_as
from casekit.tables import collect
from casekit.text import _

RUNNING, EXPIRED, NOT_YET = "running", "expired", "not yet"
COLUMNS = ("customer_id", "grade", "by", "why", "from_date", "expires_on")
_FOREVER = float(date.max.toordinal())


def override_log(overrides: Any, as_of: Any) -> Any:
    """The log of manual levels on a day: which run, which have expired, and which lack a reason or an end.

    Parameters
    ----------
    overrides : a table on any engine, one row a manual level: customer_id, grade, by (who decided), why (the reason),
        from_date, expires_on (its last day; blank: without end).
    as_of : the day.

    Returns
    -------
    A table of the same kind: the columns of ``overrides``, state ("running", "expired", "not yet"; the days from_date
    and expires_on are within), without_reason, without_expiry, without_name (yes/no: nobody says who decided), and
    at_once (int64: how many levels of this customer run on that day; of several the one that began last holds).

    Raises CasekitError for a missing column, no date, a level without a customer or from_date, and one that expires
    before it begins.
    """
    frame = _entered(overrides)
    marked = _with_state(frame, as_date(as_of, "as_of"))
    running = marked.filter(nw.col("state") == RUNNING).group_by("customer_id").agg(at_once=nw.len())
    log = marked.join(running, on="customer_id", how="left").select(
        *COLUMNS,
        "state",
        without_reason=_blank(frame, "why"),
        without_expiry=nw.col("expires_on").is_null(),
        without_name=_blank(frame, "by"),
        at_once=nw.when(nw.col("at_once").is_null()).then(nw.lit(0)).otherwise(nw.col("at_once")).cast(nw.Int64),
    )
    return leave_as(log, overrides, "customer_id", "from_date")


def running_levels(overrides: Any, day: date) -> nw.LazyFrame:
    """One row a customer whose level runs: customer_id, manual (the grade), manual_why, manual_until (texts, or empty).

    Of several that run the one that began last holds. Raises CasekitError as :func:`override_log`, and when two began
    on one day.
    """
    frame = _entered(overrides)
    running = _with_state(frame, day).filter(nw.col("state") == RUNNING)
    latest = running.group_by("customer_id").agg(__latest=nw.col("__from").max())
    held = running.join(latest, on="customer_id").filter(nw.col("__from") == nw.col("__latest"))
    doubled = held.group_by("customer_id").agg(rows=nw.len()).filter(nw.col("rows") > 1)
    found = collect(doubled.head(1), _("Manual levels of one day"), 1)
    if len(found):
        raise CasekitError(
            _("Customer {customer} has two manual levels that begin on one day; keep one.").format(
                customer=found["customer_id"].iloc[0]
            )
        )
    why = nw.when(_blank(frame, "why")).then(nw.lit("")).otherwise(nw.col("why").cast(nw.String))
    until = nw.when(nw.col("expires_on").is_null()).then(nw.lit("")).otherwise(_day_text("expires_on"))
    return held.select("customer_id", manual=word_of(frame, "grade"), manual_why=why, manual_until=until)


def _entered(overrides: Any) -> Frame:
    frame = enter_with(overrides, _("The manual levels"), COLUMNS)
    schema = frame.collect_schema()
    for name in ("from_date", "expires_on"):
        dtype = schema[name]
        if dtype != nw.Date and not isinstance(dtype, nw.Datetime):
            raise CasekitError(
                _("Column “{name}” must hold dates, but it holds {kind}; turn it into dates first.").format(
                    name=name, kind=dtype
                )
            )
    return frame


def _with_state(frame: Frame, day: date) -> nw.LazyFrame:
    today = float(day.toordinal())
    dated = frame.lazy().with_columns(
        __from=day_number(nw.col("from_date")),
        __to=nw.when(nw.col("expires_on").is_null()).then(nw.lit(_FOREVER)).otherwise(day_number(nw.col("expires_on"))),
    )
    _check(dated)
    state = nw.when(nw.col("__from") > today).then(nw.lit(NOT_YET))
    state = state.otherwise(nw.when(nw.col("__to") < today).then(nw.lit(EXPIRED)).otherwise(nw.lit(RUNNING)))
    return dated.with_columns(state=state)


def _check(dated: nw.LazyFrame) -> None:
    nobody = nw.col("customer_id").is_null() | nw.col("from_date").is_null()
    backwards = nw.col("__to") < nw.col("__from")
    faults = dated.select(
        nobody=nw.when(nobody).then(nw.lit(1)).otherwise(nw.lit(0)),
        backwards=nw.when(backwards).then(nw.lit(1)).otherwise(nw.lit(0)),
    )
    found = collect(faults.select(nw.col("nobody").sum(), nw.col("backwards").sum()), _("The manual levels"), 1)
    counts = found.fillna(0).iloc[0]
    if counts["nobody"]:
        raise CasekitError(
            _("{n} manual levels have no customer or no from_date; fill it in or take them out.").format(
                n=int(counts["nobody"])
            )
        )
    if counts["backwards"]:
        raise CasekitError(
            _("{n} manual levels expire before they begin; mend from_date or expires_on.").format(
                n=int(counts["backwards"])
            )
        )


def _blank(frame: Frame, name: str) -> nw.Expr:
    if frame.collect_schema()[name] != nw.String:  # a column of nothing, or of numbers that name somebody
        return nw.col(name).is_null()
    return nw.col(name).is_null() | (nw.col(name).str.strip_chars() == "")


def _day_text(name: str) -> nw.Expr:
    """2025-07-01, put together from numbers: engines write dates in different ways."""

    def whole(number: nw.Expr) -> nw.Expr:
        return number.cast(nw.Float64).fill_null(0.0).cast(nw.Int64)  # where there is no date, pandas has nan

    def two(number: nw.Expr) -> nw.Expr:
        return (whole(number) + 100).cast(nw.String).str.slice(1, 2)

    column = nw.col(name)
    year = whole(column.dt.year()).cast(nw.String)
    return nw.concat_str([year, nw.lit("-"), two(column.dt.month()), nw.lit("-"), two(column.dt.day())])
