"""Several dimensions in one decision: a weighted score, and two by two."""

import pandas as pd

from casekit.course.recency_frequency_monetary.shop import cdnow, shop
from casekit.grading import weighted_score
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Order
from casekit.practice.kinds.choose import Choices
from casekit.text import _

SCORES = ["recency_score", "frequency_score", "monetary_score"]
LETTERS = "ABCDE"
WEIGHTS = {"recency_score": 3, "frequency_score": 2, "monetary_score": 1}


# ── whom to call first ───────────────────────────────────────────────────────────────────────────────────
def _callers(case, rng):
    """Five customers whose order differs by weights, by equal weights, by spend, and with recency upside down."""
    at = shop(case)
    scored = at.customers[at.customers["frequency"] >= 1]
    rankings = _rankings(scored)
    pool = sorted(scored.index)
    for _attempt in range(2000):
        five = rng.sample(pool, 5)
        orders = [_order(by, five) for by in rankings]
        if None not in orders and len(set(orders)) == len(orders):
            break
    shown = scored.loc[five, [*SCORES, "spend"]].set_axis(pd.Index(list(LETTERS), name="customer"))
    return {
        "table": shown.set_axis(["recency score", "frequency score", "monetary score", "spend, $"], axis=1),
        "orders": orders,
        **{f"total_{letter}": int(rankings[0][customer]) for letter, customer in zip(LETTERS, five, strict=True)},
    }


def _rankings(scored):
    """What one may sort by, best first: the weighted score, the plain sum, the money, recency the wrong way round."""
    upside_down = scored.assign(recency_score=6 - scored["recency_score"])
    return [
        by.to_dict() for by in (_combined(scored), scored[SCORES].sum(axis=1), scored["spend"], _combined(upside_down))
    ]


def _combined(scored):
    """3 R + 2 F + M; the kit's function gives the weighted mean, on the scale of the scores."""
    mean = weighted_score(scored.reset_index(), WEIGHTS).set_index("customer_id")["weighted_score"]
    return (mean * sum(WEIGHTS.values())).round()


def _order(by, five):
    """The letters of the five from the highest down, or None where two are equal and no order is right."""
    values = {letter: by[customer] for letter, customer in zip(LETTERS, five, strict=True)}
    if len(set(values.values())) < len(values):
        return None
    return tuple(sorted(values, key=values.get, reverse=True))


def _ranking(place):
    return lambda facts: facts["orders"][place]


