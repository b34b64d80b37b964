"""Migration matrices of Ironbridge, as a whole and part by part."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.upgrades_and_downgrades.books import LADDER, accounts, grades
from casekit.text import _

JOINED, LEFT = "joined", "left"
_ROWS, _COLUMNS = [*LADDER, JOINED], [*LADDER, LEFT]
_FEWEST = 25  # accounts in a part of the company worth a matrix


def matrix_of(before: pd.Series, after: pd.Series) -> pd.DataFrame:
    """From each grade (and "joined") to each grade (and "left"): how many accounts. Index and columns are complete."""
    known = before.notna() | after.notna()
    counts = pd.crosstab(before[known].fillna(JOINED), after[known].fillna(LEFT))
    return counts.reindex(index=_ROWS, columns=_COLUMNS, fill_value=0).rename_axis(index="from", columns=None)


def parts(case):
    """Parts of the company one may ask about: all of it, each region, each kind of account."""
    known = accounts(case)
    yield _("all accounts"), known.index
    for region in sorted(known["region"].dropna().unique()):
        yield _("the accounts of {region}").format(region=region), known.index[known["region"] == region]
    for kind in sorted(known["account_type"].dropna().unique()):
        label = _("the accounts of the type “{kind}”").format(kind=kind)
        yield label, known.index[known["account_type"] == kind]


@once_a_case
def matrices(case):
    """(label, January, the matrix from that January to the next) for every part that is large enough."""
    table, found = grades(case), []
    for label, who in parts(case):
        for first in list(table.columns)[:-1]:
            counts = matrix_of(table.loc[who, first], table.loc[who, first + 1])
            if counts.loc[list(LADDER)].to_numpy().sum() >= _FEWEST:
                found.append((label, first, counts))
    return found


def way(counts, grade):
    """Of those who stood in a grade: how many were kept, moved up, moved down, left; and how many joined it."""
    names = list(LADDER)
    at = names.index(grade)
    row = counts.loc[grade]
    return {
        "kept": int(row[grade]),
        "up": int(row[names[:at]].sum()),
        "down": int(row[names[at + 1 :]].sum()),
        "left": int(row[LEFT]),
        "joined": int(counts.loc[JOINED, grade]),
    }
