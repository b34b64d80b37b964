"""Retention by cohort: of those who came in one month, quarter or year, how many are still there at each age.

Two faults of data make every curve too good, and are guarded here. A customer who came before the file begins is in it
only because of having stayed (left truncation). And where the entry is only the first thing a file shows of somebody,
all old customers "start" in its first month and heap up there.
"""

from dataclasses import dataclass, field
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.sales_rows import nobody, require_columns
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _
from casekit.value.days import as_day, number_of, with_date_numbers
from casekit.value.rows import refuse_twice

PERIODS = {"M": 1, "Q": 3, "Y": 12}
_HEAP = 3  # times a usual month
_USUAL_MONTHS = 12  # that the first month is compared with
_MOST_GROUPS = 2_000_000
_THERE = -1.0  # as months stayed: has not left


@dataclass(frozen=True)
class RetentionCurves:
    """Retention by cohort and age, and who is not in it."""

    table: pd.DataFrame
    """cohort ("2023-05", "2023Q2", "2023"), age (whole periods since each customer's own entry), customers (of the
    cohort), still_there, retention (share of the cohort still there); only ages all of the cohort have reached"""
    left_out: pd.DataFrame = field(repr=False)
    """reason (a sentence), customers"""
    period: str
    """"M", "Q" or "Y": of the cohorts and of the ages"""

    def __repr__(self) -> str:
        starts = self.table[self.table["age"] == 0]
        return _("Retention of {customers} customers in {cohorts} cohorts ({period}); {out} left out.").format(
            customers=f"{int(starts['customers'].sum()):,}",
            cohorts=f"{len(starts):,}",
            period=self.period,
            out=f"{int(self.left_out['customers'].sum()):,}",
        )

    def wide(self) -> pd.DataFrame:
        """Retention with one row a cohort and one column an age; blank where it is not seen yet."""
        return self.table.pivot(index="cohort", columns="age", values="retention")

    def pooled(self) -> pd.DataFrame:
        """One curve of all cohorts: age, customers (there an age before, of cohorts that have reached this age),
        still_there (of them), rate (still there ÷ customers), retention (the product of the rates).

        Each rate compares the same cohorts with themselves, so that an old cohort that goes out of sight moves
        nothing; a plain mean of the shares would jump there.
        """
        table = self.table.sort_values(["cohort", "age"])
        before = table.groupby("cohort")["still_there"].shift(1)
        steps = table.assign(customers=before.fillna(table["customers"]).astype("int64"))
        pooled = steps.groupby("age")[["customers", "still_there"]].sum().reset_index()
        pooled["rate"] = pooled["still_there"] / pooled["customers"]
        return pooled.assign(retention=pooled["rate"].fillna(0.0).cumprod())


def retention_curves(
    customers: Any,
    *,
    entry: str,
    left: str,
    as_of: Any,
    period: str = "M",
    first_day: Any = None,
    heap: str = "leave out",
    customer_id: str = "customer_id",
) -> RetentionCurves:
    """Count who is still there, by cohort and age.

    Parameters
    ----------
    customers : one row a customer (or a contract, with its number as ``customer_id``), on any engine.
    entry, left : columns with the day each came and left; left is missing for who is there.
    as_of : the last day the file knows. Who left after it counts as still there.
    period : "M", "Q" or "Y", of cohorts and ages.
    first_day : the day from which the file lists every customer; who came before is left out and counted, because of
        those only the ones who stayed are known.
    heap : the first month holds more than 3 times as many entries as the median of the next 12 when entries are only
        the first sight of old customers; that month is left out, unless ``heap="keep"`` (a company's opening).

    Somebody is still there at an age of k periods when they left after the day k periods after their own entry. An age
    is in the table when every customer of the cohort has reached that day by ``as_of``. Where a month lacks the day,
    its end stands for it. Everybody is there at age 0.

    Returns :class:`RetentionCurves`. Raises CasekitError for missing columns or columns without dates, a customer in
    two rows, somebody who left before coming, and when nobody remains.
    """
    if period not in PERIODS:
        raise CasekitError(_("The period is “{period}”; use “M”, “Q” or “Y”.").format(period=period))
    if heap not in ("leave out", "keep"):
        raise CasekitError(_("heap is “{heap}”; use “leave out” or “keep”.").format(heap=heap))
    counts = _counted(customers, customer_id, entry, left, as_of, first_day)
    kept, left_out = _sorted_out(counts, first_day, heap == "leave out")
    if kept.empty:
        raise CasekitError(
            _("No customer remains to follow: {reasons}").format(reasons=" ".join(left_out["reason"]) or _("no rows."))
        )
    return RetentionCurves(_curves(kept, number_of(as_day(as_of, "as_of")), PERIODS[period]), left_out, period)


