"""Finding a shipped case, reading its tables against their contracts, and drawing a variant of it."""

import random
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pandas as pd

from casekit import paths
from casekit.cases.case import Case
from casekit.errors import CasekitError
from casekit.tables import Contract, read_csv
from casekit.text import _

_SETTINGS = "case.toml"


def load_case(name: str, *, seed: int | None = None) -> Case:
    """The case of that name, from the folder of the same name among the data sets.

    Parameters
    ----------
    name : the case's name, for instance ``"cdnow"``.
    seed : None for the case as it is; a whole number from 0 for a variant. A real case's variant is a random half of
        its customers, with all their rows: another shop of the same kind. The same seed gives the same half on every
        machine and version (only ``random.Random.random`` is used, whose sequence Python promises to keep).

    Each call returns tables of its own; the files themselves are read once a process and read again when they change.

    Raises CasekitError for a name that is no case (the sentence lists the cases), a seed that is no whole number,
    a case without variants, and for files that break their contract.
    """
    folder = _folder(name)
    _check_seed(seed)
    shipped = _read_case(folder, _fingerprint(folder))
    tables = _fresh(shipped.tables)
    truth = None if shipped.truth is None else _fresh(shipped.truth)
    if seed is not None:
        chosen = _half_of_customers(name, tables, shipped.variant_of, seed)
        tables = _only(tables, shipped.variant_of, chosen)
        truth = None if truth is None else _only(truth, shipped.variant_of, chosen)
    return Case(name, shipped.title, seed, tables, truth, shipped.contracts, shipped.dates, shipped.notes)


def case_names() -> list[str]:
    """The names of the cases that can be loaded, in order of the alphabet."""
    home = paths.datasets()
    return sorted(place.parent.name for place in home.glob(f"*/{_SETTINGS}"))


def _folder(name: str) -> Path:
    names = case_names()
    if name not in names:
        raise CasekitError(
            _("There is no case “{name}” in {home}; there are: {names}.").format(
                name=name, home=paths.datasets(), names=", ".join(names) or _("none")
            )
        )
    return paths.datasets() / name


def _check_seed(seed) -> None:
    if seed is not None and (not isinstance(seed, int) or isinstance(seed, bool) or seed < 0):
        raise CasekitError(_("A seed is a whole number from 0 on, but it is {seed!r}.").format(seed=seed))


def _fingerprint(folder: Path) -> tuple:
    """Changes when a file of the case does, so that a mended file is read again."""
    return tuple(
        (place.name, place.stat().st_mtime_ns, place.stat().st_size)
        for place in sorted([folder / _SETTINGS, *folder.glob("*.csv")])
    )


class _Shipped:
    """A case as its files have it."""

    def __init__(self, folder: Path):
        settings = _settings(folder / _SETTINGS)
        self.title = settings.get("title", folder.name)
        self.variant_of = settings.get("variant_of")
        self.dates = {entry["name"]: pd.Timestamp(entry["date"]) for entry in settings.get("dates", ())}
        self.notes = {entry["name"]: entry["note"] for entry in settings.get("dates", ())}
        self.contracts, self.tables = _read_tables(folder, settings.get("tables", {}))
        _truth_contracts, truth = _read_tables(folder, settings.get("truth", {}))
        self.truth = truth or None


@lru_cache(maxsize=16)
def _read_case(folder: Path, fingerprint: tuple) -> _Shipped:
    return _Shipped(folder)


def _settings(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise CasekitError(
            _("{path} is not valid TOML ({fault}); mend it or restore it.").format(path=path, fault=fault)
        ) from None


def _read_tables(folder: Path, settings: Mapping) -> tuple[dict[str, Contract], dict[str, pd.DataFrame]]:
    contracts = {name: Contract.from_mapping(name, table) for name, table in settings.items()}
    return contracts, {name: read_csv(folder / f"{name}.csv", contract) for name, contract in contracts.items()}


def _fresh(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    # pandas copies on write: a shallow copy costs nothing and still keeps the cached table from harm
    return {name: table.copy(deep=False) for name, table in tables.items()}


def _half_of_customers(name: str, tables: Mapping[str, pd.DataFrame], customer: str | None, seed: int) -> set:
    if customer is None:
        raise CasekitError(_("Case “{name}” has no variants; load it without a seed.").format(name=name))
    customers = sorted(set().union(*(set(table[customer]) for table in tables.values() if customer in table)))
    draw = random.Random(seed)
    ranked = sorted(customers, key=lambda _customer: draw.random())
    return set(ranked[: len(ranked) // 2])


def _only(tables: Mapping[str, pd.DataFrame], customer: str, chosen: set) -> dict[str, pd.DataFrame]:
    return {
        name: table[table[customer].isin(chosen)].reset_index(drop=True) if customer in table else table
        for name, table in tables.items()
    }
