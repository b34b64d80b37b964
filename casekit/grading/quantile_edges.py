"""Cut points that never split equal values: each is a value that occurs, found from distinct values and counts."""

from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from casekit.errors import CasekitError
from casekit.tables import collect
from casekit.text import _

MOST_DISTINCT = 5_000_000


def quantile_edges(values: np.ndarray, counts: np.ndarray, groups: int) -> np.ndarray:
    """The ``groups`` − 1 inverted-CDF quantiles k / ``groups`` of values that occur ``counts`` times each.

    Each edge is the smallest value that at least the share k / ``groups`` of all lie at or below (definition 1 of
    Hyndman & Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996). Edges repeat when
    one value is that frequent. ``values`` must be sorted; the result is empty when they are.
    """
    if not len(values):
        return np.empty(0)
    up_to = np.cumsum(counts)
    wanted = np.arange(1, groups) * up_to[-1]
    return values[np.searchsorted(up_to * groups, wanted)]  # in whole numbers: no rounding decides a tie


def distinct_values(frame: nw.DataFrame | nw.LazyFrame, measure: str, value: nw.Expr) -> tuple[np.ndarray, np.ndarray]:
    """The sorted distinct values of a measure and how many customers have each, counted on the engine.

    Raises CasekitError when a customer's value is missing or not finite.
    """
    counted = frame.select(value=value).group_by("value").agg(customers=nw.len())
    table = collect(counted, _("The cut points of “{measure}”").format(measure=measure), MOST_DISTINCT)
    values = table["value"].to_numpy("float64", na_value=np.nan)
    counts = table["customers"].to_numpy("int64")
    _refuse(int(counts[~np.isfinite(values)].sum()), measure)
    order = np.argsort(values)
    return values[order], counts[order]


def refuse_missing(frame: nw.DataFrame | nw.LazyFrame, measure: str, value: nw.Expr) -> None:
    """CasekitError when a customer's value is missing or not finite, found by counting on the engine."""
    known = nw.when((nw.col("value") > -np.inf) & (nw.col("value") < np.inf)).then(nw.lit(1)).otherwise(nw.lit(0))
    marked = frame.select(value=value).with_columns(known=known)
    counts = collect(marked.select(customers=nw.len(), known=nw.col("known").sum()), measure, 1).fillna(0)
    _refuse(int(counts["customers"].iloc[0] - counts["known"].iloc[0]), measure)


def _refuse(missing: int, measure: str) -> None:
    if missing:
        raise CasekitError(
            _("{n} customers have no “{measure}”; fill it in or take them out first.").format(
                n=f"{missing:,}", measure=measure
            )
        )


def check_groups(groups: Any) -> None:
    """CasekitError unless the number of groups is a whole number from 2 to 99."""
    if isinstance(groups, bool) or not isinstance(groups, (int, np.integer)) or not 2 <= groups <= 99:
        raise CasekitError(
            _("The number of scores must be a whole number from 2 to 99, but it is {n!r}.").format(n=groups)
        )
