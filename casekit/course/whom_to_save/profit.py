"""What points of retention are worth, and what a correlation of discount and staying does not tell."""

import numpy as np
import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.whom_to_save.company import members
from casekit.errors import CasekitError
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.number import Number
from casekit.retention import discount_and_repurchase
from casekit.text import _

_YEARS = 3


# ── points of retention ──────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _firms(case):
    """Areas of the town: customers at the start of the last year, per cent still there at its end, mean margin a year."""
    start = pd.Timestamp(case.last_day.year, 1, 1)
    people = case.customers.set_index("customer_id")
    there = people[(people["entry_month"] < start) & ~(people["left_on"] < start)]
    margins = members(case).drop_duplicates("customer_id", keep="last").set_index("customer_id")["margin"]
    there = there.assign(margin=margins.reindex(there.index))
    by_area = there.groupby("area").agg(n=("margin", "size"), left=("left_on", "count"), margin=("margin", "mean"))
    return [
        (area, int(row.n), int(round(100 * (1 - row.left / row.n))), int(round(row.margin, -1)))
        for area, row in by_area.iterrows()
        if row.margin > 100
    ]


def _growth(better):
    def per_cent(facts):
        then, now = facts["stay"] / 100, better(facts)
        years = range(1, _YEARS + 1)
        return 100 * (sum(now**year for year in years) / sum(then**year for year in years) - 1)

    return per_cent


def _more(facts):
    return (facts["stay"] + facts["points"]) / 100


def _a_firm(case, rng):
    area, n, stay, margin = rng.choice(_firms(case))
    points = rng.choice([2, 3, 4, 5])
    there = [stay / 100, (stay + points) / 100]
    sheet = pd.DataFrame({"year": range(1, _YEARS + 1)})
    for name, share in zip(("now", "with_points"), there, strict=True):
        sheet[f"share_that_stays_{name}"] = share
    profit = [round(n * share * margin) for share in there]
    return {
        "area": area,
        "n": n,
        "stay": stay,
        "better": stay + points,
        "points": points,
        "margin": margin,
        "years": _YEARS,
        "sheet": sheet.assign(customers_at_the_start=n, margin_a_year=margin),
        "first": profit[0],
        "first_better": profit[1],
        "second_there": n * there[0] ** 2,
        "second_better": n * there[1] ** 2,
    }


POINTS = Question(
    id="save.points",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=_a_firm,
    prompt=_(
        "{area} has {n:,} customers. Of those there at the start of a year **{stay} %** are there at its end, and each of these leaves us {margin:,} yuan for the year; nobody joins. A programme lifts the share to **{better} %**, every year. By how many "
        "**per cent** does the profit of the next {years} years together grow? (The programme's cost and interest left out; one decimal)"
    ),
    workbook=lambda facts: {"years": facts["sheet"]},
    oracle=_growth(_more),
    mistakes=(
        Mistake(
            "points-are-profit",
            lambda facts: facts["points"],
            _(
                "{got} takes {points} points of retention for {points} per cent of profit. Points are added to a share; what grows is the number of customers who pay, year after year. How many are there at the end of each year, before and after?"
            ),
        ),
        Mistake(
            "first-year-only",
            lambda facts: 100 * facts["points"] / facts["stay"],
            _(
                "{got} is the growth of the *first* year: {better} instead of {stay}. Who is kept then can stay in the second year too, and the gap widens. Add up all {years} years on both sides."
            ),
        ),
        Mistake(
            "per-cent-for-points",
            _growth(lambda facts: facts["stay"] / 100 * (1 + facts["points"] / 100)),
            _(
                "{got} lifts the share by {points} *per cent* of itself. From {stay} to {better} are {points} *points*. The share goes up by a plain sum."
            ),
        ),
    ),
    right=_(
        "{answer}. A little more each year, because those kept are there again next year. The sources claim much larger growth, and their figures are lost. So ask of each claim: which points, which years, which margin, and what did the programme cost?"
    ),
    hints=Hints(
        _("Write down who is there at the end of years 1, 2 and 3, once with {stay} % and once with {better} %."),
        _(
            "Profit of a year = customers × share^year × margin. Add up the years on both sides; growth = new ÷ old − 1."
        ),
        _(
            "Year 1: {first:,} and {first_better:,} yuan. Year 2: {second_there:,.0f} and {second_better:,.0f} customers …"
        ),
        _("{answer}"),
    ),
    competencies=("RT3",),
    way="compute",
)


