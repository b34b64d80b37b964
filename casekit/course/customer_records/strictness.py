"""How strict to be: two kinds of mistake with two prices."""

import pandas as pd

from casekit.course.companies import telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.text import _

LEVELS = ("0.5", "0.6", "0.7", "0.8", "0.9", "0.95")
WRONG = (160, 70, 28, 10, 3, 1)
MISSED = (15, 30, 60, 120, 260, 520)


def _costs(case, rng):
    """A trial of six levels: wrong merges fall and missed ones rise; the prices decide which level is cheapest."""
    wrong = [max(1, round(n * rng.uniform(0.85, 1.15))) for n in WRONG]
    missed = [round(n * rng.uniform(0.9, 1.1)) for n in MISSED]
    price_wrong, price_missed = rng.choice([120, 150, 250, 400]), rng.choice([8, 10, 15])
    table = pd.DataFrame(
        {"wrong merges": wrong, "missed duplicates": missed}, index=pd.Index(LEVELS, name=_("strictness"))
    )
    cost = table["wrong merges"] * price_wrong + table["missed duplicates"] * price_missed
    best, fewest = cost.idxmin(), table.sum(axis=1).idxmin()
    looser, stricter = sorted(set(LEVELS[1:-1]) - {best, fewest})
    return {
        "table": table,
        "wrong_price": price_wrong,
        "missed_price": price_missed,
        "best": best,
        "best_cost": int(cost.min()),
        "fewest": fewest,
        "fewest_n": int(table.loc[fewest].sum()),
        "fewest_cost": int(cost[fewest]),
        "looser": looser,
        "looser_cost": int(cost[looser]),
        "stricter": stricter,
        "stricter_cost": int(cost[stricter]),
        "lowest_cost": int(cost["0.5"]),
        "highest_cost": int(cost["0.95"]),
        "highest_missed": missed[-1],
    }


STRICTNESS = Question(
    id="records.strictness",
    kind=Choice(options={level: level for level in LEVELS}, shuffle=False),
    case=telecom,
    given=_costs,
    prompt=_(
        "Six levels of strictness were tried on cards whose owners are known (invented figures). A **wrong merge** shows one person's "
        "data to another and costs **{wrong_price} yuan** to put right. A **missed duplicate** means two letters instead of one, and a "
        "lost bonus: **{missed_price} yuan**. Which level is cheapest?"
    ),
    exhibit=lambda facts: facts["table"],
    workbook=lambda facts: {"trial": facts["table"].reset_index()},
    oracle=lambda facts: facts["best"],
    mistakes=(
        Mistake(
            "fewest-mistakes",
            lambda facts: facts["fewest"],
            _(
                "At {fewest} there are the fewest mistakes if you add both kinds: {fewest_n}. But they do not cost the same. Here they come "
                "to {fewest_cost:,} yuan. Put the price to each kind before you add."
            ),
        ),
        Mistake(
            "not-all-compared",
            lambda facts: facts["looser"],
            _(
                "{looser} costs {looser_cost:,} yuan. A fair middle by eye, and not the cheapest. Work out the sum for each row, and compare "
                "them all."
            ),
        ),
        Mistake(
            "not-far-enough",
            lambda facts: facts["stricter"],
            _(
                "{stricter} costs {stricter_cost:,} yuan. It looks like a good balance of the two columns, but the prices are not "
                "in balance. Which rows have you worked out?"
            ),
        ),
        Mistake(
            "never-wrong",
            lambda facts: "0.95",
            _(
                "At 0.95 hardly any merge is wrong. You pay for it with {highest_missed} missed duplicates: {highest_cost:,} yuan in all. "
                "Safe is not the same as cheap."
            ),
        ),
        Mistake(
            "miss-nothing",
            lambda facts: "0.5",
            _(
                "At 0.5 the fewest duplicates are missed, and strangers share a file: {lowest_cost:,} yuan in all. What does one wrong "
                "merge cost beside one missed duplicate?"
            ),
        ),
    ),
    right=_(
        "{best_cost:,} yuan, less than at any other level. With other prices another level would win. Ask for the prices "
        "before you ask for the method."
    ),
    hints=Hints(
        _("The two kinds of mistake do not cost the same."),
        _("Cost of a level = wrong merges × {wrong_price} + missed duplicates × {missed_price}."),
        _("At 0.5 that is {lowest_cost:,} yuan, at 0.95 {highest_cost:,} yuan. Now the levels between …"),
        _("{answer}, with {best_cost:,} yuan."),
    ),
    competencies=("CD4",),
)