CALL_ORDER = Question(
    id="rfm.call-order",
    kind=Order(items={name: _("customer {name}").format(name=name) for name in LETTERS}),
    case=cdnow,
    given=_callers,
    prompt=_(
        "You call in the order of one combined score: **3 × recency + 2 × frequency + 1 × monetary value**. Put the five "
        "customers in the order of your calls, the first call on top."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_ranking(0),
    mistakes=(
        Mistake(
            "no-weights",
            _ranking(1),
            _(
                "That is the order of the plain sum: every score counts the same. You had decided that recency counts "
                "three times. A weight is a decision about the business; leaving it out is one too. Multiply first, "
                "then add."
            ),
        ),
        Mistake(
            "by-spend",
            _ranking(2),
            _(
                "That is the order of money spent so far. It tempts, because big customers feel important. But past "
                "spend is in the score only once, and recency three times: who spent much and went quiet is called "
                "late."
            ),
        ),
        Mistake(
            "upside-down",
            _ranking(3),
            _(
                "That order comes out when the recency score is turned round, as if 1 were the best. In this table 5 is "
                "the shortest silence. Take the scores as they stand."
            ),
        ),
    ),
    right=_(
        "The totals are A {total_A}, B {total_B}, C {total_C}, D {total_D}, E {total_E}. The order follows from your "
        "weights, and the weights from what you want: here, people who are still listening."
    ),
    hints=Hints(
        _("One number for each customer, then sort."),
        _("3 × recency score + 2 × frequency score + monetary score; the highest is called first."),
        _("Customer A comes to {total_A}. Do the same for the other four …"),
        _("A {total_A}, B {total_B}, C {total_C}, D {total_D}, E {total_E}, so: {answer}."),
    ),
    competencies=("GR8",),
)


# ── two by two ───────────────────────────────────────────────────────────────────────────────────────────
def _quadrants(case, rng):
    """Eight repeat buyers around the medians, with both edges among them."""
    at = shop(case)
    back = at.customers[at.customers["frequency"] >= 1]
    amount, times = back["spend"].median(), back["frequency"].median()
    big, often = back["spend"] > amount, back["frequency"] > times
    mean = back["spend"].mean()
    corners = [
        big & ~often & (back["spend"] < mean),
        big & ~often & (back["spend"] >= mean),
        big & often,
        ~big & ~often,
        ~big & often,
    ]
    eight = []
    for corner, n in zip(corners, (2, 2, 2, 1, 1), strict=True):
        eight += rng.sample(sorted(back.index[corner]), min(n, corner.sum()))
    rng.shuffle(eight)
    names = list("ABCDEFGH")[: len(eight)]
    table = back.loc[eight, ["spend", "frequency"]].set_axis(pd.Index(names, name="customer"))
    return {
        "table": table.rename(columns={"spend": "spend, $", "frequency": "repeat purchases"}),
        "spend": table["spend"],
        "frequency": table["frequency"],
        "amount": amount,
        "times": times,
        "mean": mean,
        "median_times": f"{times:g}",
    }


def _ticked(rule):
    return lambda facts: [name for name in facts["spend"].index if rule(facts, name)]


LARGE_BUT_SELDOM = Question(
    id="rfm.large-but-seldom",
    kind=Choices(options={name: _("customer {name}").format(name=name) for name in "ABCDEFGH"}, shuffle=False),
    case=cdnow,
    given=_quadrants,
    prompt=_(
        "Split the customers who came back two by two. The **medians** are ${amount:,.2f} for spend and {median_times} for "
        "repeat purchases. *High* means **above** the median; a customer exactly on it is *low*. Tick everyone who is "
        "**large but seldom**: high in spend **and** low in frequency."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_ticked(lambda f, name: f["spend"][name] > f["amount"] and f["frequency"][name] <= f["times"]),
    mistakes=(
        Mistake(
            "and-as-or",
            _ticked(lambda f, name: f["spend"][name] > f["amount"] or f["frequency"][name] <= f["times"]),
            _(
                "You ticked everybody who is high in spend *or* low in frequency. *Large but seldom* needs both at once. "
                "Go through your ticks: who is large and comes often?"
            ),
        ),
        Mistake(
            "mean-for-median",
            _ticked(lambda f, name: f["spend"][name] > f["mean"] and f["frequency"][name] <= f["times"]),
            _(
                "Those are the ones above the *mean* spend, ${mean:,.2f}. A few very large customers pull the mean up, so far "
                "fewer than half are above it. The split is at the median, ${amount:,.2f}."
            ),
        ),
        Mistake(
            "only-big",
            _ticked(lambda f, name: f["spend"][name] > f["amount"]),
            _(
                "Everyone you ticked is large; not everyone comes seldom. Those who come often need no reason to come back. "
                "Take off whoever has more repeat purchases than the median, {median_times}."
            ),
        ),
    ),
    right=_(
        "{answer}. They spend much when they come and seldom come: a reason to come again is worth more to them than a "
        "discount on what they buy anyway."
    ),
    hints=Hints(
        _("Two tests for each customer. Only who passes both is ticked."),
        _("Spend above the median, and repeat purchases at or below the median."),
        _(
            "First cross out everyone with ${amount:,.2f} or less. Of the others, keep those with no more repeats than {median_times} …"
        ),
        _("{answer}"),
    ),
    competencies=("GR8",),
)
