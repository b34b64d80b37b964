"""What counts as one customer: a contract, or all that decide together."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.key_account_tests.company import LIMIT, organisations, units, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _


@once_a_case
def _pools(case):
    """Groups that reach the limit only together, small ones, and single organisations above and below it."""
    rows, together = organisations(case), units(case)
    fees = rows["fee"].round().astype(int)
    members = {
        group: [(one, int(fees[one])) for one in names] for group, names in rows.groupby("group_id").groups.items()
    }
    pools = {"together": [], "one_above": [], "small": []}
    for group, branches in sorted(members.items()):
        largest, total = max(fee for _one, fee in branches), sum(fee for _one, fee in branches)
        if len(branches) == 3 and largest < 0.95 * LIMIT and total >= 1.05 * LIMIT:
            pools["together"].append(group)
        if len(branches) == 2 and largest > 1.05 * LIMIT and total - largest < 0.95 * LIMIT:
            pools["one_above"].append(group)
        if len(branches) == 2 and total < 0.9 * LIMIT:
            pools["small"].append(group)
    single = fees[rows["group_id"].isna()]
    pools["above"] = [(one, int(fee)) for one, fee in single[single > 1.05 * LIMIT].items()]
    pools["below"] = [(one, int(fee)) for one, fee in single[(single > 0.3 * LIMIT) & (single < 0.95 * LIMIT)].items()]
    return members, pools, int((together["high_value"] & (together["largest_fee"] < LIMIT)).sum())


def _contracts(case, rng):
    members, pools, only_together = _pools(case)
    group, pair, small = (rng.choice(pools[name]) for name in ("together", "one_above", "small"))
    singles = rng.choice([2, 3])
    rows = [(one, which, fee) for which in (group, pair, small) for one, fee in members[which]]
    rows += [(one, "–", fee) for one, fee in [*rng.sample(pools["above"], singles), *rng.sample(pools["below"], 1)]]
    rng.shuffle(rows)
    table = pd.DataFrame(rows, columns=["contract", "group", "yuan a month"]).set_index("contract")
    return {
        "table": table,
        "answer_units": 2 + singles,
        "one_by_one": 1 + singles,
        "branches": len(members[group]) + 2 + singles,
        "groups": 2,
        "group": group,
        "sum": sum(fee for _one, fee in members[group]),
        "largest": max(fee for _one, fee in members[group]),
        "small": small,
        "small_sum": sum(fee for _one, fee in members[small]),
        "only_together": only_together,
        "limit": LIMIT,
        "year": year(case),
    }


UNITS = Question(
    id="keys.units",
    kind=Number(),
    case=telecom,
    given=_contracts,
    prompt=_(
        "Contracts, their group (– means none) and what each paid a month in {year}. **High value** begins at {limit:,.0f} yuan a month. A group decides as one, so "
        "its branches together are **one customer**. How many high-value customers are there?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["answer_units"],
    mistakes=(
        Mistake(
            "one-by-one",
            lambda facts: facts["one_by_one"],
            _(
                "{got} is the number of *contracts* of {limit:,.0f} yuan or more. That is how a bill sees it. One customer here reaches the limit only "
                "when its branches are added up."
            ),
        ),
        Mistake(
            "each-branch",
            lambda facts: facts["branches"],
            _(
                "{got} counts every branch of a group that reaches the limit. You added them up rightly, and then counted the pieces. What is one "
                "customer?"
            ),
        ),
        Mistake(
            "groups-only",
            lambda facts: facts["groups"],
            _("{got} counts groups. Who has no group is a customer as well, of one contract."),
        ),
    ),
    right=_(
        "{answer}. {group} brings {sum:,} yuan a month and its largest branch {largest:,}. In the whole company {only_together} groups reach the limit only "
        "when added up: tested one by one, no list of high-value customers has them."
    ),
    hints=Hints(
        _("How many customers are behind these contracts?"),
        _(
            "Add up the branches of each group. Then compare each sum, and each contract without a group, with {limit:,.0f}."
        ),
        _("{small}: {small_sum:,} together, not enough. Now the other two groups and the single contracts …"),
        _("{answer}: two groups, and the single contracts that reach {limit:,.0f}."),
    ),
    competencies=("GR3",),
)
