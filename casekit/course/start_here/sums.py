"""Sums one must be able to do: per cent of what, means of means, shares from the top."""

import pandas as pd

from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _


def no_case(seed):
    """These questions bring their own small figures, invented for Harbour Telecom."""


# ── the first question ───────────────────────────────────────────────────────────────────────────────────
def _bill(case, rng):
    bill, cut = rng.choice([180, 220, 240, 260, 320]), rng.choice([5, 15, 25, 35])
    return {"bill": bill, "cut": cut, "off": bill * cut / 100, "new": bill * (100 - cut) / 100}


TRY_IT = Question(
    id="start.try-it",
    kind=Number(unit=_("yuan")),
    case=no_case,
    given=_bill,
    prompt=_("A key account pays {bill} yuan a month. You grant **{cut} % off**. What is the new bill?"),
    oracle=lambda facts: facts["new"],
    mistakes=(
        Mistake(
            "the-discount",
            lambda facts: facts["off"],
            _("{got} is what you give away: {cut} % of {bill}. What is left for the customer to pay?"),
        ),
        Mistake(
            "percent-as-yuan",
            lambda facts: facts["bill"] - facts["cut"],
            _(
                "{got} is {bill} less {cut} *yuan*. The discount is {cut} *per cent of {bill}*, which is more than that."
            ),
        ),
    ),
    right=_(
        "{answer}: {off:g} yuan a month given away. Twelve months and 600 key accounts later this is a budget. "
        "That is the kind of sum this course is about."
    ),
    hints=Hints(
        _("What part of the old bill is still paid?"),
        _("New bill = old bill × (100 % − discount)."),
        _("{cut} % of {bill} is {off:g}. Take that off …"),
        _("{bill} − {off:g} = {answer}"),
    ),
)


# ── the diagnostic ───────────────────────────────────────────────────────────────────────────────────────
def _down_and_up(case, rng):
    percent = rng.choice([10, 20, 30, 40])
    return {"percent": percent, "left": 100 - percent, "end": (100 - percent) * (100 + percent) / 100}


DOWN_AND_UP = Question(
    id="start.down-and-up",
    kind=Number(decimals=1),
    case=no_case,
    given=_down_and_up,
    prompt=_(
        "Sales to a customer were 100. They **fell by {percent} %**, then **rose by {percent} %**. Where do they stand now?"
    ),
    oracle=lambda facts: facts["end"],
    mistakes=(
        Mistake(
            "it-cancels",
            lambda facts: 100,
            _(
                "100 would mean that down and up cancel. But the rise is {percent} % of {left}, not of 100. Per cent *of what*?"
            ),
        ),
        Mistake(
            "only-the-fall",
            lambda facts: facts["left"],
            _("{got} is where they stood after the fall. Now they rise by {percent} % of that."),
        ),
        Mistake(
            "only-the-rise",
            lambda facts: 100 + facts["percent"],
            _("{got} is a rise from 100. But before the rise there was the fall: start from {left}."),
        ),
    ),
    right=_('{answer}. The fall was taken from 100, the rise from {left}. "Per cent of what?" is half of this course.'),
    hints=Hints(
        _("Do it in two steps, with a number after each."),
        _("After the fall: 100 less its {percent} %. Then add {percent} % of what is there."),
        _("After the fall {left} are left. {percent} % of {left} is …"),
        _("{left} + {percent} % of {left} = {answer}"),
    ),
)


def _two_branches(case, rng):
    few, many = rng.choice([50, 60, 80]), rng.choice([400, 500, 600])
    high, low = rng.choice([90, 95]), rng.choice([60, 65, 70])
    table = pd.DataFrame(
        {"customers": [many, few], "satisfied, %": [low, high]}, index=pd.Index(["Harbour", "Hill"], name="branch")
    )
    return {"few": few, "many": many, "high": high, "low": low, "n": few + many, "table": table}


WEIGHTED_MEAN = Question(
    id="start.weighted-mean",
    kind=Number(unit="%", decimals=1),
    case=no_case,
    given=_two_branches,
    prompt=_("Two branches asked all their customers. How many **per cent of all customers** are satisfied?"),
    exhibit=lambda facts: facts["table"],
    oracle=lambda f: (f["many"] * f["low"] + f["few"] * f["high"]) / f["n"],
    mistakes=(
        Mistake(
            "plain-mean",
            lambda f: (f["low"] + f["high"]) / 2,
            _(
                "{got} lies half way between the branches, as if they were of one size. One has {many} customers, the other "
                "{few}. Count customers, not branches."
            ),
        ),
        Mistake(
            "weights-swapped",
            lambda f: (f["few"] * f["low"] + f["many"] * f["high"]) / f["n"],
            _("{got} gives each branch the other one's number of customers. Which branch is the large one?"),
        ),
    ),
    right=_("{answer}: close to the large branch. A small branch can shine and hardly move the whole."),
    hints=Hints(
        _("Which branch has more to say about *all customers*?"),
        _("Satisfied customers of both branches together, over all customers."),
        _("{low} % of {many} and {high} % of {few} are satisfied. Add, and divide by {n} …"),
        _("({many} × {low} % + {few} × {high} %) / {n} = {answer}"),
    ),
)


def _five_accounts(case, rng):
    sales = sorted((10 * rng.randint(3, 60) for _account in range(5)), reverse=True)
    table = pd.DataFrame({"sales, thousand yuan": sales}, index=pd.Index(list("ABCDE"), name="account"))
    return {"sales": sales, "total": sum(sales), "two": sum(sales[:2]), "rest": sum(sales[2:]), "table": table}


CUMULATIVE_SHARE = Question(
    id="start.cumulative-share",
    kind=Number(unit="%", decimals=1),
    case=no_case,
    given=_five_accounts,
    prompt=_("What share of all sales do the **two largest accounts together** bring, in per cent?"),
    exhibit=lambda facts: facts["table"],
    oracle=lambda f: 100 * f["two"] / f["total"],
    mistakes=(
        Mistake(
            "largest-only",
            lambda f: 100 * f["sales"][0] / f["total"],
            _("{got} is account A alone. *Cumulative* means: add up as you go down. Add account B."),
        ),
        Mistake(
            "sum-not-share",
            lambda f: f["two"],
            _(
                "{two} is the sum of the two accounts, in thousand yuan. The question asks what part of all sales that is."
            ),
        ),
        Mistake(
            "share-of-accounts",
            lambda f: 40,
            _("40 % is two accounts of five: a share of *accounts*. The question asks for a share of *sales*."),
        ),
        Mistake(
            "over-the-rest",
            lambda f: 100 * f["two"] / f["rest"],
            _(
                "{got} sets the two against the other three. A share is a part of the whole, and the two belong to the whole."
            ),
        ),
    ),
    right=_("{answer} of the sales from 40 % of the accounts. Lesson 02 draws this as a curve."),
    hints=Hints(
        _("Part over whole: which part, which whole?"),
        _("Add up A and B, divide by the sum of all five."),
        _("A and B bring {two} of {total}. Divide …"),
        _("{two} / {total} = {answer}"),
    ),
)
