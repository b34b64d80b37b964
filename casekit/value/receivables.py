"""What customers owe us: the invoices open on a day, and how old they are. Days past due count from the due date."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.sales_rows import require_columns
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _, ngettext
from casekit.value.days import as_day
from casekit.value.rows import number_or_blank

_MOST = 5_000_000
EDGES = (0, 30, 60, 90)


def open_items(invoices: Any, payments: Any, *, as_of: Any) -> pd.DataFrame:
    """The invoices not fully paid on a day, that day's payments included.

    Parameters
    ----------
    invoices : invoice_id, customer_id, issued_on, due_on, amount (money). payments : invoice_id, paid_on,
        amount (below 0: paid back).
    as_of : the day; invoices issued and payments made after it are not known yet.

    Returns a pandas table: invoice_id, customer_id, issued_on, due_on, amount, paid, open (amount − paid, above 0),
    days_past_due (0 until the due date). What was paid too much stands in :func:`overpaid`.

    Raises CasekitError for missing columns, dates or sums, a payment on an unknown invoice, an invoice listed twice, a
    due date before the day of issue, an invoice below 0 (a credit note on its own).
    """
    table = invoiced(invoices, payments, as_of=as_of)
    return table[table["open"] > 0].reset_index(drop=True)


def overpaid(invoices: Any, payments: Any, *, as_of: Any) -> pd.DataFrame:
    """Invoices on which more was paid than was asked: invoice_id, customer_id, amount, paid, too_much."""
    table = invoiced(invoices, payments, as_of=as_of)
    table = table[table["open"] < 0].assign(too_much=lambda rows: -rows["open"])
    return table[["invoice_id", "customer_id", "amount", "paid", "too_much"]].reset_index(drop=True)


def ageing(items: Any, *, by: str | None = None, edges: Sequence[int] = EDGES) -> pd.DataFrame:
    """Open sums by age. ``items`` as :func:`open_items` gives them, with a column ``by`` (such as the grade) if wanted.

    Returns one row a group and one column an age ("not due", "1–30", "31–60", "61–90", "over 90" days past due), the
    whole open sum ``open`` and ``share_over`` (the share past the last edge). Who has no group is "(missing)". Raises
    CasekitError for a missing column, and for edges that do not rise from 0.
    """
    edges = list(edges or ())
    if edges[:1] != [0] or any(low >= high for low, high in zip(edges, edges[1:], strict=False)):
        raise CasekitError(
            _("The edges of the ages must rise from 0, such as (0, 30, 60, 90), but they are {edges}.").format(
                edges=tuple(edges)
            )
        )
    role = _("The open items")
    items = collect(enter(items, role), role, _MOST)
    require_columns(items.columns, ["days_past_due", "open", *([by] if by else [])], role)
    labels = [_("not due"), *(f"{low + 1}–{high}" for low, high in zip(edges, edges[1:], strict=False))]
    labels.append(_("over {days}").format(days=edges[-1]))
    ages = pd.cut(items["days_past_due"], [-float("inf"), *edges, float("inf")], labels=labels)
    groups = named_groups(items[by]) if by else pd.Series(_("all"), index=items.index)
    table = items.groupby([groups.rename(by or "group"), ages], observed=False)["open"].sum().unstack(fill_value=0.0)
    table.columns = [str(name) for name in table.columns]
    table = table.reindex(columns=labels, fill_value=0.0)
    table["open"] = table.sum(axis=1)
    table["share_over"] = table[labels[-1]] / table["open"]
    return table.round(dict.fromkeys([*labels, "open"], 2)).reset_index()


def named_groups(groups: pd.Series) -> pd.Series:
    """Groups with a name for those who have none."""
    return groups.astype(object).where(groups.notna(), _("(missing)"))


def invoiced(invoices: Any, payments: Any, *, as_of: Any) -> pd.DataFrame:
    """All invoices issued up to a day, as :func:`open_items` has them: open is 0 when paid, below 0 when overpaid."""
    as_of = day_of(as_of)
    asked = _table(invoices, _("The invoices"), ["invoice_id", "customer_id", "issued_on", "due_on", "amount"])
    paid = _table(payments, _("The payments"), ["invoice_id", "paid_on", "amount"])
    below = asked[asked["amount"] < 0]
    if len(below):
        raise CasekitError(
            _("Invoice {id} is below 0; take a credit note off the invoice it belongs to.").format(
                id=below["invoice_id"].iloc[0]
            )
        )
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
    asked = asked.assign(paid=asked["invoice_id"].map(sums).astype("float64").fillna(0.0).round(2))
    late = (as_of - asked["due_on"]).dt.days.clip(lower=0)
    return asked.assign(open=(asked["amount"] - asked["paid"]).round(2), days_past_due=late)


def _table(table: Any, role: str, columns: list[str]) -> pd.DataFrame:
    rows = collect(enter(table, role), role, _MOST)
    require_columns(rows.columns, columns, role)
    rows = rows[columns].copy()
    for name in columns:
        if name.endswith("_on"):
            rows[name] = _dates(rows[name], role)
        if name == "amount":
            rows[name] = number_or_blank(rows[name], name)
        gone = int(rows[name].isna().sum())
        if gone:
            raise CasekitError(
                ngettext(
                    "{role}: {n} row has no “{name}”; fill it in or take it out.",
                    "{role}: {n} rows have no “{name}”; fill it in or take them out.",
                    gone,
                ).format(role=role, n=f"{gone:,}", name=name)
            )
    return rows


def _dates(column: pd.Series, role: str) -> pd.Series:
    try:
        return pd.to_datetime(column, format="ISO8601").dt.tz_localize(None).dt.normalize()
    except (TypeError, ValueError):
        raise CasekitError(
            _("{role}: “{name}” must hold dates such as 2025-12-31.").format(role=role, name=column.name)
        ) from None


def day_of(as_of: Any) -> pd.Timestamp:
    """A day as pandas has it. Raises CasekitError for what is no date."""
    return pd.Timestamp(as_day(as_of, _("The day")))
