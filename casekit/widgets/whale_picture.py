"""What the whale-curve lab draws: the curve before and after, and each lever's promise beside what comes of it."""

from casekit.labs.whale_outcome import WhaleOutcome
from casekit.labs.whale_settings import LOADED
from casekit.text import _


def picture(outcome: WhaleOutcome, currency: str):
    """Whale curves on the left, promised and real change of profit by lever on the right; money in a round unit.

    While nothing is changed there is one curve, and nothing to compare it with.
    """
    import matplotlib
    from matplotlib.figure import Figure

    from casekit.widgets import style

    with matplotlib.rc_context({"font.family": ["DejaVu Sans", style.register_font()], "axes.unicode_minus": False}):
        figure = Figure(figsize=(6.8, 3.2))
        # Fixed margins: to find them anew for each position of a slider would take a third of the time.
        figure.subplots_adjust(left=0.075, right=0.985, bottom=0.165, top=0.79, wspace=0.46)
        if outcome.by_lever["real"].any():
            curves, bars = figure.subplots(1, 2, width_ratios=(5, 4))
            _draw_bars(bars, outcome, currency, style)
        else:
            curves = figure.subplots()
        _draw_curves(curves, outcome, currency, style)
        for axes in figure.axes:
            axes.spines[["top", "right"]].set_visible(False)
            axes.tick_params(labelsize=9)
    return figure


def _draw_curves(axes, outcome: WhaleOutcome, currency: str, style) -> None:
    curves = outcome.curves()
    per, unit = _round_unit(max(abs(curve["cumulative_profit"]).max() for curve in curves.values()), currency)
    lines = {
        "before": (_("before"), style.GREY, "-"),
        "promised": (_("promised"), style.VERMILION, "--"),
        "real": (_("real"), style.BLUE, "-"),
    }
    if outcome.settings.judged_by != LOADED:
        del lines["promised"]
    if not outcome.by_lever["real"].any():
        lines = {"before": (_("before"), style.BLUE, "-")}
    for name, (label, colour, dashes) in lines.items():
        x, y = 100 * curves[name]["share_of_customers"], curves[name]["cumulative_profit"] / per
        axes.plot(x, y, color=colour, linestyle=dashes, linewidth=2, label=label)
        axes.plot(x.iloc[-1], y.iloc[-1], "o", color=colour, markersize=5)
    axes.axhline(0, color=style.INK, linewidth=0.8)
    axes.set_xlim(0, 102)
    axes.legend(**_above(-0.02, "lower left"), ncols=3, frameon=False, fontsize=9, handlelength=1.6, columnspacing=1)
    axes.set_xlabel(_("customers, best first, %"))
    axes.set_title(_("Profit added up, {unit}").format(unit=unit), loc="left", fontsize=11, pad=22)


def _draw_bars(axes, outcome: WhaleOutcome, currency: str, style) -> None:
    names = {
        "dropped": _("dropped"),
        "service": _("served less"),
        "repriced": _("repriced"),
        "leaving": _("leave"),
        "all": _("all"),
    }
    table = outcome.by_lever[["promised", "real"]]
    table = {column: [*table[column], table[column].sum()] for column in table}
    most = max(abs(value) for values in table.values() for value in values)
    per, unit = _round_unit(most, currency)
    decimals = 2 if most / per < 10 else 0
    shown = [("real", style.BLUE, _("real"))]
    if outcome.settings.judged_by == LOADED:
        shown.insert(0, ("promised", style.VERMILION, _("promised")))
    for turn, (column, colour, label) in enumerate(shown):
        values = [value / per for value in table[column]]
        places = [place + 0.4 * turn - 0.2 * (len(shown) - 1) for place in range(len(names))]
        bars = axes.barh(places, values, height=0.38, color=colour, label=label)
        axes.bar_label(bars, [_signed(value, decimals) for value in values], fontsize=8, padding=2)
    axes.axvline(0, color=style.INK, linewidth=0.8)
    axes.set_yticks(range(len(names)), list(names.values()))
    axes.set_ylim(len(names) - 0.5, -0.5)  # the first on top
    reach = max(most / per, 1e-9)
    lowest = min(0.0, *(value / per for values in table.values() for value in values))
    axes.set_xlim(lowest - 0.3 * reach * (lowest < 0), 1.3 * reach)
    axes.set_xticks([])
    axes.spines[["bottom", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.legend(**_above(-0.3, "lower left"), ncols=2, frameon=False, fontsize=9, handlelength=1, columnspacing=1)
    axes.set_title(_("Change a year, {unit}").format(unit=unit), loc="left", fontsize=11, pad=22, x=-0.3)


def _above(x: float, corner: str) -> dict:
    """Above the axes, where no line can pass behind it."""
    return {"loc": corner, "bbox_to_anchor": (x, 0.98), "borderpad": 0.1}


def _round_unit(most: float, currency: str) -> tuple[float, str]:
    if most >= 2e6:
        return 1e6, _("million {currency}").format(currency=currency)
    if most >= 2e3:
        return 1e3, _("thousand {currency}").format(currency=currency)
    return 1.0, currency


def _signed(value: float, decimals: int) -> str:
    shown = round(value, decimals)
    return f"{shown:+,.{decimals}f}" if shown else "0"
