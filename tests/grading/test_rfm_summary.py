"""The rules of the RFM summary, each on rows small enough to work out by hand, and against a slow second reckoning."""

import warnings
from datetime import date, timedelta

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casekit
from casekit.errors import CasekitError, LeftOut
from casekit.grading import left_out, rfm_summary
from casekit.tables import collect

COLUMNS = {"customer_id": "customer_id", "date": "date", "amount": "amount"}


def rows(*entries):
    table = pd.DataFrame(entries, columns=["customer_id", "date", "amount"])
    return table.assign(date=pd.to_datetime(table["date"]), amount=table["amount"].astype(float))


def summary(*entries, **options):
    return rfm_summary(rows(*entries), **COLUMNS, **{"time_unit": "D", **options}).set_index("customer_id")


def test_cdnow_up_to_week_39():
    cdnow = casekit.load_case("cdnow")
    table = rfm_summary(cdnow.transactions, **COLUMNS, end=cdnow.calibration_end)
    assert len(table) == 2357
    assert (table["frequency"] > 0).sum() == 946
    assert table["frequency"].sum() == 2457
    assert list(table) == ["customer_id", "frequency", "recency", "T", "monetary_value"]
    first = table.iloc[0]  # the customer the textbooks show: x = 2, t_x = 30.43, T = 38.86
    assert (first["frequency"], round(first["recency"], 2), round(first["T"], 2)) == (2, 30.43, 38.86)
    assert first["monetary_value"] == pytest.approx((29.73 + 14.96) / 2)


def test_the_unit_only_scales():
    days = summary(("a", "2020-01-01", 1), ("a", "2020-01-03", 2), ("a", "2020-02-10", 3))
    for unit, length in (("W", 7), ("M", 365.25 / 12), ("Y", 365.25)):
        scaled = summary(("a", "2020-01-01", 1), ("a", "2020-01-03", 2), ("a", "2020-02-10", 3), time_unit=unit)
        assert scaled["frequency"]["a"] == days["frequency"]["a"] == 2
        assert scaled["recency"]["a"] == pytest.approx(days["recency"]["a"] / length)


def test_one_day_counts_once_whatever_the_time_of_day():
    table = summary(("a", "2020-01-01 08:00", 5), ("a", "2020-01-01 23:59", 5), ("a", "2020-01-02 00:01", 8))
    assert tuple(table.loc["a"]) == (1, 1, 1, 8)


def test_end_is_inclusive():
    table = summary(("a", "2020-01-01", 5), ("a", "2020-01-05", 7), ("a", "2020-01-06", 9), end="2020-01-05")
    assert tuple(table.loc["a"]) == (1, 4, 4, 7)


def test_zero_is_a_purchase():
    table = summary(("a", "2020-01-01", 0), ("a", "2020-01-03", 0))
    assert tuple(table.loc["a"]) == (1, 2, 2, 0)


def test_a_return_comes_off_the_repeat_spending_and_makes_no_day():
    table = summary(("a", "2020-01-01", 10), ("a", "2020-01-03", 20), ("a", "2020-01-09", -5))
    assert tuple(table.loc["a"]) == (1, 2, 8, 15)


def test_a_return_on_the_first_day_leaves_repeat_spending_alone():
    table = summary(("a", "2020-01-01", 10), ("a", "2020-01-01", -4), ("a", "2020-01-03", 20))
    assert table["monetary_value"]["a"] == 20


def test_ignored_returns_still_show_how_far_the_data_reach():
    entries = (("a", "2020-01-01", 10), ("a", "2020-01-03", 20), ("a", "2020-01-09", -5))
    with pytest.warns(LeftOut, match="ignored as asked: 1"):
        assert tuple(summary(*entries, returns="ignore").loc["a"]) == (1, 2, 8, 20)


def test_repeat_spending_may_fall_below_zero():
    table = summary(("a", "2020-01-01", 10), ("a", "2020-01-03", 20), ("a", "2020-01-09", -50))
    assert table["monetary_value"]["a"] == -30


def test_each_rule_is_counted_once():
    table = rows(
        ("a", "2020-01-05", 10),
        (None, None, 1),
        ("", "2020-01-05", 2),
        ("a", None, 3),
        ("a", "2020-01-06", np.nan),
        ("a", "2020-01-06", -np.inf),
        ("a", "2020-01-01", -1),
        ("a", "2020-01-09", -2),
        ("b", "2020-01-09", -4),
        ("a", "2999-01-01", 8),
    )
    counts = left_out(table, **COLUMNS).set_index("rule")
    assert counts["rows"].to_dict() == {
        "amount missing or not finite": 2,
        "customer missing": 2,
        "date in the future": 1,
        "date missing": 1,
        "return before the first purchase": 1,
        "return by a one-time buyer, no repeat spending to take it off": 1,
        "return of a customer without a purchase": 1,
    }
    assert counts["amount"].to_list() == [0, 3, 8, 3, -1, -2, -4]
    with pytest.warns(LeftOut, match="9 of 10 rows") as said:
        result = rfm_summary(table, **COLUMNS)
    assert len(said) == 1
    assert result["customer_id"].tolist() == ["a"]
    assert result.attrs["left_out"] == counts["rows"].to_dict()


