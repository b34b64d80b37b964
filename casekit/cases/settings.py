"""What a case's folder says of it: ``case.toml`` read, with the contracts of its tables and of its truth."""

import tomllib
from functools import lru_cache
from pathlib import Path

import pandas as pd

from casekit import paths
from casekit.errors import CasekitError
from casekit.tables import Contract
from casekit.text import _

FILE = "case.toml"
TRUTH = "truth"


class CaseSettings:
    """One ``case.toml``: title, dates with their notes, contracts, and where another company of the kind comes from.

    ``variant_of`` names the column whose half makes a variant of a real case, ``simulator`` the module of
    :mod:`casekit.cases.simulated` that draws another company; both may be None.
    """

    def __init__(self, folder: Path):
        content = _content(folder / FILE)
        self.folder = folder
        self.title = content.get("title", folder.name)
        self.variant_of = content.get("variant_of")
        self.simulator = content.get("simulator")
        self.dates = {entry["name"]: pd.Timestamp(entry["date"]) for entry in content.get("dates", ())}
        self.notes = {entry["name"]: entry["note"] for entry in content.get("dates", ())}
        self.contracts = _contracts(content.get("tables", {}))
        self.truth_contracts = _contracts(content.get("truth", {}))

    def file(self, table: str) -> Path:
        """The CSV file of a table, or of a table of the truth."""
        return self.folder / f"{table}.csv" if table in self.contracts else self.folder / TRUTH / f"{table}.csv"


def case_settings(name: str) -> CaseSettings:
    """The settings of the case of that name, read again when its file has changed.

    Raises CasekitError for a name that is no case (the sentence lists the cases) and for a file that cannot be read.
    """
    names = case_names()
    if name not in names:
        raise CasekitError(
            _("There is no case “{name}” in {home}; there are: {names}.").format(
                name=name, home=paths.datasets(), names=", ".join(names) or _("none")
            )
        )
    folder = paths.datasets() / name
    state = (folder / FILE).stat()
    return _read(folder, state.st_mtime_ns, state.st_size)


def case_names() -> list[str]:
    """The names of the cases that can be loaded, in order of the alphabet."""
    return sorted(place.parent.name for place in paths.datasets().glob(f"*/{FILE}"))


@lru_cache(maxsize=32)
def _read(folder: Path, changed: int, size: int) -> CaseSettings:
    return CaseSettings(folder)


def _content(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise CasekitError(
            _("{path} is not valid TOML ({fault}); mend it or restore it.").format(path=path, fault=fault)
        ) from None


def _contracts(settings: dict) -> dict[str, Contract]:
    return {name: Contract.from_mapping(name, table) for name, table in settings.items()}
