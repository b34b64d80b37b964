"""The next hour: hours are taken and given by what the last or next one keeps, never by the mean of all."""

import math

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_profitability.company import statements, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Order
from casekit.practice.kinds.sheet import Allocation
from casekit.text import _

AT_STAKE, SCALE = 0.3, 15  # share of the gross margin lost without service; hours that keep about two thirds of it


def _kept(stake, hours):
    return stake * (1 - math.exp(-hours / SCALE))


@once_a_case
def _served(case):
    """Accounts with a manager: hours, what they keep in all, what the last hour keeps (whole yuan), revenue."""
    rows = statements(case)
    rows = rows[rows["manager_id"].notna() & (rows["gross_margin"] > 3_000) & rows["hours"].between(3, 60)]
    table = pd.DataFrame({"hours": rows["hours"].round().astype(int), "sales": rows["sales"].round().astype(int)})
    stake = AT_STAKE * rows["gross_margin"]
    table["kept"] = [round(_kept(a, h)) for a, h in zip(stake, table["hours"], strict=True)]
    table["last"] = [round(_kept(a, h) - _kept(a, h - 1)) for a, h in zip(stake, table["hours"], strict=True)]
    return table.assign(mean=(table["kept"] / table["hours"]).round()).sort_index()


@once_a_case
def _cells(case):
    return list(_served(case).itertuples(name=None))


# ── from whom first ──────────────────────────────────────────────────────────────────────────────────────
def _up(rows, key):
    return [row[0] for row in sorted(rows, key=key)]


_WAYS = {
    "last": lambda row: row[4],
    "mean": lambda row: row[5],
    "hours": lambda row: -row[1],
    "sales": lambda row: row[2],
}


def _five(case, rng):
    """Five accounts that every way of thinking puts in another order; differences large enough to be read."""
    pool = _cells(case)
    while True:
        five = rng.sample(pool, 5)
        orders = {way: _up(five, key) for way, key in _WAYS.items()}
        clear = all(len({key(row) for row in five}) == 5 for key in _WAYS.values())
        if clear and len({tuple(order) for order in orders.values()}) == 4 and orders["last"][0] != orders["mean"][0]:
            break
    rows = {row[0]: row for row in five}
    table = pd.DataFrame(
        {
            _("revenue"): [row[2] for row in five],
            _("hours"): [row[1] for row in five],
            _("kept by all hours"): [row[3] for row in five],
            _("kept by the last hour"): [row[4] for row in five],
        },
        index=pd.Index(list(rows), name=_("account")),
    )
    facts = {}
    for way in ("mean", "hours", "sales"):
        early, late = _first_wrong(orders[way], rows)
        facts |= {f"{way}_early": early[0], f"{way}_late": late[0]}
        facts |= {f"{way}_early_last": early[4], f"{way}_late_last": late[4]}
    first = orders["last"][0]
    return facts | {
        "orders": orders,
        "names": list(rows),
        "table": table,
        "year": year(case),
        "first": first,
        "first_last": rows[first][4],
        "first_mean": rows[first][5],
        "by_mean": orders["mean"][0],
        "by_mean_last": rows[orders["mean"][0]][4],
    }


def _first_wrong(order, rows):
    """The first two neighbours of an order of which the earlier keeps more with its last hour."""
    return next((rows[a], rows[b]) for a, b in zip(order, order[1:], strict=False) if rows[a][4] > rows[b][4])


def _taken_by(way):
    return lambda facts: facts["orders"][way]


