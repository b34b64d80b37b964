"""A scheme with an open band: which row wins, and what its two readings leave without a tier."""

from functools import cache

import numpy as np
import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.grade_policies.ironbridge import accounts
from casekit.grading import load_policy
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.word import Word
from casekit.text import _

OUTSIDE = "unclassified"


@cache
def _tiers():
    """The printed tiers, best first: name and band."""
    return tuple((grade.id, grade.when[0].band) for grade in load_policy("purchase-tiers").grades)


@cache
def _ends():
    return tuple(sorted({end for _tier, band in _tiers() for end in (band.low, band.high) if end is not None}))


@once_a_case
def _amounts(case):
    """Whole yuan that the accounts bought for in the last year, sorted, each once."""
    return sorted({int(amount) for amount in accounts(case)["annual_usage"].round() if amount >= 500})


def _between(case, rng, low, high):
    """One of the amounts strictly between two sums; one made up where the company has none."""
    known = np.array(_amounts(case))
    inside = known[(known > low) & (known < high)]
    return int(inside[rng.randrange(len(inside))]) if len(inside) else rng.randrange(low + 1, high, 7)


# ── a function that gives the tier ───────────────────────────────────────────────────────────────────────
def _trials(case, rng):
    places = [
        (500, 5_000),
        (5_000, 10_000),
        (10_000, 50_000),
        (50_000, 100_000),
        (100_000, 200_000),
        (200_000, 900_000),
    ]
    amounts = [_between(case, rng, *place) for place in places]
    return {"amounts": rng.sample([*amounts, *rng.sample(_ends(), 3)], len(amounts) + 3)}


def _tier(amount, tiers=None):
    return next((name for name, band in tiers or _tiers() if band.contains(amount)), OUTSIDE)


def _strictly(amount):
    inside = (
        name
        for name, band in _tiers()
        if (band.low is None or amount > band.low) and (band.high is None or amount < band.high)
    )
    return next(inside, OUTSIDE)


def _sheet(facts):
    return pd.DataFrame({"case": range(1, len(facts["amounts"]) + 1), "tier": None, "amount": facts["amounts"]})


TIER = Question(
    id="policies.tier",
    kind=Function(
        signature="tier(amount)",
        trials=lambda facts, rng: [(amount,) for amount in facts["amounts"]],
        result=Word(),
    ),
    case=machinery,
    given=_trials,
    prompt=_(
        "Another scheme: **Diamond** 200,000 yuan and more; **Platinum** 100,000 to 200,000; **Gold** 10,000 to 50,000; **VIP** 5,000 and more. Ends belong to "
        "their band; who fits several gets the best. Write `tier(amount)`: it returns the tier's name, or `unclassified`. It is tried on accounts of the "
        "machinery seller Ironbridge and on the ends of the bands. **In Excel:** fill the column *tier* of the sheet and paste it in place of the name."
    ),
    workbook=lambda facts: {"amounts": _sheet(facts)},
    oracle=lambda facts: _tier,
    mistakes=(
        Mistake(
            "first-row-wins",
            lambda facts: lambda amount: _tier(amount, _tiers()[::-1]),
            _(
                'Your function asks for VIP first. {got} "5,000 and more" has no upper end, so everybody from 5,000 on stops there, and no Diamond is ever '
                "found. Test the best tier first."
            ),
        ),
        Mistake(
            "ends-left-out",
            lambda facts: _strictly,
            _(
                "Your function leaves out the ends: `>` where `>=` is meant. {got} It shows only on accounts that stand exactly on a line, and contracts like round sums."
            ),
        ),
        Mistake(
            "hole-into-the-lowest",
            lambda facts: lambda amount: _tier(amount).replace(OUTSIDE, _tiers()[-1][0]),
            _(
                "Your function gives VIP to whoever is left over. {got} The last `else` has invented a rule: below 5,000 the scheme is silent."
            ),
        ),
    ),
    right=_(
        "Best first, ends included, and `unclassified` at the end. Look at the accounts between 50,000 and 100,000: they are VIP, below Gold, because VIP is open at the "
        "top. That is what the poster says; hardly what its author meant."
    ),
    hints=Hints(
        _("Take 250,000 and follow it through your rows. Where does it stop?"),
        _(
            "One *if* for each tier, from the best to the lowest, with `>=` and `<=`; after the last one return `unclassified`."
        ),
        _(
            '`if amount >= 200_000: return "Diamond"`, then `if 100_000 <= amount <= 200_000: return "Platinum"`, and so on …'
        ),
        _(
            'Four such lines, Diamond, Platinum, Gold (`10_000 <= amount <= 50_000`), VIP (`amount >= 5_000`), then `return "unclassified"`. In Excel: '
            '`=IF(C2>=200000,"Diamond",IF(C2>=100000,"Platinum",IF(AND(C2>=10000,C2<=50000),"Gold",IF(C2>=5000,"VIP","unclassified"))))`.'
        ),
    ),
    competencies=("GR1",),
    way="compute",
)


