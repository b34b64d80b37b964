"""How long customers stay: the survival curve with its interval, and the log-rank test between groups.

Source: Kaplan & Meier, "Nonparametric Estimation from Incomplete Observations", Journal of the American Statistical
Association 53 (1958); Greenwood's variance; intervals in log(−log), which stay between 0 and 1. Computed by
statsmodels.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import check_confidence
from casekit.retention.stays import UNIT_DAYS, Stays, stays
from casekit.text import _


def survival_curve(
    customers: Any,
    *,
    entered: str,
    left: str,
    as_of: Any,
    observed_from: Any = None,
    by: str | None = None,
    time_unit: str = "M",
    confidence: float = 0.95,
    customer_id: str = "customer_id",
) -> "SurvivalCurve":
    """The share of customers still there by time since they came.

    Parameters
    ----------
    customers : one row a customer with the day or month of entry (``entered``) and of leaving (``left``, missing while
        there), on any engine.
    as_of : the last day known; who is still there counts up to then (censored), who came later is left out and told.
    observed_from : the first day of the records. Customers who came before it count only from it on (left
        truncation): those who came and went before it are in no file.
    by : a column of groups to be compared. time_unit : "D", "W", "M", "Y". confidence : of the intervals.

    Returns a :class:`SurvivalCurve`. Raises CasekitError for missing columns or entry days, a leaving before the entry,
    and when nobody has left (nothing can be said of a curve that never falls), overall or in a group.
    """
    seen = stays(
        customers,
        entered=entered,
        left=left,
        as_of=as_of,
        observed_from=observed_from,
        by=by,
        time_unit=time_unit,
        customer_id=customer_id,
    )
    check_confidence(confidence)
    for name, rows in seen.groups():
        _refuse_nobody_left(name, rows)
    parts = [_curve(name, rows, confidence) for name, rows in seen.groups()]
    return SurvivalCurve(pd.concat(parts, ignore_index=True), time_unit, seen)


@dataclass(frozen=True)
class SurvivalCurve:
    """``table``: group, time, at_risk, left, survival, low, high; a row for each time at which somebody left, and
    one for the beginning (``at_risk`` there: who was seen from the first day on)."""

    table: pd.DataFrame
    time_unit: str
    stays: Stays = field(repr=False)

    @property
    def left_out(self) -> pd.DataFrame:
        """Who is not in the curve, and why: reason, customers."""
        return self.stays.left_out

    def seen_from(self, group: Any = None) -> float:
        """The least time since entry at which anybody was seen: above 0, the curve is of those who got that far."""
        self._of(group)
        return float(self.stays.of(group)["from"].min())

    def at(self, time: float, group: Any = None) -> float:
        """The share still there at a time (the step that holds then); CasekitError beyond the records."""
        rows = self._of(group)
        last = self.stays.longest(group)
        if not 0 <= time <= last:
            raise CasekitError(
                _("The records reach {last:.0f} {unit} after entry; {time:g} is beyond them.").format(
                    last=last, unit=self.time_unit, time=time
                )
            )
        return float(rows.loc[rows["time"] <= time, "survival"].iloc[-1])

    def median(self, group: Any = None) -> float:
        """The time by which half have left; not a number when the curve does not fall that far within the records."""
        rows = self._of(group)
        below = rows.loc[rows["survival"] <= 0.5, "time"]
        return float(below.iloc[0]) if len(below) else float("nan")

    def remaining(self, age: float, horizon: float, group: Any = None) -> float:
        """Mean time still to come within ``horizon`` of a customer who has been there for ``age``, all in time units.

        The area under the curve from age to age + horizon over its height at age. Within a horizon, since the curve
        says nothing beyond the oldest customer seen; the mean age of present customers is another thing altogether.
        Raises CasekitError when age + horizon is beyond the records.
        """
        rows = self._of(group)
        last = self.stays.longest(group)
        if age < 0 or horizon <= 0 or age + horizon > last:
            raise CasekitError(
                _("The records reach {last:.0f} {unit} after entry; {age:g} + {horizon:g} is beyond them.").format(
                    last=last, unit=self.time_unit, age=age, horizon=horizon
                )
            )
        height = self.at(age, group)
        if height == 0:
            raise CasekitError(_("Nobody stays for {age:g} {unit}.").format(age=age, unit=self.time_unit))
        steps = rows[(rows["time"] > age) & (rows["time"] < age + horizon)]
        marks = np.concatenate(([age], steps["time"], [age + horizon]))
        heights = np.concatenate(([height], steps["survival"]))
        return float(np.diff(marks) @ heights / height)

    def log_rank(self) -> "LogRank":
        """Whether the groups leave alike: the log-rank test over all of them. CasekitError for fewer than two."""
        from statsmodels.duration.survfunc import survdiff

        rows = self.stays.rows
        if rows["group"].nunique() < 2:
            raise CasekitError(_("The log-rank test compares groups; give survival_curve a column with by=."))
        group = pd.factorize(rows["group"])[0]  # names may be of several kinds, which do not sort
        chi2, p = survdiff(rows["time"].to_numpy(), rows["gone"].to_numpy(), group, entry=rows["from"].to_numpy())
        return LogRank(float(chi2), int(rows["group"].nunique() - 1), float(p))

    def _of(self, group: Any) -> pd.DataFrame:
        names = list(self.table["group"].unique())
        if group is None and len(names) == 1:
            return self.table
        if group not in names:
            raise CasekitError(
                _("There is no group “{group}”; the curve has: {names}.").format(
                    group=group, names=", ".join(map(str, names))
                )
            )
        return self.table[self.table["group"] == group]


@dataclass(frozen=True)
class LogRank:
    """``chi2`` with ``degrees`` of freedom, and ``p``: how often chance alone would part the curves this far."""

    chi2: float
    degrees: int
    p: float


def _refuse_nobody_left(name: Any, rows: pd.DataFrame) -> None:
    if not rows["gone"].any():
        of_group = "" if name is None else _(" in group “{name}”").format(name=name)
        raise CasekitError(
            _("Nobody has left{group}, so the curve never falls and says nothing about leaving.").format(group=of_group)
        )


def _refuse_hollow(name: Any, rows: pd.DataFrame, table: pd.DataFrame) -> None:
    """With left truncation the few seen young may all leave, which brings the curve to nought for everybody older."""
    end = table.loc[table["survival"] <= 0, "time"]
    if len(end) and (rows["time"] > end.iloc[0]).any():
        of_group = "" if name is None else _(" in group “{name}”").format(name=name)
        raise CasekitError(
            _(
                "All who were seen as young as {time:.1f}{group} left then, yet older customers are there: too few are "
                "seen that young for a curve. Give an earlier observed_from, or leave out who came later than that."
            ).format(time=end.iloc[0], group=of_group)
        )


def _curve(name: Any, rows: pd.DataFrame, confidence: float) -> pd.DataFrame:
    from scipy.stats import norm
    from statsmodels.duration.survfunc import SurvfuncRight

    fit = SurvfuncRight(rows["time"].to_numpy(), rows["gone"].to_numpy(), entry=rows["from"].to_numpy())
    survival, error = np.asarray(fit.surv_prob), np.asarray(fit.surv_prob_se)
    z = norm.ppf((1 + confidence) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        wide = np.exp(z * error / (survival * np.log(survival)))
    low, high = survival**wide, survival ** (1 / wide)
    low, high = np.minimum(low, high), np.maximum(low, high)
    fallen = survival <= 0
    table = pd.DataFrame(
        {
            "time": fit.surv_times,
            "at_risk": np.asarray(fit.n_risk).astype("int64"),
            "left": np.asarray(fit.n_events).astype("int64"),
            "survival": survival,
            "low": np.where(fallen, 0.0, low),
            "high": np.where(fallen, np.nan, high),
        }
    )
    table = table[table["left"] > 0]
    _refuse_hollow(name, rows, table)
    at_first = int((rows["from"] <= 0).sum())
    start = pd.DataFrame(
        {"time": [0.0], "at_risk": [at_first], "left": [0], "survival": [1.0], "low": [1.0], "high": [1.0]}
    )
    table = pd.concat([start, table], ignore_index=True)
    table.insert(0, "group", _("all") if name is None else name)
    return table


__all__ = ["UNIT_DAYS", "LogRank", "SurvivalCurve", "survival_curve"]
