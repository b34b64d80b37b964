"""Several dimensions of value: the two-by-two split by amount and frequency, and a weighted score."""

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from casekit.errors import CasekitError
from casekit.grading.quantile_edges import distinct_values
from casekit.grading.sales_rows import as_number, require_columns
from casekit.tables.frames import enter
from casekit.text import _

HIGH, LOW = "high", "low"


def value_split(
    customers: Any, *, amount: str, frequency: str, customer_id: str = "customer_id", at_median: str = LOW
) -> Any:
    """High and low by the median of amount and of frequency: the four cells of customer value (客户价值分析).

    Parameters
    ----------
    customers : a table with one row a customer, on any engine.
    amount, frequency : its columns (money; number of purchases or of repeats).
    at_median : on which side a customer exactly at the median stands, "low" (default) or "high". All of them stand on
        the same side, so the halves are unequal when many share the median: with six in ten customers at 0 repeats,
        "low" makes the repeaters the high side and "high" makes everybody high.

    Returns
    -------
    A table of the same kind: customer_id, amount_level and frequency_level ("high" or "low"), and value_class:
    "high value" (both high), "large but seldom", "often but small", "low value" (both low). The median of an even
    number of customers is the mean of the middle two.

    Raises CasekitError for unknown columns, columns without numbers, missing values, another ``at_median``.
    """
    if at_median not in (HIGH, LOW):
        raise CasekitError(
            _("A customer at the median is “high” or “low”, but at_median is {side!r}.").format(side=at_median)
        )
    frame = enter(customers, _("The customers"))
    schema = frame.collect_schema()
    require_columns(schema, [customer_id, amount, frequency], _("The customers’ columns"))
    frame = frame.select(
        nw.col(customer_id).alias("customer_id"),
        amount=as_number(amount, schema),
        frequency=as_number(frequency, schema),
    )
    levels = {}
    for name, measure in (("amount", amount), ("frequency", frequency)):
        median = _median(*distinct_values(frame, measure, nw.col(name)))
        column = nw.col(name)
        above = column >= nw.lit(median) if at_median == HIGH else column > nw.lit(median)
        levels[f"{name}_level"] = nw.when(above).then(nw.lit(HIGH)).otherwise(nw.lit(LOW))
    large, often = nw.col("amount_level") == HIGH, nw.col("frequency_level") == HIGH
    if_large = nw.when(often).then(nw.lit("high value")).otherwise(nw.lit("large but seldom"))
    if_small = nw.when(often).then(nw.lit("often but small")).otherwise(nw.lit("low value"))
    split = frame.select("customer_id", **levels)
    return split.with_columns(value_class=nw.when(large).then(if_large).otherwise(if_small)).to_native()


def weighted_score(scores: Any, weights: Mapping[str, float], *, customer_id: str = "customer_id") -> Any:
    """The weighted mean of several scores a customer: spending power, frequency, lifetime value, loyalty (多维度评分).

    Parameters
    ----------
    scores : a table with one row a customer, on any engine; each scored dimension is a column of numbers on one scale.
    weights : the weight of each column by name, none below 0, not all 0; they need not add up to 1. A dimension that
        is no ranking (industry) gets no score and no weight: group by it instead (:func:`group_totals`).

    Returns a table of the same kind: customer_id and weighted_score, on the scale of the scores. A customer who lacks
    one of the weighted scores has none (null): a mean over the rest would be on other terms than everybody's.

    Raises CasekitError for unknown columns, columns without numbers and for such weights.
    """
    weights = _checked(weights)
    frame = enter(scores, _("The scores"))
    schema = frame.collect_schema()
    require_columns(schema, [customer_id, *weights], _("The scores’ columns"))
    total = sum(weights.values())
    weighted, known = nw.lit(0.0), nw.lit(1)
    for name, weight in weights.items():
        score = as_number(name, schema)
        weighted = weighted + score * (weight / total)
        finite = (score > -np.inf) & (score < np.inf)
        known = known * nw.when(finite).then(nw.lit(1)).otherwise(nw.lit(0))
    return frame.select(
        nw.col(customer_id).alias("customer_id"),
        weighted_score=nw.when(known == 1).then(weighted),
    ).to_native()


def _median(values: np.ndarray, counts: np.ndarray) -> float:
    up_to = np.cumsum(counts)
    if not len(values):
        return 0.0
    lower, upper = (up_to[-1] - 1) // 2, up_to[-1] // 2
    middle = values[np.searchsorted(up_to, [lower, upper], side="right")]
    return float(middle.mean())


def _checked(weights: Mapping[str, float]) -> dict[str, float]:
    try:
        values = {name: float(weight) for name, weight in weights.items()}
    except (AttributeError, TypeError, ValueError):
        values = {}
    if (
        not values
        or not np.isfinite(list(values.values())).all()
        or min(values.values()) < 0
        or not any(values.values())
    ):
        raise CasekitError(
            _("Weights map columns to numbers from 0 on, not all 0, but they are {weights!r}.").format(weights=weights)
        )
    return values
