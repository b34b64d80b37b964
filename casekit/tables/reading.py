"""Reading a CSV file against its contract: a whole table, or every fault with its place and its mend.

Nothing is repaired or dropped on the way: a file that breaks its contract is refused, with all its faults at once.
"""

import csv
import difflib
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.tables.cells import Fault, parse
from casekit.tables.contract import Column, Contract
from casekit.text import _, ngettext

_SEPARATORS = {";": ";", "\t": "Tab", "|": "|", "，": "，"}


def read_csv(path: str | Path, contract: Contract, *, limit: int = 20) -> pd.DataFrame:
    """The table in a CSV file: comma-separated, UTF-8 (with or without a byte-order mark), one header row.

    Columns come in the contract's order, with its dtypes (:class:`~casekit.tables.Column`). Rows are counted as a
    spreadsheet shows them: the header is row 1. Blank rows at the very end of the file are no rows.

    Raises CasekitError when the file is missing, empty, in another encoding or with another separator, or when
    anything in it breaks the contract: the first ``limit`` faults are listed, the others counted.
    """
    path = Path(path)
    header, rows = _header_and_rows(_text(path), path)
    faults, sound = _shape_faults(rows, len(header))
    faults += _header_faults(header, contract)
    table, more = _columns(sound, header, contract)
    faults += more + _key_faults(table, sound, contract)
    if faults:
        raise CasekitError(_report(path.name, sorted(faults, key=lambda fault: fault.row), limit))
    return pd.DataFrame(table, columns=contract.names)


@dataclass
class _Row:
    number: int
    cells: list[str]


@dataclass
class _Found:
    """One fault: where, what stands there, what is wrong, and the mend."""

    row: int
    wrong: str
    mend: str
    column: str | None = None
    value: str | None = None

    def __str__(self):
        place = _("row {row}").format(row=self.row)
        if self.column is not None:
            place += _(", column {column}").format(column=self.column)
        value = f"“{_short(self.value)}” " if self.value else ""
        return f"{place}: {value}{self.wrong}; {self.mend}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise CasekitError(_("There is no file {path}; check its name and folder.").format(path=path)) from None
    except OSError as fault:
        raise CasekitError(
            _("{path} cannot be read ({fault}); check that it is a file you may open.").format(
                path=path, fault=fault.strerror
            )
        ) from None
    if not raw.strip():
        raise CasekitError(_("{file} is empty; it needs a header row and data.").format(file=path.name))
    try:
        return _decoded(raw)
    except UnicodeDecodeError:
        raise CasekitError(_other_encoding(raw, path.name)) from None


def _decoded(raw: bytes) -> str:
    text = raw.decode("utf-8-sig")
    if "\0" in text:  # UTF-16 of plain English text decodes as UTF-8, every second sign a zero
        raise UnicodeDecodeError("utf-8", raw, 0, 1, "zero byte")
    return text


def _other_encoding(raw: bytes, file: str) -> str:
    mend = _("save it again as “CSV UTF-8 (comma delimited)”")
    if raw.startswith(b"PK"):
        return _("{file} is an Excel workbook, not a CSV file; {mend}.").format(file=file, mend=mend)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw:
        return _("{file} is not in UTF-8 but probably in UTF-16; {mend}.").format(file=file, mend=mend)
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return _("{file} is not in UTF-8; {mend}.").format(file=file, mend=mend)
    return _("{file} is not in UTF-8 but probably in GBK, as Excel in Chinese saves it; {mend}.").format(
        file=file, mend=mend
    )


def _header_and_rows(text: str, path: Path) -> tuple[list[str], list[_Row]]:
    try:
        cells = csv.reader(io.StringIO(text, newline=""), strict=True)
        rows = [_Row(number, row) for number, row in enumerate(cells, start=1)]
    except csv.Error as fault:
        raise CasekitError(
            _("{file} has a quotation mark that is not closed or stands in a wrong place ({fault}); mend it.").format(
                file=path.name, fault=fault
            )
        ) from None
    while _is_blank(rows[-1]):  # the file holds something, so this ends
        rows.pop()
    header = [name.strip() for name in rows[0].cells]
    if len(header) == 1:
        for sign, spoken in _SEPARATORS.items():
            if sign in header[0]:
                raise CasekitError(
                    _("{file} has “{sign}” between its columns; save it again with commas.").format(
                        file=path.name, sign=spoken
                    )
                )
    return header, rows[1:]


def _is_blank(row: _Row) -> bool:
    return not any(cell.strip() for cell in row.cells)


