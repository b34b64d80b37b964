"""The people who come to the salon, and what nobody asks them: how often they come, how they spend, how they bear."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.streams import Stream
from casekit.cases.simulated.willow_salon import days, words
from casekit.cases.simulated.willow_salon import parameters as p


@dataclass(frozen=True)
class People:
    """Arrays with one place a person. Days count from the first day of the window and may be below 0."""

    card_type: np.ndarray
    big: np.ndarray  # walk-ins who spend like few others
    female: np.ndarray
    surname: np.ndarray  # places in the lists of words
    first_syllable: np.ndarray  # below 0 for a name of one syllable
    second_syllable: np.ndarray
    community: np.ndarray
    house: np.ndarray
    flat: np.ndarray
    phone: np.ndarray  # eight digits as a number
    age: np.ndarray
    skin_type: np.ndarray
    skin_problem: np.ndarray
    visit_rate: np.ndarray  # true visits a month, at the mean season
    joined: np.ndarray
    asleep: np.ndarray  # left before the window begins

    def __len__(self) -> int:
        return len(self.card_type)


def draw_people(stream) -> People:
    """The people of one salon; ``stream`` gives a Stream by name."""
    n = int(stream("people/number").whole(1, *p.PEOPLE)[0])
    card_type = stream("people/card").pick(n, p.CARD_TYPES, p.CARD_WEIGHTS)
    big = _some(stream("people/big"), card_type == "walk-in", p.BIG_WALK_INS)
    joined, asleep = _joined(stream, n, big)
    community = stream("people/community").pick(n, range(len(words.COMMUNITIES)), [c.weight for c in words.COMMUNITIES])
    house, flat = stream("people/house").whole(n, 1, 90), stream("people/flat").whole(n, 101, 1806)
    phone = stream("people/phone").order(10_000)[:n] * 8_999 + 10_000_000  # no two alike
    surname = stream("people/surname").pick(n, range(len(words.SURNAMES)), words.SURNAME_WEIGHTS)
    names = stream("people/given")
    short, first = names.yes(n, words.ONE_SYLLABLE), names.whole(n, 0, len(words.FIRST_SYLLABLES) - 1)
    skin_type = stream("people/skin").pick(n, words.SKIN_TYPES, words.SKIN_WEIGHTS)
    _share_homes(stream("people/families"), n, surname, community, house, flat, phone)
    spending = stream("people/communities").uniform(len(words.COMMUNITIES), *p.COMMUNITY_SPENDING)
    return People(
        card_type=card_type,
        big=big,
        female=stream("people/gender").yes(n, p.FEMALE),
        surname=surname,
        first_syllable=np.where(short, -1, first),
        second_syllable=names.whole(n, 0, len(words.SECOND_SYLLABLES) - 1),
        community=community,
        house=house,
        flat=flat,
        phone=phone,
        age=np.floor(stream("people/age").shape(n, p.AGE)).astype(np.int64),
        skin_type=skin_type,
        skin_problem=_problems(stream("people/problem"), skin_type),
        visit_rate=_rates(stream("people/rate"), card_type, big) * spending[community],
        joined=joined,
        asleep=asleep,
    )


def _some(stream: Stream, among: np.ndarray, number: tuple[int, int]) -> np.ndarray:
    """True for some of those ``among``, as many as drawn from ``number``."""
    wanted = int(stream.whole(1, *number)[0])
    order = stream.order(len(among))
    chosen = np.zeros(len(among), dtype=bool)
    chosen[order[among[order]][:wanted]] = True
    return chosen


def _joined(stream, n: int, big: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    old = stream("people/joined").yes(n, p.JOINED_BEFORE) | big
    years = stream("people/joined long ago").shape(n, p.JOINED_YEARS_BEFORE)
    long_ago = -1 - np.floor(years * 365.0).astype(np.int64)
    last = int((np.datetime64(p.LAST_JOINED) - days.FIRST).astype(np.int64))
    lately = days.busy_days(stream("people/joined lately"), np.zeros(n, np.int64), np.full(n, last + 1))
    joined = np.where(old, long_ago, lately)
    asleep = stream("people/asleep").yes(n, p.ASLEEP) & (joined < -90) & ~big
    return joined, asleep


def _rates(stream: Stream, card_type: np.ndarray, big: np.ndarray) -> np.ndarray:
    n = len(card_type)
    rate = np.zeros(n)
    for kind in p.CARD_TYPES:
        rate = np.where(card_type == kind, stream.shape(n, p.VISITS_A_MONTH[kind]), rate)
    return np.where(big, stream.shape(n, p.BIG_VISITS_A_MONTH), rate)


def _problems(stream: Stream, skin_type: np.ndarray) -> np.ndarray:
    n = len(skin_type)
    problem = np.full(n, "", dtype=object)
    for skin, weights in words.PROBLEM_OF_SKIN.items():
        problem = np.where(skin_type == skin, stream.pick(n, words.SKIN_PROBLEMS, weights), problem)
    return problem


def _share_homes(stream: Stream, n: int, surname, community, house, flat, phone) -> None:
    """Mothers and daughters: the second of each pair gets the first one's surname, home and phone."""
    pairs = stream.order(n)[: 2 * p.FAMILIES]
    one, other = pairs[::2], pairs[1::2]
    for trait in (surname, community, house, flat, phone):
        trait[other] = trait[one]
