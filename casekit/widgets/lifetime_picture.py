"""What the lifetime lab draws: P(alive) over silence, and the model against what came or against the truth."""

import math

from casekit.labs.lifetime_outcome import COMPARED, MOST, LifetimeOutcome
from casekit.text import _
from casekit.value.buying_model import unit_word


def picture(outcome: LifetimeOutcome):
    """Curves of P(alive) on the left; on the right who was truly there, or, where nobody knows, what they bought."""
    import matplotlib
    from matplotlib.figure import Figure

    from casekit.widgets import style

    with matplotlib.rc_context({"font.family": ["DejaVu Sans", style.register_font()], "axes.unicode_minus": False}):
        figure = Figure(figsize=(6.8, 3.3))
        # Fixed margins: to find them anew for each position of a slider would take a third of the time.
        figure.subplots_adjust(left=0.075, right=0.985, bottom=0.16, top=0.79, wspace=0.22)
        curves, told = figure.subplots(1, 2, width_ratios=(1, 1))
        _draw_curves(curves, outcome, style)
        if outcome.by_chance is None:
            _draw_held_back(told, outcome, style)
        else:
            _draw_truth(told, outcome, style)
        for axes in (curves, told):
            axes.spines[["top", "right"]].set_visible(False)
            axes.tick_params(labelsize=9)
    return figure


def _draw_curves(axes, outcome: LifetimeOutcome, style) -> None:
    curves = 100 * outcome.curves()
    colours = dict(zip(COMPARED, (style.BROWN, style.GREEN, style.PURPLE, style.VERMILION), strict=True))
    for x in COMPARED:
        axes.plot(curves.index, curves[x], color=colours[x], linestyle="--", linewidth=1.3, label=str(x))
    axes.plot(curves.index, curves["own"], color=style.BLUE, linewidth=2.6, label=_("your customer"))
    axes.plot([outcome.history.silence], [100 * outcome.alive], "o", color=style.BLUE, markersize=8)
    axes.vlines(outcome.history.silence, 0, 105, color=style.GREY, linewidth=1)
    left, marked = outcome.left_in_silence, _("line: today")
    if left is not None and not math.isnan(left):
        axes.vlines(left, 0, 105, color=style.INK, linestyle=":", linewidth=2)
        marked = _("line: today, dots: truly left")
    axes.set_xlim(0, max(curves.index[-1], 1.05 * left if left is not None and left > 0 else 0))
    axes.set_ylim(0, 105)
    axes.legend(**_above(), ncols=5, frameon=False, fontsize=9, handlelength=1.3, columnspacing=0.7, handletextpad=0.4)
    unit = unit_word(outcome.chosen.time_unit)
    axes.set_xlabel(_("{unit} of silence ({marked})").format(unit=unit, marked=marked), fontsize=9.5)
    axes.set_title(_("P(alive), %, by repeat purchases"), loc="left", fontsize=11, pad=22)


def _draw_held_back(axes, outcome: LifetimeOutcome, style) -> None:
    table = outcome.by_frequency
    axes.bar(table.index, table["actual"], color=style.GREY, width=0.7, label=_("bought"))
    axes.plot(table.index, table["expected"], "o-", color=style.BLUE, linewidth=2, label=_("expected"))
    if outcome.chosen.params != outcome.fitted.params:
        axes.plot(table.index, table["fitted"], "--", color=style.VERMILION, linewidth=1.3, label=_("with the best"))
    axes.set_xticks(table.index, [f"{place}+" if place == MOST else str(place) for place in table.index])
    axes.set_ylim(0, 1.08 * max(table[["actual", "expected", "fitted"]].max().max(), 0.1))
    axes.legend(**_above(), ncols=3, frameon=False, fontsize=9, handlelength=1.3, columnspacing=0.9)
    axes.set_xlabel(_("repeat purchases before"), fontsize=9.5)
    axes.set_title(_("Purchases held back, a customer"), loc="left", fontsize=11, pad=22)


def _draw_truth(axes, outcome: LifetimeOutcome, style) -> None:
    table = outcome.by_chance
    names = [f"{100 * low:.0f}–\n{100 * high:.0f}" for low, high in zip(table["low"], table["high"], strict=True)]
    for shift, column, colour, label in (
        (-0.2, "expected", style.BLUE, _("P(alive), mean")),
        (0.2, "there", style.GREY, _("truly there")),
    ):
        axes.bar(table.index + shift, 100 * table[column].fillna(0), color=colour, width=0.38, label=label)
    axes.set_xticks(table.index, [*names[:-1], _("bought\nonce")])
    axes.set_ylim(0, 105)
    axes.legend(**_above(), ncols=2, frameon=False, fontsize=9, handlelength=1, columnspacing=0.9)
    axes.set_title(_("Still there, %, by P(alive)"), loc="left", fontsize=11, pad=22)


def _above() -> dict:
    """Above the axes, where no line can pass behind it."""
    return {"loc": "lower left", "bbox_to_anchor": (-0.05, 0.98), "borderpad": 0.1}
