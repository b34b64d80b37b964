"""How sure a difference is: the end of an interval, verdicts from intervals, and what stays open."""

import math

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.did_it_work.company import CALLS, GROUPS, apart, as_table, by_sign, pools, shares, tallies
from casekit.grading.review.intervals import newcombe
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

_SIGNS = ("ends_new", "offer", "runs")


def between(one):
    """Newcombe's interval of the points that fewer leave."""
    ends = newcombe(one["control_left"], one["control"], one["called_left"], one["called"])
    return 100 * ends.low, 100 * ends.high


# ── the lower end ────────────────────────────────────────────────────────────────────────────────────────
def _parts(one):
    p1, p2 = one["control_left"] / one["control"], one["called_left"] / one["called"]
    return p1 * (1 - p1) / one["control"], p2 * (1 - p2) / one["called"]


def _low(one):
    return shares(one)["points"] - 196 * math.sqrt(sum(_parts(one)))


def _one_error(one):
    return shares(one)["points"] - 100 * math.sqrt(sum(_parts(one)))


def _errors_added(one):
    return shares(one)["points"] - 196 * sum(math.sqrt(part) for part in _parts(one))


def _no_root(one):
    return shares(one)["points"] - 196 * sum(_parts(one))


def _upper(one):
    return shares(one)["points"] + 196 * math.sqrt(sum(_parts(one)))


@once_a_case
def _with_ends(case):
    ways = (_low, _one_error, _errors_added, _no_root, _upper)
    found = []
    for one in pools(case):
        if apart([way(one) for way in ways], 0.03):
            first, second = _parts(one)
            sheet = pd.DataFrame(
                {
                    "group": ["left alone", "called"],
                    "customers": [one["control"], one["called"]],
                    "left": [one["control_left"], one["called_left"]],
                }
            )
            more = {"sheet": sheet, "error": 100 * math.sqrt(first + second), "high": _upper(one)}
            found.append(one | shares(one) | more | {"table": as_table(one)})
    return found


LOWER = Question(
    id="trial.lower-end",
    kind=Number(unit=_("points"), decimals=2),
    case=telecom,
    given=lambda case, rng: rng.choice(_with_ends(case)),
    prompt=_(
        "Campaign {campaign}, {who}. Effect = share left of those left alone − share left of the called, in points. Its **95 % interval** is effect ± 1.96 × standard "
        "error; standard error = root of ( p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂ ). What is the **lower end** of the interval? (points, two decimals; below 0 if it is)"
    ),
    exhibit=lambda facts: facts["table"],
    workbook=lambda facts: {"trial": facts["sheet"]},
    oracle=_low,
    mistakes=(
        Mistake(
            "one-error-only",
            _one_error,
            _(
                "{got} is the effect less *one* standard error. Such an interval misses the truth in about one case of three. How many errors to each side make "
                "95 %?"
            ),
        ),
        Mistake(
            "errors-added",
            _errors_added,
            _(
                "{got} adds the two groups' errors. Chance seldom goes against you on both sides at once, so they add under the root, as squares. Where does the "
                "root stand in the formula?"
            ),
        ),
        Mistake(
            "root-forgotten",
            _no_root,
            _(
                "{got} leaves the root out. The interval then looks wonderfully narrow. p(1 − p)/n is the square of an error; what undoes a square?"
            ),
        ),
        Mistake(
            "the-other-end",
            _upper,
            _("{got} is the upper end: the best that fits the data. Whoever pays looks at the other end first."),
        ),
    ),
    right=_(
        "{answer} to {high:.2f} points around {points:.2f}. If 0 lies inside, these data fit a call that does nothing. They do not *show* that it does nothing."
    ),
    hints=Hints(
        _("First the two shares, then one error for their difference."),
        _(
            "In Excel, shares left in D (`=C2/B2`): `=D2-D3-1.96*SQRT(D2*(1-D2)/B2+D3*(1-D3)/B3)`; times 100 for points."
        ),
        _("The effect is {points:.3f} points, the standard error {error:.3f} points. From the one take …"),
        _("{points:.3f} − 1.96 × {error:.3f} = {answer}"),
    ),
    competencies=("RT3",),
    way="compute",
)


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
                "You go by the figure in the middle, so “{trap}” is shown for you. But its interval runs from {trap_low:+.2f} to {trap_high:+.2f}. The middle is never exactly 0, even "
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
def _courted(case, rng):
    return rng.choice(_open(case))


@once_a_case
def _open(case):
    """Parts of the campaigns, and of all calls by sign, of which help and harm both fit the interval."""
    rows = [(f"{one['campaign']}, {one['who']}", one) for one in pools(case)]
    rows += [(_("C02 to C08, {sign}").format(sign=GROUPS[sign]), by_sign(case).loc[sign]) for sign in _SIGNS]
    found = []
    for who, one in rows:
        low, high = between(one)
        if low < -0.5 and high > 0.5:
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
    given=_courted,
    prompt=_(
        "{who}. The lot called {called:,} of them and left {control:,} alone. By how many points fewer of the called left: **{points:+.2f}**, 95 % interval {low:+.1f} to {high:+.1f}. "
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
