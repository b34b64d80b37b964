"""What the cut-off lab says in words: whom you call, what comes of it, where the best cut is, what decides the sign."""

import math

from casekit.labs.cut_off_outcome import Cut, CutOffOutcome
from casekit.labs.cut_off_settings import CHANCE, MARGIN, PRODUCT
from casekit.text import _, ngettext

_MANY = 0.2  # of the leavers called: if so many are not worth a call, it is said


def rankings() -> dict[str, str]:
    """What a list is ranked by, as a trainee reads it."""
    return {CHANCE: _("chance of leaving"), MARGIN: _("margin"), PRODUCT: _("chance × margin")}


def sentence(outcome: CutOffOutcome, currency: str) -> str:
    """What to look at, in at most some ninety words: whom and what for, what decides it, and the best."""
    own = outcome.own
    best = (_best(outcome, currency), _blind(outcome))
    if not own.contacted:
        paragraphs = ((_nobody(outcome),), best[:1])
    else:
        paragraphs = ((_called(outcome), _money(own, currency)), (_errors(own, currency), _break_even(own)), best)
    return "\n\n".join(" ".join(filter(None, parts)) for parts in paragraphs)


def _nobody(outcome: CutOffOutcome) -> str:
    return ngettext(
        "You call nobody: no cost, nothing kept. **{n:,}** customer leaves.",
        "You call nobody: no cost, nothing kept. **{n:,}** customers leave.",
        outcome.own.leavers,
    ).format(n=outcome.own.leavers)


def _called(outcome: CutOffOutcome) -> str:
    own = outcome.own
    if outcome.settings.rank_by == CHANCE:
        said = ngettext(
            "You call from **{cut}** on: **{n:,} call**, {caught:,} of them to leavers.",
            "You call from **{cut}** on: **{n:,} calls**, {caught:,} of them to leavers.",
            own.contacted,
        ).format(cut=percent(outcome.settings.at_least), n=own.contacted, caught=own.caught)
    else:
        said = ngettext(
            "You make the first **{n:,} call** by {by}, {caught:,} of them to leavers.",
            "You make the first **{n:,} calls** by {by}, {caught:,} of them to leavers.",
            own.contacted,
        ).format(n=own.contacted, by=rankings()[outcome.settings.rank_by], caught=own.caught)
    stay = _("About {stay} of these stay because of it (declared: {share:.0f} %).").format(
        stay=f"{round(own.stay, 0 if own.stay >= 10 else 1):,g}", share=100 * own.saved_share
    )
    return f"{said} {stay}" if own.caught else said


def _money(own: Cut, currency: str) -> str:
    return _(
        "Calls cost {cost:,.0f} {currency} and keep {brought:,.0f}: **{profit:+,.0f} {currency}**; foretold "
        "{expected:+,.0f}."
    ).format(cost=own.cost, brought=own.brought, profit=own.profit, expected=own.expected, currency=currency)


def _errors(own: Cut, currency: str) -> str:
    said = _("A false alarm costs {cost:,.0f} {currency}").format(cost=own.contact_cost, currency=currency)
    if not own.missed:
        return _("{said}; no leaver is missed.").format(said=said)
    if own.mean_missed > 0:
        return _("{said}, a missed leaver {sum:,.0f} in the mean.").format(said=said, sum=own.mean_missed)
    return _("{said}; calling the missed leavers would not have paid either.").format(said=said)


def _break_even(own: Cut) -> str:
    """The declared share decides the sign, so the share is told at which it turns."""
    share = own.break_even_share
    if not own.contact_cost:
        return ""
    if share > 1:
        return _("Even if **all** the called leavers stayed, these calls would lose money.")
    return _("If fewer than **{share}** of the called leavers stay, the calls lose money.").format(share=percent(share))


def _best(outcome: CutOffOutcome, currency: str) -> str:
    best = outcome.best
    if not best.contacted:
        return _("With this cost and this share **no cut pays**: the best is to call nobody.")
    if best.contacted == outcome.own.contacted:
        return _("This **is** the best cut, in hindsight.")
    if outcome.settings.rank_by == CHANCE:
        return _("Best, in hindsight: from about **{cut}** on, {n:,} calls, **{profit:+,.0f}**.").format(
            cut=percent(best.at_least), n=best.contacted, profit=best.profit
        )
    return _("Best, in hindsight: the first **{n:,}**, **{profit:+,.0f}**.").format(
        n=best.contacted, profit=best.profit
    )


def _blind(outcome: CutOffOutcome) -> str:
    n = outcome.caught_too_small
    if outcome.settings.rank_by != CHANCE or not outcome.best.contacted or n < max(1, _MANY * outcome.own.caught):
        return ""
    return ngettext(
        "Chance alone sees no money: **{n:,} of {caught:,} caught** is not worth a call.",
        "Chance alone sees no money: **{n:,} of {caught:,} caught** are not worth a call.",
        n,
    ).format(n=n, caught=outcome.own.caught)


def percent(share: float) -> str:
    """A share with one decimal; a dash where there is none; of one that nobody can have, that it is above 100 %."""
    if math.isnan(share):
        return "–"
    return f"{share:.1%}".replace("%", " %") if share <= 1 else "> 100 %"
