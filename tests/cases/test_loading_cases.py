"""Loading a case: the real figures, variants, copies nobody can spoil, and mistakes."""

import hashlib
import shutil
import time

import pandas as pd
import pytest

import casekit
from casekit import paths
from casekit.errors import CasekitError


def test_cdnow_has_the_figures_of_the_literature():
    table = casekit.load_case("cdnow").transactions
    assert (len(table), table["customer_id"].nunique()) == (6919, 2357)
    days = table.drop_duplicates(["customer_id", "date"])
    fitting, holdout = days[days["date"] <= "1997-09-30"], days[days["date"] > "1997-09-30"]
    repeats = fitting.groupby("customer_id").size() - 1
    assert ((repeats > 0).sum(), repeats.sum(), len(holdout)) == (946, 2457, 1882)


def test_the_traps_the_readme_names():
    table = casekit.load_case("cdnow").transactions
    assert (table["amount"] == 0).sum() == 8
    assert table.duplicated(["customer_id", "date"]).sum() == 223
    assert table.duplicated().sum() == 21
    assert table.groupby("customer_id")["date"].min().max() == pd.Timestamp("1997-03-25")


def test_the_case_knows_its_dates():
    case = casekit.load_case("cdnow")
    assert case.calibration_end == pd.Timestamp("1997-09-30")
    assert "week 39" in case.notes["calibration_end"]
    assert case.truth is None
    assert (case.name, case.seed) == ("cdnow", None)


def test_dictionary_and_readme_agree():
    dictionary = casekit.load_case("cdnow").dictionary
    assert list(dictionary) == [
        *("table", "name", "type", "unit", "meaning", "chinese_term"),
        *("data_kind", "scale", "personal"),
    ]
    assert dictionary["name"].tolist() == list(casekit.load_case("cdnow").transactions)
    readme = (paths.datasets() / "cdnow" / "README.md").read_text(encoding="utf-8")
    for line in dictionary.itertuples():
        assert any(
            all(part in row for part in (f"| {line.name} |", line.type, line.unit, line.chinese_term))
            for row in readme.splitlines()
        ), line.name


def test_a_seed_is_another_shop_of_the_same_kind():
    whole, half = casekit.load_case("cdnow").transactions, casekit.load_case("cdnow", seed=7).transactions
    assert half["customer_id"].nunique() == 2357 // 2
    kept = whole[whole["customer_id"].isin(half["customer_id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, half)
    other = set(casekit.load_case("cdnow", seed=8).transactions["customer_id"])
    assert other != set(half["customer_id"])


def test_a_seed_gives_the_same_half_everywhere():
    customers = sorted(casekit.load_case("cdnow", seed=7).transactions["customer_id"].unique())
    assert hashlib.sha256(",".join(customers).encode()).hexdigest()[:16] == "c176c027b408904f"


def test_nobody_spoils_the_case_for_the_next():
    first = casekit.load_case("cdnow")
    first.transactions.loc[0, "amount"] = -1.0
    first.transactions["extra"] = 1
    first.tables.clear()
    second = casekit.load_case("cdnow").transactions
    assert second["amount"].iloc[0] == 29.33
    assert "extra" not in second


def test_loading_is_quick(tmp_path, monkeypatch):
    for name in ("first", "second", "third"):  # new folders: nothing of them is remembered
        shutil.copytree(paths.datasets() / "cdnow", tmp_path / name)
    monkeypatch.setenv("CASEKIT_DATASETS", str(tmp_path))
    assert min(processor_seconds(name) for name in ("first", "second", "third")) < 0.2  # 0.06 on a quiet machine


def processor_seconds(name):
    """Not by the clock, which other work on the machine would slow."""
    start = time.process_time()
    casekit.load_case(name).transactions  # noqa: B018
    return time.process_time() - start


@pytest.mark.parametrize("seed", [-1, 1.5, "7", True])
def test_a_seed_is_a_whole_number(seed):
    with pytest.raises(CasekitError, match="whole number from 0"):
        casekit.load_case("cdnow", seed=seed)


@pytest.mark.parametrize("name", ["cdnw", "../cdnow", "", "CDNOW"])
def test_an_unknown_case_is_told_the_names(name):
    with pytest.raises(CasekitError, match="there are: .*cdnow"):
        casekit.load_case(name)


def test_an_unknown_table_is_told_the_names():
    case = casekit.load_case("cdnow")
    with pytest.raises(CasekitError, match="it has: transactions, calibration_end"):
        case.customers  # noqa: B018
    assert not hasattr(case, "customers")


@pytest.fixture
def own_cases(tmp_path, monkeypatch):
    """A folder of cases with one that has a truth and no variants."""
    folder = tmp_path / "toy"
    folder.mkdir()
    (folder / "case.toml").write_text(
        '[[tables.people.columns]]\nname = "id"\n[[truth.leaving.columns]]\nname = "id"\n'
        '[[truth.leaving.columns]]\nname = "left_on"\nkind = "date"\n',
        encoding="utf-8",
    )
    (folder / "people.csv").write_text("id\na\n", encoding="utf-8")
    (folder / "truth").mkdir()
    (folder / "truth" / "leaving.csv").write_text("id,left_on\na,2020-01-01\n", encoding="utf-8")
    monkeypatch.setenv("CASEKIT_DATASETS", str(tmp_path))
    return folder


def test_truth_stands_apart_from_the_tables(own_cases):
    case = casekit.load_case("toy")
    assert list(case.tables) == ["people"]
    assert case.truth["leaving"]["left_on"].tolist() == [pd.Timestamp("2020-01-01")]
    assert case.dictionary["table"].tolist() == ["people"]


def test_a_mended_file_is_read_again(own_cases):
    casekit.load_case("toy")
    (own_cases / "people.csv").write_text("id\na\nb\n", encoding="utf-8")
    assert len(casekit.load_case("toy").people) == 2


def test_a_case_without_variants_says_so(own_cases):
    with pytest.raises(CasekitError, match="no variants"):
        casekit.load_case("toy", seed=1)


def test_broken_files_are_reported_when_they_are_used(own_cases):
    (own_cases / "truth" / "leaving.csv").write_text("id,left_on\na,01/31/2020\n", encoding="utf-8")
    case = casekit.load_case("toy")
    with pytest.raises(CasekitError, match="leaving.csv, row 2, column left_on: .* write 2020-01-31"):
        case.truth["leaving"]
    (own_cases / "case.toml").write_text("[tables", encoding="utf-8")
    with pytest.raises(CasekitError, match="not valid TOML"):
        casekit.load_case("toy")
