"""The four kinds of customer, and how many leavers a call holds in a group."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.whom_to_save.company import GROUPS, foretold, trials
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

PERSUADABLE, SURE, LOST, DOG = "persuadable", "sure", "lost", "dog"
_KIND = {(1, 0): PERSUADABLE, (0, 0): SURE, (1, 1): LOST, (0, 1): DOG}  # (leaves if left alone, leaves if called)


# ── which kind ───────────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _by_kind(case):
    pools = {kind: [] for kind in _KIND.values()}
    for row in foretold(case):
        pools[_KIND[row["alone"], row["called"]]].append(row)
    return pools


def _six(case, rng):
    pools = _by_kind(case)
    rows = [row for kind, n in ((PERSUADABLE, 2), (SURE, 1), (LOST, 2), (DOG, 1)) for row in rng.sample(pools[kind], n)]
    rows = rng.sample(rows, len(rows))
    word = {1: _("leaves"), 0: _("stays")}
    table = pd.DataFrame(
        {_("left alone"): [word[row["alone"]] for row in rows], _("called"): [word[row["called"]] for row in rows]},
        index=pd.Index([row["customer"] for row in rows], name=_("customer")),
    )
    first = next(row["customer"] for row in rows if _KIND[row["alone"], row["called"]] == PERSUADABLE)
    return {"rows": {row["customer"]: (row["alone"], row["called"]) for row in rows}, "table": table, "first": first}


def _each(judge):
    return lambda facts: {name: judge(*row) for name, row in facts["rows"].items()}


def _because(facts, name):
    alone, called = facts["rows"][name]
    if alone == called:
        return _(
            "Left alone or called, the same happens. What did the call change, and what would have happened anyway?"
        )
    return _("The call changes what this customer does. In which direction?")


KINDS = Question(
    id="save.kinds",
    kind=Grades(
        grades={
            PERSUADABLE: _("persuadable"),
            SURE: _("sure thing"),
            LOST: _("lost cause"),
            DOG: _("sleeping dog"),
        },
        rows=lambda facts: {name: name for name in facts["rows"]},
        because=_because,
        heading=_("Kind"),
    ),
    case=telecom,
    given=_six,
    prompt=_(
        "The truth file of this invented company says of six customers what they do when left alone, and what they do when called. Which **kind** is each?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_each(lambda alone, called: _KIND[alone, called]),
    mistakes=(
        Mistake(
            "leaver-is-persuadable",
            _each(lambda alone, called: PERSUADABLE if alone else _KIND[alone, called]),
            _(
                "You called everybody persuadable who would leave when left alone. Some of them leave with a call as well. A high risk says *that* somebody leaves, not that a call can hold them."
            ),
        ),
        Mistake(
            "stayer-is-persuadable",
            _each(lambda alone, called: PERSUADABLE if not called else _KIND[alone, called]),
            _(
                "You called everybody persuadable who stays when called. Some of them would have stayed without it. Read the first column beside the second: what did the call *change*?"
            ),
        ),
        Mistake(
            "woken-is-lost",
            _each(lambda alone, called: LOST if called else _KIND[alone, called]),
            _(
                "You called everybody a lost cause who leaves when called. One of them would have *stayed* without the call. That customer was not lost: we lost it."
            ),
        ),
    ),
    right=_(
        "Only the two columns together name the kind. In life there is one column for each customer: called, or left alone. So a trial speaks of groups, and kinds of single customers stay unknown."
    ),
    hints=Hints(
        _("Ask of each row: did the call change anything?"),
        _(
            "Changed for the good: persuadable. Changed for the bad: sleeping dog. Unchanged: sure thing if it stays, lost cause if it leaves."
        ),
        _(
            "{first} leaves when left alone and stays when called: persuadable. Now the rows in which both columns agree …"
        ),
        _("{answer}"),
    ),
    competencies=("RT3",),
)


# ── how many does a call hold ────────────────────────────────────────────────────────────────────────────
_N = (100, 120, 150, 200, 250, 300)


@once_a_case
def _groups(case):
    """Groups in which a call holds: (span, group, per cent left alone, per cent called), one decimal."""
    found = []
    for span, groups in trials(case).items():
        for name, (called, left, control, left_control) in groups.items():
            alone, with_call = round(100 * left_control / control, 1), round(100 * left / called, 1)
            if name != "all" and alone - with_call >= 0.8 and with_call > 0:
                found.append((span, GROUPS[name], alone, with_call))
    return found


def _a_group(case, rng):
    span, group, alone, called = rng.choice(_groups(case))
    table = pd.DataFrame(
        {_("leave in the quarter"): [f"{alone:.1f} %", f"{called:.1f} %"]},
        index=pd.Index([_("left alone by lot"), _("called")], name=group),
    )
    return {"span": span, "group": group, "alone": alone, "called": called, "n": rng.choice(_N), "table": table}


UPLIFT = Question(
    id="save.uplift",
    kind=Number(unit=_("customers"), decimals=1),
    case=telecom,
    given=_a_group,
    prompt=_(
        "The trials of {span}, group “{group}”. Next quarter **{n}** customers of this group are on the list. How many of them does a call **save** in the mean, if all {n} are called? (one decimal)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["n"] * (facts["alone"] - facts["called"]) / 100,
    mistakes=(
        Mistake(
            "all-at-risk",
            lambda facts: facts["n"] * facts["alone"] / 100,
            _(
                "{got} is how many would leave if nobody called. So many are *at risk*. But {called:.1f} in 100 leave with a call as well: those are not saved. What is the difference?"
            ),
        ),
        Mistake(
            "leave-although-called",
            lambda facts: facts["n"] * facts["called"] / 100,
            _(
                "{got} is how many leave *although* they are called. Without a call {alone:.1f} in 100 would leave. How many fewer is that?"
            ),
        ),
        Mistake(
            "all-who-stayed",
            lambda facts: facts["n"] * (100 - facts["called"]) / 100,
            _(
                "{got} is how many stay when called. Of those left alone most stay too: {alone:.1f} in 100 leave, the others do not. Only who would have left *and* stays is saved."
            ),
        ),
        Mistake(
            "in-per-cent-of-the-risk",
            lambda facts: facts["n"] * (facts["alone"] - facts["called"]) / facts["alone"],
            _(
                "{got} takes the fall in per cent of the risk, and applies it to all {n}. That share is of the *leavers*, not of everybody on the list. Take the difference in points."
            ),
        ),
    ),
    right=_(
        "{answer} of {n}: that is what the calls buy. The rest of the gifts goes to people who stay anyway or leave anyway. It is a mean; one quarter will bring more, another less."
    ),
    hints=Hints(
        _("How many leave without a call, and how many with one?"),
        _("Customers × (share left alone − share called)."),
        _("Left alone {alone:.1f} of 100 leave, called {called:.1f} of 100. Of {n} …"),
        _("{n} × ({alone:.1f} − {called:.1f}) / 100 = {answer}"),
    ),
    competencies=("RT3",),
)
