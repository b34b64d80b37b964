"""The tables of a case as its files have them, whole or for a random half of its customers."""

import random
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

import pandas as pd

from casekit.cases.settings import CaseSettings
from casekit.tables import Contract, read_csv

Makers = dict[str, Callable[[], pd.DataFrame]]


def shipped_tables(settings: CaseSettings) -> tuple[Makers, Makers]:
    """How to read each table, and each table of the truth; a file is read once a process, again when it changes."""
    return (
        {name: partial(_table, settings.file(name), contract) for name, contract in settings.contracts.items()},
        {name: partial(_table, settings.file(name), contract) for name, contract in settings.truth_contracts.items()},
    )


def half_of_the_customers(settings: CaseSettings, seed: int) -> tuple[Makers, Makers]:
    """The same for a random half of the values of ``settings.variant_of``, with all their rows.

    The same seed gives the same half on every machine and version: only ``random.Random.random`` is used, whose
    sequence Python promises to keep.
    """
    customer = settings.variant_of
    tables, truth = shipped_tables(settings)

    @lru_cache(maxsize=1)
    def chosen() -> set:
        having = (name for name, contract in settings.contracts.items() if customer in contract.names)
        customers = sorted(set().union(*(tables[name]()[customer] for name in having)))
        draw = random.Random(seed)
        ranked = sorted(customers, key=lambda _customer: draw.random())
        return set(ranked[: len(ranked) // 2])

    def only(make):
        table = make()
        return table[table[customer].isin(chosen())].reset_index(drop=True) if customer in table else table

    def halved(makers: Makers) -> Makers:
        return {name: partial(only, make) for name, make in makers.items()}

    return halved(tables), halved(truth)


def _table(path: Path, contract: Contract) -> pd.DataFrame:
    state = path.stat() if path.exists() else None
    read = _read(path, contract, state and (state.st_mtime_ns, state.st_size))
    # pandas copies on write: a shallow copy costs nothing and still keeps the kept table from harm
    return read.copy(deep=False)


@lru_cache(maxsize=128)
def _read(path: Path, contract: Contract, state: tuple[int, int] | None) -> pd.DataFrame:
    return read_csv(path, contract)
