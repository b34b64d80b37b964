"""The face of the score lab: move the cut points, see who moves, whom ties hit, and what the customers then did."""

from collections.abc import Mapping
from typing import Any

from casekit.labs.score import ScoreLab
from casekit.labs.score_outcome import ScoreOutcome
from casekit.labs.score_settings import SPLIT
from casekit.text import _, ngettext
from casekit.widgets.lab import LabFace
from casekit.widgets.score_controls import WEIGHTS, controls, in_order, lab_settings, measure_names, recency_unit


def score_lab(model: ScoreLab, *, unit: str | None = None, currency: str = "$") -> LabFace:
    """The score lab of one shop. ``unit`` names the model's unit of recency in the plural, if not as usual."""
    shown: dict[str, str] = {}

    def compute(settings: Mapping[str, Any]) -> ScoreOutcome:
        shown["measure"] = settings["measure"]
        return model.outcome(lab_settings(settings), tuple(WEIGHTS.values()))

    return LabFace(
        "score",
        _("The score lab"),
        controls(model, unit or recency_unit(model), currency),
        compute,
        lambda outcome: _plot(outcome, shown["measure"]),
        lambda outcome: _sentence(outcome, shown["measure"]),
        intro=_(
            "Scores are made from the past; the right-hand plot shows what each score's customers did **afterwards**. "
            "Good scores rise like stairs. Move one setting at a time, and guess first."
        ),
        table=lambda outcome: _table(outcome, shown["measure"], currency),
        fit=in_order,
    )


# ── outcome ──────────────────────────────────────────────────────────────────────────────────────────
def _sentence(outcome: ScoreOutcome, measure: str) -> str:
    said = [_bought(outcome, measure), _moved(outcome, measure), _parted(outcome, measure)]
    rows = _rows(outcome, measure)
    if empty := rows.loc[rows["customers"] == 0, "score"].tolist():
        said.append(_nobody(outcome, measure, _list(empty)))
    if measure == "total" and outcome.settings.edges:
        said.append(_("Your own cut points are set where you look at one of the three measures."))
    return " ".join(said)


def _bought(outcome: ScoreOutcome, measure: str) -> str:
    rows = _rows(outcome, measure)
    taken = rows[rows["customers"] > 0]
    low, high = taken.iloc[0], taken.iloc[-1]
    return _(
        "By **{measure}**, {high:.0f} % of those scored {best:.0f} bought again, and {low:.0f} % of those scored "
        "{worst:.0f}."
    ).format(
        measure=measure_names()[measure],
        high=100 * high["share_bought"],
        best=high["score"],
        low=100 * low["share_bought"],
        worst=low["score"],
    )


def _moved(outcome: ScoreOutcome, measure: str) -> str:
    """How many the settings score otherwise than equal parts, with ties together and the first weights, would."""
    n = int(outcome.moved.set_index("measure").loc[measure, "moved"])
    usual = _("equal parts")
    if measure == "total":
        weights = ", ".join(str(weight) for weight in WEIGHTS.values())
        usual = _("equal parts with the weights {weights}").format(weights=weights)
    if n == 0:
        return _("Every customer has the score that {usual} would give.").format(usual=usual)
    return ngettext(
        "**{n:,} customer** has another score than {usual} would give.",
        "**{n:,} customers** have another score than {usual} would give.",
        n,
    ).format(n=n, usual=usual)


def _parted(outcome: ScoreOutcome, measure: str) -> str:
    if outcome.settings.ties != SPLIT:
        return _("Customers with the same value have the same score.")
    if measure == "total":  # one customer may be hit in all three, so they are not added up
        parts = ", ".join(f"**{n:,}** ({measure_names()[name]})" for name, n in outcome.parted_by_ties.items())
        return _("Scored apart from an equal, only because of their place in the file: {parts}.").format(parts=parts)
    n = outcome.parted_by_ties[measure]
    return ngettext(
        "**{n:,} customer** is scored apart from an equal, only because of the place in the file.",
        "**{n:,} customers** are scored apart from an equal, only because of their place in the file.",
        n,
    ).format(n=n)


def _nobody(outcome: ScoreOutcome, measure: str, scores: str) -> str:
    if measure in outcome.settings.edges:
        return _("Nobody has score {scores}: no customer lies between those cut points.").format(scores=scores)
    return _("Nobody has score {scores}: too many customers have the same value.").format(scores=scores)


def _list(scores: list[int]) -> str:
    return ", ".join(str(score) for score in scores)


def _rows(outcome: ScoreOutcome, measure: str):
    by_score = outcome.by_score
    return by_score[by_score["measure"] == measure]


def _table(outcome: ScoreOutcome, measure: str, currency: str):
    rows = _rows(outcome, measure)
    return rows.assign(share_bought=100 * rows["share_bought"])[
        ["score", "customers", "share_bought", "purchases", "spend"]
    ].set_axis(
        [
            _("score"),
            _("customers"),
            _("bought again, %"),
            _("purchase days a customer"),
            _("spend a customer, {currency}").format(currency=currency),
        ],
        axis=1,
    )


def _plot(outcome: ScoreOutcome, measure: str):
    import matplotlib
    from matplotlib.figure import Figure

    from casekit.widgets import style

    rows = _rows(outcome, measure)
    overall = rows["buyers"].sum() / rows["customers"].sum()
    with matplotlib.rc_context({"font.family": ["DejaVu Sans", style.register_font()], "axes.unicode_minus": False}):
        figure = Figure(figsize=(6.4, 2.9))
        # Fixed margins: to find them anew for each position of a slider would take a third of the time.
        figure.subplots_adjust(left=0.09, right=0.92, bottom=0.17, top=0.9, wspace=0.2)
        counted, bought = figure.subplots(1, 2)
        _bars(counted, rows["score"], rows["customers"], "{:,.0f}", style)
        counted.set_title(_("Customers"), loc="left", fontsize=11)
        _bars(bought, rows["score"], 100 * rows["share_bought"], "{:.0f}", style)
        bought.set_title(_("Bought in the next period, %"), loc="left", fontsize=11)
        bought.axhline(100 * overall, color=style.VERMILION, linestyle="--", linewidth=1.5)
        bought.annotate(
            _("all: {share:.0f} %").format(share=100 * overall).replace(" ", "\n", 1),
            (1.0, 100 * overall),  # beside the bars: their own figures stand above them
            xycoords=("axes fraction", "data"),
            xytext=(4, 0),
            textcoords="offset points",
            verticalalignment="center",
            fontsize=9,
            color=style.INK,
        )
        for axes in (counted, bought):
            axes.set_xlabel(_("score"))
            axes.spines[["top", "right"]].set_visible(False)
    return figure


def _bars(axes, scores, heights, label: str, style) -> None:
    """Bars with their figures; a score nobody has gets a dash, for it has no share at all, not one of 0."""
    bars = axes.bar(scores, heights.fillna(0), color=style.BLUE)
    axes.bar_label(
        bars, ["–" if height != height else label.format(height) for height in heights], fontsize=9, padding=2
    )
    axes.set_xticks(list(scores))
    axes.margins(y=0.14)
