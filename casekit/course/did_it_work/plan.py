"""The sheet of lesson 16 in the customer plan: Harbour Telecom's next campaign, with a control group."""

import pandas as pd

from casekit.course.companies import telecom
from casekit.course.did_it_work.company import CALLS, tallies
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


# ── the figures ──────────────────────────────────────────────────────────────────────────────────────────
def _base_rate(case) -> float:
    """The share of all controls of the calls that left within their quarter."""
    ours = [tallies(case)[campaign] for campaign in CALLS]
    return sum(one["control_left"] for one in ours) / sum(one["control"] for one in ours)


def _chance(case, answers) -> float | None:
    effect, base = answers["effect"] / 100, _base_rate(case)
    if not 0 < effect <= base:
        return None
    return power(base, effect, int(answers["customers"]), called=1 - answers["control"] / 100)


def _table(case, answers):
    base, control = _base_rate(case), answers["control"] / 100
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


# ── remarks ──────────────────────────────────────────────────────────────────────────────────────────────
def _on_pays(case, answers):
    if answers["pays"] != "all":
        return ""
    ours = [tallies(case)[campaign] for campaign in CALLS]
    called = sum(one["called"] for one in ours)
    effect = _base_rate(case) - sum(one["called_left"] for one in ours) / called
    return _("So far each customer saved cost {each:,.0f} yuan.").format(each=ours[0]["cost"] / effect)


def _on_outcome(case, answers):
    remarks = {
        "bill": _("A bill says nothing of those who have left, and most of what moves it is chance."),
        "asked": _("Only those who were called can say it: there is no one to compare with."),
        "year": _("It tells whether they were held for long, and you know it only in a year."),
    }
    return remarks.get(answers["outcome"], "")


def _on_effect(case, answers):
    if answers["effect"] / 100 > _base_rate(case):
        return _("More than {base:.1f} points cannot be taken off: no more leave when left alone.").format(
            base=100 * _base_rate(case)
        )
    return _("At 78 yuan a call, that would be {each:,.0f} yuan for each customer saved.").format(
        each=78 / (answers["effect"] / 100)
    )


def _on_control(case, answers):
    chance = _chance(case, answers)
    if chance is None:
        return ""
    return _("Then you find your effect with a chance of {chance:.0f} %.").format(chance=100 * chance)


def _on_unit(case, answers):
    if answers["unit"] == "number":
        return _("Then one branch is called and its sister left alone: they talk, and the control hears of the gift.")
    return ""


def _on_weeks(case, answers):
    if answers["weeks"] < 13:
        return _("The campaigns were read after 13 weeks. Sooner, fewer have left, and the trial must be larger.")
    return ""


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
            remark=_on_pays,
        ),
        ChoiceField(
            name="outcome",
            question=_("Which outcome decides, written down before the lot?"),
            options=OUTCOMES,
            model="left",
            why=_("It is seen of the called and of those left alone alike, and soon enough for the next campaign."),
            remark=_on_outcome,
        ),
        NumberField(
            name="effect",
            question=_("What is the smallest effect that would pay?"),
            unit=_("points"),
            low=0.1,
            high=20,
            decimals=1,
            model=2,
            why=_("A call of 78 yuan then costs 3,900 yuan for each customer saved; more can hardly come back."),
            remark=_on_effect,
        ),
        NumberField(
            name="customers",
            question=_("How many customers take part, called and left alone together?"),
            unit=_("customers"),
            low=100,
            high=30_000,
            model=4000,
            why=_("So many are on a quarter's list, and they find two points nearly always."),
        ),
        NumberField(
            name="control",
            question=_("What share of them is left alone?"),
            unit="%",
            low=1,
            high=90,
            model=50,
            why=_("Halves find the most. Later, when an offer is known to work, a tenth will do to keep watch."),
            remark=_on_control,
        ),
        ChoiceField(
            name="unit",
            question=_("What is drawn?"),
            options=UNITS,
            model="group",
            why=_("Who shares a buyer or a table hears of the gift, so they are called or left alone together."),
            remark=_on_unit,
        ),
        NumberField(
            name="weeks",
            question=_("After how many weeks is it read, once?"),
            unit=_("weeks"),
            low=1,
            high=52,
            model=13,
            why=_("One quarter, as before; and nobody stops it at a good look before."),
            remark=_on_weeks,
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
