"""Any table, as a list of rows: pandas, Polars and others, dicts, lists of dicts, text pasted from Excel."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.practice.kinds.cells import same_name, writes_decimal_comma
from casekit.practice.kinds.reading import read_number
from casekit.practice.outcome import Unreadable
from casekit.tables import collect
from casekit.text import _

LIMIT = 200_000  # rows; an answer is a result, not the data


@dataclass(frozen=True)
class Records:
    """Column names and rows of cells; ``decimal_comma`` if pasted numbers are written as 1.234,5."""

    names: list[Any]
    rows: list[tuple]
    decimal_comma: bool = False


def records(raw: Any, keys: tuple[str, ...], wanted: tuple[str, ...]) -> Records:
    """The table that was given. Raises Unreadable when it is none."""
    if isinstance(raw, str):
        return _pasted(raw, wanted)
    table = _frame(raw, wanted)
    if not any(same_name(name, keys[0]) for name in table.columns):
        table = _index_as_columns(table, keys)
    names = ["_".join(map(str, name)).strip("_") if isinstance(name, tuple) else name for name in table.columns]
    return Records(names, list(table.astype(object).itertuples(index=False, name=None)))


def _frame(raw: Any, wanted: tuple[str, ...]) -> pd.DataFrame:
    if isinstance(raw, pd.DataFrame):
        return raw
    if isinstance(raw, pd.Series):
        return raw.to_frame(raw.name if raw.name is not None else wanted[-1])
    try:
        if isinstance(raw, Mapping):
            return pd.DataFrame(dict(raw)) if _holds_columns(raw) else pd.DataFrame.from_dict(raw, orient="index")
        if isinstance(raw, (list, tuple)) and raw and all(isinstance(row, Mapping) for row in raw):
            return pd.DataFrame(list(raw))
        if isinstance(raw, (list, tuple)) and raw and all(_is_row(row, len(wanted)) for row in raw):
            return pd.DataFrame(raw, columns=list(wanted))
    except ValueError as problem:
        raise Unreadable(_("This does not make a table: {problem}.").format(problem=problem)) from None
    return _of_another_library(raw)


def _holds_columns(raw: Mapping) -> bool:
    """A dict of columns, not one row for each key."""
    return not all(isinstance(row, Mapping) for row in raw.values())


def _is_row(row: Any, width: int) -> bool:
    return isinstance(row, (list, tuple)) and len(row) == width


def _of_another_library(raw: Any) -> pd.DataFrame:
    try:
        nw.from_native(raw)
        return collect(raw, _("the check of your table"), LIMIT)
    except TypeError:
        raise Unreadable(
            _("A table is expected, with columns as asked, not a {type}.").format(type=type(raw).__name__)
        ) from None
    except CasekitError as problem:
        raise Unreadable(str(problem)) from None


def _index_as_columns(table: pd.DataFrame, keys: tuple[str, ...]) -> pd.DataFrame:
    """The key stands in the index, as groupby leaves it; an index without a name is taken for a single key."""
    if len(keys) == table.index.nlevels and not isinstance(table.index, pd.RangeIndex):
        names = [name or key for name, key in zip(table.index.names, keys, strict=True)]
        return table.reset_index(names=names)
    return table


def _pasted(text: str, wanted: tuple[str, ...]) -> Records:
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    mark = next((mark for mark in "\t;|," if mark in lines[0]), None)
    if mark is None:
        raise Unreadable(
            _("A table is expected: paste the cells with their heading row ({columns}).").format(
                columns=", ".join(wanted)
            )
        )
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=mark)]
    names = rows[0]
    if not any(same_name(name, one) for name in names for one in wanted) and any(_is_figure(cell) for cell in names):
        raise Unreadable(
            _(
                "Your first row holds figures, not the names of columns: copy the heading row as well ({columns})."
            ).format(columns=", ".join(wanted))
        )
    if uneven := [n for n, row in enumerate(rows, start=1) if len(row) != len(names)]:
        raise Unreadable(
            _("Line {line} has {given} cells, the heading has {n}; paste the whole block again.").format(
                line=uneven[0], given=len(rows[uneven[0] - 1]), n=len(names)
            )
        )
    cells = [cell for row in rows[1:] for cell in row]
    return Records(names, [tuple(row) for row in rows[1:]], mark != "," and writes_decimal_comma(cells))


def _is_figure(cell: str) -> bool:
    try:
        read_number(cell)
    except Unreadable:
        return False
    return True
