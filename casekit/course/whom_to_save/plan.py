"""The sheet of lesson 17 in the customer plan: whom Harbour Telecom calls to keep, and whom it leaves alone."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.whom_to_save.company import BUDGET, COST, trials, year_ahead
from casekit.practice.plan import ChoiceField, NumberField, Sheet, TextField
from casekit.text import _

RULES = {
    "risk": _("by the risk of leaving"),
    "margin": _("by margin, our best customers first"),
    "at_risk": _("by risk × margin"),
    "gain": _("by uplift × margin, as long as it pays for the call"),
}
SLEEPERS = {
    "call": _("call them like all others"),
    "silent": _("no call; the contract is renewed by a letter when it ends"),
    "early": _("a visit now, to sign for longer"),
}
FIRST = {
    "reply": _("answers to complaints within three days"),
    "discount": _("a discount for everybody whose contract ends"),
    "leaders": _("a meeting of the leaders with each key account"),
}


# ── the figures ──────────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def lists(case) -> dict[str, pd.DataFrame]:
    """The last quarter's members down each rule's list: margin and the expected gain of a call, yuan."""
    rows = year_ahead(case)
    rows = rows[rows["quarter"] == rows["quarter"].max()]
    rows = rows.assign(at_risk=rows["risk"] * rows["margin"], gain=rows["worth"] - COST)
    told = {}
    for rule in RULES:
        ranked = rows.sort_values([rule, "customer_id"], ascending=[False, True])
        told[rule] = ranked[["margin", "gain", "uplift", "long_contract"]].reset_index(drop=True)
    return told


def _called(case, answers, rule=None):
    ranked = lists(case)[rule or answers["rule"]]
    ranked = ranked[ranked["margin"] >= answers["least"]]
    if (rule or answers["rule"]) == "gain":
        ranked = ranked[ranked["gain"] > 0]
    return ranked.head(int(answers["calls"]))


def _expected(case, answers):
    rows = [
        (label, len(_called(case, answers, rule)), round(_called(case, answers, rule)["gain"].sum()))
        for rule, label in RULES.items()
    ]
    return pd.DataFrame(rows, columns=[_("rule"), _("calls a quarter"), _("expected gain, yuan")])


# ── remarks ──────────────────────────────────────────────────────────────────────────────────────────────
def _on_rule(case, answers):
    if not answers["calls"]:
        return ""
    chosen, best = (_called(case, answers, rule)["gain"].sum() for rule in (answers["rule"], "gain"))
    if answers["rule"] == "gain":
        return _("In the last quarter that is {n} calls with an expected gain of {gain:,.0f} yuan.").format(
            n=len(_called(case, answers)), gain=chosen
        )
    return _(
        "By the models {gain:,.0f} yuan are expected of your list in a quarter, and {best:,.0f} of uplift × margin."
    ).format(gain=chosen, best=best)


def _on_calls(case, answers):
    if not answers["calls"]:
        return _("Then {budget:,} yuan stay unspent, and nobody is held by a call.").format(budget=BUDGET)
    year = 4 * answers["calls"] * COST
    if year > BUDGET:
        return _("Four quarters of {n} calls cost {sum:,} yuan; there are {budget:,}.").format(
            n=answers["calls"], sum=year, budget=BUDGET
        )
    return _("That is {sum:,} yuan in a year; {left:,} are left.").format(sum=year, left=BUDGET - year)


def _on_least(case, answers):
    if answers["least"] < COST:
        return _(
            "A call costs {cost} yuan: below it even a customer surely saved does not bring the call back."
        ).format(cost=COST)
    rows = lists(case)["gain"]
    pays, out = rows["gain"] > 0, rows["margin"] < answers["least"]
    if not (pays & out).any():
        return _("No call that would pay in the last quarter goes to a customer below that.")
    return _("In the last quarter {n:,} of {all:,} calls that would pay went to customers below that.").format(
        n=int((pays & out).sum()), all=int(pays.sum())
    )


def _on_held_out(case, answers):
    if not answers["held_out"]:
        return _("Then nobody will know at the end of the year what the calls did.")
    n = 4 * answers["calls"] * answers["held_out"] / 100
    if n < 60:
        return _("That is about {n:.0f} customers in a year: too few to see an effect of some points.").format(n=n)
    given_up = answers["held_out"] / 100 * max(_called(case, answers)["gain"].sum(), 0)
    return _(
        "About {n:.0f} customers in a year are left alone; by the models that gives up some {gain:,.0f} yuan a quarter. It is the price of knowing."
    ).format(n=n, gain=given_up)


def _on_sleepers(case, answers):
    n = int(_called(case, answers)["long_contract"].sum())
    if answers["sleepers"] == "silent":
        return _("Your list of the last quarter holds {n} of them: strike these out.").format(n=n) if n else ""
    told = _("In the trials a little more of them left when called than when left alone.")
    if answers["sleepers"] == "call" and not n:
        return told + " " + _("Sorted as you sort it, the list calls none of them anyway.")
    return told


def _on_first(case, answers):
    groups = trials(case)["2024"]
    if answers["first"] == "reply":
        called, left, control, left_control = groups["late"]
        return _(
            "Of {control} who waited for an answer and were left alone, {left} left in the quarter: {rate:.0f} in 100."
        ).format(control=control, left=left_control, rate=100 * left_control / control)
    if answers["first"] == "discount":
        rows = year_ahead(case)
        ends = int((rows["contract_ends"] == 1).sum())
        return _(
            "The lists of 2025 held {n} contracts about to end; about nine in ten of these customers stay without a discount. Each would get one."
        ).format(n=ends)
    return _("It holds if the leaders have something to say. Which figure will show after a year that it worked?")


# ── the sheet ────────────────────────────────────────────────────────────────────────────────────────────
PLAN = Sheet(
    name="save",
    title=_("Whom we save, and whom we leave alone"),
    intro=_(
        "For Harbour Telecom's retention calls: {budget:,} yuan a year, {cost} yuan a call. **Your** decision counts."
    ).format(budget=BUDGET, cost=COST),
    case=telecom,
    fields=(
        NumberField(
            name="calls",
            question=_("How many calls a quarter at most?"),
            unit=_("calls"),
            low=0,
            high=1_000,
            model=192,
            why=_("It is a quarter of the money, and the gain hardly grows beyond it."),
            remark=_on_calls,
        ),
        NumberField(
            name="least",
            question=_("From what margin a year may a customer be called?"),
            unit=_("yuan"),
            low=0,
            high=10_000,
            model=200,
            why=_("Well above the cost of a call, for not everybody called is saved."),
            remark=_on_least,
        ),
        ChoiceField(
            name="rule",
            question=_("How is the list sorted?"),
            options=RULES,
            model="gain",
            why=_("It asks what a call changes and what that is worth, and stops where a call no longer pays."),
            remark=_on_rule,
        ),
        ChoiceField(
            name="sleepers",
            question=_("What happens to customers in a long contract that runs on?"),
            options=SLEEPERS,
            model="silent",
            why=_("Calls woke some of them, and their margins are large."),
            remark=_on_sleepers,
        ),
        NumberField(
            name="held_out",
            question=_("What part of the list is left uncalled by lot?"),
            unit="%",
            low=0,
            high=50,
            model=10,
            why=_("Only beside them can be seen what the calls did, and next year's list learns from it."),
            remark=_on_held_out,
        ),
        ChoiceField(
            name="first",
            question=_("Which other measure comes first?"),
            options=FIRST,
            model="reply",
            why=_("Late answers were a group in which many left; an answer in time costs no gift."),
            remark=_on_first,
        ),
        TextField(
            name="explain",
            question=_("What do you tell a customer who asks why the neighbour got a gift?"),
            model=_(
                "Gifts go to some customers whose contract ends or whose complaint we answered late, and a part is drawn by lot. Your service "
                "is the same. You can ask not to be on such lists."
            ),
            why=_("It names the reason and the way out, and it is true. Check with counsel."),
        ),
    ),
    tables={_("Your calls by each rule, last quarter"): _expected},
)
