"""Who reaches the top grades, by age or region: rates with their intervals, and the difference to the others."""

from collections.abc import Collection
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.review.intervals import newcombe, wilson
from casekit.grading.review.tables import enter_with, share_below_one, whole_number, word_of
from casekit.tables import collect
from casekit.text import _

FEW = 30
_MOST_GROUPS = 10_000
_COLUMNS = [
    *("group", "customers", "in_top", "rate", "low", "high", "difference"),
    *("against_others", "against_others_low", "against_others_high", "small"),
]


def grade_rates(
    graded: Any,
    *,
    by: str,
    top: str | Collection[str],
    grade: str = "grade",
    confidence: float = 0.95,
    few: int = FEW,
) -> pd.DataFrame:
    """The share of each group that reaches the top grades, with intervals: a first look at fairness (公平性).

    A difference is a question, not a proof: groups may differ in what the policy tests, and with many groups some
    interval misses its truth by luck. What the difference means, and whether a group may be told apart at all: check
    with counsel.

    Parameters
    ----------
    graded : a table on any engine, one row a customer, with the grade and the group.
    by : the column of the group: age band, region.
    top : the grade or grades that count as top.
    confidence : of the intervals, 0.95 unless said.
    few : a group with fewer customers is marked small: its rate says little.

    Returns
    -------
    A pandas table, one row a group, the largest first: group (text, "(missing)" for none), customers, in_top, rate
    (a share of one), low and high (its Wilson interval), difference (rate less the rate of all, in percentage points),
    against_others (rate less the rate of all other groups together, in points), against_others_low and
    against_others_high (its Newcombe interval; missing where there is no other group), small (yes/no).

    Raises CasekitError for unknown columns, an empty table, a top grade that nobody has, a confidence or number that
    means nothing.
    """
    confidence = share_below_one(confidence, "confidence", above_zero=True)
    few = whole_number(few, "few")
    tops = [top] if isinstance(top, str) else list(top)
    frame = enter_with(graded, _("The graded customers’ columns"), [by, grade])
    counted = (
        frame.lazy()
        .select(group=word_of(frame, by), grade=word_of(frame, grade))
        .group_by("group", "grade")
        .agg(customers=nw.len())
    )
    table = collect(counted, _("The groups of “{name}”").format(name=by), _MOST_GROUPS)
    _check_top(tops, table)
    table["in_top"] = table["customers"].where(table["grade"].isin(tops), 0)
    groups = table.groupby("group")[["customers", "in_top"]].sum().astype("int64").reset_index()
    groups = groups.sort_values(["customers", "group"], ascending=[False, True], ignore_index=True)
    lines = [_line(row, groups, confidence, few) for row in groups.itertuples(index=False)]
    return pd.DataFrame(lines, columns=_COLUMNS)


def _line(row, groups: pd.DataFrame, confidence: float, few: int) -> tuple:
    everybody, everybody_top = int(groups["customers"].sum()), int(groups["in_top"].sum())
    others, others_top = everybody - row.customers, everybody_top - row.in_top
    rate = row.in_top / row.customers
    interval = wilson(row.in_top, row.customers, confidence)
    against = [float("nan")] * 3
    if others:
        apart = newcombe(row.in_top, row.customers, others_top, others, confidence)
        against = [100 * (rate - others_top / others), 100 * apart.low, 100 * apart.high]
    difference = 100 * (rate - everybody_top / everybody)
    return row.group, row.customers, row.in_top, rate, *interval, difference, *against, row.customers < few


def _check_top(tops: list, table: pd.DataFrame) -> None:
    if not len(table):
        raise CasekitError(_("There is no customer in the table, so no rate can be told."))
    if not set(tops) & set(table["grade"]):
        raise CasekitError(
            _("Nobody has the grade {top}; the table has: {names}.").format(
                top=", ".join(f"“{name}”" for name in tops) or "“”", names=", ".join(sorted(table["grade"].unique()))
            )
        )
