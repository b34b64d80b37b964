"""Forty calls, shared out among groups of customers who are alike."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.churn_early_warning.company import CALL, SAVED_SHARE, likely
from casekit.course.companies import telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Allocation
from casekit.text import _

_CALLS = 40


@once_a_case
def _bands(case):
    """Groups of customers of 2025 alike in chance and margin: chance (per cent), margin (yuan), customers."""
    rows = pd.DataFrame(likely(case))
    rows = rows[rows["margin"] > 0]
    rows["band"] = pd.cut(rows["chance"], [0, 2, 3, 4, 5, 8, 12, 100], labels=False)
    rows["size"] = pd.cut(rows["margin"], [0, 300, 1_000, 3_000, 6_000, 12_000, 25_000, 1e9], labels=False)
    sums = rows.groupby(["band", "size"]).agg(
        chance=("chance", "mean"), margin=("margin", "mean"), n=("margin", "size")
    )
    sums = sums[sums["n"] >= 5].round({"chance": 1, "margin": -1})
    return [
        {"chance": row.chance, "margin": int(row.margin), "n": min(int(row.n), 30) // 5 * 5}
        for row in sums.itertuples()
    ]


def _fill(f, key):
    left, plan = _CALLS, {}
    for name in sorted(f["groups"], key=lambda name: -key(f["groups"][name])):
        plan[name] = min(left, f["groups"][name]["n"])
        left -= plan[name]
    return plan


def _kept(one):
    return SAVED_SHARE * one["chance"] / 100 * one["margin"]


def _best(f):
    return _fill(f, lambda one: one["chance"] * one["margin"])


def _by_chance(f):
    return _fill(f, lambda one: one["chance"])


def _by_margin(f):
    return _fill(f, lambda one: one["margin"])


def _four_groups(case, rng):
    bands = _bands(case)
    while True:
        groups = dict(zip("ABCD", rng.sample(bands, 4), strict=True))
        facts = {"groups": groups, "total": _CALLS}
        plans = [_best(facts), _by_chance(facts), _by_margin(facts), dict.fromkeys(groups, _CALLS // 4)]
        worth = sorted(one["chance"] * one["margin"] for one in groups.values())
        clear = all(b > 1.1 * a for a, b in zip(worth, worth[1:], strict=False))
        different = all(plans[a] != plans[b] for a in range(4) for b in range(a))
        pays = all(_kept(groups[name]) > CALL for name, calls in plans[0].items() if calls)
        if clear and different and pays and sum(plans[0].values()) == _CALLS:
            break
    first = max(groups, key=lambda name: groups[name]["chance"] * groups[name]["margin"])
    table = pd.DataFrame(
        {
            _("customers"): [one["n"] for one in groups.values()],
            _("chance of leaving, %"): [one["chance"] for one in groups.values()],
            _("margin a year, yuan"): [f"{one['margin']:,}" for one in groups.values()],
        },
        index=pd.Index(list(groups), name=_("group")),
    )
    a = groups["A"]
    return facts | {
        "table": table,
        "a_worth": a["chance"] / 100 * a["margin"],
        "a_chance": a["chance"],
        "a_margin": a["margin"],
        "first": first,
    }


FORTY = Question(
    id="warning.forty",
    kind=Allocation(
        buckets=lambda facts: {name: _("group {name}").format(name=name) for name in facts["groups"]},
        total=_CALLS,
        step=1,
        unit=_("calls"),
    ),
    case=telecom,
    given=_four_groups,
    prompt=_(
        "**{total} calls** this week, one for each customer at most. Of leavers called the same share stays in each group (declared), and each call costs the same. Four groups of customers who are alike. How many calls does each "
        "group get, so that the calls keep most margin?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_best,
    mistakes=(
        Mistake(
            "by-chance",
            _by_chance,
            _(
                "You called those most likely to leave. Some of them bring hardly any margin. What is lost when one of each group goes, and how often does it happen?"
            ),
        ),
        Mistake(
            "by-margin",
            _by_margin,
            _(
                "You called those with the highest margin. Most of them stay in any case. How much margin does one customer of each group lose you in the *mean*?"
            ),
        ),
        Mistake(
            "ten-each",
            lambda facts: dict.fromkeys(facts["groups"], _CALLS // 4),
            _(
                "You gave ten calls to each group. Fair to groups; but the tenth call in the weakest group keeps less than one more in the strongest. Where does a call keep most?"
            ),
        ),
    ),
    right=_(
        "Chance × margin ranks the calls, as long as a call works alike in all groups. Whether it does, a list of risks cannot say: only a trial can."
    ),
    hints=Hints(
        _("What does one call keep in each group, in the mean?"),
        _("Multiply chance and margin; fill the group with the highest product first, then the next."),
        _("Group A: {a_chance} % of {a_margin:,} yuan = {a_worth:,.1f} yuan. The other three? …"),
        _("{answer}"),
    ),
    competencies=("RT1",),
)
