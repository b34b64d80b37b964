"""Who comes first: a weighted ranking, a ranking by return cut at a budget, and the return on what was put in."""

from collections.abc import Mapping
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading import weighted_score
from casekit.tables import collect
from casekit.text import _
from casekit.value.rows import known_table

_MOST_CUSTOMERS = 1_000_000
_DECIMALS = 9


def priority_ranking(scores: Any, weights: Mapping[str, float], *, customer_id: str = "customer_id") -> pd.DataFrame:
    """Customers by :func:`~casekit.grading.weighted_score`: value, potential, size, importance (優先排序).

    ``scores`` has one row a customer, on any engine, up to a million, and each weighted column on one scale. Returns a
    pandas table, first in line first: customer_id, weighted_score, place (1 is first, equals share a place). Who lacks
    a score has no place and stands last. Raises CasekitError as weighted_score.
    """
    table = weighted_score(scores, weights, customer_id=customer_id)
    table = collect(table, _("The ranking"), _MOST_CUSTOMERS)
    score = table["weighted_score"].round(_DECIMALS)  # so that noise parts no equals
    table["place"] = score.rank(ascending=False, method="min").astype("Int64")
    return table.sort_values(["place", "customer_id"], ignore_index=True)


def cut_at_budget(
    customers: Any, budget: float, *, effect: str, cost: str, customer_id: str = "customer_id"
) -> pd.DataFrame:
    """Customers by effect per unit of money, as far as the budget goes (资源集中).

    Parameters
    ----------
    customers : one row a customer, on any engine, up to a million.
    effect : what the measure brings with this customer (money). cost : what it costs, above 0. budget : money in all.

    Returns a pandas table, highest return first, equals by customer: customer_id, effect, cost, return_rate
    (effect ÷ cost), cumulative_cost, funded. The cut is made at the first customer who no longer fits, also when a
    cheaper one further down would: nobody jumps the queue. Who costs more than it brings is not funded.

    Raises CasekitError for missing columns or numbers, a customer twice, a cost not above 0, a budget below 0.
    """
    if not isinstance(budget, Real) or not budget >= 0:
        raise CasekitError(_("The budget cannot be {budget!r}; it is money from 0 on.").format(budget=budget))
    table = known_table(customers, _("The customers"), customer_id, {"effect": effect, "cost": cost})
    if (table["cost"] <= 0).any():
        raise CasekitError(
            _("“{column}” must be above 0 for every customer: without a cost there is no return on it.").format(
                column=cost
            )
        )
    table["return_rate"] = table["effect"] / table["cost"]
    table = table.sort_values(["return_rate", "customer_id"], ascending=[False, True], ignore_index=True)
    table["cumulative_cost"] = table["cost"].cumsum().round(_DECIMALS)
    return table.assign(funded=(table["cumulative_cost"] <= budget) & (table["return_rate"] >= 1))


def return_on_investment(profit: Any, investment: Any) -> Any:
    """Return on customer investment: (profit − investment) ÷ investment, a share; 0 when it just came back.

    ``profit``: what the investment brought, before it is taken off; ``investment``: money above 0. Numbers, or columns
    or lists of equal length (then a column comes back, or an array). Raises CasekitError for an investment that is
    missing or not above 0, and for what is no number.
    """
    profit, investment = (np.asarray(sum) if isinstance(sum, (list, tuple)) else sum for sum in (profit, investment))
    try:
        above = np.all(np.asarray(investment, dtype=float) > 0)
        rate = (profit - investment) / investment if above else None
    except (TypeError, ValueError):
        raise CasekitError(_("Profit and investment must be numbers, or columns of equal length.")) from None
    if not above:
        raise CasekitError(_("The investment must be money above 0: without it there is no return on it."))
    return rate
