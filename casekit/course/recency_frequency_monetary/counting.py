"""Counting purchases: recency, frequency, monetary value of one customer."""

from casekit.course.dates import day
from casekit.course.recency_frequency_monetary.shop import cdnow, shop
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number
from casekit.text import _


def _one_customer(case, rng):
    """A customer with several lines on one day, and purchases after the period: both tempt one to miscount."""
    at = shop(case)
    table = at.customers
    all_days = at.transactions.groupby("customer_id")["date"].nunique().reindex(table.index)
    awkward = (
        (table["frequency"] >= 1)
        & (table["lines"] >= table["purchase_days"] + 2)
        & (all_days >= table["purchase_days"] + 2)
        & (all_days != table["lines"])
        & (all_days <= 30)
    )
    customer = (at.pick(rng, 1, awkward) or at.pick(rng, 1))[0]
    rows = at.transactions[at.transactions["customer_id"] == customer]
    known = table.loc[customer]
    return {
        "customer": customer,
        "end": day(at.end),
        "rows": rows.assign(date=rows["date"].dt.strftime("%Y-%m-%d")).reset_index(drop=True),
        "lines": int(known["lines"]),
        "days": int(known["purchase_days"]),
        "frequency": int(at.summary.set_index("customer_id").loc[customer, "frequency"]),
        "all_days": int(all_days[customer]),
        "first": day(known["first"]),
        "last": day(known["last"]),
        "days_since": int(known["days_since"]),
        "days_known": int(known["days_known"]),
        "span": int((known["last"] - known["first"]).days),
        "weeks_since": known["days_since"] / 7,
    }


def _lines(facts):
    return facts["rows"]


def _workbook(facts):
    return {"purchases": facts["rows"]}


FREQUENCY = Question(
    id="rfm.frequency",
    kind=Number(unit=_("repeat purchases")),
    case=cdnow,
    given=_one_customer,
    prompt=_(
        "Below are all purchases of customer {customer}. You grade on **{end}**. What is this customer's "
        "**frequency** (消费频次) on that day: how many days with a purchase came *after* the first one?"
    ),
    exhibit=_lines,
    workbook=_workbook,
    oracle=lambda facts: facts["frequency"],
    mistakes=(
        Mistake(
            "invoice-lines",
            lambda facts: facts["lines"] - 1,
            _(
                "{got} is {lines} lines less the first. It tempts because the file has one row an invoice. But two "
                "invoices on one day are one visit: a customer who orders twice on one day did not come back. On "
                "how many different dates did this customer buy?"
            ),
        ),
        Mistake(
            "first-day-counted",
            lambda facts: facts["days"],
            _(
                "{got} is every day with a purchase. Everybody on the list has bought once, or they would not be on "
                "it, so the first day tells you nothing about coming *back*. Which day should not count?"
            ),
        ),
        Mistake(
            "whole-file",
            lambda facts: facts["all_days"] - 1,
            _(
                "{got} also counts purchases after {end}. On grading day they have not happened. A grade made "
                "with them looks clever afterwards and cannot be made beforehand. Where must the list stop?"
            ),
        ),
    ),
    right=_(
        "{days} different dates up to {end}, less the first: {answer}. The {lines} lines up to then would have made "
        "this customer look more loyal than they are."
    ),
    hints=Hints(
        _("Look at the dates, not at the rows."),
        _("Frequency = number of different purchase dates up to the grading day, less one."),
        _("Up to {end} there are {lines} lines on {days} different dates. Take off the first date …"),
        _("{days} different dates less the first = {answer}."),
    ),
    competencies=("GR8",),
    way="compute",
)

