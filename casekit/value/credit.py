"""How long our money is out, and the limit we set.

Days sales outstanding by counting back follows the practice of credit managers: the open sum is laid on the latest
months' sales until it is used up, so that a busy season does not look like bad payers.
"""

import re
from collections.abc import Mapping
from numbers import Integral, Real
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.sales_rows import require_columns
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _, ngettext
from casekit.value.receivables import day_of, invoiced, named_groups
from casekit.value.rows import number_or_blank

_MOST_CUSTOMERS = 1_000_000
COUNT_BACK, SIMPLE = "count back", "simple"
_METHODS = (COUNT_BACK, SIMPLE)
_YEAR = re.compile(r"\d{4}")


def days_sales_outstanding(
    open_sum: float, sales: Mapping[Any, float] | pd.Series, *, as_of: Any = None, method: str = COUNT_BACK
) -> float:
    """How many days of sales are still unpaid.

    Parameters
    ----------
    open_sum : money owed on the day looked at, 0 or more.
    sales : money by month (periods, or any day of the month), all of them on credit and none below 0. Months between
        the first and the last that are not there had no sales. The last is the month of the day looked at.
    as_of : the day looked at, so that of the last month only the days so far count; without it the month is over.
    method : "count back" takes the open sum off the latest months, day by day; "simple" divides it by the mean daily
        sales of all months given.

    Raises CasekitError for an unknown method, no sales, months that are no dates, sales after ``as_of``, or an open
    sum greater than all sales given when counting back (give more months).
    """
    _check_method(method)
    if not isinstance(open_sum, Real) or not 0 <= open_sum < float("inf"):
        raise CasekitError(_("The open sum cannot be {open!r}; it is money from 0 on.").format(open=open_sum))
    sold, days = _months(sales, as_of)
    if method == SIMPLE:
        return float(open_sum / (sold.sum() / days.sum()))
    left, outstanding = float(open_sum), 0.0
    for amount, length in zip(sold[::-1], days[::-1], strict=True):
        if left <= amount:
            return float(outstanding + (length * left / amount if amount > 0 else 0.0))
        left, outstanding = left - amount, outstanding + length
    raise CasekitError(
        _("{open:,.2f} is open, more than all the sales given; give the months before as well.").format(open=open_sum)
    )


def outstanding_by_group(
    invoices: Any,
    payments: Any,
    groups: Mapping[Any, Any] | pd.Series,
    *,
    as_of: Any,
    method: str = COUNT_BACK,
    months: int = 12,
) -> pd.DataFrame:
    """Days sales outstanding of each group, such as each grade.

    Parameters
    ----------
    invoices, payments, as_of : as :func:`~casekit.value.open_items` takes them; what was invoiced is the sales.
    groups : customer → group (a mapping, or a series by customer); who is not in it is "(missing)".
    method : as in :func:`days_sales_outstanding`. "count back" may go back to the first invoice; "simple" looks at the
        last ``months`` months, that of ``as_of`` included.

    Returns a pandas table, one row a group with an invoice: group, open (money), sales (of the last ``months``), dso
    (days), note: why a dso is missing. Raises CasekitError as open_items does.
    """
    day = day_of(as_of)
    asked = invoiced(invoices, payments, as_of=day)
    _check_method(method)
    if not isinstance(months, Integral) or months < 1:
        raise CasekitError(_("“months” is a number of months from 1 on, but it is {months!r}.").format(months=months))
    groups = _one_group_each(groups)
    first = day.to_period("M") - (months - 1)
    asked["group"] = named_groups(asked["customer_id"].map(groups))
    asked["month"] = asked["issued_on"].dt.to_period("M")
    lines = []
    for group, rows in asked.groupby("group"):
        sales = (
            rows.groupby("month")["amount"]
            .sum()
            .reindex(pd.period_range(asked["month"].min(), day, freq="M"), fill_value=0.0)
        )
        lately = sales[sales.index >= first]
        due = round(float(rows["open"].clip(lower=0).sum()), 2)
        dso, note = _told(due, lately if method == SIMPLE else sales, day, method)
        lines.append((group, due, round(float(lately.sum()), 2), dso, note))
    return pd.DataFrame(lines, columns=["group", "open", "sales", "dso", "note"])


