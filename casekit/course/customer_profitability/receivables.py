"""What is owed: late sums, days of sales outstanding, and what longer credit lends out."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.dates import day
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _
from casekit.value import days_sales_outstanding, exposure, open_items

_OLD = 90


@once_a_case
def _open(case):
    """Open invoices of the last day in whole yuan, by account."""
    rows = open_items(case.invoices, case.payments, as_of=case.last_day)
    rows = rows.round({"amount": 0, "paid": 0}).assign(open=lambda t: t["amount"] - t["paid"])
    rows["age"] = (case.last_day - rows["issued_on"]).dt.days
    return rows.astype({"amount": int, "paid": int, "open": int})


# ── late by more than ninety days ────────────────────────────────────────────────────────────────────────
_DRAWN = {"old-partly": 1, "old": 2, "old-since-issue": 2, "late": 1, "not-due": 1}


@once_a_case
def _places(case):
    """By region: open invoices by what a way of counting makes of them."""
    where = case.accounts.set_index("customer_id")["region"]
    rows = _open(case)
    rows = rows.assign(place="not-due", region=rows["customer_id"].map(where))
    overdue, old = rows["days_past_due"] > 0, rows["days_past_due"] > _OLD
    rows.loc[overdue, "place"] = "late"
    rows.loc[overdue & (rows["age"] > _OLD), "place"] = "old-since-issue"
    rows.loc[old, "place"] = "old"
    rows.loc[old & (rows["paid"] > 0), "place"] = "old-partly"
    columns = ["invoice_id", "customer_id", "issued_on", "due_on", "amount", "paid", "open", "days_past_due", "age"]
    pools = {
        region: {place: list(some[columns].itertuples(index=False)) for place, some in here.groupby("place")}
        for region, here in rows.groupby("region")
    }
    return {
        region: pool
        for region, pool in pools.items()
        if all(len(pool.get(place, ())) >= n for place, n in _DRAWN.items())
    }


def _desk(case, rng):
    """Seven open invoices of a region, of which each way of counting takes others."""
    pools = _places(case)
    region = rng.choice(sorted(pools))
    rows = [row for place, n in _DRAWN.items() for row in rng.sample(pools[region][place], n)]
    rows.sort(key=lambda row: (row.due_on, row.invoice_id))
    late = [row for row in rows if row.days_past_due > _OLD]
    table = pd.DataFrame(
        {
            "customer_id": [row.customer_id for row in rows],
            "issued_on": [f"{row.issued_on:%Y-%m-%d}" for row in rows],
            "due_on": [f"{row.due_on:%Y-%m-%d}" for row in rows],
            "amount": [row.amount for row in rows],
            "paid": [row.paid for row in rows],
        },
        index=pd.Index([row.invoice_id for row in rows], name="invoice_id"),
    )
    first = rows[0]
    return {
        "region": region,
        "table": table,
        "today": day(case.last_day),
        "n": len(rows),
        "n_late": len(late),
        "late": sum(row.open for row in late),
        "open": sum(row.open for row in rows),
        "all_late": sum(row.open for row in rows if row.days_past_due > 0),
        "since_issue": sum(row.open for row in rows if row.age > _OLD),
        "parts_ignored": sum(row.amount for row in late),
        "oldest": first.invoice_id,
        "oldest_due": day(first.due_on),
        "oldest_days": first.days_past_due,
        "oldest_open": first.open,
    }


LATE = Question(
    id="profit.late",
    kind=Number(unit=_("yuan")),
    case=machinery,
    given=_desk,
    prompt=_(
        "Today is {today}. {n} open invoices on the desk for the region {region} at Ironbridge, in yuan. How much is **open and more than 90 days past due**?"
    ),
    exhibit=lambda facts: facts["table"],
    workbook=lambda facts: {"invoices": facts["table"].reset_index()},
    oracle=lambda facts: facts["late"],
    mistakes=(
        Mistake(
            "since-issue",
            lambda facts: facts["since_issue"],
            _(
                "{got} counts the days since the invoice was *issued*. But the account was given time to pay; until the due date it owes nothing that is late. Count from `due_on`."
            ),
        ),
        Mistake(
            "all-late",
            lambda facts: facts["all_late"],
            _(
                "{got} is everything past its due date, also what is late by some days. Asked is what is late by *more than 90*."
            ),
        ),
        Mistake(
            "all-open",
            lambda facts: facts["open"],
            _(
                "{got} is all that is open. Part of it is not due yet, or not for so long: nobody has done wrong there so far."
            ),
        ),
        Mistake(
            "parts-paid-ignored",
            lambda facts: facts["parts_ignored"],
            _(
                "{got} takes the whole amounts. On some of these invoices a part was paid: open is `amount` less `paid`."
            ),
        ),
    ),
    right=_(
        "{answer} of {open:,} open, in {n_late} of {n} invoices. Such a sum is asked for by a person, by telephone, with the invoice in hand; and before the next machine is delivered."
    ),
    hints=Hints(
        _("Two columns of the sheet are dates. From which of them does lateness count?"),
        _(
            "Days past due = today − `due_on`. Keep the rows above 90, and add up `amount` − `paid`. In Excel: SUMIF on a column of days."
        ),
        _(
            "{oldest} was due on {oldest_due}, {oldest_days} days ago, with {oldest_open:,} yuan open. Which others are beyond 90 days?"
        ),
        _("{n_late} invoices, together {answer}."),
    ),
    competencies=("KA12",),
    way="compute",
)


# ── days of sales outstanding ────────────────────────────────────────────────────────────────────────────
@once_a_case
def _regions(case):
    """By region: the open sum and the invoices of the last twelve months, in thousand yuan."""
    where = case.accounts.set_index("customer_id")["region"]
    sent = case.invoices[case.invoices["issued_on"] <= case.last_day]
    months = sent.groupby([sent["customer_id"].map(where), sent["issued_on"].dt.to_period("M")])["amount"].sum()
    owed = _open(case).groupby(_open(case)["customer_id"].map(where))["open"].sum()
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
        "counted *back*: take the open sum off the last month, then off the month before, until it is used up? Of the month in which it is used up, count the days in proportion."
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
