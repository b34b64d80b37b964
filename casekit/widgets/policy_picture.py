"""The picture of the policy lab: bands with the customers in and between them, hours, rates of the top grades."""

import numpy as np

from casekit.grading.policy.bands import say
from casekit.labs.policy_outcome import PolicyOutcome
from casekit.text import _
from casekit.widgets.policy_controls import title_of

_DOTS = 1_500  # customers drawn; more could not be told apart
_WIDE = 1.25  # two figures nearer than this cannot both be written under the axis


def picture(outcome: PolicyOutcome):
    """Bands and customers above; below the hours by grade against those there are, and who reaches the top grades."""
    import matplotlib
    from matplotlib.figure import Figure

    from casekit.widgets import style

    with matplotlib.rc_context({"font.family": ["DejaVu Sans", style.register_font()], "axes.unicode_minus": False}):
        figure = Figure(figsize=(6.8, 4.9))
        # Fixed margins: to find them anew for each position of a slider would take a third of the time.
        figure.subplots_adjust(left=0.16, right=0.97, bottom=0.1, top=0.94, wspace=0.62, hspace=0.5)
        grid = figure.add_gridspec(2, 2, height_ratios=(1.15, 1))
        bands, hours, rates = (figure.add_subplot(grid[place]) for place in (np.s_[0, :], np.s_[1, 0], np.s_[1, 1]))
        _draw_bands(bands, outcome, style)
        _draw_hours(hours, outcome, style)
        _draw_rates(rates, outcome, style)
        for axes in (bands, hours, rates):
            axes.spines[["top", "right"]].set_visible(False)
            axes.tick_params(labelsize=9)
    return figure


def _draw_bands(axes, outcome: PolicyOutcome, style) -> None:
    data, names = outcome.customers, _names(outcome)
    low, high = _ends(outcome)
    for grade, band in data.lines.bands(outcome.policy).items():
        left = low if band.low is None else max(band.low, low)
        right = high if band.high is None else min(max(band.high, low), high)
        axes.barh(data.names.index(grade), right - left, left=left, height=0.74, color=style.BLUE, alpha=0.22)
    for hole in outcome.holes["interval"]:
        left = low if hole.low is None else max(hole.low, low)
        right = high if hole.high is None else min(hole.high, high)
        axes.axvspan(left, right, facecolor="none", edgecolor=style.GREY, hatch="///", linewidth=0, alpha=0.5)
    known = np.flatnonzero(~np.isnan(data.values))
    spread = np.argsort(data.values[known], kind="stable")[:: -(-len(known) // _DOTS) or 1]
    shown = known[spread]
    amounts, codes = np.clip(data.values[shown], low, high), outcome.codes[shown]
    aside = np.linspace(-0.27, 0.27, 9)[np.arange(len(shown)) % 9]  # side by side, the same in each picture
    outside = codes == len(names) - 1
    axes.plot(amounts[~outside], codes[~outside] + aside[~outside], ".", color=style.BLUE, markersize=3.5)
    axes.plot(amounts[outside], codes[outside] + aside[outside], ".", color=style.VERMILION, markersize=3.5)
    axes.set_xscale("log" if low > 0 else "linear")
    axes.set_xlim(low, high)
    marks = _marks([one for one in outcome.settings.starts if low <= one <= high])
    axes.set_xticks(marks, [say(mark) for mark in marks])
    axes.minorticks_off()
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.6)
    measure = outcome.policy.measures[data.lines.measure]
    said = _("{measure}: bands, holes hatched, a dot a customer") if len(shown) == len(known) else None
    said = said or _("{measure}: bands, holes hatched, a dot for some customers")
    unit = f"{measure.title}, {measure.unit}" if measure.unit else measure.title
    axes.set_title(said.format(measure=unit), loc="left", fontsize=11)


def _names(outcome: PolicyOutcome) -> list[str]:
    return [*(title_of(outcome.customers.lines, name) for name in outcome.customers.names[:-1]), outcome.policy.outside]


def _ends(outcome: PolicyOutcome) -> tuple[float, float]:
    """Where the axis begins and ends, the same for every position of the lines."""
    starts = outcome.customers.lines.starts
    above = [start for start in starts if start > 0]
    high = 2.5 * max(abs(start) for start in starts) or 1.0
    if len(above) < len(starts):
        return min(0.0, 1.2 * min(starts)), high
    return min(above) / 5, high


def _marks(figures: list[float]) -> list[float]:
    """Those figures that have room beside one another on a log axis, the largest first."""
    kept: list[float] = []
    for figure in reversed(figures):
        if not kept or figure <= 0 or kept[0] / figure > _WIDE:
            kept.insert(0, figure)
    return kept


def _draw_hours(axes, outcome: PolicyOutcome, style) -> None:
    there, hours = outcome.customers.capacity, outcome.by_grade["hours"]
    names, promised = _names(outcome), list(hours)
    if not hours.iloc[-1]:
        names, promised = names[:-1], promised[:-1]
    promised.append(outcome.hours)
    bars = axes.barh(range(len(promised)), promised, color=style.BLUE, height=0.65)
    axes.bar_label(bars, [f"{value:,.0f}" for value in promised], fontsize=8, padding=3)
    if there is not None:
        axes.axvline(there, color=style.VERMILION, linestyle="--", linewidth=1.5)
        axes.set_xlabel(_("dashed: there are {there:,.0f}").format(there=there), fontsize=9)
    axes.set_yticks(range(len(promised)), [*names, _("all")])
    axes.set_ylim(len(promised) - 0.5, -0.5)
    axes.set_xlim(0, 1.3 * max(*promised, there or 0, 1))
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.set_title(_("Hours of service a year"), loc="left", fontsize=11)


def _draw_rates(axes, outcome: PolicyOutcome, style) -> None:
    rates = outcome.fairness
    if not len(rates):
        axes.set_axis_off()
        return
    top = outcome.settings.top
    title = title_of(outcome.customers.lines, top)
    said = title if top == outcome.customers.names[0] else _("{grade} or better").format(grade=title)
    axes.set_title(_("Reach {top}, %").format(top=said), loc="left", fontsize=11)
    shown = rates.head(8)
    colours = [style.GREY if small else style.BLUE for small in shown["small"]]
    places = range(len(shown))
    low, high, rate = (100 * shown[name].astype(float) for name in ("low", "high", "rate"))
    axes.hlines(places, low, high, color=colours, linewidth=2)
    axes.scatter(rate, places, color=colours, s=26, zorder=3)
    axes.set_yticks(places, [f"{name} ({n:,})" for name, n in zip(shown.index, shown["customers"], strict=True)])
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_xlim(0, None)
    axes.set_xlabel(_("line: 95 % interval; (customers)"), fontsize=9)
