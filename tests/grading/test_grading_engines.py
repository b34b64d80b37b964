"""Every function gives the same rows on every engine, and gives back the kind of table it got."""

import numpy as np
import pandas as pd
import pytest

from casekit import grading
from casekit.errors import CasekitError, LeftOut
from casekit.tables import collect

pytestmark = pytest.mark.filterwarnings("ignore")
COLUMNS = {"customer_id": "who", "date": "day", "amount": "paid"}


@pytest.fixture(scope="module")
def messy():
    """400 rows of 60 customers with every fault that has a rule."""
    draw = np.random.default_rng(11)
    n = 400
    table = pd.DataFrame(
        {
            "who": [f"c{number:02}" for number in draw.integers(0, 60, n)],
            "day": pd.Timestamp("2020-01-01")
            + pd.to_timedelta(draw.integers(0, 400, n) * 24 + draw.integers(0, 24, n), unit="h"),
            "paid": np.round(draw.gamma(2, 20, n), 2) * np.where(draw.random(n) < 0.15, -1, 1),
            "items": draw.integers(1, 6, n),
        }
    )
    table.loc[3, "who"], table.loc[4, "who"] = None, ""
    table.loc[5, "day"] = pd.NaT
    table.loc[6, "paid"], table.loc[7, "paid"] = np.nan, np.inf
    table.loc[8, "day"] = pd.Timestamp("2999-01-01")
    table.loc[9:14, "paid"] = 0.0
    table.loc[15:17, "who"] = "only returns"
    table.loc[15:17, "paid"] = -5.0
    return table


@pytest.fixture(scope="module")
def customers(messy):
    """60 customers with ties, missing groups, two of them with nothing bought."""
    draw = np.random.default_rng(5)
    table = grading.rfm_summary(messy, **COLUMNS)
    table["spent"] = np.round(draw.gamma(1, 100, len(table)), -1) - 20
    table["industry"] = draw.choice(np.array(["retail", "bank", "", None], dtype=object), len(table))
    table["industry"] = table["industry"].astype("str")
    table["joined"] = pd.Timestamp("2020-01-01") + pd.to_timedelta(draw.integers(0, 90, len(table)), unit="D")
    table["role"] = draw.choice(["Dealer ", "end user", "friend"], len(table))
    return table


def same_rows(expected, native, key):
    """Equal row by row, whatever the order of the rows."""
    found = collect(native, "the comparison", 100_000)
    assert list(found) == list(expected)
    expected, found = (table.sort_values(key, ignore_index=True) for table in (expected, found))
    pd.testing.assert_frame_equal(expected, found, check_dtype=False, rtol=1e-9, atol=1e-9)
    for name in expected.select_dtypes("int64"):
        assert found[name].dtype == "int64", name


@pytest.mark.parametrize("returns", ["net", "ignore"])
@pytest.mark.parametrize(("end", "unit"), [(None, "W"), ("2020-09-30", "D")])
def test_summary(to_engine, messy, returns, end, unit):
    options = {**COLUMNS, "returns": returns, "end": end, "time_unit": unit}
    given = to_engine(messy)
    found = grading.rfm_summary(given, **options)
    assert type(found) is type(given)
    same_rows(grading.rfm_summary(messy, **options), found, "customer_id")


@pytest.mark.parametrize("returns", ["net", "ignore"])
@pytest.mark.parametrize("end", [None, "2020-09-30"])
def test_left_out(to_engine, messy, returns, end):
    options = {**COLUMNS, "returns": returns, "end": end}
    given = to_engine(messy)
    found = grading.left_out(given, **options)
    assert type(found) is type(given)
    same_rows(grading.left_out(messy, **options), found, "rule")


def test_scores(to_engine, messy):
    expected = grading.rfm_scores(grading.rfm_summary(messy, **COLUMNS))
    found = grading.rfm_scores(grading.rfm_summary(to_engine(messy), **COLUMNS))
    same_rows(expected, found, "customer_id")


def test_score_edges(to_engine, customers):
    found = grading.score_edges(to_engine(customers), 4, spend="spent")
    pd.testing.assert_frame_equal(grading.score_edges(customers, 4, spend="spent"), found)


def test_abc_classes(to_engine, customers):
    given = to_engine(customers)
    found = grading.abc_classes(given, value="spent")
    assert type(found) is type(given)
    same_rows(grading.abc_classes(customers, value="spent"), found, "customer_id")


def test_concentration(to_engine, customers):
    given = to_engine(customers)
    assert grading.gini(given, value="spent") == pytest.approx(grading.gini(customers, value="spent"))
    expected = grading.top_share(customers, value="spent", share=0.1)
    assert grading.top_share(given, value="spent", share=0.1) == pytest.approx(expected)


@pytest.mark.parametrize("by", ["industry", "joined"])
def test_group_totals(to_engine, customers, by):
    same_rows(
        grading.group_totals(customers, by, "spent"), grading.group_totals(to_engine(customers), by, "spent"), "group"
    )


def test_value_split(to_engine, customers):
    options = {"amount": "spent", "frequency": "frequency"}
    same_rows(
        grading.value_split(customers, **options), grading.value_split(to_engine(customers), **options), "customer_id"
    )


def test_weighted_score(to_engine, messy):
    weights = {"recency_score": 1, "frequency_score": 2.5}
    expected = grading.weighted_score(grading.rfm_scores(grading.rfm_summary(messy, **COLUMNS)), weights)
    found = grading.weighted_score(grading.rfm_scores(grading.rfm_summary(to_engine(messy), **COLUMNS)), weights)
    same_rows(expected, found, "customer_id")


def test_life_cycle_classes(to_engine, customers):
    without = customers.astype({"frequency": "float64"})
    without.loc[:1, ["frequency", "recency", "T"]] = np.nan
    found = grading.life_cycle_classes(to_engine(without))
    same_rows(grading.life_cycle_classes(without), found, "customer_id")


@pytest.mark.parametrize("end", [None, "2020-09-30"])
def test_habit_classes(to_engine, messy, end):
    options = {**COLUMNS, "end": end, "visits": 2}
    found = grading.habit_classes(to_engine(messy), **options)
    same_rows(grading.habit_classes(messy, **options), found, "customer_id")


def test_basket_classes(to_engine, messy):
    options = {"customer_id": "who", "amount": "paid", "quantity": "items"}
    same_rows(
        grading.basket_classes(messy, **options), grading.basket_classes(to_engine(messy), **options), "customer_id"
    )


def test_customer_types(to_engine, customers):
    found = grading.customer_types(to_engine(customers), role="role")
    same_rows(grading.customer_types(customers, role="role"), found, "customer_id")


def test_refusing_returns(to_engine, messy):
    with pytest.raises(CasekitError, match="negative amount"):
        grading.rfm_summary(to_engine(messy), **COLUMNS, returns="refuse")


@pytest.mark.filterwarnings("default")
def test_eager_polars_says_what_is_left_out(messy):
    pl = pytest.importorskip("polars")
    with pytest.warns(LeftOut, match="customer missing: 2"):
        grading.rfm_summary(pl.from_pandas(messy), **COLUMNS)
