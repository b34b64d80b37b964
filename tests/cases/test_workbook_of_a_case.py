"""The Excel workbook of a case opens with dates as dates and texts as texts."""

from datetime import datetime

import pandas as pd
import pytest
from openpyxl import load_workbook

import casekit
from casekit.cases.excel import write_workbook
from casekit.errors import CasekitError


def test_one_sheet_a_table_and_the_dictionary(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path / "家 of mine"))
    path = casekit.load_case("cdnow", seed=3).excel()
    assert path == tmp_path / "家 of mine" / "excel" / "cdnow-3.xlsx"
    book = load_workbook(path)
    assert book.sheetnames == ["transactions", "dictionary"]
    sheet = book["transactions"]
    assert [cell.value for cell in sheet[1]] == ["customer_id", "date", "quantity", "amount"]
    first = casekit.load_case("cdnow", seed=3).transactions.iloc[0]
    assert [cell.value for cell in sheet[2]] == [first.customer_id, first.date, first.quantity, first.amount]
    assert isinstance(sheet["B2"].value, datetime) and sheet["B2"].number_format == "yyyy-mm-dd"
    assert sheet.max_row == len(casekit.load_case("cdnow", seed=3).transactions) + 1
    assert sheet.freeze_panes == "A2"


def test_a_text_never_becomes_a_formula(tmp_path):
    table = pd.DataFrame({"name": ["=1+1", "plain", None], "seen": pd.to_datetime(["2020-01-01 08:30", None, None])})
    sheet = load_workbook(write_workbook({"people": table}, tmp_path / "people.xlsx"))["people"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert sheet["B2"].value == datetime(2020, 1, 1, 8, 30)
    assert sheet["A4"].value is None and sheet["B3"].value is None


def test_a_place_that_cannot_be_written(tmp_path):
    (tmp_path / "taken").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(CasekitError, match="close it in Excel or choose another folder"):
        write_workbook({"people": pd.DataFrame({"id": ["a"]})}, tmp_path / "taken" / "people.xlsx")
