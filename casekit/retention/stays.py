"""How long each customer has been seen: from when, for how long, and whether they left. Censored where still there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import day, read_customers, read_days
from casekit.text import _

UNIT_DAYS = {"D": 1.0, "W": 7.0, "M": 365.25 / 12, "Y": 365.25}


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

    def of(self, group: Any = None) -> pd.DataFrame:
        """The rows of a group, or all."""
        return self.rows if group is None else self.rows[self.rows["group"] == group]

    def longest(self, group: Any = None) -> float:
        """The longest time after entry that anybody (of the group) was seen."""
        return float(self.of(group)["time"].max())


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
    table = read_customers(customers, [customer_id, entered, left, *([by] if by else [])])
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
