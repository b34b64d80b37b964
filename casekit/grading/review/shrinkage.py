"""Shrinkage (收缩估计): a customer's mean drawn towards the grade's, more so the fewer observations it has."""

import math
from typing import Any, NamedTuple

import narwhals.stable.v2 as nw
import numpy as np

from casekit.errors import CasekitError, warn_left_out
from casekit.grading.review.tables import Frame, enter_with, is_known, word_of
from casekit.grading.sales_rows import as_number, nobody
from casekit.grading.totals import leave_as
from casekit.tables import collect
from casekit.text import _

_ALL = "all"
_MOST_GROUPS = 100_000


class _Spread(NamedTuple):
    """The two variances that the weights compare: of luck within a customer, and of true means between customers."""

    within: float
    between: float


def shrink(
    customers: Any,
    *,
    value: str,
    observations: str | None = None,
    spread: str | float | None = None,
    groups: str | None = None,
    customer_id: str = "customer_id",
) -> Any:
    """Each customer's mean, shrunk towards the mean of the group: nearer to the truth than the raw mean, in the sum.

    Parameters
    ----------
    customers : a table on any engine. Without ``observations`` one row an observation (a customer's sales of a month
        or a year), several for a customer. With ``observations`` one row a customer.
    value : the observation; with ``observations`` the mean of the customer's observations.
    observations : the column with the number of observations behind the mean.
    spread : needed with ``observations``, because luck cannot be told from means alone: a column with the standard
        deviation of the customer's own observations, or one number for all.
    groups : the column of the group customers are drawn towards: the grade. Without it, all are one group.

    Returns
    -------
    A table of the same kind, one row a customer: customer_id, group (text), observations (int64), raw (the mean),
    group_mean, weight (of the raw mean, from 0 to 1), shrunk = weight × raw + (1 − weight) × group_mean.

    Formula
    -------
    weight = n / (n + k) with n observations and k = variance within customers ÷ variance of true means between them.
    The variance within is pooled over all customers; that between is estimated from the raw means within groups, pooled
    over groups, and is 0 where they differ less than luck alone would make them (all weights are then 0: nothing is
    known of the single customer). The group's mean weighs customers by their weights.

    Sources: James and Stein, "Estimation with Quadratic Loss", 1961; Efron and Morris, "Data Analysis Using Stein's
    Estimator", 1975 (empirical Bayes); for unequal numbers of observations Bühlmann and Straub, "Glaubwürdigkeit für
    Schadensätze", 1970.

    Raises CasekitError for unknown columns, values that are no numbers, a customer in two groups or with two rows of
    means, and data in which luck cannot be told: no customer with two observations, or no ``spread``. Rows without a
    customer or a value, and means with less than one observation, are left out, with a warning on eager tables.
    """
    names = [customer_id, value, *([observations] if observations else []), *([groups] if groups else [])]
    frame = enter_with(customers, _("The customers’ columns"), names)
    rows = _usable(frame, customer_id, value, observations, groups)
    means = _given(rows, customers, spread) if observations else _from_rows(rows)
    variances = _spread(means)
    k = variances.within / variances.between if variances.between else math.inf
    weight = nw.lit(0.0) if math.isinf(k) else nw.col("n") / (nw.col("n") + k)
    weighed = means.with_columns(weight=weight)
    weighed = weighed.join(_group_means(weighed), on="group")
    drawn = nw.col("weight") * nw.col("raw") + (1 - nw.col("weight")) * nw.col("group_mean")
    result = weighed.select(
        "customer_id",
        "group",
        nw.col("n").cast(nw.Int64).alias("observations"),
        "raw",
        "group_mean",
        "weight",
        shrunk=drawn,
    )
    return leave_as(result, customers, "customer_id")


def _usable(frame: Frame, customer_id: str, value: str, observations: str | None, groups: str | None) -> nw.LazyFrame:
    """customer_id, group, raw, n: the rows that count."""
    schema = frame.collect_schema()
    rows = frame.with_columns(
        __n=as_number(observations, schema) if observations else nw.lit(1.0), __value=as_number(value, schema)
    )
    good = ~nobody(nw.col(customer_id), schema[customer_id]) & is_known(nw.col("__value"))
    good = good & is_known(nw.col("__n")) & (nw.col("__n") >= 1)
    kept = rows.filter(good)
    if isinstance(rows, nw.DataFrame) and (lost := len(rows) - len(kept)):
        warn_left_out(_("{n} rows without a customer, a value or an observation.").format(n=f"{lost:,}"))
    group = word_of(frame, groups) if groups else nw.lit(_ALL)
    return kept.lazy().with_columns(
        customer_id=nw.col(customer_id), group=group, raw=nw.col("__value"), n=nw.col("__n")
    )


