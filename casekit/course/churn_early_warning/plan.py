"""The sheet of lesson 15 in the customer plan: Harbour Telecom's early warning."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.churn_early_warning.company import CALL, SAVED_SHARE
from casekit.course.churn_early_warning.signs import FALL, POINTS
from casekit.course.companies import telecom
from casekit.course.harbour_snapshots import foretold
from casekit.practice.plan import ChoiceField, NumberField, Sheet, TextField
from casekit.retention import fall
from casekit.text import _

BY = {
    "signs": _("by declared signs alone"),
    "model": _("by the model’s chance alone"),
    "both": _("by chance × margin, with the signs as reasons to talk about"),
}


# ── the figures ──────────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _ranked(case) -> dict[str, pd.DataFrame]:
    """The rows of 2025 in each order of BY; who stands level comes in the order of numbers."""
    rows = foretold(case).sort_values("customer_id")
    worth = rows["margin"].clip(lower=0)
    rings = {"slow": rows["slow_replies"] > 0, "ends": rows["contract_ends"] == 1, "offers": rows["offers"] > 0}
    rings["fall"] = fall(rows["sales_before"], rows["sales"]) >= FALL / 100
    points = sum(POINTS[sign] * ringing for sign, ringing in rings.items())
    keys = {"signs": points, "model": rows["probability"], "both": rows["probability"] * worth}
    rows = rows.assign(worth=worth)
    return {by: rows.loc[key.sort_values(ascending=False, kind="stable").index] for by, key in keys.items()}


def _brought(called, saved: float) -> float:
    return saved * (called["left"] * called["worth"]).sum() - CALL * len(called)


def _table(case, answers):
    """Each way to rank, with the trainee's number of calls and share."""
    found = []
    for by, name in BY.items():
        called = _ranked(case)[by].head(52 * int(answers["calls"]))
        brought = _brought(called, answers["saved"] / 100)
        found.append((name, f"{len(called):,}", f"{int(called['left'].sum()):,}", f"{brought:,.0f}"))
    return pd.DataFrame(
        found, columns=[_("ranked"), _("calls in 2025"), _("leavers called"), _("yuan left after the calls’ cost")]
    ).set_index(_("ranked"))


# ── remarks ──────────────────────────────────────────────────────────────────────────────────────────────
def _on_by(case, answers):
    first = _ranked(case)[answers["by"]].head(52)
    return _(
        "The first 52 calls ranked so, one a week, reached {left} leavers in 2025; these brought {worth:,.0f} yuan of margin a year in the mean."
    ).format(left=int(first["left"].sum()), worth=first.loc[first["left"] == 1, "worth"].mean())


def _on_saved(case, answers):
    if answers["saved"] > 100 * SAVED_SHARE:
        return _("More than {share:.0f} % is more than the lesson assumed. Nothing has measured it yet.").format(
            share=100 * SAVED_SHARE
        )
    if answers["saved"] == 0:
        return _("Then no call pays for anybody. Which share would have to stay for one to pay?")
    return ""


def _on_calls(case, answers):
    rows = foretold(case)
    gains = answers["saved"] / 100 * rows["probability"] * rows["margin"]
    told = _(
        "At your assumed share about {pay:.0f} calls a week would have paid in the mean in 2025; you make {calls:.0f}."
    ).format(pay=(gains > CALL).sum() / 52, calls=answers["calls"])
    return f"{told} " + _("Two people make 40.") if answers["calls"] > 40 else told


PLAN = Sheet(
    name="warning",
    title=_("Early warning: whom do you call?"),
    intro=_("For Harbour Telecom’s forty calls a week. **Your** decision counts; the lesson’s figures are above."),
    case=telecom,
    fields=(
        ChoiceField(
            name="by",
            question=_("By what are the calls ranked?"),
            options=BY,
            model="both",
            remark=_on_by,
            why=_("The product says where a call may keep most; the sign says what to talk about."),
        ),
        NumberField(
            name="saved",
            question=_("What share of the leavers called do you assume to stay?"),
            unit="%",
            low=0,
            high=100,
            model=30,
            why=_("An assumption, said aloud; a trial will replace it."),
            remark=_on_saved,
        ),
        NumberField(
            name="calls",
            question=_("How many calls a week?"),
            unit=_("calls"),
            low=1,
            high=500,
            model=13,
            why=_("So many pay for themselves at 30 %; two people can make 40. The others wait for a trial."),
            remark=_on_calls,
        ),
        TextField(
            name="explain",
            question=_("What do you tell a customer who asks why you call?"),
            model=_(
                "Your contract ends next month and your complaint of March waited for five days. We want to put that right. We do not decide anything about you by machine alone, and you may ask us to stop."
            ),
            why=_(
                "It gives a true reason in the customer’s own figures, and the way out. Who asks “why me and not others?” is told the rule. Check with counsel."
            ),
        ),
    ),
    tables={_("Your calls in 2025, by each way to rank them"): _table},
)
