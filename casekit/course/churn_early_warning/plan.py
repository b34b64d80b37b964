"""The sheet of lesson 15 in the customer plan: Harbour Telecom's early warning."""

import pandas as pd

from casekit.course.churn_early_warning.company import CALL, SAVED_SHARE
from casekit.course.companies import telecom
from casekit.course.harbour_snapshots import foretold
from casekit.practice.plan import ChoiceField, NumberField, Sheet, TextField
from casekit.text import _

BY = {
    "signs": _("by declared signs alone"),
    "model": _("by the model’s chance alone"),
    "both": _("by chance × margin, with the signs as reasons to talk about"),
}


def _table(case, answers):
    rows = foretold(case)
    saved = answers["saved"] / 100
    found = []
    for at_least in (2, 3, 5, 8, 10, 12):
        called = rows[rows["probability"] >= at_least / 100]
        kept = saved * called.loc[called["left"] == 1, "margin"].clip(lower=0).sum()
        found.append(
            (f"{at_least} %", f"{len(called):,}", f"{int(called['left'].sum()):,}", f"{kept - CALL * len(called):,.0f}")
        )
    return pd.DataFrame(
        found, columns=[_("called from"), _("calls in 2025"), _("leavers called"), _("yuan, calls paid")]
    )


def _on_saved(case, answers):
    if answers["saved"] > 100 * SAVED_SHARE:
        return _("More than {share:.0f} % is more than the lesson assumed. Nothing has measured it yet.").format(
            share=100 * SAVED_SHARE
        )
    return ""


def _on_calls(case, answers):
    rows = foretold(case)
    gains = answers["saved"] / 100 * rows["probability"] * rows["margin"]
    return _(
        "At your assumed share about {pay:.0f} calls a week would have paid in the mean in 2025; you make {calls:.0f}."
    ).format(pay=(gains > CALL).sum() / 52, calls=answers["calls"])


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
            why=_("It gives the true reason in the customer’s own figures, and the way out. Check with counsel."),
        ),
    ),
    tables={_("What a cut-off would have done in 2025"): _table},
)
