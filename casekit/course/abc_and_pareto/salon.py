"""The same ideas in another trade, the Willow Salon: cards, goods, communities, and a rule with a hole."""

import pandas as pd

from casekit.course.abc_and_pareto.company import clients, year
from casekit.course.by_case import once_a_case
from casekit.course.companies import salon
from casekit.grading import composition, product_mix
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choices
from casekit.practice.kinds.table import Table
from casekit.text import _


# ── class within class ───────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _spenders(case):
    spent = clients(case)
    return spent[spent["spent"] > 0]


def _cards(case, rng):
    spenders = _spenders(case)
    return {
        "clients": spenders,
        "year": year(case),
        "n": len(spenders),
        "made_up": _made_up(case, "spent"),
        "with_top_ups": _made_up(case, "all"),
    }


@once_a_case
def _made_up(case, value):
    """What the sales are made of, and what they seem to be with the money topped up counted as well ("all")."""
    rows = _spenders(case).reset_index()
    rows["all"] = rows["spent"] + rows["topped_up"]
    groups = composition(rows, by=["card_type", "area"], value=value)
    return pd.DataFrame(
        {
            "card_type": groups["group"],
            "area": groups["subgroup"],
            "spent": groups["sales"],
            "share_in_card": 100 * groups["share_in_group"],
            "share_in_total": 100 * groups["share_of_sales"],
        }
    )


def _swapped(facts):
    swap = {"share_in_card": "share_in_total", "share_in_total": "share_in_card"}
    return facts["made_up"].rename(columns=swap)


def _within_area(facts):
    table = facts["made_up"]
    return table.assign(share_in_card=100 * table["spent"] / table.groupby("area")["spent"].transform("sum"))


COMPOSITION = Question(
    id="abc.composition",
    kind=Table(
        key=("card_type", "area"),
        columns={"spent": 2, "share_in_card": 1, "share_in_total": 1},
        units={"share_in_card": "%", "share_in_total": "%"},
    ),
    case=salon,
    given=_cards,
    prompt=_(
        "*Another trade.* The {n} clients who came to the Willow Salon in {year} hold annual cards, monthly cards or none (walk-in), and live "
        "in three areas. For each `card_type` and `area` give what they `spent` (services + goods), its share in the card type, "
        "`share_in_card`, and in all, `share_in_total`, both in per cent. `topped_up` is money laid onto a card for later."
    ),
    workbook=lambda facts: {
        "clients": facts["clients"][["card_type", "area", "services", "goods", "topped_up"]].reset_index()
    },
    oracle=lambda facts: facts["made_up"],
    mistakes=(
        Mistake(
            "top-ups-counted",
            lambda facts: facts["with_top_ups"],
            _(
                "Your `spent` counts the money topped up as well. It is paid once and used later, as a service: then it is in "
                "`services`. Whoever adds both counts card clients twice. Services + goods only."
            ),
        ),
        Mistake(
            "shares-swapped",
            _swapped,
            _(
                "Your two shares stand in each other's columns. *In the card type* the areas of one card add up to 100; *in total* "
                "all nine rows do."
            ),
        ),
        Mistake(
            "share-in-area",
            _within_area,
            _(
                "Your `share_in_card` is a share of the *area*: there the three cards of an area add up to 100. A pivot table does that when "
                "one picks per cent of the column for per cent of the row. Divide by the sum of the card type."
            ),
        ),
    ),
    right=_(
        "Two shares of the same money. *In the card* says where annual clients live; *in total* says what they mean for the salon. "
        "A group can be large in the one and small in the other."
    ),
    hints=Hints(
        _("One sum for each pair, then two divisions by two different wholes."),
        _("spent = services + goods. In card: over the sum of the card type. In total: over the sum of all."),
        _(
            "`grading.composition(clients, by=['card_type', 'area'], value='spent')`; in Excel a pivot table, per cent of parent …"
        ),
        _("{answer}"),
    ),
    competencies=("VA1", "GR11"),
    way="compute",
)


# ── goods to 80 % ────────────────────────────────────────────────────────────────────────────────────────
GOODS = tuple(f"g{n}" for n in range(1, 9))
_CUT = 0.8


@once_a_case
def _goods(case):
    """Pieces and sales of each of the goods in the last year."""
    sales = case.sales[case.sales["date"].dt.year == year(case)].merge(case.products[["product_id", "product"]])
    return sales.groupby("product")[["quantity", "amount"]].sum().sort_index()


