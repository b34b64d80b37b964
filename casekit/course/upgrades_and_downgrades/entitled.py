"""Promised, delivered, delivered without right: what each account got in the year against what its grade promises."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.upgrades_and_downgrades.books import NO_GRADE
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

STATES = {
    "kept": _("promised and delivered"),
    "owed": _("promised, not delivered"),
    "without": _("delivered without right"),
    "none": _("neither promised nor delivered"),
}
_WANTED = {
    "kept": 2,
    "owed": 1,
    "without, never promised": 1,
    "without, old grade": 1,
    "none, of a lower grade": 1,
    "none": 1,
}


# ── one line for each account and service ────────────────────────────────────────────────────────────────
@once_a_case
def lines(case) -> dict[str, list[dict]]:
    """Accounts and services of the last year by what they show: customer_id, service, grade, before, delivered_on, state."""
    promised = case.service_levels.groupby("grade")["service"].agg(set).to_dict()
    by_year = case.grades.pivot(index="customer_id", columns="year", values="grade")
    last = by_year.columns[-1]
    rows = case.entitlements.set_index(["customer_id", "service"])["delivered_on"].dropna()
    services = list(dict.fromkeys(case.service_levels["service"]))
    sorts = {name: [] for name in _WANTED}
    for customer, grade, before in by_year[[last, last - 1]].dropna().itertuples():
        now, then = promised.get(grade, set()), promised.get(before, set())
        for service in services:
            delivered = rows.get((customer, service))
            line = {"customer_id": customer, "service": service, "grade": grade, "before": before, "on": delivered}
            line["state"] = _state(service in now, delivered is not None)
            line["by_old"] = _state(service in then, delivered is not None)
            line["inherited"] = _state(
                service in now or _of_a_lower_grade(service, grade, promised), delivered is not None
            )
            sorts[_sort(line)].append(line)
    return sorts


def _state(promised, delivered):
    if delivered:
        return "kept" if promised else "without"
    return "owed" if promised else "none"


def _of_a_lower_grade(service, grade, promised):
    """Whether a grade below this one is promised the service (grades come best first)."""
    grades = list(promised)
    return grade in grades and any(service in promised[lower] for lower in sorted(grades) if lower > grade)


def _sort(line):
    if line["state"] == "without":
        return "without, old grade" if line["by_old"] == "kept" else "without, never promised"
    if line["state"] == "none":
        return "none, of a lower grade" if line["inherited"] == "owed" else "none"
    return line["state"]


# ── seven lines on a card ────────────────────────────────────────────────────────────────────────────────
def _seven(case, rng):
    sorts = lines(case)
    chosen = []
    for name, n in _WANTED.items():
        taken = {own["customer_id"] for own in chosen}
        pool = sorts[name]
        tries = rng.sample(pool, min(len(pool), 3 * len(_WANTED)))
        chosen += list({one["customer_id"]: one for one in tries if one["customer_id"] not in taken}.values())[:n]
    rng.shuffle(chosen)
    table = pd.DataFrame(
        {
            _("grade of {year}").format(year=case.last_day.year - 1): [line["before"] for line in chosen],
            _("grade of {year}").format(year=case.last_day.year): [line["grade"] for line in chosen],
            _("service"): [line["service"] for line in chosen],
            _("delivered on"): [f"{line['on']:%Y-%m-%d}" if line["on"] is not None else "–" for line in chosen],
        },
        index=pd.Index([line["customer_id"] for line in chosen], name=_("account")),
    )
    owed = next(line for line in chosen if line["state"] == "owed")
    return {
        "chosen": {line["customer_id"]: line for line in chosen},
        "table": table,
        "promises": promises(case),
        "year": case.last_day.year,
        "last_year": case.last_day.year - 1,
        "owed": owed["customer_id"],
        "owed_grade": owed["grade"],
        "owed_service": owed["service"],
    }


def promises(case) -> str:
    """The matrix of service levels as lines of a list."""
    grades = case.service_levels.groupby("grade", sort=True)["service"].agg(list)
    return "\n".join(f"- **{grade}**: {', '.join(services)}" for grade, services in grades.items())


def _all(state):
    return lambda facts: {customer: line[state] for customer, line in facts["chosen"].items()}


def _delivered_is_fine(facts):
    return {customer: "owed" if line["on"] is None else "kept" for customer, line in facts["chosen"].items()}


def _because(facts, row):
    line = facts["chosen"][row]
    given = _("it was delivered") if line["on"] is not None else _("it was not delivered")
    told = (
        _("{row} has no grade in {year}; the service is “{service}”, and {given}.")
        if line["grade"] == NO_GRADE
        else _("{row} is in {grade} in {year}; the service is “{service}”, and {given}.")
    )
    return told.format(row=row, grade=line["grade"], year=facts["year"], service=line["service"], given=given)


ENTITLED = Question(
    id="review.entitled",
    kind=Grades(
        grades=STATES,
        rows=lambda facts: {customer: customer for customer in facts["chosen"]},
        because=_because,
        heading=_("Your answer"),
    ),
    case=machinery,
    given=_seven,
    prompt=_(
        "What each grade is promised, its **entitlement** (应享服务), word for word:\n\n{promises}\n\n"
        "Managers also gave a C and a D, which the ladder of the lesson does not have. A D, like no grade at all, is promised nothing.\n\n"
        "The grade of {year} decides for {year}. What a better grade of {last_year} promised has ended with it. How do these services of {year} stand?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_all("state"),
    mistakes=(
        Mistake(
            "delivered-is-fine",
            _delivered_is_fine,
            _(
                "You looked at the last column only: delivered is fine, a dash is a debt. Half of the audit is the other half: was it "
                "promised? Services without right take hours from those who were promised them."
            ),
        ),
        Mistake(
            "grade-of-last-year",
            _all("by_old"),
            _(
                "You held the services against the grade of {last_year}. It stands first in the table, and the desk knows the customer by it. "
                "Which grade decides for {year}?"
            ),
        ),
        Mistake(
            "better-gets-all",
            _all("inherited"),
            _(
                "You gave the better grades all that the lower ones are promised. It sounds natural, and it is not what stands there: read the "
                "line of the grade, word for word. If it is meant, it has to be written."
            ),
        ),
    ),
    right=_(
        "Owed first: {owed} was promised “{owed_service}” in {owed_grade}, and that is a complaint waiting. What was given without right is no "
        "one's fault at the counter: the list of grades came late. Bring it there on the day the grade changes."
    ),
    hints=Hints(
        _("Two questions a line. Does the grade's list name the service? Is there a date?"),
        _("Promised and a date, promised and a dash, not promised and a date, not promised and a dash: four answers."),
        _("{owed} is in {owed_grade}. “{owed_service}” stands in the list of {owed_grade}. Now the last column …"),
        _("{answer}"),
    ),
    competencies=("KA1",),
)
