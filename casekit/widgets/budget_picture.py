"""What the retention-budget game draws: gains of the quarters beside two yardsticks, and what became of the calls."""

from casekit.labs.budget_outcome import BudgetOutcome
from casekit.text import _


def picture(outcome: BudgetOutcome, currency: str):
    """Gains by quarter on the left (yours, rule of thumb, best possible); on the right what the calls did."""
    import matplotlib
    from matplotlib.figure import Figure

    from casekit.widgets import style

    with matplotlib.rc_context({"font.family": ["DejaVu Sans", style.register_font()], "axes.unicode_minus": False}):
        figure = Figure(figsize=(6.8, 3.2))
        # Fixed margins: to find them anew for each position of a slider would take a third of the time.
        figure.subplots_adjust(left=0.085, right=0.985, bottom=0.15, top=0.76, wspace=0.26)
        gains, calls = figure.subplots(1, 2)
        _draw_gains(gains, outcome, currency, style)
        _draw_calls(calls, outcome, style)
        for axes in (gains, calls):
            axes.spines[["top", "right"]].set_visible(False)
            axes.tick_params(labelsize=9)
            axes.set_xticks(range(len(outcome.quarters)), [str(quarter) for quarter in outcome.quarters])
            axes.set_xlim(-0.6, len(outcome.quarters) - 0.4)
            axes.set_xlabel(_("quarter"))
    return figure


def _draw_gains(axes, outcome: BudgetOutcome, currency: str, style) -> None:
    rows = outcome.by_quarter()
    shown = (
        ("gain", style.BLUE, _("you")),
        ("thumb", style.GREY, _("rule of thumb")),
        ("best", style.GREEN, _("best possible")),
    )
    for turn, (column, colour, _label) in enumerate(shown):
        places = [place + 0.27 * (turn - 1) for place in range(len(rows))]
        axes.bar(places, rows[column] / 1000, width=0.25, color=colour)
    if not len(rows):
        axes.set_ylim(0, 100)
    axes.axhline(0, color=style.INK, linewidth=0.8)
    axes.yaxis.set_major_formatter("{x:,.0f}")
    _legend(axes, -0.15, shown)
    axes.set_title(_("Gain, thousand {currency}").format(currency=currency), loc="left", fontsize=11, pad=24, x=-0.13)


def _draw_calls(axes, outcome: BudgetOutcome, style) -> None:
    rows = outcome.by_quarter()
    shown = (
        ("saved", style.BLUE, _("saved")),
        ("lost_causes", style.GREY, _("left all the same")),
        ("woken", style.VERMILION, _("woken")),
    )
    base = [0] * len(rows)
    for column, colour, _label in shown:
        axes.bar(range(len(rows)), rows[column], width=0.6, bottom=base, color=colour)
        base = [low + high for low, high in zip(base, rows[column], strict=True)]
    if not sum(base):
        axes.set_ylim(0, 20)
    axes.yaxis.get_major_locator().set_params(integer=True)
    _legend(axes, -0.12, shown)
    axes.set_title(_("Calls, without who stays anyway"), loc="left", fontsize=11, pad=24, x=-0.1)


def _legend(axes, x: float, shown: tuple) -> None:
    """Above the axes, where no bar can stand behind it; in its colours before there is any bar."""
    from matplotlib.patches import Patch

    axes.legend(
        handles=[Patch(color=colour, label=label) for _column, colour, label in shown],
        loc="lower left",
        bbox_to_anchor=(x, 1.0),
        borderpad=0.1,
        frameon=False,
        fontsize=8.5,
        ncols=3,
        handlelength=1,
        columnspacing=0.8,
    )
