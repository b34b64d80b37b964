"""Learning on the past and judging on what came after (时间外检验): a split by the day of the prediction."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import day, days, in_memory
from casekit.text import _


@dataclass(frozen=True)
class OutOfTime:
    """``earlier``: to learn from; ``later``: to judge on; both as the table given. ``left_out``: reason, rows."""

    earlier: pd.DataFrame
    later: pd.DataFrame
    left_out: pd.DataFrame


def out_of_time_split(
    snapshots: Any, *, prediction_date: str, test_from: Any, months: int, as_of: Any = None
) -> OutOfTime:
    """Snapshots whose outcome was known before the test begins, and those of the test.

    Parameters
    ----------
    snapshots : a row a customer and prediction date, on any engine; ``prediction_date``: the column of that day.
    test_from : the first prediction date of the test. months : how long after its date a snapshot's outcome is known
        (the period in which leaving counts). as_of : the last day known; without it every outcome is taken as known.

    A snapshot dated before ``test_from`` whose outcome falls into the test's time can be in neither part: on the day of
    the test nobody knew it. Nor can one whose outcome is not known yet. Both are counted in ``left_out``. Raises
    CasekitError for missing columns or dates, months below 1, and when one of the two parts would be empty.
    """
    if not isinstance(months, int) or isinstance(months, bool) or months < 1:
        raise CasekitError(_("The outcome takes one month at least, but months is {months!r}.").format(months=months))
    table, begins = in_memory(snapshots, _("The snapshots")), day(test_from)
    if prediction_date not in table:
        raise CasekitError(_("The snapshots have no column “{name}”.").format(name=prediction_date))
    made = days(table, prediction_date)
    if made.isna().any():
        raise CasekitError(
            _("{n} snapshots have no “{name}”.").format(n=f"{int(made.isna().sum()):,}", name=prediction_date)
        )
    known = made + pd.DateOffset(months=months)
    unknown = known > day(as_of) + pd.Timedelta(days=1) if as_of is not None else made.isna()
    later = (made >= begins) & ~unknown
    earlier = (known <= begins) & ~unknown
    if not earlier.any():
        raise CasekitError(
            _("No outcome was known by {day}, so there is nothing to learn from; begin the test later.").format(
                day=f"{begins:%Y-%m-%d}"
            )
        )
    if not later.any():
        raise CasekitError(
            _("No snapshot from {day} on has a known outcome to judge on.").format(day=f"{begins:%Y-%m-%d}")
        )
    reasons = {
        _("outcome known only after the test begins"): ~earlier & ~later & ~unknown,
        _("outcome not known yet"): unknown,
    }
    told = pd.DataFrame({"reason": list(reasons), "rows": [int(rows.sum()) for rows in reasons.values()]})
    return OutOfTime(table[earlier], table[later], told[told["rows"] > 0].reset_index(drop=True))
