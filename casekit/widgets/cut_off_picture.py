"""What the cut-off lab draws: profit over the cut, and whom the cut reaches and misses."""

import math

from casekit.labs.cut_off_outcome import Cut, CutOffOutcome
from casekit.labs.cut_off_settings import CHANCE
from casekit.text import _

_PARTS = (1 / 16, 1 / 8, 1 / 4, 1 / 2)  # of the list, so that the axis stands still while a cut moves within one
_ROOM = 1.15
_TOP = 1 / 1000  # of the list: their chances are beyond the slider


def picture(outcome: CutOffOutcome, currency: str):
    """Profit against the cut on the left: the chance called from, else the number called; on the right called or not by
    left or stayed, with money."""
    import matplotlib
    from matplotlib.figure import Figure

    from casekit.widgets import style

    with matplotlib.rc_context({"font.family": ["DejaVu Sans", style.register_font()], "axes.unicode_minus": False}):
        figure = Figure(figsize=(6.8, 3.3))
        # Fixed margins: to find them anew for each position of a slider would take a third of the time.
        figure.subplots_adjust(left=0.085, right=0.985, bottom=0.16, top=0.79, wspace=0.3)
        profit, reached = figure.subplots(1, 2, width_ratios=(6, 5))
        _draw_profit(profit, outcome, currency, style)
        _draw_reached(reached, outcome, currency, style)
    return figure


def _draw_profit(axes, outcome: CutOffOutcome, currency: str, style) -> None:
    across = _ByChance(outcome) if outcome.settings.rank_by == CHANCE else _ByCalls(outcome)
    axes.axhline(0, color=style.INK, linewidth=0.8)
    thousand = across.curve[["profit", "expected"]] / 1000
    axes.plot(across.places, thousand["profit"], color=style.BLUE, linewidth=2, label=_("came true"))
    axes.plot(across.places, thousand["expected"], "--", color=style.VERMILION, linewidth=1.6, label=_("foretold"))
    axes.axvline(across.own, color=style.GREY, linewidth=1)
    marks = {"clip_on": False, "zorder": 4, "linestyle": "none"}
    best, own = outcome.best, outcome.own
    axes.plot(across.of(best), best.profit / 1000, "D", color=style.GREEN, markersize=8, label=_("best"), **marks)
    axes.plot(across.own, own.profit / 1000, "o", color=style.INK, markersize=7, label=_("your cut"), **marks)
    axes.set_xlim(*across.ends)
    axes.xaxis.set_major_locator(_few_whole_numbers())
    axes.xaxis.set_major_formatter("{x:,.0f}")  # whole numbers, of calls or of per cent
    axes.yaxis.set_major_formatter("{x:,.4g}")
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=9)
    place = {"loc": "lower left", "bbox_to_anchor": (-0.12, 0.98), "borderpad": 0.1, "columnspacing": 1}
    axes.legend(**place, ncols=4, frameon=False, fontsize=8.5, handlelength=1.4, handletextpad=0.4)
    axes.set_xlabel(across.label, fontsize=9.5)
    title = _("Profit, thousand {currency}").format(currency=currency)
    axes.set_title(title, loc="left", fontsize=11, pad=22, x=-0.1)


class _ByCalls:
    """The number called from left to right."""

    def __init__(self, outcome: CutOffOutcome) -> None:
        reach = _reach(outcome)
        self.curve = outcome.curve(reach)
        self.places = self.curve["contacted"]
        self.own = outcome.own.contacted
        self.ends = (0, reach)
        self.label = _("calls, from the top of the list")

    def of(self, cut: Cut) -> float:
        """Where a cut stands."""
        return cut.contacted


class _ByChance:
    """The chance called from, per cent, as on its slider: few calls on the right, many on the left."""

    def __init__(self, outcome: CutOffOutcome) -> None:
        self.curve = outcome.curve(_reach(outcome)).iloc[1:]  # nobody has no chance
        self.places = 100 * self.curve["at_least"]
        self.own = 100 * outcome.settings.at_least
        cuts = outcome.cuts
        self._most = 100 * float(cuts.loc[cuts["contacted"] >= _TOP * outcome.own.customers, "at_least"].iloc[0])
        low = math.floor(2 * min(self.places.iloc[-1], self.own)) / 2
        self.ends = (low, max(self._most, self.own) + 0.2)
        self.label = _("called from this chance on, %")

    def of(self, cut: Cut) -> float:
        """Where a cut stands; nobody is called at the right end."""
        return 100 * cut.at_least if cut.contacted else self._most


def _reach(outcome: CutOffOutcome) -> float:
    """How many called the axis shows: a round part of the list that holds all three cuts, with room behind them."""
    most = _ROOM * max(cut.contacted for cut in (outcome.own, outcome.best, outcome.foretold))
    n = outcome.own.customers
    return next((part * n for part in _PARTS if part * n >= most), n)


def _few_whole_numbers():
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=5, integer=True)


def _draw_reached(axes, outcome: CutOffOutcome, currency: str, style) -> None:
    """Two by two; the lower row says what calls to those not called would have done."""
    cells = outcome.own.confusion()
    gone_by, spared = _("{sum} not kept"), _("{sum} spared")
    places = {
        "caught": (0, 1, style.BLUE, _("caught")),
        "false_alarms": (1, 1, style.VERMILION, _("false alarms")),
        "missed": (0, 0, style.PURPLE, _("missed")),
        "left_alone": (1, 0, style.GREY, _("rightly left alone")),
    }
    for name, (x, y, colour, label) in places.items():
        customers, money = cells.loc[name]
        if y:
            said = _thousand(money, sign=True)
        else:
            said = (gone_by if money > 0 else spared if money else "{sum}").format(sum=_thousand(abs(money)))
        axes.fill_between([x + 0.02, x + 0.98], y + 0.03, y + 0.97, color=colour, alpha=0.16, linewidth=0)
        axes.plot([x + 0.02, x + 0.02], [y + 0.03, y + 0.97], color=colour, linewidth=3, solid_capstyle="butt")
        for height, text, size in ((0.79, label, 9), (0.47, f"{customers:,.0f}", 15), (0.17, said, 9)):
            axes.text(x + 0.5, y + height, text, ha="center", va="center", fontsize=size, color=style.INK)
    axes.set_xlim(0, 2)
    axes.set_ylim(0, 2)
    axes.set_xticks([0.5, 1.5], [_("left"), _("stayed")], fontsize=9.5)
    axes.set_yticks([0.5, 1.5], [_("not called"), _("called")], fontsize=9.5, rotation=90, va="center")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.xaxis.tick_top()
    title = _("Customers, and thousand {currency}").format(currency=currency)
    axes.set_title(title, loc="left", fontsize=11, pad=8, x=-0.04)


def _thousand(money: float, sign: bool = False) -> str:
    """Whole thousands from ten on, tenths below."""
    shown = round(money / 1000, 0 if abs(money) >= 9_950 else 1) + 0.0  # + 0.0: no minus nothing
    decimals = 0 if abs(shown) >= 10 or not shown else 1
    told = f"{shown:+,.{decimals}f}" if sign and shown else f"{shown:,.{decimals}f}"
    return told.replace("-", "−")  # as on the axes
