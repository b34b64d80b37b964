"""A review (评审): the grades before, the figures now, the rules; who moves, and why."""

from datetime import date
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.grading.policy.format import Policy
from casekit.grading.policy.grading import used_measures
from casekit.grading.policy.measured import measured
from casekit.grading.review.deciding import decided
from casekit.grading.review.ladder import NOBODY, Ladder
from casekit.grading.review.overrides import running_levels
from casekit.grading.review.reasoning import with_reasons
from casekit.grading.review.rules import ReviewRules
from casekit.grading.review.tables import Frame, as_date, by_rows, enter_with, is_known, of_one_engine
from casekit.grading.sales_rows import as_number, nobody
from casekit.grading.totals import leave_as
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

_COLUMNS = ("customer_id", "before", "earned", "after", "change", "cause")
_COUNTS = ("reviews_in_grade", "reviews_below")
_MOST_NAMES = 1_000


def review(
    customers: Any,
    policy: Policy,
    *,
    before: Any,
    as_of: Any,
    rules: ReviewRules | None = None,
    overrides: Any = None,
    customer_id: str = "customer_id",
    reasons: bool = True,
) -> Any:
    """The grade of each customer after a review, with what was earned, what decided, and why, in English and Chinese.

    Parameters
    ----------
    customers : one row a customer, on any engine: the columns the policy tests, and those the rules read (months_idle,
        satisfaction, tenure_months; instead of the last entry_month, a date: its month is month 1).
    policy : the version in force, a policy of grades.
    before : the grades before the review, a table of the same engine: customer_id, grade, and where the rules ask for
        them reviews_in_grade (for how many reviews the customer has had the grade) and reviews_below (how many of the
        last ones in a row were below it). The result of one review serves as ``before`` of the next when its column
        after is called grade. Customers who are not in it are new; who is in it but not among the customers has left.
    as_of : the day of the review.
    rules : :class:`ReviewRules`; by default those of the policy's [review].
    overrides : manual levels (see :func:`override_log`), of the same engine; one that runs on the day holds against
        every rule.
    reasons : when false, the two sentences are left away, which is quicker.

    Returns
    -------
    A table of the same kind, one row a customer: customer_id, before, earned (by the policy alone), after, change
    ("up", "down", "same", "new"), cause, reason, reason_zh, reviews_in_grade, reviews_below.

    The order of the rules
    ----------------------
    1. earned: the policy's grade. 2. margin: a grade that is missed by no more than the margin is kept; a grade that is
    met, but not by the margin, is not yet given, and a lower one may be. Who would fall only because a figure is
    missing keeps the grade (cause "missing"). 3. tenure. 4. idle, satisfaction: at least a grade down, also for who
    earned an upgrade. 5. largest_step. 6. minimum_stay and downgrade_after put a downgrade off; reviews_below counts
    on. Then: new customers get what is earned, who is not eligible ("not_eligible") is not graded, and a manual level
    ("manual") holds. cause is the rule that decided. With rules that ask for nothing, after is earned.

    Raises CasekitError for missing columns, a grade in ``before`` or ``overrides`` that the policy does not have, a
    customer in two rows, tables of two engines, a policy of flags.
    """
    rules = rules or ReviewRules.of(policy)
    day = as_date(as_of, "as_of")
    ladder = Ladder(policy)
    names = used_measures(policy)
    frame, table = _joined(customers, ladder, names, before, day, rules, overrides, customer_id, reasons)
    columns = [
        "customer_id",
        ladder.name("__before").alias("before"),
        ladder.name("__earned").alias("earned"),
        ladder.name("__after").alias("after"),
        "change",
        nw.col("__cause").alias("cause"),
    ]
    columns += ["reason", "reason_zh"] if reasons else []

    def step(rows: nw.LazyFrame) -> nw.LazyFrame:
        rows = decided(rows, ladder, rules)
        if reasons:
            rows = with_reasons(rows, ladder, table, names, rules, by_hand=overrides is not None)
        return rows.select(*columns, *_COUNTS)

    return leave_as(by_rows(frame, step), customers, "customer_id")


def _joined(customers, ladder, names, before, day, rules, overrides, customer_id, reasons):
    """One row a customer with all that the decision reads, and the customers as the policy measures them."""
    policy = ladder.policy
    given = enter(customers, _("The customers"))
    former = enter_with(before, _("The grades before"), ["customer_id", "grade"])
    of_one_engine(given, former, _("The grades before"))
    table = measured(policy, customers, customer_id, names)
    frame = table.frame.lazy()
    _refuse_doubles(frame.select("customer_id"), _("Customer {customer} stands in two rows; keep one."))
    if extra := _extra(given, rules, day):
        conduct = given.lazy().select(nw.col(customer_id).alias("customer_id"), **extra)
        frame = frame.join(conduct, on="customer_id")
    graded = nw.from_native(policy.grade(customers, customer_id=customer_id, as_of=day, reasons=reasons)).lazy()
    graded = graded.select("customer_id", __earned=ladder.place("grade"), **_why(reasons))
    frame = frame.join(graded, on="customer_id").join(_former(former, ladder, rules), on="customer_id", how="left")
    frame = _with_levels(frame, overrides, given, ladder, day)
    filled_up = {name: nw.when(nw.col(name).is_null()).then(nw.lit(0)).otherwise(nw.col(name)) for name in _HISTORY}
    place = nw.when(nw.col("__before").is_null()).then(nw.lit(NOBODY)).otherwise(nw.col("__before"))
    return frame.with_columns(**filled_up, __before=place), table


