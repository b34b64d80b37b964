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
    number_within,
    one_if,
    usable,
)
from casekit.text import _

_YEAR = 12


@dataclass(frozen=True)
class DerivedRules:
    """The numbers of :func:`derived_fields`; all of them are ours, the source names the fields only.

    Parameters
    ----------
    late_days : a bill is paid late when it took more than so many days; an unpaid one is late once it is older.
    trend : a customer rises or falls when the last 12 months bring more or less than the 12 before by more than this
        share.
    season_likeness, season_spread : a customer is seasonal when the calendar months of the last two years go up and
        down together (their correlation is at least so much) and the months of both vary by at least this share of
        their mean (coefficient of variation).
    rating_months : the rating looks at the bills of so many months.
    a_days, b_days : A when the slowest payment took at most ``a_days``, B at most ``b_days``; both limits are inside.
    """

    late_days: float = 30
    trend: float = 0.2
    season_likeness: float = 0.6
    season_spread: float = 0.1
    rating_months: int = 6
    a_days: float = 30
    b_days: float = 60

    def __post_init__(self):
        for field in fields(self):
            number_within(getattr(self, field.name), field.name)
        if self.a_days > self.b_days or self.rating_months < 1:
            raise CasekitError(_("The rating needs a_days up to b_days and at least one month; mend the rules."))

    def table(self) -> pd.DataFrame:
        """Each derived field and the rule that makes it, in words with these numbers."""
        filled = {field.name: getattr(self, field.name) for field in fields(self)}
        filled |= {name: f"{filled[name]:.0%}" for name in ("trend", "season_spread")}
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
        "bring over {trend} more or less than the 12 before; else “seasonal” when all 24 months have a bill, the "
        "months of the two years go together (correlation at least {season_likeness}) and vary by at least "
        "{season_spread} of their mean in both; else “steady”."
    ),
    "credit_rating": _(
        "Bills of the last {rating_months} months: A when the slowest payment took at most {a_days} days, B at most "
        "{b_days}, C more. An unpaid bill counts with its age so far, once that is over {a_days} days. Otherwise none "
        "without a paid bill."
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
            counts=nw.col("rated") * one_if((nw.col("paid") == 1) | (age > rules.a_days)),
            year_0=one_if(back < _YEAR),
            year_1=one_if((back >= _YEAR) & (back < 2 * _YEAR)),
            over=one_if(age > rules.late_days) * (1 - nw.col("paid")),
            slow=one_if(days > rules.late_days) * nw.col("paid"),
            waited=nw.when(nw.col("paid") == 1).then(days).otherwise(age),
            known_discount=nw.when(is_known(nw.col("discount"))).then(nw.col("discount")).otherwise(nw.lit(0.0)),
        )
        .select("customer_id", **_to_add_up())
    )


def _to_add_up() -> dict[str, nw.Expr]:
    year = {place: nw.col(f"year_{place}") for place in (0, 1)}
    months = {
        _month(place, back): nw.col("fee") * one_if(nw.col("back") == place * _YEAR + back)
        for place in (0, 1)
        for back in range(_YEAR)
    }
    return {
        "months": nw.lit(1),
        "oldest": nw.col("back"),
        "months_0": year[0],
        "months_1": year[1],
        "fee_0": nw.col("fee") * year[0],
        "fee_1": nw.col("fee") * year[1],
        "discount_0": nw.col("known_discount") * year[0],
        "late": (nw.col("slow") + nw.col("over")) * year[0],
        "told": (nw.col("paid") + nw.col("over")) * year[0],
        "slowest": nw.when(nw.col("counts") == 1).then(nw.col("waited")).otherwise(nw.lit(-1.0)),
        **months,
    }


def _ratio(part: str, whole: str) -> nw.Expr:
    return nw.when(nw.col(whole) > 0).then(nw.col(part) / nw.col(whole))


def _purchase_mode(rules: DerivedRules) -> nw.Expr:
    now, before = nw.col("fee_0"), nw.col("fee_1")
    mode = nw.when(_seasonal(rules)).then(nw.lit("seasonal")).otherwise(nw.lit("steady"))
    mode = nw.when(now < before * (1 - rules.trend)).then(nw.lit("falling")).otherwise(mode)
    mode = nw.when(now > before * (1 + rules.trend)).then(nw.lit("rising")).otherwise(mode)
    return nw.when(nw.col("oldest") >= 2 * _YEAR - 1).then(mode).otherwise(nw.lit("too few months"))


def _seasonal(rules: DerivedRules) -> nw.Expr:
    """Correlation and coefficients of variation of the two rows of twelve months, without a root or a division."""
    off = [[nw.col(_month(place, back)) - nw.col(f"fee_{place}") / _YEAR for back in range(_YEAR)] for place in (0, 1)]
    spread = [sum(month * month for month in months) for months in off]
    together = sum(one * other for one, other in zip(*off, strict=True))
    alike = (together >= 0) & (together * together >= spread[0] * spread[1] * rules.season_likeness**2)
    enough = [  # Σ(x − x̄)² / 12 ≥ (share · x̄)²
        spread[place] * _YEAR >= nw.col(f"fee_{place}") * nw.col(f"fee_{place}") * rules.season_spread**2
        for place in (0, 1)
    ]
    billed = (nw.col("months_0") >= _YEAR) & (nw.col("months_1") >= _YEAR)
    return billed & (spread[0] > 0) & (spread[1] > 0) & alike & enough[0] & enough[1]


def _month(year: int, back: int) -> str:
    return f"month_{year}_{back}"


def _credit_rating(rules: DerivedRules) -> nw.Expr:
    slowest = nw.col("slowest")
    b_or_c = nw.when(slowest <= rules.b_days).then(nw.lit("B")).otherwise(nw.lit("C"))
    rating = nw.when(slowest <= rules.a_days).then(nw.lit("A")).otherwise(b_or_c)
    return nw.when(slowest >= 0).then(rating)
