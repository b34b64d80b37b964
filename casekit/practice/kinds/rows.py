"""Answers that give each row one thing, as people write them: a dict, a Series, a two-column table, pairs."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from casekit.practice.kinds.base import find
from casekit.practice.outcome import Unreadable
from casekit.text import _


def blank_rows(raw: Any) -> bool:
    """Whether a Series or a table holds no answer: no rows, or nothing but gaps in its last column."""
    try:
        pairs = _pairs(raw)
    except Unreadable:
        return False
    return all(pd.isna(answer) for _row, answer in pairs if pd.api.types.is_scalar(answer)) and all(
        pd.api.types.is_scalar(answer) for _row, answer in pairs
    )


def pairs_of(
    raw: Any, rows: Mapping[str, str], is_blank: Callable[[Any], bool], *, complete: bool = True
) -> dict[str, Any]:
    """What each row was given, by row id; rows may be named by id or label.

    Raises Unreadable for a row that is unknown or given twice and, if ``complete`` is asked, for rows left blank.
    """
    found: dict[str, Any] = {}
    if isinstance(raw, (list, tuple)) and len(raw) == len(rows) and all(pd.api.types.is_scalar(one) for one in raw):
        raw = dict(zip(rows, raw, strict=True))  # the answers alone, in the order of the rows
    for row, answer in _pairs(raw):
        if (id := find(_as_id(row), rows)) is None:
            raise Unreadable(_("“{row}” is none of the rows: {rows}.").format(row=row, rows=_some(rows)))
        if id in found:
            raise Unreadable(_("“{row}” was answered twice.").format(row=rows[id]))
        if not is_blank(answer) and not (pd.api.types.is_scalar(answer) and pd.isna(answer)):
            found[id] = answer
    if complete and (missing := [label for id, label in rows.items() if id not in found]):
        raise Unreadable(
            _("{n} of {total} rows are still blank: {rows}.").format(
                n=len(missing), total=len(rows), rows=_some(dict.fromkeys(missing))
            )
        )
    return found


def _pairs(raw: Any) -> list[tuple[Any, Any]]:
    if isinstance(raw, Mapping):
        return list(raw.items())
    if isinstance(raw, pd.Series):
        return list(raw.items())
    if hasattr(raw, "columns") and hasattr(raw, "shape"):
        return _two_columns(raw)
    if isinstance(raw, (list, tuple)) and all(isinstance(pair, (list, tuple)) and len(pair) == 2 for pair in raw):
        return [(row, answer) for row, answer in raw]
    raise Unreadable(
        _("One answer for each row is expected (a dict, a Series or a table of two columns), not a {type}.").format(
            type=type(raw).__name__
        )
    )


def _two_columns(table: Any) -> list[tuple[Any, Any]]:
    if isinstance(table, pd.DataFrame) and table.shape[1] == 1:
        table = table.reset_index()
    if table.shape[1] != 2:
        raise Unreadable(
            _("A table with two columns is expected, the row and its answer; this one has {n}.").format(
                n=table.shape[1]
            )
        )
    if isinstance(table, pd.DataFrame):
        return list(table.itertuples(index=False, name=None))
    return list(table.rows())


def _as_id(row: Any) -> Any:
    """Ids that pandas turned into 3.0 are 3 again."""
    return int(row) if isinstance(row, float) and row.is_integer() else row


def _some(rows: Mapping) -> str:
    names = [str(name) for name in rows]
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
