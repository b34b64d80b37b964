"""What a model may know, and the order in which it is tried."""

from casekit.course.companies import telecom
from casekit.course.orders import swapped
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match, Order
from casekit.text import _

# ── what a model may know ────────────────────────────────────────────────────────────────────────────────
WHEN = {
    "before": _("known by then: may be used"),
    "after": _("known only later: a leak"),
    "outcome": _("the leaving itself, in other words"),
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


def _why_not(facts, name, given):
    if given == "after" and facts["kinds"][name] == "outcome":
        return _("It does come later. But is it a *clue* to the leaving, or the leaving itself?")
    return _WHY_NOT[given]


LEAK = Question(
    id="warning.leak",
    kind=Match(left=lambda facts: facts["names"], right=WHEN, because=_why_not),
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


_NEEDS = {
    "features": _("“Known by then”: by which day?"),
    "split": _("Rows are set aside with their features: collect these first."),
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
            swapped(_STEPS, "split", "learn"),
            _(
                "You fit first and set aside afterwards. Then the model has seen the quarters that are to judge it. What must happen before it learns?"
            ),
        ),
        Mistake(
            "features-before-day",
            swapped(_STEPS, "day", "features"),
            _("You choose features before there is a day. “Known in time” has no meaning then. In time for what?"),
        ),
        Mistake(
            "used-before-compared",
            swapped(_STEPS, "compare", "use"),
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
