"""A list of calls to be reckoned through in a sheet."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.churn_early_warning.company import CALL, SAVED_SHARE, apart, likely
from casekit.course.companies import telecom
from casekit.course.exhibits import first_rows
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_ROWS = 30


def _worth(f):
    return [chance / 100 * SAVED_SHARE * margin - CALL for chance, margin in f["rows"]]


def _those_that_pay(f):
    return sum(one for one in _worth(f) if one > 0)


def _all_called(f):
    return sum(_worth(f))


def _no_cost(f):
    return sum(one + CALL for one in _worth(f) if one > 0)


def _all_saved(f):
    worth = [chance / 100 * margin - CALL for chance, margin in f["rows"]]
    return sum(one for one in worth if one > 0)


@once_a_case
def _large_and_small(case):
    rows = [one for one in likely(case) if one["margin"] > 0]
    return [one for one in rows if one["margin"] > 5_000], [one for one in rows if one["margin"] <= 5_000]


def _thirty(case, rng):
    large, small = _large_and_small(case)
    while True:
        picked = [*rng.sample(large, 15), *rng.sample(small, _ROWS - 15)]
        facts = {"rows": [(one["chance"], one["margin"]) for one in picked]}
        if _those_that_pay(facts) > 100 and apart(
            [way(facts) for way in (_those_that_pay, _all_called, _no_cost, _all_saved)], 5
        ):
            break
    sheet = pd.DataFrame(
        {
            "customer": [one["customer"] for one in picked],
            "chance_percent": [one["chance"] for one in picked],
            "margin": [one["margin"] for one in picked],
        }
    )
    chance, margin = facts["rows"][0]
    more = {
        "sheet": sheet,
        "n": _ROWS,
        "cost": CALL,
        "saved": round(100 * SAVED_SHARE),
        "chance": chance,
        "margin": margin,
    }
    pay = sum(one > 0 for one in _worth(facts))
    return facts | more | {"pay": pay, "lost": _ROWS - pay, "first": chance / 100 * SAVED_SHARE * margin}


LIST = Question(
    id="warning.list",
    kind=Number(unit=_("yuan")),
    case=telecom,
    given=_thirty,
    prompt=_(
        "The sheet holds {n} customers with their chance of leaving (*chance_percent*) and their margin of a year (*margin*, yuan). A call costs **{cost}** yuan; of leavers called **{saved} %** stay (declared). You call exactly those "
        "whose call **pays in the mean**. What do these calls bring together, their cost taken off? (whole yuan)"
    ),
    exhibit=lambda facts: first_rows(facts["sheet"], 6),
    workbook=lambda facts: {"customers": facts["sheet"]},
    oracle=_those_that_pay,
    mistakes=(
        Mistake(
            "everybody-called",
            _all_called,
            _(
                "{got} calls all {n}. Some of these calls bring less than the {cost} yuan they cost. Which rows would you leave out?"
            ),
        ),
        Mistake(
            "cost-not-taken-off",
            _no_cost,
            _("{got} picks the right rows and forgets to pay for them. What does each call cost?"),
        ),
        Mistake(
            "all-leavers-saved",
            _all_saved,
            _(
                "{got} takes it that each leaver who is called stays. Only {saved} % do. What does that make of each row, and of which rows pay?"
            ),
        ),
    ),
    right=_(
        "{answer}, from {pay} calls. The other {lost} would take money away from it. All of it hangs on the declared {saved} %."
    ),
    hints=Hints(
        _("One row first: what does a call bring there in the mean?"),
        _('A column `=B2/100*{saved}%*C2-{cost}`; add up only what is above 0: `=SUMIF(D:D,">0")`.'),
        _("The first row: {chance} % × {saved} % × {margin:,} = {first:,.1f} yuan, less {cost} …"),
        _("{pay} rows are above 0; together {answer}"),
    ),
    competencies=("RT1",),
    way="compute",
)
