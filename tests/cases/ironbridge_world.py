"""Machinery firms for the tests: drawn once each, with all their tables, and what lessons compute of them."""

from functools import lru_cache

import numpy as np

from casekit.cases.simulated import ironbridge_machinery
from casekit.cases.simulated.ironbridge_machinery import parameters as p
from casekit.cases.simulated.ironbridge_machinery.shapes import profit_rate, yearly_usage


@lru_cache(maxsize=64)
def drawn(seed):
    """The world of a seed, its tables and its truth."""
    world = ironbridge_machinery.World(seed)
    tables = {name: make(world) for name, make in ironbridge_machinery.TABLES.items()}
    truth = {name: make(world) for name, make in ironbridge_machinery.TRUTH.items()}
    return world, tables, truth


def in_2025(tables):
    """One row an account that was open in 2025 and bought: its register row, usage, profit_rate."""
    usage = yearly_usage(tables)
    rows = tables["accounts"].set_index("customer_id")
    rows = rows.assign(usage=usage[2025], before=usage[2024], profit_rate=profit_rate(tables, usage, 2025))
    return rows[rows["usage"] > 0]


def standings(tables):
    """Accounts × years: 4 for A1 down to 1 for B2, 0 below, nan where there is no grade."""
    wide = tables["grades"].pivot(index="customer_id", columns="year", values="grade")
    return wide.apply(lambda grades: grades.map(dict(zip(p.GRADES, p.STANDING, strict=True)))).astype(float)


def moved(tables, year):
    """+1, 0 or −1 for each account graded in that year and in the one before."""
    standing = standings(tables)
    return np.sign(standing[year] - standing[year - 1]).dropna()
