"""The four types as flags: each is asked for by itself, and one customer may hold several."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.key_account_tests.company import LIMIT, STATE, organisations, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choices
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number
from casekit.text import _

_NOT_JUDGED = _("not judged")
CARDS = tuple(f"c{n}" for n in range(1, 9))


# ── one suffices ─────────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _by_mark(case):
    """Organisations by what speaks for them as strategic customers."""
    rows = organisations(case)
    leader, contested, potential = rows["industry_leader"], rows["contested"], rows["growth_potential"]
    high = potential.eq("high")
    where = {
        "both": leader & (contested | high),
        "leader": leader & ~contested & ~high,
        "contested": contested & ~leader & ~high,
        "high": high & ~leader & ~contested,
        "blank": potential.isna() & ~leader & ~contested,
        "middle": potential.eq("middle") & ~leader & ~contested,
        "low": potential.eq("low") & ~leader & ~contested,
    }
    cells = rows[["industry_leader", "contested", "growth_potential"]]
    pools = {name: list(rows.index[mask]) for name, mask in where.items()}
    return cells, pools, frozenset(rows.index[rows["strategic"]]), 100 * rows["strategic"].mean()


def _eight_cards(case, rng):
    cells, pools, members, share = _by_mark(case)
    more = rng.choice(["leader", "contested", "high", "middle", "low"])
    kinds = ["both", "leader", "contested", "high", "blank", "middle", "low", more]
    picked = [customer for kind in kinds[:-1] for customer in rng.sample(pools[kind], 1)]
    picked.append(rng.choice([one for one in pools[more] if one not in picked]))
    rng.shuffle(picked)
    eight = cells.loc[picked]
    names = dict(zip(CARDS, picked, strict=True))
    return {
        "marks": dict(zip(CARDS, eight.itertuples(index=False, name=None), strict=True)),
        "table": _shown(eight),
        **names,
        **{f"why_{card}": _why(*eight.loc[name]) for card, name in names.items()},
        "yes": ", ".join(one for one in picked if one in members),
        "n": sum(one in members for one in picked),
        "share": share,
        "first": picked[0],
        "first_why": _why(*eight.iloc[0]),
        "year": year(case),
    }


def _shown(rows):
    return pd.DataFrame(
        {
            "leads its trade": rows["industry_leader"].map({True: _("yes"), False: _("no")}),
            "courted by rivals": rows["contested"].map({True: _("yes"), False: _("no")}),
            "growth potential": rows["growth_potential"].fillna(_NOT_JUDGED),
        }
    ).rename_axis("customer")


def _why(leader, contested, potential):
    if leader or contested or potential == "high":
        return _("One mark is enough, and it has at least one.")
    if not isinstance(potential, str):
        return _("Nobody has judged its potential: a blank is no yes.")
    return _("It neither leads nor is courted, and its potential is {potential}.").format(potential=potential)


def _ticked(test):
    return lambda facts: [card for card, marks in facts["marks"].items() if test(*marks)]


STRATEGIC = Question(
    id="keys.strategic",
    kind=Choices(options={card: f"{{{card}}}" for card in CARDS}, why={card: f"{{why_{card}}}" for card in CARDS}),
    case=telecom,
    given=_eight_cards,
    prompt=_(
        "A telecom operator's paper calls a customer **strategic** if it sets an example in its trade, **or** if rivals court it, **or** if it has "
        "growth potential. We say: potential is *high*; “not judged” is a blank on the card. Tick the strategic ones among these eight."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_ticked(lambda leader, contested, potential: leader or contested or potential == "high"),
    mistakes=(
        Mistake(
            "joined-by-and",
            _ticked(lambda leader, contested, potential: leader and (contested or potential == "high")),
            _(
                "You took only those that lead their trade *and* have a second mark. Each further mark sounds like one more "
                "condition. But the paper joins them by “or”: any one of the three is enough."
            ),
        ),
        Mistake(
            "blank-is-yes",
            _ticked(
                lambda leader, contested, potential: (
                    leader or contested or potential == "high" or not isinstance(potential, str)
                )
            ),
            _(
                "You took the one whose potential nobody has judged. It may have some. But a blank says that we do not know, and whoever is let in on "
                "a blank is let in on nothing."
            ),
        ),
        Mistake(
            "middle-counts",
            _ticked(lambda leader, contested, potential: leader or contested or potential in ("high", "middle")),
            _(
                "You let middle potential count. The paper only says “potential”, so one may draw the line there. Here it is drawn: high. Move it, "
                "and say so first, not customer by customer."
            ),
        ),
        Mistake(
            "leaders-only",
            _ticked(lambda leader, contested, potential: leader),
            _(
                "You took the leaders of their trades, the first clause of the rule. Two more clauses follow, joined by “or”."
            ),
        ),
    ),
    right=_(
        "{n} of eight. Three marks joined by “or” let many in: {share:.0f} % of all organisations are strategic. A type that so many "
        "hold cannot choose thirty by itself."
    ),
    hints=Hints(
        _("Which little word joins the three marks?"),
        _("Go row by row: a yes in the first column, or a yes in the second, or high in the third. One is enough."),
        _("{first}: {first_why} Now the other seven …"),
        _("{yes}: each of them has a yes, or high potential."),
    ),
    competencies=("GR3",),
)


# ── how many types ───────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _rows(case):
    rows = organisations(case)
    cells = pd.DataFrame(
        {
            "kind": rows["organisation_type"],
            "fee": rows["fee"],
            "group": rows["group_id"].fillna(""),
            "leader": rows["industry_leader"].map({True: "yes", False: "no"}),
            "contested": rows["contested"].map({True: "yes", False: "no"}),
            "potential": rows["growth_potential"].fillna(""),
        }
    )
    n = pd.Series([_types_held(*row) for row in cells.itertuples(index=False, name=None)], cells.index)
    exact = cells["fee"].eq(LIMIT)
    one_mark = cells["leader"].eq("yes").astype(int) + cells["contested"].eq("yes") + cells["potential"].eq("high") == 1
    pools = {
        "exact": list(cells.index[exact]),
        "one_mark": list(cells.index[one_mark & ~exact]),
        "several": list(cells.index[(n >= 2) & ~exact]),
        "none": list(cells.index[n == 0]),
        "three": list(cells.index[(n >= 3) & ~exact]),
    }
    return cells, pools


def _types_held(kind, fee, group, leader, contested, potential):
    strategic = leader == "yes" or contested == "yes" or potential == "high"
    return sum([kind in STATE, fee >= LIMIT, group != "", strategic])


def _strictly(kind, fee, group, leader, contested, potential):
    return _types_held(kind, fee - 0.001, group, leader, contested, potential)


def _all_marks(kind, fee, group, leader, contested, potential):
    strategic = leader == "yes" and contested == "yes" and potential == "high"
    return sum([kind in STATE, fee >= LIMIT, group != "", strategic])


def _first_wins(*account):
    return min(1, _types_held(*account))


def _public(kind, *others):
    return _types_held("government" if kind in ("school", "hospital") else kind, *others)


def _ten(case, rng):
    cells, pools = _rows(case)
    picked = []
    for kind, n in (("exact", 1), ("three", 2), ("one_mark", 2), ("several", 2), ("none", 1)):
        picked += rng.sample([one for one in pools[kind] if one not in picked], n)
    schools = cells.index[cells["kind"].isin(["school", "hospital"])]
    picked += rng.sample([one for one in schools if one not in picked], 2)
    ten = cells.loc[rng.sample(picked, len(picked))]
    return {"accounts": ten, "n": len(ten), "limit": LIMIT}


TYPES_HELD = Question(
    id="keys.types",
    kind=Function(
        signature="types_held(kind, fee, group, leader, contested, potential)",
        trials=lambda facts, rng: [tuple(row) for row in facts["accounts"].astype(object).to_numpy().tolist()],
        result=Number(),
    ),
    case=telecom,
    given=_ten,
    prompt=_(
        "Write `types_held(kind, fee, group, leader, contested, potential)`: **how many** of the four types an organisation holds, 0 to 4.\n\n"
        "1. *Important*: `kind` is `government` or `military`.\n"
        "2. *High value*: `fee` is {limit:,.0f} yuan a month **or more**.\n"
        "3. *Group*: `group` is not empty.\n"
        "4. *Strategic*: `leader` is `yes`, **or** `contested` is `yes`, **or** `potential` is `high`.\n\n"
        "**In Excel:** fill the column *types_held* of the sheet and paste that column in place of the name."
    ),
    workbook=lambda facts: {"accounts": facts["accounts"].reset_index(drop=True).assign(types_held=None)},
    oracle=lambda facts: _types_held,
    mistakes=(
        Mistake(
            "first-type-wins",
            lambda facts: _first_wins,
            _(
                "Here the count stops at the first type that fits, as if/elif does. {got} With grades that is right: one each. Types are *flags*: ask all "
                "four questions, and add up the yeses."
            ),
        ),
        Mistake(
            "exactly-the-limit",
            lambda facts: _strictly,
            _(
                "Who pays exactly {limit:,.0f} is turned away: > for ≥. {got} The rule above says “or more”. Some customers have "
                "precisely this price, so it decides about real people."
            ),
        ),
        Mistake(
            "joined-by-and",
            lambda facts: _all_marks,
            _("Your *strategic* asks for all three marks at once: `and` for `or`. {got} One of the three is enough."),
        ),
        Mistake(
            "public-is-important",
            lambda facts: _public,
            _(
                "Your *important* takes schools and hospitals as well. {got} They are public bodies. But the rule names two kinds, and a "
                "rule that names two means two."
            ),
        ),
    ),
    right=_(
        "Four questions, four yeses at most, and the sum says how many types overlap in this customer. The special grade asks for a number of them: "
        "which number, the paper leaves open."
    ),
    hints=Hints(
        _("Each type is a yes or a no of its own. In Python, True counts as 1."),
        _("Make four comparisons, with `>=` in the second and `or` in the fourth, and return their sum."),
        _(
            "`important = kind in ('government', 'military')` and `in_group = group != ''` are two of them. In Excel: "
            '`=(A2="government")+(A2="military")+(B2>=3000)+ …`'
        ),
        _(
            "`return (kind in ('government', 'military')) + (fee >= 3000) + (group != '') + (leader == 'yes' or contested == 'yes' "
            "or potential == 'high')`"
        ),
    ),
    competencies=("GR3",),
    way="compute",
)
