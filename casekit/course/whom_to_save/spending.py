"""The best set of offers within a budget, and what one saved customer cost."""

import random
from bisect import bisect

import numpy as np
import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.whom_to_save.company import COST, foretold, trials
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choices
from casekit.practice.kinds.number import Number
from casekit.text import _

_NAMES = "ABCDEF"
_COSTS = (80, 150, 200, 250, 320)  # a call, a call with a larger gift, a visit …
_BUDGETS = (400, 450, 500, 550, 600)
_SETS = np.array([[number >> place & 1 for place in range(6)] for number in range(64)])


# ── the best set ─────────────────────────────────────────────────────────────────────────────────────────
def _down(rows, budget, key):
    """What a list takes: from its top, passing over who is too dear for what is left."""
    taken, left = [], budget
    for name in sorted(rows, key=lambda name: (-key(*rows[name]), name)):
        if rows[name][0] <= left:
            taken.append(name)
            left -= rows[name][0]
    return sorted(taken)


_LISTS = {
    "gain": lambda cost, gain: gain,
    "yuan": lambda cost, gain: gain / cost,
    "cheap": lambda cost, gain: -cost,
}


@once_a_case
def _budgets(case):
    """Six accounts with cost and gain, and a budget, for which the best set is at the top of no list."""
    draw = random.Random("save.choice")
    gains = sorted({round(row["uplift"] * row["margin"] / 100) for row in foretold(case) if row["margin"] > 0})
    gains = [gain for gain in gains if 70 <= gain <= 700]
    found = []
    for _try in range(4_000):
        costs = [draw.choice(_COSTS) for _name in _NAMES]  # and each keeps more than it costs
        rows = {n: (cost, draw.choice(gains[bisect(gains, cost) :])) for n, cost in zip(_NAMES, costs, strict=True)}
        budget = draw.choice(_BUDGETS)
        costs, worth = np.array(list(rows.values())).T
        value = np.where(_SETS @ costs <= budget, _SETS @ worth, -1)
        gain = np.where(_SETS @ costs <= budget, _SETS @ (worth - costs), -1)
        first, second = np.sort(value)[::-1][:2]
        best = [name for name, in_ in zip(_NAMES, _SETS[value.argmax()], strict=True) if in_]
        lists = [_down(rows, budget, key) for key in _LISTS.values()]
        parted = first - second >= 15 and gain.argmax() == value.argmax()  # the same with the costs taken off
        if parted and len({tuple(one) for one in (best, *lists)}) == 4 and len(best) < 5:
            found.append({"rows": rows, "budget": budget, "best": best})
            if len(found) == 12:
                break
    return found


def _six(case, rng):
    found = rng.choice(_budgets(case))
    rows, budget = found["rows"], found["budget"]
    table = pd.DataFrame(
        {
            _("costs"): [cost for cost, _gain in rows.values()],
            _("keeps in the mean"): [gain for _cost, gain in rows.values()],
            _("kept per yuan"): [f"{gain / cost:.2f}" for cost, gain in rows.values()],
        },
        index=pd.Index(list(rows), name=_("account")),
    )
    facts = {name: _down(rows, budget, key) for name, key in _LISTS.items()}
    sums = {f"{name}_sum": sum(rows[one][1] for one in taken) for name, taken in facts.items()}
    spent = {f"{name}_spent": sum(rows[one][0] for one in taken) for name, taken in facts.items()}
    texts = {f"{name}_list": ", ".join(taken) for name, taken in facts.items()}
    return {**found, **facts, **sums, **spent, **texts, "table": table}


