"""What a trial has shown and what it leaves open, read from its interval."""

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.did_it_work.company import CALLS, GROUPS, as_table, by_sign, pools, shares, tallies
from casekit.course.did_it_work.intervals import between
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

_SIGNS = ("ends_new", "offer", "runs")


# ── verdicts ─────────────────────────────────────────────────────────────────────────────────────────────
SAYS = {"held": _("shown: fewer leave"), "woken": _("shown: more leave"), "open": _("not shown either way")}


def _verdict(row):
    return "held" if row["low"] > 0 else "woken" if row["high"] < 0 else "open"


def _middle(row):
    return "held" if row["points"] > 0 else "woken"


def _more_than_a_point(row):
    return "held" if row["points"] >= 1 else "woken" if row["points"] <= -1 else "open"


@once_a_case
def _readings(case):
    """Campaigns and their parts, each with points and the ends of the interval, by verdict."""
    ours = list(pools(case)) + [
        {"campaign": _("C02 to C08"), "who": _("all on the list"), "together": True, **_sum_of_calls(case)}
    ]
    found = []
    for one in ours:
        low, high = (round(end, 2) for end in between(one))
        if abs(low) > 0.02 and abs(high) > 0.02:
            found.append({"label": f"{one['campaign']}, {one['who']}", "low": low, "high": high, **shares(one)})
    return found


def _sum_of_calls(case):
    table = [tallies(case)[campaign] for campaign in CALLS]
    return {name: sum(one[name] for one in table) for name in ("called", "called_left", "control", "control_left")}


def _five(case, rng):
    rows = _readings(case)
    shown = [row for row in rows if row["low"] > 0]
    large = [row for row in rows if row["low"] < 0 < row["high"] and row["points"] >= 1]
    below = [row for row in rows if row["low"] < 0 < row["high"] and row["points"] < 0]
    small = [row for row in shown if row["points"] < 1]
    # Large and not shown, small or shown: whoever goes by the size differs from whoever goes by the ends.
    trap = rng.choice(large)
    chosen = [rng.choice(small or shown), trap, rng.choice([row for row in below if row["points"] > -1])]
    rest = [row for row in rows if row not in chosen]
    chosen += rng.sample(rest, 2)
    rng.shuffle(chosen)
    named = {str(place): row for place, row in enumerate(chosen, 1)}
    ends = {"trap_low": trap["low"], "trap_high": trap["high"], "trap_points": trap["points"]}
    return {"rows": named, "first": chosen[0]["label"], "trap": trap["label"], **ends}


def _labelled(facts):
    return {
        place: _("{label}: {points:+.2f} points ({low:+.2f} to {high:+.2f})").format(**row)
        for place, row in facts["rows"].items()
    }


def _all(rule):
    return lambda facts: {place: rule(row) for place, row in facts["rows"].items()}


def _why(facts, place):
    row = facts["rows"][place]
    return _("Its ends are {low:+.2f} and {high:+.2f} points: on which side of 0 does each lie?").format(**row)


