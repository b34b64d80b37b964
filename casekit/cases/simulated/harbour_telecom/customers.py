"""The tables of who the customers are: customers, groups, and what is true of both."""

import numpy as np
import pandas as pd

from casekit.cases.simulated.frames import chosen, days, decimal, text, whole, yes_no
from casekit.cases.simulated.harbour_telecom import names
from casekit.cases.simulated.harbour_telecom import parameters as p
from casekit.cases.simulated.harbour_telecom.calendar import LAST_DAY, first_of
from casekit.cases.simulated.harbour_telecom.lives import NEVER, REASONS
from casekit.cases.simulated.harbour_telecom.traits import POTENTIALS

_AGE_BLANK = 0.12


def customers(world) -> pd.DataFrame:
    """One row a customer number, in the order of the numbers."""
    stream = world.stream("customers")
    accounts, houses, people = world.accounts, world.organisations, world.people
    lives, traits, staff = world.lives, world.traits, world.staff
    person, house, is_house = accounts.person, accounts.organisation, accounts.is_organisation
    n = len(accounts)
    billed = np.zeros(n, dtype=bool)
    billed[world.bills.customer[world.bills.month == p.MONTHS - 1]] = True
    age = (LAST_DAY - people.birthday).astype(np.int64) * 4 // 1461
    known_group = np.where(is_house & houses.group_known[house], houses.group[house], -1)
    return pd.DataFrame(
        {
            "customer_id": text(accounts.ids),
            "name": text(np.where(is_house, houses.name[house], people.names[person])),
            "user_type": chosen(("person", "organisation"), is_house),
            "organisation_type": chosen(p.ORGANISATION_TYPES, houses.type[house], ~is_house),
            "industry": chosen(p.INDUSTRIES, houses.industry[house], ~is_house),
            "area": chosen(p.AREAS, accounts.area),
            "network": chosen(p.NETWORKS, accounts.network),
            "data_card": yes_no(accounts.data_card),
            "in_service": yes_no(lives.stays),
            "billed": yes_no(billed),
            "entry_month": days(first_of(accounts.entry)),
            "left_on": days(lives.day, lives.stays),
            "group_id": chosen(group_ids(world), known_group),
            "public_body": yes_no(traits.public_body),
            "industry_leader": yes_no(traits.leader),
            "contested": yes_no(traits.contested),
            "growth_potential": chosen(POTENTIALS, traits.potential),
            "cross_region": yes_no(traits.cross_region),
            "age": whole(np.where(is_house, 0, age[person]), is_house | stream.yes(n, _AGE_BLANK)),
            "manager_id": chosen(staff.ids, staff.of_customer),
            "points": whole(world.points.balance),
            "contract_months": whole(*_running_contract(world)),
        }
    )


def group_ids(world) -> np.ndarray:
    """The groups' ids, in the order of the groups."""
    return names.objects([f"G{number:03d}" for number in range(1, len(world.organisations.group_names) + 1)])


def _running_contract(world) -> tuple[np.ndarray, np.ndarray]:
    """Months of the contract that runs on the last day, and where there is none."""
    contracts, last = world.contracts, np.zeros(len(world.accounts), dtype=np.int64)
    running = (contracts.ends_on >= LAST_DAY) & world.lives.stays[contracts.customer]
    last[contracts.customer[running]] = contracts.term[running]
    return last, last == 0


def groups(world) -> pd.DataFrame:
    """The groups, in the order of their ids; the unit that signs is one of their branches."""
    houses, accounts = world.organisations, world.accounts
    place = np.empty(len(houses.name), dtype=np.int64)
    at = np.flatnonzero(accounts.is_organisation)
    place[accounts.organisation[at]] = at
    return pd.DataFrame(
        {
            "group_id": text(group_ids(world)),
            "name": text(houses.group_names),
            "sector": chosen(p.INDUSTRIES, houses.group_sectors),
            "contract_unit": text(accounts.ids[place[np.flatnonzero(houses.unit_that_signs)]]),
        }
    )


def true_groups(world) -> pd.DataFrame:
    """Every branch with the group it belongs to, in the order of the customer numbers."""
    accounts = world.accounts
    group = np.where(accounts.is_organisation, world.organisations.group[accounts.organisation], -1)
    branch = group >= 0
    return pd.DataFrame(
        {"customer_id": text(accounts.ids[branch]), "group_id": chosen(group_ids(world), group[branch])}
    )


def true_lives(world) -> pd.DataFrame:
    """Who each customer is, the true mean list price of a month, and the true day and reason of leaving."""
    accounts, lives = world.accounts, world.lives
    out_of_sight = lives.leaves == NEVER
    return pd.DataFrame(
        {
            "customer_id": text(accounts.ids),
            "person_id": text(np.where(accounts.is_organisation, "", world.people.ids[accounts.person])),
            "spending_rate": decimal(np.rint(accounts.rate * 100.0), 100),
            "leaves_on": days(lives.day, out_of_sight),
            "leave_reason": chosen(REASONS, lives.reason, out_of_sight),
        }
    )