def _eight_goods(case, rng):
    """Eight of the goods on sale; a count of pieces, a share of names and a strict cut each pick others."""
    totals = _goods(case)
    while True:
        eight = totals.loc[rng.sample(list(totals.index), 8)]
        wrong = {_strictly(eight), _by_pieces(eight), _two_names(eight)}
        if len(wrong) == 3 and eight["amount"].round().nunique() == 8:
            needed = _needed(eight)
            if needed not in wrong and 3 <= len(needed) <= 6:
                break
    share = 100 * eight["amount"] / eight["amount"].sum()
    falling = share.sort_values(ascending=False)
    names = dict(zip(eight.index, GOODS, strict=True))
    shown = pd.DataFrame({"pieces": eight["quantity"], "sales, yuan": eight["amount"].round().astype(int)})
    return {
        "eight": eight,
        "names": names,
        "table": shown.rename_axis("product"),
        **{id: name for name, id in names.items()},
        **{
            f"why_{names[name]}": _("Those that sell more bring {before:.1f} % already.").format(
                before=falling.cumsum()[name] - falling[name]
            )
            for name in eight.index
        },
        "total": eight["amount"].sum(),
        "cut": _CUT * eight["amount"].sum(),
        "first": falling.index[0],
        "second": falling.index[1],
        "first_share": falling.iloc[0],
        "two_share": falling.iloc[:2].sum(),
        "needed": needed,
        "n_needed": len(needed),
        "year": year(case),
    }


def _needed(eight):
    mix = product_mix(eight.reset_index(), product="product", amount="amount", cut=_CUT)
    return frozenset(mix.loc[mix["in_cut"], "product"])


def _strictly(eight):
    """Those whose running sum stays below the cut: without the one that carries it over."""
    falling = eight["amount"].sort_values(ascending=False)
    return frozenset(falling.index[falling.cumsum() <= _CUT * falling.sum()])


def _by_pieces(eight):
    """Those that bring 80 % of the pieces."""
    falling = eight["quantity"].sort_values(ascending=False, kind="stable")
    return frozenset(falling.index[falling.cumsum() - falling < _CUT * falling.sum()])


def _two_names(eight):
    return frozenset(eight["amount"].nlargest(2).index)


def _ids(way):
    return lambda facts: [facts["names"][name] for name in way(facts["eight"])]


GOODS_TO_80 = Question(
    id="abc.goods",
    kind=Choices(options={id: f"{{{id}}}" for id in GOODS}, why={id: f"{{why_{id}}}" for id in GOODS}),
    case=salon,
    given=_eight_goods,
    prompt=_(
        "Eight goods of the salon in {year}; together they brought {total:,.0f} yuan. Which of them, the best sellers first, are **needed to "
        "reach 80 %** of these sales? The one that carries the sum over 80 % is needed too."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: [facts["names"][name] for name in facts["needed"]],
    mistakes=(
        Mistake(
            "stops-before",
            _ids(_strictly),
            _(
                "You stop one too early: with your goods the sum is still below {cut:,.0f} yuan. The next best carries it over 80 %, and it "
                "is needed."
            ),
        ),
        Mistake(
            "by-pieces",
            _ids(_by_pieces),
            _(
                "You took the goods that sell most *pieces*. A product mix (商品构成) is about money: a cheap one that many buy may "
                "bring little. Sort by the last column."
            ),
        ),
        Mistake(
            "a-fifth-of-names",
            _ids(_two_names),
            _(
                "You took the first two of eight, about 20 % of the names. They bring {two_share:.1f} %, not 80. How "
                "many it takes, the sums decide."
            ),
        ),
    ),
    right=_(
        "{n_needed} of 8 goods bring 80 %. Look at these first when you order and when you train. But ask before you drop the others: "
        "some goods are bought *with* the best sellers."
    ),
    hints=Hints(
        _("Sort by sales in your head, and add up from the top."),
        _("80 % of {total:,.0f} is {cut:,.0f}. Add until you are there; the last one added counts."),
        _("The best seller, {first}, brings {first_share:.1f} %; with {second} it is {two_share:.1f} %. Go on …"),
        _(
            "{n_needed} goods are needed, from {first} down: those with the highest sales until {cut:,.0f} yuan is reached."
        ),
    ),
    competencies=("VA1",),
)
