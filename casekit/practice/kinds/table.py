"""A table, by its rows' keys: order, types, index and spelling never matter."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from casekit.practice.kinds.base import Kind
from casekit.practice.kinds.cells import as_key, as_number, as_text, is_gap, same_name
from casekit.practice.kinds.reading import close, coarser
from casekit.practice.kinds.records import Records, records
from casekit.practice.outcome import Unreadable
from casekit.text import _

Key = tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """A table as it is compared: for each key the cells of its row (number, text, or None for a gap).

    ``written`` holds the keys as the trainee wrote them.
    """

    rows: Mapping[Key, Mapping[str, Any]]
    written: Mapping[Key, str] = field(compare=False)


_TOTALS = frozenset({"grand total", "total", "sum", "all", "总计", "合计", "總計", "合計"})


@dataclass(frozen=True)
class Table(Kind):
    """A table with one row for each ``key``.

    Parameters
    ----------
    key : the column, or columns, that say which row is which.
    columns : the columns to compare: name to decimals, None for text.
    units : units of columns whose cells may carry one.

    An answer is a pandas or Polars table (or any other that narwhals knows), a dict of columns, a list of dicts, or
    text pasted from Excel with its heading row. Further columns are ignored, and so is a pivot table's row of totals.
    """

    key: str | tuple[str, ...] = ()
    columns: Mapping[str, int | None] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    name: ClassVar[str] = "table"
    nonsense: ClassVar[tuple] = (3.7, object(), "no table at all", [1, 2, 3], {"no such column": [1]})

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key,) if isinstance(self.key, str) else tuple(self.key)

    def read(self, raw: Any, facts: Mapping) -> Rows:
        wanted = (*self.keys, *self.columns)
        table = records(raw, self.keys, wanted)
        place = self._places(table, wanted)
        rows, written = {}, {}
        for row in table.rows:
            cells = {name: row[place[name]] for name in wanted}
            if all(is_gap(cell) for cell in cells.values()) or self._is_total(cells):
                continue
            key = tuple(as_key(cells[name]) for name in self.keys)
            said = " / ".join(str(cells[name]) for name in self.keys)
            if key in rows:
                raise Unreadable(
                    _("{key} stands in more than one row; one row for each {name} is expected.").format(
                        key=said, name=" + ".join(self.keys)
                    )
                )
            rows[key] = {name: self._cell(name, cells[name], table.decimal_comma, said) for name in self.columns}
            written[key] = said
        if not rows:
            raise Unreadable(_("The table has no rows."))
        return Rows(rows, written)

    def _is_total(self, cells: Mapping[str, Any]) -> bool:
        """The row that a pivot table adds at its foot."""
        keys = [as_key(cells[name]) for name in self.keys]
        return any(key in _TOTALS for key in keys) and all(not key or key in _TOTALS for key in keys)

    def _places(self, table: Records, wanted: tuple[str, ...]) -> dict[str, int]:
        place = {}
        for name in wanted:
            alike = [index for index, given in enumerate(table.names) if same_name(given, name)]
            exact = [index for index in alike if table.names[index] == name]
            if len(exact or alike) > 1:
                raise Unreadable(_("The table has more than one column {name}; keep one.").format(name=name))
            if alike:
                place[name] = (exact or alike)[0]
        if missing := [name for name in wanted if name not in place]:
            raise Unreadable(
                _("The table has no column {missing}; it has {given}.").format(
                    missing=", ".join(missing), given=", ".join(str(name) for name in table.names[:12])
                )
            )
        return place

    def _cell(self, name: str, cell: Any, decimal_comma: bool, row: str) -> Any:
        if is_gap(cell):
            return None
        if self.columns[name] is None:
            return as_text(cell)
        try:
            return as_number(cell, self.units.get(name, ""), decimal_comma)
        except Unreadable as problem:
            raise Unreadable(
                _("Row {row}, column {column}: {problem}").format(row=row, column=name, problem=problem)
            ) from None

    # ── comparing ────────────────────────────────────────────────────────────────────────────────────
    def same(self, given: Rows, expected: Rows) -> bool:
        return given.rows.keys() == expected.rows.keys() and not self._differing(given, expected)

    def near_enough(self, given: Rows, expected: Rows) -> str:
        if given.rows.keys() != expected.rows.keys():
            return ""
        differing = self._differing(given, expected)
        rounded = all(self._coarser(name, given.rows[key][name], expected.rows[key][name]) for key, name in differing)
        return _("Taken as right, rounded.") if rounded else ""

    def _coarser(self, name: str, given: Any, expected: Any) -> bool:
        decimals = self.columns[name]
        return None not in (decimals, given, expected) and coarser(given, expected, decimals)

    def as_typed(self, value: Rows) -> Rows:
        rows = {
            key: {
                name: round(cell, self.columns[name]) if isinstance(cell, float) else cell for name, cell in row.items()
            }
            for key, row in value.rows.items()
        }
        return replace(value, rows=rows)

    def _differing(self, given: Rows, expected: Rows) -> list[tuple[Key, str]]:
        """The cells that differ, row by row, of the keys both have."""
        return [
            (key, name)
            for key, row in given.rows.items()
            if key in expected.rows
            for name in self.columns
            if not self._same_cell(name, row[name], expected.rows[key][name])
        ]

    def _same_cell(self, name: str, given: Any, expected: Any) -> bool:
        if given is None or expected is None or self.columns[name] is None:
            return given == expected
        return close(given, expected, self.columns[name])

    def explain(self, given: Rows, expected: Rows, facts: Mapping) -> str:
        extra = [given.written[key] for key in given.rows if key not in expected.rows]
        missing = [expected.written[key] for key in expected.rows if key not in given.rows]
        said = []
        if missing:
            said.append(_("{n} rows are missing: {keys}.").format(n=len(missing), keys=_first(missing)))
        if extra:
            said.append(_("{n} rows do not belong: {keys}.").format(n=len(extra), keys=_first(extra)))
        if differing := self._differing(given, expected):
            key, name = differing[0]
            said.append(
                _("{right} of {n} rows are right; look at {key}: {column} {cell}.").format(
                    right=len(given.rows) - len(extra) - len({key for key, _name in differing}),
                    n=len(expected.rows),
                    key=given.written[key],
                    column=name,
                    cell=self._said(name, given.rows[key][name]),
                )
            )
        return " ".join(said)

    def parts(self, value: Rows) -> Mapping:
        typed = self.as_typed(value).rows
        return {(key, name): cell for key, row in typed.items() for name, cell in row.items()}

    # ── telling ──────────────────────────────────────────────────────────────────────────────────────
    def show(self, value: Rows) -> str:
        rows = [self._row(value, key) for key in list(value.rows)[:6]]
        if len(value.rows) > 6:
            rows.append(_("and {n} more rows").format(n=len(value.rows) - 6))
        return "; ".join(rows)

    def _row(self, value: Rows, key: Key) -> str:
        cells = ", ".join(f"{name} {self._said(name, cell)}" for name, cell in value.rows[key].items())
        return f"{value.written[key]}: {cells}"

    def contrast(self, given: Rows, expected: Rows) -> str:
        differing = self._differing(given, expected)
        return self._row(given, differing[0][0]) if differing else self.show(given)

    def _said(self, name: str, cell: Any) -> str:
        if cell is None:
            return _("(empty)")
        decimals = self.columns[name]
        return cell if decimals is None else f"{cell:,.{decimals}f} {self.units.get(name, '')}".strip()

    def type_in(self, value: Rows) -> str:
        lines = [(*self.keys, *self.columns)]
        for key, row in value.rows.items():
            cells = ("" if cell is None else self._typed(name, cell) for name, cell in row.items())
            lines.append((*key, *cells))
        return "\n".join("\t".join(line) for line in lines)

    def _typed(self, name: str, cell: Any) -> str:
        return cell if self.columns[name] is None else f"{cell:.{self.columns[name]}f}"

    def face(self, facts: Mapping, rng: random.Random) -> dict:
        rounding = {name: decimals for name, decimals in self.columns.items() if decimals is not None}
        return {
            "kind": self.name,
            "columns": [*self.keys, *self.columns],
            "key": list(self.keys),
            "rounding": rounding,
        }


def _first(names: list[str]) -> str:
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
