"""The shares of a whole migration matrix, worked out from two lists of grades."""

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.upgrades_and_downgrades.books import LADDER, NO_GRADE, grades
from casekit.course.upgrades_and_downgrades.matrices import JOINED, LEFT, matrix_of, parts, way
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.table import Table
from casekit.text import _

_NOT_THERE = "–"


@once_a_case
def _lists(case):
    """Parts of the company with somebody in every grade, some who left and some who joined: two Januaries of each."""
    table, found = grades(case), []
    for label, who in parts(case):
        for first in list(table.columns)[:-1]:
            pair = table.loc[who, [first, first + 1]].dropna(how="all")
            counts = matrix_of(pair[first], pair[first + 1])
            full = counts.loc[list(LADDER)].sum(axis=1)
            if (
                40 <= len(pair) <= 260
                and full.min() >= 6
                and counts.loc[list(LADDER)[:-1], LEFT].sum()
                and counts.loc[JOINED].sum()
            ):
                unread = matrix_of(pair[first], pair[first + 1].fillna(NO_GRADE))
                sheet = pair.rename(columns={year: f"january_{year}" for year in pair.columns}).fillna(_NOT_THERE)
                facts = {"who": label, "first": first, "second": first + 1, "sheet": sheet.reset_index()}
                found.append(facts | {"counts": _rows(counts), "unread": _rows(unread)})
    return found


def _rows(counts):
    """What became of each grade's accounts, and how many stand in it at the end."""
    return {grade: way(counts, grade) | {"there": int(counts[grade].sum())} for grade in LADDER}


def _two_lists(case, rng):
    return rng.choice(_lists(case))


def _shares(base="all", of="counts"):
    def table(facts):
        rows = []
        for grade, moves in facts[of].items():
            stood = moves["kept"] + moves["up"] + moves["down"] + moves["left"]
            whole = {"all": stood, "stayers": stood - moves["left"], "closing": moves["there"]}[base]
            shares = {name: 100 * moves[name] / max(whole, 1) for name in ("kept", "down", "left")}
            rows.append({"grade": grade, "stood": stood, **shares})
        return rows

    return table


SHARES = Question(
    id="review.shares",
    kind=Table(
        key="grade",
        columns={"stood": 0, "kept": 1, "down": 1, "left": 1},
        units=dict.fromkeys(("kept", "down", "left"), "%"),
    ),
    case=machinery,
    given=_two_lists,
    prompt=_(
        "The sheet, and `casekit.data('review.shares')`, list {who}: their grade in January {first} and in January {second}. A dash in the "
        "second means: left; in the first: joined since. For each `grade` of January {first} give how many `stood` in it, "
        "and how many **per cent of these** were `kept` in it, moved `down` (*unclassified* is below B2), and `left`."
    ),
    workbook=lambda facts: {"grades": facts["sheet"]},
    oracle=_shares(),
    mistakes=(
        Mistake(
            "stayers-only",
            _shares(base="stayers"),
            _(
                "Your per cents are over those who are still customers. A filter on the dash does that before one notices, and the leavers are out "
                "of the sum. They stood in a grade, so they belong under the line."
            ),
        ),
        Mistake(
            "leavers-in-the-lowest",
            _shares(of="unread"),
            _(
                "You put those who left among the *unclassified*: their dash was read as no grade. Then nobody ever leaves, and the downgrades look "
                "terrible. A dash is its own column."
            ),
        ),
        Mistake(
            "closing-base",
            _shares(base="closing"),
            _(
                "Your per cents are over those who stand in the grade *now*. A pivot table does that when one picks per cent of the column. "
                "Take per cent of the row."
            ),
        ),
    ),
    right=_(
        "Each row is a whole: kept, up, down and left make 100 %. Report the leavers of the best grade first. They are the ones "
        "the review came too late for."
    ),
    hints=Hints(
        _("Make a table of pairs first: from which grade to which, dash included."),
        _("For each grade: kept, down and left, each over the number that stood there, leavers included."),
        _(
            "In Excel: a pivot table with january_{first} in the rows, january_{second} in the columns, shown as per cent of the row. "
            "With code: `pd.crosstab(..., normalize='index')` …"
        ),
        _("{answer}"),
    ),
    competencies=("GR9",),
    way="compute",
)
