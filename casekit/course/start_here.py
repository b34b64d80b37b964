"""Lesson 00: a first question to try, and a ten-minute diagnostic that decides nothing."""

import pandas as pd

from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Order
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.number import Number
from casekit.text import _


def _no_case(seed):
    """These questions bring their own small figures, invented for Harbour Telecom."""


# ── the first question ───────────────────────────────────────────────────────────────────────────────────
def _bill(case, rng):
    bill, cut = rng.choice([180, 220, 240, 260, 320]), rng.choice([5, 15, 25, 35])
    return {"bill": bill, "cut": cut, "off": bill * cut / 100, "new": bill * (100 - cut) / 100}


TRY_IT = Question(
    id="start.try-it",
    kind=Number(unit=_("yuan")),
    case=_no_case,
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
    case=_no_case,
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
    case=_no_case,
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
    case=_no_case,
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


def _growth(case, rng):
    while True:
        before = rng.sample([40, 80, 100, 200, 400, 500], 4)
        grown = rng.sample([10, 12, 20, 24, 30, 36, 40, 60], 4)
        accounts = dict(zip("ABCD", zip(before, grown, strict=True), strict=True))
        orders = [_best_first(accounts, by) for by in (_percent, _amount, _after)]
        if all(orders) and len({tuple(order) for order in orders}) == 3:
            break
    rows = [(last, last + plus) for last, plus in accounts.values()]
    table = pd.DataFrame(rows, columns=["last year", "this year"], index=pd.Index(list("ABCD"), name="account"))
    return {"accounts": accounts, "table": table, **{f"p_{n}": _percent(*pair) for n, pair in accounts.items()}}


def _percent(before, plus):
    return 100 * plus / before


def _amount(before, plus):
    return plus


def _after(before, plus):
    return before + plus


def _best_first(accounts, by):
    """The accounts from the highest value down; None where two are equal."""
    values = {name: by(*pair) for name, pair in accounts.items()}
    return sorted(values, key=values.get, reverse=True) if len(set(values.values())) == len(values) else None


def _ordered(by):
    return lambda facts: _best_first(facts["accounts"], by)


GROWTH = Question(
    id="start.growth",
    kind=Order(items={name: _("account {name}").format(name=name) for name in "ABCD"}),
    case=_no_case,
    given=_growth,
    prompt=_(
        "Put the accounts in the order of their **growth in per cent**, the fastest on top. (Sales in thousand yuan.)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_ordered(_percent),
    mistakes=(
        Mistake(
            "growth-in-yuan",
            _ordered(_amount),
            _(
                "That is the order of growth in *yuan*. A large account adds much even when it grows slowly. Divide the growth "
                "by last year's sales."
            ),
        ),
        Mistake(
            "size",
            _ordered(_after),
            _(
                "That is the order of *size* this year. The question asks who grew fastest, measured by where each came from."
            ),
        ),
    ),
    right=_(
        "In per cent: A {p_A:.0f}, B {p_B:.0f}, C {p_C:.0f}, D {p_D:.0f}. Big, growing, fast growing: three lists."
    ),
    hints=Hints(
        _("Growth in per cent is growth over … what?"),
        _("(This year − last year) / last year, for each account."),
        _("Account A grew by {p_A:.0f} %. Do the same for the other three …"),
        _("A {p_A:.0f} %, B {p_B:.0f} %, C {p_C:.0f} %, D {p_D:.0f} %, so: {answer}"),
    ),
)


MONTHS = [_("January"), _("February"), _("March"), _("April"), _("May"), _("June")]
# What a chart may show: the sentence, and what to say to someone who sees it where it is not.
SHAPES = {
    "peak": (
        _("{month} stands out; before and after it the losses are much alike."),
        _("For one month to stand out, the bars before it and after it must be alike. Compare {first} with {last}."),
    ),
    "rise": (
        _("The losses rise from month to month."),
        _(
            "For a rise the bars grow from top to bottom, month after month. Do they grow both before {month} and after it?"
        ),
    ),
    "step": (
        _("From {month} on the losses are higher than before."),
        _(
            "Then the bars before {month} would be alike, and those from {month} on alike and longer. Compare {first} with {last}."
        ),
    ),
}


def _losses(case, rng):
    shape, place = rng.choice(list(SHAPES)), rng.randint(2, 3)
    low = rng.randint(3, 5)
    wobble = [rng.choice([0, 1]) for _month in MONTHS]
    lost = {
        "peak": [low + 8 * (n == place) + wobble[n] for n in range(6)],
        "rise": [low + 2 * n for n in range(6)],
        "step": [low + 6 * (n >= place) + wobble[n] for n in range(6)],
    }[shape]
    named = {"month": MONTHS[place], "first": MONTHS[0], "last": MONTHS[-1]}
    others = [other for other in SHAPES if other != shape]
    drawn = pd.DataFrame(
        {_("accounts lost (one block each)"): ["■" * n for n in lost]}, index=pd.Index(MONTHS, name=_("month"))
    )
    return {
        **named,
        "table": drawn,
        "supported": SHAPES[shape][0].format(**named),
        **{f"other_{n}": SHAPES[other][0].format(**named) for n, other in enumerate(others)},
        **{f"why_not_{n}": SHAPES[other][1].format(**named) for n, other in enumerate(others)},
    }


CHART = Question(
    id="start.chart",
    kind=Choice(
        options={
            "supported": "{supported}",
            "other": "{other_0}",
            "another": "{other_1}",
            "cause": _("A price rise in {month} drove the accounts away."),
        },
    ),
    case=_no_case,
    given=_losses,
    prompt=_("Which sentence does this chart support?"),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "supported",
    mistakes=(
        Mistake.picked("other", "{why_not_0}"),
        Mistake.picked("another", "{why_not_1}"),
        Mistake.picked(
            "cause",
            _(
                "The chart shows how many left, not why. There may have been a price rise; this chart cannot say that it was one."
            ),
        ),
    ),
    right=_("That is what the bars say, and all they say. *Why* it happened needs other data."),
    hints=Hints(
        _("Compare each bar with its neighbours."),
        _("Is it one bar, a rise that goes on, or a step? A cause needs more than a chart of counts."),
        _("Cover {month} with your hand. Are the bars above it and below it alike, and which are longer …"),
        _("{supported}"),
    ),
)

ASKED_IN_LESSON = (TRY_IT.id,)
QUESTIONS = (TRY_IT, DOWN_AND_UP, WEIGHTED_MEAN, CUMULATIVE_SHARE, GROWTH, CHART)
