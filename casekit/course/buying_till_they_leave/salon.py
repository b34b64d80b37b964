"""Transfer: the Willow Salon, where the truth is known. Chances are added up, not cut in two."""

from dataclasses import dataclass

import pandas as pd

from casekit.course.buying_till_they_leave.shop import UNIT
from casekit.course.by_case import once_a_case
from casekit.course.companies import salon
from casekit.course.dates import day
from casekit.grading import rfm_summary
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _
from casekit.value import fit_bg_nbd

_SHOWN = 40
_SHOWN_LOW = 18  # of them with a chance below four fifths, so that the chances differ
_APART = 1.5  # clients


@dataclass(frozen=True)
class Clients:
    """One entry a client, at the day: name, P(alive) in per cent as on the card, silence in weeks, truly there."""

    day: pd.Timestamp
    rows: list[tuple[str, int, float, bool]]


@once_a_case
def _clients(case) -> Clients:
    at = case.last_day - pd.DateOffset(months=6)
    persons = case.truth["true_clients"].set_index("client_id")["person_id"]
    visits = case.visits.assign(person=case.visits["client_id"].map(persons))
    summary = rfm_summary(visits, customer_id="person", date="date", amount="amount", end=at, time_unit=UNIT)
    summary = summary[summary["T"] > 0]
    model = fit_bg_nbd(summary, time_unit=UNIT)
    chances = (100 * model.probability_alive(summary)["probability_alive"]).round().astype(int)
    lives = case.truth["true_lives"].assign(person=case.truth["true_lives"]["client_id"].map(persons))
    gone = lives.groupby("person")["leaves_on"].min() <= at
    there = ~summary["customer_id"].map(gone)
    rows = zip(summary["customer_id"], chances, (summary["T"] - summary["recency"]).round(), there, strict=True)
    back = summary["frequency"] > 0
    return Clients(at, [row for row, came_back in zip(rows, back, strict=True) if came_back])


def _forty(case, rng):
    clients = _clients(case)
    low = [row for row in clients.rows if row[1] < 80]
    high = [row for row in clients.rows if row[1] >= 80]
    while True:
        chosen = rng.sample([*rng.sample(low, _SHOWN_LOW), *rng.sample(high, _SHOWN - _SHOWN_LOW)], _SHOWN)
        facts = {"chances": [row[1] for row in chosen]}
        answers = [compute(facts) for compute in (_expected, _half, _safe)]
        if min(abs(a - b) for at, a in enumerate(answers) for b in answers[:at]) >= _APART:
            break
    groups = ((0, 19), (20, 49), (50, 79), (80, 100))
    table = pd.DataFrame(
        {
            _("clients"): [sum(low <= p <= high for p in facts["chances"]) for low, high in groups],
            _("mean P(alive), %"): [_mean([p for p in facts["chances"] if low <= p <= high]) for low, high in groups],
        },
        index=pd.Index([f"{low}–{high} %" for low, high in groups], name=_("P(alive)")),
    )
    expected = _expected(facts)
    return facts | {
        "people": [f"C{n:02}" for n in range(1, _SHOWN + 1)],
        "silence": [row[2] for row in chosen],
        "table": table,
        "today": day(clients.day),
        "n": _SHOWN,
        "true": sum(row[3] for row in chosen),
        "over": _half(facts),
        "lowest": sum(p for p in facts["chances"] if p < 50) / 100,
        "rest": expected - sum(p for p in facts["chances"] if p < 50) / 100,
    }


def _mean(values):
    return f"{sum(values) / len(values):.0f}" if values else "–"


def _expected(facts):
    return sum(facts["chances"]) / 100


def _half(facts):
    return sum(p >= 50 for p in facts["chances"])


def _safe(facts):
    return sum(p >= 80 for p in facts["chances"])


def _sheet(facts):
    return {
        "clients": pd.DataFrame(
            {"client": facts["people"], "weeks of silence": facts["silence"], "P(alive), %": facts["chances"]}
        )
    }


SALON = Question(
    id="alive.salon-count",
    kind=Number(unit=_("clients"), decimals=1),
    case=salon,
    given=_forty,
    prompt=_(
        "Willow Salon, {today}. The sheet lists {n} clients who have come back at least once, with their P(alive) by a BG/NBD model of the visits. **How many of the {n} does the model expect** to be clients still? One decimal. (By hand from the table: clients × mean, added up; "
        "the sheet gives the exact figure.)"
    ),
    exhibit=lambda facts: facts["table"],
    workbook=_sheet,
    oracle=_expected,
    mistakes=(
        Mistake(
            "half-or-more",
            _half,
            _(
                "{got} counts those with 50 % or more as there, and the others as gone. But of ten people with 60 % each, six are expected, not ten; and of ten with 30 % three, not none. What do the chances add up to?"
            ),
        ),
        Mistake(
            "the-sure-ones",
            _safe,
            _(
                "{got} counts only those with 80 % or more. A list for a party would do that. For an expected *number*, the unsure ones count as well, each with its chance."
            ),
        ),
    ),
    right=_(
        "Chances are added up: {answer}. Truly there were {true}: the truth file of this simulated salon knows. The model is often too kind, for who has just left has not been silent long enough."
    ),
    hints=Hints(
        _("Ten people with a P(alive) of 60 % each: how many of the ten do you expect?"),
        _("Expected number = the sum of all P(alive), in per cent, divided by 100."),
        _("Those below 50 % add {lowest:.1f} clients together. Now the others …"),
        _("{lowest:.1f} + {rest:.1f} = {answer}"),
    ),
    competencies=("VA3",),
    way="compute",
)
