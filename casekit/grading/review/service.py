"""Which grade is promised which service (服务等级), and who got what was promised, and what was not (应享服务)."""

from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError, warn_left_out
from casekit.grading.policy.format import Policy
from casekit.grading.review.tables import absent, distinct, enter_with, of_one_engine, word_of
from casekit.grading.sales_rows import nobody
from casekit.grading.totals import leave_as
from casekit.tables import collect
from casekit.text import _

DELIVERED, NOT_DELIVERED, WITHOUT_RIGHT = "delivered", "promised, not delivered", "delivered without right"
_MOST_PROMISES = 10_000


def service_levels(policy: Policy) -> pd.DataFrame:
    """The services each grade is promised: grade, service, rank (1: the best grade), one row a promise.

    The types of a policy of flags follow their order; a special grade comes before them. Raises CasekitError when the
    policy promises nothing to anybody.
    """
    special = (policy.special,) if policy.special else ()
    grades = (*special, *policy.types, *policy.grades)
    rows = [(grade.id, service, rank) for rank, grade in enumerate(grades, 1) for service in grade.services]
    if not rows:
        raise CasekitError(
            _("The policy “{policy}” promises no service to any grade; add services to its grades.").format(
                policy=policy.id
            )
        )
    return pd.DataFrame(rows, columns=["grade", "service", "rank"])


def entitlement_audit(delivered: Any, graded: Any, policy: Any, *, delivered_on: str = "delivered_on") -> Any:
    """What each customer was promised by the grade against what was delivered.

    Parameters
    ----------
    delivered : a table on any engine: customer_id and service, a row a delivery; several of one service to one customer
        count once. Where it has a column ``delivered_on``, a row without a date is a promise and no delivery.
    graded : the customers with their grade (customer_id, grade) of the same engine, for instance ``policy.grade(…)``.
    policy : the policy whose grades promise services, or a pandas table with grade and service.

    Both tables are to speak of one period: filter them before.

    Returns
    -------
    A table of the same kind, one row a customer and service that was promised or delivered: customer_id, grade (text),
    service, state ("delivered", "promised, not delivered", "delivered without right"). Who got a service without
    standing among the graded has the grade "(missing)". A grade that is promised nothing has no right to anything.

    Services that are promised to no grade are open to all (a repair, an invoice) and left out; on eager tables a
    warning names them, for it may be a slip of the pen. So are rows without customer or service.

    Raises CasekitError for missing columns, tables of two engines, a customer with two grades, and a policy that
    promises nothing.
    """
    promises = _promises(policy)
    given = enter_with(delivered, _("The deliveries"), ["customer_id", "service"])
    frame = enter_with(graded, _("The graded customers"), ["customer_id", "grade"])
    of_one_engine(given, frame, _("The graded customers"))
    customers = frame.lazy().select("customer_id", grade=word_of(frame, "grade"))
    _refuse_doubles(customers)
    done = _done(given, delivered_on, sorted({service for _grade, service in promises}))
    due = _due(customers, promises)
    marked = due.join(done.with_columns(done=nw.lit(1)), on=["customer_id", "service"], how="left")
    state = nw.when(nw.col("done").is_null()).then(nw.lit(NOT_DELIVERED)).otherwise(nw.lit(DELIVERED))
    kept = marked.select("customer_id", "grade", "service", state=state)
    more = absent(done, due, "customer_id", "service").join(customers, on="customer_id", how="left")
    grade = nw.when(nw.col("grade").is_null()).then(nw.lit(_("(missing)"))).otherwise(nw.col("grade"))
    wrong = more.select("customer_id", "service", grade=grade, state=nw.lit(WITHOUT_RIGHT))
    result = nw.concat([kept, wrong.select("customer_id", "grade", "service", "state")])
    return leave_as(result, delivered, "customer_id", "service")


def _promises(policy: Any) -> list[tuple[str, str]]:
    if isinstance(policy, Policy):
        table = service_levels(policy)
    else:
        frame = enter_with(policy, _("The table of promises"), ["grade", "service"])
        table = collect(frame.select("grade", "service"), _("The table of promises"), _MOST_PROMISES)
    pairs = [(str(grade), str(service)) for grade, service in zip(table["grade"], table["service"], strict=True)]
    if not pairs:
        raise CasekitError(_("The table of promises is empty; write a row for each grade and service."))
    return list(dict.fromkeys(pairs))


def _due(customers: nw.LazyFrame, promises: list[tuple[str, str]]) -> nw.LazyFrame:
    """One row a customer and service promised; a part of the table for each service, for every engine can stack."""
    parts = []
    for service in dict.fromkeys(service for _grade, service in promises):
        grades = [grade for grade, name in promises if name == service]
        here = customers.filter(nw.col("grade").is_in(grades))
        parts.append(here.select("customer_id", "grade", service=nw.lit(service)))
    return nw.concat(parts)


def _done(given, delivered_on: str, services: list[str]) -> nw.LazyFrame:
    """Each customer and service that was delivered, once."""
    schema = given.collect_schema()
    there = ~nobody(nw.col("customer_id"), schema["customer_id"]) & ~nw.col("service").is_null()
    if delivered_on in schema:
        there = there & ~nw.col(delivered_on).is_null()
    rows = given.filter(there).with_columns(nw.col("service").cast(nw.String))
    known = rows.filter(nw.col("service").is_in(services))
    if isinstance(rows, nw.DataFrame):
        others = rows.filter(~nw.col("service").is_in(services))
        if len(others):
            names = sorted(set(others["service"].to_list()))
            warn_left_out(
                _("{n} deliveries of services that no grade is promised: {names}.").format(
                    n=f"{len(others):,}", names=", ".join(names)
                )
            )
    return distinct(known.lazy(), "customer_id", "service")


def _refuse_doubles(customers: nw.LazyFrame) -> None:
    counted = customers.group_by("customer_id").agg(rows=nw.len()).filter(nw.col("rows") > 1)
    found = collect(counted.head(1), _("Customers with two grades"), 1)
    if len(found):
        raise CasekitError(
            _("Customer {customer} has {n} grades; keep one row a customer.").format(
                customer=found["customer_id"].iloc[0], n=found["rows"].iloc[0]
            )
        )
