"""From purchase days to the three numbers of a history."""

import pandas as pd

from casekit.course.buying_till_they_leave.shop import base, cdnow, purchase_days
from casekit.course.by_case import once_a_case
from casekit.course.dates import day
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.table import Table
from casekit.text import _

_FEWEST, _MOST = 2, 5  # purchase days of the customers shown, besides one who bought once
_APART = 2  # weeks, at least, of recency, and between recency and silence, so that taking one for the other shows


@once_a_case
def _pools(case):
    """Customers who came back a few times, and customers who did not."""
    rows = base(case).customers
    few = rows["frequency"].between(_FEWEST - 1, _MOST - 1) & (rows["recency"] >= _APART)
    few &= (rows["recency"] - rows["silence"]).abs() > _APART
    return sorted(rows.index[few]), sorted(rows.index[rows["frequency"] == 0])


def _five(case, rng):
    back, once = _pools(case)
    today = base(case).today
    chosen = rng.sample([*rng.sample(back, 4), rng.choice(once)], 5)
    histories = {customer: purchase_days(case)[customer] for customer in chosen}
    one = next(customer for customer in chosen if len(histories[customer]) > 1)
    return {
        "histories": histories,
        "today": today,
        "last_day": day(today),
        "one": one,
        "n": len(histories[one]),
        "weeks": (histories[one][-1] - histories[one][0]).days / 7,
        "days": (histories[one][-1] - histories[one][0]).days,
    }


def _answer(facts, *, first=0, silence=False, per=7):
    rows = [
        {
            "customer_id": customer,
            "frequency": len(days) - 1 + first,
            "recency": ((facts["today"] if silence else days[-1]) - days[-1 if silence else 0]).days / per,
            "T": (facts["today"] - days[0]).days / per,
        }
        for customer, days in facts["histories"].items()
    ]
    return pd.DataFrame(rows)


def _shown(facts):
    texts = {customer: ", ".join(f"{one:%Y-%m-%d}" for one in days) for customer, days in facts["histories"].items()}
    return pd.Series(texts, name=_("days with a purchase")).rename_axis(_("customer_id")).to_frame()


def _sheet(facts):
    lines = [(customer, f"{one:%Y-%m-%d}") for customer, days in facts["histories"].items() for one in days]
    return {"purchases": pd.DataFrame(lines, columns=["customer_id", "date"])}


HISTORIES = Question(
    id="alive.histories",
    kind=Table(key="customer_id", columns={"frequency": 0, "recency": 1, "T": 1}),
    case=cdnow,
    given=_five,
    prompt=_(
        "Five customers and the days on which they bought. Today is **{last_day}**. Make the table a model of buying wants: *customer_id*, *frequency* (days with a "
        "purchase after the first), *recency* (first purchase to last) and *T* (first purchase to today), both in **weeks**, one decimal. A week is 7 days. (Excel: the sheet has one row a purchase; paste your table "
        "with its heading row.)"
    ),
    exhibit=_shown,
    workbook=_sheet,
    oracle=_answer,
    mistakes=(
        Mistake(
            "silence-for-recency",
            lambda facts: _answer(facts, silence=True),
            _(
                "{got}: that counts from the last purchase to today. Lesson 03 called the silence recency, and for a score it is. These models want the time from the "
                "first purchase to the *last*; the silence is T less that."
            ),
        ),
        Mistake(
            "first-counted",
            lambda facts: _answer(facts, first=1),
            _("{got}: the frequency counts the first purchase as well. It made the customer; a repeat comes after it."),
        ),
        Mistake(
            "days-for-weeks",
            lambda facts: _answer(facts, per=1),
            _(
                "{got}: these are days. The model would take them, and fit them well. Only later, where somebody asks for 39 weeks ahead, nothing fits any more. Divide by 7."
            ),
        ),
    ),
    right=_(
        "These three columns are all that the model sees of a customer. Whoever bought once has frequency 0 and recency 0."
    ),
    hints=Hints(
        _("Two spans of time, and one count. From where to where does each go?"),
        _("Frequency: number of days less 1. Recency: last less first, in days, over 7. T: today less first, over 7."),
        _(
            "Customer {one} has {n} days, and {days} days lie between the first and the last. That is frequency {n} − 1, and a recency of {days} / 7 …"
        ),
        _("For example {one}: recency {days} / 7 = {weeks:.1f}. All: {answer}."),
    ),
    competencies=("VA3",),
    way="compute",
)
