"""Whom to follow up (回访): what is overdue, what is due, who was never asked, which records have gone stale."""

from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.records.columns import (
    as_date,
    day_of,
    distinct,
    enter_with,
    is_blank,
    is_known,
    leave_as,
    number_of,
    of_one_engine,
    one_if,
    usable,
    whole_number,
)
from casekit.text import _

STATUSES = ("overdue", "due", "planned", "no due date", "done late", "done")
_RANK = "__rank"
_DUE = "__due"


def follow_ups_due(
    follow_ups: Any, *, as_of: Any, ahead_days: int = 30, due_on: str = "due_on", done_on: str = "done_on"
) -> Any:
    """The state of every follow-up on a day, the most urgent first.

    Parameters
    ----------
    follow_ups : a table with one row a follow-up, on any engine.
    as_of : today. What was done later is not done yet: an earlier day looks back.
    ahead_days : how many days ahead a follow-up is called "due"; ours.
    due_on, done_on : its columns: the day it is promised for, the day it was done (blank: not done).

    Returns
    -------
    A table of the same kind: the columns given, status, days_overdue (int64).

    * overdue (逾期): not done, and its day has passed; days_overdue since that day. Due today is not overdue.
    * due: not done, and its day is today or within ``ahead_days`` days; planned: later than that.
    * done late: done after its day; days_overdue from the day to the doing. done: on its day or before.
    * no due date: not done and no day was promised. One that is done without a promised day is "done".

    days_overdue is 0 for the others. On pandas and Polars sorted: overdue (the longest first), due and planned (the
    nearest first), no due date, done late, done.

    Raises CasekitError for unknown columns, columns without dates, an ``as_of`` that is no date, days below 0, and a
    table that has a column "status" or "days_overdue" already.
    """
    today = as_date(as_of, "as_of").toordinal()
    whole_number(ahead_days, "ahead_days")
    frame = enter_with(follow_ups, _("The follow-ups"), [due_on, done_on])
    given = list(frame.collect_schema())
    for name in ("status", "days_overdue"):
        if name in given:
            raise CasekitError(
                _("The follow-ups have a column “{name}” already; rename it or leave it out.").format(name=name)
            )
    due, done = day_of(frame, due_on), day_of(frame, done_on)
    is_done, has_due = is_known(done) & (done <= today), is_known(due)
    finished = nw.when(has_due & (done > due)).then(nw.lit("done late")).otherwise(nw.lit("done"))
    ahead = nw.when(due <= today + ahead_days).then(nw.lit("due")).otherwise(nw.lit("planned"))
    promised = nw.when(due < today).then(nw.lit("overdue")).otherwise(ahead)
    open_ = nw.when(has_due).then(promised).otherwise(nw.lit("no due date"))
    late = nw.when(is_done).then(done - due).otherwise(today - due)
    marked = frame.with_columns(
        status=nw.when(is_done).then(finished).otherwise(open_),
        days_overdue=nw.when(has_due & (late > 0)).then(late).otherwise(nw.lit(0.0)).cast(nw.Int64),
        **{_DUE: due},
    )
    if not isinstance(frame, nw.DataFrame):
        return marked.drop(_DUE).to_native()
    ordered = leave_as(marked.with_columns(**{_RANK: _rank()}), frame, _RANK, _DUE)
    return nw.from_native(ordered, eager_only=True).drop(_RANK, _DUE).to_native()


def without_satisfaction(
    customers: Any,
    satisfaction: Any,
    *,
    start: Any,
    end: Any,
    customer_id: str = "customer_id",
    asked_on: str = "asked_on",
    score: str = "experience",
) -> Any:
    """Customers without a satisfaction score in a period: whom the return visit (满意度回访) has missed.

    Parameters
    ----------
    customers, satisfaction : tables of one engine: one row a customer, and one row an answer.
    start, end : the first and the last day of the period, both inside.
    customer_id, asked_on, score : the columns: who (in both tables), when asked, the answer (blank: no answer).

    Returns a table of the same kind, one row a customer without a score in the period: customer_id, asked (int64, how
    often the customer was asked in the period and did not answer; 0: never asked). Sorted on pandas and Polars.

    Raises CasekitError for unknown columns, columns of another kind, tables of different engines, and a period that
    ends before it starts.
    """
    first, last = as_date(start, "start"), as_date(end, "end")
    if last < first:
        raise CasekitError(
            _("The period ends on {end}, before it starts on {start}; turn the two.").format(start=first, end=last)
        )
    people = enter_with(customers, _("The customers"), [customer_id])
    answers = enter_with(satisfaction, _("The answers"), [customer_id, asked_on, score])
    of_one_engine(people, answers, _("The answers"), customer_id)
    day = nw.col("day")
    asked = (
        answers.lazy()
        .select(
            nw.col(customer_id).alias("customer_id"),
            day=day_of(answers, asked_on),
            scored=one_if(is_known(number_of(answers, score))),
        )
        .filter(day >= first.toordinal(), day <= last.toordinal())
        .group_by("customer_id")
        .agg(asked=nw.len(), scored=nw.col("scored").sum())
    )
    everybody = people.lazy().filter(~is_blank(people, customer_id)).select(customer_id=nw.col(customer_id))
    joined = (
        distinct(everybody, "customer_id")
        .join(asked, on="customer_id", how="left")
        .with_columns(
            asked=nw.when(nw.col("asked") > 0).then(nw.col("asked")).otherwise(nw.lit(0)),
            scored=nw.when(nw.col("scored") > 0).then(nw.lit(1)).otherwise(nw.lit(0)),
        )
    )
    missed = joined.filter(nw.col("scored") == 0).select("customer_id", nw.col("asked").cast(nw.Int64))
    return leave_as(missed, people, "customer_id")


def stale_records(records: Any, *, as_of: Any, days: int, key: str, updated_on: str = "updated_on") -> Any:
    """Records that have not been updated for more than so many days, or have no day of update at all.

    Parameters
    ----------
    records : a table with one row a record, on any engine.
    as_of : today. days : a record updated exactly so many days ago is still fresh.
    key, updated_on : its columns: what names the record, the day of its last update.

    Returns a table of the same kind: the key, the day of update, days_since (days; missing without a day). On pandas
    and Polars the oldest first, those without a day before them.

    Left out, and said as a warning on pandas and Polars: rows without a key. A day after ``as_of`` counts as fresh.

    Raises CasekitError for unknown columns, a column without dates, an ``as_of`` that is no date and days below 0.
    """
    today = as_date(as_of, "as_of").toordinal()
    whole_number(days, "days")
    frame = enter_with(records, _("The records"), [key, updated_on])
    rows = usable(frame, ~is_blank(frame, key), _("{n} records without “{key}”.").replace("{key}", key))
    since = today - day_of(frame, updated_on)
    aged = rows.with_columns(days_since=since).select(key, updated_on, "days_since")
    undated = nw.col(updated_on).is_null()
    stale = aged.with_columns(**{_RANK: one_if(~undated)}).filter(undated | (nw.col("days_since") > days))
    if not isinstance(frame, nw.DataFrame):
        return stale.drop(_RANK).to_native()
    ordered = leave_as(stale, frame, _RANK, updated_on, key)
    return nw.from_native(ordered, eager_only=True).drop(_RANK).to_native()


def _rank() -> nw.Expr:
    rank = nw.lit(len(STATUSES))
    for place, status in enumerate(STATUSES):
        rank = nw.when(nw.col("status") == status).then(nw.lit(place)).otherwise(rank)
    return rank
