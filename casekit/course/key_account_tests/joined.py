"""One set of marks, three tests: all of them, some of them, any of them."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.ironbridge import measures
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

USAGE, ORDERS, RATE = 200, 6, 15  # thousand yuan a year, orders a year, per cent: where each mark begins
POINTS = 3


@once_a_case
def _pools(case):
    """Accounts by how many of the four marks they have, and those that stand exactly on the beginning of one."""
    rows = measures(case, case.last_day.year)
    rows = rows[rows["annual_usage"] > 0]
    shown = pd.DataFrame(
        {
            "usage": (rows["annual_usage"] / 1000).round().astype(int),
            "orders": rows["orders"].astype(int),
            "rate": (100 * rows["profit_rate"]).round().astype(int),
            "influence": rows["influence"],
        }
    )
    cells = dict(zip(shown.index, shown.itertuples(index=False, name=None), strict=True))
    pools = {n: [one for one, row in cells.items() if _marks(*row) == n] for n in range(5)}
    pools["exact"] = [one for one in pools[POINTS] if _marks(*cells[one], strictly=True) < POINTS]
    return cells, pools


def _marks(usage, orders, rate, influence, strictly=False):
    reaches = (lambda value, least: value > least) if strictly else (lambda value, least: value >= least)
    return reaches(usage, USAGE) + reaches(orders, ORDERS) + reaches(rate, RATE) + influence


def _eight(case, rng):
    cells, pools = _pools(case)
    picked = [rng.choice(pools["exact"])]
    for pool, n in ((4, 2), (POINTS, 2), (2, 1), (1, 1), (0, 1)):
        picked += rng.sample([one for one in pools[pool] if one not in picked], n)
    rng.shuffle(picked)
    table = pd.DataFrame([cells[one] for one in picked], index=pd.Index(picked, name="account"))
    table[3] = table[3].map({True: _("yes"), False: _("no")})
    first = picked[0]
    return {
        "rows": {one: cells[one] for one in picked},
        "table": table.set_axis(
            [_("thousand yuan a year"), _("orders in the year"), _("profit rate, %"), _("influence")], axis=1
        ),
        "usage": USAGE,
        "orders": ORDERS,
        "rate": RATE,
        "points": POINTS,
        "first": first,
        "n_first": _marks(*cells[first]),
    }


def _by_marks(n):
    return "all" if n == 4 else "points" if n >= POINTS else "any" if n else "none"


def _graded(test):
    return lambda facts: {one: test(*row) for one, row in facts["rows"].items()}


def _because(facts, row):
    n = _marks(*facts["rows"][row])
    return _("{row} has {n} of the four marks. Which of the three tests is content with that?").format(row=row, n=n)


THREE_TESTS = Question(
    id="keys.three-tests",
    kind=Grades(
        grades={
            "all": _("all three tests"),
            "points": _("points and any"),
            "any": _("any alone"),
            "none": _("none of them"),
        },
        rows=lambda facts: {one: one for one in facts["rows"]},
        because=_because,
        heading=_("Tests passed"),
    ),
    case=machinery,
    given=_eight,
    prompt=_(
        "*Another trade: Ironbridge Machinery.* Four marks: **{usage} thousand yuan** a year or more; **{orders} orders** a year or more; a profit rate of "
        "**{rate} %** or more; **influence** on others. Three tests use them: *all* four (AND), *points* (at least {points} of the four), *any* one (OR). Which tests "
        "does each account pass?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_graded(lambda *row: _by_marks(_marks(*row))),
    mistakes=(
        Mistake(
            "and-read-as-or",
            _graded(lambda *row: "all" if _marks(*row) else "none"),
            _(
                "You gave all three tests to whoever has a mark at all. “High volume, frequent, profitable and influential” reads like a list of virtues, and one virtue seems "
                "enough. AND means: every one of them, in the same account."
            ),
        ),
        Mistake(
            "above-only",
            _graded(lambda *row: _by_marks(_marks(*row, strictly=True))),
            _(
                "You turned away who stands exactly on a limit: > for ≥. The prompt says “or more” each time. Look at the accounts with {orders} orders, or with {rate} %."
            ),
        ),
        Mistake(
            "no-volume-no-key",
            _graded(lambda *row: _by_marks(_marks(*row)) if row[0] >= USAGE else "none"),
            _(
                "You struck out all accounts below {usage} thousand yuan. Volume is one of the four marks, not the door to the others. Points and any let in who makes up for it."
            ),
        ),
    ),
    right=_(
        "Same marks, same accounts, three lists. AND is short and misses much; OR is long and holds everybody with one good side. So a list of key accounts without its test says "
        "little."
    ),
    hints=Hints(
        _("One number for each account settles it."),
        _(
            "Count the marks of each account. Four: all three tests. Three: points and any. One or two: any. None: none."
        ),
        _("{first} has {n_first} of the four marks. Count the other seven …"),
        _("{answer}"),
    ),
    competencies=("GR5",),
)
