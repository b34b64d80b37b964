"""A question of recall (moves between grades, lesson 06), and a list of calls to be reckoned through in a sheet."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.churn_early_warning.company import CALL, SAVED_SHARE, apart, likely
from casekit.course.companies import telecom
from casekit.course.harbour_snapshots import TESTED_ON, snapshot
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_TOP = 0.2


# ── who moved down ───────────────────────────────────────────────────────────────────────────────────────
def _down(f):
    return 100 * f["down"] / f["n"]


def _of_stayers(f):
    return 100 * f["down"] / (f["n"] - f["left"])


def _down_or_left(f):
    return 100 * (f["down"] + f["left"]) / f["n"]


@once_a_case
def _moves(case):
    """By area: the customers of the top fifth by sales at one day, and how many of them stayed, fell, left by the last."""
    areas = case.customers.set_index("customer_id")["area"]
    last = snapshot(case, TESTED_ON[-1])["sales"]
    found = []
    for start in TESTED_ON[:-1]:
        first = snapshot(case, start)["sales"]
        top = first.index[first.rank(pct=True, method="first") > 1 - _TOP]
        now = last.rank(pct=True, method="first").reindex(top)
        for area, own in now.groupby(areas.reindex(top)):
            one = {"area": area, "start": start, "n": len(own), "left": int(own.isna().sum())}
            one["down"] = int((own <= 1 - _TOP).sum())
            one["same"] = one["n"] - one["left"] - one["down"]
            if one["left"] and apart([_down(one), _of_stayers(one), _down_or_left(one)], 0.15):
                found.append(one)
    return found


MOVED = Question(
    id="warning.recall-moved",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=lambda case, rng: rng.choice(_moves(case)),
    prompt=_(
        "*Recall from lesson 06: shares of all who stood in the grade.* On {start} **{n}** customers in {area} stood in Harbour’s top fifth by sales. By 1 October {same} were still in it, **{down}** "
        "had moved down, and **{left}** had left. What per cent of those who stood in it **moved down**? (one decimal)"
    ),
    oracle=_down,
    mistakes=(
        Mistake(
            "stayers-only",
            _of_stayers,
            _(
                "{got} is over those who are still customers. The leavers stood in the top fifth on the first day as well. Who stood in it then?"
            ),
        ),
        Mistake(
            "down-or-left",
            _down_or_left,
            _(
                "{got} counts leavers among those who moved down. A customer who has left has no grade at all. How many moved *down*?"
            ),
        ),
    ),
    right=_(
        "{answer}: {down} of {n}. The leavers are a column of their own, and belong below the line of every share."
    ),
    hints=Hints(
        _("Who stood in the top fifth on the first day?"),
        _("moved down / all who stood in it, leavers included."),
        _("{same} + {down} + {left} = {n} stood in it. Moved down: …"),
        _("{down} / {n} = {answer}"),
    ),
    competencies=("RT1",),
)


# ── a list of calls ──────────────────────────────────────────────────────────────────────────────────────
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
    exhibit=lambda facts: facts["sheet"].head(6).set_index("customer"),
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
