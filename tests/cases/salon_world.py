"""Salons for the tests: drawn once each, with all their tables."""

from functools import lru_cache

from casekit.cases.simulated import willow_salon


@lru_cache(maxsize=64)
def drawn(seed):
    """The world of a seed, its tables and its truth."""
    world = willow_salon.World(seed)
    tables = {name: make(world) for name, make in willow_salon.TABLES.items()}
    truth = {name: make(world) for name, make in willow_salon.TRUTH.items()}
    return world, tables, truth


def spending(tables):
    """What each card spent in the window: services and products."""
    paid = tables["visits"].groupby("client_id")["amount"].sum()
    bought = tables["sales"].groupby("client_id")["amount"].sum()
    return paid.reindex(tables["clients"]["client_id"], fill_value=0).add(bought, fill_value=0)
