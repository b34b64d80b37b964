"""The Qini curve: leavers saved by calling the best-ranked first, read from a trial.

Source: Radcliffe, "Using Control Groups to Target on Predicted Lift", Direct Marketing Analytics Journal (2007). At
each share called: leavers among the controls of that part, scaled to the number called, less leavers among the called.
"""

from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.experiment import check_trial
from casekit.retention.rows import check_confidence, in_memory, one_number_each
from casekit.text import _

_POINTS = 100


@dataclass(frozen=True)
class QiniCurve:
    """``table``: share (of customers called), saved (leavers kept, if the whole trial were the customers), low, high,
    by_lot (what calling that share by lot would save). ``area``: between the curve and the line of the lot, customers,
    with ``area_low`` and ``area_high``: how much better than a lot the ranking is, on the mean of all shares."""

    table: pd.DataFrame
    area: float
    area_low: float
    area_high: float
    customers: int
    confidence: float


def qini_curve(
    trial: Any,
    *,
    score: Any,
    called: str,
    left: str,
    draws: int = 200,
    confidence: float = 0.95,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> QiniCurve:
    """How many leavers a ranking would have saved, from a trial drawn by lot.

    ``score``: one number a row of the trial or the name of a column, the highest called first; not learned from this
    same trial, or the curve flatters. Equal scores are called together, as a straight piece. Intervals come from
    ``draws`` resamplings of customers. ``progress`` is called with a sentence after each tenth of them, such as
    ``print``. Raises CasekitError as :func:`casekit.retention.experiment.read_trial`, for missing scores and for fewer
    than two draws.
    """
    check_confidence(confidence)
    if not isinstance(draws, Integral) or draws < 2:
        raise CasekitError(_("At least two resamplings are needed for an interval."))
    trial = in_memory(trial, _("The trial’s customers"), [called, left, *([score] if isinstance(score, str) else [])])
    table = check_trial(trial, called=called, left=left)
    rank = trial[score] if isinstance(score, str) else score
    rank = one_number_each(rank, _("Scores"))
    if len(rank) != len(table):
        raise CasekitError(_("Give one known score for each customer of the trial."))
    asked, gone = table["called"].to_numpy("float64"), table["left"].to_numpy("float64")
    order = np.argsort(-rank, kind="stable")
    rank, asked, gone = rank[order], asked[order], gone[order]
    ends = np.flatnonzero(np.append(np.diff(rank) != 0, True)) + 1
    shares = np.linspace(0, 1, _POINTS + 1)
    n = len(rank)
    curve = _curve(np.ones(n), asked, gone, ends, shares)
    rng = np.random.default_rng(seed)
    drawn = np.empty((draws, len(shares)))
    for done in range(draws):
        weight = np.bincount(rng.integers(0, n, n), minlength=n).astype("float64")
        drawn[done] = _curve(weight, asked, gone, ends, shares)
        if progress is not None and (done + 1) * 10 // draws > done * 10 // draws:
            progress(_("{done} of {draws} resamplings done.").format(done=done + 1, draws=draws))
    tails = [50 * (1 - confidence), 50 * (1 + confidence)]
    low, high = np.percentile(drawn, tails, axis=0)
    areas = _area(drawn, shares)
    area_low, area_high = np.percentile(areas, tails)
    points = pd.DataFrame({"share": shares, "saved": curve, "low": low, "high": high, "by_lot": shares * curve[-1]})
    return QiniCurve(points, float(_area(curve[None], shares)[0]), float(area_low), float(area_high), n, confidence)


def _curve(
    weight: np.ndarray, called: np.ndarray, left: np.ndarray, ends: np.ndarray, shares: np.ndarray
) -> np.ndarray:
    """Saved at each share; between two cuts of equal scores a straight line."""
    everybody = np.cumsum(weight)[ends - 1]
    n_called, n_control = np.cumsum(weight * called)[ends - 1], np.cumsum(weight * (1 - called))[ends - 1]
    left_called, left_control = (
        np.cumsum(weight * called * left)[ends - 1],
        np.cumsum(weight * (1 - called) * left)[ends - 1],
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = np.where((n_called > 0) & (n_control > 0), left_control / n_control - left_called / n_called, 0.0)
    saved = effect * everybody
    return np.interp(shares, np.concatenate(([0], everybody / everybody[-1])), np.concatenate(([0], saved)))


def _area(curves: np.ndarray, shares: np.ndarray) -> np.ndarray:
    above = curves - shares[None, :] * curves[:, -1:]
    return np.trapezoid(above, shares, axis=1)