def _header_faults(header: list[str], contract: Contract) -> list[_Found]:
    faults = [
        _Found(1, _("stands {n} times in the header").format(n=n), _("keep one"), name)
        for name, n in Counter(header).items()
        if n > 1
    ]
    strange = [name for name in dict.fromkeys(header) if name not in contract.names]
    for column in contract.columns:
        if column.name not in header:
            meant = _meant(column, strange)
            if meant is None:
                faults.append(_Found(1, _("is missing"), _("add it"), column.name))
            else:
                strange.remove(meant)
                mend = _("rename “{name}”").format(name=meant)
                faults.append(_Found(1, _("is missing"), mend, column.name))
    for name in strange:
        mend = _("delete it; the table has: {names}").format(names=", ".join(contract.names))
        faults.append(_Found(1, _("is not known"), mend, name or _("(without a name)")))
    return faults


def _meant(column: Column, strange: list[str]) -> str | None:
    """The strange header that probably stands for the column: another spelling, or the Chinese term."""

    def plain(name):
        return name.casefold().replace("_", "").replace(" ", "").replace("-", "")

    for name in strange:
        if plain(name) == plain(column.name) or (name and name in column.chinese):
            return name
    near = difflib.get_close_matches(column.name, strange, n=1, cutoff=0.65)
    return near[0] if near else None


def _shape_faults(rows: list[_Row], width: int) -> tuple[list[_Found], list[_Row]]:
    faults, sound = [], []
    for row in rows:
        if _is_blank(row):
            faults.append(_Found(row.number, _("the row is blank"), _("delete it")))
        elif len(row.cells) != width:
            wrong = _("has {found} cells where the header has {expected}").format(found=len(row.cells), expected=width)
            mend = _("look for a comma too many or too few (a text with a comma needs quotation marks)")
            faults.append(_Found(row.number, wrong, mend))
        else:
            sound.append(row)
    return faults, sound


def _columns(rows: list[_Row], header: list[str], contract: Contract) -> tuple[dict, list[_Found]]:
    table, faults = {}, []
    for column in contract.columns:
        if header.count(column.name) != 1:
            continue  # already a fault of the header
        at = header.index(column.name)
        texts = [row.cells[at] for row in rows]
        values, wrong = _read_distinct(texts, column)
        for row, text in zip(rows, texts, strict=True) if wrong else ():
            if text in wrong:
                fault = wrong[text]
                faults.append(_Found(row.number, fault.wrong, fault.mend, column.name, text.strip()))
        if not wrong:
            table[column.name] = _typed([values[text] for text in texts], column)
    return table, faults


def _read_distinct(texts: list[str], column: Column) -> tuple[dict, dict[str, Fault]]:
    """Each distinct text read once: files repeat their dates, quantities and ids."""
    values, wrong = {}, {}
    for text in dict.fromkeys(texts):
        try:
            values[text] = parse(text, column)
        except Fault as fault:
            wrong[text] = fault
    return values, wrong


def _typed(values: list, column: Column) -> pd.Series:
    if column.kind in ("date", "datetime"):
        return pd.Series(np.array(values, dtype="datetime64[us]"))
    if column.kind in ("number", "money"):
        return pd.Series(values, dtype="float64")
    if column.kind == "text":
        return pd.Series(values, dtype="str")
    blanks = not column.required
    whole, truth = ("Int64", "boolean") if blanks else ("int64", "bool")
    return pd.Series(values, dtype=whole if column.kind == "integer" else truth)


def _key_faults(table: dict, rows: list[_Row], contract: Contract) -> list[_Found]:
    if not contract.key or not set(contract.key) <= set(table):
        return []
    if not pd.DataFrame({name: table[name] for name in contract.key}).duplicated().any():
        return []  # found at once; naming the rows of a double entry takes its time
    first, faults = {}, []
    names = ", ".join(contract.key)
    for row, key in zip(rows, zip(*(table[name] for name in contract.key), strict=True), strict=True):
        if key in first:
            wrong = _("is already in row {row}").format(row=first[key])
            faults.append(_Found(row.number, wrong, _("keep one of the two"), names, ", ".join(map(str, key))))
        else:
            first[key] = row.number
    return faults


def _report(file: str, faults: list[_Found], limit: int) -> str:
    if len(faults) == 1:
        return f"{file}, {faults[0]}."
    count = ngettext("{file} has {n} fault:", "{file} has {n} faults:", len(faults)).format(file=file, n=len(faults))
    lines = [f"· {fault}" for fault in faults[:limit]]
    if len(faults) > limit:
        lines.append(_("· and {n} more").format(n=len(faults) - limit))
    return "\n".join([count, *lines])
