"""The grades the managers gave, what each grade is promised, what was delivered, and the lot of 2025."""

import numpy as np
import pandas as pd

from casekit.cases.simulated import frames
from casekit.cases.simulated.ironbridge_machinery import calendar
from casekit.cases.simulated.ironbridge_machinery import parameters as p
from casekit.cases.simulated.ironbridge_machinery.hand_grades import NO_GRADE
from casekit.cases.simulated.ironbridge_machinery.trade_tables import customer_ids
from casekit.cases.simulated.ironbridge_machinery.world import World

_GRADED_YEARS = p.YEARS[:3]
_NOW = 2  # the place of 2025
_NAMES = np.asarray([*p.GRADES, ""], dtype=object)  # NO_GRADE is the last place


def grades(world: World) -> pd.DataFrame:
    """One row a graded account and year, by year, then account."""
    history, overrides = world.history, world.overrides
    year, account = np.nonzero(history.grade != NO_GRADE)
    manual = overrides.since[account] <= year
    return pd.DataFrame(
        {
            "customer_id": frames.text(customer_ids(account)),
            "year": frames.whole(np.asarray(_GRADED_YEARS)[year]),
            "grade": frames.text(_NAMES[history.grade[year, account]]),
            "manual": frames.yes_no(manual),
            "expires_on": frames.days(overrides.expires[account], ~manual | np.isnat(overrides.expires[account])),
        }
    )


def service_levels(world: World) -> pd.DataFrame:
    """One row a service a grade is promised, the best grade first: the same in every firm."""
    rows = [(grade, service) for grade, services in p.SERVICES.items() for service in services]
    return pd.DataFrame(
        {
            name: frames.text(list(values))
            for name, values in zip(("grade", "service"), zip(*rows, strict=True), strict=True)
        }
    )


def holdout(world: World) -> pd.DataFrame:
    """One row an account the review promoted in 2025, and whether the lot gave it the benefits."""
    history = world.history
    who = np.flatnonzero(history.in_lot)
    return pd.DataFrame(
        {
            "customer_id": frames.text(customer_ids(who)),
            "grade_before": frames.text(_NAMES[history.grade[_NOW - 1, who]]),
            "grade": frames.text(_NAMES[history.grade[_NOW, who]]),
            "benefit": frames.yes_no(history.benefited[_NOW, who]),
        }
    )


def entitlements(world: World) -> pd.DataFrame:
    """One row a service promised in 2025 or given without a promise, by account, then service."""
    account, service, promised, delivered, day = _given(world)
    order = np.lexsort((service, account))
    names = _services()
    return pd.DataFrame(
        {
            "customer_id": frames.text(customer_ids(account[order])),
            "service": frames.text([names[place] for place in service[order]]),
            "promised_by_grade": frames.text(_NAMES[promised[order]]),
            "delivered_on": frames.days(calendar.dates(day[order]), ~delivered[order]),
        }
    )


def _services() -> list[str]:
    return list(dict.fromkeys(service for services in p.SERVICES.values() for service in services))


def _given(world: World):
    """Account, service, the grade that promised it (NO_GRADE: none), whether and on which day it was delivered."""
    history, names = world.history, _services()
    promise = np.zeros((len(p.GRADES) + 1, len(names)), dtype=bool)  # the last row: no grade
    for grade, services in p.SERVICES.items():
        promise[p.GRADES.index(grade), [names.index(service) for service in services]] = True
    now, before = history.grade[_NOW], history.grade[_NOW - 1]
    start, after = calendar.year_start(_NOW), calendar.N_DAYS
    there = (now != NO_GRADE) & (history.leaves > start + 60)
    account, service = np.nonzero(promise[now] & there[:, None])
    chance = np.asarray([p.DELIVERED.get(name, p.DELIVERED_USUALLY) for name in names])[service]
    delivered = world.stream("entitlements/delivered").yes(len(account), chance)
    old = _some(
        world,
        "old grade",
        promise[before] & ~promise[now] & (there & history.demoted[_NOW])[:, None],
        p.TO_THE_OLD_GRADE,
    )
    without = _some(world, "without right", ~promise[now] & ~promise[before] & there[:, None], p.WITHOUT_RIGHT)
    accounts = np.concatenate((account, old[0], without[0]))
    day = world.stream("entitlements/day").whole(
        len(accounts), start + 5, np.minimum(after, history.leaves[accounts]) - 1
    )
    return (
        accounts,
        np.concatenate((service, old[1], without[1])),
        np.concatenate((now[account], before[old[0]], np.full(len(without[0]), NO_GRADE))),
        np.concatenate((delivered, np.ones(len(old[0]) + len(without[0]), dtype=bool))),
        day,
    )


def _some(world: World, name: str, among: np.ndarray, number: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Some of the pairs of account and service, as many as drawn (or as there are)."""
    stream = world.stream(f"entitlements/{name}")
    wanted = int(stream.whole(1, *number)[0])
    account, service = np.nonzero(among)
    order = stream.order(len(account))[:wanted]
    return account[order], service[order]
