"""Whom to call with the money there is: the best choice under a budget, by integer programming (HiGHS, in SciPy).

One offer at most for each customer; each offer has a cost and an expected gain; the gains of those chosen are as large
as the budget (and the hours) allow.
"""

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.choosing import TOLERANCE, Problem, best_choice
from casekit.retention.rows import in_memory, is_number, known_number
from casekit.text import _, ngettext


@dataclass(frozen=True)
class Allocation:
    """``chosen``: the rows of the offers taken. ``gain`` and ``cost`` of all, money; ``left_over`` of the budget;
    ``bound``: no choice can gain more (infinite after a rule of thumb, which knows none); ``proven`` when the gap to it
    is nought."""

    chosen: pd.DataFrame
    gain: float
    cost: float
    bound: float
    left_over: float

    @property
    def proven(self) -> bool:
        """Whether no other choice could be better, within a millionth."""
        return math.isfinite(self.bound) and self.bound - self.gain <= TOLERANCE * max(abs(self.bound), 1)


def allocate_budget(
    offers: Any,
    *,
    budget: float,
    hours: float | None = None,
    most_customers: int | None = None,
    customer_id: str = "customer_id",
    must: Collection = (),
    seconds: float = 10.0,
    progress: Callable[[str], None] | None = None,
) -> Allocation:
    """The choice of offers with the greatest expected gain.

    Parameters
    ----------
    offers : one row a customer and offer: customer_id, offer ("call" when there is no such column), cost (money, 0 or
        more), gain (expected money: uplift × margin − cost, below 0 where a call wakes), and hours when ``hours`` is
        given. Any engine.
    budget : money. hours : of the people who call. most_customers : at most so many. must : customers who get one of
        their offers in any case (a promise). seconds : when the solver is told to stop (it looks at the clock only
        between its steps); a choice not proven best says so in ``.proven``.
    progress : called with a sentence at each step, such as ``print``.

    Raises CasekitError for missing columns or values, sums below 0, an offer twice, and when no choice keeps to the
    budget, the hours and the promises.
    """
    table = _checked(offers, customer_id, hours is not None)
    limits = {"cost": budget, "hours": hours, "customer": most_customers}
    _check_limits(limits)
    must = list(must)
    _check_must(table, must, budget)
    promised = table["customer_id"].isin(must)
    table = table[((table["gain"] > 0) | promised) & (table["cost"] <= budget)].reset_index(drop=True)
    if not len(table):
        return Allocation(table, 0.0, 0.0, 0.0, float(budget))
    limits = {name: float(limit) for name, limit in limits.items() if limit is not None}
    who, names = pd.factorize(table["customer_id"])
    uses = [np.ones(len(table)) if name == "customer" else table[name].to_numpy("float64") for name in limits]
    problem = Problem(
        table["gain"].to_numpy("float64"), np.stack(uses), np.array(list(limits.values())), who, np.isin(names, must)
    )
    choice = best_choice(problem, seconds, progress)
    if choice is None:
        raise CasekitError(
            _("No choice keeps to the budget, the hours and the promises; give more of one, or promise less.")
        )
    chosen = table.iloc[choice.taken].reset_index(drop=True)
    cost = float(chosen["cost"].sum())
    return Allocation(chosen, choice.gain, cost, max(choice.bound, choice.gain), float(budget) - cost)


def allocate_by_rule(offers: Any, *, budget: float, by: str, customer_id: str = "customer_id") -> Allocation:
    """What a rule of thumb chooses: down the list from the highest ``by`` (a column) while the budget lasts.

    One offer a customer, the first that comes; who is too dear for what is left is passed over. Equal ranks go by
    customer_id. Columns and errors as :func:`allocate_budget`; gains below 0 are taken too when the rule puts them
    first: that is what a rule of thumb does.
    """
    _check_limits({"cost": budget})
    table = _checked(offers, customer_id, False, (by,))
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


def _checked(offers: Any, customer_id: str, with_hours: bool, more: tuple[str, ...] = ()) -> pd.DataFrame:
    offers = in_memory(offers, _("The offers")).reset_index(drop=True)
    wanted = [customer_id, "cost", "gain", *(["hours"] if with_hours else []), *more]
    for name in wanted:
        if name not in offers:
            raise CasekitError(_("The offers have no column “{name}”.").format(name=name))
        if offers[name].isna().any():
            n = int(offers[name].isna().sum())
            raise CasekitError(
                ngettext("{n} offer has no “{name}”.", "{n} offers have no “{name}”.", n).format(n=n, name=name)
            )
    table = offers.rename(columns={customer_id: "customer_id"})
    if "offer" not in table:
        table = table.assign(offer=_("call"))
    twice = table.duplicated(["customer_id", "offer"])
    if twice.any():
        raise CasekitError(
            _("Customer {id} has the offer “{offer}” twice.").format(
                id=table.loc[twice, "customer_id"].iloc[0], offer=table.loc[twice, "offer"].iloc[0]
            )
        )
    figures = ("cost", *(("hours",) if with_hours else ()))
    for name in (*figures, "gain"):
        table[name] = known_number(table, name, _("The offers"))
    for name in figures:
        if (table[name] < 0).any():
            raise CasekitError(_("“{name}” cannot be below 0.").format(name=name))
    return table


_ASKED_AS = {"cost": "budget", "customer": "most_customers"}  # what the limit on it is called in the call


def _check_limits(limits: Mapping[str, float | None]) -> None:
    for name, limit in limits.items():
        if limit is not None and not (is_number(limit) and limit >= 0):
            raise CasekitError(
                _("“{name}” must be a number from 0 on, but it is {limit!r}.").format(
                    name=_ASKED_AS.get(name, name), limit=limit
                )
            )


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
