"""How many leave: rates over a period, by contract or by silence, and what a monthly rate makes of a year."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.review.intervals import wilson
from casekit.retention.rows import check_confidence, day, in_memory, known_number, read_customers, read_days
from casekit.text import _


@dataclass(frozen=True)
class ChurnRate:
    """Of the ``opening`` customers ``leavers`` left within the period. ``joiners`` came in it, ``joiners_left`` of them
    left again; they are no part of the rate."""

    opening: int
    leavers: int
    joiners: int
    joiners_left: int
    days: int

    @property
    def rate(self) -> float:
        """Leavers among those who were there at the opening, as a share of them."""
        return self.leavers / self.opening

    @property
    def closing(self) -> int:
        """Who is there at the end, joiners included."""
        return self.opening - self.leavers + self.joiners - self.joiners_left


def churn_rate(
    customers: Any, *, entered: str, left: str, start: Any, end: Any, customer_id: str = "customer_id"
) -> ChurnRate:
    """The churn of customers by contract between two days, both included.

    ``customers``: one row a customer with day of entry and of leaving (missing while there). There at the opening is
    who came before ``start`` and had not left by then. Raises CasekitError for missing columns or entry days, a
    leaving before the entry, an end before the start, and when nobody was there at the opening.
    """
    first, last = day(start), day(end)
    if last < first:
        raise CasekitError(_("The period ends on {end} before it begins on {start}.").format(end=end, start=start))
    rows = read_customers(customers, [customer_id, entered, left])
    came, went = read_days(rows, customer_id, entered, left)
    gone_in = went.between(first, last)
    there = (came < first) & ~(went < first)
    joined = came.between(first, last)
    if not there.any():
        raise CasekitError(_("Nobody was there before {start}, so there is no rate.").format(start=f"{first:%Y-%m-%d}"))
    counts = (there, there & gone_in, joined, joined & gone_in)
    return ChurnRate(*(int(one.sum()) for one in counts), days=(last - first).days + 1)


def yearly_rate(rate: float, *, periods: int = 12) -> float:
    """What a rate a period makes of a year: 1 − (1 − rate)^periods. Two per cent a month are 21.5 a year, not 24:
    every month takes its share of those who are left."""
    _check_rate(rate, periods)
    return 1 - (1 - rate) ** periods


def rate_a_period(rate: float, *, periods: int = 12) -> float:
    """The rate a period that makes ``rate`` in ``periods`` of them: the inverse of :func:`yearly_rate`."""
    _check_rate(rate, periods)
    return 1 - (1 - rate) ** (1 / periods)


def _check_rate(rate: float, periods: int) -> None:
    if not 0 <= rate <= 1:
        raise CasekitError(_("A rate is a share between 0 and 1, but it is {rate!r}.").format(rate=rate))
    if not periods > 0:
        raise CasekitError(_("There must be at least one period, not {periods!r}.").format(periods=periods))


def gone_quiet(summary: Any, *, times: float = 3.0, least: float = 0.0) -> pd.Series:
    """Who counts as gone without a contract: silent for more than ``times`` their own usual gap between purchases.

    ``summary`` has frequency, recency and T, one row a customer (:func:`casekit.grading.rfm_summary`); ``least`` is the
    shortest silence that can count, in its time unit. Missing (not known) for who never came back: they have no gap of
    their own. A declared rule, not a measurement: another number of times makes another churn rate
    (:func:`quiet_rate`). Raises CasekitError for missing columns or figures, and ``times`` not above 0.
    """
    if not times > 0:
        raise CasekitError(_("The number of usual gaps must be above 0, but it is {times!r}.").format(times=times))
    summary = in_memory(summary, _("The customers"), ["frequency", "recency", "T"])
    summary = pd.DataFrame(
        {name: known_number(summary, name, _("The customers")) for name in ("frequency", "recency", "T")}
    )
    silence = summary["T"] - summary["recency"]
    gap = summary["recency"] / summary["frequency"].where(summary["frequency"] > 0)
    quiet = (silence > np.maximum(times * gap, least)).astype("boolean")
    return quiet.mask(gap.isna()).rename("gone_quiet")


@dataclass(frozen=True)
class QuietRate:
    """``gone`` of those ``known`` have gone quiet by the rule; of ``unknown`` nobody can tell (no gap of their own),
    and they are no part of the rate. ``low``, ``high``: its interval (Wilson)."""

    known: int
    gone: int
    unknown: int
    low: float
    high: float

    @property
    def rate(self) -> float:
        """The share gone quiet among those of whom the rule can tell."""
        return self.gone / self.known


def quiet_rate(quiet: Any, *, confidence: float = 0.95) -> QuietRate:
    """The churn without a contract: the share of customers who have gone quiet, with its interval.

    ``quiet``: yes, no or missing for each customer, as :func:`gone_quiet` gives it. To count the missing as still there
    would make the rate the smaller, the more customers bought once only. Raises CasekitError for anything else than yes
    and no (1 and 0), when of nobody can be told, and for a confidence beyond 0 to 1.
    """
    check_confidence(confidence)
    given = pd.Series(quiet)
    told = given.dropna()
    if not told.isin([0, 1]).all():
        raise CasekitError(_("Whether a customer has gone quiet is yes, no or missing."))
    if not len(told):
        raise CasekitError(_("Of no customer it is known whether they have gone quiet, so there is no rate."))
    gone, known = int(told.sum()), len(told)
    between = wilson(gone, known, confidence)
    return QuietRate(known, gone, len(given) - known, between.low, between.high)
