"""Accounts that look big and are not key: the reason for each."""

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.ironbridge import measures
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

BIG = 50_000  # yuan a year
ONE_OFF, LOW = 50, 5  # per cent of the year in group buys; profit rate in per cent


@once_a_case
def big_accounts(case: Case) -> pd.DataFrame:
    """Accounts from ``BIG`` yuan on in the last year: usage in thousand yuan, shares and rates in whole per cent."""
    rows = measures(case, case.last_day.year)
    rows = rows[rows["annual_usage"] >= BIG]
    return pd.DataFrame(
        {
            "usage": (rows["annual_usage"] / 1000).round().astype(int),
            "group_buys": (100 * rows["group_buy_share"]).round().astype(int),
            "rate": (100 * rows["profit_rate"]).round().astype(int),
            "harsh": rows["harsh_terms"],
        }
    )


def _reason(usage, group_buys, rate, harsh):
    if group_buys >= ONE_OFF:
        return "one-off"
    if rate < LOW:
        return "low"
    return "harsh" if harsh else "stays"


@once_a_case
def _pools(case):
    """Accounts by reason; among those that stay some with a little group buying, among the low some that earn a little."""
    table = big_accounts(case)
    cells = dict(zip(table.index, table.itertuples(index=False, name=None), strict=True))
    pools = {}
    for one, row in cells.items():
        reason = _reason(*row)
        if (row[1] >= ONE_OFF) + (row[2] < LOW) + row[3] > 1:
            continue  # two reasons at once: who of two people names which is not the point here
        if reason == "stays" and row[1] >= 1:
            reason = "stays-group"
        if reason == "low" and row[2] > 0:
            reason = "low-earning"
        pools.setdefault(reason, []).append(one)
    return cells, pools


def _eight(case, rng):
    cells, pools = _pools(case)
    picked, more = [], rng.choice(["one-off", "harsh", "stays"])
    for pool, n in (
        ("one-off", 1 + (more == "one-off")),
        ("low-earning", 1),
        ("low", 1),
        ("harsh", 1 + (more == "harsh")),
        ("stays-group", 1),
        ("stays", 2 + (more == "stays")),
    ):
        usual = pools.get(pool) or pools[pool.partition("-")[0]]
        picked += rng.sample([one for one in usual if one not in picked], n)
    rng.shuffle(picked)
    picked.sort(key=lambda one: -cells[one][0])
    table = pd.DataFrame([cells[one] for one in picked], index=pd.Index(picked, name="account"))
    table[3] = table[3].map({True: _("yes"), False: _("no")})
    sums = {reason: sum(cells[one][0] for one in picked if _reason(*cells[one]) == reason) for reason in ("stays",)}
    return {
        "rows": {one: cells[one] for one in picked},
        "table": table.set_axis(
            [_("thousand yuan"), _("in group buys, %"), _("profit rate, %"), _("harsh terms")], axis=1
        ),
        "one_off": ONE_OFF,
        "low": LOW,
        "stays": sums["stays"],
        "all": sum(cells[one][0] for one in picked),
        "first": picked[0],
        "first_rate": cells[picked[0]][2],
        "first_group": cells[picked[0]][1],
        "year": case.last_day.year,
    }


def _sorted(test):
    return lambda facts: {one: test(*row) for one, row in facts["rows"].items()}


def _any_group_buy(usage, group_buys, rate, harsh):
    return "one-off" if group_buys >= 1 else _reason(usage, group_buys, rate, harsh)


def _loss_only(usage, group_buys, rate, harsh):
    return _reason(usage, group_buys, LOW if 0 <= rate < LOW else rate, harsh)


def _because(facts, row):
    usage, group_buys, rate, harsh = facts["rows"][row]
    return _(
        "{row}: {group_buys} % in group buys, a profit rate of {rate} %, harsh terms {harsh}. Take the three reasons one by one."
    ).format(row=row, group_buys=group_buys, rate=rate, harsh=_("yes") if harsh else _("no"))


LOOKS_BIG = Question(
    id="keys.looks-big",
    kind=Grades(
        grades={
            "stays": _("stays a candidate"),
            "one-off": _("out: group buyer"),
            "low": _("out: low profit"),
            "harsh": _("out: harsh terms"),
        },
        rows=lambda facts: {one: one for one in facts["rows"]},
        because=_because,
        heading=_("Stays or out"),
    ),
    case=machinery,
    given=_eight,
    prompt=_(
        "Eight accounts of Ironbridge in {year}. A paper on key accounts warns of three that *look big and are not key*. With our figures: the **group buyer** (团购客户), with {one_off} % "
        "or more of the year in one-off group buys; **low profit**, a rate below {low} %; **harsh terms**. Who stays a candidate, and who is out, for which reason?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_sorted(_reason),
    mistakes=(
        Mistake(
            "big-is-key",
            _sorted(lambda *row: "stays"),
            _(
                "You kept all eight. Their yuan look big, and yuan are what a list shows first. Now read the other columns: what will be left next year, and what is left this year?"
            ),
        ),
        Mistake(
            "any-group-buy",
            _sorted(_any_group_buy),
            _(
                "You put out everybody who ever joined a group buy. One of them buys all year round and took part once. The paper means those whose year *is* the group buy: from {one_off} % on."
            ),
        ),
        Mistake(
            "only-a-loss-is-low",
            _sorted(_loss_only),
            _(
                "You put out only those that lose money. A rate of a few per cent is above zero, but the limit is {low} %. On large sums it still looks like good money, in yuan. The hours that "
                "earned it would earn more elsewhere."
            ),
        ),
        Mistake(
            "harsh-stays",
            _sorted(lambda usage, group_buys, rate, harsh: _reason(usage, group_buys, rate, False)),
            _(
                "You kept the one with harsh terms, for its profit is fine. Consignment, penalties and half a year to pay do not show in one year's profit. They show in the year when something goes wrong."
            ),
        ),
    ),
    right=_(
        "Of {all:,} thousand yuan that looked big, {stays:,} thousand are with candidates. Out does not mean away: they are served as before. They only get no team of their own."
    ),
    hints=Hints(
        _("The first column is what a sorted list shows. Read the other three."),
        _(
            "Three questions for each: {one_off} % or more in group buys? A rate below {low} %? Harsh terms? No three times: stays."
        ),
        _(
            "{first}: {first_group} % in group buys, a rate of {first_rate} %. Compare with {one_off} and {low}. Now the others …"
        ),
        _("{answer}"),
    ),
    competencies=("GR5",),
)
