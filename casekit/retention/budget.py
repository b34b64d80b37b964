"""Whom to call with the money there is: the best choice under a budget, by integer programming (HiGHS, in SciPy).

One offer at most for each customer; each offer has a cost and an expected gain; the gains of those chosen are as large
as the budget (and the hours) allow.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.text import _


@dataclass(frozen=True)
class Allocation:
    """``chosen``: customer_id, offer, cost, gain, hours. ``gain`` and ``cost`` of all; ``bound``: no choice can gain
    more; ``proven`` when the gap to it is nought."""

    chosen: pd.DataFrame
    gain: float
    cost: float
    bound: float
    left_over: float

    @property
    def proven(self) -> bool:
        """Whether no other choice could be better, within a millionth."""
        return self.bound - self.gain <= 1e-6 * max(abs(self.bound), 1)


def allocate_budget(
    offers: pd.DataFrame,
    *,
    budget: float,
    hours: float | None = None,
    most_customers: int | None = None,
    customer_id: str = "customer_id",
    must: Any = (),
    seconds: float = 10.0,
) -> Allocation:
    """The choice of offers with the greatest expected gain.

    Parameters
    ----------
    offers : one row a customer and offer: customer_id, offer, cost (money, 0 or more), gain (expected money: uplift ×
        value − …, below 0 where a call wakes), and hours when ``hours`` is given.
    budget : money. hours : of the people who call. most_customers : at most so many. must : customers who get one of
        their offers in any case (a promise). seconds : time limit; a choice not proven best says so.

    Raises CasekitError for missing columns or values, sums below 0, an offer twice, and a budget that cannot pay for
    the customers who must be called.
    """
    table = _checked(offers, customer_id, hours is not None)
    if not np.isfinite(budget) or budget < 0:
        raise CasekitError(_("The budget must be 0 or more, but it is {budget!r}.").format(budget=budget))
    must = list(must)
    _check_must(table, must, budget)
    table = table[(table["gain"] > 0) | table["customer_id"].isin(must)]
    table = table[table["cost"] <= budget].reset_index(drop=True)
    if not len(table):
        return Allocation(table, 0.0, 0.0, 0.0, float(budget))
    result = _solve(table, budget, hours, most_customers, must, seconds)
    if result.x is None:
        raise CasekitError(
            _("No choice keeps to the budget, the hours and the promises; give more of one, or promise less.")
        )
    chosen = table[np.round(result.x) == 1].reset_index(drop=True)
    gain, cost = float(chosen["gain"].sum()), float(chosen["cost"].sum())
    bound = -float(result.mip_dual_bound) if result.mip_dual_bound is not None else gain
    return Allocation(chosen, gain, cost, max(bound, gain), float(budget) - cost)


def allocate_by_rule(offers: pd.DataFrame, *, budget: float, by: str, customer_id: str = "customer_id") -> Allocation:
    """What a rule of thumb chooses: down the list from the highest ``by`` (a column) while the budget lasts.

    One offer a customer, the first that comes; who is too dear for what is left is passed over. Equal ranks go by
    customer_id. Columns and errors as :func:`allocate_budget`; gains below 0 are taken too when the rule puts them
    first: that is what a rule of thumb does.
    """
    table = _checked(offers, customer_id, False, (by,))
    if by not in table:
        raise CasekitError(_("The offers have no column “{name}”.").format(name=by))
    ranked = table.sort_values([by, "customer_id"], ascending=[False, True], kind="stable")
    left, taken, seen = float(budget), [], set()
    for place, who, cost in zip(ranked.index, ranked["customer_id"], ranked["cost"], strict=True):
        if who not in seen and cost <= left:
            seen.add(who)
            taken.append(place)
            left -= cost
    chosen = ranked.loc[taken].reset_index(drop=True)
    gain = float(chosen["gain"].sum())
    return Allocation(chosen, gain, float(chosen["cost"].sum()), float("inf"), left)


def _solve(table: pd.DataFrame, budget: float, hours, most_customers, must, seconds: float):
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    n = len(table)
    who, names = pd.factorize(table["customer_id"])
    rules = [LinearConstraint(table["cost"].to_numpy()[None, :], 0, budget)]
    promised = np.isin(names, must)
    bound_to_one = np.flatnonzero((np.bincount(who) > 1) | promised)  # for the others a choice of one says nothing
    if len(bound_to_one):
        each = csr_array((np.ones(n), (who, np.arange(n))), shape=(len(names), n))[bound_to_one]
        rules.append(LinearConstraint(each, promised[bound_to_one].astype("float64"), 1))
    if hours is not None:
        rules.append(LinearConstraint(table["hours"].to_numpy()[None, :], 0, hours))
    if most_customers is not None:
        rules.append(LinearConstraint(np.ones((1, n)), 0, most_customers))
    return milp(
        -table["gain"].to_numpy(),
        integrality=np.ones(n),
        bounds=Bounds(0, 1),
        constraints=rules,
        options={"time_limit": seconds, "mip_rel_gap": 1e-6},
    )


def _checked(offers: pd.DataFrame, customer_id: str, with_hours: bool, more: tuple[str, ...] = ()) -> pd.DataFrame:
    wanted = [customer_id, "cost", "gain", *(["hours"] if with_hours else []), *more]
    for name in wanted:
        if name not in offers:
            raise CasekitError(_("The offers have no column “{name}”.").format(name=name))
        if offers[name].isna().any():
            raise CasekitError(_("{n} offers have no “{name}”.").format(n=int(offers[name].isna().sum()), name=name))
    table = offers.reset_index(drop=True).rename(columns={customer_id: "customer_id"})
    if "offer" not in table:
        table = table.assign(offer=_("call"))
    twice = table.duplicated(["customer_id", "offer"])
    if twice.any():
        raise CasekitError(
            _("Customer {id} has the offer “{offer}” twice.").format(
                id=table.loc[twice, "customer_id"].iloc[0], offer=table.loc[twice, "offer"].iloc[0]
            )
        )
    for name in ("cost", *(("hours",) if with_hours else ())):
        if (table[name] < 0).any():
            raise CasekitError(_("“{name}” cannot be below 0.").format(name=name))
    return table


def _check_must(table: pd.DataFrame, must: list, budget: float) -> None:
    unknown = [who for who in must if not (table["customer_id"] == who).any()]
    if unknown:
        raise CasekitError(_("Customer {id} must be called but has no offer.").format(id=unknown[0]))
    needed = float(table[table["customer_id"].isin(must)].groupby("customer_id")["cost"].min().sum())
    if needed > budget:
        raise CasekitError(
            _("The customers who must be called cost {needed:,.0f} at least, and the budget is {budget:,.0f}.").format(
                needed=needed, budget=budget
            )
        )
