"""Two questions of recall: how long an account has been quiet (lesson 03), and amounts in a hole (lesson 04)."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.dates import day
from casekit.course.upgrades_and_downgrades.books import usage
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match
from casekit.practice.kinds.number import Number
from casekit.text import _

_SHOWN = 7  # lines of a file card
_WHAT = {"order": _("order"), "payment": _("payment of an invoice"), "visit": _("service visit")}


# ── the length of silence ────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _files(case):
    """The last lines of each account's file, newest last, where an order is followed by payments or visits."""
    orders = case.orders[["customer_id", "date"]].assign(what="order")
    payments = case.payments[["customer_id", "paid_on"]].rename(columns={"paid_on": "date"}).assign(what="payment")
    visits = case.service[["customer_id", "date"]].assign(what="visit")
    lines = pd.concat([orders, payments, visits])
    lines = lines[lines["date"] <= case.last_day].sort_values(["customer_id", "date", "what"], kind="stable")
    files = []
    for customer, rows in lines.groupby("customer_id"):
        shown = rows.tail(_SHOWN)
        ordered = shown.loc[shown["what"] == "order", "date"]
        if ordered.nunique() < 2 or shown["date"].iloc[-1] == ordered.iloc[-1]:
            continue
        silence = (case.last_day - ordered.iloc[-1]).days
        touched = (case.last_day - shown["date"].iloc[-1]).days
        span = (ordered.iloc[-1] - ordered.iloc[0]).days
        if silence >= 20 and touched >= 1 and len({silence, touched, span}) == 3:
            files.append((customer, shown[["date", "what"]], silence, touched, span))
    return files


def _quiet(case, rng):
    customer, lines, silence, touched, span = rng.choice(_files(case))
    table = pd.DataFrame(
        {_("date"): lines["date"].dt.strftime("%Y-%m-%d").to_numpy(), _("what"): lines["what"].map(_WHAT).to_numpy()},
        index=pd.RangeIndex(1, len(lines) + 1, name=_("line")),
    )
    last = lines.loc[lines["what"] == "order", "date"].iloc[-1]
    return {
        "customer": customer,
        "table": table,
        "silence": silence,
        "touched": touched,
        "span": span,
        "today": day(case.last_day),
        "last": day(last),
        "what": _WHAT[lines["what"].iloc[-1]],
    }


