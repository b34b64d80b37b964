"""Choosing a margin by what it spares and what it lets pass, and turning it into two amounts."""

from itertools import product

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.upgrades_and_downgrades.books import LADDER, PAIRS
from casekit.course.upgrades_and_downgrades.margins import bounds
from casekit.course.upgrades_and_downgrades.over_time import MARGINS, outcomes
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Thresholds
from casekit.text import _

_SMALLEST, _LARGEST = MARGINS[1], MARGINS[-1]
_ROUNDING = 0.0006  # of the threshold


@once_a_case
def _limits(case):
    """Limits that one to three of the margins keep: the smallest moves too many to and fro, the largest misses too many."""
    table, found = outcomes(case), []
    rows = [(margin, row["flips"], row["missed"]) for margin, row in table.iloc[1:].to_dict("index").items()]
    small, large = table.loc[_SMALLEST], table.loc[_LARGEST]
    for flips, missed in product(sorted(set(table["flips"])), sorted(set(table["missed"]))):
        fitting = [margin for margin, n, m in rows if n <= flips and m <= missed]
        if 1 <= len(fitting) <= 3 and small["flips"] > flips and large["missed"] > missed:
            found.append((int(flips), int(missed), fitting))
    return found, {margin: {"flips": n, "missed": m} for margin, n, m in rows}


@once_a_case
def _shown(case):
    shown = outcomes(case)[["flips", "missed", "wrong"]]
    columns = [_("taken back"), _("downgrades missed"), _("moved down by bad luck")]
    return shown.set_axis([f"{margin} %" for margin in shown.index]).set_axis(columns, axis=1).rename_axis(_("margin"))


def _two_limits(case, rng):
    found, by_margin = _limits(case)
    flips, missed, fitting = rng.choice(found)
    grade, _below = rng.choice(PAIRS)
    table = outcomes(case)
    return {
        "outcomes": by_margin,
        "table": _shown(case),
        "flips": flips,
        "missed": missed,
        "fitting": fitting,
        "grade": grade,
        "threshold": LADDER[grade],
        "smallest": _SMALLEST,
        "largest": _LARGEST,
        "none_flips": int(table.at[0, "flips"]),
        "none_wrong": int(table.at[0, "wrong"]),
        "none_missed": int(table.at[0, "missed"]),
        "small_flips": int(table.at[_SMALLEST, "flips"]),
        "large_missed": int(table.at[_LARGEST, "missed"]),
    }


def _amounts(facts, margin):
    up_from, down_below = bounds(facts["threshold"], margin)
    return {"down": down_below, "up": up_from}


def _fault(facts, down, up):
    below, above = 1 - down / facts["threshold"], up / facts["threshold"] - 1
    if abs(below - above) > _ROUNDING:
        return _("The two amounts do not lie equally far from the threshold: the margin holds on both sides.")
    row = facts["outcomes"].get(round(100 * above))
    if row is None or abs(above - round(100 * above) / 100) > _ROUNDING:
        return _("No margin of the table gives these two amounts.")
    # The margin's own row is quoted, so each margin has a fault of its own.
    told = row | {"margin": round(100 * above), "most_flips": facts["flips"], "most_missed": facts["missed"]}
    if row["flips"] > facts["flips"]:
        return _(
            "With {margin} %, {flips} moves are taken back, and you accept {most_flips}. Each of them is two letters in two years, and "
            "both were right. Which rows keep the first limit?"
        ).format(**told)
    if row["missed"] > facts["missed"]:
        return _(
            "With {margin} %, {missed} downgrades are missed, and you accept {most_missed}. Nobody complains of a grade kept too long, but "
            "the hours of service are not there twice. Which rows keep the second limit?"
        ).format(**told)
    return None


CHOOSE = Question(
    id="review.choose",
    kind=Thresholds(
        names={"down": _("moves down below"), "up": _("moves up from")},
        unit=_("yuan"),
        heading=_("Your two amounts"),
        valid=lambda values, facts: _fault(facts, values["down"], values["up"]),
    ),
    case=machinery,
    given=_two_limits,
    prompt=_(
        "Ironbridge replayed its last reviews with several margins. *Taken back*: moves that the next review undoes. *Downgrades missed*: the truth asks "
        "for them and the rule does not make them. *Moved down by bad luck*: accounts that truly reach their grade. You accept **at most "
        "{flips}** moves taken back, and **at most {missed}** downgrades missed. Choose a margin, the same on both sides, and give the two amounts for grade "
        "**{grade}**, which begins at **{threshold:,} yuan**."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: _amounts(facts, facts["fitting"][0]),
    mistakes=(
        Mistake(
            "as-little-as-possible",
            lambda facts: _amounts(facts, _SMALLEST),
            _(
                "{got}. With {smallest} %, {small_flips} moves are taken back, and you accept {flips}. Each of them is two letters in two years, and "
                "both have to be called right. Which rows keep the first limit?"
            ),
        ),
        Mistake(
            "as-much-as-possible",
            lambda facts: _amounts(facts, _LARGEST),
            _(
                "{got}. With {largest} %, {large_missed} downgrades are missed, and you accept {missed}. Nobody complains of "
                "a grade kept too long, but the hours of service are not there twice. Which rows keep the second limit?"
            ),
        ),
        Mistake(
            "one-sided",
            lambda facts: _amounts(facts, facts["fitting"][0]) | {"down": facts["threshold"]},
            _(
                "{got}. These do not lie equally far from {threshold:,}. Often only the way up is made harder; then who was moved up falls with the first "
                "smaller year. A margin holds on both sides: how far above, and how far below?"
            ),
        ),
    ),
    right=_(
        "Both limits are kept. With no margin at all {none_flips} moves are taken back, {none_missed} downgrades missed and {none_wrong} accounts moved down by bad luck. No row is good in "
        "all three: you choose whom to do wrong, and how often. Say so when you propose it."
    ),
    hints=Hints(
        _("First strike out the rows that break a limit, then turn the margin into yuan."),
        _("Up from: threshold × (1 + margin). Down below: threshold × (1 − margin)."),
        _(
            "{smallest} % has {small_flips} taken back, more than {flips}: out. {largest} % misses {large_missed}, more than {missed}: out. Of the others …"
        ),
        _("For instance: {answer}"),
    ),
    competencies=("GR9",),
)
