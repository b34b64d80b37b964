"""Why they left, ranked; and winning back against finding new."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.churn_early_warning.company import REASONS, apart, reasons
from casekit.course.companies import telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _


# ── the first two reasons ────────────────────────────────────────────────────────────────────────────────
def _top_two(f):
    return 100 * sum(f["counts"][:2]) / f["known"]


def _of_all(f):
    return 100 * sum(f["counts"][:2]) / (f["known"] + f["silent"])


def _silent_is_reason(f):
    return 100 * sum(sorted([*f["counts"], f["silent"]])[-2:]) / (f["known"] + f["silent"])


def _first(f):
    return 100 * f["counts"][0] / f["known"]


@once_a_case
def _ranked(case):
    found = []
    for one in reasons(case):
        said = sorted(one["said"].items(), key=lambda row: (-row[1], row[0]))
        counts = [n for _reason, n in said]
        facts = {
            "area": one["area"],
            "year": one["year"],
            "silent": one["silent"],
            "counts": counts,
            "known": sum(counts),
        }
        if (
            facts["known"] < 20
            or not facts["silent"]
            or not apart([way(facts) for way in (_top_two, _of_all, _silent_is_reason, _first)], 0.3)
        ):
            continue
        rows = [(REASONS[reason], n) for reason, n in said] + [(_("not reached"), one["silent"])]
        facts["table"] = pd.DataFrame(
            {_("leavers"): [n for _name, n in rows]}, index=pd.Index([name for name, _n in rows], name=_("reason"))
        )
        found.append(
            facts
            | {
                "two": counts[0] + counts[1],
                "all": facts["known"] + facts["silent"],
                "c_1": counts[0],
                "c_2": counts[1],
            }
        )
    return found


TOP = Question(
    id="warning.reasons",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=lambda case, rng: rng.choice(_ranked(case)),
    prompt=_(
        "{area}, {year}: the exit call asked leavers why. Some were not reached; they are told apart and are no part of the shares. What per cent of the **known** reasons do the **two most frequent** make up together? (one decimal)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_top_two,
    mistakes=(
        Mistake(
            "over-all-leavers",
            _of_all,
            _(
                "{got} divides by all {all} leavers, {silent} of whom gave no reason. That silently counts them as having another reason. How many reasons are *known*?"
            ),
        ),
        Mistake(
            "silence-ranked",
            _silent_is_reason,
            _(
                "{got} ranks “not reached” among the reasons. Nobody leaves because they were not reached. Which two *reasons* come first?"
            ),
        ),
        Mistake("first-only", _first, _("{got} is the first reason alone. Asked are the first two together.")),
    ),
    right=_(
        "{answer}: {two} of {known}. Then ask which of them you can change. Nobody holds a customer who moves away; and the {silent} silent ones may have had other reasons."
    ),
    hints=Hints(
        _("Whose reason is known?"),
        _("(most frequent + second) / all known reasons."),
        _("The first two: {c_1} + {c_2} = {two}. Known reasons: {all} − {silent} …"),
        _("{two} / {known} = {answer}"),
    ),
    competencies=("RT2",),
)


# ── win back or replace ──────────────────────────────────────────────────────────────────────────────────
def _cheaper(f):
    return f["win_cost"] / f["win_share"] * 100 - f["new_cost"] / f["new_share"] * 100


def _a_try(f):
    return f["win_cost"] - f["new_cost"]


def _multiplied(f):
    return f["win_cost"] * f["win_share"] / 100 - f["new_cost"] * f["new_share"] / 100


def _turned(f):
    return -_cheaper(f)


def _two_ways(case, rng):
    one = rng.choice(reasons(case))
    facts = {"n": sum(one["said"].values()), "area": one["area"], "year": one["year"]}
    while True:
        facts |= {
            "win_cost": rng.randrange(20, 121, 5),
            "win_share": rng.randint(4, 25),
            "new_cost": rng.randrange(10, 81, 5),
            "new_share": rng.randint(2, 12),
        }
        if apart([way(facts) for way in (_cheaper, _a_try, _multiplied, _turned)], 2):
            break
    each = {
        "win_each": 100 * facts["win_cost"] / facts["win_share"],
        "new_each": 100 * facts["new_cost"] / facts["new_share"],
    }
    return facts | each


WIN_BACK = Question(
    id="warning.win-back",
    kind=Number(unit=_("yuan")),
    case=telecom,
    given=_two_ways,
    prompt=_(
        "{area}: {n} customers who left in {year} could be asked to come back. One try costs **{win_cost}** yuan, and **{win_share} %** come. To try a *new* customer costs **{new_cost}** yuan, and **{new_share} %** come. (All four are "
        "declared.) By how many yuan is **one customer won back** dearer than **one new customer**? (whole yuan; below 0 if cheaper)"
    ),
    oracle=_cheaper,
    mistakes=(
        Mistake(
            "a-try-for-a-customer",
            _a_try,
            _(
                "{got} compares one *try* with one try. Most tries fail and are paid for all the same. How many tries does one customer take?"
            ),
        ),
        Mistake(
            "multiplied",
            _multiplied,
            _(
                "{got} multiplies cost and share. The fewer come, the *dearer* is each one. So what do you do with the share?"
            ),
        ),
        Mistake(
            "the-wrong-way-round",
            _turned,
            _(
                "{got} is new less won back. The size is right. Asked is won back less new: what does the sign have to say if winning back is the cheaper way?"
            ),
        ),
    ),
    right=_(
        "{answer}: {win_each:,.0f} yuan for one won back, {new_each:,.0f} for a new one. Then ask what each brings: one who came back may leave again for the old reason."
    ),
    hints=Hints(
        _("How many tries make one customer?"),
        _("cost of a try / share that comes, for each way; then take the difference."),
        _("Won back: {win_cost} / {win_share} % = {win_each:,.1f} yuan. New: …"),
        _("{win_each:,.1f} − {new_each:,.1f} = {answer}"),
    ),
    competencies=("RT2",),
)
