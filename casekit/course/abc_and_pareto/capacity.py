"""Cuts and hours: classes are made for the service one can give."""

import numpy as np
import pandas as pd

from casekit.course.abc_and_pareto.company import accounts
from casekit.course.abc_and_pareto.cutting import classed_industry
from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Allocation, Thresholds
from casekit.text import _

LADDER = tuple(range(50, 96, 5))  # the cuts in the table, in per cent
UNUSED = 0.1  # the part of the hours that may stay unused
A_HOURS, B_HOURS = (8, 10, 12, 15, 20, 24, 30, 36, 40, 48, 60, 72), (1, 2, 3, 4, 5, 6, 8, 10, 12)


# ── cuts that fit the hours ──────────────────────────────────────────────────────────────────────────────
@once_a_case
def _plans(case):
    """Hours a class such that the cuts of the book ask for too much, small classes for too little, and several fit."""
    sales = np.sort(accounts(case)["sales"].to_numpy())[::-1]
    before = (np.cumsum(sales) - sales) / sales.sum()
    capacity = int(case.managers["hours_a_year"].sum())
    plans = []
    for a in A_HOURS:
        for b in B_HOURS:
            facts = {"before": before, "a_hours": a, "b_hours": b, "capacity": capacity}
            fitting = [cuts for cuts in _pairs() if _fault(facts, *cuts) is None]
            modest = _needed(facts, LADDER[0], LADDER[1]) < (1 - UNUSED) * capacity
            if modest and len(fitting) >= 3 and 1.15 < _needed(facts, 80, 95) / capacity < 3 and a >= 3 * b:
                plans.append(facts | {"fitting": fitting})
    return plans


def _capacity(case, rng):
    facts = rng.choice(_plans(case))
    before, capacity = facts["before"], facts["capacity"]
    reach = [int((before < cut / 100 - 1e-12).sum()) for cut in LADDER]
    return facts | {
        "n": len(before),
        "table": pd.DataFrame(
            {"customers up to the cut": reach}, index=pd.Index([f"{c} %" for c in LADDER], name="cut")
        ),
        "book": _needed(facts, 80, 95),
        "answer_pair": max(facts["fitting"], key=lambda cuts: _needed(facts, *cuts)),
        "used": max(_needed(facts, *cuts) for cuts in facts["fitting"]),
        "up_to_80": reach[LADDER.index(80)],
        "up_to_95": reach[LADDER.index(95)],
        "between": reach[LADDER.index(95)] - reach[LADDER.index(80)],
        "managers": len(case.managers),
        "least": (1 - UNUSED) * capacity,
    }


def _pairs():
    return [(a, b) for a in LADDER for b in LADDER if a < b]


def _needed(facts, a, b):
    up_to_a, up_to_b = ((facts["before"] < cut / 100 - 1e-12).sum() for cut in (a, b))
    return float(up_to_a * facts["a_hours"] + (up_to_b - up_to_a) * facts["b_hours"])


def _fault(facts, a, b):
    if not 0 < a < b < 100:
        return _("Cuts are per cents above 0 and below 100, and B ends above A.")
    needed = _needed(facts, a, b)
    if needed > facts["capacity"]:
        return _("These cuts ask for more hours than there are.")
    if needed < (1 - UNUSED) * facts["capacity"]:
        return _("These cuts leave more than a tenth of the hours unused.")
    return None


