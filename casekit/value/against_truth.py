"""A model against the truth of a simulated case: who really was still a customer, and what they really bought."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.sales_rows import require_columns
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _
from casekit.value.calibration import compared, deciles

_MOST_CUSTOMERS = 20_000_000


@dataclass(frozen=True)
class AliveAgainstTruth:
    """P(alive) beside who truly was alive."""

    customers: int
    alive: float
    """the share who truly were"""
    expected: float
    """the mean P(alive): above ``alive``, the model hopes too much"""
    auc: float
    """how often, of one alive and one gone, the one alive has the higher P(alive): 0.5 is a coin, 1 is perfect"""
    brier: float
    """mean of (P(alive) − truth)²: 0 is perfect"""
    brier_of_the_mean: float
    """the same for who gives everybody the true share: what knowing nothing of the single customer would score"""
    by_decile: pd.DataFrame
    """decile (1: highest P(alive)), customers, expected (mean P(alive)), actual (share alive), error"""


def alive_against_truth(
    probabilities: Any, truth: Any, *, alive: str = "alive", customer_id: str = "customer_id", groups: int = 10
) -> AliveAgainstTruth:
    """How well P(alive) tells who was alive.

    Parameters
    ----------
    probabilities : customer_id and probability_alive, as a model's ``probability_alive()`` gives them, on any engine.
    truth : one row a customer with ``customer_id`` and ``alive``, true or false on the day of the summary's end.

    Customers of ``probabilities`` alone are compared. Raises CasekitError when the truth lacks one of them, when a
    probability lies outside 0 to 1, and when all were alive or all were gone: then there is nothing to tell apart.
    """
    p, there = _side_by_side(probabilities, "probability_alive", truth, alive, customer_id)
    if not ((p >= 0) & (p <= 1)).all():
        raise CasekitError(_("A P(alive) lies outside 0 to 1 or is missing."))
    if not np.isin(there, (0.0, 1.0)).all():
        raise CasekitError(_("Column “{name}” of the truth must say true or false of everybody.").format(name=alive))
    share = there.mean()
    if share in (0.0, 1.0):
        raise CasekitError(_("All customers were alive or all were gone, so there is nothing to tell apart."))
    return AliveAgainstTruth(
        customers=len(p),
        alive=float(share),
        expected=float(p.mean()),
        auc=_auc(p, there > 0),
        brier=float(np.mean((p - there) ** 2)),
        brier_of_the_mean=float(share * (1 - share)),
        by_decile=_by_decile(p, there, groups),
    )


def purchases_against_truth(
    expected: Any, truth: Any, *, purchases: str = "purchases", customer_id: str = "customer_id", groups: int = 10
) -> pd.DataFrame:
    """Expected purchases beside true ones, customers in tenths by what is expected of them.

    ``expected`` as a model's ``expected_purchases(t)`` gives it, ``truth`` with ``customer_id`` and ``purchases`` (true
    or truly expected, over the same time). Gives decile (1: most expected), customers, expected and actual (means),
    error. Raises CasekitError when the truth lacks a customer or a number is missing.
    """
    values, true = _side_by_side(expected, "expected_purchases", truth, purchases, customer_id)
    if not (np.isfinite(values).all() and np.isfinite(true).all()):
        raise CasekitError(_("A customer’s expected or true purchases are missing."))
    return _by_decile(values, true, groups)


def _side_by_side(
    table: Any, column: str, truth: Any, true_column: str, customer_id: str
) -> tuple[np.ndarray, np.ndarray]:
    wanted = ((table, _("The forecast"), ["customer_id", column]), (truth, _("The truth"), [customer_id, true_column]))
    found = []
    for given, role, names in wanted:
        frame = enter(given, role)
        require_columns(frame.collect_schema(), names, role)
        here = collect(frame.select(*names), role, _MOST_CUSTOMERS)
        here.columns = ["customer_id", "value"]
        if here["customer_id"].duplicated().any():
            raise CasekitError(_("{role} have a customer in two rows; give one row a customer.").format(role=role))
        found.append(here.set_index("customer_id")["value"])
    values, true = found
    lacking = ~values.index.isin(true.index)
    if lacking.any() or not len(values):
        raise CasekitError(
            _("The truth lacks {n} of the {all} customers of the forecast.").format(
                n=f"{int(lacking.sum()):,}", all=f"{len(values):,}"
            )
        )
    true = true.reindex(values.index)
    try:
        return values.to_numpy("float64", na_value=np.nan), true.to_numpy("float64", na_value=np.nan)
    except (TypeError, ValueError):
        raise CasekitError(
            _("Columns “{column}” and “{true}” must hold numbers, or true and false.").format(
                column=column, true=true_column
            )
        ) from None


def _auc(p: np.ndarray, alive: np.ndarray) -> float:
    """Mann and Whitney's count of pairs, ties as half."""
    places = pd.Series(p).rank().to_numpy()
    n = alive.sum()
    return float((places[alive].sum() - n * (n + 1) / 2) / (n * (len(p) - n)))


def _by_decile(expected: np.ndarray, actual: np.ndarray, groups: int) -> pd.DataFrame:
    rows = pd.DataFrame({"customers": np.ones(len(expected)), "expected": expected, "actual": actual})
    rows["decile"] = deciles(expected, np.ones(len(expected)), groups)
    return compared(rows, "decile")
