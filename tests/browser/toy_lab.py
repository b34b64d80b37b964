"""A lab with a control of each type."""

import pandas as pd

from casekit.widgets import LabFace
from casekit.widgets.controls import Pick, Slider, Toggle


def toy_lab():
    return LabFace(
        "toy",
        "How many are left?",
        [
            Slider("months", "Months", 1, 24, 12, unit="months"),
            Slider("rate", "Lost each month", 0, 10, 2, step=0.5, unit="%"),
            Pick("of", "Per cent of", {"left": "those still there", "first": "those of the first day"}, "left"),
            Toggle("round", "Whole customers only"),
        ],
        _left,
        _draw,
        lambda outcome: f"After {len(outcome) - 1} months **{outcome.iloc[-1]:,.1f}** of 1,000 are left.",
        intro="Move a setting and watch where the line ends.",
        table=lambda outcome: outcome.tail(3).rename_axis("month").to_frame("left"),
        save=lambda settings: f"Kept: {settings['months']} months",
    )


def _left(settings):
    share = settings["rate"] / 100
    months = range(settings["months"] + 1)
    if settings["of"] == "left":
        left = [1000 * (1 - share) ** month for month in months]
    else:
        left = [1000 * max(0, 1 - share * month) for month in months]
    return pd.Series(left).round(0 if settings["round"] else 6)


def _draw(outcome):
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 3), layout="constrained")
    axes = figure.subplots()
    axes.plot(outcome.index, outcome, marker="o")
    axes.set(xlabel="month", ylabel="customers", ylim=(0, 1050))
    return figure
