"""Discounting: what money of later periods is worth today."""

from collections.abc import Sequence

import numpy as np

from casekit.errors import CasekitError
from casekit.text import _

TIMINGS = {"start": -1.0, "middle": -0.5, "end": 0.0}  # of the first period's money, in periods from its end


def period_rate(rate: float, periods_a_year: float) -> float:
    """The rate of one period that grows to ``rate`` in a year: (1 + rate)^(1 / periods_a_year) − 1.

    10 % a year is 0.797 % a month and not 10 % / 12 = 0.833 %, which grows to 10.47 % a year. Raises CasekitError for
    a rate that is not a share from 0 to below 1, or a number of periods that is not above 0.
    """
    rate, a_year = _number(rate), _number(periods_a_year)
    if not 0 <= rate < 1:
        raise CasekitError(
            _(
                "The discount rate is a share a year from 0 to below 1, such as 0.1 for 10 %, but it is {rate:g}."
            ).format(rate=rate)
        )
    if not 0 < a_year < float("inf"):
        raise CasekitError(
            _("There are {n:g} periods a year; it must be above 0, such as 12 for months.").format(n=a_year)
        )
    return (1 + rate) ** (1 / a_year) - 1


def discount_factors(periods: int, rate: float, *, periods_a_year: float = 1, timing: str = "end") -> np.ndarray:
    """What 1 of each of the coming ``periods`` is worth today.

    ``rate`` is a share a year; ``timing`` says when in its period the money comes: "start" (the first comes now),
    "middle" or "end". Raises CasekitError as :func:`period_rate`, for an unknown timing and for periods that are no
    whole number from 1 up.
    """
    if not isinstance(timing, str) or timing not in TIMINGS:
        raise CasekitError(_("The timing is “{timing}”; use “start”, “middle” or “end”.").format(timing=timing))
    if isinstance(periods, bool) or _number(periods) != np.floor(_number(periods)) or not 1 <= periods < 1e6:
        raise CasekitError(
            _("The number of periods must be a whole number from 1 up, but it is {n!r}.").format(n=periods)
        )
    times = np.arange(1, int(periods) + 1) + TIMINGS[timing]
    return (1 + period_rate(rate, periods_a_year)) ** -times


def present_value(flows: Sequence[float], rate: float, *, periods_a_year: float = 1, timing: str = "end") -> float:
    """Today's worth of the money of the coming periods.

    Parameters
    ----------
    flows : money of period 1, 2, 3 …; costs are below 0.
    rate : a share a year, such as 0.1, whatever the periods are.
    periods_a_year : 1 for years, 4 for quarters, 12 for months.
    timing : when in its period the money comes: "start", "middle" or "end" (as NPV in Excel reckons).

    Raises CasekitError for a flow that is missing, and as :func:`discount_factors`.
    """
    try:
        money = np.asarray(list(flows), dtype="float64")
    except (TypeError, ValueError):
        money = np.array([])
    if not len(money) or not np.isfinite(money).all():
        raise CasekitError(
            _("The flows must be money of one period after another, none missing; put 0 where nothing comes.")
        )
    return float(money @ discount_factors(len(money), rate, periods_a_year=periods_a_year, timing=timing))


def _number(value: float) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise CasekitError(_("{value!r} is no number.").format(value=value)) from None
