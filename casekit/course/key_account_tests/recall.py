"""Two questions of recall: the rate of several accounts together (lesson 02), and who falls into a hole (lesson 04)."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.key_account_tests.company import organisations, units, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _


# ── the rate of four together ────────────────────────────────────────────────────────────────────────────
@once_a_case
def _large(case):
    rows = organisations(case)
    large = rows.loc[(rows["sales"] >= 20_000) & (rows["profit"].abs() >= 0.02 * rows["sales"]), ["sales", "profit"]]
    large = large.round().astype(int)
    return large.assign(rate=(100 * large["profit"] / large["sales"]).round().astype(int))


def _four(case, rng):
    """Three large accounts that earn and one that loses, such that the mean of their rates misleads."""
    large = _large(case)
    earning, losing = (sorted(large.index[(large["profit"] < 0) == loss]) for loss in (False, True))
    while True:
        four = large.loc[rng.sample([*rng.sample(earning, 3), rng.choice(losing)], 4)]
        together = 100 * four["profit"].sum() / four["sales"].sum()
        if together > 3 and abs(together - four["rate"].mean()) > 2:
            break
    gains = four[four["profit"] > 0]
    return {
        "table": four.set_axis([_("sales, yuan"), _("profit, yuan"), _("profit rate, %")], axis=1).rename_axis(
            "account"
        ),
        "sales": int(four["sales"].sum()),
        "profit": int(four["profit"].sum()),
        "together": together,
        "mean": four["rate"].mean(),
        "gains": 100 * gains["profit"].sum() / gains["sales"].sum(),
        "over_all": 100 * gains["profit"].sum() / four["sales"].sum(),
        "loser": four["profit"].idxmin(),
        "rate": four["rate"].min(),
        "year": year(case),
    }


RATE = Question(
    id="keys.recall-rate",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=_four,
    prompt=_(
        "*Recall from lesson 02: sums first, then the share.* Four large accounts in {year}. What is the profit rate of the four "
        "**together**, in per cent of their sales?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["together"],
    mistakes=(
        Mistake(
            "mean-of-rates",
            lambda facts: facts["mean"],
            _(
                "{got} is the plain mean of the four rates. It is quick, for the rates are there. But it lets a small account weigh as much as "
                "a large one. Add up the yuan first, in both columns."
            ),
        ),
        Mistake(
            "loser-left-out",
            lambda facts: facts["gains"],
            _(
                "{got} is the rate of those that earn. {loser} loses money, and it is one of the four: its sales and its loss both "
                "belong in."
            ),
        ),
        Mistake(
            "loss-left-out",
            lambda facts: facts["over_all"],
            _(
                "{got} sets the gains alone over the sales of all four. A loss is a profit below zero: it goes into the sum with its minus."
            ),
        ),
    ),
    right=_(
        "{profit:,} of {sales:,} yuan. Keep it in mind below: a test that looks at sales alone takes {loser} as gladly as the others."
    ),
    hints=Hints(
        _("Whose yuan, over whose yuan?"),
        _("Add the four profits, minus signs and all. Add the four sales. Divide the first sum by the second."),
        _("The sales are {sales:,} together. The profits, with that of {loser} taken off, are …"),
        _("{profit:,} / {sales:,} = {answer}"),
    ),
    competencies=("GR5",),
)

# ── who falls into a hole ────────────────────────────────────────────────────────────────────────────────
BANDS = ((20, 50), (50, 100), (200, 300), (500, 10**9))  # thousand yuan a year, both ends included


def _banded(amount):
    return any(low <= amount <= high for low, high in BANDS)


@once_a_case
def _thousands(case):
    """Units by thousand yuan: those below every band, in a hole, on the end of a band, and well within one."""
    amounts = (units(case)["sales"] / 1000).round().astype(int)
    ends = {end for band in BANDS for end in band}
    pools = {"below": [], "hole": [], "end": [], "within": []}
    for unit, amount in amounts.items():
        if 5 <= amount < BANDS[0][0]:
            pools["below"].append((unit, amount))
        elif amount in ends:
            pools["end"].append((unit, amount))
        elif amount > BANDS[0][0]:
            pools["within" if _banded(amount) else "hole"].append((unit, amount))
    return pools


def _eight(case, rng):
    pools = _thousands(case)
    below, hole = rng.choice([(1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2)])
    end = rng.choice([1, 2])
    picked = [
        *rng.sample(pools["below"], below),
        *rng.sample(pools["hole"], hole),
        *rng.sample(pools["end"], end),
        *rng.sample(pools["within"], 8 - below - hole - end),
    ]
    table = pd.DataFrame(rng.sample(picked, 8), columns=["customer", "usage"]).set_index("customer")
    return {
        "table": table.set_axis([_("thousand yuan a year")], axis=1),
        "below": below,
        "hole": hole,
        "end": end,
        "out": below + hole,
        "least": int(table["usage"].min()),
        "year": year(case),
    }


HOLE = Question(
    id="keys.recall-hole",
    kind=Number(),
    case=telecom,
    given=_eight,
    prompt=_(
        "*Recall from lesson 04: a hole is no grade.* A scheme has these bands of yearly usage, in thousand yuan, both ends "
        "included: **500 and more**, **200 to 300**, **50 to 100**, **20 to 50**. Here are eight customers in {year}. Look at usage "
        "alone. How many of them get **no grade**?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["out"],
    mistakes=(
        Mistake(
            "below-only",
            lambda facts: facts["below"],
            _(
                "{got} counts those below 20. A scheme has a floor, so one looks there. But between 100 and 200, and between 300 "
                "and 500, it says nothing either."
            ),
        ),
        Mistake(
            "holes-only",
            lambda facts: facts["hole"],
            _("{got} counts those between two bands. Who stands below the lowest band has no grade either."),
        ),
        Mistake(
            "ends-left-out",
            lambda facts: facts["out"] + facts["end"],
            _(
                "{got} leaves those out who stand exactly on the end of a band: > for ≥. The prompt says “both ends included”."
            ),
        ),
        Mistake(
            "else-takes-them",
            lambda facts: 0,
            _(
                "{got}: so everybody has a grade. A chain of if and else gives one, for the last else takes whoever is left. The scheme "
                "itself names bands. Who is in none of them?"
            ),
        ),
    ),
    right=_(
        "{below} below the lowest band and {hole} between two. Say “unclassified” aloud, and count it, in a key-account test as in a "
        "scheme of grades."
    ),
    hints=Hints(
        _("Draw a line from 0 to 600 and shade the four bands."),
        _("No grade: below 20, above 100 and below 200, above 300 and below 500."),
        _("The smallest brings {least}: no band reaches so low. Now the others, one by one …"),
        _("{answer}: {below} below all bands, {hole} between two."),
    ),
)
