"""How long people stay, and why they leave: chances month by month, in which people differ."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.willow_salon import days
from casekit.cases.simulated.willow_salon import parameters as p
from casekit.cases.simulated.willow_salon.people import People
from casekit.cases.simulated.willow_salon.staff import Care

STAYS = 10_000  # a day no table reaches


@dataclass(frozen=True)
class Lives:
    """One place a person: the day from which she comes no more (``STAYS``: not in sight) and why (text)."""

    leaves: np.ndarray
    reason: np.ndarray


def draw_lives(stream, people: People, care: Care) -> Lives:
    """The lives of one salon's people, over the window and a year beyond it."""
    n, months = len(people), p.MONTHS_IN_SIGHT
    usual = _usual_chance(stream, people)[:, None]
    since = np.arange(months)[None, :] - care.changes[:, None]
    upset = (since >= 0) & (since < p.AFTER_CHANGE_MONTHS) & care.fixed[:, None] & ~people.big[:, None]
    drawn = stream("lives/leaving").uniform(n * months).reshape(n, months)
    there = np.arange(months)[None, :] > days.month_of(people.joined)[:, None]
    goes = (drawn < usual + np.where(upset, p.AFTER_CHANGE, 0.0)) & there
    month = np.argmax(goes, axis=1)
    going = goes.any(axis=1)
    day = stream("lives/day").whole(n, days.MONTH_START[month], days.MONTH_START[month + 1] - 1)
    for_change = going & (drawn[np.arange(n), month] >= usual[:, 0])  # without the change she would have stayed
    other = stream("lives/reason").pick(n, p.OTHER_REASONS, p.OTHER_WEIGHTS).astype(object)
    before = stream("lives/asleep").whole(n, np.minimum(people.joined + 30, -2), -1)
    leaves = np.where(people.asleep, before, np.where(going, day, STAYS))
    reason = np.where(for_change & ~people.asleep, p.CHANGE_REASON, other)
    return Lives(leaves=leaves, reason=np.where(leaves < STAYS, reason, ""))


def _usual_chance(stream, people: People) -> np.ndarray:
    chance = np.zeros(len(people))
    for kind in p.CARD_TYPES:
        chance = np.where(people.card_type == kind, p.LEAVING_A_MONTH[kind], chance)
    frailty = stream("lives/frailty").shape(len(people), p.FRAILTY)
    return chance * np.where(people.big, p.BIG_FRAILTY, frailty)