# ── discount and staying ─────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _correlations(case):
    """Groups and years in which discounts and staying cannot be told to go together: (who, year, r, low, high, n)."""
    people, found = case.customers.set_index("customer_id"), []
    bills = case.bills[["customer_id", "month", "fee", "discount"]]
    for year in (case.last_day.year - 2, case.last_day.year - 1):
        sums = bills[bills["month"].dt.year == year].groupby("customer_id")[["fee", "discount"]].sum()
        rows = sums[sums["fee"] > 0].join(people[["left_on", "user_type"]])
        rows = rows[~(rows["left_on"] < pd.Timestamp(year + 1, 1, 1))]
        rows["percent"] = 100 * rows["discount"] / rows["fee"]
        rows["stayed"] = (~(rows["left_on"] < pd.Timestamp(year + 2, 1, 1))).astype("int64")
        groups = {
            _("all customers"): rows,
            _("organisations"): rows[rows["user_type"] == "organisation"],
            _("persons"): rows[rows["user_type"] == "person"],
        }
        for who, group in groups.items():
            try:
                told = discount_and_repurchase(group, discount="percent", repurchase="stayed")
            except CasekitError:
                continue
            if told.low < -0.003 and told.high > 0.003:
                found.append((who, year, told.r, told.low, told.high, told.customers))
    return found


def _a_correlation(case, rng):
    who, year, r, low, high, n = rng.choice(_correlations(case))
    table = pd.DataFrame(
        {_("figure"): [f"{n:,}", f"{r:+.3f}", f"{low:+.3f}", f"{high:+.3f}"]},
        index=pd.Index(
            [_("customers"), _("correlation"), _("interval of 95 %, from"), _("to")], name=_("discount and staying")
        ),
    )
    sign = _("a little below 0") if np.sign(r) < 0 else _("a little above 0")
    return {"who": who, "year": year, "next": year + 1, "r": r, "low": low, "high": high, "table": table, "sign": sign}


DISCOUNT = Question(
    id="save.discount",
    kind=Choice(
        options={
            "binds": _("Discounts bind customers: whoever got more was held by it."),
            "harms": _("Discounts drive customers away: cut them, and more will stay."),
            "open": _("It cannot be told: neither sign nor cause is seen here."),
            "none": _("It is proven that discounts change nothing: they can be stopped."),
        },
    ),
    case=telecom,
    given=_a_correlation,
    prompt=_(
        "“Low price is not loyalty”, say the old notes. You test it for **{who}**: the discount of {year} in per cent of the fee, and who stayed through {next}. The correlation is {sign}. What do you tell the director?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "open",
    mistakes=(
        Mistake.picked(
            "binds",
            _(
                "You read a bond into {r:+.3f}. The interval goes from {low:+.3f} to {high:+.3f} and holds 0: chance alone gives such a figure. And were it clear: discounts are given to *somebody*, for instance to large accounts that stay anyway."
            ),
        ),
        Mistake.picked(
            "harms",
            _(
                "You read harm into {r:+.3f}. The interval goes from {low:+.3f} to {high:+.3f} and holds 0. And were it clear: who threatens to leave is given a discount, so leavers would have more of it without any harm done by it."
            ),
        ),
        Mistake.picked(
            "none",
            _(
                "You take “not seen” for “proven not there”. A true effect in both directions can hide in such a figure: some are held, others would have stayed. Only discounts given by lot could show it."
            ),
        ),
    ),
    right=_(
        "Say both halves. The sign cannot be told from chance; and even a clear sign would be no cause, because discounts are not given by lot. If it matters, give them by lot for a year and look."
    ),
    hints=Hints(
        _("Look at the two ends of the interval. And ask who gets discounts."),
        _("First: does the interval hold 0? Second: would a clear sign show what the discount *causes*?"),
        _("From {low:+.3f} to {high:+.3f}: 0 lies inside. And who haggles gets more, so even a sign …"),
        _("Neither sign nor cause: it cannot be told from these data."),
    ),
    competencies=("RT3",),
)