HOUR_AWAY = Question(
    id="profit.hour-away",
    kind=Order(
        items=lambda facts: {name: name for name in facts["names"]},
        because=lambda facts, name: _(
            "{name}: what its last hour keeps is {last:,.0f} yuan. Compare that with the last hours of the others."
        ).format(name=name, last=facts["table"].iloc[:, 3][name]),
    ),
    case=telecom,
    given=_five,
    prompt=_(
        "Hours of service are taken away: one hour from one account, one hour from the next, until the cut is reached. By an assumption that sales and finance have signed, the table says what "
        "the hours of {year} kept, in yuan of margin: all of them together, and the last one alone. In which order do you go through the five accounts, **first the one that gives an hour first**?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_taken_by("last"),
    mistakes=(
        Mistake(
            "by-the-mean",
            _taken_by("mean"),
            _(
                "You went by what an hour keeps *in the mean*: all that is kept, over all hours. So {mean_early} gives before {mean_late}. But you take the *last* hour and no average one, and that "
                "keeps {mean_early_last:,} yuan at {mean_early} and {mean_late_last:,} at {mean_late}."
            ),
        ),
        Mistake(
            "who-has-most",
            _taken_by("hours"),
            _(
                "You took from those with the most hours. It is often near the truth, for late hours keep less. But {hours_early} gives before {hours_late} with you, and its last hour keeps "
                "{hours_early_last:,} yuan against {hours_late_last:,}."
            ),
        ),
        Mistake(
            "smallest-first",
            _taken_by("sales"),
            _(
                "You took from the smallest first, by revenue. So {sales_early} gives before {sales_late}, though its last hour keeps {sales_early_last:,} yuan against {sales_late_last:,}. "
                "Revenue does not say what an hour does."
            ),
        ),
    ),
    right=_(
        "{first} gives the first hour: it keeps {first_last:,} yuan there, though the mean of all its hours is {first_mean:,.0f}. Ranked by the mean, {by_mean} would give first, whose last hour keeps {by_mean_last:,}. The signed assumption is to be tested; the order of thought is not."
    ),
    hints=Hints(
        _("You do not take all hours away. Which one do you take?"),
        _("Sort by what the *last* hour keeps, lowest first."),
        _("{first} keeps {first_last:,} yuan with its last hour: less than the four others. Next …"),
        _("{answer}"),
    ),
    competencies=("VA6",),
)

# ── sixty hours shared out ───────────────────────────────────────────────────────────────────────────────
BLOCK, BLOCKS = 10, 4


def _steps(stake):
    return [round(_kept(stake, BLOCK * n + BLOCK) - _kept(stake, BLOCK * n), -1) for n in range(BLOCKS)]


def _three(case, rng):
    """Three accounts of different size, what each ten hours keep there, and hours for six such blocks."""
    pool = _cells(case)
    while True:
        rows = sorted(rng.sample(pool, 3), key=lambda row: -row[3])
        stakes = [row[3] / (1 - math.exp(-row[1] / SCALE)) for row in rows]
        steps = {row[0]: [int(kept) for kept in _steps(stake)] for row, stake in zip(rows, stakes, strict=True)}
        facts = {"steps": steps, "names": list(steps), "n": 6}
        ways = [way(facts) for way in (_next_best, _largest_first, _equal, _by_total)]
        kept = sorted((one for blocks in steps.values() for one in blocks), reverse=True)
        spread = ways[0][facts["names"][0]] < BLOCK * BLOCKS
        if spread and kept[5] - kept[6] >= 30 and all(a != b for n, a in enumerate(ways) for b in ways[:n]):
            break
    table = pd.DataFrame(steps, index=[_("1st"), _("2nd"), _("3rd"), _("4th")]).rename_axis(_("ten hours"))
    best = next(iter(steps))
    right, other = _next_best(facts), _largest_first(facts)
    return facts | {
        "table": table,
        "total": 60,
        "best": best,
        "best_fourth": steps[best][3],
        "second": list(steps)[1],
        "second_first": steps[list(steps)[1]][0],
        "kept": _sum(facts, right),
        "less": _sum(facts, right) - _sum(facts, other),
        "cut": kept[6],
    }


def _sum(facts, plan):
    return sum(sum(facts["steps"][name][: hours // BLOCK]) for name, hours in plan.items())


def _next_best(facts):
    blocks = sorted(((kept, name) for name, steps in facts["steps"].items() for kept in steps), reverse=True)
    chosen = [name for _kept, name in blocks[: facts["n"]]]
    return {name: BLOCK * chosen.count(name) for name in facts["names"]}


def _largest_first(facts):
    plan, left = {}, facts["n"]
    for name in facts["names"]:
        plan[name] = BLOCK * min(left, BLOCKS)
        left -= min(left, BLOCKS)
    return plan


def _equal(facts):
    return dict.fromkeys(facts["names"], BLOCK * facts["n"] // len(facts["names"]))


def _by_total(facts):
    """In proportion to what all four blocks would keep, to full tens; the largest takes what is left."""
    sums = {name: sum(steps) for name, steps in facts["steps"].items()}
    plan = {name: BLOCK * round(facts["n"] * kept / sum(sums.values())) for name, kept in sums.items()}
    plan[facts["names"][0]] += BLOCK * facts["n"] - sum(plan.values())
    return plan


SIXTY_HOURS = Question(
    id="profit.sixty-hours",
    kind=Allocation(buckets=lambda facts: {name: name for name in facts["names"]}, total=60, step=10, unit=_("hours")),
    case=telecom,
    given=_three,
    prompt=_(
        "**60 hours** of service for three accounts, in pieces of ten. The table says how much margin each further ten hours would keep, in yuan; more than 40 hours nobody can use. Share them out so that as much as "
        "possible is kept."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_next_best,
    mistakes=(
        Mistake(
            "largest-filled-first",
            _largest_first,
            _(
                "You filled {best} up before the others got anything. Its first ten hours keep most of all, but its *fourth* ten keep {best_fourth:,} yuan. What would ten hours keep elsewhere?"
            ),
        ),
        Mistake(
            "equal-parts",
            _equal,
            _(
                "You gave everybody the same. Fair by the hour; but the last ten hours do not keep the same everywhere. Take ten from where they keep least, and look where they would keep more."
            ),
        ),
        Mistake(
            "in-proportion",
            _by_total,
            _(
                "You shared in proportion to what each could keep in all. That is a ranking by totals. The hours are given one ten after the other: compare the *next* ten of each account."
            ),
        ),
    ),
    right=_(
        "{kept:,} yuan are kept, {less:,} more than by filling the largest first. You gave each ten hours to where the next ten keep most; where you stopped, no move of ten hours gains any more."
    ),
    hints=Hints(
        _("Do not share out 60 at once. Give ten, six times."),
        _("Each time: which account's *next* ten hours keep most? Cross that figure out and go on."),
        _(
            "The first ten go to {best}. Its second ten, or the first ten of {second} with {second_first:,} yuan? And so on, six figures in all …"
        ),
        _("{answer}"),
    ),
    competencies=("VA6",),
)
