"""Every file of Harbour Telecom, broken in a way its contract forbids, is refused by file, row and column."""

import csv
import io
import shutil

import pytest
from telecom_world import CONTRACTS

import casekit
from casekit import paths
from casekit.errors import CasekitError

BREAKS = [  # table, column, what is written there, what the sentence says
    ("customers", "user_type", "firm", "is none of the known values; write one of: person, organisation"),
    ("customers", "entry_month", "2014/03/01", "is a date in another form; write 2014-03-01"),
    ("customers", "data_card", "Y", "is neither yes nor no"),
    ("groups", "contract_unit", "1234", "has not the expected form; write it like H00001"),
    ("managers", "hours_a_year", "", "is blank; fill it in"),
    ("bills", "fee", "-12.50", "is below 0"),
    ("bills", "days_to_pay", "12 days", "is not a whole number"),
    ("service", "hours", "0", "is below 0.1"),
    ("cards", "id_number", "110101199003077777", "write it like HT123456123456"),
    ("cards", "registered_on", "2031-01-01", "is after 2025-12-31"),
    ("contracts", "ends_on", "31.12.2026", "write 2026-12-31"),
    ("archive", "filled", "85%", "is a percentage"),
    ("follow_ups", "done_on", "soon", "is not a date"),
    ("contacts", "at", "2025-02-30 10:00", "is not in the calendar"),
    ("complaints", "first_reply_at", "2026-01-01 08:00", "is after 2025-12-31"),
    ("satisfaction", "experience", "11", "is above 10"),
    ("rival_offers", "price_cut", "12,5", "has a decimal comma; write 12.5"),
    ("points", "earned", "1.200", "is not a whole number"),
    ("prospects", "expected_fee", "￥1900", "has a currency sign; write 1900"),
    ("access_matrix", "right", "write", "write one of: none, read, edit, export"),
    ("access_log", "field", "phone", "write it like cards.phone"),
    ("policy_clauses", "clause_id", "9", "write it like Q01"),
    ("report", "amount", '"320,111.20"', "has separators between thousands; write 320111.20"),
    ("targets", "target_share", "22", "is above 1"),
    ("campaigns", "offer_cost", "60 yuan", "is not a number"),
    ("campaign_members", "group", "called?", "write one of: called, control"),
    ("campaign_members", "contract_months_left", "-1", "is below 0"),
    ("benefit_members", "benefit", "given", "is neither yes nor no"),
    ("benefit_members", "grade", "none", "write one of: bronze, silver, gold, platinum"),
    ("card_owners", "person_id", "", "is blank; fill it in"),
    ("true_groups", "group_id", "12", "write it like G001"),
    ("true_lives", "leaves_on", "45999", "is a spreadsheet's day number"),
    ("true_responses", "response", "persuaded", "write one of: persuadable, sure thing, sleeping dog, lost cause"),
    ("true_benefits", "leaves_with_benefit", "", "is blank; fill it in"),
]


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A copy of the case whose longer files are cut: what is broken stands in row 3."""
    home = tmp_path_factory.mktemp("datasets")
    shutil.copytree(paths.datasets() / "harbour-telecom", home / "harbour-telecom")
    for path in (home / "harbour-telecom").rglob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(lines[:50]) + "\n", encoding="utf-8")
    return home


@pytest.fixture
def case(copied, monkeypatch):
    monkeypatch.setenv("CASEKIT_DATASETS", str(copied))
    return casekit.load_case("harbour-telecom")


@pytest.fixture
def broken(copied):
    """Writes a text into a file's place and takes it back at the end."""
    kept = {}

    def write(name, change):
        (path,) = (copied / "harbour-telecom").rglob(f"{name}.csv")
        kept[path] = path.read_text(encoding="utf-8")
        path.write_text(change(kept[path].splitlines()), encoding="utf-8")

    yield write
    for path, text in kept.items():
        path.write_text(text, encoding="utf-8")


def table_of(case, name):
    return (case.tables if name in case.tables else case.truth)[name]


@pytest.mark.parametrize(("name", "column", "value", "sentence"), BREAKS)
def test_a_broken_cell_is_named(case, broken, name, column, value, sentence):
    assert len(table_of(casekit.load_case("harbour-telecom"), name)) > 0

    def with_cell(lines):
        cells = next(csv.reader([lines[2]]))
        cells[lines[0].split(",").index(column)] = value.strip('"')
        row = io.StringIO()
        csv.writer(row, lineterminator="").writerow(cells)
        return "\n".join([*lines[:2], row.getvalue(), *lines[3:]]) + "\n"

    broken(name, with_cell)
    with pytest.raises(CasekitError) as said:
        table_of(case, name)
    assert f"{name}.csv, row 3, column {column}: " in str(said.value)
    assert sentence in str(said.value)


@pytest.mark.parametrize("name", [name for name, contract in CONTRACTS.items() if contract.key])
def test_a_row_twice_is_named(case, broken, name):
    broken(name, lambda lines: "\n".join([*lines[:3], lines[1], *lines[3:]]) + "\n")
    with pytest.raises(CasekitError, match=rf"{name}.csv, row 4, column {', '.join(CONTRACTS[name].key)}: .* in row 2"):
        table_of(case, name)


def test_every_table_has_its_broken_file_and_its_key():
    assert {name for name, *_rest in BREAKS} == set(CONTRACTS)
    assert all(contract.key for contract in CONTRACTS.values())
