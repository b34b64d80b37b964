"""Declared signs and their points; what a model may know; and the order in which it is tried."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.churn_early_warning.company import watched
from casekit.course.companies import telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match, Order
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

# ── what a model may know ────────────────────────────────────────────────────────────────────────────────
WHEN = {
    "before": _("known by then: may be used"),
    "after": _("known only later: a leak"),
    "outcome": _("what is to be foretold, in other words"),
}
_POOL = {
    "before": (
        _("sales of the quarter before {day}"),
        _("complaints opened in the month before {day}"),
        _("the day on which the running contract ends"),
        _("rivals’ offers seen before {day}"),
        _("months with us on {day}"),
    ),
    "after": (
        _("minutes used in the four weeks after {day}"),
        _("the number of bills of the quarter that begins on {day}"),
        _("complaints of the year that holds {day}, counted in December"),
        _("days until the bill of the coming month is paid"),
    ),
    "outcome": (
        _("has a day of leaving in the coming quarter"),
        _("stands on the list of closed accounts at the end of the quarter"),
        _("was asked in the exit call of that quarter why it leaves"),
    ),
}


def _features(case, rng):
    day = rng.choice(["2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01"])
    picked = [
        (kind, text) for kind, n in (("before", 2), ("after", 2), ("outcome", 1)) for text in rng.sample(_POOL[kind], n)
    ]
    rng.shuffle(picked)
    names = {str(place): text.format(day=day) for place, (_kind, text) in enumerate(picked, 1)}
    return {
        "names": names,
        "kinds": {str(place): kind for place, (kind, _text) in enumerate(picked, 1)},
        "day": day,
        "one": names["1"],
    }


_WHY_NOT = {
    "before": _("Could you have read this figure on the evening before that day?"),
    "after": _("Does this figure hold anything of the time after that day?"),
    "outcome": _("Would this figure exist at all if the customer stayed?"),
}

LEAK = Question(
    id="warning.leak",
    kind=Match(left=lambda facts: facts["names"], right=WHEN, because=lambda facts, left, right: _WHY_NOT[right]),
    case=telecom,
    given=_features,
    prompt=_(
        "A model is to foretell, on the evening before **{day}**, who leaves in the quarter that begins on that day. Somebody brings five features. What is each?"
    ),
    oracle=lambda facts: facts["kinds"],
    mistakes=(
        Mistake(
            "all-allowed",
            lambda facts: dict.fromkeys(facts["kinds"], "before"),
            _(
                "You let all five in. The file holds them all today; but the model speaks on the evening before {day}. Which of them could it have read then?"
            ),
        ),
        Mistake(
            "leaks-let-in",
            lambda facts: {id: "before" if kind == "after" else kind for id, kind in facts["kinds"].items()},
            _(
                "You saw the outcome in disguise, and let in two figures that hold days after {day}. A customer who leaves stops calling: such figures foretell very well, and too late. Which two?"
            ),
        ),
        Mistake(
            "later-is-outcome",
            lambda facts: {id: "outcome" if kind == "after" else kind for id, kind in facts["kinds"].items()},
            _(
                "You kept out all that is too late: good. But not everything later *is* the leaving itself. Which of them exists for stayers as well?"
            ),
        ),
    ),
    right=_(
        "A leak makes a splendid score on paper and is of no use on the day. Whenever a model looks too good, ask of each feature: on what day was this known?"
    ),
    hints=Hints(
        _("Sit down on the evening before {day}. What lies on the desk?"),
        _("Known by then; a figure of later days; or the leaving itself under another name."),
        _("Take “{one}”: from which days are its data? …"),
        _("{answer}"),
    ),
    competencies=("RT1",),
)

# ── learn on one year, test on the next ──────────────────────────────────────────────────────────────────
STEPS = {
    "day": _("fix the days of prediction, and what counts as leaving after each"),
    "features": _("take only features known on the evening before each of these days"),
    "split": _("set the quarters of the last year aside"),
    "learn": _("fit the model on the quarters of the year before"),
    "foretell": _("let it foretell the quarters set aside"),
    "compare": _("compare with who left: by tenths, and with the declared signs"),
    "use": _("choose the cut-off, and try it on the coming quarter"),
}
_STEPS = list(STEPS)


def _swapped(one, other):
    def order(facts):
        steps = list(_STEPS)
        a, b = steps.index(one), steps.index(other)
        steps[a], steps[b] = steps[b], steps[a]
        return steps

    return order


_NEEDS = {
    "features": _("“Known by then”: by which day?"),
    "split": _("What is set aside has to exist first."),
    "learn": _("From what may it learn, and what must it not have seen?"),
    "foretell": _("Has the model learned anything yet?"),
    "compare": _("What is compared with what has happened?"),
    "use": _("Do you know yet how good it is?"),
}
SPLIT = Question(
    id="warning.split",
    kind=Order(items=STEPS, because=lambda facts, step: _NEEDS.get(step)),
    case=telecom,
    given=lambda case, rng: {"year": case.last_day.year, "before": case.last_day.year - 1},
    prompt=_(
        "You fit a model of leaving on {before} and want to know how good it is on {year}. Put the steps in order; each uses what the one before it gave."
    ),
    oracle=lambda facts: _STEPS,
    mistakes=(
        Mistake(
            "learned-before-split",
            _swapped("split", "learn"),
            _(
                "You fit first and set aside afterwards. Then the model has seen the quarters that are to judge it. What must happen before it learns?"
            ),
        ),
        Mistake(
            "features-before-day",
            _swapped("day", "features"),
            _("You choose features before there is a day. “Known in time” has no meaning then. In time for what?"),
        ),
        Mistake(
            "used-before-compared",
            _swapped("compare", "use"),
            _("You choose the cut-off before you know how good the model is. From what would you choose it?"),
        ),
    ),
    right=_(
        "The later year judges the earlier one, as in life. A split at random would let the model learn from the future."
    ),
    hints=Hints(
        _("What would you have known, and when?"),
        _("Day, features, set aside, learn, foretell, compare, use."),
        _("It begins with the days of prediction. Before it learns, something is set aside …"),
        _("{answer}"),
    ),
    competencies=("RT1",),
)
