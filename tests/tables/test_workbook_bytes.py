"""A workbook opens ready to use."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from casekit.errors import CasekitError
from casekit.tables import workbook, workbook_bytes


def sheet_of(table, name="data"):
    return load_workbook(BytesIO(workbook_bytes({name: table})))[name]


def test_headings_are_bold_and_stay_in_sight():
    sheet = sheet_of(pd.DataFrame({"customer": ["A"], "spend": [1.5]}))
    assert sheet.freeze_panes == "A2"
    assert [cell.font.bold for cell in sheet[1]] == [True, True] and not sheet["A2"].font.bold


def test_no_heading_date_or_name_is_cut():
    table = pd.DataFrame(
        {
            "d": pd.to_datetime(["1997-01-02", None]),
            "at": pd.to_datetime(["1997-01-02 10:15", "1997-01-03 00:00"]),
            "days since the last purchase": [3, 4],
            "名": ["上海第一百货商店", "北京"],
            "share": [1 / 3, 0.5],
            "remark": ["x" * 500, ""],
        }
    )
    sheet = sheet_of(table)
    wide = {sheet[1][n].value: sheet.column_dimensions["ABCDEF"[n]].width for n in range(6)}
    assert 12 <= wide["d"] <= 14 and wide["at"] >= 21
    assert wide["days since the last purchase"] >= 1.1 * 28 + 2
    assert wide["名"] >= 18
    assert wide["share"] <= 14 and wide["remark"] <= 62


def test_each_value_is_what_it_is():
    values = [
        np.int64(3),
        Decimal("1.5"),
        date(1997, 1, 2),
        "=1+1",
        "00004",
        None,
        np.inf,
        True,
        ["a", "b"],
        pd.NA,
        "z",
    ]
    sheet = sheet_of(pd.DataFrame({"v": pd.Series(values, dtype="object")}))
    back = [cell.value for cell in sheet["A"][1:]]
    assert back[:6] == [3, 1.5, pd.Timestamp("1997-01-02"), "=1+1", "00004", None]
    assert back[6:] == ["inf", True, "['a', 'b']", None, "z"]
    assert sheet["A5"].data_type == "s"


def test_a_heading_never_becomes_a_formula():
    assert sheet_of(pd.DataFrame({"=1+1": [1]}))["A1"].data_type == "s"


def test_two_columns_of_one_name_and_no_rows():
    assert sheet_of(pd.DataFrame([[1, 2]], columns=["a", "a"])).max_column == 2
    assert sheet_of(pd.DataFrame({"a": []})).max_row == 1


def test_a_table_longer_than_a_sheet_is_one_sentence(monkeypatch):
    monkeypatch.setattr(workbook, "_MOST_ROWS", 2)
    with pytest.raises(CasekitError, match="has 3 rows and a sheet holds 2"):
        workbook_bytes({"data": pd.DataFrame({"a": [1, 2, 3]})})


def test_a_control_character_is_marked_and_breaks_nothing():
    table = pd.DataFrame({"note": ["a\x0bb", "tab\tstays"]})
    sheet = load_workbook(BytesIO(workbook_bytes({"notes": table})))["notes"]
    assert [cell.value for cell in sheet["A"][1:]] == ["a\ufffdb", "tab\tstays"]


def test_several_tables_stand_below_one_another_each_under_its_caption():
    first, second = pd.DataFrame({"question": ["long " * 30], "n": [1]}), pd.DataFrame({"a": ["=1+1"]})
    first.attrs["caption"], second.attrs["caption"] = "What was asked", "=2+2"
    sheet = load_workbook(BytesIO(workbook_bytes({"plan": [first, second]})))["plan"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_col=2)] == [
        ["What was asked", None],
        ["question", "n"],
        ["long " * 30, 1],
        [None, None],
        ["=2+2", None],
        ["a", None],
        ["=1+1", None],
    ]
    assert sheet["A1"].font.bold and sheet["A3"].alignment.wrap_text and sheet.freeze_panes is None
    assert sheet["A5"].data_type == sheet["A7"].data_type == "s"
    assert sheet.column_dimensions["A"].width <= 62
