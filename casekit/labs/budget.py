"""The retention-budget game: one year, one budget, a list each quarter; afterwards the truth says what the calls did.

Whom a call holds and whom it wakes is known from the case's truth alone: in life a trial shows it of groups, never of
one customer. The quarters stand side by side: who is saved in one is not added to the next one's members.
"""

from functools import lru_cache
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.sales_rows import as_number, require_columns
from casekit.labs.budget_outcome import BudgetOutcome, Played
from casekit.labs.budget_settings import AT_RISK, BEST, MOVED, RISK, Move
from casekit.retention import allocate_budget, allocate_by_rule
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

MOST_MEMBERS = 1_000_000
_FIGURES = ("quarter", "margin", "cost", "risk", "uplift", "leaves_if_called", "leaves_if_left_alone")
_YES_NO = ("leaves_if_called", "leaves_if_left_alone")


class BudgetLab:
    """The members of a year's quarters, ready to be called by one rule or another.

    Parameters
    ----------
    members : one row a customer and quarter, on any engine: customer_id, quarter (a number, in order), margin (money
        of a year that goes if the customer leaves), cost (money a call, above 0), risk (foretold chance of leaving when
        left alone), uplift (by how much a call is foretold to lower it), and the truth: leaves_if_called and
        leaves_if_left_alone (1 or 0). At most ``MOST_MEMBERS`` rows.
    budget : money for the whole year, above 0.

    Raises CasekitError for unknown columns, figures that are missing or no numbers, a cost of 0 or less, a truth that
    is not 1 or 0, a customer twice in a quarter, and a budget that is no sum above 0.
    """

    def __init__(self, members: Any, *, budget: float) -> None:
        number = not isinstance(budget, bool) and isinstance(budget, (int, float))
        if not number or not 0 < budget < float("inf"):
            raise CasekitError(_("The budget must be a sum above 0, but it is {sum!r}.").format(sum=budget))
        table = _needed(members)
        self.budget = float(budget)
        self.quarters = tuple(sorted(table["quarter"].unique().tolist()))
        self._lists = {quarter: _ranked(rows) for quarter, rows in table.groupby("quarter")}
        self._chosen = lru_cache(maxsize=512)(self._choose)
        self.best = self._best_possible(table)
        self.thumb = self._year(tuple(Move(RISK, self.budget / len(self.quarters)) for _quarter in self.quarters))

    def outcome(self, moves: tuple[Move, ...] = (), planned: Move | None = None) -> BudgetOutcome:
        """The quarters played so far, and what is planned for the next one.

        Raises CasekitError for more moves than quarters, and a move that is dearer than the money left.
        """
        if len(moves) > len(self.quarters):
            raise CasekitError(
                _("The year has {n} quarters; there is nothing more to play.").format(n=len(self.quarters))
            )
        played = self._year(tuple(moves))
        left = self.budget - sum(one.spent for one in played)
        plan = None
        if planned is not None and len(moves) < len(self.quarters):
            affordable = Move(planned.rule, min(planned.money, max(left, 0.0)))
            plan = self._chosen(self.quarters[len(moves)], affordable)
        same_money = self._year(tuple(Move(MOVED, one.spent) for one in played))
        return BudgetOutcome(self.budget, self.quarters, tuple(moves), played, self.thumb, self.best, plan, same_money)

    def _year(self, moves: tuple[Move, ...]) -> tuple[Played, ...]:
        played, left = [], self.budget
        for quarter, move in zip(self.quarters, moves, strict=False):
            if move.money > left + 0.005:
                raise CasekitError(
                    _("Quarter {n}: {asked:,.0f} were asked for, and {left:,.0f} are left.").format(
                        n=quarter, asked=move.money, left=left
                    )
                )
            played.append(Played.of(quarter, move, self._chosen(quarter, move)))
            left -= played[-1].spent
        return tuple(played)

    def _choose(self, quarter: int, move: Move) -> pd.DataFrame:
        """The rows of the quarter that this move calls, in the order of the list."""
        rows = self._lists[quarter]
        if move.rule == BEST:
            chosen = allocate_budget(rows[["customer_id", "cost", "gain"]], budget=move.money).chosen
            found = rows.set_index("customer_id").loc[chosen["customer_id"]].reset_index()
            return found.sort_values(["gain", "customer_id"], ascending=[False, True], ignore_index=True)
        chosen = allocate_by_rule(rows[["customer_id", "cost", "gain", move.rule]], budget=move.money, by=move.rule)
        return rows.set_index("customer_id").loc[chosen.chosen["customer_id"]].reset_index()

    def _best_possible(self, table: pd.DataFrame) -> pd.DataFrame:
        """What the truth would call with the same budget for the year: a row a quarter, as :class:`Played` has it."""
        truth = table.assign(who=range(len(table)), gain=_true_gain(table))
        offers = truth[["who", "cost", "gain"]].rename(columns={"who": "customer_id"})
        chosen = allocate_budget(offers, budget=self.budget).chosen["customer_id"]
        rows = (
            truth.loc[chosen].groupby("quarter").agg(calls=("who", "size"), spent=("cost", "sum"), gain=("gain", "sum"))
        )
        return rows.reindex(self.quarters, fill_value=0)


def _true_gain(rows: pd.DataFrame) -> pd.Series:
    return (rows["leaves_if_left_alone"] - rows["leaves_if_called"]) * rows["margin"] - rows["cost"]


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """One quarter's members with all that the rules sort by; ``gain`` is what a call is expected to gain.

    A margin below 0 counts for 0 in both: nobody is called in the hope that the call drives them out.
    """
    worth = rows["uplift"] * rows["margin"].clip(lower=0)  # to drive out who costs us money is no rule of a list
    return rows.assign(
        **{AT_RISK: rows["risk"] * rows["margin"], MOVED: worth},
        gain=worth - rows["cost"],
        true_gain=_true_gain(rows),
    ).reset_index(drop=True)


def _needed(members: Any) -> pd.DataFrame:
    frame = enter(members, _("The members"))
    schema = frame.collect_schema()
    require_columns(schema, ["customer_id", *_FIGURES], _("The members’ columns"))
    columns = {name: as_number(name, schema) for name in _FIGURES}
    table = collect(frame.select(customer_id=nw.col("customer_id"), **columns), _("The budget game"), MOST_MEMBERS)
    if not len(table):
        raise CasekitError(_("The members have no rows, so there is nobody to call."))
    for name in _FIGURES:
        if missing := int((~np.isfinite(table[name].to_numpy("float64", na_value=np.nan))).sum()):
            raise CasekitError(
                _("{n} rows have no “{name}”; fill it in or take them out. Nothing was taken for 0.").format(
                    n=f"{missing:,}", name=name
                )
            )
    if (table["cost"] <= 0).any():
        raise CasekitError(_("A call must cost something: every “cost” is to be above 0."))
    for name in _YES_NO:
        if not table[name].isin([0, 1]).all():
            raise CasekitError(_("“{name}” must be 1 or 0 in every row.").format(name=name))
    if twice := int(table.duplicated(["customer_id", "quarter"]).sum()):
        raise CasekitError(
            _("{n} rows repeat a customer within a quarter; give one row for each.").format(n=f"{twice:,}")
        )
    table[["quarter", *_YES_NO]] = table[["quarter", *_YES_NO]].astype("int64")
    return table.sort_values(["quarter", "customer_id"], ignore_index=True)
