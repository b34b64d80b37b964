"""The face of the review lab: margin and minimum stay here, moves taken back and downgrades missed there."""

import pandas as pd

from casekit.labs.review import WIDEST, ReviewLab
from casekit.labs.review_outcome import ReviewOutcome
from casekit.labs.review_settings import ReviewSettings
from casekit.text import _, ngettext
from casekit.widgets.controls import Slider
from casekit.widgets.lab import LabFace

SHOWN = 5  # customers of a list


def review_lab(model: ReviewLab, *, currency: str = "yuan", first: ReviewSettings | None = None) -> LabFace:
    """The review lab of one company. It opens at ``first``: by default without a margin and at the shortest stay."""
    first = first or ReviewSettings()
    return LabFace(
        "review",
        _("The review lab"),
        _controls(first),
        lambda settings: model.outcome(_settings(settings)),
        picture,
        lambda outcome: _sentence(outcome, currency),
        intro=_(
            "Every January each customer’s year is held against the grades, and part of every year is luck. A "
            "**margin**, a **minimum stay**, and a number of **misses in a row** keep grades from going up and down "
            "with it, and let some stand that should fall. You say how much of each. Unlike in life, you also see what "
            "each customer would have bought without luck."
        ),
        table=lambda outcome: _tables(outcome, currency),
    )


def _controls(first: ReviewSettings) -> list[Slider]:
    margin, cost = round(100 * first.margin), round(100 * first.demotion_cost)
    reviews = {"unit": _("reviews"), "unit_of_one": _("review")}
    return [
        Slider("margin", _("Margin around each threshold"), 0, round(100 * WIDEST), margin, unit="%"),
        # the review that gives a grade is its first: to keep it for one is to keep it for none more
        Slider("stay", _("Minimum stay in a grade"), 1, 4, max(first.minimum_stay, 1), **reviews),
        Slider("misses", _("Misses in a row until it is lost"), 1, 3, first.downgrade_after),
        Slider("cost", _("A wrong downgrade costs, of a year’s profit"), 0, 100, cost, 5, unit="%"),
    ]


def _settings(settings) -> ReviewSettings:
    return ReviewSettings(settings["margin"] / 100, settings["stay"], settings["misses"], settings["cost"] / 100)


# ── the sentence ─────────────────────────────────────────────────────────────────────────────────────
def _sentence(outcome: ReviewOutcome, currency: str) -> str:
    plain = outcome.plain
    back = ngettext(
        "**{n:,} move** was taken back at the next review ({plain:,}).",
        "**{n:,} moves** were taken back at the next review ({plain:,}).",
        outcome.flip_flops,
    )
    missed = ngettext(
        "**{n:,} downgrade** was missed ({plain:,}).",
        "**{n:,} downgrades** were missed ({plain:,}).",
        outcome.missed_downgrades,
    )
    said = [
        back.format(n=outcome.flip_flops, plain=plain.flip_flops),
        missed.format(n=outcome.missed_downgrades, plain=plain.missed_downgrades),
        _wronged(outcome, currency),
        _given_away(outcome, currency),
        _("Of all grades given, **{right} %** are deserved ({plain} %).").format(
            right=f"{100 * outcome.right:.0f}", plain=f"{100 * plain.right:.0f}"
        ),
        _("In brackets: the policy alone."),
    ]
    return " ".join(filter(None, said))


def _given_away(outcome: ReviewOutcome, currency: str) -> str:
    if outcome.service_given_away is None:
        return ""
    return _("Services above the deserved grade cost **{sum:,.0f} {currency}** ({plain:,.0f}).").format(
        sum=outcome.service_given_away, plain=outcome.plain.service_given_away, currency=currency
    )


def _wronged(outcome: ReviewOutcome, currency: str) -> str:
    n = outcome.undeserved_downgrades
    if not n:
        return _("Nobody was moved down who did not deserve it.")
    return ngettext(
        "**{n:,} time** a customer was moved down by bad luck, which costs **{lost:,.0f} {currency}** of profit "
        "({plain:,.0f}).",
        "**{n:,} times** a customer was moved down by bad luck, which costs **{lost:,.0f} {currency}** of profit "
        "({plain:,.0f}).",
        n,
    ).format(n=n, lost=outcome.demotion_cost, currency=currency, plain=outcome.plain.demotion_cost)


# ── the tables ───────────────────────────────────────────────────────────────────────────────────────
def _tables(outcome: ReviewOutcome, currency: str) -> dict[str, pd.DataFrame]:
    made = {
        _("With your rules, against the truth"): _compared(outcome, currency),
        _("Review by review"): _by_review(outcome),
    }
    wronged = outcome.wronged(SHOWN)
    if len(wronged):
        title = _("Moved down by bad luck: the largest {shown} of {n:,}").format(
            shown=len(wronged), n=outcome.undeserved_downgrades
        )
        made[title] = _listed(wronged, currency)
    return made


