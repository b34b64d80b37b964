"""Lifetime value of customers without a contract: expected purchases times expected margin, discounted."""

from numbers import Real
from typing import Any

import numpy as np

from casekit.errors import CasekitError
from casekit.grading.sales_rows import DAYS_IN_UNIT
from casekit.text import _
from casekit.value.buying_model import BuyingModel, check_ahead, one_unit, unit_word
from casekit.value.discounting import period_rate
from casekit.value.gamma_gamma import GammaGamma
from casekit.value.histories import HISTORY, check_histories
from casekit.value.per_history import add_columns

_MOST_YEARS = 100
_NODES = 48  # times at which the purchases are reckoned when there are more steps than this


def lifetime_value(
    model: BuyingModel,
    spend: GammaGamma,
    summary: Any = None,
    *,
    horizon: float,
    discount_rate: float,
    time_unit: str,
    margin: float = 1.0,
) -> Any:
    """What each customer will still bring within the horizon, in today's money.

    Parameters
    ----------
    model, spend : the fitted models of purchases and of spending.
    summary : the customers to value, as :func:`casekit.grading.rfm_summary` gives them; by default the model's own.
    horizon : how far ahead, in ``time_unit``; 100 years at most.
    discount_rate : a share a year from 0 to below 1, such as 0.1.
    time_unit : the unit of ``horizon`` and of the summary's times: "D", "W", "M", "Y". It must be the model's own.
    margin : the share of spending that is left after costs; 1 values revenue, which is no profit.

    Returns a table of the summary's kind: customer_id, lifetime_value (money). Past profit is not in it.

    Raises CasekitError when the unit is not the model's (a value with daily steps on weekly data comes out several
    times too high), for a horizon that is not above 0 or too far, a rate or a margin out of range.

    Purchases between two steps of a unit are discounted from the middle of the step. With more than 48 steps the
    curve of expected purchases is drawn through 48 times, which changes no value in its first eight digits.
    """
    if not isinstance(model, BuyingModel) or not isinstance(spend, GammaGamma):
        raise CasekitError(
            _(
                "A lifetime value takes a model of buying first, such as casekit.value.fit_bg_nbd gives, and then the "
                "one of spending that casekit.value.fit_gamma_gamma gives."
            )
        )
    customers = model.summary if summary is None else summary
    unit = _same_unit(model, customers, time_unit)
    _check_horizon(horizon, unit)
    _check_margin(margin)
    rate = period_rate(discount_rate, DAYS_IN_UNIT["Y"] / DAYS_IN_UNIT[unit])
    times, weights = _weighted_times(_steps(float(horizon)), rate, min(model.params[name] for name in model.times))

    def value(x: np.ndarray, t_x: np.ndarray, age: np.ndarray, z: np.ndarray) -> np.ndarray:
        check_histories(x, t_x, age)
        total = np.zeros(len(x))
        for time, weight in zip(times, weights, strict=True):
            total += weight * model.ahead(time, x, t_x, age)
        return total * spend.spend(x, z) * margin

    return add_columns(customers, [*HISTORY, "monetary_value"], "lifetime_value", value)


def _same_unit(model: BuyingModel, summary: Any, time_unit: str) -> str:
    one_unit(time_unit, summary)
    if model.time_unit is None:
        raise CasekitError(
            _(
                "The model does not say in which unit its times are; fit it again with time_unit=“{unit}” if recency "
                "and T are in that unit."
            ).format(unit=time_unit)
        )
    if model.time_unit != time_unit:
        raise CasekitError(
            _("The model was fitted in “{own}” and the value is asked for in “{asked}”; give both in one unit.").format(
                own=model.time_unit, asked=time_unit
            )
        )
    return time_unit


def _steps(horizon: float) -> np.ndarray:
    whole = np.arange(1.0, np.floor(horizon) + 1)
    return whole if len(whole) and whole[-1] == horizon else np.append(whole, horizon)


def _weighted_times(ends: np.ndarray, rate: float, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """Times t and weights w with Σ w · A(t) = Σ discount of a step · (A(end) − A(start)), A the purchases ahead.

    A is smooth: through Chebyshev's points in ln(1 + t / scale) a polynomial meets it at every end. ``scale`` is a time
    that is not longer than the least time after which the curve of any customer bends (α + T), so that customers who
    came just now are met as well as old ones.
    """
    middles = (ends + np.concatenate(([0.0], ends[:-1]))) / 2
    discounts = (1 + rate) ** -middles
    of_ends = discounts - np.append(discounts[1:], 0.0)  # A(end) is added in its step and taken off in the next
    if len(ends) <= _NODES:
        return ends, of_ends
    far = np.log1p(ends[-1] / scale)
    angles = np.pi * np.arange(_NODES + 1) / _NODES
    points, at = (1 - np.cos(angles)) / 2, np.log1p(ends / scale) / far
    signs = np.where(np.arange(_NODES + 1) % 2, -1.0, 1.0)  # barycentric weights of these points
    signs[[0, -1]] /= 2
    apart = at[:, None] - points
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = signs / apart
        shares /= shares.sum(axis=1, keepdims=True)
    met = np.isclose(apart, 0, atol=1e-14)
    shares = np.where(met.any(axis=1, keepdims=True), met, shares)
    return np.expm1(points[1:] * far) * scale, (of_ends @ shares)[1:]  # without the first point: A(0) is 0


def _check_horizon(horizon: float, unit: str) -> None:
    check_ahead(horizon, _("The horizon"))
    most = _MOST_YEARS * DAYS_IN_UNIT["Y"] / DAYS_IN_UNIT[unit]
    if horizon > most:
        raise CasekitError(
            _("The horizon is {horizon:,.0f} {units}; it can be 100 years at most ({most:,.0f} {units}).").format(
                horizon=horizon, units=unit_word(unit), most=np.floor(most)
            )
        )


def _check_margin(margin: float) -> None:
    if not isinstance(margin, Real) or not 0 < margin <= 1:
        raise CasekitError(
            _("The margin is a share of spending above 0, such as 0.4, but it is {margin!r}.").format(margin=margin)
        )
