"""What a summary leaves out: how many rows, by which rule, with how much money."""

from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.grading.purchase_history import purchase_history
from casekit.grading.rfm_forms import all_arrays
from casekit.grading.sales_rows import AMOUNT, CUSTOMER, DAY, SalesRows, sales_rows
from casekit.text import _


def left_out(
    transactions: Any,
    *,
    customer_id: str,
    date: str,
    amount: str,
    end: Any = None,
    time_unit: str = "W",
    returns: str = "net",
) -> Any:
    """The rows that :func:`~casekit.grading.rfm_summary` with the same arguments leaves out.

    Gives a table of the same kind as ``transactions`` with the columns rule (text), rows (how many) and amount (their
    sum, in the unit of the amounts; an unknown amount counts as 0), sorted by rule; no row when nothing is left out.
    A row that breaks several rules is counted once, under the first of: customer missing, date missing, amount missing
    or not finite, after the end (without ``end``: in the future), then the rules for returns.

    Raises CasekitError as rfm_summary does.
    """
    return left_out_of(sales_rows(transactions, customer_id, date, amount, end, time_unit, returns)).to_native()


def left_out_of(rows: SalesRows) -> nw.DataFrame | nw.LazyFrame:
    """The same for rows whose arguments are checked already."""
    if rows.on_pandas:
        return nw.from_native(_by_arrays(rows), eager_only=True)
    return _by_engine(rows)


def after_the_end(rows: SalesRows) -> str:
    """The name of the rule for rows after the last day that counts."""
    return _("date after the end") if rows.end is not None else _("date in the future")


def _by_engine(rows: SalesRows) -> nw.DataFrame | nw.LazyFrame:
    known = nw.when(rows.amount_known).then(nw.col(AMOUNT)).otherwise(nw.lit(0.0))
    broken = (
        (rows.customer_missing, _("customer missing")),
        (nw.col(DAY).is_null(), _("date missing")),
        (~rows.amount_known | nw.col(AMOUNT).is_null(), _("amount missing or not finite")),
        (rows.too_late, after_the_end(rows)),
    )
    unusable = rows.frame.with_columns(rule=_first_rule(broken), known=known).filter(~nw.col("rule").is_null())
    returned = _returns(rows).with_columns(known=nw.col(AMOUNT)).filter(~nw.col("rule").is_null())
    both = nw.concat([unusable.select("rule", "known"), returned.select("rule", "known")])
    counts = both.group_by("rule").agg(nw.col("known").sum().alias("amount"), rows=nw.len())
    return counts.select("rule", nw.col("rows").cast(nw.Int64), "amount").sort("rule")


def _first_rule(broken) -> nw.Expr:
    """The name of the first rule that a row breaks, null for none."""
    rule = nw.lit(None, dtype=nw.String)
    for condition, name in reversed(broken):
        rule = nw.when(condition).then(nw.lit(name)).otherwise(rule)
    return rule


def _returns(rows: SalesRows) -> nw.DataFrame | nw.LazyFrame:
    counted = rows.counted()
    returns = counted.filter(nw.col(AMOUNT) < 0)
    if rows.returns == "ignore":
        return returns.with_columns(rule=nw.lit(_ignored()))
    buyers = counted.filter(nw.col(AMOUNT) >= 0).group_by(CUSTOMER).agg(first=nw.col(DAY).min(), last=nw.col(DAY).max())
    once = nw.col("first") == nw.col("last")
    return returns.join(buyers, on=CUSTOMER, how="left").with_columns(
        rule=_first_rule(
            (
                (nw.col("first").is_null(), _no_purchase()),
                (nw.col(DAY) < nw.col("first"), _too_early()),
                (once & (nw.col(DAY) > nw.col("first")), _not_repeated()),
            )
        )
    )


def _ignored():
    return _("return, ignored as asked")


def _no_purchase():
    return _("return of a customer without a purchase")


def _too_early():
    return _("return before the first purchase")


def _not_repeated():
    return _("return by a one-time buyer, no repeat spending to take it off")


def _by_arrays(rows: SalesRows) -> pd.DataFrame:
    codes, day, amount, customers = all_arrays(rows)
    late = day > np.datetime64(rows.last_allowed)
    rules = [
        (codes < 0, _("customer missing")),
        (np.isnat(day), _("date missing")),
        (~np.isfinite(amount), _("amount missing or not finite")),
        (late, after_the_end(rows)),
    ]
    counted = ~np.logical_or.reduce([broken for broken, _name in rules])
    returned = counted & (amount < 0)
    if rows.returns == "ignore":
        rules.append((returned, _ignored()))
    elif returned.any():
        number = day.view("int64")
        history = purchase_history(codes[counted], number[counted], amount[counted], len(customers))
        days, first = history.purchase_days[codes], history.first[codes]
        rules += [
            (returned & (days == 0), _no_purchase()),
            (returned & (days > 0) & (number < first), _too_early()),
            (returned & (days == 1) & (number > first), _not_repeated()),
        ]
    return _counts(rules, np.where(np.isfinite(amount), amount, 0.0))


def _counts(rules, amount) -> pd.DataFrame:
    seen = np.zeros(len(amount), dtype=bool)
    lines = []
    for broken, name in rules:
        fresh = broken & ~seen
        seen |= broken
        if fresh.any():
            lines.append((name, int(fresh.sum()), float(amount[fresh].sum())))
    table = pd.DataFrame(lines, columns=["rule", "rows", "amount"]).astype({"rule": "str", "rows": "int64"})
    return table.astype({"amount": "float64"}).sort_values("rule", ignore_index=True)
