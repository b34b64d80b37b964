"""Reading a migration matrix: of whom is a share taken, and where do those stand who came and went?"""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.upgrades_and_downgrades.books import LADDER, NO_GRADE, PAIRS
from casekit.course.upgrades_and_downgrades.matrices import matrices, way
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number
from casekit.text import _


# ── one share out of a matrix ────────────────────────────────────────────────────────────────────────────
@once_a_case
def _telling(case):
    """Matrices with a row in which each way of reading gives another share."""
    found = []
    for label, first, counts in matrices(case):
        for grade, below in PAIRS[:-1]:
            facts = {"who": label, "first": first, "counts": counts, "grade": grade, **way(counts, grade)}
            facts |= {
                "stood": int(counts.loc[grade].sum()),
                "out": int(counts.loc[grade, NO_GRADE]),
                "up_from_below": int(counts.loc[below, grade]),
                "stood_below": int(counts.loc[below].sum()),
                "there_at_the_end": int(counts[grade].sum()),
            }
            if facts["stood"] < 12 or facts["down"] < 2 or not facts["left"] or not facts["out"]:
                continue
            readings = [100 * read(facts) for read in _READINGS]
            if min(abs(a - b) for n, a in enumerate(readings) for b in readings[:n]) > 0.15:
                found.append(facts)
    return found


def _over_all(facts):
    return facts["down"] / facts["stood"]


def _over_stayers(facts):
    return facts["down"] / (facts["stood"] - facts["left"])


def _over_closing(facts):
    return facts["down"] / facts["there_at_the_end"] if facts["there_at_the_end"] else 0.0


def _with_leavers(facts):
    return (facts["down"] + facts["left"]) / facts["stood"]


def _without_the_unclassified(facts):
    return (facts["down"] - facts["out"]) / facts["stood"]


_READINGS = (_over_all, _over_stayers, _over_closing, _with_leavers, _without_the_unclassified)


def _one_matrix(case, rng):
    facts = rng.choice(_telling(case))
    return facts | {"second": facts["first"] + 1, "stayers": facts["stood"] - facts["left"], "table": facts["counts"]}


