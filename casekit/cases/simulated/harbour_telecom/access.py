"""The tables of who may see what: the matrix of rights by role and field, and the log of what was done in December."""

import numpy as np
import pandas as pd

from casekit.cases.simulated.frames import chosen, days, numbered, text
from casekit.cases.simulated.harbour_telecom import names
from casekit.cases.simulated.harbour_telecom import parameters as p
from casekit.cases.simulated.harbour_telecom.calendar import LAST_DAY, at_minute
from casekit.cases.simulated.harbour_telecom.planting import planted
from casekit.cases.simulated.harbour_telecom.staff import CARE_TEAM, CLERKS

ROLES = ("shop clerk", "account manager", "care team", "records owner", "analyst")
_RIGHTS = {"-": "none", "r": "read", "w": "edit", "x": "export"}
# One letter a role, in the order of ROLES. Two faults on purpose: income_band has nobody to edit it, and phone may be
# exported by two roles; interests may be edited by all, although the archive is to be the highest secret.
_MATRIX = {
    "cards.card_id": "rrrwr",
    "cards.register": "rrrwr",
    "cards.customer_id": "rrrwr",
    "cards.name": "wwrw-",
    "cards.phone": "wwxx-",
    "cards.email": "wwrx-",
    "cards.id_number": "---w-",
    "cards.birthday": "wrrwr",
    "cards.gender": "wrrwr",
    "cards.address": "wwrw-",
    "cards.area": "wwrwr",
    "cards.interests": "wwwww",
    "cards.occupation": "wwrwr",
    "cards.income_band": "-r-rr",
    "cards.registered_on": "rrrwr",
    "cards.updated_on": "rrrwr",
    "cards.updated_by": "-r-w-",
    "customers.customer_id": "rrrwr",
    "customers.manager_id": "rrrwr",
    "customers.growth_potential": "-w-rr",
    "customers.group_id": "rrrwr",
    "bills.fee": "rrr-x",
    "bills.discount": "-r--x",
    "bills.network_cost": "----x",
    "bills.days_to_pay": "-rr-x",
}
FIELDS = tuple(_MATRIX)
_ACTIONS = {"none": (), "read": ("read",), "edit": ("read", "edit"), "export": ("read", "export")}
_USERS = {"records owner": ["R01", "R02"], "analyst": ["N01", "N02", "N03"]}
_ROLE_WEIGHTS = (34, 34, 18, 8, 6)


def access_matrix(world) -> pd.DataFrame:
    """The rights, field by field, the same for every company."""
    rows = [
        (role, field, _RIGHTS[letter])
        for field, letters in _MATRIX.items()
        for role, letter in zip(ROLES, letters, strict=True)
    ]
    return pd.DataFrame(
        {name: text(column) for name, column in zip(("role", "field", "right"), zip(*rows, strict=True), strict=True)}
    )


def access_log(world) -> pd.DataFrame:
    """What was read, changed and exported in December, in the order of time; some of it against the rights."""
    stream, n = world.stream("access_log"), p.LOG_ROWS
    role = stream.pick(n, range(len(ROLES)), _ROLE_WEIGHTS)
    field, action = _within_rights(stream, role)
    seller, manager = role <= ROLES.index("account manager"), role == ROLES.index("account manager")
    anyone = np.ones(n, dtype=bool)
    no_right, at_night, export, has_left = (
        planted(stream, who, *least_and_most)
        for who, least_and_most in zip((anyone, anyone, seller, manager), p.LOG_FAULTS, strict=True)
    )
    field[export], action[export] = FIELDS.index("cards.phone"), 2
    lot = stream.uniform(n)
    for row in no_right.tolist():
        forbidden = [(f, a) for f in range(len(FIELDS)) for a in range(3) if not _may(role[row], f, a)]
        field[row], action[row] = forbidden[int(lot[row] * len(forbidden))]
    minute = stream.whole(n, 450, 1_170)
    minute[at_night] = stream.whole(len(at_night), 21 * 60, 29 * 60 - 1) % (24 * 60)
    moment = at_minute(LAST_DAY - 30 + stream.whole(n, 0, 30), minute)
    user = _users(stream, world, role, has_left)
    customer = np.floor(stream.uniform(n) * len(world.accounts)).astype(np.int64)
    at = np.argsort(moment, kind="stable")
    return pd.DataFrame(
        {
            "log_id": text(numbered("L", n, 4)),
            "at": days(moment[at]),
            "user": text(user[at]),
            "role": chosen(ROLES, role[at]),
            "customer_id": chosen(world.accounts.ids, customer[at]),
            "field": chosen(FIELDS, field[at]),
            "action": chosen(("read", "edit", "export"), action[at]),
        }
    )


def _may(role: int, field: int, action: int) -> bool:
    right = _RIGHTS[_MATRIX[FIELDS[field]][role]]
    return ("read", "edit", "export")[action] in _ACTIONS[right]


def _within_rights(stream, role: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A field and an action each role may do: reading far more often than the rest."""
    n = len(role)
    field, action = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    weight = (12.0, 3.0, 0.6)
    for code in range(len(ROLES)):
        allowed = [(f, a) for f in range(len(FIELDS)) for a in range(3) if _may(code, f, a)]
        rows = np.flatnonzero(role == code)
        picked = stream.pick(len(rows), range(len(allowed)), [weight[a] for _f, a in allowed])
        field[rows], action[rows] = np.asarray(allowed)[picked].T
    return field, action


def _users(stream, world, role: np.ndarray, left: np.ndarray) -> np.ndarray:
    n = len(role)
    by_role = [CLERKS, world.staff.ids.tolist(), CARE_TEAM, _USERS["records owner"], _USERS["analyst"]]
    lot = stream.uniform(n).tolist()
    users = names.objects([by_role[r][int(at * len(by_role[r]))] for r, at in zip(role.tolist(), lot, strict=True)])
    users[left] = f"M{len(world.staff.ids) + 1:02d}"  # an account manager no longer in the list of managers
    return users
