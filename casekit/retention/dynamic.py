"""From passive to active: problems found before the customer did, relations that sink, and how fast one reacts
(动态管理)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.review.intervals import wilson
from casekit.retention.rows import in_memory, known_number
from casekit.retention.watching import falls
from casekit.text import _


def active_rate(
    problems: Any, *, origin: str, found_by_us: Collection = ("self-found",), by: str | None = None
) -> pd.DataFrame:
    """Problems we found ourselves ÷ all problems (由被动到主动).

    Returns group, problems, found_by_us, unknown, active_rate, low, high (Wilson, 95 per cent).

    ``problems``: a row a problem, on any engine; ``origin``: who found it; ``by``: a column such as the quarter.
    Problems of unknown origin count among all, for nobody here can say that they found them; ``unknown`` tells how
    many. Raises CasekitError for missing columns.
    """
    table = in_memory(problems, _("The problems"), [origin, *([by] if by else [])])
    found = pd.DataFrame(
        {
            "group": table[by] if by else _("all"),
            "ours": table[origin].isin(list(found_by_us)),
            "unknown": table[origin].isna(),
        }
    )
    found = found.groupby("group", as_index=False, dropna=False).agg(
        problems=("ours", "size"), found_by_us=("ours", "sum"), unknown=("unknown", "sum")
    )
    found["active_rate"] = found["found_by_us"] / found["problems"]
    ends = [wilson(int(ours), int(of)) for ours, of in zip(found["found_by_us"], found["problems"], strict=True)]
    return found.assign(low=[one.low for one in ends], high=[one.high for one in ends])


def sinking_relations(
    scores: Any, *, period: str, score: str, falls_in_a_row: int = 2, customer_id: str = "customer_id"
) -> pd.DataFrame:
    """Accounts whose relationship score fell in each of the last ``falls_in_a_row`` periods.

    ``scores``: a row an account and period, on any engine. Returns as :func:`~casekit.retention.falls`: customer_id,
    last_period, last, before, fall, in_a_row; the longest falling first. An account without a score in the last period
    is not in it. Raises CasekitError as falls, and for fewer than one fall.
    """
    if falls_in_a_row < 1:
        raise CasekitError(_("Ask for at least one fall."))
    table = falls(scores, period=period, value=score, customer_id=customer_id)
    newest = table["last_period"].max()
    sinking = table[(table["in_a_row"] >= falls_in_a_row) & (table["last_period"] == newest)]
    return sinking.sort_values(["in_a_row", "customer_id"], ascending=[False, True], ignore_index=True)


@dataclass(frozen=True)
class Reaction:
    """``table``: event, start, end (missing while open), hours. ``median_hours`` over all events, open ones being
    slower than any that is done: not a number while half or more are open. ``open``: events without a reaction yet."""

    table: pd.DataFrame
    median_hours: float
    open: int


def reaction_time(
    log: Any, *, event: str, step: str, at: str, start: str = "collected", end: str = "reacted"
) -> Reaction:
    """How long it takes from collecting a piece of information to reacting on it (及时反应).

    ``log``: a row a step of an event, on any engine, with the time ``at`` which it was done; of a step done several
    times the first counts. Raises CasekitError for missing columns or times, an event that ends without or before its
    start, and a log without events.
    """
    table = in_memory(log, _("The steps of the log"), [event, step, at])
    try:
        when = pd.to_datetime(table[at], format="ISO8601")
    except (TypeError, ValueError):
        raise CasekitError(_("“{at}” holds something that is no time.").format(at=at)) from None
    table = pd.DataFrame({"event": table[event], "step": table[step], "at": when})
    table = table[table["step"].isin([start, end])]
    if table["at"].isna().any():
        raise CasekitError(_("{n} steps have no time.").format(n=int(table["at"].isna().sum())))
    wide = table.groupby(["event", "step"])["at"].min().unstack("step").reindex(columns=[start, end]).reset_index()
    wide.columns = ["event", "start", "end"]
    wide = wide.astype({"start": "datetime64[us]", "end": "datetime64[us]"})  # also when nobody has ended
    if not len(wide):
        raise CasekitError(_("No row of the log is a step “{start}” or “{end}”.").format(start=start, end=end))
    wrong = wide["start"].isna() | (wide["end"] < wide["start"])
    if wrong.any():
        raise CasekitError(
            _("{n} events end before they start or never started, first {event}; mend the log.").format(
                n=int(wrong.sum()), event=wide.loc[wrong, "event"].iloc[0]
            )
        )
    wide["hours"] = (wide["end"] - wide["start"]) / pd.Timedelta(hours=1)
    middle = float(np.median(wide["hours"].fillna(np.inf)))
    return Reaction(wide, middle if np.isfinite(middle) else float("nan"), int(wide["hours"].isna().sum()))


ANALYSES = ("development", "service", "churn", "cost", "value", "account manager")
_FALLING_IS_BETTER = ("churn", "cost")


def six_analyses(panel: Any, *, period: str, columns: Mapping[str, str]) -> pd.DataFrame:
    """The six analyses, quarter by quarter, with their changes.

    ``panel``: a row a period, on any engine; ``columns``: analysis → column, for all of development, service, churn,
    cost, value, account manager. Returns a row a period and analysis: period, analysis, figure, change (against the
    period before; missing in the first), change_share (of the figure before), better (yes where it rose; for churn and
    cost where it fell; missing without a change). Raises CasekitError for a missing analysis, column or figure, and a
    period twice.
    """
    lacking = [name for name in ANALYSES if name not in columns]
    if lacking:
        raise CasekitError(_("The panel lacks the analysis “{name}”; name its column.").format(name=lacking[0]))
    table = in_memory(panel, _("The periods"), [period, *(columns[name] for name in ANALYSES)])
    if table[period].isna().any() or table[period].duplicated().any():
        raise CasekitError(_("Each period stands in one row of the panel, and none is blank."))
    table = table.sort_values(period)
    parts = []
    for name in ANALYSES:
        figure = known_number(table, columns[name], _("The periods"))
        change = figure.diff()
        sign = -1 if name in _FALLING_IS_BETTER else 1
        part = {
            "period": table[period],
            "analysis": name,
            "figure": figure,
            "change": change,
            "change_share": change / figure.shift().abs().where(figure.shift() != 0),
            "better": (sign * change > 0).astype("boolean").mask(change.isna() | (change == 0)),
        }
        parts.append(pd.DataFrame(part))
    found = pd.concat(parts, ignore_index=True)
    found["analysis"] = pd.Categorical(found["analysis"], ANALYSES, ordered=True)
    found = found.sort_values(["period", "analysis"], ignore_index=True)
    return found.astype({"analysis": "str"})