def exposure(yearly_sales: Any, credit_days: Any) -> Any:
    """What a customer owes in the mean when paying after ``credit_days``: daily sales times days of credit, money.

    Numbers, or columns of equal length. A year has 365 days. Raises CasekitError for days below 0.
    """
    try:
        below = np.any(np.asarray(credit_days, dtype=float) < 0)
        sales = np.asarray(yearly_sales) if isinstance(yearly_sales, (list, tuple)) else yearly_sales
        owed = sales / 365 * credit_days
    except (TypeError, ValueError):
        raise CasekitError(_("Sales and days of credit must be numbers, or columns of equal length.")) from None
    if below:
        raise CasekitError(_("Days of credit cannot be below 0."))
    return owed


def credit_limit_test(customers: Any, *, open_sum: str, limit: str, customer_id: str = "customer_id") -> pd.DataFrame:
    """Who is over the limit: customer_id, open, limit, used (open ÷ limit), over (money), verdict.

    verdict: "within", "over", or "no limit set" where the limit is missing: nobody decided it, which is not the same
    as a limit of 0. At the limit is within. Raises CasekitError for a missing column or open sum and a limit below 0.
    """
    role = _("The customers")
    table = collect(enter(customers, role), role, _MOST_CUSTOMERS)
    require_columns(table.columns, [customer_id, open_sum, limit], role)
    table = table[[customer_id, open_sum, limit]].set_axis(["customer_id", "open", "limit"], axis=1)
    for name, column in (("open", open_sum), ("limit", limit)):
        table[name] = number_or_blank(table[name], column)
    blank = int(table["open"].isna().sum())
    if blank:
        raise CasekitError(
            ngettext(
                "{n} customer has no open sum; put 0 where nothing is owed.",
                "{n} customers have no open sum; put 0 where nothing is owed.",
                blank,
            ).format(n=f"{blank:,}")
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


def _months(sales: Mapping[Any, float] | pd.Series, as_of: Any) -> tuple[np.ndarray, np.ndarray]:
    """Sales of each month from the first to the last, and the days in it."""
    if not isinstance(sales, (Mapping, pd.Series)):
        raise CasekitError(
            _("Give the sales as month → money, such as a sum by month, not as a {kind}.").format(
                kind=type(sales).__name__
            )
        )
    given = number_or_blank(pd.Series(dict(sales)), _("sales"))
    if not given.sum() > 0:
        raise CasekitError(_("There are no sales to compare the open sum with."))
    try:
        if pd.api.types.is_numeric_dtype(given.index):  # pandas would count such months from 1970
            raise TypeError
        if any(isinstance(month, str) and not _YEAR.search(month) for month in given.index):  # and guess a year
            raise ValueError
        given.index = pd.PeriodIndex(given.index, freq="M")
    except (TypeError, ValueError):
        raise CasekitError(
            _("The sales must go by month with its year, such as 2025-12, or the days of a month.")
        ) from None
    given = given.groupby(level=0).sum(min_count=1)
    wrong = given[~(given >= 0)]
    if len(wrong):
        raise CasekitError(
            _("The sales of {month} are {sold}; each month needs a sum from 0 on.").format(
                month=wrong.index[0], sold=wrong.iloc[0]
            )
        )
    last = given.index[-1]
    days_so_far = None
    if as_of is not None:
        day = day_of(as_of)
        last, days_so_far = day.to_period("M"), day.day
        if given.index[-1] > last:
            raise CasekitError(
                _("There are sales of {month}, after the day looked at ({day:%Y-%m-%d}); leave them out.").format(
                    month=given.index[-1], day=day
                )
            )
    months = pd.period_range(given.index[0], last, freq="M")
    days = months.days_in_month.to_numpy().astype("float64")
    if days_so_far is not None:
        days[-1] = days_so_far
    return given.reindex(months, fill_value=0.0).to_numpy(), days


def _check_method(method: str) -> None:
    if method not in _METHODS:
        raise CasekitError(_("The method is “{method}”; use “count back” or “simple”.").format(method=method))


def _one_group_each(groups: Any) -> dict[Any, Any]:
    if isinstance(groups, pd.Series):
        twice = groups.index[groups.index.duplicated()]
        if len(twice):
            raise CasekitError(
                _("Customer {who} stands in several groups; take those of one day or one year.").format(who=twice[0])
            )
        return groups.to_dict()
    if not isinstance(groups, Mapping):
        raise CasekitError(
            _("Give the groups as customer → group: a mapping, or a column whose index is the customer.")
        )
    return dict(groups)


def _told(due: float, sales: pd.Series, day: pd.Timestamp, method: str) -> tuple[float, str]:
    if not due:
        return 0.0, ""
    try:
        return days_sales_outstanding(due, sales, as_of=day, method=method), ""
    except CasekitError as error:
        return float("nan"), str(error)
