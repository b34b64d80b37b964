"""The face of the whale-curve lab: drop, reprice, serve less; what the statement promises, and what really comes."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from casekit.labs.whale import WhaleLab
from casekit.labs.whale_outcome import WhaleOutcome
from casekit.labs.whale_settings import CONTRIBUTION, HOURS, LOADED, MOST_LEAVING, SALES, WhaleSettings
from casekit.text import _, ngettext
from casekit.widgets.controls import Pick, Slider
from casekit.widgets.lab import LabFace
from casekit.widgets.whale_picture import picture

SHOWN = 8  # customers of a list
MOST_DROPPED = 100


def whale_lab(model: WhaleLab, *, currency: str = "yuan") -> LabFace:
    """The whale-curve lab of one company. It opens with the year as it was."""
    return LabFace(
        "whale",
        _("The whale-curve lab"),
        _controls(model),
        lambda settings: model.outcome(_settings(settings)),
        lambda outcome: picture(outcome, currency),
        lambda outcome: _sentence(outcome, currency),
        intro=_(
            "Customers stand best first, and their profit is added up. Behind the peak stands the **tail**: customers "
            "below 0. Drop the worst, take away discounts, or cut the hours of the rest of the tail. The full "
            "statement books **{overhead:,.0f} {currency}** of overhead to customers. Watch what it promises, and what "
            "really comes."
        ).format(overhead=model.accounts.overhead, currency=currency),
        table=lambda outcome: _tables(outcome, currency),
    )


def _controls(model: WhaleLab) -> list[Pick | Slider]:
    views = {LOADED: _("profit, overhead shared out"), CONTRIBUTION: _("net contribution alone")}
    units = {HOURS: _("hours of service"), SALES: _("sales")}
    first, most = WhaleSettings(), min(MOST_DROPPED, len(model.accounts.ids) - 1)
    return [
        Pick("judged_by", _("Judge customers by"), views, first.judged_by),
        Pick("shared_by", _("Share overhead out by"), units, first.shared_by, when={"judged_by": LOADED}),
        Slider("dropped", _("Drop the worst"), 0, most, first.dropped, unit=_("customers"), unit_of_one=_("customer")),
        Slider("discount_cut", _("Discounts taken from the rest of the tail"), 0, 100, 0, 5, unit="%"),
        Slider("hours_kept", _("Service hours the rest of the tail keeps"), 0, 100, 100, 5, unit="%"),
        Slider(
            "leaving",
            _("Leave over a lost discount (assumed)"),
            0,
            round(100 * MOST_LEAVING),
            round(100 * first.leaving),
            unit="%",
        ),
    ]


def _settings(settings: Mapping[str, Any]) -> WhaleSettings:
    return WhaleSettings(
        judged_by=settings["judged_by"],
        shared_by=settings["shared_by"],
        dropped=settings["dropped"],
        discount_cut=settings["discount_cut"] / 100,
        hours_kept=settings["hours_kept"] / 100,
        leaving=settings["leaving"] / 100,
    )


# ── the sentence ─────────────────────────────────────────────────────────────────────────────────────
def _sentence(outcome: WhaleOutcome, currency: str) -> str:
    if not outcome.by_lever["real"].any():
        return _as_it_was(outcome, currency)
    said = (
        _promised_and_real(outcome, currency),
        _stranded(outcome, currency),
        _bearers(outcome, currency),
        _leavers(outcome, currency),
        _("**{hours:,.0f} hours** of service a year are free.").format(hours=outcome.hours_freed),
    )
    return " ".join(filter(None, said))


def _as_it_was(outcome: WhaleOutcome, currency: str) -> str:
    before = outcome.before
    if not before.losers:
        return _("Nothing is changed yet. No customer stands below 0: there is no tail.")
    return ngettext(
        "Nothing is changed yet. **{n:,} customer** stands below 0 and takes **{tail:,.0f} {currency}** off a peak of "
        "{peak:,.0f}.",
        "Nothing is changed yet. **{n:,} customers** stand below 0 and take **{tail:,.0f} {currency}** off a peak of "
        "{peak:,.0f}.",
        before.losers,
    ).format(n=before.losers, tail=before.tail, peak=before.peak, currency=currency)


def _promised_and_real(outcome: WhaleOutcome, currency: str) -> str:
    if outcome.settings.judged_by == CONTRIBUTION:
        return _("The year’s profit changes by **{real:+,.0f} {currency}**; overhead is left where it is.").format(
            real=outcome.real, currency=currency
        )
    return _(
        "The statement promises a change of **{promised:+,.0f} {currency}** of profit a year; what really comes is "
        "**{real:+,.0f}**."
    ).format(promised=outcome.promised, real=outcome.real, currency=currency)


def _stranded(outcome: WhaleOutcome, currency: str) -> str:
    if outcome.stranded < 0.5:
        return ""
    said = _("**{sum:,.0f} {currency}** of overhead does not go away: the others carry it.").format(
        sum=outcome.stranded, currency=currency
    )
    n = outcome.pushed_below
    if not n:
        return said
    pushed = ngettext("**{n:,} more** falls below 0 by that alone.", "**{n:,} more** fall below 0 by that alone.", n)
    return f"{said} {pushed.format(n=n)}"


def _bearers(outcome: WhaleOutcome, currency: str) -> str:
    n = outcome.bearers_dropped
    if not n:
        return ""
    return ngettext(
        "**{n:,} of the dropped** left something after its own costs: {sum:,.0f} {currency} are given up with it.",
        "**{n:,} of the dropped** left something after their own costs: {sum:,.0f} {currency} are given up with them.",
        n,
    ).format(n=n, sum=outcome.contribution_given_up, currency=currency)


def _leavers(outcome: WhaleOutcome, currency: str) -> str:
    repriced = int(outcome.changed.repriced.sum())
    if not repriced:
        return ""
    return ngettext(
        "Of {n:,} customer with a lost discount, about {left} leaves (assumed, not measured): that alone moves "
        "**{real:+,.0f} {currency}**.",
        "Of {n:,} customers with a lost discount, about {left} leave (assumed, not measured): that alone moves "
        "**{real:+,.0f} {currency}**.",
        repriced,
    ).format(
        n=repriced,
        left=f"{outcome.leavers:,.{0 if outcome.leavers >= 10 else 1}f}",
        real=outcome.by_lever.loc["leaving", "real"],
        currency=currency,
    )


# ── the tables ───────────────────────────────────────────────────────────────────────────────────────
def _tables(outcome: WhaleOutcome, currency: str) -> dict[str, pd.DataFrame]:
    worst = outcome.worst(SHOWN)
    title = _("The worst {n} of last year; why: {currency} above what their sales cost with all customers").format(
        n=len(worst), currency=currency
    )
    return {
        _("The year before and after, {currency}").format(currency=currency): _compared(outcome),
        title: _listed(worst, outcome),
    }


def _compared(outcome: WhaleOutcome) -> pd.DataFrame:
    rows = {
        _("customers"): "customers",
        _("below 0"): "losers",
        _("peak"): "peak",
        _("tail takes"): "tail",
        _("total"): "total",
    }
    columns = {_("before"): outcome.before}
    if outcome.settings.judged_by == LOADED:
        columns[_("promised")] = outcome.as_promised
    columns[_("real")] = outcome.after
    return pd.DataFrame(
        {title: [round(getattr(found, name)) for name in rows.values()] for title, found in columns.items()},
        index=pd.Index(list(rows), name=_("the curve")),
    )


def _listed(worst: pd.DataFrame, outcome: WhaleOutcome) -> pd.DataFrame:
    causes = {
        "discount": _("discount {sum:+,.0f}"),
        "direct_cost": _("direct cost {sum:+,.0f}"),
        "service_cost": _("service {sum:+,.0f}"),
    }
    reasons = [causes[cause].format(sum=above) for cause, above in zip(worst["cause"], worst["above"], strict=True)]
    reasons = [
        _("{reason}; dropped").format(reason=reason) if gone else reason
        for reason, gone in zip(reasons, worst["dropped"], strict=True)
    ]
    names = {_("name"): worst["name"]} if "name" in worst else {}
    loaded = {_("profit"): worst["judged"].round()} if outcome.settings.judged_by == LOADED else {}
    return pd.DataFrame(
        {
            _("customer"): worst["customer_id"],
            **names,
            _("sales"): worst["sales"].round(),
            _("hours"): worst["hours"].round(),
            _("net contribution"): worst["net_contribution"].round(),
            **loaded,
            _("why"): reasons,
        }
    ).set_index(_("customer"))
