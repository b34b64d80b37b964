"""The data of a question as an Excel file."""

from io import BytesIO
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from casekit.errors import CasekitError
from casekit.tables import workbook_bytes
from casekit.widgets.workbook import keep_workbook


def test_sheets_are_read_back_as_they_were():
    customers = pd.DataFrame({"customer_id": ["00004", "00018"], "spend": [1.5, 2.0]})
    visits = pl.DataFrame({"visits": [1, 2, 3]})
    by_id = pd.Series([3], index=pd.Index(["00004"], name="customer_id"), name="days")
    book = pd.read_excel(
        BytesIO(workbook_bytes({"who: all/of [them]": customers, "visits": visits, "days": by_id})),
        sheet_name=None,
        dtype={"customer_id": str},
    )
    pd.testing.assert_frame_equal(book["who- all-of -them-"], customers)
    assert book["visits"]["visits"].tolist() == [1, 2, 3]
    assert book["days"].to_dict("list") == {"customer_id": ["00004"], "days": [3]}


def test_time_zones_are_taken_off_because_excel_knows_none():
    zoned = pd.DataFrame({"at": pd.to_datetime(["1997-01-02 10:00"]).tz_localize("Asia/Shanghai")})
    back = pd.read_excel(BytesIO(workbook_bytes({"at": zoned})))
    assert back["at"][0] == pd.Timestamp("1997-01-02 10:00")


def test_kept_under_a_name_every_system_can_write(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path / "我的 work"))
    path = keep_workbook(b"content", "rfm.ties?-0")
    assert path == tmp_path / "我的 work" / "excel" / "rfm.ties--0.xlsx"
    assert path.read_bytes() == b"content"


def test_a_file_that_excel_holds_open_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path))
    first = keep_workbook(b"old", "data")
    write = Path.write_bytes

    def locked(path, content):
        if path == first:
            raise PermissionError(13, "in use")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", locked)
    assert keep_workbook(b"new", "data").name == "data-2.xlsx"
    assert first.read_bytes() == b"old"


def test_a_home_that_cannot_be_written_to_is_one_sentence(tmp_path, monkeypatch):
    (tmp_path / "home").write_text("a file where a folder should be", encoding="utf-8")
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path / "home"))
    with pytest.raises(CasekitError, match="could not be kept in"):
        keep_workbook(b"content", "data")
