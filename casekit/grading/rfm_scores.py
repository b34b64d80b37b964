"""Scores for recency, frequency and monetary value: cut points that are values, ties that stay together."""

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.quantile_edges import check_groups, distinct_values, quantile_edges, refuse_missing
from casekit.grading.sales_rows import CUSTOMER, require_columns
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

MEASURES = ("recency", "frequency", "monetary")
_DECIMALS = 9  # far below a cent and a day, far above the noise of floating point


def rfm_scores(summary: Any, *, scores: int = 5, edges: Any = None, spend: str = "monetary_value") -> Any:
    """Scores 1 (lowest) to ``scores`` for recency, frequency and monetary value, and the three as one text.

    Parameters
    ----------
    summary : a table from :func:`~casekit.grading.rfm_summary`, on any engine.
    scores : how many scores, 2 to 99.
    edges : cut points to use instead of the table's own: a mapping from "recency", "frequency" or "monetary" to rising
        numbers, or a table from :func:`score_edges`. A measure that is not named is cut into ``scores`` as usual.
        Recency's are times since the last purchase, in the summary's unit.
    spend : the column scored as monetary. The summary's own is the mean of the *repeat* purchases, so that each
        one-time buyer has 0 and the lowest score, whatever the first basket cost; join a column of total spending and
        name it here when that is what you want to grade.

    Returns
    -------
    A table of the same kind, one row a customer: customer_id, recency_score, frequency_score, monetary_score (int64)
    and rfm, a text such as "545" (with more than nine scores "5-4-5").

    How ties are treated
    --------------------
    A cut point is a value that occurs (see :func:`score_edges`); a customer's score is 1 plus the number of cut
    points strictly below the value, for recency (time since the last purchase, T − recency: less is better) strictly
    above it. So equal values have equal scores. The price: groups are unequal and a score may be given to nobody:
    among the CDNOW customers of week 39, 1,411 of 2,357 (59.9 %) have not bought again; frequency has the cut points
    0, 0, 1, 2 and so the scores 1 (no repeat: 1,411 customers), 3 (one: 439), 4 (two: 214) and 5 (more: 293), never 2.
    Values are compared to nine decimals, so that floating-point noise splits no tie.

    Raises CasekitError for a table that is no summary, a missing value, a wrong number of scores, and cut points that
    do not rise.
    """
    frame = _summary(summary, spend)
    cuts = _cuts(frame, spend, scores, edges)
    columns = [
        _score(value, cuts[measure], falling=measure == "recency").alias(f"{measure}_score")
        for measure, value in _values(spend).items()
    ]
    scored = frame.select(CUSTOMER, *columns)
    separator = "" if all(len(cut) < 9 for cut in cuts.values()) else "-"
    texts = [nw.col(f"{measure}_score").cast(nw.String) for measure in MEASURES]
    return scored.with_columns(rfm=nw.concat_str(texts, separator=separator)).to_native()


def score_edges(summary: Any, scores: int = 5, *, spend: str = "monetary_value") -> pd.DataFrame:
    """The cut points that :func:`rfm_scores` uses: a pandas table with measure, edge (1 to ``scores`` − 1) and value.

    Edge k of frequency and monetary is the smallest value that at least the share k / ``scores`` of the customers lie
    at or below; of recency, the largest time since the last purchase that at least that share lie at or above. Recency
    is in the summary's unit, monetary in its money. Only distinct values are brought into memory.

    Raises CasekitError for a table that is no summary, a wrong number of scores, a missing value.
    """
    check_groups(scores)
    cuts = _cuts(_summary(summary, spend), spend, scores, None)
    lines = [(measure, k, value) for measure, cut in cuts.items() for k, value in enumerate(cut, start=1)]
    return pd.DataFrame(lines, columns=["measure", "edge", "value"])


def _summary(summary: Any, spend: str) -> nw.DataFrame | nw.LazyFrame:
    frame = enter(summary, _("The RFM summary"))
    require_columns(
        frame.collect_schema(), [CUSTOMER, "recency", "T", "frequency", spend], _("The RFM summary’s columns")
    )
    return frame


def _values(spend: str) -> dict[str, nw.Expr]:
    """What is scored of each measure, rounded beyond the noise of arithmetic."""
    since_last = nw.col("T") - nw.col("recency")
    values = zip(MEASURES, (since_last, nw.col("frequency"), nw.col(spend)), strict=True)
    return {measure: value.cast(nw.Float64).round(_DECIMALS) for measure, value in values}


def _cuts(frame, spend: str, scores: int, edges: Any) -> dict[str, list[float]]:
    """Cut points of every measure: given ones as they are, the others from the table; recency's fall."""
    given = _given(edges)
    cuts = {}
    for measure, value in _values(spend).items():
        if measure in given:
            cuts[measure] = given[measure]
            refuse_missing(frame, measure, value)
            continue
        check_groups(scores)
        values, counts = distinct_values(frame, measure, value)
        if measure == "recency":
            cuts[measure] = (-quantile_edges(-values[::-1], counts[::-1], scores)).tolist()
        else:
            cuts[measure] = quantile_edges(values, counts, scores).tolist()
    return cuts


def _given(edges: Any) -> dict[str, list[float]]:
    if edges is None:
        return {}
    if not isinstance(edges, Mapping):
        table = collect(edges, _("The given cut points"), 300)
        if list(table.columns) != ["measure", "edge", "value"]:
            raise CasekitError(_("Cut points are a mapping or a table from score_edges with measure, edge, value."))
        edges = {measure: part["value"].tolist() for measure, part in table.groupby("measure")}
    unknown = [name for name in edges if name not in MEASURES]
    if unknown:
        raise CasekitError(
            _("Cut points are given for “{name}”; the measures are: {names}.").format(
                name=unknown[0], names=", ".join(MEASURES)
            )
        )
    return {measure: _rising(measure, cut) for measure, cut in edges.items()}


def _rising(measure: str, cut: Sequence[float]) -> list[float]:
    """The cut points rounded as the values are; recency's may come falling, as score_edges has them."""
    try:
        values = np.round(np.asarray(list(cut), dtype="float64"), _DECIMALS)
    except (TypeError, ValueError):
        raise CasekitError(
            _("The cut points of “{measure}” must be numbers, but they are {cut!r}.").format(measure=measure, cut=cut)
        ) from None
    ordered = values[::-1] if measure == "recency" and len(values) and values[0] > values[-1] else values
    if not np.isfinite(values).all() or (np.diff(ordered) < 0).any() or len(values) > 98:
        raise CasekitError(
            _("The cut points of “{measure}” must be at most 98 rising numbers, but they are {cut}.").format(
                measure=measure, cut=values.tolist()
            )
        )
    return values.tolist()


def _score(value: nw.Expr, cut: Sequence[float], *, falling: bool) -> nw.Expr:
    score = nw.lit(1)
    for edge in cut:
        beyond = value < nw.lit(edge) if falling else value > nw.lit(edge)
        score = score + nw.when(beyond).then(nw.lit(1)).otherwise(nw.lit(0))
    return score.cast(nw.Int64)
