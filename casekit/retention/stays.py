"""How long each customer has been seen: from when, for how long, and whether they left. Censored where still there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

UNIT_DAYS = {"D": 1.0, "W": 7.0, "M": 365.25 / 12, "Y": 365.25}
_MOST = 5_000_000


@dataclass(frozen=True)
class Stays:
    """``rows``: group, from, time (both in time units after entry), gone; ``left_out``: reason, customers."""

    rows: pd.DataFrame
    left_out: pd.DataFrame
    grouped: bool

    def groups(self) -> Iterator[tuple[Any, pd.DataFrame]]:
        """Each group's name and rows; one group without a name when nothing was asked for."""
        if not self.grouped:
            return iter([(None, self.rows)])
        return iter(self.rows.groupby("group", sort=True))

    def longest(self, group: Any = None) -> float:
        """The longest time after entry that anybody (of the group) was seen."""
        rows = self.rows if group is None else self.rows[self.rows["group"] == group]
        return float(rows["time"].max())


def stays(
    customers: Any,
    *,
    entered: str,
    left: str,
    as_of: Any,
    observed_from: Any,
    by: str | None,
    time_unit: str,
    customer_id: str,
) -> Stays:
    """The stays of a table of customers; see :func:`casekit.retention.survival.survival_curve` for what is asked."""
    if time_unit not in UNIT_DAYS:
        raise CasekitError(
            _("The time unit is “{unit}”; it must be one of {known}.").format(
                unit=time_unit, known=", ".join(UNIT_DAYS)
            )
        )
    table = read_rows(customers, [customer_id, entered, left, *([by] if by else [])])
    end, start = day(as_of), None if observed_from is None else day(observed_from)
    came, went = read_days(table, customer_id, entered, left)
    late, before = came > end, (went < start) if start is not None else came.isna()
    kept = ~late & ~before
    reasons = {
        _("came after the last day known"): int(late.sum()),
        _("left before the records begin"): int((before & ~late).sum()),
    }
    gone = went.notna() & (went <= end)
    until = went.where(gone, end)
    unit = pd.Timedelta(days=UNIT_DAYS[time_unit])
    since = came if start is None else came.where(came >= start, start)
    rows = pd.DataFrame(
        {
            "group": _("all") if by is None else table[by].astype(object).where(table[by].notna(), _("(missing)")),
            "from": (since - came) / unit,
            "time": (until - came) / unit,
            "gone": gone.astype("int64"),
        }
    )[kept]
    out = pd.DataFrame({"reason": list(reasons), "customers": list(reasons.values())})
    # Whoever came and went on one day was there for part of it: half a day, so that the time is after the entry.
    rows["time"] = rows["time"].where(rows["time"] > rows["from"], rows["from"] + 0.5 / UNIT_DAYS[time_unit])
    return Stays(rows.reset_index(drop=True), out[out["customers"] > 0].reset_index(drop=True), by is not None)


def read_rows(customers: Any, columns: list[str]) -> pd.DataFrame:
    """These columns of a table of customers on any engine, in memory; CasekitError when one is missing."""
    frame = enter(customers, _("The customers"))
    known = frame.collect_schema().names()
    for name in columns:
        if name not in known:
            raise CasekitError(
                _("The customers have no column “{name}”; they have: {known}.").format(
                    name=name, known=", ".join(known)
                )
            )
    table = collect(frame.lazy().select(*dict.fromkeys(columns)), _("The customers"), _MOST)
    if not len(table):
        raise CasekitError(_("There are no customers."))
    return table


def read_days(table: pd.DataFrame, who: str, entered: str, left: str) -> tuple[pd.Series, pd.Series]:
    """When each customer came and went (missing while there); CasekitError naming who has no or impossible dates."""
    came, went = _days(table, entered), _days(table, left)
    if came.isna().any():
        raise CasekitError(
            _("{n} customers have no “{entered}”, first {who}; fill it in or take them out.").format(
                n=int(came.isna().sum()), entered=entered, who=table.loc[came.isna(), who].iloc[0]
            )
        )
    wrong = went < came
    if wrong.any():
        raise CasekitError(
            _("{n} customers left before they came (“{left}” before “{entered}”), first {who}; mend the dates.").format(
                n=int(wrong.sum()), left=left, entered=entered, who=table.loc[wrong, who].iloc[0]
            )
        )
    return came, went


def _days(table: pd.DataFrame, column: str) -> pd.Series:
    try:
        return pd.to_datetime(table[column])
    except (TypeError, ValueError):
        raise CasekitError(
            _("“{column}” holds something that is no date; write dates like 2025-12-31.").format(column=column)
        ) from None


def day(given: Any) -> pd.Timestamp:
    """A day as the user writes it; CasekitError when it is none."""
    try:
        return pd.Timestamp(str(given)).normalize()
    except (TypeError, ValueError):
        raise CasekitError(_("The day “{day}” is no date; write it like 2025-12-31.").format(day=given)) from None
