"""The face of the ABC lab: move the cuts, see who changes class, who costs more than they bring, and the hours."""

import pandas as pd

from casekit.labs.abc import USUAL, AbcLab
from casekit.labs.abc_outcome import AbcOutcome
from casekit.labs.abc_settings import CLASSES, GROUPS
from casekit.text import _, ngettext
from casekit.widgets.abc_controls import controls, in_order, lab_settings, measure_names
from casekit.widgets.lab import LabFace

SHOWN = 5  # customers of a list


def abc_lab(model: AbcLab, *, currency: str = "yuan", hours: tuple[float, float, float] = USUAL.hours) -> LabFace:
    """The ABC lab of one company. ``hours`` of service a year for an A, a B and a C are where the lab starts."""
    return LabFace(
        "abc",
        _("The ABC lab"),
        controls(model, hours),
        lambda settings: model.outcome(lab_settings(settings)),
        picture,
        _sentence,
        intro=_(
            "A are the few who hold most of the total, B the next, C the rest. The cuts are **yours**: watch who "
            "changes class, who in A costs more than they bring, and whether the hours you promise are there."
        ),
        table=lambda outcome: _tables(outcome, currency),
        fit=in_order,
    )


# ── the sentence ─────────────────────────────────────────────────────────────────────────────────────
def _sentence(outcome: AbcOutcome) -> str:
    return " ".join(filter(None, (_few(outcome), _losing(outcome), _moved(outcome), _hours(outcome), _ties(outcome))))


def _few(outcome: AbcOutcome) -> str:
    best = outcome.by_class.loc["A"]
    brought = _("they bring {sales} of the sales and {profit} of the profit.").format(
        sales=_percent(best["share_of_sales"]), profit=_percent(best["share_of_profit"])
    )
    n, share = int(best["units"]), _percent(best["share_of_units"])
    if outcome.settings.unit == GROUPS:
        whole = ngettext("**{n:,} unit** ({share} of all) is A", "**{n:,} units** ({share} of all) are A", n)
        held = ngettext("with {n:,} customer", "with {n:,} customers", int(best["customers"]))
        return f"{whole.format(n=n, share=share)}, {held.format(n=int(best['customers']))}: {brought}"
    few = ngettext("**{n:,} customer** ({share}) is A", "**{n:,} customers** ({share}) are A", n)
    return f"{few.format(n=n, share=share)}: {brought}"


def _losing(outcome: AbcOutcome) -> str:
    n = int(outcome.by_class.loc["A", "losing"])
    if not n:
        return ""
    return ngettext(
        "**{n:,} of these customers costs** more than it brings.",
        "**{n:,} of these customers cost** more than they bring.",
        n,
    ).format(n=n)


def _moved(outcome: AbcOutcome) -> str:
    up, down = outcome.moved["up"], outcome.moved["down"]
    usual = _("ABC as usual (sales, each alone, 80 and 95 %)")
    if not up + down:
        return _("Nobody is in another class than by {usual}.").format(usual=usual)
    return ngettext(
        "**{n:,} customer** is in another class than by {usual}: {up:,} up, {down:,} down.",
        "**{n:,} customers** are in another class than by {usual}: {up:,} up, {down:,} down.",
        up + down,
    ).format(n=up + down, usual=usual, up=up, down=down)


def _hours(outcome: AbcOutcome) -> str:
    promised, there = outcome.hours, outcome.customers.hours_available
    if not there:
        return _("You promise **{promised:,.0f} hours** of service a year.").format(promised=promised)
    said = _("You promise **{promised:,.0f} hours** of service a year, and there are {there:,.0f}:").format(
        promised=promised, there=there
    )
    if outcome.hours_over > 0:
        return f"{said} " + _("**{over:,.0f} too many**.").format(over=outcome.hours_over)
    return f"{said} " + _("{left:,.0f} are left.").format(left=-outcome.hours_over)


def _ties(outcome: AbcOutcome) -> str:
    said = [
        _("{n:,} have exactly the same figure where {letter} ends: they stay together.").format(n=n, letter=letter)
        for letter, n in outcome.ties.items()
        if n
    ]
    return " ".join(said)


def _percent(share: float) -> str:
    return "–" if share != share else f"{100 * share:.1f} %"


