"""Tables are read when they are first used, and not before."""

import pandas as pd
import pytest

import casekit
from casekit.cases.lazy import LazyTables
from casekit.errors import CasekitError


@pytest.fixture
def counted():
    made = []

    def make(name):
        made.append(name)
        return pd.DataFrame({"id": [name]})

    return LazyTables({"a": lambda: make("a"), "b": lambda: make("b")}), made


def test_names_numbers_and_looks_make_no_table(counted):
    tables, made = counted
    assert (list(tables), len(tables), "a" in tables, "z" in tables) == (["a", "b"], 2, True, False)
    assert repr(tables) == "a, b"
    assert made == []


def test_a_table_is_made_once(counted):
    tables, made = counted
    tables["a"]["extra"] = 1
    assert "extra" in tables["a"] and made == ["a"] and list(tables.made) == ["a"]
    assert repr(tables) == "a (1 × 2), b"


def test_tables_are_put_in_and_taken_out(counted):
    tables, made = counted
    tables["c"] = pd.DataFrame({"id": [1, 2]})
    del tables["a"]
    assert (list(tables), len(tables["c"]), made) == (["b", "c"], 2, [])
    tables.clear()
    assert len(tables) == 0 and made == []
    with pytest.raises(KeyError):
        tables["c"]


def test_a_case_reads_only_what_is_used():
    case = casekit.load_case("cdnow")
    assert repr(case) == "CDNOW, an online music shop: transactions"
    case.dictionary, dir(case), case.last_day
    assert not case.tables.made
    assert len(case.transactions) == 6919
    assert repr(case) == "CDNOW, an online music shop: transactions (6,919 × 4)"


def test_a_workbook_of_some_tables(tmp_path):
    from openpyxl import load_workbook

    case = casekit.load_case("cdnow", seed=3)
    assert load_workbook(case.excel(tmp_path / "book.xlsx", tables=())).sheetnames == ["dictionary"]
    assert not case.tables.made
    with pytest.raises(CasekitError, match="no “sales”; it has: transactions"):
        case.excel(tables=["sales"])


def test_contracts_can_be_read():
    assert casekit.load_case("cdnow").schema["transactions"].names == ["customer_id", "date", "quantity", "amount"]
