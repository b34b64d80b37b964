"""What the sales are made of: groups of customers with their shares, also class within class, against targets."""

from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError
from casekit.grading.groups import group_sums
from casekit.grading.targets import share_targets
from casekit.grading.totals import leave_as
from casekit.tables import collect
from casekit.text import _

REACHED, BELOW, NO_TARGET = "reached", "below", "no target"
_LEVELS = ("group", "subgroup")
_DECIMALS = 12  # a share's noise must not decide whether a target is reached


def composition(customers: Any, *, by: str | list[str], value: str, targets: Any = None, tolerance: float = 0.0) -> Any:
    """Customers, sales and shares of each group (构成分析): by card, area, industry or manager, or class within class.

    Parameters
    ----------
    customers : a table with one row a customer, on any engine.
    by : the column with the group, or a list of two: the class and the class within it. Dates count by their month,
        as in :func:`~casekit.grading.group_totals`.
    value : the column with the customer's sales (money).
    targets : the share of all sales each group is to reach, from 0 to 1: a mapping (``{"annual": 0.4}``; with two
        columns pairs are its keys), or a table with group (with two columns also subgroup) and target_share. A table
        with a column group_by gives the rows whose group_by is ``by`` (two columns: "class, class within").
    tolerance : how far below its target a share may stay and still count as reached, as a share: 0.02 is two points.

    Returns
    -------
    A table of the same kind, one row a group: group (text), with two columns subgroup (text), customers (int64),
    without_value (int64: those among them without a value), sales, mean (of those with a value; missing when nobody
    has one), with two columns group_sales (the subtotal of the group) and share_in_group (of that subtotal; missing
    when it is not above 0), share_of_customers, share_of_sales, and with ``targets`` target, gap (share less target,
    in percentage points) and verdict ("reached", "below", "no target"). On pandas and Polars sorted by sales, highest
    first (with two columns by the groups' subtotals, then by sales).

    Rules
    -----
    * No group vanishes: customers without a group are the group "(missing)", groups without a target have none
      (target and gap are missing), and a target whose group has no customers is a row with 0 customers and 0 sales.
    * Targets may leave a rest: they add up to at most 1. They are shares of all sales, also with two columns.
    * A gap is compared to twelve decimals, so a share that equals its target has reached it.
    * Negative values (returns, losses) stay in: a group's share may be below 0 and others' above 1.

    Raises CasekitError for unknown columns, a value that is no number, a total of sales that is not above 0 (shares of
    it would mean nothing), targets that mean nothing and a tolerance that is no share.
    """
    columns = _checked_columns(by)
    _check_tolerance(tolerance)
    names = list(_LEVELS[: len(columns)])
    goals = None if targets is None else share_targets(targets, columns, names)
    groups = group_sums(customers, dict(zip(names, columns, strict=True)), value)
    _check_total(groups, value)
    if goals:
        groups = _with_empty_groups(groups, goals, names)
    shares = _shares(groups, names)
    if goals is not None:
        shares = _against_targets(shares, goals, names, tolerance)
    if len(names) == 1:
        return leave_as(shares, customers, "sales", "group", descending=[True, False])
    order, falling = ("group_sales", "group", "sales", "subgroup"), [True, False, True, False]
    return leave_as(shares, customers, *order, descending=falling)


def _with_empty_groups(groups: nw.LazyFrame, goals: dict, names: list[str]) -> nw.LazyFrame:
    """The same, and a row of nothing for each target; where the group has customers the two become one again."""
    nothing = groups.select(customers=nw.len()).with_columns(
        nw.lit(0).cast(nw.Int64).alias("customers"),
        without_value=nw.lit(0).cast(nw.Int64),
        sales=nw.lit(0.0),
        mean=nw.lit(None, dtype=nw.Float64),
    )
    columns = [*names, "customers", "without_value", "sales", "mean"]
    empty = [
        nothing.with_columns(**{name: nw.lit(part) for name, part in zip(names, goal, strict=True)}).select(columns)
        for goal in goals
    ]
    sums = [nw.col(name).sum() for name in ("customers", "without_value", "sales")]
    whole = [nw.col(name).cast(nw.Int64) for name in ("customers", "without_value")]  # sums grow wider on DuckDB
    return nw.concat([groups, *empty]).group_by(*names).agg(*sums, nw.col("mean").max()).with_columns(*whole)


def _shares(groups: nw.LazyFrame, names: list[str]) -> nw.LazyFrame:
    columns = [*names, "customers", "without_value", "sales", "mean"]
    if len(names) == 2:
        subtotal = nw.col("group_sales")
        groups = groups.with_columns(group_sales=nw.col("sales").sum().over("group"))
        groups = groups.with_columns(share_in_group=nw.when(subtotal > 0).then(nw.col("sales") / subtotal))
        columns += ["group_sales", "share_in_group"]
    return groups.with_columns(all_customers=nw.col("customers").sum(), all_sales=nw.col("sales").sum()).select(
        *columns,
        share_of_customers=nw.col("customers") / nw.col("all_customers"),
        share_of_sales=nw.col("sales") / nw.col("all_sales"),
    )


def _against_targets(shares: nw.LazyFrame, goals: dict, names: list[str], tolerance: float) -> nw.LazyFrame:
    target = nw.lit(None, dtype=nw.Float64)
    for goal, share in goals.items():
        here = nw.col(names[0]) == goal[0]
        for name, part in zip(names[1:], goal[1:], strict=True):
            here = here & (nw.col(name) == part)
        target = nw.when(here).then(nw.lit(share)).otherwise(target)
    short = nw.col("share_of_sales") - nw.col("target")
    reached = nw.when(nw.col("short") >= -tolerance).then(nw.lit(REACHED)).otherwise(nw.lit(BELOW))
    return (
        shares.with_columns(target=target)
        .with_columns(short=short.round(_DECIMALS))
        .with_columns(
            gap=nw.col("short") * 100,
            verdict=nw.when(nw.col("target").is_null()).then(nw.lit(NO_TARGET)).otherwise(reached),
        )
        .drop("short")
    )


def _checked_columns(by: Any) -> list[str]:
    columns = [by] if isinstance(by, str) else list(by) if isinstance(by, (list, tuple)) else []
    if not 1 <= len(columns) <= len(_LEVELS) or len(set(columns)) < len(columns):
        raise CasekitError(_("“by” is a column or a list of two different columns, but it is {by!r}.").format(by=by))
    return columns


def _check_tolerance(tolerance: Any) -> None:
    if isinstance(tolerance, bool) or not isinstance(tolerance, (int, float)) or not 0 <= tolerance < 1:
        raise CasekitError(
            _("The tolerance is a share from 0 to below 1 (0.02 is two points), but it is {tolerance!r}.").format(
                tolerance=tolerance
            )
        )


def _check_total(groups: nw.LazyFrame, value: str) -> None:
    all_sales = collect(groups.select(nw.col("sales").sum()), _("The total of “{name}”").format(name=value), 1)
    total = all_sales["sales"].iloc[0]
    if not total > 0:
        raise CasekitError(
            _("The total of “{name}” is {total}, so shares of it mean nothing; it must be above 0.").format(
                name=value, total=total
            )
        )