# ── two readings of an open band ─────────────────────────────────────────────────────────────────────────
_PLACES = ((500, 5_000), (5_000, 10_000), (10_000, 50_000), (50_000, 100_000), (100_000, 200_000))
_LETTERS = "abcde"


def _five(case, rng):
    amounts = [_between(case, rng, *place) for place in _PLACES]
    dealt = rng.sample(amounts, 5)
    table = pd.DataFrame({"bought in the year, yuan": dealt}, index=pd.Index(list(_LETTERS.upper()), name="account"))
    hole = amounts[3]
    return {
        "amounts": dict(zip(_LETTERS, dealt, strict=True)),
        "table": table,
        "hole": _LETTERS[dealt.index(hole)].upper(),
        "hole_amount": hole,
        "gold": _LETTERS[dealt.index(amounts[2])].upper(),
        "gold_amount": amounts[2],
    }


def _hits(amount):
    """In how many tiers the amount lies as printed, and when VIP stops where Gold begins."""
    tiers = [name for name, band in _tiers() if band.contains(amount)]
    vip_stops = [name for name in tiers if name != "VIP" or amount < 10_000]
    return len(tiers), len(vip_stops)


def _read(way):
    return lambda facts: {one: "-".join(map(str, way(*_hits(amount)))) for one, amount in facts["amounts"].items()}


def _because(facts, row, _given):
    return _(
        "Account {row} bought for {amount:,}. Count the bands that hold it, VIP without an upper end; then again, with VIP below 10,000."
    ).format(row=row.upper(), amount=facts["amounts"][row])


OPEN_BAND = Question(
    id="policies.open-band",
    kind=Match(
        left={letter: _("account {letter}").format(letter=letter.upper()) for letter in _LETTERS},
        right={
            "0-0": _("none, and none"),
            "1-0": _("one, and none"),
            "1-1": _("one, and one"),
            "2-1": _("two, and one"),
            "2-2": _("two, and two"),
        },
        because=_because,
    ),
    case=machinery,
    given=_five,
    prompt=_(
        "Five accounts of the machinery seller Ironbridge, and four tiers: **Diamond** 200,000 yuan and more; **Platinum** 100,000 to 200,000; **Gold** 10,000 "
        "to 50,000; **VIP** 5,000 and more. The open band of VIP can be read in two ways:\n\n"
        "1. *as printed*: it has no upper end;\n"
        "2. *up to the next band*: it stops below 10,000, where Gold begins.\n\n"
        "In **how many tiers** does each account lie, in the first reading and in the second?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_read(lambda printed, stopped: (printed, stopped)),
    mistakes=(
        Mistake(
            "closed-both-times",
            _read(lambda printed, stopped: (stopped, stopped)),
            _(
                'You closed VIP in both readings. As printed it says "5,000 and more", and {gold_amount:,} is more: account {gold} lies in Gold *and* in VIP. A reader who '
                "knows what was meant does not see what is written."
            ),
        ),
        Mistake(
            "open-both-times",
            _read(lambda printed, stopped: (printed, printed)),
            _(
                "You left VIP open in both readings. In the second it stops below 10,000. Account {hole} with {hole_amount:,}: which tier still holds it then?"
            ),
        ),
        Mistake(
            "best-tier-only",
            _read(lambda printed, stopped: (min(printed, 1), min(stopped, 1))),
            _(
                "You counted the tier that each account would *get*. The question is in how many it *lies*: an overlap is there even when a rule settles who "
                "wins. How many bands hold {gold_amount:,} as printed?"
            ),
        ),
    ),
    right=_(
        "As printed VIP overlaps with every tier above it. Read up to the next band the overlaps go, and {hole} with {hole_amount:,} falls into a hole that nobody saw "
        "before: 50,000 to 100,000. An audit has to be asked for both readings."
    ),
    hints=Hints(
        _("Take the first reading for all five, then the second."),
        _(
            "For each account count the bands that hold its amount; VIP holds everything from 5,000 on, or only what is below 10,000."
        ),
        _("Account {gold}, {gold_amount:,}: Gold holds it, and VIP as printed too; in the second reading …"),
        _("{answer}"),
    ),
    competencies=("GR2",),
)
