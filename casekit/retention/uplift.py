"""Whom a call changes: uplift, the difference a call makes to each customer's chance of leaving.

Two ways, both on trials drawn by lot. Two models: one of the called, one of the left alone, and the difference of what
they foretell. Transformed outcome (Athey & Imbens 2015): an outcome turned so that its mean is the effect, and one
regression on it. Uplift is chance of leaving left alone less chance when called: above 0 a call holds, below it wakes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.churn_model import check_strength, feature_matrix
from casekit.retention.experiment import check_trial
from casekit.retention.rows import column_names, in_memory
from casekit.retention.snapshots import refuse_leaks
from casekit.text import _

METHODS = ("two models", "transformed outcome")
_FEWEST = 10


def fit_uplift(
    trial: Any,
    *,
    called: str,
    left: str,
    features: Sequence[str],
    method: str = "two models",
    strength: float = 1.0,
    prediction_date: Any = None,
    known_on: Mapping[str, Any] | None = None,
) -> "UpliftModel":
    """A model of what a call changes, learned from a trial.

    Parameters
    ----------
    trial : one row a customer drawn, on any engine: features as known before the call, ``called`` (by lot) and
        ``left`` (after it).
    features : columns, numbers or yes/no. method : "two models" (logistic regressions) or "transformed outcome"
        (ridge).
    strength : C of the logistic regressions; 1 / alpha of the ridge.
    prediction_date, known_on : the day before the first call, and for each feature the last day its data are from, as
        for :func:`~casekit.retention.fit_churn`: a feature known only later is refused by name.

    Raises CasekitError when there is no control group or nobody was called, for fewer than ten leavers or stayers in
    a group, for missing, leaked or unusable features and missing values, a strength not above 0, and for an unknown
    method. The lot and the outcome are no features.
    """
    if method not in METHODS:
        raise CasekitError(
            _("The method is “{m}”; it must be one of: {known}.").format(m=method, known=", ".join(METHODS))
        )
    if not len(features):
        raise CasekitError(_("Give at least one feature."))
    for name in (called, left):
        if name in features:
            raise CasekitError(_("“{name}” is known only after the lot; it cannot be a feature.").format(name=name))
    check_strength(strength)
    known_on = known_on or {}
    dated = [column for column in known_on.values() if isinstance(column, str) and column in column_names(trial)]
    trial = in_memory(trial, _("The trial’s customers"), [*features, called, left, *dated])
    refuse_leaks(trial, features, prediction_date, known_on)
    table = check_trial(trial, called=called, left=left)
    matrix = feature_matrix(trial, features)
    asked, gone = table["called"].to_numpy(), table["left"].to_numpy()
    _enough(asked, gone)
    fit = _two_models if method == METHODS[0] else _transformed
    return UpliftModel(tuple(features), method, fit(matrix, asked, gone, strength))


@dataclass(frozen=True)
class UpliftModel:
    """A fitted model; :meth:`uplift` foretells for any table with the features."""

    features: tuple[str, ...]
    method: str
    foretell: Any = field(repr=False)

    def uplift(self, table: Any) -> pd.Series:
        """By how much a call lowers each customer's chance of leaving (a difference of shares, from −1 to 1)."""
        table = in_memory(table, _("The customers"), self.features)
        values = self.foretell(feature_matrix(table, self.features))
        return pd.Series(np.clip(values, -1, 1), index=table.index, name="uplift")


def _two_models(matrix: np.ndarray, called: np.ndarray, left: np.ndarray, strength: float):
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    models = []
    for group in (0, 1):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=1_000))
        models.append(model.fit(matrix[called == group], left[called == group]))
    alone, with_call = models
    return lambda rows: alone.predict_proba(rows)[:, 1] - with_call.predict_proba(rows)[:, 1]


def _transformed(matrix: np.ndarray, called: np.ndarray, left: np.ndarray, strength: float):
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    share = called.mean()
    turned = left * np.where(called == 1, -1 / share, 1 / (1 - share))
    model = make_pipeline(StandardScaler(), Ridge(alpha=1 / strength)).fit(matrix, turned)
    return model.predict


def _enough(called: np.ndarray, left: np.ndarray) -> None:
    for group, name in ((1, _("called")), (0, _("left alone"))):
        gone = left[called == group]
        leavers, stayers = int(gone.sum()), int((1 - gone).sum())
        if min(leavers, stayers) < _FEWEST:
            raise CasekitError(
                _("Of those {group} {leavers} left and {stayers} stayed; at least {n} of each are needed.").format(
                    group=name, leavers=leavers, stayers=stayers, n=_FEWEST
                )
            )
