"""Days of sales outstanding, and what longer credit lends out."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.customer_profitability.receivables import open_invoices
from casekit.course.dates import day
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _
from casekit.value import days_sales_outstanding, exposure


# ── days of sales outstanding ────────────────────────────────────────────────────────────────────────────
@once_a_case
def _regions(case):
    """By region: the open sum and the invoices of the last twelve months, in thousand yuan."""
    where = case.accounts.set_index("customer_id")["region"]
    sent = case.invoices[case.invoices["issued_on"] <= case.last_day]
    months = sent.groupby([sent["customer_id"].map(where), sent["issued_on"].dt.to_period("M")])["amount"].sum()
    owed = open_invoices(case).groupby(open_invoices(case)["customer_id"].map(where))["open"].sum()
    found = []
    for region in sorted(owed.index):
        sold = (months[region] / 1000).round().astype(int).tail(6)
        open_sum, last = round(owed[region] / 1000), sold.iloc[-1]
        facts = {"region": region, "sold": sold, "open": open_sum, "months": [int(one) for one in sold]}
        if sold.sum() <= open_sum or open_sum <= last or sold.min() <= 0:
            continue
        facts["back"] = days_sales_outstanding(open_sum, sold)
        facts["simple"] = open_sum / (sold.sum() / sold.index.days_in_month.to_numpy().sum())
        facts["last"] = 31 * open_sum / last
        full, left = 0, open_sum
        for sum_of_month, length in zip(reversed(facts["months"]), reversed(sold.index.days_in_month), strict=True):
            if left < sum_of_month:
                break
            full, left = full + int(length), left - sum_of_month
        facts |= {
            "full": full,
            "left": left,
            "in_month": sum_of_month,
            "length": int(length),
            "whole": full + int(length),
        }
        ways = [facts[way] for way in ("back", "simple", "last", "full", "whole")]
        if min(abs(a - b) for n, a in enumerate(ways) for b in ways[:n]) > 1.5:
            found.append(facts)
    return found


def _one_region(case, rng):
    facts = rng.choice(_regions(case))
    table = pd.DataFrame(
        {
            _("days"): facts["sold"].index.days_in_month.to_numpy(),
            _("invoiced, thousand yuan"): facts["months"],
        },
        index=pd.Index(facts["sold"].index.strftime("%B %Y"), name=_("month")),
    )
    return facts | {"table": table, "today": day(case.last_day), "december": facts["months"][-1]}


DSO = Question(
    id="profit.dso",
    kind=Number(unit=_("days")),
    case=machinery,
    given=_one_region,
    prompt=_(
        "On {today} the accounts of the region {region} owe Ironbridge **{open:,} thousand yuan**. The table has what was invoiced there. How many **days of sales** are outstanding (DSO, 应收账款周转天数), "
        "counted *back*: take the open sum off the last month, then off the month before, until it is used up? Of the month in which it is used up, count the days in proportion. Round to whole days."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["back"],
    mistakes=(
        Mistake(
            "mean-of-half-a-year",
            lambda facts: facts["simple"],
            _(
                "{got} divides by the mean daily sales of all six months. That is the simple way. It calls payers good or bad when only the season changes. Asked is counting back, month by month."
            ),
        ),
        Mistake(
            "last-month-only",
            lambda facts: facts["last"],
            _(
                "{got} takes the last month's pace for all. Each month has its own sum: when the last one is used up, go on with the one before."
            ),
        ),
        Mistake(
            "full-months-only",
            lambda facts: facts["full"],
            _(
                "{got} stops after the last *full* month. {left:,} thousand yuan are still left then, and they are days as well."
            ),
        ),
        Mistake(
            "last-one-whole",
            lambda facts: facts["whole"],
            _(
                "{got} counts the month in which the sum is used up as a whole. Only {left:,} of its {in_month:,} thousand yuan are needed."
            ),
        ),
    ),
    right=_(
        "{back:.0f} days of sales are out. Compare it with the days to pay that were granted, 30 to 180 here, and with the same figure of last January: one DSO alone says little."
    ),
    hints=Hints(
        _("Begin at the end: how much of the open sum does the last month use up?"),
        _("Take off month by month. The days of the full months, plus left over / sales of the next month × its days."),
        _(
            "{open:,} − {december:,} for the last month. After {full} days in full months {left:,} thousand yuan are left …"
        ),
        _("{full} + {left:,} / {in_month:,} × {length} = {answer}"),
    ),
    competencies=("KA12",),
)


# ── longer credit ────────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _yearly(case):
    """Accounts invoiced for 100,000 yuan and more in the last year: thousand yuan."""
    sent = case.invoices[case.invoices["issued_on"].dt.year == case.last_day.year]
    sums = sent.groupby("customer_id")["amount"].sum() / 1000
    return sorted((customer, int(round(total, -1))) for customer, total in sums.items() if total >= 400)


def _longer(case, rng):
    customer, sales = rng.choice(_yearly(case))
    now, then = rng.choice([(30, 90), (60, 90), (60, 150), (90, 120), (90, 150)])
    return {"customer": customer, "sales": sales, "now": now, "then": then, "more_days": then - now}


EXPOSURE = Question(
    id="profit.exposure",
    kind=Number(unit=_("thousand yuan"), decimals=0),
    case=machinery,
    given=_longer,
    prompt=_(
        "Account {customer} buys machines for **{sales:,} thousand yuan** a year at Ironbridge, evenly, and pays after {now} days. As a favour for its grade, sales wants to grant **{then} days**. How much "
        "**more** of your money is then out with the account, in the mean? A year has 365 days."
    ),
    oracle=lambda facts: exposure(facts["sales"], facts["then"]) - exposure(facts["sales"], facts["now"]),
    mistakes=(
        Mistake(
            "all-that-is-out",
            lambda facts: exposure(facts["sales"], facts["then"]),
            _(
                "{got} is all that will be out with {then} days. A part of it is out today. The favour is what comes on top."
            ),
        ),
        Mistake(
            "today",
            lambda facts: exposure(facts["sales"], facts["now"]),
            _("{got} is what is out today, with {now} days. Compare it with what will be out with {then}."),
        ),
        Mistake(
            "in-proportion",
            lambda facts: facts["sales"] * (facts["then"] / facts["now"] - 1),
            _(
                "{got} lets the yearly sales grow in the proportion of the days. It does not buy more; it pays later. Begin with the sales of one *day*."
            ),
        ),
    ),
    right=_(
        "{more_days} more days of {sales:,} / 365 thousand yuan each. It is a loan without a paper, and it grows with the sales. Set it beside the account's payment record and its limit before anybody says yes."
    ),
    hints=Hints(
        _("What does the account buy on one day?"),
        _("Exposure = daily sales × days of credit. The favour is the difference of two exposures."),
        _("One day is {sales:,} / 365 thousand yuan. There are {more_days} more days …"),
        _("{sales:,} / 365 × {more_days} = {answer}"),
    ),
    competencies=("KA12",),
)
