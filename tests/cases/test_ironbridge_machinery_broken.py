"""Every file of Ironbridge Machinery, broken in a way its contract forbids, is refused by file, row and column."""

import shutil

import pytest

import casekit
from casekit import paths
from casekit.cases.settings import case_settings
from casekit.errors import CasekitError

BREAKS = [  # table, column, what is written there, what the sentence says
    ("accounts", "payment_credit", "excellent", "is none of the known values"),
    ("accounts", "left_on", "31.12.2024", "write 2024-12-31"),
    ("accounts", "contract_years", "0", "is below 0.5"),
    ("orders", "amount", "￥2928", "has a currency sign; write 2928"),
    ("orders", "group_buy", "maybe", "yes"),
    ("invoices", "due_on", "", "is blank; fill it in"),
    ("payments", "amount", "0", "is below 0.01"),
    ("service", "hours", "-1", "is below 0"),
    ("grades", "grade", "A3", "is none of the known values"),
    ("grades", "year", "2026", "is above 2025"),
    ("service_levels", "service", "champagne", "is none of the known values"),
    ("entitlements", "delivered_on", "2024-12-31", "is before 2025-01-01"),
    ("holdout", "benefit", "1.5", "yes"),
    ("satisfaction_log", "score", "11", "is above 10"),
    ("rival_offers", "price_cut", "five", "is not a number"),
    ("truth/true_lives", "leaves_on", "2027-01-01", "is after 2026-12-31"),
    ("truth/true_rates", "yearly_rate", "-5", "is below 0"),
    ("truth/true_value", "next_year_margin", "high", "is not a number"),
    ("truth/benefit_effect", "effect", "30%", "is a percentage; write 0.3"),
]


@pytest.fixture
def copied(tmp_path, monkeypatch):
    shutil.copytree(paths.datasets() / "ironbridge-machinery", tmp_path / "ironbridge-machinery")
    monkeypatch.setenv("CASEKIT_DATASETS", str(tmp_path))
    return tmp_path / "ironbridge-machinery"


@pytest.mark.parametrize(("table", "column", "value", "sentence"), BREAKS)
def test_a_broken_cell_is_named(copied, table, column, value, sentence):
    path = copied / f"{table}.csv"
    header, first, second, *rest = path.read_text(encoding="utf-8").splitlines()
    cells = second.split(",")
    cells[header.split(",").index(column)] = value
    path.write_text("\n".join([header, first, ",".join(cells), *rest]) + "\n", encoding="utf-8")
    case = casekit.load_case("ironbridge-machinery")
    name = table.removeprefix("truth/")
    with pytest.raises(CasekitError) as said:
        (case.truth if "/" in table else case.tables)[name]
    assert f"{name}.csv, row 3, column {column}" in str(said.value)
    assert sentence in str(said.value)


def test_a_row_twice_is_named(copied):
    path = copied / "accounts.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
    with pytest.raises(CasekitError, match="“B0001” is already in row 2"):
        casekit.load_case("ironbridge-machinery").accounts  # noqa: B018


def test_every_table_has_its_broken_file():
    settings = case_settings("ironbridge-machinery")
    broken = {table.removeprefix("truth/") for table, *_rest in BREAKS}
    assert broken == {*settings.contracts, *settings.truth_contracts}