# ── the tables ───────────────────────────────────────────────────────────────────────────────────────
def _tables(outcome: AbcOutcome, currency: str) -> dict[str, pd.DataFrame]:
    made = {_("The classes"): _classes(outcome)}
    moved = sum(outcome.moved.values())
    if moved:
        title = _("In another class than usual: the largest {shown} of {n:,}").format(shown=min(SHOWN, moved), n=moved)
        made[title] = _customers(outcome.moved_customers(SHOWN), currency)
    losing = outcome.losing_customers("A")
    if len(losing):
        title = _("In A, and costing more than they bring: the largest {shown} of {n:,}").format(
            shown=min(SHOWN, len(losing)), n=len(losing)
        )
        made[title] = _customers(losing.head(SHOWN), currency)
    return made


def _classes(outcome: AbcOutcome) -> pd.DataFrame:
    by_class = outcome.by_class
    shown = {
        _("customers"): by_class["customers"],
        **({_("units"): by_class["units"]} if outcome.settings.unit == GROUPS else {}),
        _("sales, %"): (100 * by_class["share_of_sales"]).round(1),
        _("profit, %"): (100 * by_class["share_of_profit"]).round(1),
        _("at a loss"): by_class["losing"],
        _("hours"): by_class["hours"].round(),
        **({_("last year"): by_class["given"].round()} if by_class["given"].notna().any() else {}),
    }
    return pd.DataFrame(shown).rename_axis(_("class"))


def _customers(listed: pd.DataFrame, currency: str) -> pd.DataFrame:
    titles = {
        "customer_id": _("customer"),
        "name": _("name"),
        "usual": _("usual"),
        "abc_class": _("here"),
        "sales": _("sales, {currency}").format(currency=currency),
        "profit": _("profit, {currency}").format(currency=currency),
    }
    whole = listed.assign(sales=listed["sales"].round(), profit=listed["profit"].round())
    return whole.rename(columns=titles).set_index(titles["customer_id"])


# ── the picture ──────────────────────────────────────────────────────────────────────────────────────
def picture(outcome: AbcOutcome):
    """The curve with its two cuts, and the hours of each class against those there are."""
    import matplotlib
    from matplotlib.figure import Figure

    from casekit.widgets import style

    with matplotlib.rc_context({"font.family": ["DejaVu Sans", style.register_font()], "axes.unicode_minus": False}):
        figure = Figure(figsize=(6.4, 2.9))
        # Fixed margins: to find them anew for each position of a slider would take a third of the time.
        figure.subplots_adjust(left=0.09, right=0.98, bottom=0.17, top=0.88, wspace=0.3)
        curve, bars = figure.subplots(1, 2, width_ratios=(3, 2))
        _draw_curve(curve, outcome, style)
        _draw_hours(bars, outcome, style)
        for axes in (curve, bars):
            axes.spines[["top", "right"]].set_visible(False)
            axes.tick_params(labelsize=9)
    return figure


def _draw_curve(axes, outcome: AbcOutcome, style) -> None:
    points = 100 * outcome.curve
    axes.plot(points["share_of_units"], points["share_of_value"], color=style.BLUE, linewidth=2)
    ends = 100 * outcome.by_class["share_of_units"].cumsum()
    starts = [0, *ends.iloc[:-1]]
    for letter, cut in zip(CLASSES, outcome.settings.cuts, strict=False):
        axes.axhline(100 * cut, color=style.VERMILION, linestyle="--", linewidth=1)
        axes.axvline(ends[letter], color=style.GREY, linewidth=1)
    for letter, start, end in zip(CLASSES, starts, ends, strict=True):
        if end - start >= 4:  # no room for a letter in less
            axes.text((start + end) / 2, 6, letter, ha="center", fontsize=13, color=style.INK)
    axes.set_xlim(0, 100)
    axes.set_ylim(0, max(105, 1.05 * points["share_of_value"].max()))
    units = _("units") if outcome.settings.unit == GROUPS else _("customers")
    axes.set_xlabel(_("{units}, largest first, %").format(units=units))
    measure = measure_names()[outcome.settings.measure]
    axes.set_title(_("Share of {measure} held, %").format(measure=measure), loc="left", fontsize=11)


def _draw_hours(axes, outcome: AbcOutcome, style) -> None:
    by_class, there = outcome.by_class, outcome.customers.hours_available
    names = [*CLASSES, _("all")]
    promised = [*by_class["hours"], outcome.hours]
    bars = axes.bar(names, promised, color=style.BLUE, width=0.65)
    axes.bar_label(bars, [f"{value:,.0f}" for value in promised], fontsize=9, padding=2)
    if there:
        axes.axhline(there, color=style.VERMILION, linestyle="--", linewidth=1.5)
        axes.set_xlabel(_("dashed: there are {there:,.0f}").format(there=there))
    axes.set_ylim(0, 1.18 * max(*promised, there, 1))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_title(_("Hours of service a year"), loc="left", fontsize=11)
