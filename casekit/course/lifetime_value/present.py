"""What is still to come from a customer who has been there for some years; past profit is no part of it."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.lifetime_value.company import PLANS, plans, shares_there
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_FACTORS = (1.0, 0.909, 0.826)  # 10 % a year, paid at the start of each year
_APART = 6  # yuan


@once_a_case
def _customers(case):
    """Contracts of the paying plans that have lasted two to five years, where each way of reckoning differs."""
    found = []
    for plan in ("large", "top"):
        there = [round(1000 * share) for share in shares_there(case, plan)]
        margin = int(round(plans(case).at[plan, "margin"], -1))
        for years in (2, 3, 4, 5):
            facts = {"plan": PLANS[plan], "margin": margin, "there": there, "years": years, "past": margin * years}
            answers = [
                read(facts) for read in (_remaining, _with_past, _as_new, _of_thousand, _no_leavers, _first_left_out)
            ]
            if min(abs(a - b) for n, a in enumerate(answers) for b in answers[:n]) > _APART:
                found.append(facts)
    return found


def _from(facts, age, base):
    shares = [facts["there"][age + year] / base for year in range(3)]
    return facts["margin"] * sum(share * factor for share, factor in zip(shares, _FACTORS, strict=True))


def _remaining(facts):
    return _from(facts, facts["years"], facts["there"][facts["years"]])


def _with_past(facts):
    return _remaining(facts) + facts["past"]


def _as_new(facts):
    return _from(facts, 0, facts["there"][0])


def _of_thousand(facts):
    return _from(facts, facts["years"], 1000)


def _no_leavers(facts):
    return facts["margin"] * sum(_FACTORS)


def _first_left_out(facts):
    return _remaining(facts) - facts["margin"]


def _a_customer(case, rng):
    facts = rng.choice(_customers(case))
    k, there = facts["years"], facts["there"]
    table = pd.DataFrame(
        {_("of 1,000 still there"): [f"{n:,}" for n in there[:8]]}, index=pd.Index(range(8), name=_("years gone by"))
    )
    return facts | {
        "table": table,
        "now": there[k],
        "next": there[k + 1],
        "after": there[k + 2],
        "next_share": there[k + 1] / there[k],
        "gone": 1000 - there[k],
    }


RESIDUAL = Question(
    id="lifetime.residual",
    kind=Number(unit=_("yuan")),
    case=telecom,
    given=_a_customer,
    prompt=_(
        "Private contracts with a list price of {plan}. A customer of this plan has been there for **{years} years** and has brought {past:,} yuan of margin so far. "
        "The margin is {margin:,} yuan a year, paid at the start of each year by who is there. What is this customer worth over the **next three years**? "
        "Discount factors: 1, then 0.909, then 0.826. The first payment is certain."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_remaining,
    mistakes=(
        Mistake(
            "past-profit-added",
            _with_past,
            _(
                "{got} has the {past:,} yuan in it that were brought already. They are in the bank, whether the customer stays or goes, so "
                "they cannot be lost or won by an offer. Count only what is still to come."
            ),
        ),
        Mistake(
            "as-a-new-one",
            _as_new,
            _(
                "{got} is the worth of a *new* contract over three years. This one has got over {years} years in which many leave. Begin in the row of "
                "{years} years, not at the top."
            ),
        ),
        Mistake(
            "of-the-thousand",
            _of_thousand,
            _(
                "{got} takes the shares of the 1,000 at the start, {now} and {next} of them. But this customer is not one of the {gone} who are gone: it is "
                "one of the {now} who are there. Of whom are {next} the share?"
            ),
        ),
        Mistake(
            "first-left-out",
            _first_left_out,
            _(
                "{got} leaves out the first payment: {margin:,} yuan, certain and with the factor 1. The customer is there today and pays today. Three payments "
                "belong to the sum."
            ),
        ),
        Mistake(
            "nobody-leaves",
            _no_leavers,
            _(
                "{got} takes three full margins, discounted. Some will leave within these years: of the {now}, {next} are there a year later. "
                "Use the column."
            ),
        ),
    ),
    right=_(
        "{answer}. What remains depends on the years to come only. A customer who brought much and is about to go is worth little, and a new one "
        "who has brought nothing may be worth a lot."
    ),
    hints=Hints(
        _("Cover the rows above {years} years. What do the others say about a customer who is there now?"),
        _(
            "Shares from today: each later row over the row of {years} years. Then margin × share × factor, three times."
        ),
        _(
            "{now} are there now, {next} a year later: {next} / {now} = {next_share:.3f}. First year {margin:,} × 1 × 1, second {margin:,} × {next_share:.3f} × 0.909 …"
        ),
        _("{margin:,} × (1 + {next}/{now} × 0.909 + {after}/{now} × 0.826) = {answer}"),
    ),
    competencies=("VA3",),
)