CUT_POINTS = Question(
    id="abc.cuts",
    kind=Thresholds(
        names={"a": _("A ends, B begins at"), "b": _("B ends, C begins at")},
        unit="%",
        heading=_("Your two cuts"),
        valid=lambda values, facts: _fault(facts, values["a"], values["b"]),
    ),
    case=telecom,
    given=_capacity,
    prompt=_(
        "The {managers} managers have **{capacity:,} hours** a year together. An A customer is to get {a_hours:g} hours, a B customer "
        "{b_hours:g}, a C customer none. The table says how many of the {n:,} customers it takes to reach each per cent of sales. "
        "Choose cuts for A and B: the hours they ask for must be there, and at most a tenth of them may stay unused. "
        "Several pairs do."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: dict(zip("ab", facts["answer_pair"], strict=True)),
    mistakes=(
        Mistake(
            "more-than-there-is",
            lambda facts: {"a": 80, "b": 95},
            _(
                "{got}. These cuts ask for more than the {capacity:,} hours there are. The usual cuts 80 and 95 alone need {book:,.0f}. They "
                "are a habit from stock-keeping, and know nothing of your managers' time. Make A smaller, or B."
            ),
        ),
        Mistake(
            "hours-unused",
            lambda facts: {"a": LADDER[0], "b": LADDER[1]},
            _(
                "{got}. These cuts ask for fewer than {least:,.0f} hours: more than a tenth of the time stays unused. "
                "A strict cut looks like quality. Here customers are left alone for whom there was time."
            ),
        ),
    ),
    right=_(
        "Your cuts fit the hours. Other pairs do as well: a few customers served much, or more served a little. "
        "That choice is yours; the data only say what it costs."
    ),
    hints=Hints(
        _("Try one pair of rows and count the hours it asks for. Too many? Go up in the table."),
        _("Hours = customers in A × {a_hours:g} + customers in B × {b_hours:g}. In B are those between the two cuts."),
        _(
            "With 80 and 95: {up_to_80:,} × {a_hours:g} + {between:,} × {b_hours:g} = {book:,.0f} hours, and there are "
            "{capacity:,}. Now with lower cuts …"
        ),
        _("For instance: {answer}. That needs {used:,.0f} of the {capacity:,} hours."),
    ),
    competencies=("GR7",),
)


# ── hours shared out ─────────────────────────────────────────────────────────────────────────────────────
PROMISED = {"A": 6, "B": 3, "C": 1}
MOST = {"A": 12, "B": 6, "C": 2}
KEPT = 0.5  # per cent of a customer's contribution that an extra hour is assumed to keep


def _classes(case, rng):
    """The organisations of one industry in their classes, and hours that cover the promises, all of A and a part of B."""
    firms = accounts(case).query("user_type == 'organisation'")
    industries = sorted(firms["industry"].dropna().unique())
    while True:
        industry = rng.choice(industries)
        chosen = firms[firms["industry"] == industry]
        groups = chosen.groupby(classed_industry(case, industry)).agg(
            customers=("sales", "size"), mean=("profit", "mean"), sales=("sales", "sum")
        )
        promised = {name: int(groups["customers"].get(name, 0) * PROMISED[name]) for name in "ABC"}
        most = {name: int(groups["customers"].get(name, 0) * MOST[name]) for name in "ABC"}
        part = rng.uniform(0.3, 0.7) * (most["B"] - promised["B"])
        total = 10 * round((promised["B"] + promised["C"] + most["A"] + part) / 10)
        too_much = groups["sales"].get("A", 0) / groups["sales"].sum() * total > most["A"] + 10
        if list(groups.index) == ["A", "B", "C"] and groups["mean"].is_monotonic_decreasing and too_much:
            break
    table = pd.DataFrame(
        {
            "customers": groups["customers"],
            "contribution of one, yuan": groups["mean"].round().astype(int),
            "promised hours each": PROMISED,
            "most hours each": MOST,
        }
    )
    return {
        "groups": groups,
        "promised": promised,
        "most": most,
        "total": int(total),
        "table": table.rename_axis("class"),
        "industry": industry,
        "kept": KEPT,
        "to_a": most["A"],
        "to_c": promised["C"],
        "a_customers": int(groups["customers"]["A"]),
        "all_promised": sum(promised.values()),
        "a_mean": groups["mean"]["A"],
        "b_mean": groups["mean"]["B"],
        "c_mean": groups["mean"]["C"],
    }


def _best_first(facts, promises=True):
    plan = dict(facts["promised"]) if promises else dict.fromkeys("ABC", 0)
    left = facts["total"] - sum(plan.values())
    for name in "ABC":
        more = min(left, facts["most"][name] - plan[name])
        plan[name] += more
        left -= more
    return plan


def _in_proportion(column):
    def share(facts):
        values = facts["groups"][column]
        plan = (values / values.sum() * facts["total"]).round().astype(int)
        plan["A"] += facts["total"] - plan.sum()
        return {name: int(plan[name]) for name in "ABC"}

    return share


HOURS = Question(
    id="abc.hours",
    kind=Allocation(
        buckets={name: _("class {name}").format(name=name) for name in "ABC"},
        total=lambda facts: facts["total"],
        unit=_("hours"),
        tolerance=5,
    ),
    case=telecom,
    given=_classes,
    prompt=_(
        "You have **{total:,} hours** for the {industry} customers, in the classes of the table. Two rules:\n\n"
        "1. *Promises first*: each customer gets the hours promised.\n"
        "2. *Then where an hour keeps most*: take it that each extra hour keeps {kept:g} % of a customer's yearly contribution "
        "(利润贡献), up to the most hours each can use.\n\n"
        "How many hours does each **class** get in all?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_best_first,
    mistakes=(
        Mistake(
            "promises-forgotten",
            lambda facts: _best_first(facts, promises=False),
            _(
                "You filled the best classes first and left too little for the rest. An hour does keep most in A. But {all_promised:,} "
                "hours are promised, also to B and C, and a promise broken is a complaint. Set these aside first."
            ),
        ),
        Mistake(
            "by-sales",
            _in_proportion("sales"),
            _(
                "You shared by the sales of each class. That gives A more than its {a_customers:,} customers can use "
                "({to_a:,} hours at most), and what A cannot use is lost to the others. Start from the promises, then fill up."
            ),
        ),
        Mistake(
            "by-customers",
            _in_proportion("customers"),
            _(
                "You shared by the number of customers: the same for everyone. Fair by name, but an extra hour keeps "
                "{kept:g} % of {c_mean:,.0f} yuan in C and of {a_mean:,.0f} yuan in A. After the promises, where does it keep most?"
            ),
        ),
    ),
    right=_(
        "A is filled, C gets its promise, and B takes what is left. The {kept:g} % is an assumption: "
        "what an hour of service really keeps, only a comparison with customers left without can tell (lesson 16)."
    ),
    hints=Hints(
        _("What is promised is spent already. How much is left then?"),
        _("Promised hours = customers × promised hours each. What is left goes to A up to its most, then to B."),
        _(
            "{all_promised:,} of {total:,} hours are promised. A can take {to_a:,} in all; C gets no more than promised …"
        ),
        _("{answer}"),
    ),
    competencies=("GR7",),
)