def _counted(customers: Any, customer_id: str, entry: str, left: str, as_of: Any, first_day: Any) -> pd.DataFrame:
    """Customers by month of entry, months stayed and what may be wrong with them, counted on the engine."""
    role = _("The customers")
    frame = enter(customers, role)
    require_columns(frame.collect_schema(), [customer_id, entry, left], role)
    someone = ~nobody(nw.col(customer_id), frame.collect_schema()[customer_id])
    rows = with_date_numbers(frame, role, entry=entry, left=left).lazy()
    refuse_twice(rows.filter(someone), customer_id)
    last = as_day(as_of, "as_of").toordinal()
    first = 0 if first_day is None else as_day(first_day, "first_day").toordinal()
    known = someone & (nw.col("entry_day") > 0)
    stayed = nw.col("left_month") - nw.col("entry_month")
    whole = nw.when(nw.col("left_in_month") <= nw.col("entry_in_month")).then(stayed - 1).otherwise(stayed)
    rows = rows.select(
        month=nw.when(known).then(nw.col("entry_month")).otherwise(nw.lit(-1.0)),
        in_month=nw.when(known).then(nw.col("entry_in_month")).otherwise(nw.lit(0.0)),
        nameless=_flag(~someone),
        early=_flag(known & (nw.col("entry_day") < first)),
        late=_flag(known & (nw.col("entry_day") > last)),
        wrong=_flag(known & (nw.col("left_day") < nw.col("entry_day"))),
        stayed=nw.when(known & (nw.col("left_day") <= last)).then(whole).otherwise(nw.lit(_THERE)),
        gone=_flag(nw.col("left_day") <= last),
    )
    keys = ["month", "nameless", "early", "late", "wrong", "gone", "stayed"]
    counted = rows.group_by(keys).agg(customers=nw.len(), last_in_month=nw.col("in_month").max())
    counts = collect(counted, _("The counts by month of entry and of leaving"), _MOST_GROUPS)
    if counts["wrong"].any():
        raise CasekitError(
            _("{n} customers left before they came; compare “{left}” with “{entry}” and mend them.").format(
                n=f"{int(counts.loc[counts['wrong'] == 1, 'customers'].sum()):,}", left=left, entry=entry
            )
        )
    # Who left on the day of entry has stayed for no month.
    counts["stayed"] = counts["stayed"].clip(lower=0).where(counts["gone"] == 1, _THERE)
    return counts


def _flag(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _sorted_out(counts: pd.DataFrame, first_day: Any, guard: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Who can be followed, and the table of who cannot."""
    nameless, missing = counts["nameless"] == 1, (counts["nameless"] == 0) & (counts["month"] < 0)
    late, early = counts["late"] == 1, counts["early"] == 1
    first = None if first_day is None else as_day(first_day, "first_day").isoformat()
    reasons = {
        _("The customer’s number is missing."): nameless,
        _("The day of entry is missing."): missing,
        _("They came after the last day."): late,
        _("They came before {day}, and of those only who stayed is in the file (left truncation).").format(
            day=first
        ): early,
    }
    kept = counts[~(nameless | missing | late | early)]
    heaped = _heap(kept) if guard else None
    if heaped is not None:
        sentence = _(
            "They “start” in {month}, {times:.0f} times as many as in a usual month: most were there before the file "
            "begins (left truncation)."
        )
        month, times = heaped
        reasons[sentence.format(month=_label(month, 1), times=times)] = heap = counts.index.isin(kept.index) & (
            counts["month"] == month
        )
        kept = kept[~heap.loc[kept.index]]
    found = {reason: int(counts.loc[which, "customers"].sum()) for reason, which in reasons.items()}
    left_out = [(reason, customers) for reason, customers in found.items() if customers]
    return kept, pd.DataFrame(left_out, columns=["reason", "customers"])


def _heap(kept: pd.DataFrame) -> tuple[int, float] | None:
    """The first month and how many usual months it holds, when it is a heap."""
    entries = kept.groupby("month")["customers"].sum()
    if len(entries) < 4:  # too few months to know a usual one
        return None
    first = int(entries.index[0])
    following = entries.reindex(range(first + 1, min(first + _USUAL_MONTHS, int(entries.index[-1])) + 1), fill_value=0)
    usual = max(float(following.median()), 1.0)
    return (first, entries.iloc[0] / usual) if entries.iloc[0] > _HEAP * usual else None


def _curves(kept: pd.DataFrame, as_of: tuple[int, int, int], width: int) -> pd.DataFrame:
    _day, last_month, last_in_month = as_of
    kept = kept.assign(cohort=kept["month"] // width, age=kept["stayed"] // width)
    parts = []
    for cohort, rows in kept.groupby("cohort"):
        latest = rows[rows["month"] == rows["month"].max()]
        seen = last_month - int(latest["month"].iloc[0]) - (last_in_month < latest["last_in_month"].max())
        ages = np.arange(max(int(seen), 0) // width + 1)
        leavers = rows[rows["stayed"] != _THERE]
        lost = np.bincount(leavers["age"].astype("int64"), leavers["customers"], len(ages))
        customers = int(rows["customers"].sum())
        there = customers - np.concatenate(([0], np.cumsum(lost)))[: len(ages)].round().astype("int64")
        label = _label(int(cohort) * width, width)
        parts.append(pd.DataFrame({"cohort": label, "age": ages, "customers": customers, "still_there": there}))
    table = pd.concat(parts, ignore_index=True)
    return table.assign(retention=table["still_there"] / table["customers"])


def _label(month: int, width: int) -> str:
    year, number = divmod(int(month), 12)
    return {1: f"{year}-{number + 1:02}", 3: f"{year}Q{number // 3 + 1}", 12: f"{year}"}[width]
