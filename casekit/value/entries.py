"""When customers came and how long they stayed, counted on the engine: the ground of retention by cohort and by age.

Two faults of data make every retention too good, and are found here. A customer who came before the file begins is in
it only because of having stayed (left truncation). And where the entry is only the first thing a file shows of
somebody, all old customers "start" in its first month and heap up there.
"""

from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError, warn_left_out
from casekit.grading.sales_rows import nobody, require_columns
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _, ngettext
from casekit.value.days import as_day, number_of, with_date_numbers
from casekit.value.rows import refuse_twice

PERIODS = {"M": 1, "Q": 3, "Y": 12}
THERE = -1.0  # as months stayed: has not left
_HEAP = 3  # times a usual month
_SMALLEST_HEAP = 10  # customers; fewer may come together by chance
_USUAL_MONTHS = 12  # that the first month is compared with
_LONG = 24  # months without anybody leaving, in which
_MANY = 5  # customers would have left at the later rate; that none does is chance once in 150 files
_MOST_GROUPS = 2_000_000


@dataclass(frozen=True)
class Entries:
    """Customers counted by ``month`` (of entry, since the year 0), ``stayed`` (whole months, or THERE), ``seen`` (whole
    months from entry to the last day), ``unseen`` (months from entry until the file watches; 0 for who came later)."""

    groups: pd.DataFrame
    left_out: pd.DataFrame
    """reason (a sentence), customers"""


def entries(
    customers: Any,
    customer_id: str,
    entry: str,
    left: str,
    *,
    as_of: Any,
    period: str,
    first_day: Any,
    heap: str,
    with_early: bool,
) -> Entries:
    """Count the customers who can be followed. ``with_early`` keeps those who came before ``first_day``.

    Raises CasekitError for missing columns or columns without dates, an unknown period or rule, a customer in two
    rows, somebody who left before coming, and when nobody remains.
    """
    if period not in PERIODS:
        raise CasekitError(_("The period is “{period}”; use “M”, “Q” or “Y”.").format(period=period))
    if heap not in ("leave out", "keep"):
        raise CasekitError(_("heap is “{heap}”; use “leave out” or “keep”.").format(heap=heap))
    counts = _counted(customers, customer_id, entry, left, as_of, first_day)
    kept, left_out = _sorted_out(counts, first_day, heap == "leave out", with_early)
    if kept.empty:
        raise CasekitError(
            _("No customer remains to follow: {reasons}").format(reasons=" ".join(left_out["reason"]) or _("no rows."))
        )
    kept = kept.assign(seen=number_of(as_day(as_of, "as_of"))[1] - kept["month"] - kept["short"])
    watched = number_of(as_day(first_day, "first_day"))[1] - kept["month"] + kept["behind"] if first_day else 0
    kept = kept.assign(unseen=watched).assign(unseen=lambda rows: rows["unseen"].clip(lower=0))
    if first_day is None:
        _warn_of_a_late_first_leaver(kept)
    return Entries(kept[["month", "stayed", "seen", "unseen", "customers"]], left_out)


def _warn_of_a_late_first_leaver(kept: pd.DataFrame) -> None:
    """Warn when nobody left for years though at the rate of the time since many would have: the file misses them."""
    left = kept["stayed"] != THERE
    if kept.loc[left, "customers"].sum() < _MANY:  # too few to know their rate
        return
    comes, n = kept["month"], kept["customers"]
    goes = comes + kept["stayed"].where(left, kept["seen"])
    first = int(goes[left].min())
    before = float(((goes.clip(upper=first) - comes).clip(lower=0) * n).sum())
    since = float(((goes - comes.clip(lower=first)).clip(lower=0) * n).sum())
    if first - comes.min() >= _LONG and before * n[left].sum() >= _MANY * since:
        warn_left_out(
            _(
                "by the file itself, as it seems, customers who left before {month}: of {n} who came earlier, the "
                "first in {entry}, nobody did. Give the day from which it lists all leavers as first_day."
            ).format(month=label(first, 1), n=f"{int(n[comes < first].sum()):,}", entry=label(comes.min(), 1))
        )


