"""Transfer to Ironbridge, a seller of machinery: accounts in every band, some of them exactly on its ends."""

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.grade_policies.graded import GRADES, NONE, in_each_way
from casekit.course.ironbridge import measures
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

_ENDS = (20_000, 50_000, 100_000, 200_000, 300_000, 500_000)
_NAMES = {"growth_potential": "growth potential", "payment_credit": "payment credit"}


@once_a_case
def accounts(case: Case) -> pd.DataFrame:
    """One row an account that bought in the last year, by number, with the measures of the printed scheme."""
    rows = measures(case, case.last_day.year)
    return rows[rows["annual_usage"] > 0]


@once_a_case
def accounts_graded(case: Case) -> pd.DataFrame:
    """These accounts with their grade by the printed scheme, and the grade of each way of misreading it."""
    return in_each_way(accounts(case))


@once_a_case
def _by_what_decides(case):
    """The accounts graded in each way, and their numbers by what makes them worth a question."""
    rows = accounts_graded(case)
    usage, outside = rows["annual_usage"], rows["grade"] == NONE
    kinds = {
        "end": usage.isin(_ENDS) & ~outside & (rows["strict"] == NONE),
        "hole": outside & usage.between(300_001, 499_999),
        "lower hole": outside & usage.between(100_001, 199_999),
        "poor credit": outside & (usage >= 500_000) & rows["payment_credit"].isin(["bad", "fair", "fairly good"]),
        "other growth": outside & usage.between(20_000, 100_000) & rows["growth_potential"].notna(),
        "A": rows["grade"].isin(["A1", "A2"]) & (rows["strict"] == rows["grade"]),
    }
    known = rows["payment_credit"].notna()
    return rows, {kind: list(rows.index[fit & known]) for kind, fit in kinds.items()}


def _seven(case, rng):
    rows, kinds = _by_what_decides(case)
    picked = [rng.choice(kinds[kind]) for kind in kinds]
    picked.append(rng.choice([one for one in kinds["A"] if one not in picked]))
    chosen = rows.loc[rng.sample(picked, len(picked))]
    end, hole, _lower, poor = picked[:4]
    table = chosen[list(_NAMES)].fillna("(blank)").rename(columns=_NAMES)
    table.insert(0, "usage, yuan", [f"{usage:,.2f}" for usage in chosen["annual_usage"]])
    return {
        "rows": chosen,
        "table": table.rename_axis("account"),
        "hole": hole,
        "hole_usage": chosen["annual_usage"][hole],
        "end": end,
        "end_usage": chosen["annual_usage"][end],
        "poor": poor,
        "poor_usage": chosen["annual_usage"][poor],
        "poor_credit": chosen["payment_credit"][poor],
        "without": int((chosen["grade"] == NONE).sum()),
        "year": case.last_day.year,
    }


def _by_way(way):
    return lambda facts: {str(one): str(grade) for one, grade in facts["rows"][way].items()}


def _because(facts, row):
    one = facts["table"].loc[row]
    return _(
        "{row}: usage {usage}, growth potential {growth}, payment credit {credit}. In which band does the usage lie, and what else does that grade ask for?"
    ).format(row=row, usage=one.iloc[0], growth=one["growth potential"], credit=one["payment credit"])


OTHER_TRADE = Question(
    id="policies.machinery",
    kind=Grades(
        grades={name: name for name in GRADES[:-1]} | {NONE: _("no grade")},
        rows=lambda facts: {one: one for one in facts["rows"].index},
        because=_because,
    ),
    case=machinery,
    given=_seven,
    prompt=_(
        "The machinery seller Ironbridge hangs up the same scheme. Grade seven of its accounts of {year}, **as printed**:\n\n"
        "- **A1** 500,000 yuan and more, payment credit good\n"
        "- **A2** 200,000 to 300,000, payment credit fairly good or good\n"
        "- **B1** 50,000 to 100,000, growth potential middle or high\n"
        "- **B2** 20,000 to 50,000, growth potential low\n"
        "- **C** no figure is printed, so nobody can be put there; **D** is only a name\n\n"
        "Ends belong to their band, all conditions of a grade must hold, and who fits no grade has **no grade**."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_by_way("grade"),
    mistakes=(
        Mistake(
            "ends-left-out",
            _by_way("strict"),
            _(
                "{end} stands at {end_usage:,.2f}, exactly on an end, and has no grade with you: `>` where `≥` is meant. Ends belong to their band here. At a seller of "
                "machines round sums are common."
            ),
        ),
        Mistake(
            "hole-into-the-lowest",
            _by_way("lowest"),
            _(
                "You sent whoever fits nothing to D. {hole} with {hole_usage:,.2f} yuan would then stand below accounts of 20,000. D is printed as a name without a "
                "condition: it cannot be earned."
            ),
        ),
        Mistake(
            "or-for-and",
            _by_way("any_of"),
            _(
                "You took *one* of the conditions as enough. {poor} has the usage for a high grade, {poor_usage:,.2f}, but its payment credit is {poor_credit}. Between the "
                "conditions stands an *and*: each must hold."
            ),
        ),
    ),
    right=_(
        "{without} of 7 have no grade. At Ironbridge it hits the large ones: {poor} with {poor_usage:,.2f} yuan has credit {poor_credit}, and no row of the scheme "
        "speaks of such a customer. Another trade, the same holes."
    ),
    hints=Hints(
        _("First the band of usage, ends included; then the second condition. Both must hold."),
        _(
            "Between the bands lie holes: 100,000 to 200,000 and 300,000 to 500,000. And a large account may fail on its credit."
        ),
        _("{hole} with {hole_usage:,.2f} lies between the end of A2 and the beginning of A1. So … Now the others."),
        _("{answer}"),
    ),
    competencies=("GR1", "GR2"),
)
