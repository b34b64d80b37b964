"""The face of the score lab: move the cut points, see who moves, whom ties hit, and what the customers then did."""

from collections.abc import Mapping
from typing import Any

from casekit.labs.score import ScoreLab
from casekit.labs.score_outcome import ScoreOutcome
from casekit.labs.score_settings import REPEAT_MEAN, SPLIT, TOGETHER, TOTAL, ScoreSettings
from casekit.text import _
from casekit.widgets.controls import Pick, Slider
from casekit.widgets.lab import LabFace

CUTS = 4  # cut points that can be moved by hand: they make five scores


def score_lab(model: ScoreLab, *, unit: str | None = None, currency: str = "$") -> LabFace:
    """The score lab of one shop. ``unit`` names the model's unit of recency ("weeks" if left out)."""
    units = {"recency": unit or _("weeks"), "frequency": _("repeat days"), "monetary": currency}
    shown: dict[str, str] = {}

    def compute(settings: Mapping[str, Any]) -> ScoreOutcome:
        shown["measure"] = settings["measure"]
        return model.outcome(_settings(settings))

    return LabFace(
        "score",
        _("The score lab"),
        _controls(model, units),
        compute,
        lambda outcome: _plot(outcome, shown["measure"]),
        lambda outcome: _sentence(outcome, shown["measure"]),
        intro=_(
            "Scores are made from the past; the right-hand plot shows what each score's customers did **afterwards**. "
            "Good scores rise like stairs. Move one setting at a time, and guess first."
        ),
        table=lambda outcome: _table(outcome, shown["measure"], currency),
    )


def measure_names() -> dict[str, str]:
    """The three measures and their combination, as a trainee reads them."""
    return {
        "total": _("combined score"),
        "recency": _("recency"),
        "frequency": _("frequency"),
        "monetary": _("monetary value"),
    }


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────
def _controls(model: ScoreLab, units: Mapping[str, str]) -> list:
    ties = {TOGETHER: _("kept together"), SPLIT: _("split by row order")}
    spend = {REPEAT_MEAN: _("mean of repeat purchases"), TOTAL: _("total spending")}
    names = measure_names()
    return [
        Pick("measure", _("Look at"), names, "total"),
        Pick("cut", _("Cut points"), {"equal": _("equal parts"), "own": _("my own")}, "equal"),
        Slider("scores", _("Number of scores"), 2, 10, 5, when={"cut": "equal"}),
        Pick("ties", _("Customers with equal values"), ties, TOGETHER, when={"cut": "equal"}),
        *(cut for measure, unit in units.items() for cut in _cut_sliders(model, measure, unit)),
        Pick("monetary", _("Monetary value is the"), spend, REPEAT_MEAN, when={"cut": "equal"}),
        *(
            Slider(f"weight_{measure}", _("Weight of {measure}").format(measure=names[measure]), 0, 5, 1)
            for measure in units
        ),
    ]


def _cut_sliders(model: ScoreLab, measure: str, unit: str) -> list[Slider]:
    """Sliders that begin at equal parts. Recency runs the other way: few weeks since the last purchase score high."""
    edges = model.equal_parts(measure, CUTS + 1)
    ends = model.limits(measure)
    high = min(ends[1], max(10, 3 * edges[-1])) if measure != "recency" else ends[1]
    scores = range(CUTS + 1, 1, -1) if measure == "recency" else range(1, CUTS + 1)
    return [
        Slider(
            _cut_name(measure, n),
            _("Score {score} up to").format(score=score),
            0,
            max(1, round(high)),
            min(round(edge), max(1, round(high))),
            unit=unit,
            when={"cut": "own", "measure": measure},
        )
        for n, (score, edge) in enumerate(zip(scores, edges, strict=True))
    ]


def _cut_name(measure: str, n: int) -> str:
    return f"{measure}_{n + 1}"


def _settings(settings: Mapping[str, Any]) -> ScoreSettings:
    """The lab's levers. Cut points that were moved past one another are taken in rising order."""
    measures = ("recency", "frequency", "monetary")
    weights = tuple(settings[f"weight_{measure}"] for measure in measures)
    if settings["cut"] == "own":
        edges = {measure: sorted(settings[_cut_name(measure, n)] for n in range(CUTS)) for measure in measures}
        return ScoreSettings(scores=CUTS + 1, edges=edges, weights=weights)
    return ScoreSettings(
        scores=settings["scores"], ties=settings["ties"], weights=weights, monetary=settings["monetary"]
    )


# ── outcome ──────────────────────────────────────────────────────────────────────────────────────────
def _sentence(outcome: ScoreOutcome, measure: str) -> str:
    rows = _rows(outcome, measure)
    taken = rows[rows["customers"] > 0]
    low, high = taken.iloc[0], taken.iloc[-1]
    moved = int(outcome.moved.set_index("measure").loc[measure, "moved"])
    parted = sum(outcome.parted_by_ties.values()) if measure == "total" else outcome.parted_by_ties[measure]
    said = [
        _(
            "By **{measure}**, {high:.0f} % of those scored {best:.0f} bought again, and {low:.0f} % of those scored "
            "{worst:.0f}."
        ).format(
            measure=measure_names()[measure],
            high=100 * high["share_bought"],
            best=high["score"],
            low=100 * low["share_bought"],
            worst=low["score"],
        ),
        _("**{n:,}** customers are scored otherwise than by equal parts with ties kept together.").format(n=moved),
        _("Equal customers with unequal scores: **{n:,}**.").format(n=parted),
    ]
    if empty := rows.loc[rows["customers"] == 0, "score"].tolist():
        said.append(_("Nobody has score {scores}: equal values fill more than one part.").format(scores=_list(empty)))
    return " ".join(said)


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
        figure.subplots_adjust(left=0.09, right=0.99, bottom=0.17, top=0.9, wspace=0.2)
        counted, bought = figure.subplots(1, 2)
        _bars(counted, rows["score"], rows["customers"], "{:,.0f}", style)
        counted.set_title(_("Customers"), loc="left", fontsize=11)
        _bars(bought, rows["score"], 100 * rows["share_bought"], "{:.0f}", style)
        bought.set_title(_("Bought in the next period, %"), loc="left", fontsize=11)
        bought.axhline(100 * overall, color=style.VERMILION, linestyle="--", linewidth=1.5)
        bought.annotate(
            _("all: {share:.0f} %").format(share=100 * overall),
            (0.01, 100 * overall),
            xycoords=("axes fraction", "data"),
            xytext=(0, 4),
            textcoords="offset points",
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
