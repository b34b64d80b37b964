"""Reading a table of growth and a chart of losses: what they say, and what they do not."""

import pandas as pd

from casekit.course.start_here.sums import no_case
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Order
from casekit.practice.kinds.choose import Choice
from casekit.text import _


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
    case=no_case,
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
        _("The losses stepped up in {month} and have stayed level since."),
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
    case=no_case,
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
