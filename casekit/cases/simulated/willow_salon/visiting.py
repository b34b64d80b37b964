"""Every visit as it happened: who came when, to which therapist, for what."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.willow_salon import days
from casekit.cases.simulated.willow_salon import parameters as p
from casekit.cases.simulated.willow_salon.lives import Lives
from casekit.cases.simulated.willow_salon.people import People
from casekit.cases.simulated.willow_salon.staff import Care, Therapists

TASTES = ("everyday", "problem skin", "luxury")


@dataclass(frozen=True)
class Visits:
    """One place a visit, sorted by person, then day."""

    person: np.ndarray
    day: np.ndarray
    ordinal: np.ndarray  # how many visits the person had before, in the window
    therapist: np.ndarray
    upset: np.ndarray  # in the first months after the own therapist has left
    service: np.ndarray  # place in the list of services
    extra: np.ndarray  # factor on the price

    def __len__(self) -> int:
        return len(self.person)


def draw_visits(stream, people: People, lives: Lives, care: Care, therapists: Therapists) -> Visits:
    """All visits of one salon in the window."""
    person, day = _who_and_when(stream, people, lives)
    n, month = len(person), days.month_of(day)
    ordinal = np.arange(n) - np.searchsorted(person, person, side="left")
    since = month - care.changes[person]
    return Visits(
        person=person,
        day=day,
        ordinal=ordinal,
        therapist=_therapist(stream, care, therapists, person, month),
        upset=(since >= 0) & (since < p.AFTER_CHANGE_MONTHS) & care.fixed[person],
        service=_service(stream, people, person),
        extra=stream("visits/extra").pick(n, p.EXTRAS, p.EXTRAS_WEIGHTS),
    )


def _who_and_when(stream, people: People, lives: Lives) -> tuple[np.ndarray, np.ndarray]:
    n = len(people)
    expected = people.visit_rate[:, None] * days.MONTH_FACTOR[None, :]
    counts = stream("visits/number").count(n * p.MONTHS, expected.reshape(-1))
    spot = np.repeat(np.arange(n * p.MONTHS), counts)
    person, month = spot // p.MONTHS, spot % p.MONTHS
    day = days.busy_days(stream("visits/day"), days.MONTH_START[month], days.MONTH_START[month + 1])
    there = (day > people.joined[person]) & (day < lives.leaves[person])
    new = np.flatnonzero(people.joined >= 0)  # a card is written at the first visit
    person = np.concatenate((person[there], new))
    day = np.concatenate((day[there], people.joined[new]))
    order = np.argsort(person * days.N_DAYS + day, kind="stable")
    return person[order], day[order]


def _therapist(stream, care: Care, therapists: Therapists, person, month) -> np.ndarray:
    n = len(person)
    anyone = stream("visits/stand-in").pick(n, therapists.staying)
    usual = care.fixed[person] & ~stream("visits/away").yes(n, p.STAND_IN)
    return np.where(usual, care.at(person, month), anyone)


def _service(stream, people: People, person: np.ndarray) -> np.ndarray:
    weights = np.asarray([service[3:] for service in p.SERVICES], dtype=float).T
    up_to = np.cumsum(weights, axis=1)
    taste = _taste(stream, people)[person]
    drawn = stream("visits/service").uniform(len(person)) * up_to[taste, -1]
    return (drawn[:, None] >= up_to[taste, :-1]).sum(axis=1)


def _taste(stream, people: People) -> np.ndarray:
    n = len(people)
    chance = np.zeros(n)
    for kind, share in p.LUXURY.items():
        chance = np.where(people.card_type == kind, share, chance)
    luxury = stream("people/luxury").yes(n, chance) | people.big
    problem = (people.skin_problem != "") & stream("people/care for skin").yes(n, p.PROBLEM_SKIN)
    return np.where(luxury, TASTES.index("luxury"), np.where(problem, TASTES.index("problem skin"), 0))
