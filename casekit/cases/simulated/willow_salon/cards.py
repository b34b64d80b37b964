"""The record cards: one a person, and a second one for those whom the reception did not recognise."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.streams import Stream
from casekit.cases.simulated.willow_salon import parameters as p
from casekit.cases.simulated.willow_salon.people import People
from casekit.cases.simulated.willow_salon.visiting import Visits


@dataclass(frozen=True)
class Cards:
    """One place a card, in the order of the client numbers: by the day it was written."""

    person: np.ndarray
    second: np.ndarray
    card_type: np.ndarray
    joined: np.ndarray
    of_visit: np.ndarray  # one place a visit: the card it was booked on

    def __len__(self) -> int:
        return len(self.person)


def draw_cards(stream, people: People, visits: Visits) -> Cards:
    """The cards of one salon's people, and which of them each visit stands on."""
    n = len(people)
    twice, opening = _second_cards(stream("cards/second"), n, visits)
    same = ~stream("cards/type").yes(len(twice), p.SECOND_CARD_WALK_IN)
    second_type = np.where(same, people.card_type[twice], "walk-in")
    person = np.concatenate((np.arange(n), twice))
    joined = np.concatenate((people.joined, visits.day[opening]))
    order = np.argsort(joined, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return Cards(
        person=person[order],
        second=(np.arange(len(order)) >= n)[order],
        card_type=np.concatenate((people.card_type, second_type))[order],
        joined=joined[order],
        of_visit=place[_booked(stream("cards/booked"), n, visits, twice, opening)],
    )


def _second_cards(stream: Stream, n: int, visits: Visits) -> tuple[np.ndarray, np.ndarray]:
    """Who has a second card, and at which visit it was written: never the first one."""
    number = np.bincount(visits.person, minlength=n)
    wanted = int(stream.whole(1, *p.SECOND_CARDS)[0])
    order = stream.order(n)
    twice = np.sort(order[number[order] >= 3][:wanted])
    return twice, np.searchsorted(visits.person, twice) + stream.whole(len(twice), 1, number[twice] - 1)


def _booked(stream: Stream, n: int, visits: Visits, twice: np.ndarray, opening: np.ndarray) -> np.ndarray:
    card = visits.person.copy()
    second = np.full(n, -1)
    second[twice] = n + np.arange(len(twice))
    opened = np.full(n, len(visits))
    opened[twice] = opening
    place = np.arange(len(visits))
    later = (place > opened[card]) & stream.yes(len(visits), p.SECOND_CARD_VISITS)
    on_second = later | (place == opened[card])
    return np.where(on_second, second[card], card)
