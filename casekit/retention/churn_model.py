"""Early warning by a fitted model: who will leave, learned on one period and tested on a later one.

Logistic regression of scikit-learn on standardised features. A model is judged on a period it has not seen: within
the period it learned from, every model looks good.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import in_memory, is_number, ones_and_zeros
from casekit.retention.snapshots import refuse_leaks
from casekit.text import _

_FEWEST = 10  # leavers, and stayers, below which a fit means nothing


def fit_churn(
    snapshot: Any,
    *,
    target: str,
    features: Sequence[str] | None = None,
    prediction_date: Any = None,
    known_on: Mapping[str, Any] | None = None,
    customer_id: str = "customer_id",
    strength: float = 1.0,
) -> "ChurnModel":
    """A model of leaving within the period after the prediction date.

    Parameters
    ----------
    snapshot : one row a customer, on any engine: features as they were known on the prediction date, and ``target``
        (yes/no: left in the period after it). features : their columns; by default all numbers and yes/no columns but
        the target.
    prediction_date, known_on : the date, and for each feature the last day its data are from (a day, or a column of
        days). A feature that is known only after the prediction date is refused by name: it tells what was to be
        foretold. strength : of the penalty on large weights (C of scikit-learn's LogisticRegression).

    Raises CasekitError for a leaked, missing or unusable feature, a missing value (named), one class only (nobody left,
    or nobody stayed), fewer than ten of either, or a strength not above 0.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    table = in_memory(snapshot, _("The customers"))
    names = _features(table, target, features, customer_id)
    if not names:
        raise CasekitError(_("Give at least one feature."))
    check_strength(strength)
    refuse_leaks(table, names, prediction_date, known_on or {})
    matrix, gone = feature_matrix(table, names), _classes(table, target)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=1_000))
    model.fit(matrix, gone)
    weights = pd.Series(model[-1].coef_[0], index=names, name="weight")
    return ChurnModel(tuple(names), weights, float(gone.mean()), len(gone), bool(model[-1].n_iter_[0] < 1_000), model)


@dataclass(frozen=True)
class ChurnModel:
    """``weights``: for each feature, what one standard deviation more adds to the log-odds of leaving. ``base_rate``:
    the share that left in the period learned from."""

    features: tuple[str, ...]
    weights: pd.Series
    base_rate: float
    customers: int
    converged: bool
    fitted: Any = field(repr=False)

    def probability(self, table: Any) -> pd.Series:
        """The chance of leaving of each row, 0 to 1, in the order of the table. CasekitError for missing
        features and values."""
        table = in_memory(table, _("The customers"), self.features)
        chances = self.fitted.predict_proba(feature_matrix(table, self.features))[:, 1]
        return pd.Series(chances, index=table.index, name="probability")


def _features(table: pd.DataFrame, target: str, wanted: Sequence[str] | None, customer_id: str) -> list[str]:
    if target not in table:
        raise CasekitError(_("The snapshot has no column “{name}”.").format(name=target))
    if wanted is None:
        numbers = table.select_dtypes(["number", "bool", "boolean"])
        return [name for name in numbers if name not in (target, customer_id)]
    for name in wanted:
        if name not in table:
            raise CasekitError(_("The snapshot has no feature “{name}”.").format(name=name))
        if name == target:
            raise CasekitError(_("“{name}” is what is to be foretold; it cannot be a feature.").format(name=name))
    return list(dict.fromkeys(wanted))  # a feature named twice would share its weight with itself


def feature_matrix(table: pd.DataFrame, names: Sequence[str]) -> np.ndarray:
    """The features as floats, one column each; CasekitError for text and missing values, by name."""
    columns = []
    for name in names:
        try:
            values = pd.to_numeric(table[name]).astype("float64").to_numpy()
        except (TypeError, ValueError):
            raise CasekitError(
                _("The feature “{name}” is no number; turn it into numbers or yes/no columns.").format(name=name)
            ) from None
        unknown = int((~np.isfinite(values)).sum())
        if unknown:
            raise CasekitError(
                _(
                    "The feature “{name}” is missing in {n} rows; fill it in, or say “not known” in its own column."
                ).format(name=name, n=f"{unknown:,}")
            )
        columns.append(values)
    return np.column_stack(columns) if columns else np.empty((len(table), 0))


def check_strength(strength: float) -> None:
    """CasekitError for a strength that is no number above 0."""
    if not is_number(strength) or strength <= 0:
        raise CasekitError(_("The strength must be a number above 0, but it is {s!r}.").format(s=strength))


def _classes(table: pd.DataFrame, target: str) -> np.ndarray:
    gone = ones_and_zeros(table, target).to_numpy()
    left, stayed = int(gone.sum()), int((1 - gone).sum())
    if not left:
        raise CasekitError(_("Nobody left in this period, so there is nothing to learn from; take a longer period."))
    if not stayed:
        raise CasekitError(_("Everybody left in this period, so there is nothing to compare them with."))
    if min(left, stayed) < _FEWEST:
        raise CasekitError(
            _("Only {left} customers left and {stayed} stayed; at least {n} of each are needed for a model.").format(
                left=left, stayed=stayed, n=_FEWEST
            )
        )
    return gone
