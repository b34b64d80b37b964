"""The share that is reached before a customer: the step on which every ABC table stands."""

import pandas as pd

from casekit.course.abc_and_pareto.company import accounts
from casekit.course.companies import telecom
from casekit.practice import Accepted, Hints, Mistake, Question
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number
from casekit.text import _


def _lists(case, rng):
    """Lists of six sales in thousand yuan with one of them singled out; two lists have equals at that place."""
    thousands = (accounts(case)["sales"] / 1000).round()
    pool = sorted(thousands[thousands >= 2].astype(int))
    lists = []
    while len(lists) < 6:
        six = rng.sample(pool, 6)
        if len(set(six)) < 6:
            continue
        if len(lists) < 2:
            six[5] = six[4]
        mine = six[4] if len(lists) < 2 else rng.choice(six)
        rng.shuffle(six)
        lists.append((six, mine))
    largest = lists[-1][0]
    lists[-1] = (largest, max(largest))
    return {"lists": lists}


def _share_before(amounts, mine):
    return 100 * sum(amount for amount in amounts if amount > mine) / sum(amounts)


def _wide(facts):
    rows = [[number, None, mine, *amounts] for number, (amounts, mine) in enumerate(facts["lists"], 1)]
    return pd.DataFrame(rows, columns=["case", "share_before", "mine", *(f"amount {n}" for n in range(1, 7))])


RUNNING_SHARE = Question(
    id="abc.running-share",
    kind=Function(
        signature="share_before(amounts, mine)",
        trials=lambda facts, rng: [(list(amounts), mine) for amounts, mine in facts["lists"]],
        result=Number(unit="%", decimals=1),
    ),
    case=telecom,
    given=_lists,
    prompt=_(
        "A class begins where the *share before* passes its cut. Write `share_before(amounts, mine)`: it gets the sales of all "
        "customers as a list, and `mine`, the sales of one of them. It returns what those with **more than** `mine` hold together, in per cent "
        "of all. For the largest it is 0. **In Excel:** fill the column *share_before* of the sheet and paste that "
        "column in place of the name."
    ),
    workbook=lambda facts: {"sales": _wide(facts)},
    oracle=lambda facts: _share_before,
    accepted=(
        Accepted(
            lambda facts: lambda amounts, mine: _share_before(amounts, mine) / 100,
            _("Your function returns shares such as 0.76; per cent were asked for. Taken as right."),
        ),
    ),
    mistakes=(
        Mistake(
            "own-counted",
            lambda facts: lambda amounts, mine: 100 * sum(a for a in amounts if a >= mine) / sum(amounts),
            _(
                "Your function counts the customer, and its equals, as well: >= for >. {got} Then the one who carries the "
                "sum over the cut falls below it. Add up only those with more."
            ),
        ),
        Mistake(
            "names-counted",
            lambda facts: lambda amounts, mine: 100 * sum(a > mine for a in amounts) / len(amounts),
            _(
                "Your function counts *customers*: how many have more, over how many there are. {got} ABC runs on the money. "
                "Add up their sales instead."
            ),
        ),
        Mistake(
            "smaller-ones",
            lambda facts: lambda amounts, mine: 100 * sum(a for a in amounts if a < mine) / sum(amounts),
            _(
                "Your function adds up those with *less*. {got} It climbs the list from the bottom; ABC comes down from the top."
            ),
        ),
        Mistake(
            "over-the-rest",
            lambda facts: (
                lambda amounts, mine: 100 * sum(a for a in amounts if a > mine) / sum(a for a in amounts if a <= mine)
            ),
            _(
                "Your function sets those with more against *the others*. {got} A share is a part of the whole: divide by the "
                "sum of all."
            ),
        ),
    ),
    right=_(
        'Equal customers get the same share before, so no tie is ever split. In Excel it is one cell: SUMIF(amounts, ">"&mine) / '
        "SUM(amounts). The kit's `abc_classes` does the same for any number of customers."
    ),
    hints=Hints(
        _("Who stands before this customer in the list, if the largest comes first?"),
        _("Sum of the amounts above `mine`, over the sum of all, times 100."),
        _("`larger = [amount for amount in amounts if amount > mine]` are those before. Now their sum, and a share …"),
        _("`return 100 * sum(amount for amount in amounts if amount > mine) / sum(amounts)`"),
    ),
    competencies=("GR7",),
    way="compute",
)
