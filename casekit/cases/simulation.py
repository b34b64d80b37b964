"""Companies drawn from a seed: finding a case's simulator, and keeping the last few companies drawn.

A simulator is a module of :mod:`casekit.cases.simulated` with

- ``World(seed)``: one company, its latent traits drawn when first asked for;
- ``TABLES`` and ``TRUTH``: mappings of table name to a function from the World to the pandas table, whose columns and
  dtypes are those the contract gives when the file is read;
- ``SHIPPED_SEED``: the seed of the files that are shipped;
- a module ``shapes`` beside it, whose ``draw_shapes(tables, truth)`` draws the picture of the case's README.
"""

from functools import lru_cache, partial
from importlib import import_module, util
from types import ModuleType
from typing import Any

import pandas as pd

from casekit.cases.settings import CaseSettings
from casekit.cases.shipped import Makers
from casekit.errors import CasekitError
from casekit.text import _

HOME = "casekit.cases.simulated"
_KEPT = 4  # companies; a telecom company takes some 40 MB when all its tables were asked for


def simulated_tables(settings: CaseSettings, seed: int) -> tuple[Makers, Makers]:
    """How to draw each table of the company of that seed, and each table of its truth.

    Raises CasekitError when the simulator is not there, or does not draw a table that ``case.toml`` promises.
    """
    simulator = _simulator(settings)
    for promised, drawn in ((settings.contracts, simulator.TABLES), (settings.truth_contracts, simulator.TRUTH)):
        for table in promised:
            if table not in drawn:
                raise CasekitError(
                    _("The simulator “{simulator}” draws no table “{table}”, which {path} promises.").format(
                        simulator=settings.simulator, table=table, path=settings.folder / "case.toml"
                    )
                )
    return (
        {name: partial(_drawn, settings.simulator, seed, "TABLES", name) for name in settings.contracts},
        {name: partial(_drawn, settings.simulator, seed, "TRUTH", name) for name in settings.truth_contracts},
    )


def shipped_seed(settings: CaseSettings) -> int:
    """The seed whose company lies in the files."""
    return _simulator(settings).SHIPPED_SEED


def _simulator(settings: CaseSettings) -> ModuleType:
    name = settings.simulator
    if not (isinstance(name, str) and name.isidentifier() and util.find_spec(f"{HOME}.{name}")):
        raise CasekitError(
            _("{path} names the simulator “{simulator}”, but there is none of this name; mend or drop it.").format(
                path=settings.folder / "case.toml", simulator=name
            )
        )
    return import_module(f"{HOME}.{name}")


def _drawn(simulator: str, seed: int, shelf: str, table: str) -> pd.DataFrame:
    return _company(simulator, seed).table(shelf, table).copy(deep=False)


@lru_cache(maxsize=_KEPT)
def _company(simulator: str, seed: int) -> "_Company":
    return _Company(import_module(f"{HOME}.{simulator}"), seed)


class _Company:
    """One World with the tables asked of it by now."""

    def __init__(self, simulator: Any, seed: int):
        self._simulator, self._world = simulator, simulator.World(seed)
        self._tables: dict[tuple[str, str], pd.DataFrame] = {}

    def table(self, shelf: str, name: str) -> pd.DataFrame:
        if (shelf, name) not in self._tables:
            self._tables[shelf, name] = getattr(self._simulator, shelf)[name](self._world)
        return self._tables[shelf, name]
