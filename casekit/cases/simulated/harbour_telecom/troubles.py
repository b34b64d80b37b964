"""What drives customers away or holds them: complaints and how they were met, rivals' offers, contracts that end.

Drawn for every customer and month, whether the customer was there or not: who has left sees none of it.
"""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.harbour_telecom import parameters as p

_MOST_CONTRACTS = 4  # in a row


@dataclass
class Troubles:
    """Matrices of customers × months; contracts of customers × four, the months they begin (only where ``signed``)."""

    complains: np.ndarray
    badly_met: np.ndarray
    rival_offer: np.ndarray
    quality: np.ndarray
    term: np.ndarray
    begins: np.ndarray
    signed: np.ndarray


def draw_troubles(world) -> Troubles:
    """All of it from traits that a customer keeps: patience, the network at home, how a rival sees the account."""
    stream, accounts = world.stream("troubles"), world.accounts
    n = len(accounts)
    weak_network = np.isin(accounts.area, (p.AREAS.index("Hillside"), p.AREAS.index("Islands")))
    quality = np.clip(7.1 + 1.3 * stream.normal(n) - 0.8 * weak_network, 1.0, 10.0)
    large = accounts.rate > p.MANAGED_FROM
    complaints = stream.shape(n, p.COMPLAINTS) * np.where(quality < p.BAD_EXPERIENCE, 2.0, 1.0)
    complaints = complaints * np.where(accounts.is_organisation, 1.6, 1.0)
    offers = stream.shape(n, p.RIVAL_OFFERS) * np.where(large, 3.0, np.where(accounts.is_organisation, 1.5, 0.7))
    complains = _monthly(stream, complaints)
    badly_met = complains & _monthly(stream, np.where(large, p.BAD_REPLY[0], p.BAD_REPLY[1]))
    rival_offer = _monthly(stream, offers)
    term, begins, signed = _contracts(stream, accounts)
    return Troubles(complains, badly_met, rival_offer, quality, term, begins, signed)


def _monthly(stream, chance: np.ndarray) -> np.ndarray:
    n = len(chance)
    return stream.uniform(n * p.MONTHS).reshape(n, p.MONTHS) < chance[:, None]


def _contracts(stream, accounts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Contracts of one length in a row, from the one that ran when the window opened, until one is not renewed."""
    n = len(accounts)
    has = stream.yes(n, np.where(accounts.is_organisation, p.CONTRACT[1], p.CONTRACT[0]))
    term = stream.pick(n, *p.CONTRACT_TERMS)
    running = np.maximum(-stream.whole(n, 0, 35) % -term, accounts.entry)  # begun up to one term before the window
    begins = np.where(accounts.entry < 0, running, accounts.entry)[:, None] + term[:, None] * np.arange(_MOST_CONTRACTS)
    renewed = stream.uniform(n * _MOST_CONTRACTS).reshape(n, _MOST_CONTRACTS) < p.RENEWED
    renewed[:, 0] = True
    signed = np.logical_and.accumulate(renewed, axis=1) & has[:, None] & (begins < p.MONTHS)
    return np.where(has, term, 0), begins, signed


def under_contract(term, begins, signed, months: int) -> tuple[np.ndarray, np.ndarray]:
    """Customers × months: whether a contract runs, and whether one ends in this month or ended in the month before."""
    month = np.arange(months)[None, :]
    runs = np.zeros((len(term), months), dtype=bool)
    ends = np.zeros((len(term), months), dtype=bool)
    for k in range(begins.shape[1]):
        start, valid = begins[:, k, None], signed[:, k, None]
        end = start + term[:, None]
        runs |= valid & (month >= start) & (month < end)
        ends |= valid & ((month == end) | (month == end - 1))
    return runs, ends
