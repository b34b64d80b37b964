"""Derived data (衍生数据): what is computed from a customer's bills, each field with the rule that makes it."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.records.columns import (
    Frame,
    as_date,
    day_of,
    enter_with,
    is_blank,
    is_known,
    leave_as,
    number_of,
    one_if,
    usable,
)
from casekit.text import _

_YEAR, _QUARTERS = 12, (0, 1, 2, 3)


@dataclass(frozen=True)
class DerivedRules:
    """The numbers of :func:`derived_fields`; all of them are ours, the source names the fields only.

    Parameters
    ----------
    late_days : a bill is paid late when it took more than so many days; an unpaid one is late once it is older.
    trend : a customer rises or falls when the last 12 months bring more or less than the 12 before by more than this
        share.
    season : a customer is seasonal when the same calendar quarter lies above the year's mean quarter by at least this
        share in both of the last two years.
    rating_months : the rating looks at the bills of so many months.
    a_days, b_days : A when the slowest payment took at most ``a_days``, B at most ``b_days``; both limits are inside.
    unpaid_days : an unpaid bill counts against the rating once it is older than so many days; 0: at once.
    """

    late_days: float = 30
    trend: float = 0.2
    season: float = 0.25
    rating_months: int = 6
    a_days: float = 30
    b_days: float = 60
    unpaid_days: float = 0

    def __post_init__(self):
        for field in fields(self):
            number = getattr(self, field.name)
            if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 <= number < float("inf"):
                raise CasekitError(
                    _("The rule “{name}” must be a number from 0 on, but it is {number!r}.").format(
                        name=field.name, number=number
                    )
                )
        if self.a_days > self.b_days or self.rating_months < 1:
            raise CasekitError(_("The rating needs a_days up to b_days and at least one month; mend the rules."))

    def table(self) -> pd.DataFrame:
        """Each derived field and the rule that makes it, in words with these numbers."""
        filled = {field.name: getattr(self, field.name) for field in fields(self)}
        filled |= {"trend": f"{self.trend:.0%}", "season": f"{self.season:.0%}"}
        return pd.DataFrame([(name, rule.format(**filled)) for name, rule in RULES.items()], columns=["field", "rule"])


RULES = {
    "months_billed": _("Months with a bill up to the month of “as of”."),
    "mean_fee_12": _("Fees of the last 12 months ÷ months billed among them."),
    "discount_share": _("Discounts ÷ fees of the last 12 months: an operating ratio (经营比率)."),
    "late_share": _(
        "Bills paid after more than {late_days} days or unpaid for longer ÷ bills of the last 12 months that are paid "
        "or unpaid for longer."
    ),
    "purchase_mode": _(
        "“too few months” without a bill of 24 months ago or earlier; “rising” or “falling” when the last 12 months "
        "bring over {trend} more or less than the 12 before; else “seasonal” when one calendar quarter lies at least "
        "{season} above the mean quarter in both years; else “steady”."
    ),
    "credit_rating": _(
        "Bills of the last {rating_months} months: C with one unpaid for more than {unpaid_days} days; else A when the "
        "slowest payment took at most {a_days} days, B at most {b_days}, C more; none without a paid bill."
    ),
}


def derived_fields(
    bills: Any,
    *,
    as_of: Any,
    customer_id: str = "customer_id",
    month: str = "month",
    fee: str = "fee",
    discount: str | None = "discount",
    days_to_pay: str = "days_to_pay",
    rules: DerivedRules | None = None,
) -> Any:
    """Months billed, mean fee, operating ratio, late payment, purchase mode and credit rating of each customer.

    Parameters
    ----------
    bills : a table with one row a customer and billed month, on any engine.
    as_of : the day from which we look back; its month is the last that counts, later bills are not seen.
    customer_id, month, fee, discount, days_to_pay : its columns: who, a date in the month (an unpaid bill's age is
        counted from it), money, money off (None when there is none), days until it was paid (missing: unpaid).
    rules : :class:`DerivedRules`; ``DerivedRules().table()`` says each rule in words (``RULES``).

    Returns
    -------
    A table of the same kind, one row a customer with a bill up to ``as_of``, sorted by customer on pandas and Polars:
    customer_id, months_billed (int64), mean_fee_12 (money a month), discount_share (0 to 1; only with a discount
    column), late_share (0 to 1), purchase_mode ("rising", "falling", "seasonal", "steady", "too few months"),
    credit_rating ("A", "B", "C"). What has nothing to be computed from is missing.

    Left out, and said as a warning on pandas and Polars: bills without customer, month or fee. A missing discount
    is none. Derived data are as good as what they are made from: make them anew when the bills or the rules change.

    Raises CasekitError for unknown columns, columns of another kind and an ``as_of`` that is no date.
    """
    rules = rules or DerivedRules()
    today = as_date(as_of, "as_of")
    names = [customer_id, month, fee, days_to_pay, *([discount] if discount else [])]
    frame = enter_with(bills, _("The bills"), names)
    rows = _marked(frame, today, customer_id, month, fee, discount, days_to_pay, rules)
    most = ("oldest", "slowest")
    totals = rows.group_by("customer_id").agg(
        *(nw.col(name).max() if name in most else nw.col(name).sum() for name in _to_add_up())
    )
    columns = {
        "months_billed": nw.col("months").cast(nw.Int64),
        "mean_fee_12": _ratio("fee_0", "months_0"),
        "discount_share": _ratio("discount_0", "fee_0"),
        "late_share": _ratio("late", "told"),
        "purchase_mode": _purchase_mode(rules),
        "credit_rating": _credit_rating(rules),
    }
    if not discount:
        del columns["discount_share"]
    return leave_as(totals.select("customer_id", **columns), frame, "customer_id")


def _marked(
    frame: Frame, today: date, customer_id: str, month: str, fee: str, discount: str | None, days_to_pay: str, rules
) -> nw.LazyFrame:
    """One row a bill up to today, with what each of the sums adds up."""
    this_month = today.year * _YEAR + today.month
    bills = frame.select(
        nw.col(customer_id).alias("customer_id"),
        back=this_month - (nw.col(month).dt.year() * _YEAR + nw.col(month).dt.month()).cast(nw.Float64),
        quarter=((nw.col(month).dt.month() - 1) // 3).cast(nw.Float64),
        age=today.toordinal() - day_of(frame, month),
        fee=number_of(frame, fee),
        discount=number_of(frame, discount) if discount else nw.lit(0.0),
        days=number_of(frame, days_to_pay),
    )
    known = ~is_blank(bills, "customer_id") & is_known(nw.col("back")) & is_known(nw.col("fee"))
    bills = usable(bills, known, _("{n} bills without customer, month or fee.")).lazy()
    back, days, age = nw.col("back"), nw.col("days"), nw.col("age")
    return (
        bills.filter(back >= 0)
        .with_columns(paid=one_if((days >= 0) & is_known(days)), rated=one_if(back < rules.rating_months))
        .with_columns(
            year_0=one_if(back < _YEAR),
            year_1=one_if((back >= _YEAR) & (back < 2 * _YEAR)),
            over=one_if(age > rules.late_days) * (1 - nw.col("paid")),
            slow=one_if(days > rules.late_days) * nw.col("paid"),
            owed=one_if(age > rules.unpaid_days) * (1 - nw.col("paid")),
            rated_and_paid=nw.col("rated") * nw.col("paid"),
            known_discount=nw.when(is_known(nw.col("discount"))).then(nw.col("discount")).otherwise(nw.lit(0.0)),
        )
        .select("customer_id", **_to_add_up())
    )


def _to_add_up() -> dict[str, nw.Expr]:
    year = {place: nw.col(f"year_{place}") for place in (0, 1)}
    quarters = {
        f"quarter_{place}_{quarter}": nw.col("fee") * year[place] * one_if(nw.col("quarter") == quarter)
        for place in (0, 1)
        for quarter in _QUARTERS
    }
    return {
        "months": nw.lit(1),
        "oldest": nw.col("back"),
        "months_0": year[0],
        "fee_0": nw.col("fee") * year[0],
        "fee_1": nw.col("fee") * year[1],
        "discount_0": nw.col("known_discount") * year[0],
        "late": (nw.col("slow") + nw.col("over")) * year[0],
        "told": (nw.col("paid") + nw.col("over")) * year[0],
        "unpaid": nw.col("owed") * nw.col("rated"),
        "paid": nw.col("rated_and_paid"),
        "slowest": nw.when(nw.col("rated_and_paid") > 0).then(nw.col("days")).otherwise(nw.lit(-1.0)),
        **quarters,
    }


def _ratio(part: str, whole: str) -> nw.Expr:
    return nw.when(nw.col(whole) > 0).then(nw.col(part) / nw.col(whole))


def _purchase_mode(rules: DerivedRules) -> nw.Expr:
    now, before = nw.col("fee_0"), nw.col("fee_1")
    mode = nw.lit("steady")
    for quarter in _QUARTERS:
        high = [
            nw.col(f"quarter_{year}_{quarter}") * 4 >= nw.col(f"fee_{year}") * (1 + rules.season) for year in (0, 1)
        ]
        some = (now > 0) & (before > 0)
        mode = nw.when(some & high[0] & high[1]).then(nw.lit("seasonal")).otherwise(mode)
    mode = nw.when(now < before * (1 - rules.trend)).then(nw.lit("falling")).otherwise(mode)
    mode = nw.when(now > before * (1 + rules.trend)).then(nw.lit("rising")).otherwise(mode)
    return nw.when(nw.col("oldest") >= 2 * _YEAR - 1).then(mode).otherwise(nw.lit("too few months"))


def _credit_rating(rules: DerivedRules) -> nw.Expr:
    slowest = nw.col("slowest")
    b_or_c = nw.when(slowest <= rules.b_days).then(nw.lit("B")).otherwise(nw.lit("C"))
    by_days = nw.when(slowest <= rules.a_days).then(nw.lit("A")).otherwise(b_or_c)
    paid = nw.when(nw.col("paid") > 0).then(by_days)
    return nw.when(nw.col("unpaid") > 0).then(nw.lit("C")).otherwise(paid)
