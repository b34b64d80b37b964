"""The people who serve: account managers and the customers each has, shop clerks, the care team."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.cases.simulated.frames import days, numbered, text, whole
from casekit.cases.simulated.harbour_telecom import names
from casekit.cases.simulated.harbour_telecom import parameters as p

_STAYED_UNTIL = 24  # whoever left before this month is nobody's customer any more

CLERKS = [f"C{number:02d}" for number in range(1, p.CLERKS + 1)]
CARE_TEAM = [f"K{number:02d}" for number in range(1, p.CARE_TEAM + 1)]


@dataclass
class Staff:
    """``of_customer`` is the place of each customer's manager in ``ids``, -1 for most."""

    ids: np.ndarray
    names: np.ndarray
    joined_on: np.ndarray
    hours: np.ndarray
    teams: np.ndarray
    of_customer: np.ndarray

    @property
    def managed(self) -> np.ndarray:
        return self.of_customer >= 0


def draw_staff(world) -> Staff:
    """The managers, and who has one: large organisations, units that sign for a group, some public bodies."""
    stream, accounts, houses = world.stream("staff"), world.accounts, world.organisations
    teams = np.repeat([team for team, _n in p.MANAGERS], [n for _team, n in p.MANAGERS]).astype(object)
    n = len(teams)
    joined = np.datetime64("2013-03-01", "D") + stream.whole(n, 0, 4_300)
    hours = 20 * stream.whole(n, 62, 82)
    signs = accounts.is_organisation & houses.unit_that_signs[accounts.organisation]
    large, unit, public, other = p.MANAGED
    chance = np.where(world.traits.public_body, public, other)
    chance = np.where(signs, unit, chance)
    chance = np.where(accounts.rate > p.MANAGED_FROM, large, chance)
    has = accounts.is_organisation & stream.yes(len(accounts), chance) & (world.lives.leaves >= _STAYED_UNTIL)
    has |= accounts.drain & (world.lives.leaves >= _STAYED_UNTIL)
    keen = stream.uniform(n, 0.5, 2.0) * np.where(teams == "key accounts", 2.0, np.where(teams == "shop", 0.2, 1.0))
    manager = stream.pick(len(accounts), range(n), keen)
    return Staff(numbered("M", n, 2), some_names(stream, n), joined, hours, teams, np.where(has, manager, -1))


def some_names(stream, n: int) -> np.ndarray:
    """Names of people who are in no register."""
    surname = stream.pick(n, range(len(names.SURNAMES)), names.SURNAME_WEIGHTS).tolist()
    first = stream.whole(n, 0, len(names.SYLLABLES) - 1).tolist()
    return names.objects([names.pinyin_name(s, f, -1) for s, f in zip(surname, first, strict=True)])


def managers(world) -> pd.DataFrame:
    """The account managers, in the order of their ids."""
    staff = world.staff
    return pd.DataFrame(
        {
            "manager_id": text(staff.ids),
            "name": text(staff.names),
            "joined_on": days(staff.joined_on),
            "hours_a_year": whole(staff.hours),
            "team": text(staff.teams),
        }
    )
