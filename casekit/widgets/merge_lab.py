"""The face of the merge lab: how strict to be, and what each kind of mistake does to people and to figures."""

from casekit.labs.merge import CURVE, MergeLab
from casekit.labs.merge_outcome import MergeOutcome
from casekit.labs.merge_settings import MergeSettings
from casekit.text import _, ngettext
from casekit.widgets.controls import Slider, Toggle
from casekit.widgets.lab import LabFace

EXAMPLES = 5


def merge_lab(model: MergeLab, *, currency: str = "¥") -> LabFace:
    """The merge lab of one company's cards."""
    return LabFace(
        "merge",
        _("The merge lab"),
        controls(model),
        lambda settings: model.outcome(MergeSettings(**settings)),
        picture,
        lambda outcome: _sentence(outcome, currency),
        intro=_(
            "Two cards are merged when enough speaks for **one person**. Here we know the truth, so we can count both "
            "mistakes: people **wrongly put together**, and cards of one person **left apart**. Id number and gender "
            "always count. Move one setting at a time, and guess first."
        ),
        table=_table,
        caption=_("Some wrong merges, names masked"),
    )


def controls(model: MergeLab) -> list[Slider | Toggle]:
    """The lab's controls at the position of ``merge_records``."""
    first = MergeSettings()
    shared = ngettext(
        "Count the {n} phone shared by many, too", "Count the {n} phones shared by many, too", model.shared_phones
    )
    return [
        Slider("strictness", _("Strictness: merge from this score on"), CURVE[0], CURVE[-1], first.strictness, 0.01),
        Toggle("phone", _("Phones count"), first.phone),
        Toggle("email", _("E-mails count"), first.email),
        Toggle("name_and_birthday", _("Names and birthdays count"), first.name_and_birthday),
        Toggle("address", _("Addresses count"), first.address),
        Toggle("shared_phones", shared.format(n=model.shared_phones), first.shared_phones, when={"phone": True}),
    ]


# ── outcome ──────────────────────────────────────────────────────────────────────────────────────────
def _sentence(outcome: MergeOutcome, currency: str) -> str:
    found = f"{_people(outcome)} {_pairs(outcome)}"
    follows = _follows(outcome)
    if outcome.customers_split is not None:
        follows += f" {_sales(outcome, currency)}"
    return f"{found}\n\n{follows}"


def _people(outcome: MergeOutcome) -> str:
    return _("**{found:,} people** found; in truth they are {true:,}.").format(
        found=outcome.people_found, true=outcome.people_true
    )


def _pairs(outcome: MergeOutcome) -> str:
    wrong = ngettext(
        "**{n:,} pair** of cards is wrongly put together",
        "**{n:,} pairs** of cards are wrongly put together",
        outcome.wrong_pairs,
    ).format(n=outcome.wrong_pairs)
    missed = ngettext(
        "**{n:,} pair** of one person’s cards is missed",
        "**{n:,} pairs** of one person’s cards are missed",
        outcome.missed_pairs,
    ).format(n=outcome.missed_pairs)
    if not outcome.right_pairs + outcome.wrong_pairs:
        return _("No two cards are merged, so {missed}.").format(missed=missed)
    shares = _("of the merged pairs {precision} are right, of the true pairs {recall} are found").format(
        precision=_percent(outcome.precision), recall=_percent(outcome.recall)
    )
    return _("{wrong}, {missed}: {shares}.").format(wrong=wrong, missed=missed, shares=shares)


def _follows(outcome: MergeOutcome) -> str:
    letters = ngettext(
        "**{n:,} letter** too many goes out", "**{n:,} letters** too many go out", outcome.letters_twice
    ).format(n=outcome.letters_twice)
    exposed = ngettext(
        "**{n:,} person** shares a file with a stranger",
        "**{n:,} people** share a file with a stranger, who can read their data",
        outcome.people_exposed,
    ).format(n=outcome.people_exposed)
    return _("What follows: {letters}; {exposed}.").format(letters=letters, exposed=exposed)


def _sales(outcome: MergeOutcome, currency: str) -> str:
    split = ngettext(
        "The yearly sales of **{n:,} customer** ({currency}{sales:,.0f}) are split in parts",
        "The yearly sales of **{n:,} customers** ({currency}{sales:,.0f}) are split in parts",
        outcome.customers_split,
    ).format(n=outcome.customers_split, sales=outcome.sales_split, currency=currency)
    glued = _("those of **{n:,}** ({currency}{sales:,.0f}) are glued to another’s").format(
        n=outcome.customers_glued, sales=outcome.sales_glued, currency=currency
    )
    return _("{split}; {glued}.").format(split=split, glued=glued)


def _percent(share: float) -> str:
    return "–" if share != share else f"{100 * share:.1f} %"


def _table(outcome: MergeOutcome):
    wrong = outcome.wrong_merges(EXAMPLES)
    if wrong.empty:
        nothing = ("–", "–", float("nan"), _("no two cards of different people were merged by what they say"))
        wrong = wrong.from_records([nothing], columns=wrong.columns)
    return wrong.set_axis([_("one card"), _("another person’s card"), _("score"), _("why they were merged")], axis=1)


def picture(outcome: MergeOutcome):
    """Precision and recall over strictness, and the two kinds of mistakes as they are."""
    import matplotlib
    from matplotlib.figure import Figure

    from casekit.widgets import style

    with matplotlib.rc_context({"font.family": ["DejaVu Sans", style.register_font()], "axes.unicode_minus": False}):
        figure = Figure(figsize=(6.4, 2.9))
        # Fixed margins: to find them anew for each position of a slider would take a third of the time.
        figure.subplots_adjust(left=0.09, right=0.97, bottom=0.17, top=0.88, wspace=0.28)
        shares, counts = figure.subplots(1, 2, width_ratios=(3, 2))
        _draw_curve(shares, outcome, style)
        _draw_mistakes(counts, outcome, style)
        for axes in (shares, counts):
            axes.spines[["top", "right"]].set_visible(False)
    return figure


def _draw_curve(axes, outcome: MergeOutcome, style) -> None:
    curve, here = outcome.curve, outcome.settings.strictness
    lines = (
        ("precision", _("right among the merged"), style.BLUE, "-", outcome.precision),
        ("recall", _("found among the true"), style.VERMILION, "--", outcome.recall),
    )
    for name, label, colour, dash, now in lines:
        axes.plot(curve["strictness"], 100 * curve[name], dash, color=colour, linewidth=2, label=label)
        if now == now:
            axes.plot(here, 100 * now, "o", color=colour, markersize=6)
    axes.axvline(here, color=style.GREY, linewidth=1)
    axes.set_ylim(0, 105)
    axes.set_xlim(CURVE[0], CURVE[-1])
    axes.set_title(_("Pairs of cards, %"), loc="left", fontsize=11)
    axes.set_xlabel(_("strictness"))
    axes.legend(loc="lower left", fontsize=8, frameon=False)


def _draw_mistakes(axes, outcome: MergeOutcome, style) -> None:
    counts = (outcome.wrong_pairs, outcome.missed_pairs)
    bars = axes.bar([_("wrong"), _("missed")], counts, color=[style.BLUE, style.VERMILION], width=0.6)
    axes.bar_label(bars, [f"{count:,}" for count in counts], fontsize=9, padding=2)
    axes.set_title(_("Mistakes, pairs"), loc="left", fontsize=11)
    axes.set_ylim(0, 1.15 * max(*counts, 10))
    axes.tick_params(axis="y", labelsize=9)
