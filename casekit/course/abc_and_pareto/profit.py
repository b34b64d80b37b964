"""Sales are not profit: what an account leaves when everything it costs is paid."""

from casekit.course.abc_and_pareto.company import accounts, year
from casekit.course.abc_and_pareto.cutting import classed_industry
from casekit.course.companies import telecom
from casekit.grading import small_customers
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Order
from casekit.practice.kinds.number import Number
from casekit.text import _

_MONEY = ["fee", "discount", "network_cost", "service_cost"]


# ── five large accounts ──────────────────────────────────────────────────────────────────────────────────
def _five(case, rng):
    """Five large accounts in thousand yuan: by contribution they stand in another order than by sales or by margin."""
    large = accounts(case).nlargest(120, "sales").sort_index()
    parts = (large[_MONEY] / 1000).round().astype(int)
    parts["sales"] = parts["fee"] - parts["discount"]
    parts["left"] = parts["sales"] - parts["network_cost"] - parts["service_cost"]
    losing, earning = sorted(parts.index[parts["left"] < 0]), sorted(parts.index[parts["left"] >= 0])
    while True:
        picked = rng.sample(losing, min(1, len(losing)))
        five = parts.loc[rng.sample(picked + rng.sample(earning, 5 - len(picked)), 5)]
        margin = five["left"] / five["sales"]
        orders = [_down(five["left"]), _down(five["sales"]), _down(margin), _down(five["fee"])]
        distinct = all(column.nunique() == 5 for column in (five["left"], five["sales"], five["fee"]))
        if distinct and len(set(orders[:3])) == 3 and orders[0] != orders[3] and orders[3] not in orders[1:3]:
            break
    worst = five["left"].idxmin()
    names = {"fee": _("list fee"), "discount": _("discount"), "network_cost": _("network cost")}
    shown = five[_MONEY].rename(columns={**names, "service_cost": _("service cost")})
    shown.attrs["caption"] = _("thousand yuan")
    return {
        "five": five,
        "table": shown.rename_axis("account"),
        "year": year(case),
        "first_by_sales": orders[1][0],
        "first_by_sales_left": int(five["left"][orders[1][0]]),
        "best_margin": orders[2][0],
        "best_margin_left": int(five["left"][orders[2][0]]),
        "worst": worst,
        "worst_sales": int(five["sales"][worst]),
        "worst_left": int(five["left"][worst]),
        "example": orders[0][2],
        **{f"example_{name}": int(five[name][orders[0][2]]) for name in [*_MONEY, "left"]},
    }


def _down(values):
    return tuple(values.sort_values(ascending=False).index)


