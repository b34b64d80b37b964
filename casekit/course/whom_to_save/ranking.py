"""Which group is called first, and whom a rule of gain calls."""

from itertools import combinations

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.whom_to_save.company import COST, GROUPS, foretold, trials
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Order
from casekit.practice.kinds.sheet import Grades
from casekit.text import _


# ── which group first ────────────────────────────────────────────────────────────────────────────────────
def _by(key):
    return lambda facts: sorted(facts["groups"], key=lambda name: (-key(*facts["groups"][name]), name))


def _uplift(alone, called):
    return alone - called


_MARGIN = 1_000  # yuan a year, the same for everybody
_CALLS = 100  # in each group


def _kept(groups, names):
    """Yuan of margin kept by _CALLS calls in each of these groups."""
    return sum(_uplift(*groups[name]) / 100 for name in names) * _CALLS * _MARGIN


_RULES = (_by(_uplift), _by(lambda alone, called: alone), _by(lambda alone, called: -called))


@once_a_case
def _sets(case):
    """Sets of five groups, with the per cent that leave left alone and called, on which the three rules part."""
    found = []
    for span, groups in trials(case).items():
        rates = {
            name: (round(100 * counts[3] / counts[2], 1), round(100 * counts[1] / counts[0], 1))
            for name, counts in groups.items()
            if name != "all"
        }
        for names in combinations(rates, 5):
            few = {name: rates[name] for name in names}
            uplifts = sorted(_uplift(*pair) for pair in few.values())
            apart = min(b - a for a, b in zip(uplifts, uplifts[1:], strict=False))
            orders = {tuple(rule({"groups": few})) for rule in _RULES}
            if apart >= 0.15 and len(orders) == len(_RULES):
                found.append((span, few))
    return found


def _five(case, rng):
    span, groups = rng.choice(_sets(case))
    names = rng.sample(sorted(groups), len(groups))
    table = pd.DataFrame(
        {
            _("left alone: leave"): [f"{groups[name][0]:.1f} %" for name in names],
            _("called: leave"): [f"{groups[name][1]:.1f} %" for name in names],
        },
        index=pd.Index([GROUPS[name] for name in names], name=_("group")),
    )
    facts = {"groups": {name: groups[name] for name in names}}
    best, by_risk = _RULES[0](facts), _RULES[1](facts)
    top = next(n for n in range(1, len(best) + 1) if set(best[:n]) != set(by_risk[:n]))
    shown = best[1]
    return {
        **facts,
        "span": span,
        "table": table,
        "calls": _CALLS,
        "margin": _MARGIN,
        "top": top,
        "top_kept": _kept(groups, best[:top]),
        "top_by_risk": _kept(groups, by_risk[:top]),
        "shown": GROUPS[shown],
        "shown_alone": groups[shown][0],
        "shown_called": groups[shown][1],
        "shown_uplift": _uplift(*groups[shown]),
        "last": GROUPS[best[-1]],
        "last_called": groups[best[-1]][1],
        "last_alone": groups[best[-1]][0],
    }


