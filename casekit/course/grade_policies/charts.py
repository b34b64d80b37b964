"""Two plots of the lesson: the bands of a policy on their axis with the customers under them, and its combinations."""

from typing import Any

import numpy as np
import pandas as pd

from casekit.grading import Policy
from casekit.text import _
from casekit.widgets import style

_DECADES = (2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000)


def draw_bands(policy: Policy, measure: str, values: pd.Series) -> Any:
    """The bands of each grade on one measure's axis, its holes shaded, and below them the customers.

    ``values`` are the customers' figures in that measure; those below the axis' begin (2,000) are not drawn. Returns
    the matplotlib axes.
    """
    import matplotlib.pyplot as plt

    bands = [(grade.id, c.band) for grade in policy.grades for c in grade.when if c.measure == measure and c.band]
    low, high = _DECADES[0], 1.6 * _DECADES[-1]
    axes = plt.subplots(figsize=(7, 0.5 * len(bands) + 1.9))[1]
    for row, (name, band) in enumerate(reversed(bands), 1):
        start, end = max(band.low or low, low), min(band.high or high, high)
        axes.barh(row, end - start, left=start, height=0.55, color=style.BLUE, alpha=0.85)
        axes.text(start * 0.94, row, name, ha="right", va="center")
    _shade_faults(axes, policy, measure, (low, high))
    covered = _covered(values, [band for _name, band in bands])
    jitter = np.random.default_rng(4).uniform(-0.32, 0.32, len(values))
    for inside, colour in ((covered, style.BLUE), (~covered, style.VERMILION)):
        axes.scatter(values[inside], jitter[inside], s=9, color=colour, alpha=0.6, linewidths=0)
    axes.set(xscale="log", xlim=(low, high), ylim=(-0.6, len(bands) + 0.6), yticks=[0], yticklabels=[_("accounts")])
    axes.set_xticks(_DECADES, [f"{value:,}" for value in _DECADES], fontsize=9)
    axes.minorticks_off()
    axes.set_xlabel(
        _("{measure}, {unit} (log scale)").format(
            measure=policy.measures[measure].title, unit=policy.measures[measure].unit
        )
    )
    axes.set_ylabel(_("grade"))
    return axes


def _shade_faults(axes, policy, measure, ends):
    """What the audit of this measure by itself finds: holes shaded, figures that two bands share dotted."""
    for one in policy.audit().of(view="axis"):
        place = one.intervals.get(measure)
        if one.kind == "hole" and place:
            axes.axvspan(
                max(place.low or ends[0], ends[0]),
                min(place.high or ends[1], ends[1]),
                color=style.VERMILION,
                alpha=0.1,
                lw=0,
            )
        elif one.kind == "double_hit" and place:
            axes.axvline(place.low, color=style.INK, linestyle=":", linewidth=1)


def _covered(values, bands):
    return np.array([any(band.contains(value) for band in bands) for value in values])


def draw_combinations(counts: pd.DataFrame, grades: pd.DataFrame) -> Any:
    """A field of rows × columns with the number of customers in each, and the grade they get: blue where there is one.

    ``counts`` holds customers; ``grades``, for the same rows and columns, the name of their grade or "no grade".
    Returns the matplotlib axes.
    """
    import matplotlib.pyplot as plt

    axes = plt.subplots(figsize=(7, 0.62 * len(counts) + 1.3))[1]
    for row, column in np.ndindex(*counts.shape):
        n, grade = counts.iat[row, column], grades.iat[row, column]
        colour = style.VERMILION if grade == _("no grade") else style.BLUE
        axes.add_patch(plt.Rectangle((column - 0.48, row - 0.46), 0.96, 0.92, color=colour))
        axes.text(column, row, f"{n:,}\n{grade}", ha="center", va="center", color="white", linespacing=1.3)
    axes.set(xlim=(-0.55, counts.shape[1] - 0.45), ylim=(len(counts) - 0.45, -0.55))
    axes.set_xticks(range(counts.shape[1]), [str(name) for name in counts.columns])
    axes.set_yticks(range(len(counts)), [str(name) for name in counts.index])
    axes.tick_params(length=0)
    axes.set(xlabel=counts.columns.name, ylabel=counts.index.name)
    axes.spines[:].set_visible(False)
    return axes
