"""What the records say of a customer besides money: public body, leader, contested, potential, area of work."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.harbour_telecom import parameters as p

POTENTIALS = ("low", "middle", "high")


@dataclass
class Traits:
    """One entry a customer number; ``potential`` is -1 where nobody has judged it."""

    public_body: np.ndarray
    leader: np.ndarray
    contested: np.ndarray
    potential: np.ndarray
    cross_region: np.ndarray


def draw_traits(world) -> Traits:
    """From the kind of organisation, its size, and the rivals' offers it got."""
    stream, accounts, houses = world.stream("traits"), world.accounts, world.organisations
    n, is_house = len(accounts), accounts.is_organisation
    kind = np.where(is_house, houses.type[accounts.organisation], -1)
    public_by_type = np.asarray((0.02, 1.0, 0.75, 0.75, 1.0, 0.0, 0.0))  # as ORGANISATION_TYPES; the last for persons
    public_body = stream.yes(n, public_by_type[kind])
    large = accounts.rate > p.MANAGED_FROM
    leader = stream.yes(n, np.where(is_house, np.where(large, 0.16, 0.012), 0.0))
    courted = world.troubles.rival_offer.any(axis=1)
    contested = stream.yes(n, np.where(is_house, np.where(courted, 0.55, 0.04), np.where(courted, 0.05, 0.002)))
    judged = stream.yes(n, np.where(is_house, 0.72, 0.10))
    potential = np.where(judged, stream.pick(n, range(len(POTENTIALS)), (45, 38, 17)), -1)
    in_group = is_house & (houses.group[accounts.organisation] >= 0)
    cross_region = stream.yes(n, np.where(in_group, 0.8, np.where(is_house, 0.13, 0.01)))
    return Traits(public_body, leader, contested, potential, cross_region)
