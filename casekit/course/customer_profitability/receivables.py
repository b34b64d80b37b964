"""What is owed, and what of it is late."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.dates import day
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _
from casekit.value import open_items

_OLD = 90


@once_a_case
def open_invoices(case):
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
    rows = open_invoices(case)
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
