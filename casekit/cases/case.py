"""A case: the tables of one company, what their columns mean, and the dates that matter."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from casekit import paths
from casekit.cases.excel import write_workbook
from casekit.errors import CasekitError
from casekit.tables import Contract
from casekit.text import _


class Case:
    """One company's tables, each an attribute: ``case.transactions``.

    Attributes
    ----------
    name, title : the folder's name and the case's name in words.
    seed : the seed of this variant, or None for the case as it is shipped.
    tables : dict of table name to pandas table. They belong to this case alone: changing them spoils no later load.
    truth : dict of tables with what nobody knows in life (simulated cases), None for real data.
    notes : dict of date name to a sentence that says what happens on it; each date is an attribute
        (``case.calibration_end``), a pandas Timestamp.
    dictionary : one row a column: table, name, type, unit, meaning, chinese_term.
    """

    def __init__(
        self,
        name: str,
        title: str,
        seed: int | None,
        tables: Mapping[str, pd.DataFrame],
        truth: Mapping[str, pd.DataFrame] | None,
        contracts: Mapping[str, Contract],
        dates: Mapping[str, pd.Timestamp],
        notes: Mapping[str, str],
    ):
        self.name, self.title, self.seed = name, title, seed
        self.tables = dict(tables)
        self.truth = None if truth is None else dict(truth)
        self.notes = dict(notes)
        self._contracts, self._dates = dict(contracts), dict(dates)

    def __getattr__(self, name: str):
        held = self.__dict__
        for shelf in ("tables", "_dates"):
            if name in held.get(shelf, ()):
                return held[shelf][name]
        if name.startswith("_"):  # what Python and IPython ask of every object
            raise AttributeError(name)
        raise _NoSuchTable(
            _("Case “{case}” has no “{name}”; it has: {names}.").format(
                case=held.get("name"),
                name=name,
                names=", ".join([*held.get("tables", ()), *held.get("_dates", ())]),
            )
        )

    def __dir__(self):
        return sorted([*super().__dir__(), *self.tables, *self._dates])

    def __repr__(self):
        sizes = ", ".join(f"{name} ({len(table):,} × {table.shape[1]})" for name, table in self.tables.items())
        variant = "" if self.seed is None else _(", variant {seed}").format(seed=self.seed)
        return f"{self.title}{variant}: {sizes}"

    @property
    def dictionary(self) -> pd.DataFrame:
        """What each column of each table means, read from the contract the files are held to."""
        return pd.DataFrame(
            [
                (table, column.name, column.kind, column.unit, _(column.meaning), column.chinese)
                for table, contract in self._contracts.items()
                for column in contract.columns
            ],
            columns=["table", "name", "type", "unit", "meaning", "chinese_term"],
        )

    def excel(self, path: str | Path | None = None) -> Path:
        """Write the case as a workbook, one sheet a table and one for the dictionary, and return its path.

        ``path`` defaults to ``excel/<name>.xlsx`` in the trainee's home (a variant's seed is put into the name).
        Raises CasekitError when it cannot be written there, for instance because the workbook is open in Excel.
        """
        variant = "" if self.seed is None else f"-{self.seed}"
        target = Path(path) if path else paths.home() / "excel" / f"{self.name}{variant}.xlsx"
        return write_workbook({**self.tables, "dictionary": self.dictionary}, target)


class _NoSuchTable(CasekitError, AttributeError):
    """Both a user's mistake and what ``hasattr`` expects."""
