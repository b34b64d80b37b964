"""Simulated cases: another seed is another company, drawn when asked; authors write files, plots and dictionaries."""

import shutil
import subprocess
import sys
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casekit
from casekit import paths
from casekit.cases import Case, digest, simulation
from casekit.cases.__main__ import main
from casekit.cases.settings import case_names, case_settings
from casekit.cases.writing import csv_bytes, write_case
from casekit.errors import CasekitError
from casekit.tables import Column, Contract, read_csv

SIMULATED = [name for name in case_names() if case_settings(name).simulator]


def test_both_companies_of_the_story_are_simulated():
    assert {"harbour-telecom", "willow-salon"} <= set(SIMULATED)


@pytest.mark.parametrize("name", SIMULATED)
def test_a_seed_is_another_company_of_the_same_kind(name):
    first, second = casekit.load_case(name, seed=5), casekit.load_case(name, seed=6)
    assert list(first.tables) == list(second.tables) == list(casekit.load_case(name).tables)
    table = next(iter(first.tables))
    assert not first.tables[table].equals(second.tables[table])
    assert "variant 5" in repr(first) and (first.seed, casekit.load_case(name).seed) == (5, None)


@pytest.mark.parametrize("name", SIMULATED)
def test_only_what_is_used_is_drawn(name, monkeypatch):
    case = casekit.load_case(name, seed=12345)
    monkeypatch.setattr(simulation, "_company", None)
    assert case.dictionary is not None and list(case.truth) and "variant 12345" in repr(case)
    with pytest.raises(TypeError):  # only now somebody asks for the company
        case.tables[next(iter(case.tables))]


def test_nobody_spoils_a_company_for_the_next():
    first = casekit.load_case("willow-salon", seed=3)
    kept = first.clients["name"].tolist()
    first.clients.loc[0, "name"] = "spoilt"
    first.truth["true_clients"]["extra"] = 1
    second = casekit.load_case("willow-salon", seed=3)
    assert second.clients["name"].tolist() == kept and "extra" not in second.truth["true_clients"]


def test_a_company_asked_for_again_is_not_drawn_again_and_few_are_kept():
    simulation._company.cache_clear()
    for seed in (1, 2, 1, 3, 4, 5, 6, 7):
        casekit.load_case("willow-salon", seed=seed).therapists  # noqa: B018
    kept = simulation._company.cache_info()
    assert (kept.hits, kept.misses) == (1, 7) and kept.currsize <= 4


@pytest.fixture
def copied(tmp_path, monkeypatch):
    shutil.copytree(paths.datasets() / "willow-salon", tmp_path / "willow-salon")
    shutil.copytree(paths.datasets() / "cdnow", tmp_path / "cdnow")
    monkeypatch.setenv("CASEKIT_DATASETS", str(tmp_path))
    return tmp_path / "willow-salon"


@pytest.mark.parametrize("name", ['"no_such_company"', '"../streams"', "7"])
def test_an_unknown_simulator_is_a_sentence(copied, name):
    text = (copied / "case.toml").read_text(encoding="utf-8")
    (copied / "case.toml").write_text(text.replace('"willow_salon"', name), encoding="utf-8")
    casekit.load_case("willow-salon").clients  # noqa: B018
    with pytest.raises(CasekitError, match="names the simulator .*, but there is none of this name; mend or drop it"):
        casekit.load_case("willow-salon", seed=1)


def test_a_table_nobody_draws_is_a_sentence(copied):
    with (copied / "case.toml").open("a", encoding="utf-8") as file:
        file.write('\n[tables.rumours]\ncolumns = [{ name = "rumour" }]\n')
    with pytest.raises(CasekitError, match="draws no table “rumours”, which .*case.toml promises"):
        casekit.load_case("willow-salon", seed=1)


def test_the_files_are_written_again(copied, capsys):
    before = {path: path.read_bytes() for path in copied.rglob("*.csv")}
    (copied / "visits.csv").unlink()
    (copied / "targets.csv").write_text("spoilt\r\n", encoding="utf-8")
    assert main(["write", "willow-salon"]) == 0
    assert f"{len(before)} files written" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in copied.rglob("*.csv")} == before


