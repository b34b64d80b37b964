"""The customer plan as a workbook: what it is, then one sheet a lesson with its answers and the tables below them."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd

from casekit.practice.plan import Entry
from casekit.tables import workbook_bytes
from casekit.text import _


def plan_workbook(entries: Sequence[Entry]) -> bytes:
    """The entries as the bytes of an ``.xlsx`` file; a page without an answer stands in the overview alone."""
    filled = [one for one in entries if one.answers]
    sheets = {_sheet_name(one): [_asked(one), *_below(one)] for one in filled}
    return workbook_bytes({_("Customer plan"): [_overview(entries)], **sheets})


def state_word(entry: Entry) -> str:
    """Whose answers a page holds."""
    if not entry.answers:
        return _("not begun")
    if entry.caught_up:
        return _("caught up: the copy's answers")
    return _("own answers") if entry.answers.complete else _("own answers, not complete")


def when(saved: str) -> str:
    """A time of the store as the trainee's clock shows it, or nothing."""
    return f"{datetime.fromisoformat(saved).astimezone():%Y-%m-%d %H:%M}" if saved else ""


def _overview(entries: Sequence[Entry]) -> pd.DataFrame:
    rows = [
        (
            one.page.number,
            one.page.sheet.title,
            state_word(one),
            f"{len(one.answers)} / {len(one.page.sheet.fields)}",
            when(one.saved),
        )
        for one in entries
    ]
    headings = [_("lesson"), _("sheet"), _("state"), _("answered"), _("saved")]
    said = _("Written anew at each save. Change your answers on the cards of the lessons, not here.")
    return _captioned(pd.DataFrame(rows, columns=headings), said)


def _asked(entry: Entry) -> pd.DataFrame:
    sheet, answers = entry.page.sheet, entry.answers
    rows = [
        (
            one.question,
            one.cell(answers[one.name], sheet.facts) if one.name in answers else None,
            one.unit,
            sheet.remark(one, answers),
        )
        for one in sheet.fields
    ]
    table = pd.DataFrame(rows, columns=[_("question"), _("answer"), _("unit"), _("remark")], dtype="object")
    return _captioned(table, f"{sheet.title}: {state_word(entry)}")


def _below(entry: Entry) -> list[pd.DataFrame]:
    # Beyond that, machines differ in how they add up; and nobody reads it.
    return [_captioned(table.round(6), title) for title, table in entry.tables.items()]


def _captioned(table: pd.DataFrame, caption: str) -> pd.DataFrame:
    made = table.copy(deep=False)
    made.attrs = {**table.attrs, "caption": caption}
    return made


def _sheet_name(entry: Entry) -> str:
    return f"{entry.page.number} {entry.page.sheet.title}"