FIVE_LARGEST = Question(
    id="abc.five-largest",
    kind=Order(items=lambda facts: {name: name for name in facts["five"].index}),
    case=telecom,
    given=_five,
    prompt=_(
        "Five large accounts in {year}, in thousand yuan. Put them in order of their **contribution** (利润贡献), largest first: what "
        "is left of the list fee after discount, network cost and service cost."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: list(_down(facts["five"]["left"])),
    mistakes=(
        Mistake(
            "by-sales",
            lambda facts: list(_down(facts["five"]["sales"])),
            _(
                "That is the order by *sales*: list fee less discount. It tempts, because sales stand on every report. "
                "{first_by_sales} is first there and leaves {first_by_sales_left}. Take off what the network and the service cost."
            ),
        ),
        Mistake(
            "by-margin",
            lambda facts: list(_down(facts["five"]["left"] / facts["five"]["sales"])),
            _(
                "That is the order by *margin*, by per cent of sales. {best_margin} is best there, and leaves {best_margin_left} "
                "thousand yuan. A high per cent of little is little. Rank the yuan."
            ),
        ),
        Mistake(
            "by-list-fee",
            lambda facts: list(_down(facts["five"]["fee"])),
            _(
                "That is the order by *list fee*, before any discount. Nobody pays the list. Take off the discount and both "
                "costs, row by row."
            ),
        ),
    ),
    right=_(
        "{worst} brings {worst_sales:,} thousand yuan of sales and leaves {worst_left:,}. Sort by sales and call it profit, "
        "and your best manager serves the wrong account."
    ),
    hints=Hints(
        _("Work out one number for each row before you sort."),
        _("Contribution = list fee − discount − network cost − service cost."),
        _(
            "{example}: {example_fee:,} − {example_discount:,} − {example_network_cost:,} − {example_service_cost:,} = "
            "{example_left:,}. So for the other four …"
        ),
        _("{answer}"),
    ),
    competencies=("VA2",),
)


# ── the margin of class A ────────────────────────────────────────────────────────────────────────────────
def _class_a(case, rng):
    firms = accounts(case).query("user_type == 'organisation'")
    industries = sorted(firms["industry"].dropna().unique())
    industry = rng.choice(industries)
    chosen = firms[firms["industry"] == industry]
    best = chosen[classed_industry(case, industry) == "A"]
    return {
        "industry": industry,
        "best": best,
        "n": len(best),
        "year": year(case),
        "sales": best["sales"].sum(),
        "profit": best["profit"].sum(),
        "fee": best["fee"].sum(),
        "service": best["service_cost"].sum(),
    }


MARGIN = Question(
    id="abc.margin",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=_class_a,
    prompt=_(
        "The {n} class A accounts of the industry {industry} in {year} are in the sheet: `fee` (list), `discount`, `network_cost`, "
        "`service_cost`. What is the **margin of the class**: contribution in per cent of sales (fee less discount)?"
    ),
    workbook=lambda facts: {"class A": facts["best"][_MONEY].reset_index()},
    oracle=lambda facts: 100 * facts["profit"] / facts["sales"],
    mistakes=(
        Mistake(
            "mean-of-margins",
            lambda facts: 100 * (facts["best"]["profit"] / facts["best"]["sales"]).mean(),
            _(
                "{got} is the mean of {n} margins: each account counts the same, large or small. The class earns yuan, not "
                "per cents. Add up the contribution, add up the sales, then divide once."
            ),
        ),
        Mistake(
            "over-list-fee",
            lambda facts: 100 * facts["profit"] / facts["fee"],
            _(
                "{got} divides by the list fee. The discount was never paid, so it is no part of sales. Divide by fee less discount."
            ),
        ),
        Mistake(
            "service-forgotten",
            lambda facts: 100 * (facts["profit"] + facts["service"]) / facts["sales"],
            _(
                "{got} leaves out the service cost. The hours you are about to give away stand in that column: take "
                "it off as well."
            ),
        ),
        Mistake(
            "discount-kept",
            lambda facts: 100 * (facts["profit"] + facts["fee"] - facts["sales"]) / facts["fee"],
            _(
                "{got} never takes off the discount, neither from the contribution nor from the sales. That is the "
                "margin of a price list, not of a class."
            ),
        ),
    ),
    right=_(
        "{profit:,.0f} of {sales:,.0f} yuan: {answer}. One division at the end. The mean of margins would answer another question: "
        "how a typical account does."
    ),
    hints=Hints(
        _("One class, one fraction: what is above the line, and what below?"),
        _("Sum of (fee − discount − network_cost − service_cost) over sum of (fee − discount)."),
        _("Sales of the class: {sales:,.2f}. Contribution: the same less both sums of cost …"),
        _("{profit:,.2f} / {sales:,.2f} = {answer}"),
    ),
    competencies=("VA2",),
    way="compute",
)


# ── small customers ──────────────────────────────────────────────────────────────────────────────────────
def _small(case, rng):
    everyone = accounts(case)
    area = rng.choice(sorted(everyone["area"].dropna().unique()))
    month = rng.choice([30, 40, 50, 60])
    here = everyone.loc[everyone["area"] == area, ["sales", "profit"]]
    small = here[here["sales"] < 12 * month]
    return {
        "here": here,
        "area": area,
        "month": month,
        "limit": 12 * month,
        "n": len(here),
        "n_small": len(small),
        "small": small["profit"].sum(),
        "all": here["profit"].sum(),
        "of_customers": 100 * len(small) / len(here),
        "of_sales": 100 * small["sales"].sum() / here["sales"].sum(),
        "of_profit": 100 * small["profit"].sum() / here["profit"].sum(),
        "of_gains": 100 * small["profit"].clip(lower=0).sum() / here["profit"].clip(lower=0).sum(),
        "by_profit": 100 * small_customers(here, value="profit", below=12 * month).share_of_value,
    }


SMALL = Question(
    id="abc.small",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=_small,
    prompt=_(
        "*Only key accounts give profit*, says an old paper. Put it to the test in the area {area}: its {n:,} customers are in the "
        "sheet, with `sales` and `profit` of a year. Small customers are those with sales **below {limit:,} yuan** ({month} a month). "
        "What share of all **profit** do they bring together?"
    ),
    workbook=lambda facts: {"customers": facts["here"].reset_index()},
    oracle=lambda facts: facts["of_profit"],
    mistakes=(
        Mistake(
            "share-of-sales",
            lambda facts: facts["of_sales"],
            _("{got} is their share of *sales*. The paper speaks of profit: the same customers, the other column."),
        ),
        Mistake(
            "share-of-customers",
            lambda facts: facts["of_customers"],
            _("{got} is their share of *customers*: how many they are, not what they leave."),
        ),
        Mistake(
            "losses-left-out",
            lambda facts: facts["of_gains"],
            _(
                "{got} counts the profits and leaves out the losses. Losses are paid from the same purse: add up all "
                "rows, also those below zero."
            ),
        ),
        Mistake(
            "small-by-profit",
            lambda facts: facts["by_profit"],
            _(
                "{got} takes those with little *profit*. Among them are large accounts that lose money. The question "
                "picks the small ones by their sales, and then adds up their profit."
            ),
        ),
    ),
    right=_(
        "{n_small:,} small customers, {of_customers:.0f} % of all, bring {of_sales:.1f} % of the sales and {answer} of the profit. "
        "Whether *only* key accounts bring profit, this does not settle: between the small and the key ones stands the middle."
    ),
    hints=Hints(
        _("Two columns, two jobs: one picks the rows, the other is added up."),
        _("Profit of those with sales below {limit:,}, over the profit of all. Losses count with their minus sign."),
        _("{n_small:,} rows are below {limit:,}. All {n:,} leave {all:,.0f} yuan together. Their part …"),
        _("{small:,.0f} / {all:,.0f} = {answer}"),
    ),
    competencies=("VA2",),
    way="compute",
)
