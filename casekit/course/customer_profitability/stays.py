"""Which cost goes with a customer, and which stays for the others."""

from casekit.course.companies import telecom
from casekit.course.customer_profitability.company import statements, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match
from casekit.text import _

GOES, STAYS = "goes", "stays"
# item: (label, what becomes of it within the year, whether it is booked to the customer's account, why)
ITEMS = {
    "technician": (
        _("A technician hired by the hour for its repairs"),
        GOES,
        True,
        _("Nobody calls the technician any more. Is an hour paid that was never worked?"),
    ),
    "line": (
        _("A line rented from another firm for this account alone, ended at a month's notice"),
        GOES,
        False,
        _("Who needs that line when the account has gone, and what does its contract say?"),
    ),
    "gifts": (
        _("Gifts at New Year"),
        GOES,
        True,
        _("They are given to this account. Will they be bought next year?"),
    ),
    "bank": (
        _("The bank's fee for each bill paid"),
        GOES,
        False,
        _("No bill, no payment. On what does the bank count its fee?"),
    ),
    "licence": (
        _("The billing system's yearly licence, shared out by hours of service"),
        STAYS,
        True,
        _("The licence costs the same with one account less. The key only says who is shown with it."),
    ),
    "rent": (
        _("The rent of head office, shared out by sales"),
        STAYS,
        True,
        _("Does the landlord ask less?"),
    ),
    "head": (
        _("The pay of the head of sales, shared out by accounts"),
        STAYS,
        True,
        _("The head of sales is paid the same, with one account less to divide by."),
    ),
    "switch": (
        _("The wear of a switch that serves the whole district"),
        STAYS,
        False,
        _("The switch runs for the other customers of the district, and wears as before."),
    ),
}


def _seven(case, rng):
    """Seven items, in another order each time, and the account they are about."""
    table = statements(case)
    pool = sorted(table.index[(table["contribution"] < 0) & table["manager_id"].notna() & (table["sales"] > 5_000)])
    left_out = rng.choice(["technician", "bank", "licence", "head"])
    items = [name for name in ITEMS if name != left_out]
    return {"items": rng.sample(items, len(items)), "account": rng.choice(pool), "year": year(case) + 1}


def _each(judge):
    return lambda facts: {name: judge(ITEMS[name]) for name in facts["items"]}


COSTS = Question(
    id="profit.stays",
    kind=Match(
        left=lambda facts: {name: ITEMS[name][0] for name in facts["items"]},
        right={GOES: _("goes with the account"), STAYS: _("stays, and the others carry it")},
        because=lambda facts, name, given: ITEMS[name][3],
    ),
    case=telecom,
    given=_seven,
    prompt=_(
        "Account {account} may end its contract. Which costs are **avoidable** (可避免成本), so that they go with it *within the year {year}*, and which stay and are carried by the others?"
    ),
    oracle=_each(lambda item: item[1]),
    mistakes=(
        Mistake(
            "what-is-shown-with-it",
            _each(lambda item: GOES if item[2] else STAYS),
            _(
                "You let go what finance shows with the account, and kept what is paid centrally. Where a cost is written down does not settle whether it goes: a licence is shared out and "
                "stays, a rented line is paid centrally and goes. Ask of each: will *this* bill still come?"
            ),
        ),
        Mistake(
            "all-goes",
            _each(lambda item: GOES),
            _(
                "You let everything go. So does the fully loaded statement, and it promises savings that never come: rent, licence and pay are owed as before. Ask of each: will this bill still come?"
            ),
        ),
        Mistake(
            "all-stays",
            _each(lambda item: STAYS),
            _(
                "You kept everything, as if one account changed nothing. Some costs arise only because this account is there. Ask of each: would anybody pay it next year?"
            ),
        ),
    ),
    right=_(
        "The test is always the same: does the bill still come? And it has a date. Within a month nearly everything stays; within some years head office itself can shrink. So write beside each verdict for which time it holds."
    ),
    hints=Hints(
        _("Imagine the first of January, and the account is gone. Which bills still come?"),
        _(
            "A cost goes if it arises from this account alone and can be ended within the year. A share of a common cost stays."
        ),
        _(
            "Gifts: not bought for somebody who has left, so they go. The wear of the switch: it serves the district, so it …"
        ),
        _("{answer}"),
    ),
    competencies=("VA6",),
)
