"""Foretold uplift against what a trial shows, group by group, and against the truth where a simulation knows it."""

from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.review.intervals import newcombe
from casekit.retention.experiment import check_trial
from casekit.retention.rows import check_confidence, in_memory, one_number_each
from casekit.text import _


def uplift_calibration(
    trial: Any,
    *,
    uplift: Any,
    called: str,
    left: str,
    truth: Any = None,
    groups: int = 10,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Equal groups from the least to the most foretold uplift.

    Parameters
    ----------
    trial : one row a customer, drawn by lot, not the trial the uplift was learned from. uplift : one number a row, or a
        column's name. called, left : yes/no. truth : what a call truly changes for each, one number a row or a column's
        name (1 leaves only if left alone, −1 only if called, 0 not changed).

    Returns group, customers, called, control, foretold (mean uplift), seen (share of leavers among the control less
    that among the called), low, high (Newcombe's interval), and true (mean) when ``truth`` is given. A group in which
    nobody was called, or everybody, has no seen difference: missing. Equal uplifts stay together, so groups differ in
    size.

    Raises CasekitError as :func:`casekit.retention.read_trial`, and for missing uplifts or fewer than two groups.
    """
    columns = [name for name in (uplift, truth) if isinstance(name, str)]
    trial = in_memory(trial, _("The trial’s customers"), [called, left, *columns])
    table = check_trial(trial, called=called, left=left).reset_index(drop=True)
    check_confidence(confidence)
    if groups < 2:
        raise CasekitError(_("Give at least two groups."))
    table["foretold"] = _one_each(trial, uplift)
    if truth is not None:
        table["true"] = _one_each(trial, truth)
    place = table["foretold"].rank(method="average", pct=True) * groups
    table["group"] = np.ceil(place).clip(1, groups).astype("int64")
    rows = [_compared(int(group), rows, confidence) for group, rows in table.groupby("group")]
    return pd.DataFrame(rows)


def _compared(group: int, rows: pd.DataFrame, confidence: float) -> dict[str, float]:
    called, alone = rows.loc[rows["called"] == 1, "left"], rows.loc[rows["called"] == 0, "left"]
    found = {
        "group": group,
        "customers": len(rows),
        "called": len(called),
        "control": len(alone),
        "foretold": rows["foretold"].mean(),
        "seen": np.nan,
        "low": np.nan,
        "high": np.nan,
    }
    if len(called) and len(alone):
        between = newcombe(int(alone.sum()), len(alone), int(called.sum()), len(called), confidence)
        found |= {"seen": alone.mean() - called.mean(), "low": between.low, "high": between.high}
    return found | ({"true": rows["true"].mean()} if "true" in rows else {})


def _one_each(trial: pd.DataFrame, given: Any) -> np.ndarray:
    values = one_number_each(trial[given] if isinstance(given, str) else given, _("Uplifts and the truth"))
    if len(values) != len(trial):
        raise CasekitError(_("Give one known uplift (and truth) for each customer of the trial."))
    return values
