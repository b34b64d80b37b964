"""What customers owe us: open invoices, how old they are, how long our money is out, and the limit we set.

Days past due count from the due date. Days sales outstanding by counting back follows the practice of credit
managers: the open sum is laid on the latest months' sales until it is used up, so that a busy season does not look
like bad payers.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.tables import collect
from casekit.text import _

_MOST = 5_000_000
EDGES = (0, 30, 60, 90)


def open_items(invoices: Any, payments: Any, *, as_of: Any) -> pd.DataFrame:
    """The invoices not fully paid on a day, that day's payments included.

    Parameters
    ----------
    invoices : invoice_id, customer_id, issued_on, due_on, amount (money). payments : invoice_id, paid_on, amount.
    as_of : the day; invoices issued and payments made after it are not known yet.

    Returns a pandas table: invoice_id, customer_id, issued_on, due_on, amount, paid, open (amount − paid, above 0),
    days_past_due (0 until the due date). What was paid too much stands in :func:`overpaid`.

    Raises CasekitError for missing columns, dates or sums, a payment on an unknown invoice, an invoice listed twice, a
    due date before the day of issue.
    """
    table = _balances(invoices, payments, _day(as_of))
    return table[table["open"] > 0].reset_index(drop=True)


def overpaid(invoices: Any, payments: Any, *, as_of: Any) -> pd.DataFrame:
    """Invoices on which more was paid than was asked: invoice_id, customer_id, amount, paid, too_much."""
    table = _balances(invoices, payments, _day(as_of))
    table = table[table["open"] < 0].assign(too_much=lambda rows: -rows["open"])
    return table[["invoice_id", "customer_id", "amount", "paid", "too_much"]].reset_index(drop=True)


def ageing(items: pd.DataFrame, *, by: str | None = None, edges: Sequence[int] = EDGES) -> pd.DataFrame:
    """Open sums by age. ``items`` as :func:`open_items` gives them, with a column ``by`` (such as the grade) if wanted.

    Returns one row a group and one column an age ("not due", "1–30", "31–60", "61–90", "over 90" days past due), the
    whole open sum ``open`` and ``share_over`` (the share past the last edge). Raises CasekitError for edges that do
    not rise from 0.
    """
    edges = list(edges)
    if edges[:1] != [0] or any(low >= high for low, high in zip(edges, edges[1:], strict=False)):
        raise CasekitError(
            _("The edges of the ages must rise from 0, such as (0, 30, 60, 90), but they are {edges}.").format(
                edges=tuple(edges)
            )
        )
    labels = [_("not due"), *(f"{low + 1}–{high}" for low, high in zip(edges, edges[1:], strict=False))]
    labels.append(_("over {days}").format(days=edges[-1]))
    ages = pd.cut(items["days_past_due"], [-float("inf"), *edges, float("inf")], labels=labels)
    groups = (
        items[by].astype(object).where(items[by].notna(), _("(missing)"))
        if by
        else pd.Series(_("all"), index=items.index)
    )
    table = items.groupby([groups.rename(by or "group"), ages], observed=False)["open"].sum().unstack(fill_value=0.0)
    table.columns = [str(name) for name in table.columns]
    table["open"] = table.sum(axis=1)
    table["share_over"] = table[labels[-1]] / table["open"]
    return table.round(dict.fromkeys([*labels, "open"], 2)).reset_index()


def days_sales_outstanding(
    open_sum: float, sales: Mapping[Any, float] | pd.Series, *, method: str = "count back"
) -> float:
    """How many days of sales are still unpaid.

    ``sales``: money by month (periods or first days of months), all sales on credit, the last one the month of the
    day looked at. "count back" takes the open sum off the latest months, day by day; "simple" divides it by the mean
    daily sales of all months given. Raises CasekitError for an unknown method, no sales, or an open sum greater than
    all sales given when counting back (give more months).
    """
    months = pd.Series(dict(sales)).sort_index()
    days = pd.PeriodIndex(months.index, freq="M").days_in_month
    if not len(months) or not (months.sum() > 0):
        raise CasekitError(_("There are no sales to compare the open sum with."))
    if method == "simple":
        return float(open_sum / (months.sum() / days.sum()))
    if method != "count back":
        raise CasekitError(_("The method is “{method}”; use “count back” or “simple”.").format(method=method))
    left, outstanding = float(open_sum), 0.0
    for sold, length in zip(reversed(months.to_list()), reversed(list(days)), strict=True):
        if left <= sold:
            return outstanding + (length * left / sold if sold > 0 else 0.0)
        left, outstanding = left - sold, outstanding + length
    raise CasekitError(
        _("{open:,.2f} is open, more than all the sales given; give the months before as well.").format(open=open_sum)
    )


def exposure(yearly_sales: float, credit_days: float) -> float:
    """What a customer owes in the mean when paying after ``credit_days``: daily sales times days of credit, money."""
    if credit_days < 0:
        raise CasekitError(_("Days of credit cannot be below 0."))
    return yearly_sales / 365 * credit_days


def credit_limit_test(
    customers: pd.DataFrame, *, open_sum: str, limit: str, customer_id: str = "customer_id"
) -> pd.DataFrame:
    """Who is over the limit: customer_id, open, limit, used (open ÷ limit), over (money), verdict.

    verdict: "within", "over", or "no limit set" where the limit is missing: nobody decided it, which is not the same
    as a limit of 0. Raises CasekitError for a missing open sum and a limit below 0.
    """
    table = customers[[customer_id, open_sum, limit]].set_axis(["customer_id", "open", "limit"], axis=1)
    if table["open"].isna().any():
        raise CasekitError(
            _("{n} customers have no open sum; put 0 where nothing is owed.").format(n=int(table["open"].isna().sum()))
        )
    if (table["limit"] < 0).any():
        raise CasekitError(
            _("A credit limit cannot be below 0: {who}.").format(
                who=table.loc[table["limit"] < 0, "customer_id"].iloc[0]
            )
        )
    over = (table["open"] - table["limit"]).clip(lower=0)
    verdict = pd.Series("within", index=table.index).mask(over > 0, "over").mask(table["limit"].isna(), "no limit set")
    return table.assign(
        used=(table["open"] / table["limit"]).where(table["limit"] > 0), over=over.round(2), verdict=verdict
    )


def _balances(invoices: Any, payments: Any, as_of: pd.Timestamp) -> pd.DataFrame:
    asked = _table(invoices, _("The invoices"), ["invoice_id", "customer_id", "issued_on", "due_on", "amount"])
    paid = _table(payments, _("The payments"), ["invoice_id", "paid_on", "amount"])
    twice = asked["invoice_id"][asked["invoice_id"].duplicated()]
    if len(twice):
        raise CasekitError(_("Invoice {id} stands twice in the invoices; keep one of them.").format(id=twice.iloc[0]))
    early = asked[asked["due_on"] < asked["issued_on"]]
    if len(early):
        raise CasekitError(
            _("Invoice {id} is due before it was issued; mend one of the dates.").format(id=early["invoice_id"].iloc[0])
        )
    lost = paid[~paid["invoice_id"].isin(asked["invoice_id"])]
    if len(lost):
        raise CasekitError(
            _("{n} payments name an invoice that is not there, first {id}; add the invoice or mend its number.").format(
                n=len(lost), id=lost["invoice_id"].iloc[0]
            )
        )
    asked = asked[asked["issued_on"] <= as_of]
    sums = paid[paid["paid_on"] <= as_of].groupby("invoice_id")["amount"].sum()
    asked = asked.assign(paid=asked["invoice_id"].map(sums).fillna(0.0).round(2))
    late = (as_of - asked["due_on"]).dt.days.clip(lower=0)
    return asked.assign(open=(asked["amount"] - asked["paid"]).round(2), days_past_due=late)


def _table(table: Any, role: str, columns: list[str]) -> pd.DataFrame:
    rows = collect(table, role, _MOST)
    lacking = [name for name in columns if name not in rows]
    if lacking:
        raise CasekitError(
            _("{role} have no column “{name}”; they have: {names}.").format(
                role=role, name=lacking[0], names=", ".join(map(str, rows))
            )
        )
    rows = rows[columns].copy()
    for name in columns:
        if name.endswith("_on"):
            rows[name] = pd.to_datetime(rows[name])
        gone = int(rows[name].isna().sum())
        if gone:
            raise CasekitError(
                _("{role}: {n} rows have no “{name}”; fill it in or take them out.").format(
                    role=role, n=gone, name=name
                )
            )
    return rows


def _day(as_of: Any) -> pd.Timestamp:
    try:
        return pd.Timestamp(as_of if not isinstance(as_of, date) else str(as_of)).normalize()
    except (TypeError, ValueError):
        raise CasekitError(_("The day “{day}” is no date; write it like 2025-12-31.").format(day=as_of)) from None
