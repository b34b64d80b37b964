"""How a sheet of the plan stands in its workbook: blocks of a caption, columns and rows, as JSON.

The first block holds a row for each question; the tables follow. They are made once, when the sheet is saved.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from casekit.practice.plan import Entry
from casekit.text import _

Block = Mapping[str, Any]


def blocks(entry: Entry) -> tuple[Block, ...]:
    """The blocks of a page as they follow from its answers."""
    return (_asked(entry), *(_block(table, caption) for caption, table in entry.tables.items()))


def fits(shown: Sequence[Block], entry: Entry) -> bool:
    """Whether kept blocks belong to the page as it asks today: another edition or language asks otherwise."""
    try:
        return [row[0] for row in shown[0]["rows"]] == [one.question for one in entry.page.sheet.fields]
    except (IndexError, KeyError, TypeError):
        return False


def as_table(block: Block) -> pd.DataFrame:
    """A block as a table that has its caption with it."""
    table = pd.DataFrame(block["rows"], columns=block["columns"], dtype="object")
    table.attrs["caption"] = block["caption"]
    return table


def state_word(entry: Entry) -> str:
    """Whose answers a page holds."""
    if not entry.answered:
        return _("not begun")
    if entry.caught_up:
        return _("caught up: the copy's answers")
    return _("own answers") if entry.complete else _("own answers, not complete")


def _asked(entry: Entry) -> Block:
    sheet, answers = entry.page.sheet, entry.answers
    rows = [
        [
            one.question,
            one.cell(answers[one.name], sheet.facts) if one.name in answers else None,
            one.unit,
            sheet.remark(one, answers),
        ]
        for one in sheet.fields
    ]
    caption = f"{sheet.title}: {state_word(entry)}"
    return {"caption": caption, "columns": [_("question"), _("answer"), _("unit"), _("remark")], "rows": rows}


def _block(table: pd.DataFrame, caption: str) -> Block:
    frame = table if isinstance(table.index, pd.RangeIndex) else table.reset_index()
    columns = [[_plain(value) for value in frame.iloc[:, place]] for place in range(frame.shape[1])]
    return {"caption": caption, "columns": list(map(str, frame)), "rows": list(map(list, zip(*columns, strict=True)))}


def _plain(value: Any) -> Any:
    """A cell as JSON. Beyond six decimals machines differ in how they add up, and nobody reads them."""
    if not pd.api.types.is_scalar(value):
        return str(value)
    if pd.isna(value):
        return None
    value = value.item() if isinstance(value, np.generic) and not isinstance(value, np.datetime64) else value
    if isinstance(value, float):
        return round(value, 6)
    return value if isinstance(value, (bool, int, str)) else str(value).removesuffix(" 00:00:00")