def test_only_simulated_cases_are_written_or_drawn(copied, capsys):
    with pytest.raises(CasekitError, match="“cdnow” is not simulated"):
        write_case("cdnow")
    assert main(["plots", "cdnow"]) == 1
    assert "not simulated" in capsys.readouterr().err
    assert main(["write", "nowhere"]) == 1
    assert "There is no case “nowhere”" in capsys.readouterr().err


def test_plots_are_drawn_into_the_cases_folder(copied):
    (copied / "shapes.png").unlink()
    assert main(["plots", "willow-salon"]) == 0
    assert (copied / "shapes.png").read_bytes().startswith(b"\x89PNG")


def test_the_tools_are_called_by_name():
    words = [sys.executable, "-m", "casekit.cases", "dictionary", "cdnow"]
    answer = subprocess.run(words, capture_output=True, text=True, timeout=120, encoding="utf-8")
    assert answer.returncode == 0, answer.stderr
    assert "**transactions.csv**" in answer.stdout and "| amount | money | US dollars |" in answer.stdout


def test_a_digest_tells_two_companies_apart():
    one, same = (casekit.load_case("willow-salon", seed=4) for _again in range(2))
    assert digest(one) == digest(same) != digest(casekit.load_case("willow-salon", seed=8))
    same.targets.loc[0, "target_share"] = 0.99
    assert digest(one) != digest(same)
    one.truth["true_clients"].loc[0, "person_id"] = "P9999"
    assert digest(one) != digest(casekit.load_case("willow-salon", seed=4))


CONTRACT = Contract(
    "things",
    (
        Column("id", "integer"),
        Column("text", required=False),
        Column("count", "integer", required=False),
        Column("number", "number", required=False),
        Column("money", "money", required=False),
        Column("day", "date", required=False, future=True),
        Column("moment", "datetime", required=False, future=True),
        Column("sure", "yes/no"),
        Column("perhaps", "yes/no", required=False),
    ),
)
DTYPES = {"text": "str", "count": "Int64", "number": "float64", "money": "float64", "perhaps": "boolean"}
DTYPES |= {"day": "datetime64[us]", "moment": "datetime64[us]"}
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(",\"' "), min_size=1)
ROWS = st.tuples(
    st.none() | WORDS.filter(lambda word: word == word.strip()),
    st.none() | st.integers(-(2**53), 2**53),
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
    st.none() | st.integers(-(10**11), 10**11).map(lambda cents: cents / 100),
    st.none() | st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(lambda at: at.replace(microsecond=0)),
    st.booleans(),
    st.none() | st.booleans(),
)


@given(st.lists(ROWS, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back(tmp_path_factory, rows):
    table = pd.DataFrame([(place, *row) for place, row in enumerate(rows)], columns=CONTRACT.names).astype(DTYPES)
    path = tmp_path_factory.getbasetemp() / "things.csv"
    path.write_bytes(csv_bytes(table, CONTRACT))
    assert b"\r" not in path.read_bytes()
    pd.testing.assert_frame_equal(read_csv(path, CONTRACT), table)


def test_the_data_stay_small():
    sizes = {path: path.stat().st_size for path in paths.datasets().rglob("*") if path.is_file()}
    assert sum(sizes.values()) < 30_000_000
    assert sum(size for path, size in sizes.items() if "harbour-telecom" in path.parts) < 14_000_000


@pytest.mark.parametrize("name", case_names())
def test_no_table_hides_behind_what_every_case_has(name):
    taken = {attribute for attribute in dir(Case) if not attribute.startswith("_")}
    taken |= {"name", "title", "seed", "tables", "truth", "schema", "truth_schema", "notes"}
    settings = case_settings(name)
    assert taken.isdisjoint({*settings.contracts, *settings.dates})


@pytest.mark.parametrize("name", SIMULATED)
def test_every_column_is_described(name):
    dictionary = casekit.load_case(name).dictionary
    assert (dictionary[["meaning", "chinese_term", "scale"]] != "").all(axis=None)
    kinds = {"", "profile", "behaviour", "attitude", "derived"}
    assert set(dictionary["data_kind"]) == kinds and set(dictionary["personal"]) == {"", "personal", "sensitive"}
