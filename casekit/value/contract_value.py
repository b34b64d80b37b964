"""Lifetime value of a contract: margin times the share still there, discounted; only what is still to come.

Source: Gupta & Lehmann, "Customers as Assets", Journal of Interactive Marketing 17 (2003), with a curve in place of
their one rate: one rate for all takes those who leave at once and those who stay for years for one middling customer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.text import _
from casekit.value.discounting import discount_factors


@dataclass(frozen=True)
class ContractValue:
    """The value of one contract and the sum that makes it."""

    value: float
    """money of today"""
    table: pd.DataFrame = field(repr=False)
    """period (1 is the coming one), still_there (share), margin (money a period), discount_factor, present_value"""

    def __repr__(self) -> str:
        return _("Value of a contract over {n} periods: {value:,.2f}").format(n=len(self.table), value=self.value)

    def __float__(self) -> float:
        return self.value


def contract_value(
    margin: float | Sequence[float],
    retention: Any,
    discount_rate: float,
    *,
    periods: int,
    periods_a_year: float = 1,
    timing: str = "start",
    age: int = 0,
    revenue: float | Sequence[float] | None = None,
) -> ContractValue:
    """The margin still to come from one contract, in today's money.

    Parameters
    ----------
    margin : what is left of a period's payment after the costs of goods and service, money; one number, or one a
        period. Not revenue. What was earned before has no place here.
    retention : the share still there at age 0, 1, 2 … (starting with 1, falling), such as
        ``curves.pooled()["retention"]``; or a model with ``survival`` (:func:`casekit.value.fit_sbg`); or one number,
        the share that stays from each period to the next.
    discount_rate : a share a year. periods_a_year : of margin, retention and periods; 12 when they are months.
    periods : how many to look ahead. Money after them is not counted.
    timing : "start": paid at the start of each period by who is there then, the first payment is certain; "end": paid
        at its end by who is still there; "middle": between the two, in the mean of both shares.
    age : 0 for a new contract; for one that has lasted ``age`` periods the shares count from there.
    revenue : a period's payment, only to check that the margin is not above it.

    Returns :class:`ContractValue`. Raises CasekitError for a curve that rises, does not start with 1 or is too short,
    a number of retention outside 0 to 1, a margin above the revenue, and as
    :func:`casekit.value.discounting.discount_factors`.
    """
    factors = discount_factors(periods, discount_rate, periods_a_year=periods_a_year, timing=timing)
    periods = len(factors)
    money = _each_period(margin, periods, _("The margin"))
    if revenue is not None and (money > _each_period(revenue, periods, _("The revenue"))).any():
        raise CasekitError(_("The margin is above the revenue, so it cannot be what costs leave of it."))
    there = still_there(retention, periods, age)
    share = {"start": there[:-1], "end": there[1:], "middle": (there[:-1] + there[1:]) / 2}[timing]
    values = money * share * factors
    table = pd.DataFrame(
        {
            "period": np.arange(1, periods + 1),
            "still_there": share,
            "margin": money,
            "discount_factor": factors,
            "present_value": values,
        }
    )
    return ContractValue(float(values.sum()), table)


def still_there(retention: Any, periods: int, age: int = 0) -> np.ndarray:
    """Shares still there 0, 1, … ``periods`` periods after an age, of those there at that age; as
    :func:`contract_value` takes them."""
    if isinstance(age, bool) or not isinstance(age, (int, np.integer)) or age < 0:
        raise CasekitError(_("The age must be a whole number of periods from 0 up, but it is {age!r}.").format(age=age))
    ages = np.arange(age, age + periods + 1)
    if hasattr(retention, "survival"):
        shares = retention.survival(ages)
    elif np.ndim(retention) == 0:
        shares = _one_rate(retention) ** ages
    else:
        shares = _curve(retention, age + periods)[ages]
    if shares[0] <= 0:
        raise CasekitError(_("Nobody is still there at age {age}, so there is nobody to value.").format(age=age))
    return shares / shares[0]


def _one_rate(retention: Any) -> float:
    try:
        rate = float(retention)
    except (TypeError, ValueError):
        rate = float("nan")
    if not 0 <= rate <= 1:
        raise CasekitError(
            _(
                "The retention is {rate!r}; give a share from 0 to 1, the shares still there at age 0, 1, 2 …, or a "
                "fitted model."
            ).format(rate=retention)
        )
    return rate


def _curve(retention: Any, last: int) -> np.ndarray:
    try:
        curve = np.asarray(retention, dtype="float64")
    except (TypeError, ValueError):
        curve = np.array(float("nan"))
    if curve.ndim != 1 or not np.isfinite(curve).all() or not len(curve) or abs(curve[0] - 1) > 1e-9:
        raise CasekitError(
            _("The shares still there must start with 1 at age 0, with none missing; are these rates of one period?")
        )
    if (curve < 0).any() or (np.diff(curve) > 1e-12).any():
        raise CasekitError(
            _("The shares still there rise or fall below 0; they can only fall. Are these rates of one period?")
        )
    if len(curve) <= last:
        raise CasekitError(
            _(
                "The curve ends at age {end}, and the sum needs it to age {last}; take fewer periods, or project it "
                "with casekit.value.fit_sbg."
            ).format(end=len(curve) - 1, last=last)
        )
    return curve


def _each_period(money: float | Sequence[float], periods: int, role: str) -> np.ndarray:
    try:
        each = np.asarray(money, dtype="float64")
    except (TypeError, ValueError):
        each = np.array(float("nan"))
    if each.ndim > 1 or not np.isfinite(each).all() or (each.ndim == 1 and len(each) != periods):
        raise CasekitError(
            _("{role} must be one number, or one for each of the {n} periods, none missing.").format(
                role=role, n=periods
            )
        )
    return np.broadcast_to(each, (periods,)).copy()
