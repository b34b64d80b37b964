"""Where customers stand in their life with the company: potential, new, active, loyal, lapsed."""

from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.grading.sales_rows import DAYS_IN_UNIT, as_number, require_columns
from casekit.tables.frames import enter
from casekit.text import _

CLASSES = ("potential", "new", "active", "loyal", "lapsed")
_NOISE = 1e-6  # days; the arithmetic of weeks and years must not carry a customer over a limit


@dataclass(frozen=True)
class LifeCycleRules:
    """The rules of :func:`life_cycle_classes`; every number is ours to set, the sources name the classes only.

    Parameters
    ----------
    new_days : new (新顾客): the first purchase is at most so many days old.
    active_purchases : active (活跃顾客): has bought on at least so many days.
    loyal_days, loyal_purchases : loyal (忠诚顾客): the first purchase is at least so many days old and there were
        purchases on at least so many days.
    lapsed_days : lapsed (流失顾客): the last purchase is more than so many days ago.
    order : which class is tested first. Active and loyal can both hold, and so can new and active: the first that holds
        wins, therefore the order is part of the rules. Potential (潜在顾客, has bought nothing) excludes all others.
    otherwise : the name for customers whom no rule holds for; a hole in the rules is shown, not filled.
    time_unit : the unit of the table's recency and T.
    """

    new_days: float = 90
    active_purchases: int = 3
    loyal_days: float = 365
    loyal_purchases: int = 5
    lapsed_days: float = 180
    order: tuple[str, ...] = ("potential", "lapsed", "loyal", "active", "new")
    otherwise: str = "unclassified"
    time_unit: str = "W"

    def __post_init__(self):
        if sorted(self.order) != sorted(CLASSES):
            raise CasekitError(
                _("The order of test must name each of {classes} once, but it is {order}.").format(
                    classes=", ".join(CLASSES), order=", ".join(map(str, self.order))
                )
            )
        if self.time_unit not in DAYS_IN_UNIT:
            raise CasekitError(
                _("The time unit is “{unit}”; use one of: {units}.").format(
                    unit=self.time_unit, units=", ".join(DAYS_IN_UNIT)
                )
            )
        for name in ("new_days", "active_purchases", "loyal_days", "loyal_purchases", "lapsed_days"):
            number = getattr(self, name)
            if isinstance(number, bool) or not isinstance(number, (int, float)) or not number >= 0:
                raise CasekitError(
                    _("The rule “{name}” must be a number from 0 on, but it is {number!r}.").format(
                        name=name, number=number
                    )
                )


def life_cycle_classes(customers: Any, *, rules: LifeCycleRules | None = None) -> Any:
    """The life-cycle class of each customer by declared rules.

    Parameters
    ----------
    customers : a table with customer_id, frequency, recency and T on any engine: an
        :func:`~casekit.grading.rfm_summary`, or a list of customers joined to one, where those who have bought nothing
        have no frequency (null).
    rules : the limits, the order of test and the unit of recency and T; :class:`LifeCycleRules` by default.

    Returns a table of the same kind: customer_id, life_cycle, and rules_met, how many rules hold for the customer (more
    than 1: the order of test decided; 0: no rule holds).

    Raises CasekitError for a table that lacks the columns.
    """
    rules = rules or LifeCycleRules()
    frame = enter(customers, _("The customers"))
    schema = frame.collect_schema()
    require_columns(schema, ["customer_id", "frequency", "recency", "T"], _("The customers’ columns"))
    days = DAYS_IN_UNIT[rules.time_unit]
    frame = frame.select(
        "customer_id",
        purchases=as_number("frequency", schema) + 1,
        age=as_number("T", schema) * days,
        since=(as_number("T", schema) - as_number("recency", schema)) * days,
    )
    holds = {name: nw.when(rule).then(nw.lit(1)).otherwise(nw.lit(0)) for name, rule in _conditions(rules).items()}
    marked = frame.with_columns(**holds)
    return marked.select(
        "customer_id",
        life_cycle=_first_that_holds(rules),
        rules_met=sum(nw.col(name) for name in CLASSES).cast(nw.Int64),
    ).to_native()


def _conditions(rules: LifeCycleRules) -> dict[str, nw.Expr]:
    purchases, age, since = nw.col("purchases"), nw.col("age"), nw.col("since")
    # a comparison with null or nan must come out false on every engine, so only ≤ of finite numbers is asked
    bought = (purchases >= 1) & (purchases < float("inf"))
    return {
        "potential": ~bought | purchases.is_null(),
        "new": bought & (age <= rules.new_days + _NOISE),
        "active": bought & (purchases >= rules.active_purchases),
        "loyal": bought & (age >= rules.loyal_days - _NOISE) & (purchases >= rules.loyal_purchases),
        "lapsed": bought & (since > rules.lapsed_days + _NOISE),
    }


def _first_that_holds(rules: LifeCycleRules) -> nw.Expr:
    name = nw.lit(rules.otherwise)
    for candidate in reversed(rules.order):
        name = nw.when(nw.col(candidate) == 1).then(nw.lit(candidate)).otherwise(name)
    return name
