"""The sheet of lesson 06 in the customer plan: how Harbour Telecom reviews its grades."""

import pandas as pd

from casekit.course.companies import machinery, telecom
from casekit.course.upgrades_and_downgrades.harbour import THRESHOLD, months_silent, to_and_fro, visible_effect
from casekit.course.upgrades_and_downgrades.over_time import review_model
from casekit.labs.review_settings import ReviewSettings
from casekit.practice.plan import ChoiceField, NumberField, Sheet, TextField
from casekit.text import _

UPGRADED = 200  # about as many as a year's review at Harbour would move up
PERIODS = {"quarter": _("each quarter"), "half": _("twice a year"), "year": _("each January, on the whole year")}
SIGNERS = {
    "own": _("the customer's own manager"),
    "second": _("a second manager, with a reason and an end"),
    "nobody": _("nobody: there are no grades by hand"),
}


# ── remarks ──────────────────────────────────────────────────────────────────────────────────────────
def _on_period(case, answers):
    if answers["period"] == "year":
        return _(
            "One figure a year for each customer: nobody goes up and down within it, and nobody is seen in between."
        )
    n = to_and_fro(telecom(0), answers["period"])
    return _(
        "Of Harbour's organisations {n} would have stood on both sides of {threshold:,} yuan a year within 2025 alone."
    ).format(n=n, threshold=THRESHOLD)


def _told(case, answers):
    return review_model(case).outcome(ReviewSettings(answers["margin"] / 100, int(answers["stay"])))


def _on_stay(case, answers):
    told = _told(case, answers)
    return _(
        "At Ironbridge that sends {letters} letters in three reviews; {flips} moves are taken back at the next, and {missed} downgrades "
        "that the truth asks for are missed."
    ).format(letters=told.up + told.down, flips=told.flip_flops, missed=told.missed_downgrades)


def _on_idle(case, answers):
    n = int((months_silent(telecom(0)) >= answers["idle"]).sum())
    return _("{n} open organisations of Harbour have had no bill for that long. Call them first.").format(n=n)


def _on_notice(case, answers):
    if answers["notice"] < 30:
        return _("Less than a month: too short to object, to be answered, and to be right after all.")
    return ""


def _on_held_out(case, answers):
    share = answers["held_out"] / 100
    if not share:
        return _("Nobody is held out: what the benefits cause will never be known.")
    return _(
        "Of {n} upgraded customers {out} wait a year for the benefits. An effect below about {effect:.0f} % of a mean bill would not show."
    ).format(n=UPGRADED, out=round(UPGRADED * share), effect=100 * visible_effect(telecom(0), UPGRADED, share))


def _on_signer(case, answers):
    if answers["signer"] != "own":
        return ""
    return _("Then whoever looks after the account, and perhaps earns by its grade, decides on it.")


# ── table ────────────────────────────────────────────────────────────────────────────────────────────
def _at_ironbridge(case, answers):
    own = _told(case, answers)
    rows = {_("as printed"): own.plain, _("by your rules"): own}
    return pd.DataFrame(
        {
            _("rules"): list(rows),
            _("upgrades"): [told.up for told in rows.values()],
            _("downgrades"): [told.down for told in rows.values()],
            _("taken back"): [told.flip_flops for told in rows.values()],
            _("moved down by bad luck"): [told.undeserved_downgrades for told in rows.values()],
            _("downgrades missed"): [told.missed_downgrades for told in rows.values()],
        }
    )


# ── the sheet ────────────────────────────────────────────────────────────────────────────────────────
PLAN = Sheet(
    name="reviews",
    title=_("How we review the grades"),
    intro=_(
        "The rules by which Harbour Telecom moves its customers up and down. The figures come from three years of Ironbridge and, where "
        "they can, from Harbour's own bills. **Your** decision counts."
    ),
    case=machinery,
    fields=(
        ChoiceField(
            name="period",
            question=_("How often are the grades reviewed?"),
            options=PERIODS,
            model="year",
            why=_("A year holds every season once, and one luck less than four quarters."),
            remark=_on_period,
        ),
        NumberField(
            name="margin",
            question=_("How wide is the margin on each side of a threshold?"),
            unit="%",
            low=0,
            high=50,
            model=10,
            why=_("It keeps most of those who stand close to a threshold where they are, and misses few downgrades."),
        ),
        NumberField(
            name="stay",
            question=_("How long is the minimum stay: for how many reviews is a grade kept at least?"),
            unit=_("reviews"),
            low=0,
            high=4,
            model=2,
            why=_("A grade that was just given deserves a second year before it is taken away."),
            remark=_on_stay,
        ),
        NumberField(
            name="idle",
            question=_("After how many months without a bill is a customer idle?"),
            unit=_("months"),
            low=1,
            high=24,
            model=3,
            why=_("Telephone bills come each month; three without one is no holiday."),
            remark=_on_idle,
        ),
        NumberField(
            name="notice",
            question=_("How many days before a change does the customer get the notice?"),
            unit=_("days"),
            low=0,
            high=180,
            model=45,
            why=_("A month to object and a fortnight to answer."),
            remark=_on_notice,
        ),
        NumberField(
            name="held_out",
            question=_("What share of the upgraded is held out of the new benefits by lot?"),
            unit="%",
            low=0,
            high=50,
            model=25,
            why=_("It shows effects nearly as small as a half would, and leaves fewer waiting."),
            remark=_on_held_out,
        ),
        ChoiceField(
            name="signer",
            question=_("Who signs a grade set by hand?"),
            options=SIGNERS,
            model="second",
            why=_("A reason, an end and another's signature make a favour into a decision one can look up."),
            remark=_on_signer,
        ),
        NumberField(
            name="by_hand",
            question=_("After how many months does a grade set by hand end?"),
            unit=_("months"),
            low=1,
            high=24,
            model=12,
            why=_("It ends with the next review, which looks at the reason again."),
        ),
        TextField(
            name="letter",
            question=_("What do you write to a customer who is moved down?"),
            model=_(
                "From 1 March your grade is B1: in 2025 you used … yuan, and A2 is kept from … yuan. Until then nothing changes. If a figure is wrong, "
                "or you see it otherwise, please write to our appeal desk by 15 February."
            ),
            why=_("It has the reason with the own figure, the day, and the way to object, and nothing else."),
        ),
    ),
    tables={_("Your rules at Ironbridge, in three reviews"): _at_ironbridge},
)