QUIET = Question(
    id="review.recall-quiet",
    kind=Number(unit=_("days")),
    case=machinery,
    given=_quiet,
    prompt=_(
        "*Recall from lesson 03: recency is a length of silence.* The last lines of the file on account {customer}. Today is "
        "{today}. For how many days has the account been without an **order**?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["silence"],
    mistakes=(
        Mistake(
            "last-contact",
            lambda facts: facts["touched"],
            _(
                "{got} counts from the last line of the file. That line is a {what}: the account did something, but it did not buy. Who "
                "counts every contact never finds an idle account. Which line is the last order?"
            ),
        ),
        Mistake(
            "first-to-last",
            lambda facts: facts["span"],
            _(
                "{got} is the time from the first order in the list to the last. Lifetime models call that recency, and there much is "
                "good. A review asks for the silence: from the last order to today."
            ),
        ),
    ),
    right=_(
        "{answer}, since {last}. An *idle* rule in a review counts this. So write down what ends a silence: here an order, and "
        "neither a payment nor a visit of ours."
    ),
    hints=Hints(
        _("Which lines of the file are purchases?"),
        _("Silence = today less the date of the last order. Other lines do not count."),
        _("The last order stands on {last}. From there to {today} …"),
        _("From {last} to {today}: {answer}."),
    ),
    competencies=("GR9",),
)


# ── amounts in a hole ────────────────────────────────────────────────────────────────────────────────────
BANDS = {"A1": (500_000, None), "A2": (200_000, 300_000), "B1": (50_000, 100_000)}
NO_GRADE = "none"
_PLACES = {  # a place on the axis of the amount: from, to
    "A1": (500_001, 10**9),
    "upper hole": (300_001, 499_999),
    "A2": (200_001, 299_999),
    "lower hole": (100_001, 199_999),
    "B1": (50_001, 99_999),
}
_ENDS = (500_000, 200_000, 50_000)


@once_a_case
def _places(case):
    """Accounts by their place on the axis, with the usage of the last year in whole yuan."""
    amounts = usage(case)[case.last_day.year].round().astype(int)
    return {
        place: [(customer, int(amount)) for customer, amount in amounts[amounts.between(*ends)].items()]
        for place, ends in _PLACES.items()
    }


def _on_the_axis(case, rng):
    pools = _places(case)
    chosen = {place: rng.choice(pool) for place, pool in pools.items() if pool}
    on_the_end = rng.choice(_ENDS)
    rows = dict(chosen.values())
    taken = rng.choice(sorted(set(usage(case).index) - set(rows)))
    rows[taken] = on_the_end
    order = rng.sample(sorted(rows), len(rows))
    hole = chosen.get("upper hole") or chosen["lower hole"]
    return {
        "amounts": {customer: rows[customer] for customer in order},
        "end": on_the_end,
        "edge": taken,
        "hole": hole[0],
        "hole_amount": hole[1],
        "year": case.last_day.year,
    }


def _printed(amount, *, end_included=True):
    for grade, (low, high) in BANDS.items():
        begins = amount >= low if end_included else amount > low
        if begins and (high is None or amount <= high):
            return grade
    return NO_GRADE


def _fallen_down(amount):
    """The grade of someone who asks only where each band begins: a hole belongs to the grade below it."""
    return next((grade for grade, (low, _high) in BANDS.items() if amount >= low), NO_GRADE)


def _read_up(amount):
    """The grade of someone who gives a hole to the grade above it."""
    grade = _printed(amount)
    if grade != NO_GRADE or amount < BANDS["B1"][0]:
        return grade
    return "A1" if amount > BANDS["A2"][1] else "A2"


def _because(facts, customer, given):
    """On which side of which printed ends the amount lies."""
    amount = facts["amounts"][customer]
    ends = sorted({end for band in BANDS.values() for end in band if end})
    if amount in ends:
        return _("{amount:,} is an end itself, and ends belong to their band.").format(amount=amount)
    below, above = [end for end in ends if end < amount], [end for end in ends if end > amount]
    if not below:
        return _("{amount:,} is less than {end:,}, where the lowest band begins.").format(amount=amount, end=ends[0])
    if not above:
        return _("{amount:,} is more than {end:,}, the highest figure printed: which band is open above?").format(
            amount=amount, end=ends[-1]
        )
    return _("{amount:,} lies between {low:,} and {high:,}: is there a band that has both as its ends?").format(
        amount=amount, low=below[-1], high=above[0]
    )


def _each(read):
    return lambda facts: {customer: read(amount) for customer, amount in facts["amounts"].items()}


HOLES = Question(
    id="review.recall-holes",
    kind=Match(
        left=lambda facts: {
            customer: _("{customer}: {amount:,} yuan").format(customer=customer, amount=amount)
            for customer, amount in facts["amounts"].items()
        },
        right={"A1": _("A1"), "A2": _("A2"), "B1": _("B1"), NO_GRADE: _("no grade")},
        because=_because,
    ),
    case=machinery,
    given=_on_the_axis,
    prompt=_(
        "*Recall from lesson 04: a hole stays a hole.* A printed scheme says of the annual usage: **A1** 500,000 yuan and above. **A2** "
        "200,000 to 300,000. **B1** 50,000 to 100,000. Ends belong to their band. It says no more. What does it say of these accounts, "
        "by their usage of {year}?"
    ),
    oracle=_each(_printed),
    mistakes=(
        Mistake(
            "hole-falls-down",
            _each(_fallen_down),
            _(
                "You gave accounts in a hole to the grade below it. `if … elif …` with the lower ends alone does so without a word. "
                "{hole} uses {hole_amount:,} yuan: which printed band has that number in it?"
            ),
        ),
        Mistake(
            "hole-lifted",
            _each(_read_up),
            _(
                "You gave accounts in a hole to the grade above it. Kind, but not printed: {hole} uses {hole_amount:,} yuan. The owner of the "
                "scheme must decide it, for everybody."
            ),
        ),
        Mistake(
            "above-for-from",
            _each(lambda amount: _printed(amount, end_included=False)),
            _(
                "{edge} uses exactly {end:,} yuan, and you put it below the band. That reads > for ≥. What does the prompt say of the "
                "ends?"
            ),
        ),
    ),
    right=_(
        "A hole is a gap in the scheme, no verdict on the customer. It matters twice in a review: who slides from A2 into the "
        "hole above B1 has no grade at all, and nobody knows what to write."
    ),
    hints=Hints(
        _("Take one account after the other, and look for a band that has its number inside."),
        _("A band has two ends. Both must hold; an end itself counts as inside."),
        _("Above 300,000 and below 500,000 nothing is printed. The same between 100,000 and 200,000. So {hole} …"),
        _("{answer}"),
    ),
    competencies=("GR9",),
)
