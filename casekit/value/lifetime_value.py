"""Lifetime value of customers without a contract: expected purchases times expected margin, discounted."""

from numbers import Real
from typing import Any

import numpy as np

from casekit.errors import CasekitError
from casekit.grading.sales_rows import DAYS_IN_UNIT
from casekit.text import _
from casekit.value.buying_model import BuyingModel, check_ahead, one_unit
from casekit.value.gamma_gamma import GammaGamma
from casekit.value.histories import HISTORY, check_histories
from casekit.value.per_history import add_columns


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
    horizon : how far ahead, in ``time_unit``.
    discount_rate : a share a year, such as 0.1.
    time_unit : the unit of ``horizon`` and of the summary's times: "D", "W", "M", "Y". It must be the model's own.
    margin : the share of spending that is left after costs; 1 values revenue, which is no profit.

    Returns a table of the summary's kind: customer_id, lifetime_value (money). Past profit is not in it.

    Raises CasekitError when the unit is not the model's (a value with daily steps on weekly data comes out several
    times too high), for a horizon that is not above 0, a rate or a margin out of range.

    Purchases between two steps of a unit are discounted from the middle of the step.
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
    check_ahead(horizon, _("The horizon"))
    _check_rates(discount_rate, margin)
    ends = _steps(float(horizon))
    starts = np.concatenate(([0.0], ends[:-1]))
    discounts = (1 + discount_rate) ** -((starts + ends) / 2 * DAYS_IN_UNIT[unit] / DAYS_IN_UNIT["Y"])

    def value(x: np.ndarray, t_x: np.ndarray, age: np.ndarray, z: np.ndarray) -> np.ndarray:
        check_histories(x, t_x, age)
        total, before = np.zeros(len(x)), np.zeros(len(x))
        for end, discount in zip(ends, discounts, strict=True):
            by_then = model.ahead(end, x, t_x, age)
            total += (by_then - before) * discount
            before = by_then
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


def _check_rates(discount_rate: float, margin: float) -> None:
    if not isinstance(discount_rate, Real) or not 0 <= discount_rate < 10:
        raise CasekitError(
            _("The discount rate is a share a year, such as 0.1, but it is {rate!r}.").format(rate=discount_rate)
        )
    if not isinstance(margin, Real) or not 0 < margin <= 1:
        raise CasekitError(
            _("The margin is a share of spending above 0, such as 0.4, but it is {margin!r}.").format(margin=margin)
        )
