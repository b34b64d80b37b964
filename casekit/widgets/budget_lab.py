"""The face of the retention-budget game: a rule and a sum for each quarter; afterwards what the calls truly did."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from casekit.labs.budget import BudgetLab
from casekit.labs.budget_outcome import BudgetOutcome, Played
from casekit.labs.budget_settings import AT_RISK, BEST, MARGIN, MOVED, RISK, UPLIFT, Move
from casekit.text import _, ngettext
from casekit.widgets.budget_picture import picture
from casekit.widgets.controls import Pick, Slider
from casekit.widgets.game import GameFace

SHOWN = 5  # customers of the list to come
_STEP = 100  # little is left over at the end: about the price of a call


def rule_names() -> dict[str, str]:
    """The rules as a trainee reads them."""
    return {
        RISK: _("risk of leaving"),
        MARGIN: _("margin"),
        AT_RISK: _("risk × margin"),
        UPLIFT: _("uplift"),
        MOVED: _("uplift × margin"),
        BEST: _("best plan, only calls that pay"),
    }


def budget_lab(model: BudgetLab, *, currency: str = "yuan") -> GameFace:
    """The retention-budget game of one company. It opens before the first quarter."""
    return GameFace(
        "budget",
        _("The retention-budget game"),
        _controls(model, currency),
        lambda moves, settings: model.outcome(moves, _move(settings)),
        lambda outcome: picture(outcome, currency),
        lambda outcome: _sentence(outcome, currency),
        play=_("Call them"),
        move=_move,
        over=lambda outcome: outcome.over,
        fit=lambda outcome, settings: _affordable(outcome, settings, currency),
        intro=_(
            "You have **{budget:,.0f} {currency}** for {n} quarters. For each, choose what the list is sorted by and "
            "what you spend; then **Call them**. The truth of this invented company says what your calls did. Money "
            "not spent can be used in a later quarter; what is left at the end of the year goes back."
        ).format(budget=model.budget, currency=currency, n=len(model.quarters)),
        table=lambda outcome: _tables(outcome, currency),
    )


def _controls(model: BudgetLab, currency: str) -> list[Pick | Slider]:
    part = int(model.budget / len(model.quarters) // _STEP) * _STEP
    return [
        Pick("rule", _("Sort the list by"), rule_names(), RISK),
        Slider("money", _("Spend this quarter, at most"), 0, int(model.budget), part, _STEP, unit=currency),
    ]


def _move(settings: Mapping[str, Any]) -> Move:
    return Move(settings["rule"], settings["money"])


def _affordable(outcome: BudgetOutcome, settings: Mapping[str, Any], currency: str) -> tuple[Mapping[str, Any], str]:
    most = int(outcome.left // _STEP) * _STEP
    if outcome.over or settings["money"] <= most:
        return settings, ""
    note = _("{left:,.0f} {currency} are left, so at most {most:,} can be spent.").format(
        left=outcome.left, currency=currency, most=most
    )
    return {**settings, "money": most}, note


# ── the sentence ─────────────────────────────────────────────────────────────────────────────────────
def _sentence(outcome: BudgetOutcome, currency: str) -> str:
    said = [_what_happened(outcome.played[-1], currency)] if outcome.played else []
    if outcome.played:
        said.append(
            _(
                "So far you have gained **{gain:+,.0f}**; the rule of thumb {thumb:+,.0f}, "
                "the best possible {best:+,.0f}."
            ).format(gain=outcome.gain, thumb=outcome.gain_of_thumb, best=outcome.best_gain)
        )
    said.append(_end(outcome, currency) if outcome.over else _next(outcome, currency))
    return " ".join(filter(None, said))


def _what_happened(one: Played, currency: str) -> str:
    if not one.calls:
        return _("**Quarter {n}**: nobody was called.").format(n=one.quarter)
    said = ngettext(
        "**Quarter {n}**: {calls:,} call for {spent:,.0f} {currency}.",
        "**Quarter {n}**: {calls:,} calls for {spent:,.0f} {currency}.",
        one.calls,
    ).format(n=one.quarter, calls=one.calls, spent=one.spent, currency=currency)
    told = _(
        "**{saved:,} saved**, **{woken:,} woken**; {sure:,} would have stayed anyway, {lost:,} left all the same."
    ).format(saved=one.saved, woken=one.woken, sure=one.sure_things, lost=one.lost_causes)
    return f"{said} {told} {_money(one)} {_loss_makers(one)}".rstrip()


def _money(one: Played) -> str:
    if one.woken:
        said = _(
            "Margin kept {kept:+,.0f}, driven out {out:+,.0f}, less the cost: **{gain:+,.0f}** "
            "(expected {expected:+,.0f})."
        )
    else:
        said = _("Margin kept {kept:+,.0f}, less the cost: **{gain:+,.0f}** (expected {expected:+,.0f}).")
    return said.format(kept=one.kept + one.driven_out, out=-one.driven_out, gain=one.gain, expected=one.expected)


def _loss_makers(one: Played) -> str:
    if not one.loss_makers:
        return ""
    return ngettext(
        "{n:,} of the saved brings less in a year than its call cost.",
        "{n:,} of the saved bring less in a year than their call cost.",
        one.loss_makers,
    ).format(n=one.loss_makers)


def _next(outcome: BudgetOutcome, currency: str) -> str:
    plan = outcome.plan
    if outcome.left < _STEP:
        return _("Quarter {n} comes next: **no money is left**, so nobody is called.").format(n=outcome.next_quarter)
    if plan is None or not len(plan):
        return _("Quarter {n} comes next: by these settings nobody is called.").format(n=outcome.next_quarter)
    said = ngettext(
        "Quarter {n} comes next: **{calls:,} call**, {cost:,.0f} {currency}; "
        "by the foretold uplift it gains {gain:+,.0f}.",
        "Quarter {n} comes next: **{calls:,} calls**, {cost:,.0f} {currency}; "
        "by the foretold uplift they gain {gain:+,.0f}.",
        len(plan),
    ).format(
        n=outcome.next_quarter, calls=len(plan), cost=plan["cost"].sum(), gain=plan["gain"].sum(), currency=currency
    )
    return f"{said} {_for_later(outcome, currency)}".rstrip()


def _for_later(outcome: BudgetOutcome, currency: str) -> str:
    """What this turn leaves for the quarters after it: money spent early is missed later."""
    after = len(outcome.quarters) - len(outcome.played) - 1
    if not after:
        return ""
    left = outcome.left - outcome.plan["cost"].sum()
    if left < outcome.plan["cost"].min():
        return ngettext(
            "Then **nothing is left** for the quarter after it.",
            "Then **nothing is left** for the {n} quarters after it.",
            after,
        ).format(n=after)
    return ngettext(
        "Then {left:,.0f} {currency} are left for the quarter after it.",
        "Then {left:,.0f} {currency} are left for the {n} quarters after it.",
        after,
    ).format(left=left, currency=currency, n=after)


def _end(outcome: BudgetOutcome, currency: str) -> str:
    reached = outcome.gain / outcome.best_gain if outcome.best_gain > 0 else 0
    said = _(
        "**The year is over**: {left:,.0f} {currency} are left, and you have reached {share:.0%} of the best possible."
    ).format(left=outcome.left, currency=currency, share=max(reached, 0))
    return f"{said} {_by_the_better_list(outcome)} {_('Reset begins anew.')}".replace("  ", " ")


def _by_the_better_list(outcome: BudgetOutcome) -> str:
    """What the wrong list has cost; nothing to say of who sorted by what a call changes and what it is worth."""
    if all(move.rule in (MOVED, BEST) for move in outcome.moves):
        return ""
    return _("Down the list by uplift × margin the same money would have gained **{gain:+,.0f}**.").format(
        gain=outcome.gain_of_same_money
    )


# ── the tables ───────────────────────────────────────────────────────────────────────────────────────
def _tables(outcome: BudgetOutcome, currency: str) -> dict[str, pd.DataFrame]:
    shown = {}
    if outcome.played:
        shown[_("Your quarters; money in {currency}").format(currency=currency)] = _quarters(outcome)
    if outcome.plan is not None and len(outcome.plan):
        head = outcome.plan.head(SHOWN)
        shown[_("Quarter {n}: first on the list").format(n=outcome.next_quarter)] = pd.DataFrame(
            {
                _("customer"): head["customer_id"],
                _("risk"): head["risk"].map("{:.1%}".format),
                _("uplift"): head["uplift"].map("{:+.1%}".format),
                _("margin a year"): head["margin"].round(),
                _("a call costs"): head["cost"].round(),
                _("expected gain"): head["gain"].round(),
            }
        ).set_index(_("customer"))
    return shown


def _quarters(outcome: BudgetOutcome) -> pd.DataFrame:
    """Sure things are all other calls: with them the table would be too wide for a notebook beside its files."""
    rows, names = outcome.by_quarter(), {**rule_names(), BEST: _("best plan")}
    return pd.DataFrame(
        {
            _("sorted by"): rows["rule"].map(names),
            _("calls"): rows["calls"],
            _("gain"): rows["gain"].round(),
            _("saved"): rows["saved"],
            _("woken"): rows["woken"],
            _("lost causes"): rows["lost_causes"],
        }
    ).rename_axis(_("quarter"))