VERDICTS = Question(
    id="trial.verdicts",
    kind=Grades(grades=SAYS, rows=_labelled, because=_why, heading=_("What the trial says")),
    case=telecom,
    given=_five,
    prompt=_(
        "Five readings of Harbour's calls, each with its 95 % interval: by how many points *fewer* of the called left. What does each trial say? Nothing is shown as "
        "long as the interval holds 0."
    ),
    oracle=_all(_verdict),
    mistakes=(
        Mistake(
            "the-middle-decides",
            _all(_middle),
            _(
                "You go by the figure in the middle, so “{trap}” is shown for you. But its interval runs from {trap_low:+.2f} to {trap_high:+.2f}. The middle is hardly ever exactly 0, even "
                "if the call does nothing. Where do the *ends* lie?"
            ),
        ),
        Mistake(
            "large-is-shown",
            _all(_more_than_a_point),
            _(
                "You call large differences shown and small ones not: so “{trap}”, with {trap_points:+.2f} points, is shown for you. A large one from a small group may be luck, and a small "
                "one from many customers may be sure. Look at the ends, not at the size."
            ),
        ),
        Mistake(
            "nothing-is-shown",
            lambda facts: dict.fromkeys(facts["rows"], "open"),
            _("You find nothing shown in any of the five. Is there none whose two ends lie on the same side of 0?"),
        ),
    ),
    right=_(
        "The ends decide. *Not shown* is no verdict on the call: the trial was too small to tell. And of many parts that one looks at, about one in twenty shows something by "
        "chance alone."
    ),
    hints=Hints(
        _("Leave the middle figure out at first."),
        _("Both ends above 0: fewer leave. Both below: more leave. One on each side: not shown."),
        _("Begin with “{first}”: which signs do its two ends have? …"),
        _("{answer}"),
    ),
    competencies=("RT3",),
)


# ── what cannot be told ──────────────────────────────────────────────────────────────────────────────────
def _an_open_one(case, rng):
    return rng.choice(_open(case))


@once_a_case
def _open(case):
    """Parts of the campaigns, and of all calls by sign, of which help and harm both fit the interval."""
    rows = [(f"{one['campaign']}, {one['who']}", one) for one in pools(case)]
    rows += [(_("C02 to C08, {sign}").format(sign=GROUPS[sign]), by_sign(case).loc[sign]) for sign in _SIGNS]
    found = []
    for who, one in rows:
        low, high = between(one)
        if low < -0.5 and high > 0.5 and abs(shares(one)["points"]) >= 0.005:  # a tie has no sign to be misled by
            counts = {name: int(one[name]) for name in ("called", "called_left", "control", "control_left")}
            found.append(counts | shares(counts) | {"who": who, "low": low, "high": high, "table": as_table(counts)})
    return found


CANNOT_TELL = Question(
    id="trial.cannot-tell",
    kind=Choice(
        options={
            "open": _("It cannot be told from these data: a call that helps and one that harms both fit."),
            "nothing": _("The interval holds 0, so it is shown: a call does nothing to them."),
            "sign": _("The lot was fair, so the sign of the difference is the answer."),
            "stayed": _("Most of the called stayed, so go on calling them."),
        },
    ),
    case=telecom,
    given=_an_open_one,
    prompt=_(
        "{who}. The lot left {control:,} of them alone and called {called:,}. By how many points fewer of the called left: **{points:+.2f}**, 95 % interval {low:+.1f} to {high:+.1f}. "
        "Sales asks: “So does a call hold *these* customers, or not?”"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "open",
    mistakes=(
        Mistake.picked(
            "nothing",
            _(
                "You read “not shown” as “shown to be nothing”. The interval runs from {low:+.1f} to {high:+.1f} points: it fits 0, and it fits a good call as well. What could "
                "so few customers show?"
            ),
        ),
        Mistake.picked(
            "sign",
            _(
                "A fair lot makes a comparison honest, not exact. {called_left} leavers stand against {control_left}; a handful more on one side turns the sign. "
                "What do the two ends say?"
            ),
        ),
        Mistake.picked(
            "stayed",
            _(
                "Most of those left alone stayed as well: {alone:.1f} % of them left, so the others did not. Staying is no effect. What is compared with what?"
            ),
        ),
    ),
    right=_(
        "It stays open. Say so, and go on drawing lots: each campaign adds to both groups. “We do not know yet” is a result; a guess in a report is none."
    ),
    hints=Hints(
        _("Look at the two ends of the interval before the figure in the middle."),
        _("What does the one end say of the call, and what the other?"),
        _("{low:+.1f} would be harm, {high:+.1f} help; both lie within. So sales' question …"),
        _("Help and harm both fit these data: it cannot be told yet."),
    ),
    competencies=("RT3",),
)
