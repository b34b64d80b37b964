"""Who may be rated at all: long enough here, in service and billed, and not left out by name."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.grade_policies.company import persons
from casekit.course.grade_policies.months import FIRST_RATED, months_of
from casekit.grading import load_policy
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

_YES_NO = {True: "yes", False: "no"}
_RULE = _(
    "A telecom operator's star rating (星级): rated are personal users of a **mobile** network (2G, 3G, 2G/3G, 4G) who in the rating month are "
    "**at least in their 7th calendar month** (the month of entry is the 1st), are **in service** and **billed**. Users of a **data card** are left out."
)


@once_a_case
def newcomers(case):
    """Personal users who came in the last twelve months, with their calendar month of membership in the last month."""
    rows = persons(case)
    rows = rows[rows["entry_month"] > case.last_day - pd.DateOffset(months=12)].copy()
    rows["month"] = [months_of(entry, case.last_day) for entry in rows["entry_month"]]
    rows["entered"] = rows["entry_month"].dt.strftime("%B %Y")
    # The table of stars is lost; who may be rated does not hang on what it tested.
    table = rows.reset_index().assign(past_spending=None, tenure_months=None)
    star = load_policy("star-rating")
    grade = star.grade(table, as_of=case.last_day, reasons=False).set_index("customer_id")["grade"]
    return rows.assign(rated=(grade != star.eligibility.called).reindex(rows.index))


def rated_by_hand(rows, *, first=FIRST_RATED, everybody=False, status=True):
    """Which of the rows may be rated; the arguments are the ways to get it wrong."""
    fit = rows["month"] >= first
    if status:
        fit &= rows["in_service"] & rows["billed"]
    return fit if everybody else fit & ~_left_out(rows)


def _left_out(rows):
    return rows["data_card"] | (rows["network"] == "fixed")


# ── six customers ────────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _kinds(case):
    """Newcomers by what decides them: in time or not, and which status stands against them."""
    rows = newcomers(case)
    whole = rows["in_service"] & rows["billed"]
    mobile = ~_left_out(rows)
    late = rows["month"] >= FIRST_RATED
    fits = {
        "seventh": whole & mobile & (rows["month"] == FIRST_RATED),
        "sixth": whole & mobile & (rows["month"] == FIRST_RATED - 1),
        "longer": whole & mobile & (rows["month"] > FIRST_RATED + 1),
        "card": whole & late & rows["data_card"] & (rows["network"] != "fixed"),
        "fixed": whole & late & ~rows["data_card"] & (rows["network"] == "fixed"),
        "no status": ~whole & late & mobile,
    }
    return {kind: list(rows.index[fit]) for kind, fit in fits.items()}


def _six(case, rng):
    kinds = _kinds(case)
    picked = [rng.choice(kinds[kind]) for kind in kinds]
    rows = newcomers(case).loc[rng.sample(picked, len(picked))]
    shown = rows[["entered", "network"]].copy()
    for column, label in (("in_service", "in service"), ("billed", "billed"), ("data_card", "data card")):
        shown[label] = rows[column].map(_YES_NO)
    return {
        "rows": rows,
        "table": shown.rename_axis("customer"),
        "rating": f"{case.last_day:%B %Y}",
        "last_entry": f"{case.last_day - pd.DateOffset(months=FIRST_RATED - 1):%B %Y}",
        **dict(zip(kinds, picked, strict=True)),
    }


def _verdicts(**ways):
    return lambda facts: _said(rated_by_hand(facts["rows"], **ways))


def _said(rated):
    return {one: "rated" if fit else "not yet" for one, fit in rated.items()}


def _because(facts, row):
    one = facts["rows"].loc[row]
    return _(
        "{row} entered in {entered}; {rating} is month number {month}. Network: {network}; in service: {service}; billed: {billed}; data card: {card}."
    ).format(
        row=row,
        entered=one["entered"],
        rating=facts["rating"],
        month=one["month"],
        network=one["network"],
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
        heading=_("Your answer"),
    ),
    case=telecom,
    given=_six,
    prompt=_RULE + "\n\n" + _("The rating month is **{rating}**. Who may be rated?"),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: _said(facts["rows"]["rated"]),
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
                'You let in someone in the *6th* month. "After six months" tempts to that. The rule says from the 7th on: six calendar months must be '
                "behind, the month of entry counted as one. In which month of membership is each of them?"
            ),
        ),
        Mistake(
            "left-out-kept",
            _verdicts(everybody=True),
            _(
                "You rated {card}, a user of a data card, and {fixed} on a fixed line. They have been here long enough, in service and billed; the rule "
                "leaves them out by name."
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
        _("Five tests, and failing one is enough. Begin with the columns that are quickly read."),
        _("Month of entry = 1, the next month = 2, and so on up to {rating}. From 7 on it is long enough."),
        _(
            "Who entered in {last_entry} is in month 7 in {rating}. So later entries … And then network, in service, billed, data card."
        ),
        _("{answer}"),
    ),
    competencies=("GR4",),
)


# ── how many may be rated ────────────────────────────────────────────────────────────────────────────────
_WAYS = ({"first": FIRST_RATED + 1}, {"first": FIRST_RATED - 1}, {"everybody": True}, {"status": False})


@once_a_case
def _by_area(case):
    """The newcomers of each area whose numbers differ under each way of counting."""
    rows = newcomers(case)
    found = {}
    for area in sorted(rows["area"].dropna().unique()):
        part = rows[rows["area"] == area]
        counts = [int(part["rated"].sum()), *(int(rated_by_hand(part, **ways).sum()) for ways in _WAYS)]
        if len(set(counts)) == len(counts):
            sheet = part[["network", "in_service", "billed", "data_card"]].replace(_YES_NO)
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
            "left-out-kept",
            _count(3),
            _("{got} include users of a data card and of a fixed line. The rule leaves them out by name."),
        ),
        Mistake(
            "status-forgotten",
            _count(4),
            _(
                "{got} include some who are not in service, or got no bill in {rating}. Five tests stand in the rule: count yours."
            ),
        ),
    ),
    right=_(
        "{answer}: {in_time} of {n} came early enough, and the status took away the others. Report both numbers. Who was left out, and by which "
        "test, is the first thing a customer will ask."
    ),
    hints=Hints(
        _("A filter for each test; all five must be met."),
        _(
            "Entered in {last_entry} or earlier, in service yes, billed yes, network not fixed, data card no. Then count."
        ),
        _("{in_time} of {n} entered early enough. Of these, take away whoever fails one of the four others …"),
        _("{answer}"),
    ),
    competencies=("GR4",),
    way="compute",
)
