"""The rate of a month or a quarter that grows to a given rate of a year."""

import pandas as pd

from casekit.course.companies import telecom
from casekit.course.lifetime_value.company import plans
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_PAYING = ("large", "top")  # plans with a margin worth the sum
_PERIODS = {12: _("month"), 4: _("quarter")}


def _a_rate(case, rng):
    percent, n = rng.choice(range(5, 21)), rng.choice(list(_PERIODS))
    margin = int(rng.choice(plans(case).loc[list(_PAYING), "margin"].tolist()))
    facts = {"percent": percent, "n": n, "period": _PERIODS[n], "share": percent / 100, "grown": 1 + percent / 100}
    sheet = {"rate_a_year": [percent / 100], "periods_a_year": [n], "margin_a_year": [margin]}
    simple = (1 + percent / 100 / n) ** n
    return facts | {"sheet": pd.DataFrame(sheet), "too_much": 100 * (simple - 1), "margin": margin}


RATE = Question(
    id="lifetime.period-rate",
    kind=Number(unit="%", decimals=3),
    case=telecom,
    given=_a_rate,
    prompt=_(
        "Finance asks for a discount rate of **{percent} % a year**. Your table has one row a **{period}** ({n} in a year). What is the rate of one "
        "{period}, so that {n} of them grow to exactly {percent} % in a year? (per cent, three decimals)"
    ),
    workbook=lambda facts: {"rate": facts["sheet"]},
    oracle=lambda facts: 100 * (facts["grown"] ** (1 / facts["n"]) - 1),
    mistakes=(
        Mistake(
            "divided",
            lambda facts: facts["percent"] / facts["n"],
            _(
                "{got} is {percent} / {n}. It is near, and so it tempts. But each {period} bears interest on the one before: {n} times that rate grow to "
                "{too_much:.2f} %. Which rate grows to {percent} % when it is *multiplied* {n} times?"
            ),
        ),
        Mistake(
            "one-not-taken-off",
            lambda facts: 100 * facts["grown"] ** (1 / facts["n"]),
            _(
                "{got} is what 100 yuan have become after one {period}. The root is right. The rate is only what has been *added* to the 100."
            ),
        ),
        Mistake(
            "root-of-the-rate",
            lambda facts: 100 * facts["share"] ** (1 / facts["n"]),
            _(
                "{got} is the root of the rate itself. What grows is not the interest alone, but money and interest together: 1 + {share}. "
                "Take the root of that."
            ),
        ),
        Mistake(
            "power-for-root",
            lambda facts: 100 * (facts["grown"] ** facts["n"] - 1),
            _(
                "{got} is what {percent} % grow to in {n} *years*. That goes up where you have to go down: from a year to a {period}. "
                "What undoes a power?"
            ),
        ),
    ),
    right=_(
        "{answer} a {period}. The gap to {percent} / {n} is small in one {period} and adds up over five years. And whoever mixes a yearly rate with rows "
        "of a {period} is wrong by far more."
    ),
    hints=Hints(
        _("100 yuan are to become {grown:.2f} × 100 in {n} equal steps."),
        _("(1 + yearly rate) to the power of 1 / {n}, less 1."),
        _("In Excel: `=(1+A2)^(1/B2)-1`, shown as per cent with three decimals. The base is {grown:.2f} …"),
        _("{grown:.2f}^(1/{n}) − 1 = {answer}"),
    ),
    competencies=("VA3",),
    way="compute",
)