def _from_rows(rows: nw.LazyFrame) -> nw.LazyFrame:
    """One row a customer: n, the mean, and the squares of the deviations from it."""
    columns = ["customer_id", "group"]
    rows = rows.select(*columns, "raw")
    sums = rows.group_by(*columns).agg(n=nw.len(), total=nw.col("raw").sum())
    _refuse_doubles(sums, _("Customer {customer} stands in two groups; keep one."))
    means = sums.select(*columns, nw.col("n").cast(nw.Float64), mean=nw.col("total") / nw.col("n"))
    apart = rows.join(means.select("customer_id", "mean"), on="customer_id").with_columns(
        square=(nw.col("raw") - nw.col("mean")) * (nw.col("raw") - nw.col("mean"))
    )
    squares = apart.group_by("customer_id").agg(squares=nw.col("square").sum())
    joined = means.join(squares, on="customer_id")
    return joined.select(*columns, "n", "squares", raw=nw.col("mean"), freedom=nw.col("n") - 1)


def _given(rows: nw.LazyFrame, customers: Any, spread: str | float | None) -> nw.LazyFrame:
    """The same of a table that holds the means already."""
    if spread is None:
        raise CasekitError(
            _(
                "From means alone luck cannot be told from difference; name the column with the standard deviation of "
                "the customer’s own observations as “spread”, or give one number."
            )
        )
    _refuse_doubles(rows, _("Customer {customer} has two rows of means; keep one, or leave “observations” out."))
    if isinstance(spread, str):
        frame = enter_with(customers, _("The customers’ columns"), [spread])
        own = as_number(spread, frame.collect_schema())
        known = is_known(own) & (nw.col("n") > 1)
    elif isinstance(spread, bool) or not isinstance(spread, (int, float)) or not 0 <= spread < math.inf:
        raise CasekitError(_("“spread” is a column or a number from 0 on, but it is {spread!r}.").format(spread=spread))
    else:
        own, known = nw.lit(float(spread)), nw.col("n") > 0
    freedom = (nw.col("n") - 1) if isinstance(spread, str) else nw.col("n")
    squares = nw.when(known).then(own * own * freedom).otherwise(nw.lit(0.0))
    freedom = nw.when(known).then(freedom).otherwise(nw.lit(0.0))
    return rows.select("customer_id", "group", "raw", "n", squares=squares, freedom=freedom)


def _spread(means: nw.LazyFrame) -> _Spread:
    """Bühlmann and Straub's estimators, pooled over groups."""
    groups = means.with_columns(nx=nw.col("n") * nw.col("raw"), nn=nw.col("n") * nw.col("n"))
    sums = groups.group_by("group").agg(
        customers=nw.len(), n=nw.col("n").sum(), nx=nw.col("nx").sum(), nn=nw.col("nn").sum()
    )
    centres = sums.select("group", centre=nw.col("nx") / nw.col("n"), base=nw.col("n") - nw.col("nn") / nw.col("n"))
    apart = means.join(centres.select("group", "centre"), on="group").select(
        "squares",
        "freedom",
        between=nw.col("n") * (nw.col("raw") - nw.col("centre")) * (nw.col("raw") - nw.col("centre")),
    )
    totals = apart.select(nw.col("squares").sum(), nw.col("freedom").sum(), nw.col("between").sum())
    of_rows = collect(totals, _("The spread of the values"), 1).fillna(0).iloc[0]
    by_group = sums.select(freedom=nw.col("customers") - 1).select(nw.col("freedom").sum())
    spare = collect(by_group, _("The number of groups"), 1).fillna(0).iloc[0]["freedom"]
    base = collect(centres.select(nw.col("base").sum()), _("The weight of the groups"), 1).fillna(0).iloc[0]["base"]
    if not of_rows["freedom"] > 0:
        raise CasekitError(
            _("No customer has two observations, so luck cannot be told from difference; bring more periods.")
        )
    within = float(of_rows["squares"] / of_rows["freedom"])
    between = float((of_rows["between"] - spare * within) / base) if base > 0 else 0.0
    noise = np.finfo(float).eps * float(of_rows["between"] + of_rows["squares"])
    return _Spread(within, between if between > noise else 0.0)


def _group_means(weighed: nw.LazyFrame) -> nw.LazyFrame:
    """Each group's mean by weights; where all weights are 0, by observations."""
    products = weighed.with_columns(wx=nw.col("weight") * nw.col("raw"), nx=nw.col("n") * nw.col("raw"))
    sums = products.group_by("group").agg(
        w=nw.col("weight").sum(), wx=nw.col("wx").sum(), n=nw.col("n").sum(), nx=nw.col("nx").sum()
    )
    by_weight = nw.when(nw.col("w") > 0).then(nw.col("wx")).otherwise(nw.col("nx"))
    base = nw.when(nw.col("w") > 0).then(nw.col("w")).otherwise(nw.col("n"))
    return sums.select("group", group_mean=by_weight / base)


def _refuse_doubles(rows: nw.LazyFrame, sentence: str) -> None:
    counted = rows.group_by("customer_id").agg(rows=nw.len()).filter(nw.col("rows") > 1)
    found = collect(counted.head(1), _("Customers with two rows"), 1)
    if len(found):
        raise CasekitError(sentence.format(customer=found["customer_id"].iloc[0]))
