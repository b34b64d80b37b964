"""Who may read what, and who did in the last month: the access matrix and the access log, with planted violations."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from casekit.cases.simulated import frames
from casekit.cases.simulated.streams import Stream
from casekit.cases.simulated.willow_salon import days
from casekit.cases.simulated.willow_salon import parameters as p
from casekit.cases.simulated.willow_salon.client_tables import client_ids, therapist_ids
from casekit.cases.simulated.willow_salon.world import World

_LAST_MONTH = p.MONTHS - 1
_STAFF = {"store manager": ("M01",), "reception": ("R01", "R02", "R03"), "owner": ("O01",)}


class _Entry(NamedTuple):
    minute: int  # since the beginning of the month
    user: str
    role: str
    field: str
    action: str


def access_matrix(world: World) -> pd.DataFrame:
    """One row a role, field and right; the same in every salon."""
    rows = [(role, field, right) for field, *_rights in p.RIGHTS for role in p.ROLES for right in _given(role, field)]
    roles, fields, rights = zip(*rows, strict=True)
    return pd.DataFrame({"role": frames.text(roles), "field": frames.text(fields), "right": frames.text(rights)})


def access_log(world: World) -> pd.DataFrame:
    """One row an access in the last month of the window, by time."""
    entries = _lawful(world) + _violations(world)
    clients = world.stream("log/client").whole(len(entries), 0, len(world.cards) - 1)
    order = np.argsort(np.asarray([entry.minute for entry in entries]), kind="stable")
    sorted_entries = [entries[place] for place in order]
    begins = days.dates(days.MONTH_START[[_LAST_MONTH]]).astype("datetime64[m]")[0]
    return pd.DataFrame(
        {
            "log_id": frames.text(frames.numbered("L", len(entries), 4)),
            "at": frames.days(begins + np.asarray([entry.minute for entry in sorted_entries])),
            "user": frames.text([entry.user for entry in sorted_entries]),
            "role": frames.text([entry.role for entry in sorted_entries]),
            "client_id": frames.text(client_ids(clients[order])),
            "field": frames.text([entry.field for entry in sorted_entries]),
            "action": frames.text([entry.action for entry in sorted_entries]),
        }
    )


def _lawful(world: World) -> list[_Entry]:
    stream = world.stream("log/lawful")
    n = int(stream.whole(1, *p.LOG_ROWS)[0])
    roles = stream.pick(n, list(p.LOG_SHARES), list(p.LOG_SHARES.values()))
    drawn = stream.uniform(3 * n).reshape(n, 3)
    minutes = _minutes(stream, n, *p.LOG_HOURS)
    entries = []
    for place, role in enumerate(roles):
        which, who, what = drawn[place]
        fields = [line[0] for line in p.RIGHTS if _given(role, line[0]) != ("none",)]
        field = fields[int(which * len(fields))]
        users = _users(world, role)
        entries.append(
            _Entry(
                int(minutes[place]), users[int(who * len(users))], str(role), field, _action(what, _given(role, field))
            )
        )
    return entries


def _violations(world: World) -> list[_Entry]:
    """The planted ones: each kind in a stream of its own."""
    entries = []
    for kind, number in p.VIOLATIONS.items():
        stream = world.stream(f"log/{kind}")
        n = int(stream.whole(1, *number)[0])
        night = kind == "at night"
        for minute in _minutes(stream, n, *((22 * 60, 23 * 60 + 59) if night else p.LOG_HOURS)):
            entries.append(_Entry(int(minute), *_violation(world, kind, stream)))
    return entries


def _violation(world: World, kind: str, stream: Stream) -> tuple[str, str, str, str]:
    def one(options) -> str:
        return str(stream.pick(1, options)[0])

    if kind == "therapist reads a phone":
        return one(_users(world, "therapist")), "therapist", one(["clients.phone", "clients.address"]), "read"
    if kind == "reception reads a skin problem":
        return one(_users(world, "reception")), "reception", one(["clients.skin_problem", "clients.skin_type"]), "read"
    if kind == "export without the right":
        return one(_users(world, "therapist")), "therapist", one(["clients.name", "clients.hope"]), "export"
    if kind == "at night":
        return one(_users(world, "store manager")), "store manager", one(["clients.phone", "sales.amount"]), "read"
    if kind == "unknown role":
        return "X01", "intern", one(["clients.name", "visits.service"]), "read"
    gone = np.flatnonzero(world.therapists.left_month <= _LAST_MONTH)
    return one(therapist_ids(gone)), "therapist", one(["clients.name", "clients.hope", "visits.service"]), "read"


def _users(world: World, role: str) -> list[str]:
    if role == "therapist":
        return list(therapist_ids(np.flatnonzero(world.therapists.left_month > _LAST_MONTH)))
    return list(_STAFF[role])


def _given(role: str, field: str) -> tuple[str, ...]:
    """The rights of a role on a field, as the matrix has them."""
    line = next(line for line in p.RIGHTS if line[0] == field)
    right = line[1 + p.ROLES.index(role)]
    return (right,) if isinstance(right, str) else right


def _action(drawn: float, rights: tuple[str, ...]) -> str:
    """Mostly reading; editing and exporting where there is a right to it."""
    if drawn > 0.96 and "export" in rights:
        return "export"
    return "edit" if drawn > 0.75 and "edit" in rights else "read"


def _minutes(stream: Stream, n: int, first: int, last: int) -> np.ndarray:
    length = int(days.MONTH_START[_LAST_MONTH + 1] - days.MONTH_START[_LAST_MONTH])
    return stream.whole(n, 0, length - 1) * 1440 + stream.whole(n, first, last)
