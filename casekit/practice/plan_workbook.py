"""The customer plan as a workbook: what it is, then one sheet a lesson with its answers and the tables below them."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd

from casekit.practice.plan import Entry
from casekit.practice.plan_blocks import as_table, blocks, fits, state_word
from casekit.tables import workbook_bytes
from casekit.text import _


def plan_workbook(entries: Sequence[Entry]) -> bytes:
    """The entries as the bytes of an ``.xlsx`` file; a page without an answer stands in the overview alone."""
    sheets = {f"{one.page.number} {one.page.sheet.title}": _stacked(one) for one in entries if one.answered}
    return workbook_bytes({_("Customer plan"): [_overview(entries)], **sheets})


def when(saved: str) -> str:
    """A time of the store as the trainee's clock shows it, or nothing."""
    return f"{datetime.fromisoformat(saved).astimezone():%Y-%m-%d %H:%M}" if saved else ""


def _stacked(entry: Entry) -> list[pd.DataFrame]:
    shown = entry.kept.shown if fits(entry.kept.shown, entry) else blocks(entry)
    return [as_table(block) for block in shown]


def _overview(entries: Sequence[Entry]) -> pd.DataFrame:
    rows = [
        [
            one.page.number,
            one.page.sheet.title,
            state_word(one),
            f"{one.answered} / {len(one.page.sheet.fields)}",
            when(one.saved),
        ]
        for one in entries
    ]
    columns = [_("lesson"), _("sheet"), _("state"), _("answered"), _("saved")]
    said = _("Written anew at each save. Change your answers on the cards of the lessons, not here.")
    return as_table({"caption": said, "columns": columns, "rows": rows})