FIRST = Question(
    id="save.first",
    kind=Order(
        items=lambda facts: {name: GROUPS[name] for name in facts["groups"]},
        because=lambda facts, item: _(
            "“{group}”: {alone:.1f} of 100 leave when left alone, {called:.1f} when called."
        ).format(group=GROUPS[item], alone=facts["groups"][item][0], called=facts["groups"][item][1]),
    ),
    case=telecom,
    given=_five,
    prompt=_(
        "Five groups in the trials of {span}. All calls cost the same, and suppose that each customer brings {margin:,} yuan a year. In which **order** do you call the groups, so that each {calls} calls save the most customers? "
        "First the group to call first. (Take the shares as printed.)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_RULES[0],
    mistakes=(
        Mistake(
            "by-risk",
            _RULES[1],
            _(
                "You sorted by the share that leaves when left alone: by *risk*. That says where most are lost, and not where a call holds most. “{last}”: {last_alone:.1f} of 100 leave left alone, {last_called:.1f} when called. What did the calls change there? In money: {calls} calls in each of the first {top} of your groups keep {top_by_risk:+,.0f} yuan a year, and {top_kept:+,.0f} in the first {top} of a list by what a call changes."
            ),
        ),
        Mistake(
            "by-the-called",
            _RULES[2],
            _(
                "You began with the group in which the fewest leave *when called*. That group may be one in which hardly anybody leaves at all. Compare the two columns of each row."
            ),
        ),
    ),
    right=_(
        "By the difference of the two columns: the uplift. Where it is below 0, do not call at all. And look how many customers stand behind a row before you bet on it: in small groups chance decides."
    ),
    hints=Hints(
        _("What does a call change in each group?"),
        _("Share left alone − share called, for each row; the largest first. Below 0 comes last."),
        _("“{shown}”: {shown_alone:.1f} − {shown_called:.1f} = {shown_uplift:.1f} points. The others …"),
        _("{answer}"),
    ),
    competencies=("RT3",),
)


# ── call or leave alone ──────────────────────────────────────────────────────────────────────────────────
SMALL, SLEEP, CALL, NOTHING = "small", "sleep", "call", "nothing"
_RISKY, _LARGE = 10, 5_000  # per cent; yuan a year


def _verdict(risk, uplift, margin):
    if margin <= COST:
        return SMALL
    if uplift < 0:
        return SLEEP
    return CALL if uplift * margin / 100 > COST else NOTHING


def _gain(risk, uplift, margin):
    return uplift * margin / 100 - COST


def _by_risk(risk, uplift, margin):
    return CALL if risk >= _RISKY else NOTHING


def _moved_are_called(risk, uplift, margin):
    return _verdict(risk, uplift, margin) if uplift < 0 or margin <= COST else (CALL if uplift > 5 else NOTHING)


def _large_are_called(risk, uplift, margin):
    return CALL if margin >= _LARGE else _verdict(risk, uplift, margin)


@once_a_case
def _pools(case):
    """Rows by the corner they belong to, so that each rule of thumb goes astray somewhere."""
    corners = ("risky small", "risky woken", "moved, cheap", "large asleep", "large calm", "call", "quiet call")
    pools = {name: [] for name in corners}
    for row in foretold(case):
        risk, uplift, margin = row["risk"], row["uplift"], row["margin"]
        verdict = _verdict(risk, uplift, margin)
        if abs(uplift * margin / 100 - COST) < 5 or abs(uplift) < 0.2:
            continue
        if verdict == SMALL and risk >= _RISKY and margin > 0:
            pools["risky small"].append(row)
        elif verdict == SLEEP and risk >= _RISKY:
            pools["risky woken"].append(row)
        elif verdict == NOTHING and uplift > 5:
            pools["moved, cheap"].append(row)
        elif verdict == SLEEP and margin >= _LARGE:
            pools["large asleep"].append(row)
        elif verdict == NOTHING and margin >= _LARGE:
            pools["large calm"].append(row)
        elif verdict == CALL and risk >= _RISKY:
            pools["call"].append(row)
        elif verdict == CALL and 1 < uplift < 5:
            pools["quiet call"].append(row)
    return {name: rows for name, rows in pools.items() if rows}


def _members(case, rng):
    pools = _pools(case)
    rows = [rng.choice(rows) for rows in pools.values()]
    rows += rng.sample([row for row in pools["call"] if row not in rows], 1)
    rows = rng.sample(rows, len(rows))
    table = pd.DataFrame(
        {
            _("risk"): [f"{row['risk']:.1f} %" for row in rows],
            _("uplift, points"): [f"{row['uplift']:+.1f}" for row in rows],
            _("margin a year"): [f"{row['margin']:,}" for row in rows],
        },
        index=pd.Index([row["customer"] for row in rows], name=_("customer")),
    )
    kept = {row["customer"]: (row["risk"], row["uplift"], row["margin"]) for row in rows}
    shown = next(name for name, row in kept.items() if _verdict(*row) == CALL)
    gains = [sum(_gain(*row) for row in kept.values() if judge(*row) == CALL) for judge in (_verdict, _by_risk)]
    return {
        "rows": kept,
        "table": table,
        "cost": COST,
        "right_gain": gains[0],
        "gain_by_risk": gains[1],
        "shown": shown,
        "shown_uplift": kept[shown][1],
        "shown_margin": kept[shown][2],
        "shown_gain": kept[shown][1] * kept[shown][2] / 100,
    }


def _each(judge):
    return lambda facts: {name: judge(*row) for name, row in facts["rows"].items()}


def _because(facts, name):
    _risk, uplift, margin = facts["rows"][name]
    if margin <= COST:
        return _("Its margin is {margin:,} yuan a year, and a call costs {cost}: read the first rule.").format(
            margin=margin, cost=COST
        )
    return _(
        "Uplift {uplift:+.1f} points, margin {margin:,} yuan: together {gain:+,.0f} yuan, and a call costs {cost}."
    ).format(uplift=uplift, margin=margin, gain=uplift * margin / 100, cost=COST)


VERDICT = Question(
    id="save.verdict",
    kind=Grades(
        grades={
            SMALL: _("let go: too small"),
            SLEEP: _("let sleep"),
            CALL: _("call"),
            NOTHING: _("no call: changes too little"),
        },
        rows=lambda facts: {name: name for name in facts["rows"]},
        because=_because,
        heading=_("Verdict"),
    ),
    case=telecom,
    given=_members,
    prompt=_(
        "A call costs **{cost} yuan**. Give each customer the first verdict that fits: **let go** if the margin is {cost} yuan or less; **let sleep** if the uplift is below 0; "
        "**call** if uplift × margin is *more than* {cost} yuan (1 point is 1 in 100); else **no call**."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_each(_verdict),
    mistakes=(
        Mistake(
            "by-risk",
            _each(_by_risk),
            _(
                "It looks as if you called by a risk of 10 % and more. Risk says who leaves. The rules ask what a call *changes*, and what that is worth: uplift and margin. The first column decides nothing here. In money: calls by such a risk are expected to gain {gain_by_risk:+,.0f} yuan, calls by the rules {right_gain:+,.0f}."
            ),
        ),
        Mistake(
            "moved-are-called",
            _each(_moved_are_called),
            _(
                "You called everybody with a large uplift. A call may well change what they do. But ten points of a small margin are less than a call costs. Multiply before you decide."
            ),
        ),
        Mistake(
            "large-are-called",
            _each(_large_are_called),
            _(
                "You called everybody with a large margin. Some of them will not be moved, and some are woken: an uplift below 0 means that more leave *with* a call. With a large margin that is dear."
            ),
        ),
    ),
    right=_(
        "Two columns and a cost decide, and each verdict can be explained. Nobody is punished by *no call*: service goes on as before, only the gift is not sent."
    ),
    hints=Hints(
        _("Strike out two sorts first: too small, and likely to be woken."),
        _("For the rest: uplift ÷ 100 × margin, against {cost} yuan."),
        _(
            "{shown}: {shown_uplift:.1f} ÷ 100 × {shown_margin:,} = {shown_gain:,.0f} yuan, more than {cost}: call. The next …"
        ),
        _("{answer}"),
    ),
    competencies=("RT3",),
)
