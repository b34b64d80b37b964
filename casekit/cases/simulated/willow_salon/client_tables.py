"""The clients as their record cards have them, with blanks, junk and second cards under another spelling."""

import numpy as np
import pandas as pd

from casekit.cases.simulated import frames
from casekit.cases.simulated.willow_salon import days, words
from casekit.cases.simulated.willow_salon import parameters as p
from casekit.cases.simulated.willow_salon.lives import STAYS
from casekit.cases.simulated.willow_salon.world import World


def client_ids(places: np.ndarray) -> np.ndarray:
    """Places among the cards as client numbers: W0001 is the oldest card."""
    return np.asarray([f"W{place + 1:04}" for place in places], dtype=object)


def therapist_ids(places: np.ndarray) -> np.ndarray:
    """Places among the therapists as their numbers."""
    return np.asarray([f"T{place + 1:02}" for place in places], dtype=object)


def clients(world: World) -> pd.DataFrame:
    """One row a record card, in the order of the client numbers."""
    cards, people = world.cards, world.people
    who, n = cards.person, len(cards)
    community = people.community[who]
    last_month = days.month_of(np.minimum(world.lives.leaves[who], days.N_DAYS - 1))
    skin_problem = people.skin_problem[who]
    return pd.DataFrame(
        {
            "client_id": frames.text(client_ids(np.arange(n))),
            "name": frames.text(_names(world)),
            "phone": frames.text(_phones(world), _blank(world, "phone")),
            "address": frames.text(_addresses(world), _blank(world, "address")),
            "community": frames.text([words.COMMUNITIES[c].name for c in community], _blank(world, "community")),
            "area": frames.text([words.COMMUNITIES[c].area for c in community]),
            "age": frames.whole(people.age[who], _blank(world, "age")),
            "gender": frames.text(np.where(people.female[who], "female", "male"), _blank(world, "gender")),
            "interests": _told(world, "interests", words.INTERESTS),
            "family": _told(world, "family", words.FAMILIES, words.FAMILY_WEIGHTS),
            "skin_type": frames.text(people.skin_type[who], _blank(world, "skin_type")),
            "skin_problem": frames.text(skin_problem, _blank(world, "skin_problem")),
            "card_type": frames.text(cards.card_type),
            "joined_on": frames.days(days.dates(cards.joined)),
            "therapist_id": frames.text(therapist_ids(world.care.at(who, last_month)), ~world.care.fixed[who]),
            "hope": _told(world, "hope", words.HOPES),
            "updated_on": frames.days(days.dates(_updated(world))),
        }
    )


def true_lives(world: World) -> pd.DataFrame:
    """One row a card: how often its person comes, and when and why she leaves."""
    who, lives = world.cards.person, world.lives
    leaves = lives.leaves[who]
    return pd.DataFrame(
        {
            "client_id": frames.text(client_ids(np.arange(len(who)))),
            "visit_rate": np.rint(world.people.visit_rate[who] * 10_000.0) / 10_000.0,
            "leaves_on": frames.days(days.dates(np.minimum(leaves, days.N_DAYS + 400)), leaves == STAYS),
            "leave_reason": frames.text(lives.reason[who]),
        }
    )


def true_clients(world: World) -> pd.DataFrame:
    """One row a card: the person it speaks of."""
    who = world.cards.person
    ids = [f"P{person + 1:04}" for person in who]
    return pd.DataFrame({"client_id": frames.text(client_ids(np.arange(len(who)))), "person_id": frames.text(ids)})


def _blank(world: World, field: str) -> np.ndarray:
    return world.stream(f"clients/{field} blank").yes(len(world.cards), p.BLANK[field])


def _told(world: World, field: str, options, weights=None) -> pd.Series:
    """What a person told, the same on both cards; junk where the reception typed something for nothing."""
    who = world.cards.person
    told = world.stream(f"clients/{field}").pick(len(world.people), options, weights)[who].astype(object)
    stream = world.stream(f"clients/{field} junk")
    junk = stream.yes(len(who), p.JUNK)
    return frames.text(np.where(junk, stream.pick(len(who), p.JUNK_WORDS), told), _blank(world, field) & ~junk)


def _names(world: World) -> list[str]:
    cards, people = world.cards, world.people
    form = world.stream("clients/name form").whole(len(cards), 0, 6)
    spot = world.stream("clients/typing error").uniform(len(cards))
    names = []
    for place, person in enumerate(cards.person):
        name = words.names_of(people.surname[person], people.first_syllable[person], people.second_syllable[person])
        usual = f"{name[0]} {name[1]}"
        names.append(_variant(name, int(form[place]), float(spot[place])) if cards.second[place] else usual)
    return names


def _variant(name: tuple[str, str, str], form: int, spot: float) -> str:
    """How another receptionist writes the same name."""
    surname, given, signs = name
    at = 1 + int(spot * (len(given) - 2))  # a letter within the given name
    forms = (
        f"{surname} {given}",
        f"{surname} {given}".upper(),
        f"{given} {surname}",
        f"{surname.lower()} {given.lower()}",
        f"{surname} {given[0]}.",
        f"{surname} {given[:at]}{given[at + 1 :]}",
        signs,
    )
    return forms[form]


def _phones(world: World) -> list[str]:
    cards = world.cards
    stream = world.stream("clients/phone")
    changed = cards.second & stream.yes(len(cards), 0.2)
    new = stream.order(10_000)[: len(cards)] * 8_999 + 10_000_001  # never a number somebody has
    number = np.where(changed, new, world.people.phone[cards.person])
    form = np.where(cards.second, stream.whole(len(cards), 0, 2), 0)
    phones = []
    for digits, written in zip(number, form, strict=True):
        text = str(digits)
        phones.append(f"100-{text[:4]}{('-', '', ' ')[written]}{text[4:]}")
    return phones


def _addresses(world: World) -> list[str]:
    people = world.people
    return [
        f"{people.house[person]} {words.COMMUNITIES[people.community[person]].street}, flat {people.flat[person]}"
        for person in world.cards.person
    ]


def _updated(world: World) -> np.ndarray:
    cards = world.cards
    back = world.stream("clients/updated").shape(len(cards), p.STALE)
    return days.N_DAYS - 1 - np.floor((days.N_DAYS - 1 - cards.joined) * back).astype(np.int64)