MATRIX = Question(
    id="review.matrix",
    kind=Number(unit="%", decimals=1),
    case=machinery,
    given=_one_matrix,
    prompt=_(
        "The migration matrix (迁移矩阵) of {who}: rows say where they stood in January {first}, columns where they stand in January "
        "{second}. A1 is best, *unclassified* counts as below B2. Of the accounts that stood in **{grade}** in January {first}, what per cent were **moved down**?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: 100 * _over_all(facts),
    mistakes=(
        Mistake(
            "stayers-only",
            lambda facts: 100 * _over_stayers(facts),
            _(
                "{got} is {down} of the {stayers} who are still customers. It tempts, because the column *left* looks like another "
                "matter. But the {left} who left stood in {grade} as well. A share over stayers gets worse when the unhappy stay, and "
                "better when they go. Who stood in {grade} in January {first}?"
            ),
        ),
        Mistake(
            "closing-base",
            lambda facts: 100 * _over_closing(facts),
            _(
                "{got} divides by the {there_at_the_end} accounts that stand in {grade} *now*. Those who were moved down are not among them, and "
                "some who came up are. Read along the row of {grade}."
            ),
        ),
        Mistake(
            "leavers-as-downgrades",
            lambda facts: 100 * _with_leavers(facts),
            _(
                "{got} counts the {left} who left as moved down. Nobody moved them: they went. That is worse, and needs another "
                "answer. Count the columns of the grades below {grade} only."
            ),
        ),
        Mistake(
            "unclassified-forgotten",
            lambda facts: 100 * _without_the_unclassified(facts),
            _(
                "{got} leaves out the {out} who went from {grade} to *unclassified*. It has no letter, so the eye runs past it. But they had a "
                "grade and have none now: that is the longest way down."
            ),
        ),
    ),
    right=_(
        "{answer}: {down} of the {stood} who stood there. Beside it belongs the share who left, {left} of {stood}. Both are out of the "
        "same whole, so they can be added and compared."
    ),
    hints=Hints(
        _("One row of the table is enough. Who belongs under the line of the fraction?"),
        _("Moved down = the cells to the right of the grade's own, without *left*. Under the line: the whole row."),
        _("The row of {grade} adds up to {stood}; {down} of them stand in a lower grade now …"),
        _("{down} / {stood} = {answer}"),
    ),
    competencies=("GR9",),
)


# ── the step on which every matrix stands ────────────────────────────────────────────────────────────────
_ARGUMENTS = ("kept", "up", "down", "left", "joined")


@once_a_case
def _rows(case):
    """Rows of matrices with somebody in every column that the ways of thinking part on."""
    rows = {
        tuple(way(counts, grade).values()) for _label, _first, counts in matrices(case) for grade in list(LADDER)[:-1]
    }
    return sorted(row for row in rows if row[0] and row[3] and row[4] and row[1] + row[2])


def _six_rows(case, rng):
    pool = _rows(case)
    return {"rows": rng.sample(pool, min(6, len(pool)))}


def _kept_share(kept, up, down, left, joined):
    return 100 * kept / (kept + up + down + left)


def _wide(facts):
    rows = [[number, None, *row] for number, row in enumerate(facts["rows"], 1)]
    return pd.DataFrame(rows, columns=["case", "kept_share", *_ARGUMENTS])


KEPT_SHARE = Question(
    id="review.kept-share",
    kind=Function(
        signature="kept_share(kept, up, down, left, joined)",
        trials=lambda facts, rng: list(facts["rows"]),
        result=Number(unit="%", decimals=1),
    ),
    case=machinery,
    given=_six_rows,
    prompt=_(
        "Write `kept_share(kept, up, down, left, joined)`: of those who stood in a grade at the first review, how many **per cent** "
        "stand in it at the next? `kept` are still in it, `up` and `down` were moved, `left` are no customers any more, `joined` are "
        "new customers that came into the grade. **In Excel:** fill the column *kept_share* of the sheet and paste that column in "
        "place of the name."
    ),
    workbook=lambda facts: {"rows": _wide(facts)},
    oracle=lambda facts: _kept_share,
    mistakes=(
        Mistake(
            "stayers-only",
            lambda facts: lambda kept, up, down, left, joined: 100 * kept / (kept + up + down),
            _(
                "Your function leaves out those who left. {got} So the share rises when customers go. They stood in the grade at the first "
                "review: they belong under the line."
            ),
        ),
        Mistake(
            "closing-base",
            lambda facts: lambda kept, up, down, left, joined: 100 * kept / (kept + joined),
            _(
                "Your function divides by those who stand in the grade *at the end*, new ones included. {got} Many new customers would "
                "make it look as if fewer were kept. Divide by those who stood there at the start."
            ),
        ),
        Mistake(
            "joined-at-the-start",
            lambda facts: lambda kept, up, down, left, joined: 100 * kept / (kept + up + down + left + joined),
            _(
                "Your function puts the new customers under the line. {got} They did not stand in the grade at the first review, so nobody "
                "could keep or lose them."
            ),
        ),
        Mistake(
            "up-is-kept",
            lambda facts: lambda kept, up, down, left, joined: 100 * (kept + up) / (kept + up + down + left),
            _(
                "Your function counts the promoted as kept. {got} That is another figure: *kept or better*. Here the grade itself was "
                "asked for."
            ),
        ),
    ),
    right=_(
        "One number stays out: `joined`. New customers are counted in a row of their own. The kit's `migration_matrix(...).shares()` divides "
        "the same way, for any number of grades."
    ),
    hints=Hints(
        _("Who of the five stood in the grade at the first review?"),
        _("Kept over all who stood there: kept, moved up, moved down, left."),
        _("Under the line: `kept + up + down + left`. Above it …"),
        _("`return 100 * kept / (kept + up + down + left)`"),
    ),
    competencies=("GR9",),
    way="compute",
)
