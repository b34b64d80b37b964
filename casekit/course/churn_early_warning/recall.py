"""Two questions of recall: a rate of two groups (lesson 07), and moves between grades (lesson 06)."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.churn_early_warning.company import apart, counts
from casekit.course.companies import telecom
from casekit.course.harbour_snapshots import TESTED_ON, snapshot
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_TOP = 0.2


# ── recall: a rate of two groups ─────────────────────────────────────────────────────────────────────────
def _of_opening(one):
    return 100 * one["leavers"] / one["opening"]


def _whole(f):
    return 100 * (f["left_a"] + f["left_b"]) / (f["n_a"] + f["n_b"])


def _mean(f):
    return _sum(f) / 2


def _sum(f):
    return round(f["rate_a"], 1) + round(f["rate_b"], 1)  # from the rates as printed


@once_a_case
def _pairs(case):
    found = []
    for a in counts(case):
        for b in counts(case):
            if (
                a["area"] < b["area"]
                and a["year"] == b["year"]
                and max(a["opening"], b["opening"]) > 2 * min(a["opening"], b["opening"])
            ):
                one = {"a": f"{a['area']}, {a['kind']}", "b": f"{b['area']}, {b['kind']}", "year": a["year"]}
                one |= {"n_a": a["opening"], "n_b": b["opening"], "left_a": a["leavers"], "left_b": b["leavers"]}
                one |= {"rate_a": _of_opening(a), "rate_b": _of_opening(b)}
                one["n"], one["left"] = one["n_a"] + one["n_b"], one["left_a"] + one["left_b"]
                if apart([_whole(one), _mean(one), _sum(one)], 0.3):
                    one["table"] = pd.DataFrame(
                        {
                            _("there on 1 January"): [f"{one['n_a']:,}", f"{one['n_b']:,}"],
                            _("left in the year"): [one["left_a"], one["left_b"]],
                            _("rate, %"): [f"{one['rate_a']:.1f}", f"{one['rate_b']:.1f}"],
                        },
                        index=pd.Index([one["a"], one["b"]], name=_("group")),
                    )
                    found.append(one)
    return found


POOLED = Question(
    id="warning.recall-pooled",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=lambda case, rng: rng.choice(_pairs(case)),
    prompt=_(
        "*Recall from lesson 07: totals, not means of percentages.* What was the churn rate of both groups **together** in {year}? (per cent, one decimal)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_whole,
    mistakes=(
        Mistake(
            "mean-of-rates",
            _mean,
            _(
                "{got} is the mean of the two rates, as if both groups were of one size. Look at how many stand behind each. How many left in all, of how many?"
            ),
        ),
        Mistake(
            "sum-of-rates",
            _sum,
            _(
                "{got} adds the two rates. Each is a share of its own group; added they are a share of nobody. How many left in all, of how many?"
            ),
        ),
    ),
    right=_("{answer}: {left} of {n:,}. The larger group pulls the rate to its side."),
    hints=Hints(
        _("How many people stand behind each rate?"),
        _("all leavers / all who were there."),
        _("{left_a} + {left_b} = {left} left. Of how many? …"),
        _("{left} / {n:,} = {answer}"),
    ),
    competencies=("RT1",),
)


# ── who moved down ───────────────────────────────────────────────────────────────────────────────────────
def _down(f):
    return 100 * f["down"] / f["n"]


def _of_stayers(f):
    return 100 * f["down"] / (f["n"] - f["left"])


def _down_or_left(f):
    return 100 * (f["down"] + f["left"]) / f["n"]


@once_a_case
def _moves(case):
    """By area: the top fifth by sales of a quarter's list, and how many of them stayed in it, fell, left by October.

    The list of October is drawn by lot as well: whoever is there and not on it is left out.
    """
    customers = case.customers.set_index("customer_id")
    starts = case.campaigns.set_index("campaign_id")["starts_on"]
    last = snapshot(case, TESTED_ON[-1])["sales"].rank(pct=True, method="first")
    gone = customers.index[customers["left_on"] < starts[TESTED_ON[-1]]]
    found = []
    for campaign in TESTED_ON[:-1]:
        first = snapshot(case, campaign)["sales"]
        top = first.index[first.rank(pct=True, method="first") > 1 - _TOP]
        top = top[top.isin(last.index) | top.isin(gone)]
        now = last.reindex(top)
        for area, own in now.groupby(customers["area"].reindex(top)):
            one = {"area": area, "start": f"{starts[campaign]:%Y-%m-%d}", "n": len(own), "left": int(own.isna().sum())}
            one["down"] = int((own <= 1 - _TOP).sum())
            one["same"] = one["n"] - one["left"] - one["down"]
            if one["left"] and apart([_down(one), _of_stayers(one), _down_or_left(one)], 0.15):
                found.append(one)
    return found


MOVED = Question(
    id="warning.recall-moved",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=lambda case, rng: rng.choice(_moves(case)),
    prompt=_(
        "*Recall from lesson 06: shares of all who stood in the grade.* On {start} **{n}** customers in {area} stood in the top fifth of Harbour’s list by sales. By 1 October {same} were still in it, **{down}** "
        "had moved down, and **{left}** had left. What per cent of those who stood in it **moved down**? (one decimal)"
    ),
    oracle=_down,
    mistakes=(
        Mistake(
            "stayers-only",
            _of_stayers,
            _(
                "{got} is over those who are still customers. The leavers stood in the top fifth on the first day as well. Who stood in it then?"
            ),
        ),
        Mistake(
            "down-or-left",
            _down_or_left,
            _(
                "{got} counts leavers among those who moved down. A customer who has left has no grade at all. How many moved *down*?"
            ),
        ),
    ),
    right=_(
        "{answer}: {down} of {n}. The leavers are a column of their own, and belong below the line of every share."
    ),
    hints=Hints(
        _("Who stood in the top fifth on the first day?"),
        _("moved down / all who stood in it, leavers included."),
        _("{same} + {down} + {left} = {n} stood in it. Moved down: …"),
        _("{down} / {n} = {answer}"),
    ),
    competencies=("RT1",),
)
