"""Money on the risk: value at risk without counting leaving twice, and the gain of a call as a function."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.exhibits import first_rows
from casekit.course.whom_to_save.company import COST, foretold
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number
from casekit.text import _

_YEARS = 4
_ON_A_SHEET, _ON_THE_CARD = 8, 4


# ── value at risk ────────────────────────────────────────────────────────────────────────────────────────
def _lifetime(risk, margin):
    """Four years of margin with a yearly chance of leaving: a value that is net of leaving."""
    return round(sum(margin * (1 - risk / 100) ** year for year in range(1, _YEARS + 1)))


@once_a_case
def _at_risk(case):
    """Customers with a yearly risk of 4 to 60 per cent (four quarters of the foretold one) and a margin to lose."""
    found = []
    for row in foretold(case):
        risk = round(100 * (1 - (1 - row["risk"] / 100) ** 4))
        if 4 <= risk <= 60 and 200 <= row["margin"] <= 20_000:
            found.append((row["customer"], risk, row["margin"], _lifetime(risk, row["margin"])))
    return found


def _eight(case, rng):
    for _try in range(50):
        rows = sorted(rng.sample(_at_risk(case), _ON_A_SHEET))
        by_row = sum(row[1] * row[2] for row in rows)
        by_means = sum(row[1] for row in rows) * sum(row[2] for row in rows) / len(rows)
        if abs(by_means / by_row - 1) > 0.05:  # else the readings can hardly be told apart
            break
    sheet = pd.DataFrame(rows, columns=["customer", "risk_percent", "margin_a_year", "lifetime_value"])
    first = rows[0]
    return {
        "rows": rows,
        "sheet": sheet,
        "n": len(rows),
        "years": _YEARS,
        "first": first[0],
        "first_risk": first[1],
        "first_margin": first[2],
        "first_at_risk": first[1] * first[2] / 100,
        "mean_risk": sum(row[1] for row in rows) / len(rows),
        "all_margin": sum(row[2] for row in rows),
    }


AT_RISK = Question(
    id="save.at-risk",
    kind=Number(unit=_("yuan")),
    case=telecom,
    given=_eight,
    prompt=_(
        "The sheet has {n} customers with their chance of leaving in the next year (*risk_percent*), their *margin_a_year*, and their *lifetime_value*: the margins of {years} years, each taken only as far as the customer is then still "
        "expected to be there. How much margin of **one year** is **at risk** with these {n} together? (yuan)"
    ),
    exhibit=lambda facts: first_rows(facts["sheet"], _ON_THE_CARD),
    workbook=lambda facts: {"customers": facts["sheet"]},
    oracle=lambda facts: sum(risk * margin for _name, risk, margin, _value in facts["rows"]) / 100,
    mistakes=(
        Mistake(
            "leaving-counted-twice",
            lambda facts: sum(risk * value for _name, risk, _margin, value in facts["rows"]) / 100,
            _(
                "{got} multiplies the risk by the lifetime value. That value is already lower for those who are likely to leave: leaving is counted twice, and the customers most at risk are marked down most. Which column does *not* know the risk?"
            ),
        ),
        Mistake(
            "means-multiplied",
            lambda facts: facts["mean_risk"] / 100 * facts["all_margin"],
            _(
                "{got} is the mean risk of {mean_risk:.1f} % times all margins together, {all_margin:,} yuan. That is right only if large and small customers run the same risk. Multiply row by row, and add up then."
            ),
        ),
        Mistake(
            "rows-of-the-card",
            lambda facts: sum(risk * margin for _name, risk, margin, _value in facts["rows"][:_ON_THE_CARD]) / 100,
            _("{got} is the sum of the rows that the card shows. The Excel sheet has all {n}. What do the others add?"),
        ),
        Mistake(
            "all-margins",
            lambda facts: facts["all_margin"],
            _(
                "{got} is the whole margin of all {n}: so much is lost if *everybody* leaves. Each row has a chance of its own, and it belongs into the product."
            ),
        ),
    ),
    right=_(
        "{answer} may go in the mean. It says where money can be lost. It does not say where a call keeps it: for that the risk gives its place to the uplift."
    ),
    hints=Hints(
        _("Two columns are needed; one of the three has the risk inside it already."),
        _("Row by row: risk ÷ 100 × margin of a year. Then add up. In Excel: `=SUMPRODUCT(B2:B9,C2:C9)/100`."),
        _("{first}: {first_risk} ÷ 100 × {first_margin:,} = {first_at_risk:,.1f} yuan. The other rows …"),
        _("All rows together: {answer}"),
    ),
    competencies=("RT3",),
    way="compute",
)


# ── the gain of a call ───────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _offers(case):
    """(share leaving left alone, share leaving when called, margin, cost) of customers whom a call moves or wakes."""
    return [
        (round(row["risk"] / 100, 3), round(max(row["risk"] - row["uplift"], 0) / 100, 3), row["margin"])
        for row in foretold(case)
        if abs(row["uplift"]) >= 1 and row["margin"] >= 300
    ]


def _trials(case, rng):
    pool = _offers(case)
    held = [row for row in pool if row[0] - row[1] > 0.01 and row[1] > 0]
    worth = [row for row in held if (row[0] - row[1]) * row[2] > 300]
    woken = [row for row in pool if row[1] - row[0] > 0.01 and row[0] > 0]
    rows = rng.sample(worth, 2) + rng.sample(held, 2) + rng.sample(woken, 2)
    return {"rows": [(*row, rng.choice([COST, 40, 120, 240])) for row in rows]}


def _wide(facts):
    rows = [[number, None, *row] for number, row in enumerate(facts["rows"], 1)]
    return pd.DataFrame(rows, columns=["case", "gain", "alone", "called", "margin", "cost"])


GAIN = Question(
    id="save.gain",
    kind=Function(
        signature="gain(alone, called, margin, cost)",
        trials=lambda facts, rng: list(facts["rows"]),
        result=Number(unit=_("yuan"), decimals=1),
    ),
    case=telecom,
    given=_trials,
    prompt=_(
        "Write `gain(alone, called, margin, cost)`: what a call is expected to gain, in yuan. `alone` is the chance of leaving when left alone (0.16 for 16 %), `called` the chance when called, `margin` what is lost in a year if the customer "
        "leaves, `cost` what the call costs. Where a call wakes, the gain is below 0. Do not round. **In Excel:** fill the column *gain* of the sheet and paste that column in place of the name."
    ),
    workbook=lambda facts: {"calls": _wide(facts)},
    oracle=lambda facts: lambda alone, called, margin, cost: (alone - called) * margin - cost,
    mistakes=(
        Mistake(
            "risk-for-uplift",
            lambda facts: lambda alone, called, margin, cost: alone * margin - cost,
            _(
                "Your function multiplies the whole risk by the margin, as if a call held everybody. {got} Of the called some leave as well. By how much does a call lower the chance?"
            ),
        ),
        Mistake(
            "cost-forgotten",
            lambda facts: lambda alone, called, margin, cost: (alone - called) * margin,
            _(
                "Your function says what a call keeps, and not what it costs. {got} A call that keeps 60 yuan for 78 gains nothing. Where does `cost` belong?"
            ),
        ),
        Mistake(
            "the-wrong-way-round",
            lambda facts: lambda alone, called, margin, cost: (called - alone) * margin - cost,
            _(
                "Your function takes `called` less `alone`. {got} Where a call holds, fewer leave when called; that must come out above 0. Which of the two stands first?"
            ),
        ),
        Mistake(
            "in-per-cent-of-the-risk",
            lambda facts: lambda alone, called, margin, cost: (alone - called) / alone * margin - cost,
            _(
                "Your function divides by `alone`: the fall in per cent of the risk. {got} A risk that falls from 2 % to 1 % is halved, and yet only 1 in 100 is held. Take the plain difference."
            ),
        ),
        Mistake(
            "never-below-nothing",
            lambda facts: lambda alone, called, margin, cost: max(alone - called, 0) * margin - cost,
            _(
                "Your function lets a call that wakes cost only the call. {got} Where `called` is larger than `alone`, a margin is lost that would have stayed. Let the difference go below 0."
            ),
        ),
        Mistake(
            "stays-when-called",
            lambda facts: lambda alone, called, margin, cost: (1 - called) * margin - cost,
            _(
                "Your function books the margin of everybody who stays when called. {got} Most of them would have stayed anyway. What would be there without the call?"
            ),
        ),
    ),
    right=_(
        "In each of the cases, also where a call wakes. With this one column you can sort, stop at 0, and add up what a quarter is expected to gain."
    ),
    hints=Hints(
        _("What is the difference that the call makes, and what is it worth?"),
        _("(chance left alone − chance called) × margin, less the cost."),
        _("For 0.16 and 0.04, a margin of 1,000 and a cost of 78: 0.12 × 1,000 = 120, less 78 is …"),
        _("`(alone - called) * margin - cost`"),
    ),
    competencies=("RT3",),
    way="compute",
)
