"""Large in sales and still not key: the reasons that money gives.

A policy file tells the same story by its own filters (group buyers, little profit, harsh terms): see
``load_policy("large-but-not-key")``. Here the statement of a customer speaks: what is left, when it is paid, what
service takes.
"""

from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.tables import collect
from casekit.text import _
from casekit.value.rows import known_numbers, number_or_blank, refuse_twice, told_money

CANDIDATE, NOT_KEY = "candidate", "big, not key"
_MOST_LARGE = 100_000


@dataclass(frozen=True)
class BigRules:
    """From when an account is large, and what speaks against it all the same. The numbers are ours; shares of one."""

    large_from: float
    """sales in the period (money)"""
    rate_below: float = 0.05
    """profit ÷ sales below this is too little; who loses money is told as such"""
    days_late_from: float = 60
    """days after the due date"""
    one_off_from: float = 0.8
    """the share of the sales in one order"""
    service_from: float = 0.5
    """the share of what is left before service that service takes"""


def looks_big(
    customers: Any,
    *,
    sales: str,
    profit: str,
    rules: BigRules,
    service_cost: str | None = None,
    days_late: str | None = None,
    one_off_share: str | None = None,
    customer_id: str = "customer_id",
) -> pd.DataFrame:
    """The large accounts, each with what speaks against it.

    Parameters
    ----------
    customers : one row a customer, on any engine. Only the large come into memory, up to 100,000.
    sales : money, of one period. profit : net contribution of the period, after service and before overhead.
    rules : from when an account is large, and the other lines.
    service_cost : money, already taken off the profit. days_late : the mean days paid after the due date.
    one_off_share : the share of the largest order in the sales, 0 to 1. Each of the three may be blank: not known.

    Returns a pandas table, largest first: customer_id, sales, profit, verdict ("candidate" or "big, not key"), reasons
    (all that hold, in the account's own figures; empty for a candidate), unknown (what could not be looked at).
    "Not key" is no reason to let go: the account is served as before, without a team of its own.

    Raises CasekitError for missing columns, for missing sales or profit, and for a customer in several rows.
    """
    if not isinstance(rules, BigRules):
        raise CasekitError(_("Give the rules as BigRules(large_from=…), not {rules!r}.").format(rules=rules))
    others = {"service_cost": service_cost, "days_late": days_late, "one_off_share": one_off_share}
    numbers = {"sales": sales, "profit": profit}
    given = {name: column for name, column in others.items() if column is not None}
    rows = known_numbers(customers, _("The customers"), customer_id, numbers, given)
    refuse_twice(rows, "customer_id")
    large = collect(rows.filter(nw.col("sales") >= rules.large_from), _("The large accounts"), _MOST_LARGE)
    large = large.sort_values(["sales", "customer_id"], ascending=[False, True], ignore_index=True)
    for name in others:
        large[name] = number_or_blank(large[name], given[name]) if name in given else np.nan
    told = [_told(one, rules) for one in large.itertuples(index=False)]
    unknown = [_unknown(one, given) for one in large.itertuples(index=False)]
    verdict = [NOT_KEY if reasons else CANDIDATE for reasons in told]
    return large[["customer_id", "sales", "profit"]].assign(
        verdict=verdict, reasons=["; ".join(reasons) for reasons in told], unknown=unknown
    )


def _told(one: Any, rules: BigRules) -> list[str]:
    reasons = []
    rate = one.profit / one.sales if one.sales > 0 else float("nan")
    if one.profit < 0:
        reasons.append(_("loses {money}").format(money=told_money(-one.profit)))
    elif rate < rules.rate_below:
        reasons.append(
            _("leaves {rate:.1%} of its sales (asked: {asked:.0%})").format(rate=rate, asked=rules.rate_below)
        )
    before = one.profit + one.service_cost  # what is left before service
    if one.service_cost > 0 and one.service_cost >= rules.service_from * before:
        reasons.append(
            _("service takes {cost} of the {before} left before it").format(
                cost=told_money(one.service_cost), before=told_money(before)
            )
            if before > 0
            else _("takes service for {cost} with nothing left to pay it").format(cost=told_money(one.service_cost))
        )
    if one.days_late >= rules.days_late_from:
        reasons.append(_("pays {days:.0f} days late").format(days=one.days_late))
    if one.one_off_share >= rules.one_off_from:
        reasons.append(_("{share:.0%} of its sales are one order").format(share=one.one_off_share))
    return reasons


def _unknown(one: Any, given: dict[str, str]) -> str:
    return ", ".join(column for name, column in given.items() if np.isnan(getattr(one, name)))