CHOICE = Question(
    id="save.choice",
    kind=Choices(
        options={name: name for name in _NAMES},
        why=dict.fromkeys(
            _NAMES,
            _("Add up costs and what is kept of your set: is there another within {budget} yuan that keeps more?"),
        ),
        shuffle=False,
    ),
    case=telecom,
    given=_six,
    prompt=_(
        "Six accounts may get an offer: a call, a larger gift, or a visit. The table has in yuan what it **costs** and what it **keeps in the mean** (uplift × margin). There are **{budget} yuan**. Tick the accounts that together keep the *most* for "
        "at most {budget} yuan."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["best"],
    mistakes=(
        Mistake(
            "most-kept-first",
            lambda facts: facts["gain"],
            _(
                "You went down the list by what is kept: {gain_list}, together {gain_sum:,} yuan for {gain_spent}. A large account can eat the money of two smaller ones that keep more together. Try to swap one of yours for two others."
            ),
        ),
        Mistake(
            "most-per-yuan-first",
            lambda facts: facts["yuan"],
            _(
                "You went down the list by yuan kept per yuan: {yuan_list}, together {yuan_sum:,} yuan for {yuan_spent} of {budget}. That is nearly always good. Here too little is left over for a further offer of weight. Try to swap one."
            ),
        ),
        Mistake(
            "cheapest-first",
            lambda facts: facts["cheap"],
            _(
                "You took as many as possible, the cheapest first: {cheap_list}, together {cheap_sum:,} yuan. The number of accounts is not asked, but what is kept. Which of them keeps little for its money?"
            ),
        ),
    ),
    right=_(
        "For the best set all offers are weighed against each other, and money left over counts as well. With thousands of customers a rule of yuan per yuan comes very near; with few and dear offers it is worth the look. The kit's `allocate_budget` and Excel's Solver do it."
    ),
    hints=Hints(
        _("Begin with a good list, and look what the money left over could do."),
        _(
            "Take the list by yuan kept per yuan. Then try: one out, another in; or one out, two in. Keep to {budget} yuan."
        ),
        _("The list per yuan takes {yuan_list}: {yuan_sum:,} yuan kept, {yuan_spent} spent. A better set is …"),
        _("{answer}"),
    ),
    competencies=("RT3",),
)


# ── what a saved customer cost ───────────────────────────────────────────────────────────────────────────
@once_a_case
def _campaigns(case):
    """Spans in which the calls held: span, called, left of them, control, left of those."""
    spans = {span: groups["all"] for span, groups in trials(case).items()}
    return [(span, *counts) for span, counts in spans.items() if counts[3] / counts[2] - counts[1] / counts[0] > 0.003]


def _a_bill(case, rng):
    span, called, left, control, left_control = rng.choice(_campaigns(case))
    cost = rng.choice([COST, 60, 70, 90, 100])
    alone, with_call = round(100 * left_control / control, 1), round(100 * left / called, 1)
    called = round(called * rng.uniform(0.5, 1.2), -2)
    saved = called * (alone - with_call) / 100
    table = pd.DataFrame(
        {_("leave"): [f"{with_call:.1f} %", f"{alone:.1f} %"]},
        index=pd.Index([_("called"), _("left alone by lot")], name=_("group")),
    )
    facts = {"span": span, "called": int(called), "cost": cost, "alone": alone, "with_call": with_call, "table": table}
    return facts | {"saved": saved, "spent": int(called * cost), "stayed": called * (100 - with_call) / 100}


COST_SAVED = Question(
    id="save.cost-each",
    kind=Number(unit=_("yuan")),
    case=telecom,
    given=_a_bill,
    prompt=_(
        "In a campaign like those of {span}, **{called:,}** customers were called at **{cost} yuan** each. The table says who left. What did one **saved** customer cost? (yuan)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["spent"] / facts["saved"],
    mistakes=(
        Mistake(
            "over-all-who-stayed",
            lambda facts: facts["spent"] / facts["stayed"],
            _(
                "{got} shares the money over {stayed:,.0f} who stayed. Nearly all of these would have stayed without a call. Who was *saved* by it?"
            ),
        ),
        Mistake(
            "over-all-at-risk",
            lambda facts: facts["spent"] / (facts["called"] * facts["alone"] / 100),
            _(
                "{got} shares the money over all who would have left. But {with_call:.1f} in 100 left all the same. Those were paid for and not saved."
            ),
        ),
        Mistake(
            "over-the-called-who-left",
            lambda facts: facts["spent"] / (facts["called"] * facts["with_call"] / 100),
            _(
                "{got} shares the money over the called who *left*. They are the ones whom the calls did not hold. How many more would have left without a call?"
            ),
        ),
        Mistake(
            "a-call-for-a-customer",
            lambda facts: facts["cost"],
            _("{got} is what a *call* costs. How many calls does it take until one customer more stays?"),
        ),
    ),
    right=_(
        "{answer} for each one kept. Put it beside that customer's margin, and beside what winning a new one costs. “Keeping is cheaper than winning” is true only where this figure says so."
    ),
    hints=Hints(
        _("All the money was spent. On how many saved customers?"),
        _("Saved = called × (share left alone − share called). Then money ÷ saved."),
        _("{called:,} × ({alone:.1f} − {with_call:.1f}) / 100 = {saved:.1f} saved, for {spent:,} yuan …"),
        _("{spent:,} / {saved:.1f} = {answer}"),
    ),
    competencies=("RT3",),
)
