"""What is said of a trainee's own figures on the sheet of lesson 16, and where two answers do not go together.

A remark that concerns two answers stands beside the one that is asked later, so that it comes when both are given.
"""

from casekit.course.did_it_work.trial_before import (
    QUARTER_WEEKS,
    base_rate,
    chance,
    cost_of_a_call,
    each_saved,
    gone_by,
    pays_back,
    usual_list,
)
from casekit.text import _

_YEAR_WEEKS = 52
_BILL_WEEKS = (4, 9)  # the bill of the month after the calls is written in between
_KEEP_WATCH = 20  # per cent left alone: more than that is held back only where one still wants to learn
_LIKELY = 0.8


def _together(*sentences: str) -> str:
    return " ".join(one for one in sentences if one)


def on_pays(case, answers):
    so_far = _("So far each customer saved cost {each:,.0f} yuan.").format(each=each_saved(case))
    if answers["pays"] == "all":
        return so_far
    if answers["pays"] == "some":
        return _(
            "Then write down by which sign or score the part is chosen; the lot is drawn within it. The figures below reckon with the {base:.1f} % that leave of the whole list; in a part chosen well more leave, and fewer customers will do."
        ).format(base=100 * base_rate(case))
    return _together(so_far, _("The plan below is then that of a trial of the cheaper offer."))


def on_outcome(case, answers):
    remarks = {
        "left": _(
            "Of those left alone {base:.1f} % left within the quarter; the figures below reckon with that."
        ).format(base=100 * base_rate(case)),
        "bill": _("A bill says nothing of those who have left, and most of what moves it is chance."),
        "asked": _("Only those who were called can say it: there is no one to compare with."),
        "year": _("It tells whether they were held for long, and you know it only in a year."),
    }
    return remarks[answers["outcome"]]


def on_effect(case, answers):
    above = answers["effect"] / 100 > base_rate(case)
    if above and answers.get("pays") == "some":
        return _(
            "Of the whole list only {base:.1f} % leave when left alone. Do more leave in the part you chose?"
        ).format(base=100 * base_rate(case))
    if above:
        return _("More than {base:.1f} points cannot be taken off: no more leave when left alone.").format(
            base=100 * base_rate(case)
        )
    return _(
        "At {cost} yuan a call, that would be {each:,.0f} yuan for each customer saved; from {points} points on the money is back within two years."
    ).format(cost=cost_of_a_call(case), each=100 * cost_of_a_call(case) / answers["effect"], points=pays_back(case))


def on_customers(case, answers):
    usual = usual_list(case)
    if answers["customers"] > 1.2 * usual:
        return _("A quarter's list has about {usual:,}: {times:.1f} quarters would be put together.").format(
            usual=usual, times=answers["customers"] / usual
        )
    return _("If all {customers:,} were left alone, about {left:.0f} would leave within a quarter.").format(
        customers=answers["customers"], left=base_rate(case) * answers["customers"]
    )


def on_control(case, answers):
    return _together(_found(case, answers), _held_back(case, answers))


def _found(case, answers):
    alone = answers["control"] / 100 * answers["customers"]
    sizes = _("{alone:,.0f} are left alone and {called:,.0f} called.").format(
        alone=alone, called=answers["customers"] - alone
    )
    found = None if answers.awaits("effect") else chance(case, answers)
    if found is None:
        return sizes
    told = _("Then you find your effect with a chance of {chance:.0f} %.").format(chance=100 * found)
    if found < _LIKELY:
        told = _together(told, _("That is below 80 %: “not shown” would then say little."))
    return _together(sizes, told)


def _held_back(case, answers):
    if answers.get("pays") == "all" and answers["control"] > _KEEP_WATCH:
        return _(
            "You pay for everybody above, and leave {control} % without a call here: which of the two holds?"
        ).format(control=answers["control"])
    return ""


def on_unit(case, answers):
    if answers["unit"] == "number":
        return _("Then one branch is called and its sister left alone: they talk, and the control hears of the gift.")
    return _("There are fewer groups than customers, so the trial finds a little less than the table says.")


def on_weeks(case, answers):
    return _together(_clash(answers), _gone(case, answers))


def _clash(answers):
    outcome, weeks = answers.get("outcome"), answers["weeks"]
    if outcome == "year" and weeks < _YEAR_WEEKS:
        return _(
            "Your outcome is “left within the year”, and at the end of week {weeks} the year is not over: read it after {year} weeks, or choose the quarter."
        ).format(weeks=weeks, year=_YEAR_WEEKS)
    if outcome == "left" and weeks != QUARTER_WEEKS:
        return _(
            "Your outcome is “left within the quarter”, and a quarter has {quarter} weeks; you read after {weeks}. One of the two has to change."
        ).format(quarter=QUARTER_WEEKS, weeks=weeks)
    first, last = _BILL_WEEKS
    if outcome == "bill" and not first <= weeks <= last:
        return _(
            "Your outcome is “the bill of the next month”; that bill is written {first} to {last} weeks after the call; you read after {weeks}."
        ).format(first=first, last=last, weeks=weeks)
    return ""


def _gone(case, answers):
    weeks = answers["weeks"]
    if answers.get("outcome") not in (None, "left", "year"):
        return ""
    if weeks < QUARTER_WEEKS:
        return _(
            "By the end of week {weeks} only {share:.0f} % of a quarter's leavers had gone: the trial would have to be larger."
        ).format(weeks=weeks, share=100 * gone_by(case, weeks))
    if weeks == QUARTER_WEEKS:
        return _("{weeks} weeks: as the seven campaigns were read.").format(weeks=weeks)
    return _("{weeks} weeks: longer than the {quarter} that the table reckons with, so more will have left.").format(
        weeks=weeks, quarter=QUARTER_WEEKS
    )
