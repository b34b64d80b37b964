"""Invest, keep, or avoid: a verdict on each customer, with the figures it rests on.

Two rules of the trade meet here. One says: main resources to the customers who bring the most over time, and avoid
those who cannot be made profitable. The other: the customer is an asset and comes first when assets conflict. So who
loses money is avoided only after everything has been tried, and who is kept for another reason than money says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.text import _
from casekit.value.rows import known_table, number_or_blank, said_yes, told_money

INVEST, KEEP, AVOID = "invest", "keep", "avoid"


@dataclass(frozen=True)
class InvestRules:
    """Where the lines are. They are ours, not the trade's: the sources give no numbers."""

    avoid_below: float = 0.0
    """who stays below this value, whatever is tried, is avoided (money)"""
    invest_return: float = 1.0
    """what the next unit of money put into service must bring at least for an investment"""
    invest_value: float = 0.0
    """what a customer must be worth now, at least, to be invested in (money)"""


_RULES = InvestRules()


def invest_keep_avoid(
    customers: Any,
    *,
    value: str,
    tried: Mapping[str, str] | None = None,
    next_return: str | None = None,
    obliged: str | None = None,
    rules: InvestRules = _RULES,
    customer_id: str = "customer_id",
) -> pd.DataFrame:
    """The verdict on each customer.

    Parameters
    ----------
    customers : one row a customer, on any engine, up to a million.
    value : what the customer leaves as things stand: net contribution or lifetime value, money, no overhead in it.
    tried : what could be done → the column with the value it would lead to, such as {"a new price": "value_repriced",
        "cheaper service": "value_by_phone"}. A blank means: not tried yet.
    next_return : money that the next unit of money put into service brings (marginal return ÷ cost of an hour).
    obliged : yes/no: kept for another reason than money, such as a strategic project or a public duty.
    rules : the thresholds.

    Returns a pandas table by customer: customer_id, value, best_value (the highest of value and what was tried),
    verdict, reason (a sentence):

    * "avoid": best_value is below ``avoid_below``, all was tried, and nothing obliges us;
    * "invest": value and next_return reach their marks;
    * "keep": all others. Also who is below the line and obliged, or not tried in everything.

    Raises CasekitError for missing columns or values, a customer twice, an ``obliged`` that is not yes or no.
    """
    if tried is not None and not isinstance(tried, Mapping):
        raise CasekitError(
            _(
                'Give what was tried as words → column, such as {{"a new price": "value_repriced"}}, not {tried!r}.'
            ).format(tried=tried)
        )
    if not isinstance(rules, InvestRules):
        raise CasekitError(_("Give the rules as InvestRules(…), not {rules!r}.").format(rules=rules))
    tried = dict(tried or {})
    columns = {f"tried {place}": column for place, column in enumerate(tried.values())}
    others = columns | ({"next": next_return} if next_return else {}) | ({"obliged": obliged} if obliged else {})
    table = known_table(customers, _("The customers"), customer_id, {"value": value}, others)
    ways = {way: number_or_blank(table[f"tried {place}"], tried[way]) for place, way in enumerate(tried)}
    figures = pd.DataFrame(ways, index=table.index)
    following = number_or_blank(table["next"], next_return) if next_return else pd.Series(np.nan, index=table.index)
    bound = said_yes(table["obliged"], obliged) if obliged else pd.Series(False, index=table.index)
    verdicts = [
        _judged(_Figures(*line, asked=next_return is not None), rules)
        for line in zip(table["value"], figures.to_dict("records"), following, bound, strict=True)
    ]
    return pd.DataFrame(
        {
            "customer_id": table["customer_id"],
            "value": table["value"],
            "best_value": figures.assign(now=table["value"]).max(axis=1),
            "verdict": [verdict for verdict, _reason in verdicts],
            "reason": [reason for _verdict, reason in verdicts],
        }
    )


class _Figures(NamedTuple):
    value: float
    tried: dict[str, float]
    next_return: float
    obliged: bool
    asked: bool  # whether there are returns on the next unit at all

    @property
    def untried(self) -> list[str]:
        return [name for name, figure in self.tried.items() if np.isnan(figure)]

    @property
    def best(self) -> tuple[float, str]:
        """The highest value and what leads to it; no words for things as they stand."""
        known = [(figure, name) for name, figure in self.tried.items() if not np.isnan(figure)]
        return max([(self.value, ""), *known], key=lambda pair: pair[0])


def _judged(one: _Figures, rules: InvestRules) -> tuple[str, str]:
    best, way = one.best
    figures = {"value": one.value, "best": best, "line": rules.avoid_below}
    money = {name: told_money(figure) for name, figure in figures.items()} | {"way": way}
    if best < rules.avoid_below:
        return _below(one, money)
    if one.value < rules.avoid_below:
        return KEEP, _("leaves {value} as things stand, {best} by {way}: do that").format(**money)
    if not one.asked:
        return KEEP, _("leaves {value}").format(**money)
    if np.isnan(one.next_return):
        return KEEP, _("leaves {value}; what more service would bring is not known").format(**money)
    brings = {"next": f"{one.next_return:,.2f}", "asked": f"{rules.invest_return:,.2f}", **money}
    if one.next_return < rules.invest_return:
        return KEEP, _("leaves {value}; the next unit of money brings only {next} (asked: {asked})").format(**brings)
    if one.value < rules.invest_value:
        mark = told_money(rules.invest_value)
        return KEEP, _("the next unit of money brings {next}, but {value} is left (asked: {mark})").format(
            mark=mark, **brings
        )
    return INVEST, _("leaves {value}, and the next unit of money brings {next}").format(**brings)


def _below(one: _Figures, money: dict[str, str]) -> tuple[str, str]:
    if money["way"]:
        told = _("leaves {value} as things stand and {best} at best, by {way} (the line is {line})").format(**money)
    elif len(one.untried) < len(one.tried):
        told = _("leaves {value}, below the line of {line}, and nothing tried betters it").format(**money)
    else:
        told = _("leaves {value}, below the line of {line}").format(**money)
    if one.obliged:
        return KEEP, _("{told}; kept because we are obliged to").format(told=told)
    if one.untried:
        return KEEP, _("{told}; not tried yet: {ways}").format(told=told, ways=", ".join(one.untried))
    return AVOID, told
