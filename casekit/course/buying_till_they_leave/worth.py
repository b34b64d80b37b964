"""The value of a customer to come: one time unit, margin, and nothing of the past."""

import numpy as np
import pandas as pd

from casekit.course.buying_till_they_leave.shop import MARGIN, base, cdnow
from casekit.course.by_case import once_a_case
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_HORIZONS = {13: _("a quarter of a year"), 26: _("half a year"), 52: _("a year")}
_SHOWN = (13, 26, 52, 91, 182, 364)
_DAYS = 7
_MARGINS = (25, MARGIN, 35, 40)


@once_a_case
def _steady(case):
    """Customers with some purchases whose value is worth a sum."""
    rows = base(case).customers
    rows = rows[rows["frequency"].between(3, 12) & (rows["alive"] > 0.4) & (rows["monetary_value"] > 15)].sort_index()
    bought = case.transactions[case.transactions["date"] <= base(case).today].groupby("customer_id")["amount"].sum()
    return [
        (customer, *values, float(bought[customer]))
        for customer, *values in rows[["frequency", "recency", "T", "spend"]].itertuples()
    ]


def _one(case, rng):
    customer, x, t_x, age, spend, past = rng.choice(_steady(case))
    weeks, margin = rng.choice(list(_HORIZONS)), rng.choice(_MARGINS)
    model = base(case).model
    history = (np.array([x]), np.array([t_x]), np.array([age]))
    curve = {t: round(float(model.ahead(t, *history)[0]), 2) for t in _SHOWN}
    table = pd.DataFrame(
        {_("expected purchases until then"): [f"{value:.2f}" for value in curve.values()]},
        index=pd.Index(_SHOWN, name=_("steps of the model from today")),
    )
    return {
        "customer": customer,
        "table": table,
        "weeks": weeks,
        "days": weeks * _DAYS,
        "horizon": _HORIZONS[weeks],
        "buys": curve[weeks],
        "days_buys": curve[weeks * _DAYS],
        "spend": round(spend, 2),
        "margin": margin,
        "past": round(past * margin / 100, 2),
        "revenue": round(curve[weeks] * spend, 2),
    }


def _worth(facts, *, buys="buys"):
    return facts[buys] * facts["spend"] * facts["margin"] / 100


WORTH = Question(
    id="alive.worth",
    kind=Number(unit="$", decimals=2),
    case=cdnow,
    given=_one,
    prompt=_(
        "Customer {customer}. The model was fitted with recency and T in **weeks**. A purchase is expected to bring {spend:.2f} dollars, of which {margin} % are margin (assumed). So far the customer has brought a margin of {past:,.2f} dollars. "
        "What is the customer **worth over {horizon} to come** ({weeks} weeks, {days} days), without discount?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_worth,
    mistakes=(
        Mistake(
            "days-in-a-weekly-model",
            lambda facts: _worth(facts, buys="days_buys"),
            _(
                "{got} uses the row {days}. There are {days} days in {horizon}, that is true. But this model counts weeks, so its step {days} lies seven times as far ahead. "
                "The figure is not seven times too high, for customers leave on the way; so it still looks possible. Which step is {horizon}?"
            ),
        ),
        Mistake(
            "on-revenue",
            lambda facts: facts["buys"] * facts["spend"],
            _(
                "{got} is what the customer will *spend*. The records must be bought and sent, too. Only {margin} % of it is left for the shop."
            ),
        ),
        Mistake(
            "past-added",
            lambda facts: _worth(facts) + facts["past"],
            _(
                "{got} holds the {past:,.2f} dollars that have come already. They were earned, and no decision of today changes them. What is *still to come*?"
            ),
        ),
    ),
    right=_(
        "{buys:.3f} purchases × {spend:.3f} dollars × {margin} %. Whoever pays more than that to keep this customer for {horizon} loses money."
    ),
    hints=Hints(
        _("Three figures are needed: how many purchases, how much each, how much of it stays."),
        _("Take the row for {weeks} weeks, in the model's own unit. Times spend, times margin. Nothing of the past."),
        _("{buys:.3f} purchases × {spend:.3f} dollars = {revenue:,.2f} dollars of sales. Of these …"),
        _("{buys:.2f} × {spend:.2f} × {margin} % = {answer}"),
    ),
    competencies=("VA3",),
)
