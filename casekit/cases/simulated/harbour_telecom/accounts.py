"""Customer numbers: people's accounts and organisations, numbered in the order of their entry."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.frames import numbered
from casekit.cases.simulated.harbour_telecom import parameters as p

_FIXED_PRICE_FROM, _FIXED_PRICE_TO = 1_800, 5_000  # organisations of about that size may take the flat price


@dataclass
class Accounts:
    """One entry a customer number; ``person`` and ``organisation`` are places in their lists, -1 where it is none."""

    ids: np.ndarray
    person: np.ndarray
    organisation: np.ndarray
    entry: np.ndarray
    area: np.ndarray
    network: np.ndarray
    data_card: np.ndarray
    plan: np.ndarray
    rate: np.ndarray
    flat: np.ndarray
    drain: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def is_organisation(self) -> np.ndarray:
        return self.organisation >= 0


def draw_accounts(world) -> Accounts:
    """People with one to three numbers each, and one number an organisation, in the order they came."""
    stream = world.stream("accounts")
    people, organisations = world.people, world.organisations
    person = _people_with_their_numbers(stream, people.customers)
    n_people, n_houses = len(person), len(organisations.name)
    n = n_people + n_houses
    entry = _entries(stream, n)
    at = np.lexsort((stream.uniform(n), entry))  # by entry month, by lot within one
    person = np.concatenate([person, np.full(n_houses, -1)])[at]
    organisation = np.concatenate([np.full(n_people, -1), np.arange(n_houses)])[at]
    is_house = organisation >= 0
    plan = np.where(is_house, 0, stream.pick(n, p.PLANS, p.PLAN_WEIGHTS)).astype(np.float64)
    rate = np.where(is_house, organisations.rate[organisation], plan + stream.shape(n, p.PERSON_EXTRA))
    flat = _some(stream, is_house & (rate > _FIXED_PRICE_FROM) & (rate < _FIXED_PRICE_TO), p.FLAT_CUSTOMERS)
    drain = _some(stream, is_house & (rate > p.DRAIN_FROM), p.DRAINS)
    network = np.where(
        is_house,
        stream.pick(n, range(len(p.NETWORKS)), p.ORGANISATION_NETWORKS),
        stream.pick(n, range(len(p.NETWORKS)), p.PERSON_NETWORKS),
    )
    return Accounts(
        numbered("H", n, 5),
        person,
        organisation,
        entry[at],
        np.where(is_house, organisations.area[organisation], people.area[person]),
        network,
        stream.yes(n, np.where(is_house, p.DATA_CARD[1], p.DATA_CARD[0])),
        plan,
        np.where(flat, float(p.FLAT_FEE), rate),
        flat,
        drain,
    )


def _people_with_their_numbers(stream, people: int) -> np.ndarray:
    lot = stream.uniform(people)
    numbers = 1 + (lot < p.SECOND_NUMBER + p.THIRD_NUMBER) + (lot < p.THIRD_NUMBER)
    return np.repeat(np.arange(people), numbers)


def _entries(stream, n: int) -> np.ndarray:
    """Entry months: more than half from before the window, more of them lately than long ago."""
    old = stream.yes(n, p.ENTERED_BEFORE)
    way_back = stream.uniform(n) * stream.uniform(n)  # nearer to 0 than to 1
    before = -1 - np.floor(way_back * -p.OLDEST_ENTRY).astype(np.int64)
    return np.where(old, before, stream.whole(n, 0, p.MONTHS - 1))


def _some(stream, can: np.ndarray, wanted: int) -> np.ndarray:
    """``wanted`` of those that can, by lot."""
    lot = np.where(can, stream.uniform(len(can)), 2.0)
    chosen = np.zeros(len(can), dtype=bool)
    chosen[np.argsort(lot, kind="stable")[: min(wanted, int(can.sum()))]] = True
    return chosen
