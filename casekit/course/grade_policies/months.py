"""Who may be rated at all: calendar months since entry, and the status in the rating month."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.grade_policies.company import persons
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

_YES_NO = {True: "yes", False: "no"}
FIRST_RATED = 7  # the calendar month of membership, the month of entry being the first, from which a customer is rated
_RULE = _(
    "A telecom operator's star rating (星级): rated are personal users who in the rating month are **at least in their 7th calendar month** (the "
    "month of entry is the 1st), are **in service** and **billed**. Users of a **data card** are left out."
)


def months_of(entry, rating) -> int:
    """In which calendar month of membership the rating month is; the month of entry is the first."""
    return 12 * (rating.year - entry.year) + rating.month - entry.month + 1


@once_a_case
def _newcomers(case):
    """Personal users who came in the last twelve months, with their calendar month of membership in the last month."""
    rows = persons(case)
    rows = rows[rows["entry_month"] > case.last_day - pd.DateOffset(months=12)].copy()
    rows["month"] = [months_of(entry, case.last_day) for entry in rows["entry_month"]]
    rows["entered"] = rows["entry_month"].dt.strftime("%B %Y")
    return rows


def _rated(rows, *, first=FIRST_RATED, cards=False, status=True):
    """Which of the rows may be rated; the arguments are the ways to get it wrong."""
    fit = rows["month"] >= first
    if status:
        fit &= rows["in_service"] & rows["billed"]
    return fit if cards else fit & ~rows["data_card"]


# ── six customers ────────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _kinds(case):
    """Newcomers by what decides them: in time or not, and which status stands against them."""
    rows = _newcomers(case)
    whole = rows["in_service"] & rows["billed"] & ~rows["data_card"]
    served = rows["in_service"] & ~rows["billed"] & ~rows["data_card"]
    return {
        "seventh": list(rows.index[whole & (rows["month"] == FIRST_RATED)]),
        "sixth": list(rows.index[whole & (rows["month"] == FIRST_RATED - 1)]),
        "longer": list(rows.index[whole & (rows["month"] > FIRST_RATED + 1)]),
        "card": list(
            rows.index[rows["data_card"] & rows["in_service"] & rows["billed"] & (rows["month"] >= FIRST_RATED)]
        ),
        "unbilled": list(rows.index[served & (rows["month"] >= FIRST_RATED)]),
        "gone": list(rows.index[~rows["in_service"] & ~rows["data_card"] & (rows["month"] >= FIRST_RATED)]),
    }


def _six(case, rng):
    kinds = _kinds(case)
    against = "unbilled" if kinds["unbilled"] else "gone"
    picked = [rng.choice(kinds[kind]) for kind in ("seventh", "sixth", "longer", "card", against)]
    picked.append(rng.choice([one for one in kinds["longer"] + kinds["sixth"] if one not in picked]))
    rows = _newcomers(case).loc[rng.sample(picked, 6)]
    shown = rows[["entered"]].copy()
    for column, label in (("in_service", "in service"), ("billed", "billed"), ("data_card", "data card")):
        shown[label] = rows[column].map(_YES_NO)
    return {
        "rows": rows,
        "table": shown.rename_axis("customer"),
        "rating": f"{case.last_day:%B %Y}",
        "last_entry": f"{case.last_day - pd.DateOffset(months=FIRST_RATED - 1):%B %Y}",
        "seventh": picked[0],
    }


def _verdicts(**ways):
    def read(facts):
        return {one: "rated" if fit else "not yet" for one, fit in _rated(facts["rows"], **ways).items()}

    return read


def _because(facts, row):
    one = facts["rows"].loc[row]
    return _(
        "{row} entered in {entered}; {rating} is month number {month}. In service: {service}; billed: {billed}; data card: {card}."
    ).format(
        row=row,
        entered=one["entered"],
        rating=facts["rating"],
        month=one["month"],
        service=_("yes") if one["in_service"] else _("no"),
        billed=_("yes") if one["billed"] else _("no"),
        card=_("yes") if one["data_card"] else _("no"),
    )


ELIGIBLE = Question(
    id="policies.eligible",
    kind=Grades(
        grades={"rated": _("may be rated"), "not yet": _("may not")},
        rows=lambda facts: {one: one for one in facts["rows"].index},
        because=_because,
    ),
    case=telecom,
    given=_six,
    prompt=_RULE + "\n\n" + _("The rating month is **{rating}**. Who may be rated?"),
    exhibit=lambda facts: facts["table"],
    oracle=_verdicts(),
    mistakes=(
        Mistake(
            "entry-not-counted",
            _verdicts(first=FIRST_RATED + 1),
            _(
                "You sent {seventh} away. That comes from counting the months *after* the month of entry. By the rule the month of entry is number "
                "one, even if it had one day left. Count on your fingers, beginning with the month of entry."
            ),
        ),
        Mistake(
            "sixth-is-enough",
            _verdicts(first=FIRST_RATED - 1),
            _(
                'You let in someone in the *6th* month. "After six months" tempts to that. The rule says from the 7th on: six whole calendar months '
                "must be behind. In which month of membership is each of them?"
            ),
        ),
        Mistake(
            "data-cards-kept",
            _verdicts(cards=True),
            _(
                "You rated a user of a data card. They meet every other condition; the last sentence of the rule leaves them out by name."
            ),
        ),
        Mistake(
            "status-forgotten",
            _verdicts(status=False),
            _(
                "You looked at the months alone. Someone who is not in service, or got no bill in the rating month, may not be rated then, "
                "however long they have been here."
            ),
        ),
    ),
    right=_(
        "Eligibility (参评资格) comes before any grade. Who entered in {last_entry} is in the 7th month in {rating}, whatever the day. And who is "
        "not rated is *not* in the lowest star: there is no grade at all yet."
    ),
    hints=Hints(
        _("Four tests, and one *no* is enough. Begin with the columns of yes and no."),
        _("Month of entry = 1, the next month = 2, and so on up to {rating}. From 7 on it is long enough."),
        _(
            "Who entered in {last_entry} is in month 7 in {rating}. So later entries … And then in service, billed, data card."
        ),
        _("{answer}"),
    ),
    competencies=("GR4",),
)


# ── the number of the month ──────────────────────────────────────────────────────────────────────────────
def _pairs(case, rng):
    """Days of entry and rating months: at the end of a month, on its first day, over a new year, a year and more."""
    rows = _newcomers(case)
    ends = pd.DataFrame({"entry": sorted(rows["entry_month"].unique())})["entry"]
    drawn = rng.sample(list(ends), 5)
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


# ── how many may be rated ────────────────────────────────────────────────────────────────────────────────
_WAYS = ({}, {"first": FIRST_RATED + 1}, {"first": FIRST_RATED - 1}, {"cards": True}, {"status": False})


@once_a_case
def _by_area(case):
    """The newcomers of each area whose numbers differ under each way of counting."""
    rows = _newcomers(case)
    found = {}
    for area in sorted(rows["area"].dropna().unique()):
        part = rows[rows["area"] == area]
        counts = [int(_rated(part, **ways).sum()) for ways in _WAYS]
        if len(set(counts)) == len(counts):
            sheet = part[["in_service", "billed", "data_card"]].replace(_YES_NO)
            sheet.insert(0, "month_of_entry", part["entry_month"].dt.month)
            sheet.insert(0, "year_of_entry", part["entry_month"].dt.year)
            in_time = int((part["month"] >= FIRST_RATED).sum())
            found[area] = (sheet.reset_index(), counts, in_time)
    return found


def _area(case, rng):
    area = rng.choice(list(_by_area(case)))
    sheet, counts, in_time = _by_area(case)[area]
    return {
        "area": area,
        "sheet": sheet,
        "n": len(sheet),
        "counts": counts,
        "in_time": in_time,
        "rating": f"{case.last_day:%B %Y}",
        "last_entry": f"{case.last_day - pd.DateOffset(months=FIRST_RATED - 1):%B %Y}",
    }


def _count(place):
    return lambda facts: facts["counts"][place]


HOW_MANY = Question(
    id="policies.how-many-rated",
    kind=Number(unit=_("customers")),
    case=telecom,
    given=_area,
    prompt=_RULE
    + "\n\n"
    + _(
        "The sheet holds the {n} personal users of {area} who came in the last twelve months, with the year and the month of entry. The rating month is "
        "**{rating}**. How many of them may be rated?"
    ),
    workbook=lambda facts: {"newcomers": facts["sheet"]},
    oracle=_count(0),
    mistakes=(
        Mistake(
            "entry-not-counted",
            _count(1),
            _(
                "{got} come from counting the months *after* the month of entry. Who entered in {last_entry} is in the 7th month in {rating}."
            ),
        ),
        Mistake(
            "sixth-is-enough",
            _count(2),
            _(
                "{got} include those in their 6th month. Six calendar months must be *behind* them: the rating starts with the 7th."
            ),
        ),
        Mistake(
            "data-cards-kept",
            _count(3),
            _("{got} include users of a data card. The rule leaves them out by name."),
        ),
        Mistake(
            "status-forgotten",
            _count(4),
            _(
                "{got} include some who are not in service, or got no bill in {rating}. Four tests stand in the rule, not two."
            ),
        ),
    ),
    right=_(
        "{answer}: {in_time} of {n} came early enough, and the status took away the others. Report both numbers. Who was left out, and by which "
        "test, is the first thing a customer will ask."
    ),
    hints=Hints(
        _("A filter for each test; all four must be met."),
        _("Entered in {last_entry} or earlier, in service yes, billed yes, data card no. Then count."),
        _("{in_time} of {n} entered early enough. Of these, take away whoever fails one of the three others …"),
        _("{answer}"),
    ),
    competencies=("GR4",),
    way="compute",
)
