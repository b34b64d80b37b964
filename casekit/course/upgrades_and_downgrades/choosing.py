"""Choosing a margin and a minimum stay: what each spares, and what it lets pass."""

from itertools import product

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.upgrades_and_downgrades.over_time import MARGINS, STAYS, outcomes
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Thresholds
from casekit.text import _

_LARGEST, _LONGEST = MARGINS[-1], STAYS[-1]


@once_a_case
def _limits(case):
    """Limits that two or three of the rules keep: no rule at all moves too many to and fro, the strictest misses too many."""
    table, found = outcomes(case), []
    rows = [(rule, row["flips"], row["missed"]) for rule, row in table.to_dict("index").items()]
    none, strictest = table.loc[0, 1], table.loc[_LARGEST, _LONGEST]
    for flips, missed in product(sorted(set(table["flips"])), sorted(set(table["missed"]))):
        fitting = sorted(rule for rule, n, m in rows if n <= flips and m <= missed)
        if 2 <= len(fitting) <= 3 and none["flips"] > flips and strictest["missed"] > missed:
            found.append((int(flips), int(missed), fitting))
    return found, {rule: {"flips": n, "missed": m} for rule, n, m in rows}


@once_a_case
def _shown(case):
    shown = outcomes(case).reset_index()[["margin", "stay", "flips", "missed", "wrong"]]
    shown.index = pd.Index(range(1, len(shown) + 1), name=_("row"))
    columns = [_("margin, %"), _("minimum stay"), _("up and down"), _("let pass"), _("moved in error")]
    return shown.set_axis(columns, axis=1)


def _two_limits(case, rng):
    found, by_rule = _limits(case)
    flips, missed, fitting = rng.choice(found)
    table = outcomes(case)
    return {
        "outcomes": by_rule,
        "table": _shown(case),
        "flips": flips,
        "missed": missed,
        "fitting": [{"margin": margin, "stay": stay} for margin, stay in fitting],
        "none_flips": int(table.at[(0, 1), "flips"]),
        "none_wrong": int(table.at[(0, 1), "wrong"]),
        "none_missed": int(table.at[(0, 1), "missed"]),
        "strict_missed": int(table.at[(_LARGEST, _LONGEST), "missed"]),
    }


def _fault(facts, margin, stay):
    if margin not in MARGINS or stay not in STAYS:
        return _("The table has no such row: take a margin and a minimum stay that stand in one of its rows.")
    row = facts["outcomes"][margin, stay]
    if row["flips"] > facts["flips"]:
        return _("By this rule more accounts than allowed go up and down.")
    if row["missed"] > facts["missed"]:
        return _("By this rule more accounts than allowed keep a grade that they truly do not reach.")
    return None


CHOOSE = Question(
    id="review.choose",
    kind=Thresholds(
        names={"margin": _("margin, in %"), "stay": _("minimum stay, in reviews")},
        rising=False,
        valid=lambda values, facts: _fault(facts, values["margin"], values["stay"]),
    ),
    case=machinery,
    given=_two_limits,
    prompt=_(
        "Ironbridge replayed its last two reviews by eight rules. *Up and down*: accounts moved at the one review and back at the other. *Let pass*: "
        "downgrades that the truth asks for and the rule does not make. *Moved in error*: downgrades of accounts that truly reach their grade. A minimum stay of 1 is no "
        "rule. You may accept **at most {flips}** up and down, and **at most {missed}** let pass. Which margin and which stay do you take? Two or three rows will do."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["fitting"][0],
    mistakes=(
        Mistake(
            "as-printed",
            lambda facts: {"margin": 0, "stay": 1},
            _(
                "{got}. By this rule more than {flips} accounts go up and down. Without margin and stay they are {none_flips}: each of them gets "
                "two letters in two years, and has to be told that both were right. Give the thresholds some room."
            ),
        ),
        Mistake(
            "strictest-is-safest",
            lambda facts: {"margin": _LARGEST, "stay": _LONGEST},
            _(
                "{got}. By this rule more than {missed} downgrades are let pass; with the largest margin and the longest stay they are {strict_missed}. Nobody "
                "complains of a grade kept too long, but the hours of service are not there twice. What is the least that does?"
            ),
        ),
    ),
    right=_(
        "That keeps both limits. Without any rule there are {none_flips} up and down, {none_missed} let pass and {none_wrong} moved in error. No row is good in all three: "
        "you choose whom to do wrong, and how often. Say so when you propose it."
    ),
    hints=Hints(
        _("Two columns have limits. Strike out the rows that break one of them."),
        _("Keep rows with at most {flips} up and down *and* at most {missed} let pass."),
        _(
            "Row 1 has {none_flips} up and down, more than {flips}: out. The last row lets {strict_missed} pass, more than {missed}: out. Among the others …"
        ),
        _("For instance: {answer}"),
    ),
    competencies=("GR9",),
)
