"""A case: the tables of one company, what their columns mean, and the dates that matter."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from casekit import paths
from casekit.cases.excel import write_workbook
from casekit.cases.lazy import LazyTables
from casekit.errors import CasekitError
from casekit.tables import Contract
from casekit.text import _


class Case:
    """One company's tables, each an attribute: ``case.transactions``.

    Attributes
    ----------
    name, title : the folder's name and the case's name in words.
    seed : the seed of this variant, or None for the case as it is shipped.
    tables : mapping of table name to pandas table, each read when first used. They belong to this case alone: changing
        them spoils no later load.
    truth : mapping of tables with what nobody knows in life (simulated cases), None for real data.
    schema, truth_schema : mappings of table name to the :class:`~casekit.tables.Contract` its file is held to.
    notes : dict of date name to a sentence that says what happens on it; each date is an attribute
        (``case.calibration_end``), a pandas Timestamp.
    dictionary : one row a column: table, name, type, unit, meaning, chinese_term, data_kind, scale, personal.
    """

    def __init__(
        self,
        name: str,
        title: str,
        seed: int | None,
        tables: LazyTables,
        truth: LazyTables | None,
        schema: Mapping[str, Contract],
        truth_schema: Mapping[str, Contract],
        dates: Mapping[str, pd.Timestamp],
        notes: Mapping[str, str],
    ):
        self.name, self.title, self.seed = name, title, seed
        self.tables, self.truth = tables, truth
        self.schema, self.truth_schema = dict(schema), dict(truth_schema)
        self.notes, self._dates = dict(notes), dict(dates)

    def __getattr__(self, name: str):
        held = self.__dict__
        for shelf in ("tables", "_dates"):
            if name in held.get(shelf, ()):
                return held[shelf][name]
        if name.startswith("_"):  # what Python and IPython ask of every object
            raise AttributeError(name)
        raise self._missing(name)

    def __dir__(self):
        return sorted([*super().__dir__(), *self.tables, *self._dates])

    def __repr__(self):
        variant = "" if self.seed is None else _(", variant {seed}").format(seed=self.seed)
        return f"{self.title}{variant}: {self.tables!r}"

    @property
    def dictionary(self) -> pd.DataFrame:
        """What each column of each table means, read from the contract the files are held to."""
        return pd.DataFrame(
            [
                (table, c.name, c.kind, c.unit, _(c.meaning), c.chinese, c.data_kind, c.scale, c.personal)
                for table, contract in self.schema.items()
                for c in contract.columns
            ],
            columns=[
                *("table", "name", "type", "unit", "meaning", "chinese_term"),
                *("data_kind", "scale", "personal"),
            ],
        )

    def excel(self, path: str | Path | None = None, *, tables: Sequence[str] | None = None) -> Path:
        """Write the case as a workbook, one sheet a table and one for the dictionary, and return its path.

        ``path`` defaults to ``excel/<name>.xlsx`` in the trainee's home (a variant's seed is put into the name);
        ``tables`` names the tables to write, all of them when it is None (a long one takes its time: Excel's own
        format is slow). Raises CasekitError for a table the case does not have, and when the file cannot be written,
        for instance because the workbook is open in Excel.
        """
        variant = "" if self.seed is None else f"-{self.seed}"
        target = Path(path) if path else paths.home() / "excel" / f"{self.name}{variant}.xlsx"
        wanted = {name: self._table(name) for name in (self.tables if tables is None else tables)}
        return write_workbook({**wanted, "dictionary": self.dictionary}, target)

    def _table(self, name: str) -> pd.DataFrame:
        if name not in self.tables:
            raise self._missing(name)
        return self.tables[name]

    def _missing(self, name: str) -> "_NoSuchTable":
        held = self.__dict__
        return _NoSuchTable(
            _("Case “{case}” has no “{name}”; it has: {names}.").format(
                case=held.get("name"),
                name=name,
                names=", ".join([*held.get("tables", ()), *held.get("_dates", ())]),
            )
        )


class _NoSuchTable(CasekitError, AttributeError):
    """Both a user's mistake and what ``hasattr`` expects."""
