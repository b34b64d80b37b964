"""Two questions of recall: per cent against percentage points (lesson 00), and branches added up first (lesson 01)."""

import pandas as pd

from casekit.course.abc_and_pareto.company import accounts, year
from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.grading import composition
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_WORTH_ASKING = 0.6  # points; a smaller gap is lost in rounding


# ── points or per cent ───────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _far_off(case):
    """The areas whose share of sales is not near its target."""
    shares = composition(accounts(case).reset_index(), by="area", value="sales", targets=case.targets)
    shares = shares[shares["target"] > 0].assign(
        share=(100 * shares["share_of_sales"]).round(1), target=(100 * shares["target"]).round(1)
    )
    shares["points"] = (shares["share"] - shares["target"]).round(1)
    return shares[shares["points"].abs() >= _WORTH_ASKING].sort_values("group")


def _off_target(case, rng):
    far = _far_off(case)
    one = far.iloc[rng.randrange(len(far))]
    return {
        "area": one["group"],
        "share": one["share"],
        "target": one["target"],
        "gap": abs(one["points"]),
        "side": _("above") if one["points"] > 0 else _("below"),
        "year": year(case),
    }


POINTS = Question(
    id="abc.recall-points",
    kind=Number(unit=_("points"), decimals=1),
    case=telecom,
    given=_off_target,
    prompt=_(
        "*Recall from lesson 00: per cent of what?* In {year} the area {area} brought {share:.1f} % of all sales. Its "
        "target was {target:.1f} %. By how many **percentage points** is it {side} its target?"
    ),
    oracle=lambda facts: facts["gap"],
    mistakes=(
        Mistake(
            "per-cent-of-the-target",
            lambda facts: 100 * facts["gap"] / facts["target"],
            _(
                "{got} comes from dividing the gap by the target: so many *per cent of the target*. It tempts, because "
                "shares are written in per cent too. Points are counted on the scale itself: from {target:.1f} to "
                "{share:.1f}, how many?"
            ),
        ),
        Mistake(
            "part-of-the-target",
            lambda facts: 100 * facts["share"] / facts["target"],
            _(
                "{got} is the share as a part of its target, in per cent. That says how much of the target is there. The "
                "question asks for the distance between the two shares, in points."
            ),
        ),
        Mistake(
            "the-share-itself",
            lambda facts: facts["share"],
            _("{got} is the share that was reached. How far is it from {target:.1f}?"),
        ),
    ),
    right=_(
        "From {target:.1f} % to {share:.1f} % there are {answer}. In *per cent of the target* the same gap is a larger "
        "number. A report that mixes the two can make any gap look small or large."
    ),
    hints=Hints(
        _("Two shares of the same whole stand on one scale. What lies between them?"),
        _("Points: one share less the other. Nothing is divided."),
        _("From {target:.1f} to {share:.1f} on the scale of per cent is …"),
        _("{answer}: the difference of {share:.1f} and {target:.1f}."),
    ),
    competencies=("VA1",),
)


# ── branches first ───────────────────────────────────────────────────────────────────────────────────────
def _with_branches(case, rng):
    """Eight contracts: a group whose branches together come first, a group with more but smaller ones, single firms."""
    firms = accounts(case)
    firms = firms[(firms["user_type"] == "organisation") & (firms["sales"] >= 1000)]
    grouped = firms.dropna(subset="group_id").groupby("group_id")["sales"]
    pool = sorted(grouped.groups)
    single = firms[firms["group_id"].isna()]["sales"].round().astype(int)
    while True:
        first, other = rng.sample(pool, 2)
        winner = grouped.get_group(first).nlargest(2).round().astype(int)
        many = grouped.get_group(other).nsmallest(3).round().astype(int)
        between = single[(single > winner.max() * 1.1) & (single < 0.9 * winner.sum())]
        if len(winner) == 2 and len(many) == 3 and many.sum() < 0.8 * winner.sum() and len(between) >= 1:
            break
    ones = between.loc[rng.sample(sorted(between.index), 1)]
    smaller = single[single < winner.max()]
    ones = pd.concat([ones, smaller.loc[rng.sample(sorted(smaller.index), 2)]])
    rows = [(customer, first, sales) for customer, sales in winner.items()]
    rows += [(customer, other, sales) for customer, sales in many.items()]
    rows += [(customer, "–", sales) for customer, sales in ones.items()]
    rng.shuffle(rows)
    table = pd.DataFrame(rows, columns=["customer", "group", "sales, yuan"]).set_index("customer")
    return {
        "table": table,
        "largest": int(table["sales, yuan"].max()),
        "winner": int(winner.sum()),
        "many": int(many.sum()),
        "group": first,
        "other": other,
        "grouped": int(winner.sum() + many.sum()),
        "year": year(case),
    }


SAME_UNIT = Question(
    id="abc.recall-same-unit",
    kind=Number(unit=_("yuan")),
    case=telecom,
    given=_with_branches,
    prompt=_(
        "*Recall from lesson 01: affiliates are one customer.* Eight contracts, their group and their sales in {year} (– means "
        "no group). Branches of a group count as **one customer**. How much does the **largest customer** bring?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["winner"],
    mistakes=(
        Mistake(
            "one-by-one",
            lambda facts: facts["largest"],
            _(
                "{got} is the largest *contract*. Read one by one, each branch of a group looks middling. Whoever decides "
                "for the group decides for all its branches: add them up before you rank."
            ),
        ),
        Mistake(
            "most-branches",
            lambda facts: facts["many"],
            _(
                "{got} is the group with the most branches, {other}. Many doors are not much money. Add up the other group as "
                "well, and compare."
            ),
        ),
        Mistake(
            "all-groups-as-one",
            lambda facts: facts["grouped"],
            _(
                "{got} is everything that belongs to *any* group. There are two groups in the table, and each is a customer "
                "of its own."
            ),
        ),
    ),
    right=_(
        "{answer}: the branches of {group} together. The largest single contract brings {largest:,}. Rank units that "
        "decide together, or your best customer hides in pieces."
    ),
    hints=Hints(
        _("Which rows belong together?"),
        _("Add up the rows of each group; a contract without a group stands alone. Then take the largest."),
        _("Group {other} brings {many:,} together. Now the other group, and the single contracts …"),
        _("Group {group} together: {answer}."),
    ),
    competencies=("GR7",),
)
