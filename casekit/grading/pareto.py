"""80/20 and 20/90 put to the test, and what the small customers bring."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.concentration import share_of_best
from casekit.grading.quantile_edges import distinct_values
from casekit.grading.totals import values_only
from casekit.tables import collect
from casekit.text import _

MORE, AS_CLAIMED, LESS = "more concentrated", "about as claimed", "less concentrated"
_DECIMALS = 12  # a share's noise must neither turn a verdict nor call for one more customer


def pareto_test(
    customers: Any,
    *,
    value: str,
    claims: Sequence[tuple[float, float]] = ((0.2, 0.8), (0.2, 0.9)),
    tolerance: float = 0.02,
) -> pd.DataFrame:
    """What is claimed of the best customers against what they hold (二八法则): 80/20 of business, 20/90 of profit.

    Parameters
    ----------
    customers : a table with one row a customer, on any engine.
    value : the measure the claim speaks of: sales and profit give different answers.
    claims : pairs (share of customers, share of the total), each above 0 and at most 1.
    tolerance : how far the share found may lie from the claim, to both sides, and be "about as claimed"; as a share:
        0.02 is two points. The sources give none.

    Returns
    -------
    A pandas table (only distinct values are brought into memory), one row a claim: claimed_customers, claimed_share,
    found_share (what the best claimed_customers hold; their number is rounded up as in
    :func:`~casekit.grading.top_share`), gap (found less claimed, in percentage points), verdict ("more concentrated",
    "about as claimed", "less concentrated") and customers_needed (the smallest share of the customers that holds
    claimed_share).

    On profit the found share can pass 1: the best then earn more than all together, and others lose it again.
    Raises CasekitError for such claims or tolerance, unknown columns, missing values, a total that is not above 0.
    """
    pairs = _checked_claims(claims)
    if not _is_number(tolerance) or not 0 <= tolerance < 1:
        raise CasekitError(
            _("The tolerance is a share from 0 to below 1 (0.02 is two points), but it is {tolerance!r}.").format(
                tolerance=tolerance
            )
        )
    values, counts = distinct_values(values_only(customers, value), value, nw.col("value"))
    lines = []
    for few, much in pairs:
        found = share_of_best(values, counts, few)
        over = round(found - much, _DECIMALS)
        verdict = MORE if over > tolerance else LESS if over < -tolerance else AS_CLAIMED
        lines.append((few, much, found, over * 100, verdict, _share_needed(values, counts, much)))
    columns = ["claimed_customers", "claimed_share", "found_share", "gap", "verdict", "customers_needed"]
    return pd.DataFrame(lines, columns=columns)


class SmallCustomers(NamedTuple):
    """Those below a limit: how many, what share of all customers, what they hold together, what share of the total."""

    customers: int
    share_of_customers: float
    value: float
    share_of_value: float


def small_customers(customers: Any, *, value: str, below: float) -> SmallCustomers:
    """The customers whose value is below a limit, and the share of the total that would go with them.

    Parameters
    ----------
    customers : a table with one row a customer, on any engine.
    value : sales or profit (money).
    below : the limit; who is exactly at it is not small.

    Returns :class:`SmallCustomers`. On profit those below the limit may lose money: their share is then below 0 and
    the others hold more than 100 % of the profit. Raises CasekitError for a limit that is no number, unknown columns,
    missing values, a total that is not above 0.
    """
    if not _is_number(below) or not np.isfinite(below):
        raise CasekitError(_("The limit “below” is an amount, but it is {below!r}.").format(below=below))
    small = nw.col("value") < below
    sums = (
        values_only(customers, value)
        .with_columns(
            small=nw.when(small).then(nw.lit(1)).otherwise(nw.lit(0)),
            held=nw.when(small).then(nw.col("value")).otherwise(nw.lit(0.0)),
        )
        .select(nw.col("small").sum(), nw.col("held").sum(), nw.col("value").sum(), customers=nw.len())
    )
    found = collect(sums, _("The small customers"), 1).iloc[0]
    share = float(found["small"] / found["customers"])
    held = float(found["held"])
    return SmallCustomers(int(found["small"]), share, held, held / float(found["value"]))


def _share_needed(values: np.ndarray, counts: np.ndarray, share: float) -> float:
    """The smallest share of customers, best first, that holds ``share`` of the total."""
    values, counts = values[::-1], counts[::-1]
    held = values * counts
    reached = np.round(np.cumsum(held) / held.sum(), _DECIMALS)
    place = int(
        np.argmax(reached >= round(share, _DECIMALS))
    )  # the first; there is one, for 1 is reached at the latest
    lacking = share * held.sum() - held[:place].sum()
    more = int(np.clip(np.ceil(lacking / values[place] - 1e-9), 1, counts[place]))  # of equals only as many as it takes
    return float((counts[:place].sum() + more) / counts.sum())


def _checked_claims(claims: Any) -> list[tuple[float, float]]:
    try:
        pairs = [(few, much) for few, much in claims]
    except (TypeError, ValueError):
        pairs = []
    if not pairs or not all(_is_number(share) and 0 < share <= 1 for pair in pairs for share in pair):
        raise CasekitError(
            _(
                "Claims are pairs of shares above 0 and at most 1, such as [(0.2, 0.8)] for “20 % of the customers "
                "bring 80 %”, but they are {claims!r}."
            ).format(claims=claims)
        )
    return [(float(few), float(much)) for few, much in pairs]


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
