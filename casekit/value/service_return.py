"""What an hour of service brings: in the mean so far, and at the margin, where the next hour counts.

The response is declared, not measured: value(h) = ceiling × (1 − exp(−h ÷ scale)), money from h hours of service. It
rises ever more slowly to the ceiling; ``scale`` is the hours that bring 63 % of it. Where the two parameters come from
(an experiment, a panel of managers) has to be said beside every result: with other parameters the order is another.
"""

import heapq
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.text import _
from casekit.value.rows import known_table

_MOST_STEPS = 1_000_000


def service_returns(
    customers: Any, *, hours: str, ceiling: str, scale: str, customer_id: str = "customer_id"
) -> pd.DataFrame:
    """What the hours a customer gets return, in the mean and at the margin.

    Parameters
    ----------
    customers : one row a customer, on any engine, up to a million.
    hours : of service now, in the period. ceiling : the money that service brings at most. scale : hours, above 0.

    Returns a pandas table by customer: customer_id, hours, value (money, by the declared response), average_return
    (value ÷ hours), marginal_return (of the next hour: ceiling ÷ scale × exp(−hours ÷ scale)), both money an hour,
    average_place and marginal_place (1 is the highest, equals share a place), basis ("declared, not measured").
    Without hours there is no average, and no place by it.

    Hours go where the *marginal* return is high: a high average tells of the first hours, which are spent already.
    Raises CasekitError for missing columns or numbers, a customer twice, hours or a ceiling below 0, a scale not above
    0.
    """
    table = _responses(customers, ceiling, scale, customer_id, {"hours": hours})
    if (table["hours"] < 0).any():
        raise CasekitError(_("“{column}”: hours of service cannot be below 0.").format(column=hours))
    return _with_returns(table)


def best_hours(
    customers: Any,
    budget: float,
    *,
    ceiling: str,
    scale: str,
    hours: str | None = None,
    step: float = 1.0,
    hour_cost: float = 0.0,
    customer_id: str = "customer_id",
) -> pd.DataFrame:
    """The hours shared out so that they bring the most by the declared response.

    Step by step the next hours go to whoever returns most for them. As every response rises ever more slowly, no other
    sharing in such steps brings more.

    Parameters
    ----------
    customers, ceiling, scale : as in :func:`service_returns`. hours : of service now, to be compared; not needed.
    budget : hours in all. step : hours given at a time; a rest of the budget smaller than a step is given last.
    hour_cost : money; hours that would return less than they cost are not given, so some of the budget may be left.

    Returns a pandas table by customer: customer_id, hours, value, average_return, marginal_return, average_place,
    marginal_place, basis, as service_returns has them; with ``hours`` also hours_now and change (hours − hours_now).

    Raises CasekitError as service_returns, for a budget below 0, a step not above 0 or so small that there are over a
    million, a cost below 0.
    """
    for name, amount in (("budget", budget), ("step", step), ("hour_cost", hour_cost)):
        if not isinstance(amount, Real) or not np.isfinite(amount) or amount < 0 or (name == "step" and amount == 0):
            raise CasekitError(_("“{name}” cannot be {amount!r}.").format(name=name, amount=amount))
    if budget / step > _MOST_STEPS:
        raise CasekitError(
            _("{budget:,} hours in steps of {step:g} are over a million steps; take a longer step.").format(
                budget=budget, step=step
            )
        )
    table = _responses(customers, ceiling, scale, customer_id, {} if hours is None else {"hours_now": hours})
    given = _shared_out(table["ceiling"].to_numpy(), table["scale"].to_numpy(), budget, step, hour_cost)
    result = _with_returns(table.assign(hours=given))
    if hours is not None:
        result = result.assign(hours_now=table["hours_now"], change=given - table["hours_now"])
    return result


def _shared_out(ceiling: np.ndarray, scale: np.ndarray, budget: float, step: float, hour_cost: float) -> np.ndarray:
    given = np.zeros(len(ceiling))
    left = budget

    def gain(one: int, hours: float) -> float:
        start, end = np.exp(-given[one] / scale[one]), np.exp(-(given[one] + hours) / scale[one])
        return float(ceiling[one] * (start - end)) / hours

    queue = [(-gain(one, step), one) for one in range(len(ceiling))]
    heapq.heapify(queue)
    while left > 1e-9 * step and queue:
        hours = min(step, left)
        best, one = heapq.heappop(queue)
        if -best < hour_cost or best == 0:
            break  # and nobody else returns more
        given[one] += hours
        left -= hours
        heapq.heappush(queue, (-gain(one, step), one))
    return given.round(9)


def _with_returns(table: pd.DataFrame) -> pd.DataFrame:
    hours, ceiling, scale = (table[name].astype("float64") for name in ("hours", "ceiling", "scale"))
    value = -ceiling * np.expm1(-hours / scale)
    result = pd.DataFrame(
        {
            "customer_id": table["customer_id"],
            "hours": hours,
            "value": value,
            "average_return": (value / hours).where(hours > 0),
            "marginal_return": ceiling / scale * np.exp(-hours / scale),
        }
    )
    for kind in ("average", "marginal"):
        result[f"{kind}_place"] = result[f"{kind}_return"].rank(ascending=False, method="min").astype("Int64")
    return result.assign(basis=_("declared, not measured"))


def _responses(customers: Any, ceiling: str, scale: str, customer_id: str, others: dict[str, str]) -> pd.DataFrame:
    numbers = {"ceiling": ceiling, "scale": scale, **others}
    table = known_table(customers, _("The customers"), customer_id, numbers)
    if (table["ceiling"] < 0).any():
        raise CasekitError(
            _("“{column}” is below 0; a customer whom service does harm has a ceiling of 0.").format(column=ceiling)
        )
    if (table["scale"] <= 0).any():
        raise CasekitError(
            _("“{column}” must be above 0: the hours that bring 63 % of the ceiling.").format(column=scale)
        )
    return table
