"""Every file of the Willow Salon, broken in a way its contract forbids, is refused by file, row and column."""

import shutil

import pytest

import casekit
from casekit import paths
from casekit.cases.settings import case_settings
from casekit.errors import CasekitError

BREAKS = [  # table, column, what is written there, what the sentence says
    ("clients", "phone", "13800138000", "has not the expected form; write it like 100-2345-6789"),
    ("clients", "skin_type", "normal", "is none of the known values"),
    ("clients", "joined_on", "31.12.2024", "write 2024-12-31"),
    ("visits", "improvement", "6", "is above 5"),
    ("visits", "amount", "￥168", "has a currency sign; write 168"),
    ("sales", "quantity", "1.5", "is not a whole number"),
    ("products", "price", "0", "is below 1"),
    ("prepayments", "date", "2026-01-01", "is after 2025-12-31"),
    ("therapists", "hours_a_year", "", "is blank; fill it in"),
    ("targets", "target_share", "36%", "is a percentage; write 0.36"),
    ("access_matrix", "right", "write", "write one of: none, read, edit, export"),
    ("access_log", "at", "yesterday", "is not a date"),
    ("truth/true_lives", "visit_rate", "-1", "is below 0"),
    ("truth/true_clients", "person_id", "17", "write it like P0001"),
]


@pytest.fixture
def copied(tmp_path, monkeypatch):
    shutil.copytree(paths.datasets() / "willow-salon", tmp_path / "willow-salon")
    monkeypatch.setenv("CASEKIT_DATASETS", str(tmp_path))
    return tmp_path / "willow-salon"


@pytest.mark.parametrize(("table", "column", "value", "sentence"), BREAKS)
def test_a_broken_cell_is_named(copied, table, column, value, sentence):
    path = copied / f"{table}.csv"
    header, first, second, *rest = path.read_text(encoding="utf-8").splitlines()
    at = header.split(",").index(column)
    cells = _cells(second)
    cells[at] = value
    path.write_text("\n".join([header, first, ",".join(cells), *rest]) + "\n", encoding="utf-8")
    case = casekit.load_case("willow-salon")
    name = table.removeprefix("truth/")
    with pytest.raises(CasekitError) as said:
        (case.truth if "/" in table else case.tables)[name]
    assert f"{name}.csv, row 3, column {column}" in str(said.value)
    assert sentence in str(said.value)


def test_a_row_twice_is_named(copied):
    path = copied / "clients.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
    with pytest.raises(CasekitError, match="“W0001” is already in row 2"):
        casekit.load_case("willow-salon").clients  # noqa: B018


def test_every_table_has_its_broken_file():
    settings = case_settings("willow-salon")
    broken = {table.removeprefix("truth/") for table, *_rest in BREAKS}
    assert broken == {*settings.contracts, *settings.truth_contracts}


def _cells(line):
    """The cells of a line; only an address is written with quotation marks."""
    if '"' not in line:
        return line.split(",")
    before, quoted, after = line.split('"')
    return [*before.rstrip(",").split(","), f'"{quoted}"', *after.lstrip(",").split(",")]
