"""The face of the cut-off lab: rank a list, cut it, and see whom the calls reach, what they cost and bring."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from casekit.labs.cut_off import CutOffLab
from casekit.labs.cut_off_outcome import Cut, CutOffOutcome
from casekit.labs.cut_off_settings import CHANCE, MARGIN, PRODUCT, CutOffSettings
from casekit.text import _
from casekit.widgets.controls import Pick, Slider
from casekit.widgets.cut_off_picture import picture
from casekit.widgets.cut_off_words import percent, rankings, sentence
from casekit.widgets.lab import LabFace

SHOWN = 6  # customers of the list
MOST_A_WEEK, FIRST_A_WEEK = 120, 40
MOST_COST = 300
_FINE, _COARSE = 0.1, 0.5  # steps of the cut-off in per cent: fine where chances are small
_NARROW = 25


def cut_off_lab(
    model: CutOffLab,
    *,
    currency: str = "yuan",
    weeks: int = 52,
    contact_cost: float = 78,
    saved_share: float = 0.30,
    period: str = "",
) -> LabFace:
    """The cut-off lab of one list that covers ``weeks`` weeks; it opens with the cost and the declared share given.
    ``period`` is what a period of the list is called, such as "quarter"."""
    return LabFace(
        "cut-off",
        _("The cut-off lab"),
        _controls(model, currency, weeks, contact_cost, saved_share),
        lambda settings: model.outcome(_settings(settings, weeks)),
        lambda outcome: picture(outcome, currency),
        lambda outcome: sentence(outcome, currency),
        intro=_(
            "**{n:,}** rows of a list with foretold chances; afterwards everybody knows who left. Choose what the list "
            "is ranked by and where you cut. A call pays if *chance × share who stay × margin* is above its cost. "
            "A margin below 0 counts as 0."
        ).format(n=model.customers),
        table=lambda outcome: _tables(outcome, currency, period or _("period")),
    )


def _controls(model: CutOffLab, currency: str, weeks: int, cost: float, saved: float) -> list[Pick | Slider]:
    high = max(math.ceil(100 * model.usual_chances), 1)
    a_week = max(1, min(MOST_A_WEEK, math.ceil(model.customers / weeks)))
    first = CutOffSettings()
    return [
        Pick("rank_by", _("Rank the list by"), rankings(), first.rank_by),
        Slider(
            "at_least",
            _("Call from a chance of"),
            0,
            high,
            min(100 * first.at_least, high),
            _FINE if high <= _NARROW else _COARSE,
            unit="%",
            when={"rank_by": CHANCE},
        ),
        Slider(
            "a_week",
            _("Calls a week"),
            0,
            a_week,
            min(FIRST_A_WEEK, a_week),
            unit=_("calls"),
            unit_of_one=_("call"),
            when={"rank_by": [MARGIN, PRODUCT]},
        ),
        Slider("contact_cost", _("A call costs"), 0, max(MOST_COST, math.ceil(2 * cost)), cost, unit=currency),
        Slider("saved", _("Called leavers who stay (declared)"), 0, 100, round(100 * saved), unit="%"),
    ]


def _settings(settings: Mapping[str, Any], weeks: int) -> CutOffSettings:
    return CutOffSettings(
        rank_by=settings["rank_by"],
        at_least=round(settings["at_least"] / 100, 6),  # 10.3 / 100 is a hair above the chance 0.103
        calls=settings["a_week"] * weeks,
        contact_cost=settings["contact_cost"],
        saved_share=settings["saved"] / 100,
    )


# ── the tables ───────────────────────────────────────────────────────────────────────────────────────
def _tables(outcome: CutOffOutcome, currency: str, period: str) -> dict[str, pd.DataFrame]:
    made = {
        _("Your cut beside the best, {currency}").format(currency=currency): _compared(outcome),
        _("Called or not, and {currency} that calls bring or would bring").format(currency=currency): _confusion(
            outcome.own
        ),
    }
    if outcome.own.contacted:
        last = outcome.last_called(SHOWN)
        made[_("The last {n} above your cut, and from which chance on a call pays").format(n=len(last))] = _last(
            last, period
        )
    return made


def _compared(outcome: CutOffOutcome) -> pd.DataFrame:
    cuts = {
        _("yours"): outcome.own,
        _("best, in hindsight"): outcome.best,
        _("best, as foretold"): outcome.foretold,
    }
    return pd.DataFrame({name: _figures(cut) for name, cut in cuts.items()}).rename_axis(_("the cut"))


def _figures(cut: Cut) -> dict[str, str]:
    return {
        _("calls"): f"{cut.contacted:,}",
        _("leavers called"): f"{cut.caught:,}",
        _("of all leavers"): percent(cut.caught_share),
        _("lift"): "–" if math.isnan(cut.lift) else f"{cut.lift:.2f}",
        _("calls cost"): f"{cut.cost:,.0f}",
        _("kept"): f"{cut.brought:,.0f}",
        _("profit"): f"{cut.profit:,.0f}",
        _("profit, foretold"): f"{cut.expected:,.0f}",
        _("breaks even if so many stay"): percent(cut.break_even_share),
    }


def _confusion(own: Cut) -> pd.DataFrame:
    cells = own.confusion()
    rows = {_("called"): ("caught", "false_alarms"), _("not called"): ("missed", "left_alone")}
    return pd.DataFrame(
        {
            _("left"): [cells.loc[left, "customers"] for left, _stayed in rows.values()],
            _("money, left"): [round(cells.loc[left, "money"]) for left, _stayed in rows.values()],
            _("stayed"): [cells.loc[stayed, "customers"] for _left, stayed in rows.values()],
            _("money, stayed"): [round(cells.loc[stayed, "money"]) for _left, stayed in rows.values()],
        },
        index=pd.Index(list(rows), name=_("the cut")),
    )


def _last(last: pd.DataFrame, period: str) -> pd.DataFrame:
    periods = {period: last["period"]} if "period" in last else {}
    return pd.DataFrame(
        {
            _("customer"): last["customer_id"],
            **periods,
            _("chance"): [percent(chance) for chance in last["probability"]],
            _("margin"): last["margin"].round(),
            _("pays from"): [percent(chance) for chance in last["break_even"]],
            _("pays"): [_("yes") if pays else _("no") for pays in last["pays"]],
            _("left then"): [_("yes") if left else _("no") for left in last["left"]],
        }
    ).set_index(_("customer"))
