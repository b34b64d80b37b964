"""Two questions of recall: a group is judged as a whole (lesson 01), and the worst come back by themselves (lesson 06)."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.customer_profitability.company import statements, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.number import Number
from casekit.records import suggest_groups
from casekit.text import _

_MOST = 7  # branches that a table can show


# ── a branch loses, the group earns ──────────────────────────────────────────────────────────────────────
@once_a_case
def _groups(case):
    """Groups with three to seven branches of which one loses money and one lacks its group number."""
    rows = statements(case)[["contribution", "group_id"]].round({"contribution": 0})
    told = suggest_groups(case.customers, case.groups).set_index("customer_id")["group_id"]
    names = case.customers.set_index("customer_id")["name"]
    rows = rows.assign(unit=rows["group_id"].fillna(rows.index.to_series().map(told)), name=names).dropna(subset="unit")
    found = []
    for group, branches in rows.groupby("unit"):
        named, left = branches["group_id"].notna(), branches["contribution"].astype(int)
        ways = [left.sum(), left[named].sum(), left.clip(lower=0).sum(), left[named].clip(lower=0).sum()]
        if 3 <= len(branches) <= _MOST and not named.all() and (left < 0).any() and len(set(ways)) == 4:
            found.append((group, branches.assign(contribution=left)))
    return found


def _one_group(case, rng):
    group, branches = rng.choice(_groups(case))
    left, named = branches["contribution"], branches["group_id"].notna()
    shown = pd.DataFrame(
        {_("name"): branches["name"], _("group"): branches["group_id"].fillna("–"), _("contribution, yuan"): left}
    )
    blank, loser = branches.index[~named][0], left.idxmin()
    return {
        "group": group,
        "table": shown.rename_axis(_("customer")),
        "whole": int(left.sum()),
        "named_only": int(left[named].sum()),
        "earners": int(left.clip(lower=0).sum()),
        "n": len(branches),
        "blank": blank,
        "blank_left": int(left[blank]),
        "loser": loser,
        "loser_left": int(left[loser]),
        "year": year(case),
    }


GROUP = Question(
    id="profit.recall-group",
    kind=Number(unit=_("yuan")),
    case=telecom,
    given=_one_group,
    prompt=_(
        "*Recall from lesson 01: branches are added up before anyone is judged.* These {n} customers were found by their names; not all of them have a group number. "
        "What does the **whole group** {group} leave in {year}?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["whole"],
    mistakes=(
        Mistake(
            "blank-left-out",
            lambda facts: facts["named_only"],
            _(
                "{got} leaves out who has no group number, such as {blank}. The name tells where it belongs; a field left blank does not make another customer of it."
            ),
        ),
        Mistake(
            "losses-left-out",
            lambda facts: facts["earners"],
            _(
                "{got} adds up only the branches that earn. {loser} leaves {loser_left:,} yuan, and the group pays for it: it belongs into the sum with its minus."
            ),
        ),
    ),
    right=_(
        "{answer} for the group. {loser} alone would be on the list of those to talk to, or to drop. Who signs for the group signs for all of them: look at the sum before you speak of a branch."
    ),
    hints=Hints(
        _("How many rows of the table belong to the group?"),
        _("Add up the last column over all rows, minus signs included."),
        _("{blank} has no number and belongs in with {blank_left:,}; {loser} with {loser_left:,} …"),
        _("All {n} rows together: {answer}"),
    ),
    competencies=("GR5",),
)

# ── the worst come back by themselves ────────────────────────────────────────────────────────────────────
_WORST = 30
_SMALL = 20_000  # yuan of sales: the large losers have their terms for longer


@once_a_case
def _came_back(case):
    """The mean contribution of the worst of the year before, in both years, in whole yuan; drawn lists of them."""
    before, now = _contributions(case, year(case) - 1), statements(case)
    rows = pd.DataFrame({"before": before, "now": now["contribution"], "sales": now["sales"]})
    rows = rows[now["manager_id"].notna().reindex(rows.index, fill_value=False) & (rows["sales"] < _SMALL)].dropna()
    worst = rows.nsmallest(_WORST, "before")
    return int(round(worst["before"].mean())), int(round(worst["now"].mean())), int(round(rows["now"].mean()))


def _contributions(case, of_year):
    bills = case.bills[case.bills["month"].dt.year == of_year]
    sums = bills.groupby("customer_id")[["fee", "discount", "network_cost"]].sum()
    service = case.service[case.service["quarter"].dt.year == of_year].groupby("customer_id")["cost"].sum()
    left = sums["fee"] - sums["discount"] - sums["network_cost"]
    return left - service.reindex(left.index, fill_value=0.0)


def _talks(case, rng):
    before, now, mean = _came_back(case)
    return {
        "n": _WORST,
        "before": before,
        "now": now,
        "rise": now - before,
        "mean": mean,
        "last_year": year(case) - 1,
        "year": year(case),
        "month": rng.choice([_("January"), _("February"), _("March")]),
    }


TALKS = Question(
    id="profit.recall-talks",
    kind=Choice(
        options={
            "nothing": _("Nothing so far: the worst of a year come back part of the way without a talk"),
            "worked": _("They worked: the same accounts leave more, each compared with itself"),
            "half": _("Half of the rise is due to the talks, the other half to a better year for all"),
            "harmed": _("They did harm: the accounts still leave less than the average account"),
        }
    ),
    case=telecom,
    given=_talks,
    prompt=_(
        "*Recall from lesson 06.* The {n} accounts that left least in {last_year} (of those with a manager and less than 20,000 yuan of sales) were all invited to a talk in {month} {year}. Their mean contribution "
        "went from {before:,} yuan in {last_year} to {now:,} yuan in {year}; that of all such accounts was {mean:,} yuan in {year}. What does this show **about the talks**?"
    ),
    oracle=lambda facts: "nothing",
    mistakes=(
        Mistake.picked(
            "worked",
            _(
                "The same accounts, true. But they were picked *because* {last_year} was their worst year: a repair, a move, a gift. Such things seldom come twice, with a talk or without. Whom would you have to compare "
                "them with?"
            ),
        ),
        Mistake.picked(
            "half",
            _(
                "A half is a guess in the dress of a figure. How much would have come by itself is exactly what nobody has measured: no account of the worst {n} went without a talk."
            ),
        ),
        Mistake.picked(
            "harmed",
            _(
                "They began far below the others, so a gap is left. It says where they stand, and nothing about what moved them."
            ),
        ),
    ),
    right=_(
        "A rise of {rise:,} yuan each looks like success. It is what regression to the mean (均值回归) would bring as well. Draw lots next year: half of the worst get a talk first, the other half later."
    ),
    hints=Hints(
        _("How were these accounts chosen?"),
        _(
            "Who is picked for an extreme year is less extreme in the next. A second group of the same kind, without a talk, would show how much."
        ),
        _("From {before:,} to {now:,} yuan. The group without a talk to compare with is …"),
        _("{answer}"),
    ),
    competencies=("VA6",),
)