def test_rows_after_an_end_that_was_asked_for_are_counted_but_not_said():
    table = rows(("a", "2020-01-01", 10), ("a", "2020-02-01", 10))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = rfm_summary(table, **COLUMNS, end="2020-01-15")
    assert result.attrs["left_out"] == {"date after the end": 1}


def test_nothing_left_is_an_empty_summary():
    assert len(summary(("a", "2020-01-01", 10), end="2019-01-01")) == 0
    assert len(rfm_summary(rows(("a", "2020-01-01", 1)).iloc[:0], **COLUMNS)) == 0


def test_days_before_1970():
    assert tuple(summary(("a", "1960-01-01", 1), ("a", "1960-01-03", 2)).loc["a"]) == (1, 2, 2, 2)


def test_a_time_zone_keeps_its_own_days():
    table = rows(("a", "2020-01-01 23:30", 1), ("a", "2020-01-02 23:30", 2))
    table["date"] = table["date"].dt.tz_localize("America/New_York")
    for given_table in (table, pl.from_pandas(table)):
        result = collect(rfm_summary(given_table, **COLUMNS, time_unit="D"), "the test", 9)
        assert result["recency"].tolist() == [1]


@pytest.mark.parametrize("kind", ["Int64", "float32", "object"])
def test_customers_may_be_of_any_kind(kind):
    table = rows((1, "2020-01-01", 1), (2, "2020-01-01", 2)).astype({"customer_id": kind})
    assert rfm_summary(table, **COLUMNS)["customer_id"].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"date": "when"}, "no column “when”; they have: customer_id, date, amount"),
        ({"amount": "customer_id"}, "must hold numbers"),
        ({"date": "customer_id"}, "must hold dates"),
        ({"time_unit": "Q"}, "use one of: D, W, M, Y"),
        ({"returns": "drop"}, "use one of: net, ignore, refuse"),
        ({"end": "30/09/1997"}, "no date"),
        ({"end": 7}, "no date"),
        ({"returns": "refuse"}, "1 rows have a negative amount"),
    ],
)
def test_a_mistake_is_one_sentence(options, sentence):
    with pytest.raises(CasekitError, match=sentence):
        rfm_summary(rows(("a", "2020-01-01", -1)), **{**COLUMNS, **options})


def test_no_table_is_one_sentence():
    with pytest.raises(CasekitError, match="it is a list; load a case"):
        rfm_summary([1, 2], **COLUMNS)


def by_hand(entries):
    """The same reckoning, slow and plain: a dictionary a customer."""
    purchases, returned = {}, {}
    for customer, day, amount in entries:
        (purchases if amount >= 0 else returned).setdefault(customer, []).append((day, amount))
    last_day = max(day for _customer, day, _amount in entries)
    result = {}
    for customer, bought in purchases.items():
        days = sorted({day for day, _amount in bought})
        later = [amount for day, amount in bought + returned.get(customer, []) if day > days[0]]
        repeats = len(days) - 1
        mean = sum(later) / repeats if repeats else 0
        result[customer] = (repeats, (days[-1] - days[0]).days, (last_day - days[0]).days, mean)
    return result


entry = st.tuples(
    st.integers(0, 4),
    st.integers(0, 40).map(lambda days: date(2020, 2, 1) + timedelta(days)),
    st.integers(-300, 900).map(lambda cents: cents / 100),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(entry, min_size=1, max_size=40))
@pytest.mark.filterwarnings("ignore")
def test_the_three_forms_agree_with_a_slow_reckoning(entries):
    expected = by_hand(entries)
    table = rows(*entries)
    connection = duckdb.connect()
    for given_table in (table, pl.from_pandas(table), connection.from_df(table)):
        result = collect(rfm_summary(given_table, **COLUMNS, time_unit="D"), "the test", 99)
        found = {line[0]: line[1:] for line in result.itertuples(index=False, name=None)}
        assert found.keys() == expected.keys()
        for customer, values in expected.items():
            assert found[customer] == pytest.approx(values, abs=1e-9)
