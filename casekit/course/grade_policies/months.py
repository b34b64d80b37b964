"""Calendar months of membership: the month of entry is the first, whatever the day."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.grade_policies.company import persons
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number
from casekit.text import _

FIRST_RATED = 7  # the calendar month of membership, the month of entry being the first, from which a customer is rated


def months_of(entry, rating) -> int:
    """In which calendar month of membership the rating month is; the month of entry is the first."""
    return 12 * (rating.year - entry.year) + rating.month - entry.month + 1


@once_a_case
def _entries(case):
    """The months in which people came in the last year, in order."""
    entered = persons(case)["entry_month"]
    return sorted(set(entered[entered > case.last_day - pd.DateOffset(months=12)]))


def _pairs(case, rng):
    """Days of entry and rating months: at the end of a month, on its first day, over a new year, a year and more."""
    drawn = rng.sample(_entries(case), 5)
    lists = []
    for place, entry in enumerate(drawn):
        day = entry.days_in_month if place == 0 else 1 if place == 1 else rng.randint(2, 27)
        rating = entry + pd.DateOffset(months=(6, 5, 8, 13, 3)[place])
        lists.append((entry.year, entry.month, day, rating.year, rating.month))
    rng.shuffle(lists)
    return {"lists": [(2025, 1, 31, 2025, 7), *lists]}


def _calendar_months(year, month, day, rated_year, rated_month):
    return 12 * (rated_year - year) + rated_month - month + 1


def _by_days(year, month, day, rated_year, rated_month):
    last = pd.Period(year=rated_year, month=rated_month, freq="M").end_time
    return (last.normalize() - pd.Timestamp(year, month, day)).days // 30


def _sheet(facts):
    columns = ["case", "calendar_months", "year", "month", "day", "rated_year", "rated_month"]
    rows = [[number, None, *one] for number, one in enumerate(facts["lists"], 1)]
    return pd.DataFrame(rows, columns=columns)


CALENDAR_MONTHS = Question(
    id="policies.calendar-months",
    kind=Function(
        signature="calendar_months(year, month, day, rated_year, rated_month)",
        trials=lambda facts, rng: list(facts["lists"]),
        result=Number(),
    ),
    case=telecom,
    given=_pairs,
    prompt=_(
        "In **which calendar month of membership** is a customer in the rating month? Write "
        "`calendar_months(year, month, day, rated_year, rated_month)`: the day of entry, and the rating month. The month of entry is number 1. "
        "Who joined on 31 January 2025 is in month 7 in July 2025. **In Excel:** fill the column *calendar_months* of the sheet and paste it "
        "in place of the name."
    ),
    workbook=lambda facts: {"months": _sheet(facts)},
    oracle=lambda facts: _calendar_months,
    mistakes=(
        Mistake(
            "entry-not-counted",
            lambda facts: lambda *when: _calendar_months(*when) - 1,
            _(
                "Your function counts the months that have passed since the month of entry. {got} By the rule the month of entry itself is number 1: who "
                "joined on 31 January is in month 7 in July."
            ),
        ),
        Mistake(
            "by-days",
            lambda facts: _by_days,
            _(
                "Your function counts days and divides by 30. {got} The rule speaks of *calendar* months: one day of January is all of "
                "January. The day of entry is not needed at all."
            ),
        ),
        Mistake(
            "year-forgotten",
            lambda facts: lambda year, month, day, rated_year, rated_month: rated_month - month + 1,
            _(
                "Your function subtracts the months and forgets the years. {got} From November to January there are two months, not minus ten."
            ),
        ),
    ),
    right=_(
        "Years times twelve, and the months, and one for the month of entry. The day plays no part: who joined on the 1st and who joined on the 31st are rated "
        "together. In Excel: `=12*(rated_year-year)+rated_month-month+1`."
    ),
    hints=Hints(
        _("The day is in the list to tempt you."),
        _("Twelve for each year between, plus the difference of the months, plus one for the month of entry."),
        _(
            "31 January to July 2025: the months differ by 6, and the month of entry counts: 7. Over a new year add 12 …"
        ),
        _("`return 12 * (rated_year - year) + rated_month - month + 1`"),
    ),
    competencies=("GR4",),
    way="compute",
)
