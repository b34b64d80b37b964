"""The sheet of lesson 16 in the customer plan: Harbour Telecom's next campaign, with a control group."""

import pandas as pd

from casekit.course.companies import telecom
from casekit.course.did_it_work.plan_remarks import (
    on_control,
    on_customers,
    on_effect,
    on_outcome,
    on_pays,
    on_unit,
    on_weeks,
)
from casekit.course.did_it_work.trial_before import QUARTER_WEEKS, base_rate, pays_back, usual_list, usual_share_alone
from casekit.practice.plan import ChoiceField, NumberField, Sheet, TextField
from casekit.retention import power, trial_size
from casekit.text import _

PAYS = {
    "all": _("for everybody on the list, as before"),
    "some": _("for a part: those whom a call probably changes, and a small lot of the others"),
    "none": _("for nobody until there is a cheaper offer"),
}
OUTCOMES = {
    "left": _("left within the quarter"),
    "year": _("left within the year"),
    "bill": _("the bill of the next month"),
    "asked": _("says that the call was welcome"),
}
UNITS = {
    "number": _("each customer number by itself"),
    "group": _("groups of firms and families as one"),
}


# ── what the trial can find ──────────────────────────────────────────────────────────────────────────
def _table(case, answers):
    base, control = base_rate(case), answers["control"] / 100
    effects = [0.5, 1.0, 1.5, 2.0]
    return pd.DataFrame(
        {
            _("the call takes off, points"): [f"{effect:.1f}" for effect in effects],
            _("customers needed for 80 %"): [
                f"{trial_size(base, effect / 100, called=1 - control):,}" for effect in effects
            ],
            _("chance that yours finds it, %"): [
                f"{100 * power(base, effect / 100, int(answers['customers']), called=1 - control):.0f}"
                for effect in effects
            ],
        }
    )


# ── the sheet ────────────────────────────────────────────────────────────────────────────────────────────
PLAN = Sheet(
    name="trial",
    title=_("The next campaign, with a control group"),
    intro=_("For Harbour Telecom's next calls. The lesson's figures stand beside; **your** decision counts."),
    case=telecom,
    fields=(
        ChoiceField(
            name="pays",
            question=_("For whom do you pay for the next campaign?"),
            options=PAYS,
            model="some",
            why=_("The calls work, and at this price they pay only where they change something."),
            remark=on_pays,
        ),
        ChoiceField(
            name="outcome",
            question=_("Which outcome decides, written down before the lot?"),
            options=OUTCOMES,
            model="left",
            why=_("It is seen of the called and of those left alone alike, and soon enough for the next campaign."),
            remark=on_outcome,
        ),
        NumberField(
            name="effect",
            question=_("What is the smallest effect that would pay?"),
            unit=_("points"),
            low=0.1,
            high=20,
            decimals=1,
            model=2,
            suggest=pays_back,
            why=_("A call of 78 yuan then costs 3,900 yuan for each customer saved; more can hardly come back."),
            remark=on_effect,
        ),
        NumberField(
            name="customers",
            question=_("How many customers take part, called and left alone together?"),
            unit=_("customers"),
            low=100,
            high=30_000,
            model=4000,
            suggest=usual_list,
            why=_("So many are on a quarter's list, and they find two points nearly always."),
            remark=on_customers,
        ),
        NumberField(
            name="control",
            question=_("What share of them is left alone?"),
            unit="%",
            low=1,
            high=90,
            model=50,
            suggest=usual_share_alone,
            why=_("Halves find the most. Later, when an offer is known to work, a tenth will do to keep watch."),
            remark=on_control,
        ),
        ChoiceField(
            name="unit",
            question=_("What is drawn?"),
            options=UNITS,
            model="group",
            why=_("Who shares a buyer or a table hears of the gift, so they are called or left alone together."),
            remark=on_unit,
        ),
        NumberField(
            name="weeks",
            question=_("After how many weeks is it read, once?"),
            unit=_("weeks"),
            low=1,
            high=52,
            model=QUARTER_WEEKS,
            suggest=lambda case: QUARTER_WEEKS,
            why=_("One quarter, as before; and nobody stops it at a good look before."),
            remark=on_weeks,
        ),
        TextField(
            name="explain",
            question=_("What do you tell a customer who asks why the neighbour was called and got a gift?"),
            model=_(
                "We are trying out whether a call and a gift are of use, and drew lots for it; nothing that your contract or grade promises "
                "was held back. You may ask not to take part in such trials."
            ),
            why=_(
                "It says that a lot decided, holds nothing back that was promised, and shows the way out. Check with counsel."
            ),
        ),
    ),
    tables={_("What your trial can find"): _table},
)
