"""Large in revenue, and a reason against: the value side of the key-account test."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_profitability.company import statements, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

BIG = 20_000  # yuan a year
LATE = 45  # days from bill to payment, in the mean of a year
LOSES, COSTLY, PAYS_LATE, STAYS = "loses", "costly", "late", "stays"


@once_a_case
def large_accounts(case) -> pd.DataFrame:
    """Accounts from ``BIG`` yuan on: sales, service_cost, contribution (whole yuan), days to pay (mean, whole days)."""
    rows = statements(case)
    rows = rows.loc[rows["sales"] >= BIG, ["sales", "service_cost", "contribution"]].round().astype(int)
    bills = case.bills[case.bills["month"].dt.year == year(case)]
    days = bills.groupby("customer_id")["days_to_pay"].mean().astype(float).round()
    return rows.assign(days=days).dropna().astype(int)


def _reason(sales, service, left, days):
    if left < 0:
        return LOSES
    if service > left:
        return COSTLY
    return PAYS_LATE if days > LATE else STAYS


@once_a_case
def _pools(case):
    """Accounts by reason; those with two reasons at once left out, those near a limit apart."""
    cells = dict(zip(large_accounts(case).index, large_accounts(case).itertuples(index=False, name=None), strict=True))
    pools = {}
    for name, (sales, service, left, days) in cells.items():
        reason = _reason(sales, service, left, days)
        if (left < 0 or service > left) and days > LATE:
            continue
        if reason == STAYS and service > 0.3 * left:
            reason = "much-served"
        if reason == STAYS and days > 25:
            reason = "slow"
        pools.setdefault(reason, []).append(name)
    return cells, pools


def _seven(case, rng):
    cells, pools = _pools(case)
    picked = []
    for pool, n in ((LOSES, 2), (COSTLY, 1), (PAYS_LATE, 1), ("much-served", 1), ("slow", 1), (STAYS, 2)):
        usual = [name for name in pools.get(pool) or pools[STAYS] if name not in picked]
        picked += rng.sample(usual, min(n, len(usual)))
    picked.sort(key=lambda name: -cells[name][0])
    rows = {name: cells[name] for name in picked}
    table = pd.DataFrame(list(rows.values()), index=pd.Index(picked, name=_("account")))
    first = next(name for name in picked if _reason(*rows[name]) == LOSES)
    return {
        "rows": rows,
        "table": table.set_axis(
            [_("revenue, yuan"), _("service cost, yuan"), _("contribution, yuan"), _("days to pay")], axis=1
        ),
        "n": len(rows),
        "year": year(case),
        "late": LATE,
        "big": BIG,
        "first": first,
        "first_sales": rows[first][0],
        "first_left": rows[first][2],
        "out": sum(_reason(*row) != STAYS for row in rows.values()),
    }


def _sorted(test):
    return lambda facts: {name: test(*row) for name, row in facts["rows"].items()}


def _slow_is_late(sales, service, left, days):
    return (
        PAYS_LATE if _reason(sales, service, left, days) == STAYS and days > 25 else _reason(sales, service, left, days)
    )


def _late_first(sales, service, left, days):
    return STAYS if _reason(sales, service, left, days) == COSTLY else _reason(sales, service, left, days)


def _because(facts, name):
    sales, service, left, days = facts["rows"][name]
    return _(
        "{name} leaves {left:,} yuan, service cost {service:,} of the rest, and it pays after {days} days. Take the three rules in their order."
    ).format(name=name, left=left, service=service, days=days)


NOT_KEY = Question(
    id="profit.not-key",
    kind=Grades(
        grades={
            STAYS: _("no reason against"),
            LOSES: _("loses money"),
            COSTLY: _("costly to serve"),
            PAYS_LATE: _("pays late"),
        },
        rows=lambda facts: {name: name for name in facts["rows"]},
        because=_because,
        heading=_("Reason"),
    ),
    case=telecom,
    given=_seven,
    prompt=_(
        "{n} accounts look big: {big:,} yuan of revenue and more in {year}. Which have a reason against being key? Take the first that holds, in this order: **loses money**: "
        "contribution below 0. **Costly to serve**: service costs *more* than the contribution that is left. **Pays late**: *more than* {late} days in the mean. Else: no reason against. The contribution "
        "has the service cost taken off already."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_sorted(_reason),
    mistakes=(
        Mistake(
            "big-is-key",
            _sorted(lambda *row: STAYS),
            _(
                "You found no reason against anybody. The list is sorted by revenue, and {first} looks well with {first_sales:,} yuan. It leaves {first_left:,}. Read the other columns."
            ),
        ),
        Mistake(
            "costly-passed-over",
            _sorted(_late_first),
            _(
                "You passed over the account on which service eats more than is left. Its contribution is above 0, so it looks sound. But for each yuan it leaves, more than a yuan of work is "
                "spent: compare the two columns."
            ),
        ),
        Mistake(
            "slow-is-late",
            _sorted(_slow_is_late),
            _(
                "You called an account late that pays slowly. The limit is *more than* {late} days in the mean. A rule with a number is kept to the number; else each desk has its own."
            ),
        ),
    ),
    right=_(
        "{out} of {n} have a reason against. It does not say: drop them. It says: before they get a team of their own, talk about terms, hours, or the day of payment; the reason tells about which."
    ),
    hints=Hints(
        _("The first column says why they are on the list. The other three decide."),
        _("Three questions, in their order: below 0? Service cost above the contribution? More than {late} days?"),
        _("{first} leaves {first_left:,} yuan, below 0: *loses money*, whatever its days are. Now the next …"),
        _("{answer}"),
    ),
    competencies=("GR5",),
)
