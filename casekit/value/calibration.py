"""Forecast against what came: by decile, by how often customers had bought, and in total.

Functions take a fitted model (or :class:`casekit.value.AsBefore`) and a summary of
:func:`casekit.value.holdout_summary` on any engine, which counts distinct histories first. They give small pandas
tables.
"""

from collections.abc import Sequence
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.text import _
from casekit.value.buying_model import one_unit
from casekit.value.histories import distinct_rows

_COLUMNS = ["frequency", "recency", "T", "holdout_purchases", "holdout_time"]


def calibration_by_decile(model: Any, summary: Any, *, groups: int = 10) -> pd.DataFrame:
    """Expected and actual purchases of the time held back, customers in tenths by what is expected of them.

    Decile 1 is the tenth most is expected of. Customers of whom the same is expected stand in one decile, so that
    deciles may differ in size, and there may be fewer than ten, numbered without a gap. Columns: decile, customers,
    expected and actual (mean purchases a customer), error (expected less actual).
    """
    rows = _forecast(model, summary)
    rows["decile"] = deciles(rows["expected"].to_numpy(), rows["customers"].to_numpy(), groups)
    return compared(rows, "decile")


def calibration_by_frequency(model: Any, summary: Any, *, up_to: int = 7) -> pd.DataFrame:
    """Expected and actual purchases of the time held back, by repeat purchases before: 0, 1, 2 … and ``up_to`` or more.

    The columns of :func:`calibration_by_decile`, with purchases_before (text: "0", "1", … "7+") in place of decile.
    """
    _check_groups("up_to", up_to)
    rows = _forecast(model, summary)
    rows["place"] = np.minimum(rows["frequency"], up_to).astype("int64")
    table = compared(rows, "place")
    names = [f"{place}+" if place == up_to else f"{place}" for place in table.pop("place")]
    table.insert(0, "purchases_before", pd.Series(names, dtype="str"))
    return table


def compare_forecasts(models: Sequence[Any], summary: Any) -> pd.DataFrame:
    """Several models against the same time held back, one row each.

    Columns: model (name), log_likelihood (of calibration; missing where nothing was fitted), expected and actual
    (purchases of all customers together), error (expected ÷ actual − 1: 0.1 is a tenth too many; missing when nobody
    bought), mean_absolute_error and root_mean_square_error (purchases a customer).
    """
    if not isinstance(models, Sequence) or not models:
        raise CasekitError(_("Give the models to compare as a list, one at least."))
    lines = []
    for model in models:
        rows = _forecast(model, summary)
        lines.append({"model": model.name, "log_likelihood": model.log_likelihood, **_total_error(rows)})
    return pd.DataFrame(lines)


def deciles(values: np.ndarray, customers: np.ndarray, groups: int = 10) -> np.ndarray:
    """The tenth of each value, 1 for the highest, where ``customers`` share each; equal values share a tenth.

    Where many are equal a tenth may lie within them and hold nobody; those that hold somebody are numbered 1, 2, 3 …
    """
    _check_groups("groups", groups)
    distinct, place = np.unique(np.round(values, 10), return_inverse=True)
    here = np.bincount(place, customers, len(distinct))
    above = here.sum() - np.cumsum(here)
    middle = (above + here / 2) / here.sum()
    tenths = np.minimum((middle * groups).astype("int64"), groups - 1)
    return np.unique(tenths, return_inverse=True)[1][place] + 1


def compared(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Mean expected and actual of rows that stand for ``customers`` each, and their difference, by a column."""
    weighted = pd.DataFrame(
        {
            by: rows[by],
            "customers": rows["customers"],
            "expected": rows["expected"] * rows["customers"],
            "actual": rows["actual"] * rows["customers"],
        }
    )
    table = weighted.groupby(by, as_index=False).sum()
    table["customers"] = table["customers"].astype("int64")
    table["expected"] /= table["customers"]
    table["actual"] /= table["customers"]
    table["error"] = table["expected"] - table["actual"]
    return table


def _forecast(model: Any, summary: Any) -> pd.DataFrame:
    if isinstance(model, type) or not hasattr(model, "ahead"):
        raise CasekitError(
            _(
                "A forecast needs a fitted model of buying, such as casekit.value.fit_bg_nbd gives, or AsBefore(); "
                "here is a {kind}."
            ).format(kind="class" if isinstance(model, type) else type(model).__name__)
        )
    one_unit(model.time_unit, summary)
    rows = distinct_rows(summary, _COLUMNS, _("make it with casekit.value.holdout_summary"))
    x, t_x, age, actual, time = (rows[name].to_numpy("float64") for name in _COLUMNS)
    if not len(rows) or not (time > 0).all():
        raise CasekitError(_("The time held back is not above 0, so there is nothing to compare a forecast with."))
    return rows.assign(expected=model.ahead(time, x, t_x, age), actual=actual)


def _total_error(rows: pd.DataFrame) -> dict[str, float]:
    n, expected, actual = (rows[name].to_numpy("float64") for name in ("customers", "expected", "actual"))
    apart = expected - actual
    total = float(n @ actual)
    return {
        "expected": float(n @ expected),
        "actual": total,
        "error": float(n @ expected) / total - 1 if total else float("nan"),
        "mean_absolute_error": float(n @ np.abs(apart) / n.sum()),
        "root_mean_square_error": float(np.sqrt(n @ apart**2 / n.sum())),
    }


def _check_groups(name: str, number: Any) -> None:
    if not isinstance(number, Integral) or isinstance(number, bool) or number < 1:
        raise CasekitError(
            _("“{name}” must be a whole number from 1 on, but it is {number!r}.").format(name=name, number=number)
        )
