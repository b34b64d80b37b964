"""Declared signs and their points: red, amber, green."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.churn_early_warning.company import watched
from casekit.course.companies import telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

# ── red, amber, green ────────────────────────────────────────────────────────────────────────────────────
LEVELS = {"red": _("red"), "amber": _("amber"), "green": _("green")}
POINTS = {"slow": 3, "ends": 3, "offers": 2, "fall": 1}
RED, AMBER, FALL = 3, 2, 20


def _rings(one):
    return {"slow": one["slow"] > 0, "ends": one["ends"], "offers": one["offers"] > 0, "fall": one["fall"] >= FALL}


def _score(one):
    return sum(POINTS[sign] for sign, rings in _rings(one).items() if rings)


def _level(score):
    return "red" if score >= RED else "amber" if score >= AMBER else "green"


def _as_printed(one):
    return _level(_score(one))


def _above_only(one):
    score = _score(one)
    return "red" if score > RED else "amber" if score > AMBER else "green"


def _any_sign(one):
    return "red" if any(_rings(one).values()) else "green"


def _counted(one):
    return _level(sum(_rings(one).values()))


@once_a_case
def _kinds(case):
    """Customers by the signs that ring, so that a sample holds each way of thinking to account."""
    found = {}
    for one in watched(case):
        found.setdefault(tuple(sign for sign, rings in _rings(one).items() if rings), []).append(one)
    return found


def _five(case, rng):
    kinds = _kinds(case)
    wanted = [("fall",), ("offers",), rng.choice([("slow",), ("ends",)])]
    others = sorted(kind for kind in kinds if kind not in wanted)
    wanted += rng.sample(others, min(2, len(others)))
    rows = [rng.choice(kinds[kind]) for kind in wanted if kinds.get(kind)]
    rows = list({one["customer"]: one for one in rows}.values())
    rng.shuffle(rows)
    table = pd.DataFrame(
        {
            _("sales fell by, %"): [one["fall"] for one in rows],
            _("late replies"): [one["slow"] for one in rows],
            _("rivals’ offers"): [one["offers"] for one in rows],
            _("contract ends"): [_("yes") if one["ends"] else _("no") for one in rows],
        },
        index=pd.Index([one["customer"] for one in rows], name=_("customer")),
    )
    return {
        "rows": {one["customer"]: one for one in rows},
        "table": table,
        "red": RED,
        "amber": AMBER,
        "fall": FALL,
    } | {f"p_{sign}": points for sign, points in POINTS.items()}


def _graded(rule):
    return lambda facts: {id: rule(one) for id, one in facts["rows"].items()}


def _why_level(facts, id):
    one = facts["rows"][id]
    return _(
        "Its figures: sales fell by {fall} %, late replies {slow}, offers {offers}. Which signs ring, and what do their points add up to?"
    ).format(**one)


LEVEL = Question(
    id="warning.level",
    kind=Grades(
        grades=LEVELS, rows=lambda facts: {id: id for id in facts["rows"]}, because=_why_level, heading=_("Level")
    ),
    case=telecom,
    given=_five,
    prompt=_(
        "Harbour’s declared signs: a complaint of the last quarter without a reply within 3 days **{p_slow}** points; contract ends in the coming quarter **{p_ends}**; a "
        "rival’s offer in the last quarter **{p_offers}**; sales fell by {fall} % *or more* against the quarter before **{p_fall}**. A sign counts once, however often it rings. **Red: {red} points or "
        "more; amber: {amber} or more, but not red;** else green. A fall below 0 is growth. What is each?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_graded(_as_printed),
    mistakes=(
        Mistake(
            "any-sign-is-red",
            _graded(_any_sign),
            _(
                "You made red whoever shows any sign at all. Then nearly every list is red, and nobody is called first. What do the points say of a single weak sign?"
            ),
        ),
        Mistake(
            "more-than-for-or-more",
            _graded(_above_only),
            _(
                "You asked for *more than* {red} and {amber} points. The rule says “or more”: whoever has exactly so many belongs to the higher level. Who stands on the edge?"
            ),
        ),
        Mistake(
            "signs-counted",
            _graded(_counted),
            _(
                "You counted signs, one point each. A complaint answered late counts {p_slow}, a fall of sales {p_fall}. What do the *points* add up to?"
            ),
        ),
    ),
    right=_(
        "Each level can be told to the account manager in the customer’s own figures. That is the strength of declared signs, and their points are yours to defend."
    ),
    hints=Hints(
        _("One customer at a time: which signs ring?"),
        _("Add the points of the signs that ring; then compare with {amber} and {red}, the edge included."),
        _("Begin with contracts and complaints: {p_ends} and {p_slow} points each, and red begins at {red}. …"),
        _("{answer}"),
    ),
    competencies=("RT1",),
)
