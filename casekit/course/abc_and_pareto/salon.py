"""The same ideas in another trade, the Willow Salon: cards, goods, communities, and a rule with a hole."""

import pandas as pd

from casekit.course.abc_and_pareto.company import clients, salon, year
from casekit.grading import composition, group_totals, product_mix
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice, Choices
from casekit.practice.kinds.table import Table
from casekit.text import _


# ── class within class ───────────────────────────────────────────────────────────────────────────────────
def _cards(case, rng):
    spent = clients(case)
    return {"clients": spent[spent["spent"] > 0], "year": year(case), "n": int((spent["spent"] > 0).sum())}


def _made_up(value="spent"):
    def table(facts):
        rows = facts["clients"].assign(all=facts["clients"]["spent"] + facts["clients"]["topped_up"]).reset_index()
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

    return table


def _swapped(facts):
    return _made_up()(facts).rename(columns={"share_in_card": "share_in_total", "share_in_total": "share_in_card"})


def _within_area(facts):
    table = _made_up()(facts)
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
    oracle=_made_up(),
    mistakes=(
        Mistake(
            "top-ups-counted",
            _made_up("all"),
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


def _eight_goods(case, rng):
    """Eight of the goods on sale; a count of pieces, a share of names and a strict cut each pick others."""
    sales = case.sales[case.sales["date"].dt.year == year(case)].merge(case.products[["product_id", "product"]])
    totals = sales.groupby("product")[["quantity", "amount"]].sum().sort_index()
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
    oracle=_ids(_needed),
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


# ── a rule with a hole ───────────────────────────────────────────────────────────────────────────────────
def _best(case, rng):
    """Ten of those who spent most; two of them have no annual card."""
    spent = clients(case)
    falling = spent[spent["spent"] > 0].sort_values("spent", ascending=False)
    annual, others = (falling[falling["card_type"].eq("annual") == yes] for yes in (True, False))
    ten = pd.concat([others.head(2), annual.head(8)])
    shown = ten.loc[rng.sample(sorted(ten.index), 10), ["card_type", "spent"]]
    shown["spent"] = shown["spent"].round().astype(int)
    one = others.iloc[0]
    return {
        "table": shown.rename(columns={"card_type": "card", "spent": "spent, yuan"}).rename_axis("client"),
        "one": others.index[0],
        "one_card": one["card_type"],
        "one_spent": one["spent"],
        "below": int((annual["spent"] < one["spent"]).sum()),
        "annual": len(annual),
        "year": year(case),
    }


WALK_IN = Question(
    id="abc.walk-in",
    kind=Choice(
        options={
            "hole": _("The rule is silent about them: have it mended before anyone is graded."),
            "key-anyway": _("They are key customers too: by spending they belong among the best."),
            "class-c": _("They are class C by this rule: who has no annual card comes later."),
            "sell-a-card": _("Sell them an annual card first; with the card the rule will fit them."),
        },
    ),
    case=salon,
    given=_best,
    prompt=_(
        "The salon's paper on classes says: *annual-card clients of class A and B are key customers; class C may become so later.* It names no "
        "other card. The table has ten of the clients who spent most in {year}. Two of them have no annual card. What do you do with **these two**?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "hole",
    mistakes=(
        Mistake.picked(
            "key-anyway",
            _(
                "By spending you have a point: {one} ({one_card}) spent {one_spent:,.0f} yuan, more than {below} of the {annual} annual-card clients. But "
                "it is not what the rule says. If each of us puts in what seems sensible, two desks grade one client "
                "differently. What has to happen to the rule?"
            ),
        ),
        Mistake.picked(
            "class-c",
            _(
                "Read it again: the paper speaks of *annual-card* clients only. Nothing in it sends other cards to class C. "
                "{one} spent {one_spent:,.0f} yuan, more than {below} of the {annual} annual-card clients, and would get a beginner's letter."
            ),
        ),
        Mistake.picked(
            "sell-a-card",
            _(
                "That bends the client to fit the rule. Perhaps {one} has good reasons for having no annual card. Who is "
                "graded today, and by what?"
            ),
        ),
    ),
    right=_(
        "A rule that names one card leaves the others in no class. {one} ({one_card}) spent {one_spent:,.0f} yuan, more than {below} of the "
        "{annual} annual-card clients. Grade by spending whatever the card, or name a class for each card: decide, write it down, then grade."
    ),
    hints=Hints(
        _("Look for the word in the paper that fits them."),
        _("A class needs a condition that the client meets. Which condition speaks of a walk-in or a monthly card?"),
        _("The paper speaks of annual-card clients and of no other card. So of {one} it says …"),
        _("{answer}"),
    ),
    competencies=("GR7",),
)


# ── a small group with a high mean ───────────────────────────────────────────────────────────────────────
_SMALL, _ENOUGH = 12, 40


def _communities(case, rng):
    """Clients of one therapist or card by community, such that the best mean stands on few clients and on one above all."""
    everyone = clients(case).join(case.clients.set_index("client_id")["therapist_id"])
    everyone = everyone[(everyone["spent"] > 0) & everyone["community"].notna()]
    found = [(label, rows) for label, rows in _parts(everyone) if len(rows) >= _ENOUGH and _hangs_on_one(rows)]
    label, rows = rng.choice(found)
    groups = group_totals(rows.reset_index(), by="community", value="spent").sort_values("mean", ascending=False)
    without = _without_the_best(rows, groups["group"].iloc[0])
    top, big = groups.iloc[0], groups.sort_values("sales").iloc[-1]
    shown = groups.set_index("group")[["customers", "sales", "mean"]].round().astype(int).sort_index()
    shown.columns = ["clients", "spent, yuan", "mean of one client, yuan"]
    return {
        "who": label,
        "table": shown.rename_axis("community"),
        "best": top["group"],
        "n_best": int(top["customers"]),
        "mean": top["mean"],
        "without": without,
        "behind": int((groups["mean"] > without).sum()),
        "biggest": big["group"],
        "n_biggest": int(big["customers"]),
        "year": year(case),
    }


def _hangs_on_one(rows):
    """Whether the highest mean is that of a small group and falls behind without one client; the largest group leads in sum."""
    groups = rows.groupby("community")["spent"].agg(["size", "sum", "mean"]).sort_values("mean", ascending=False)
    n, best = groups["size"].iloc[0], groups.index[0]
    if len(groups) < 5 or not 3 <= n <= _SMALL or groups["size"].max() < 2 * n:
        return False
    return (
        groups["sum"].idxmax() == groups["size"].idxmax() != best
        and _without_the_best(rows, best) < groups["mean"].iloc[1]
    )


def _without_the_best(rows, community):
    return rows.loc[rows["community"] == community, "spent"].sort_values().iloc[:-1].mean()


def _parts(everyone):
    for card in sorted(everyone["card_type"].dropna().unique()):
        yield _("the {card} clients").format(card=card), everyone[everyone["card_type"] == card]
    for therapist in sorted(everyone["therapist_id"].dropna().unique()):
        own = everyone[everyone["therapist_id"] == therapist]
        yield _("the clients of therapist {id}").format(id=therapist), own
        for card in sorted(own["card_type"].unique()):
            yield (
                _("the {card} clients of therapist {id}").format(card=card, id=therapist),
                own[own["card_type"] == card],
            )


AREA_MEAN = Question(
    id="abc.area-mean",
    kind=Choice(
        options={
            "too-few": _("Look at the clients of {best} one by one, and at another year, before you spend."),
            "best-mean": _("Put the leaflets into {best}: one client there spends most of all."),
            "biggest": _("Put the leaflets into {biggest}: there most money comes from in all."),
            "weight": _("Share the leaflets out by the mean of each community, {best} first."),
        },
    ),
    case=salon,
    given=_communities,
    prompt=_(
        "The owner wants to advertise where **one client** spends most. The table groups {who} by community (社区) in {year}. What do you say?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "too-few",
    mistakes=(
        Mistake.picked(
            "best-mean",
            _(
                "{best} has the highest mean, and it is a mean of {n_best} clients. Take away the one who spent most, and it falls from "
                "{mean:,.0f} to {without:,.0f} yuan. How many clients stand behind each mean in the table?"
            ),
        ),
        Mistake.picked(
            "biggest",
            _(
                "{biggest} brings most because most clients live there ({n_biggest}). The owner asked about the spending of *one* "
                "client. Now look at how many clients each mean rests on."
            ),
        ),
        Mistake.picked(
            "weight",
            _(
                "That takes all means at their word. But a mean of {n_best} is not as firm as one of {n_biggest}: small groups have wild means, "
                "to both sides. Which of them would be the same next year?"
            ),
        ),
    ),
    right=_(
        "Without its best client {best} falls from {mean:,.0f} to {without:,.0f} yuan, behind {behind} others. Small groups "
        "stand at both ends of such a list, by chance alone. Read the number of clients before the mean."
    ),
    hints=Hints(
        _("Read the table from the left: the first number tells how far to trust the last."),
        _("A mean of few clients hangs on each of them. What would it be without the largest?"),
        _("{best}: {n_best} clients, mean {mean:,.0f} yuan. Without the best one {without:,.0f}. So before spending …"),
        _("Look first at who the {n_best} clients of {best} are, and whether another year shows the same."),
    ),
    competencies=("GR11",),
)