SINCE = Question(
    id="rfm.days-since",
    kind=Number(unit=_("days")),
    case=cdnow,
    given=_one_customer,
    prompt=_(
        "Below are the purchases of customer {customer}. How many **days since the last purchase** had passed on **{end}**? "
        "That is what a recency (最近一次消费) score looks at."
    ),
    exhibit=_lines,
    workbook=_workbook,
    oracle=lambda facts: facts["days_since"],
    mistakes=(
        Mistake(
            "first-to-last",
            lambda facts: facts["span"],
            _(
                "{got} lie between the first and the last purchase. Lifetime models call *that* recency, and lesson 09 "
                "will need it. A score asks another thing: how long has it been quiet? Count from the last purchase "
                "to grading day."
            ),
        ),
        Mistake(
            "since-the-first",
            lambda facts: facts["days_known"],
            _(
                "{got} is how long you have known this customer: from the first purchase to {end}. Someone "
                "known for long can have bought yesterday. Start from the last purchase."
            ),
        ),
        Mistake(
            "in-weeks",
            lambda facts: round(facts["weeks_since"]),
            _(
                "That is about right in *weeks*. The question asks for days. Mixing the two is no small slip: a model "
                "fed with days where it expects weeks overstates a lifetime value several times."
            ),
        ),
    ),
    right=_("From {last} to {end}: {answer}. The shorter the silence, the higher the score."),
    hints=Hints(
        _("Two dates matter. One of them is grading day."),
        _("Days since = grading day − the last purchase on or before it."),
        _("The last purchase up to grading day was on {last}. Count the days from there to {end}."),
        _("{last} to {end} is {answer}."),
    ),
    competencies=("GR8",),
    way="compute",
)


def _repeat_days(dates):
    return max(len(set(dates)) - 1, 0)


def _trials(facts, rng):
    """Lists of purchase dates: real ones with same-day repeats, one single purchase, and nobody's empty list."""
    return [(list(dates),) for dates in facts["lists"]]


def _date_lists(case, rng):
    at = shop(case)
    doubled = at.customers["lines"] > at.customers["purchase_days"]
    chosen = at.pick(rng, 4, doubled & (at.customers["purchase_days"] >= 2)) + at.pick(rng, 5)
    by_customer = at.purchases.groupby("customer_id")["date"]
    lists = [list(by_customer.get_group(customer).dt.strftime("%Y-%m-%d")) for customer in chosen]
    return {"lists": [*lists, ["1997-02-01"], []]}


FUNCTION = Question(
    id="rfm.function",
    kind=Function(
        signature="repeat_days(dates)",
        trials=_trials,
        result=Number(),
        seconds=5,
    ),
    case=cdnow,
    given=_date_lists,
    prompt=_(
        "Make the count once for all. Write `repeat_days(dates)`: it gets one customer's purchase dates as a list of "
        "texts such as `'1997-02-01'` and returns the frequency. A list may be empty: then return 0. "
        "**In Excel:** fill the column *repeat_days* of the sheet, one number a case, and paste that column in place of "
        "the name."
    ),
    workbook=lambda facts: {"dates": _wide(facts["lists"])},
    oracle=lambda facts: _repeat_days,
    mistakes=(
        Mistake(
            "invoice-lines",
            lambda facts: lambda dates: max(len(dates) - 1, 0),
            _(
                "Your function counts rows: a customer with two invoices on one day gets one repeat too many. {got} "
                "Each date should count once."
            ),
        ),
        Mistake(
            "first-day-counted",
            lambda facts: lambda dates: len(set(dates)),
            _(
                "Your function counts each date once, which is right, and then keeps the first. {got} The first "
                "purchase is not a repeat."
            ),
        ),
        Mistake(
            "empty-list",
            lambda facts: lambda dates: len(set(dates)) - 1,
            _(
                "Right for everybody who bought, and −1 for the one who did not. {got} Nobody comes back minus once: "
                "a count stops at 0."
            ),
        ),
    ),
    right=_(
        "It holds for lists with same-day invoices, for a single purchase and for an empty list. The kit's "
        "`rfm_summary` counts the same way, for millions of rows."
    ),
    hints=Hints(
        _("What turns a list with repeats into one where each date stands once?"),
        _("Make a set of the dates, count it, take off one, and never go below zero."),
        _("`len(set(dates))` is the number of different dates. Now the first one, and the empty list …"),
        _("`return max(len(set(dates)) - 1, 0)`"),
    ),
    competencies=("GR8",),
    way="compute",
)


def _wide(lists):
    """One row a list, as Excel likes it, with an empty column to fill."""
    import pandas as pd

    longest = max(len(dates) for dates in lists)
    rows = [(dates or [_("(no purchase)")]) + [None] * (longest - len(dates or [None])) for dates in lists]
    table = pd.DataFrame(rows, columns=[f"date {n + 1}" for n in range(longest)])
    table.insert(0, "case", range(1, len(lists) + 1))
    table.insert(1, "repeat_days", [None] * len(lists))
    return table