def _compared(outcome: ReviewOutcome, currency: str) -> pd.DataFrame:
    rows = {
        _("moved up"): "up",
        _("moved down"): "down",
        _("moves taken back at the next review"): "flip_flops",
        _("downgrades missed"): "missed_downgrades",
        _("upgrades missed"): "missed_upgrades",
        _("upgrades by luck"): "upgrades_by_luck",
        _("downgrades by bad luck"): "undeserved_downgrades",
        _("first grades by luck, good or bad"): "first_grades_by_luck",
        _("profit lost by wrong downgrades, {currency}").format(currency=currency): "demotion_cost",
    }
    if outcome.service_given_away is not None:
        rows[_("services above the deserved grade, {currency}").format(currency=currency)] = "service_given_away"
    columns = {_("policy alone"): outcome.plain, _("your rules"): outcome}
    return pd.DataFrame(
        {title: [round(getattr(found, name)) for name in rows.values()] for title, found in columns.items()},
        index=pd.Index(list(rows), name=_("all reviews together")),
    )


def _by_review(outcome: ReviewOutcome) -> pd.DataFrame:
    titles = {
        "graded": _("graded"),
        "new": _("new"),
        "up": _("up"),
        "down": _("down"),
        "taken_back": _("taken back"),
        "too_high": _("too high"),
        "too_low": _("too low"),
    }
    table = outcome.by_review.rename(columns=titles)
    return table.set_axis(table.index.astype("str"), axis=0).rename_axis(_("year judged"))  # 2023, not 2,023


def _listed(wronged: pd.DataFrame, currency: str) -> pd.DataFrame:
    titles = {
        "customer_id": _("customer"),
        "year": _("year"),
        "bought": _("bought, {currency}").format(currency=currency),
        "truth": _("without luck"),
        "before": _("before"),
        "after": _("after"),
        "lost": _("profit lost"),
    }
    whole = wronged.assign(year=wronged["year"].astype("str"))
    whole = whole.assign(**{name: whole[name].round().astype("int64") for name in ("bought", "truth", "lost")})
    return whole.rename(columns=titles).set_index(titles["customer_id"])


# ── the picture ──────────────────────────────────────────────────────────────────────────────────────
def picture(outcome: ReviewOutcome):
    """The moves taken back and downgrades missed for every margin, and what went wrong, against the policy alone."""
    import matplotlib
    from matplotlib.figure import Figure

    from casekit.widgets import style

    with matplotlib.rc_context({"font.family": ["DejaVu Sans", style.register_font()], "axes.unicode_minus": False}):
        figure = Figure(figsize=(6.8, 3.1))
        # Fixed margins: to find them anew for each position of a slider would take a third of the time.
        figure.subplots_adjust(left=0.07, right=0.98, bottom=0.17, top=0.80, wspace=0.62)
        curve, bars = figure.subplots(1, 2, width_ratios=(5, 4))
        _draw_curve(curve, outcome, style)
        _draw_bars(bars, outcome, style)
        for axes in (curve, bars):
            axes.spines[["top", "right"]].set_visible(False)
            axes.tick_params(labelsize=9)
    return figure


def _draw_curve(axes, outcome: ReviewOutcome, style) -> None:
    points = outcome.curve
    here = 100 * outcome.settings.margin
    lines = (
        ("flip_flops", _("taken back"), style.VERMILION, "-", outcome.flip_flops),
        ("missed_downgrades", _("downgrades missed"), style.BLUE, "--", outcome.missed_downgrades),
    )
    for column, label, colour, dashes, now in lines:
        axes.plot(100 * points["margin"], points[column], color=colour, linestyle=dashes, linewidth=2, label=label)
        axes.plot([here], [now], "o", color=colour, markersize=7)
    most = max(points[["flip_flops", "missed_downgrades"]].to_numpy().max(), 1)
    axes.vlines(here, 0, 1.08 * most, color=style.GREY, linewidth=1)
    axes.set_xlim(-1, 100 * WIDEST + 1)
    axes.set_ylim(-0.05 * most, 1.1 * most)  # room below, that a line at 0 is seen beside the axis
    above = {"loc": "lower left", "bbox_to_anchor": (-0.04, 0.98), "borderpad": 0.1}
    axes.legend(**above, ncols=2, frameon=False, fontsize=9, handlelength=1.5, columnspacing=1)
    axes.set_xlabel(_("margin, % (line: yours)"))
    axes.set_title(_("With your stay, at every margin"), loc="left", fontsize=11, pad=22)


def _draw_bars(axes, outcome: ReviewOutcome, style) -> None:
    names = {
        "flip_flops": _("taken back"),
        "missed_downgrades": _("missed down"),
        "missed_upgrades": _("missed up"),
        "upgrades_by_luck": _("lucky up"),
        "undeserved_downgrades": _("unlucky down"),
    }
    places = range(len(names))
    for shift, found, colour, label in (
        (-0.2, outcome.plain, style.GREY, _("policy alone")),
        (0.2, outcome, style.BLUE, _("your rules")),
    ):
        values = [getattr(found, name) for name in names]
        bars = axes.barh([place + shift for place in places], values, height=0.38, color=colour, label=label)
        axes.bar_label(bars, [f"{value:,}" for value in values], fontsize=8, padding=2)
    axes.set_yticks(list(places), list(names.values()))
    axes.set_ylim(len(names) - 0.5, -0.5)  # the first on top
    above = {"loc": "lower center", "bbox_to_anchor": (0.4, 0.98), "borderpad": 0.1}
    axes.legend(**above, ncols=2, frameon=False, fontsize=9, handlelength=1)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(0, 1.2 * max(axes.get_xlim()[1], 1))
    axes.set_title(_("What went wrong"), loc="left", fontsize=11, pad=22)
