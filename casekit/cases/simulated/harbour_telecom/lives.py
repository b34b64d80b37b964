"""How long each customer stays, and why one goes: month by month, more likely after what drives people away."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.harbour_telecom import parameters as p
from casekit.cases.simulated.harbour_telecom.calendar import days_in, first_of
from casekit.cases.simulated.harbour_telecom.troubles import under_contract

NEVER = 10_000  # a month beyond all sight
REASONS = ("complaint badly met", "rival's offer", "contract ended", "poor network", "moved or closed")
_OWN_AFFAIRS = REASONS.index("moved or closed")
_MOST = 0.5  # chance to leave in one month


@dataclass
class Lives:
    """``leaves`` is the month of leaving (NEVER when out of sight), ``day`` the day, ``reason`` a place in REASONS.

    ``here`` has for customers × months of the window how many days of it the customer was with us, from the first on;
    ``chance`` for customers × months of the truth the chance to leave in it.
    """

    leaves: np.ndarray
    day: np.ndarray
    reason: np.ndarray
    here: np.ndarray
    dormant_from: np.ndarray
    chance: np.ndarray

    @property
    def stays(self) -> np.ndarray:
        """Whether the customer is still there on the last day."""
        return self.leaves >= p.MONTHS

    @property
    def driven_out(self) -> np.ndarray:
        """Whether something we or others did made the customer leave."""
        return self.reason != _OWN_AFFAIRS


def draw_lives(world) -> Lives:
    """Leaving months by lot against each month's chance, from the month after entry on."""
    stream, accounts, troubles = world.stream("lives"), world.accounts, world.troubles
    n, months = len(accounts), p.MONTHS_OF_TRUTH
    pushes = _pushes(accounts, troubles)
    tenure = np.minimum(np.maximum(-accounts.entry, 0) // 12, len(p.RESTLESS_SHARE) - 1)
    restless = stream.yes(n, np.asarray(p.RESTLESS_SHARE)[tenure])
    own = np.where(restless, p.RESTLESS, p.SETTLED)
    chance = own[:, None] * (1.0 + sum(pushes))
    runs, ends = under_contract(troubles.term, troubles.begins, troubles.signed, months)
    chance = np.minimum(np.where(runs & ~ends, chance * p.UNDER_CONTRACT, chance), _MOST)
    possible = np.arange(months)[None, :] >= np.maximum(accounts.entry + 1, 0)[:, None]
    goes = possible & (stream.uniform(n * months).reshape(n, months) < chance)
    leaves = np.where(goes.any(axis=1), goes.argmax(axis=1), NEVER)
    reason = _reasons(stream, pushes, leaves)
    seen = np.minimum(leaves, months - 1)
    day = first_of(seen) + np.floor(stream.uniform(n) * days_in(seen)).astype(np.int64)
    return Lives(leaves, day, reason, _days_here(accounts, leaves, day), _dormant(stream, accounts), chance)


def _pushes(accounts, troubles) -> list[np.ndarray]:
    """What is added to a month's chance of 1, in the order of REASONS, for the months of the truth."""
    months = p.MONTHS_OF_TRUTH
    _runs, ends = under_contract(troubles.term, troubles.begins, troubles.signed, months)
    poor = np.where(troubles.quality < p.BAD_EXPERIENCE, p.EFFECT_OF_BAD_EXPERIENCE, 0.0)
    return [
        p.EFFECT_OF_BAD_REPLY * _lasting(troubles.badly_met, 3, months),
        p.EFFECT_OF_RIVAL * _lasting(troubles.rival_offer, 2, months),
        p.EFFECT_OF_CONTRACT_END * ends,
        np.broadcast_to(poor[:, None], (len(accounts), months)),
    ]


def _lasting(event: np.ndarray, how_long: int, months: int) -> np.ndarray:
    """True in the event's month and the ones after, ``how_long`` in all."""
    felt = np.zeros((len(event), months), dtype=bool)
    for later in range(how_long):
        felt[:, later : event.shape[1]] |= event[:, : event.shape[1] - later]
    return felt


def _reasons(stream, pushes, leaves: np.ndarray) -> np.ndarray:
    """One of the reasons, with chances in proportion to what pushed in the month of leaving."""
    n, month = len(leaves), np.minimum(leaves, p.MONTHS_OF_TRUTH - 1)
    weights = [push[np.arange(n), month] for push in pushes] + [np.ones(n)]
    cumulative = np.cumsum(np.stack(weights), axis=0)
    return (stream.uniform(n) * cumulative[-1] >= cumulative).sum(axis=0)


def _days_here(accounts, leaves, day) -> np.ndarray:
    month = np.arange(p.MONTHS)
    whole = days_in(month)[None, :]
    part = (day - first_of(np.minimum(leaves, p.MONTHS_OF_TRUTH - 1))).astype(np.int64)[:, None] + 1
    here = np.where(month < leaves[:, None], whole, np.where(month == leaves[:, None], part, 0))
    return np.where(month >= accounts.entry[:, None], here, 0)


def _dormant(stream, accounts) -> np.ndarray:
    """From which month on a customer uses nothing any more though in service; NEVER for most."""
    n = len(accounts)
    persons, houses = p.DORMANT
    asleep = stream.yes(n, np.where(accounts.is_organisation, houses, persons)) & ~accounts.flat
    return np.where(asleep, stream.whole(n, p.MONTHS - 9, p.MONTHS - 1), NEVER)