_HISTORY = ("__in_grade", "__below")


def _why(reasons: bool) -> dict[str, nw.Expr]:
    return {"__why": nw.col("reason")} if reasons else {}


def _extra(given: Frame, rules: ReviewRules, day: date) -> dict[str, nw.Expr]:
    """The columns that the rules read beyond the policy's measures."""
    schema = given.collect_schema()
    wanted = {
        "__idle": (rules.idle_months, "months_idle", "idle_months"),
        "__satisfaction": (rules.satisfaction_below, "satisfaction", "satisfaction_below"),
        "__tenure": (rules.tenure_months, "tenure_months", "tenure_months"),
    }
    found = {}
    for name, (limit, column, rule) in wanted.items():
        if limit is None:
            continue
        if name == "__tenure" and column not in schema and "entry_month" in schema:
            found[name] = _months_since(schema, day)
        elif column not in schema:
            raise CasekitError(
                _("The rule “{rule}” reads the column “{column}”, which the customers do not have; add it.").format(
                    rule=rule, column=column
                )
            )
        else:
            number = as_number(column, schema)
            found[name] = nw.when(is_known(number)).then(number)
    return found


def _months_since(schema: nw.Schema, day: date) -> nw.Expr:
    """Calendar months since entry_month, which is month 1."""
    dtype, column = schema["entry_month"], nw.col("entry_month")
    if dtype != nw.Date and not isinstance(dtype, nw.Datetime):
        raise CasekitError(
            _("Column “entry_month” must hold dates, but it holds {kind}; turn it into dates first.").format(kind=dtype)
        )
    entered = column.dt.year().cast(nw.Float64) * 12 + column.dt.month().cast(nw.Float64)
    return float(day.year * 12 + day.month + 1) - entered


def _former(former: Frame, ladder: Ladder, rules: ReviewRules) -> nw.LazyFrame:
    """customer_id, __before, __in_grade, __below."""
    schema = former.collect_schema()
    needed = {"reviews_in_grade": rules.minimum_stay > 0, "reviews_below": rules.downgrade_after > 1}
    for name, needs in needed.items():
        if needs and name not in schema:
            raise CasekitError(
                _("The rules ask how long a grade has been held or missed: add “{name}” to the grades before.").format(
                    name=name
                )
            )
    rows = former.lazy().filter(~nobody(nw.col("customer_id"), schema["customer_id"]))
    _refuse_doubles(rows.select("customer_id"), _("Customer {customer} has two grades before; keep one."))
    _refuse_strangers(rows, "grade", ladder, _("The grades before"))
    counts = {
        short: as_number(name, schema).cast(nw.Int64) if name in schema else nw.lit(0)
        for short, name in zip(_HISTORY, needed, strict=True)
    }
    return rows.select("customer_id", __before=ladder.place("grade"), **counts)


def _with_levels(frame: nw.LazyFrame, overrides: Any, given: Frame, ladder: Ladder, day: date) -> nw.LazyFrame:
    if overrides is None:
        return frame.with_columns(__manual=nw.lit(NOBODY), manual_why=nw.lit(""), manual_until=nw.lit(""))
    of_one_engine(given, enter(overrides, _("The manual levels")), _("The manual levels"))
    levels = running_levels(overrides, day)
    _refuse_strangers(levels, "manual", ladder, _("The manual levels"))
    frame = frame.join(levels, on="customer_id", how="left")
    texts = {
        name: nw.when(nw.col(name).is_null()).then(nw.lit("")).otherwise(nw.col(name))
        for name in ("manual_why", "manual_until")
    }
    return frame.with_columns(**texts, __manual=ladder.place("manual"))


def _refuse_strangers(rows: nw.LazyFrame, column: str, ladder: Ladder, role: str) -> None:
    """CasekitError for a grade that the policy does not have; a blank one is none."""
    counted = rows.group_by(column).agg(rows=nw.len())
    found = collect(counted, role, _MOST_NAMES)[column].dropna()
    strange = sorted(set(found.astype("str")) - set(ladder.names) - {"", _("(missing)")})
    if strange:
        raise CasekitError(
            _("{role} have the grade “{name}”, which “{policy}” does not have; it has: {names}.").format(
                role=role, name=strange[0], policy=ladder.policy.id, names=", ".join(ladder.names)
            )
        )


def _refuse_doubles(rows: nw.LazyFrame, sentence: str) -> None:
    counted = rows.group_by("customer_id").agg(rows=nw.len()).filter(nw.col("rows") > 1)
    found = collect(counted.head(1), _("Customers in two rows"), 1)
    if len(found):
        raise CasekitError(sentence.format(customer=found["customer_id"].iloc[0]))