def _counted(customers: Any, customer_id: str, entry: str, left: str, as_of: Any, first_day: Any) -> pd.DataFrame:
    """Customers by month of entry, months stayed and what may be wrong with them, counted on the engine."""
    role = _("The customers")
    frame = enter(customers, role)
    require_columns(frame.collect_schema(), [customer_id, entry, left], role)
    someone = ~nobody(nw.col(customer_id), frame.collect_schema()[customer_id])
    if _is_blank(frame, left):  # of no kind at all, or of numbers, in a file where nobody has left
        never = {f"left_{part}": nw.lit(float("nan")) for part in ("day", "month", "in_month")}
        rows = with_date_numbers(frame, role, entry=entry).with_columns(**never).lazy()
    else:
        rows = with_date_numbers(frame, role, entry=entry, left=left).lazy()
    refuse_twice(rows.filter(someone), customer_id)
    last, _month, last_in_month = number_of(as_day(as_of, "as_of"))
    first, _month, first_in_month = (0, 0, 0) if first_day is None else number_of(as_day(first_day, "first_day"))
    known = someone & (nw.col("entry_day") > 0)
    stayed = nw.col("left_month") - nw.col("entry_month")
    whole = nw.when(nw.col("left_in_month") <= nw.col("entry_in_month")).then(stayed - 1).otherwise(stayed)
    rows = rows.select(
        month=nw.when(known).then(nw.col("entry_month")).otherwise(nw.lit(-1.0)),
        short=_flag(known & (nw.col("entry_in_month") > last_in_month)),
        behind=_flag(known & (nw.col("entry_in_month") < first_in_month)),
        nameless=_flag(~someone),
        early=_flag(known & (nw.col("entry_day") < first)),
        late=_flag(known & (nw.col("entry_day") > last)),
        wrong=_flag(known & (nw.col("left_day") < nw.col("entry_day"))),
        stayed=nw.when(known & (nw.col("left_day") <= last)).then(whole).otherwise(nw.lit(THERE)),
        gone=_flag(nw.col("left_day") <= last),
    )
    keys = ["month", "short", "behind", "nameless", "early", "late", "wrong", "gone", "stayed"]
    counted = rows.group_by(keys).agg(customers=nw.len())
    counts = collect(counted, _("The counts by month of entry and of leaving"), _MOST_GROUPS)
    if counts["wrong"].any():
        wrong = int(counts.loc[counts["wrong"] == 1, "customers"].sum())
        raise CasekitError(
            ngettext(
                "{n} customer left before coming; compare “{left}” with “{entry}” and mend it.",
                "{n} customers left before they came; compare “{left}” with “{entry}” and mend them.",
                wrong,
            ).format(n=f"{wrong:,}", left=left, entry=entry)
        )
    # Who left on the day of entry has stayed for no month.
    counts["stayed"] = counts["stayed"].clip(lower=0).where(counts["gone"] == 1, THERE)
    return counts


def _is_blank(frame: nw.DataFrame | nw.LazyFrame, column: str) -> bool:
    """Whether a column that holds no dates holds nothing at all."""
    kind = frame.collect_schema()[column]
    if kind == nw.Date or isinstance(kind, nw.Datetime):
        return False
    known = ~nobody(nw.col(column), kind)
    counted = frame.lazy().filter(known).select(rows=nw.len())
    found = collect(counted, _("The days of leaving"), 1)["rows"]
    return not found.sum()


def _flag(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _sorted_out(
    counts: pd.DataFrame, first_day: Any, guard: bool, with_early: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Who can be followed, and the table of who cannot."""
    nameless, missing = counts["nameless"] == 1, (counts["nameless"] == 0) & (counts["month"] < 0)
    late, early = counts["late"] == 1, (counts["early"] == 1) & (not with_early)
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
        reasons[sentence.format(month=label(month, 1), times=times)] = heap = counts.index.isin(kept.index) & (
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
    times = entries.iloc[0] / usual
    return (first, times) if times > _HEAP and entries.iloc[0] >= _SMALLEST_HEAP else None


def label(month: int, width: int) -> str:
    """A month since the year 0 as the name of its period of 1, 3 or 12 months."""
    year, number = divmod(int(month), 12)
    return {1: f"{year}-{number + 1:02}", 3: f"{year}Q{number // 3 + 1}", 12: f"{year}"}[width]
