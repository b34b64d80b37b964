"""Days sales outstanding both ways, exposure, and the limit."""

import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casekit
from casekit import value
from casekit.errors import CasekitError

SALES = {"2025-10": 310.0, "2025-11": 600.0, "2025-12": 31.0}
MONTHS = st.lists(st.integers(0, 10**6), min_size=1, max_size=15).filter(any)


def by_month(sums):
    return pd.Series(sums, index=pd.period_range("2024-01", periods=len(sums), freq="M"))


@pytest.mark.parametrize(
    ("owed", "days"),
    [(0, 0), (15.5, 15.5), (31, 31), (331, 46), (631, 61), (941, 92)],
)
def test_counting_back_month_by_month(owed, days):
    assert value.days_sales_outstanding(owed, SALES) == pytest.approx(days)


def test_the_simple_way_takes_the_mean_day():
    assert value.days_sales_outstanding(94.1, SALES, method="simple") == pytest.approx(9.2)


def test_a_busy_season_misleads_the_simple_way():
    """The same two months of credit: counted back it is two months, by the mean day it looks like five."""
    season = by_month([100] * 10 + [600, 600])
    assert value.days_sales_outstanding(1200, season) == 61
    assert value.days_sales_outstanding(1200, season, method="simple") > 150


def test_of_a_month_that_runs_only_the_days_so_far_count():
    assert value.days_sales_outstanding(31, SALES, as_of="2025-12-10") == 10
    assert value.days_sales_outstanding(331, SALES, as_of="2025-12-10") == 25
    assert value.days_sales_outstanding(300, SALES, as_of=datetime.date(2026, 1, 4)) == pytest.approx(
        4 + 31 + 30 * 269 / 600
    )


def test_months_without_sales_count_their_days():
    gap = {"2025-09": 30.0, "2025-12": 31.0}
    assert value.days_sales_outstanding(61, gap) == 31 + 30 + 31 + 30


def test_months_come_as_periods_days_or_text():
    days = {datetime.date(2025, 10, 5): 310.0, datetime.date(2025, 11, 1): 600.0, datetime.date(2025, 12, 31): 31.0}
    stamps = pd.Series(list(SALES.values()), index=pd.to_datetime(list(days)))
    assert value.days_sales_outstanding(331, days) == value.days_sales_outstanding(331, stamps) == 46


@given(MONTHS, st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_counting_back_stays_within_the_months_and_rises_with_the_debt(sums, share):
    sales = by_month(sums)
    less, more = (value.days_sales_outstanding(part * sum(sums), sales) for part in (share / 2, share * 0.999))
    assert 0 <= less <= more <= np.sum(sales.index.days_in_month)


@given(st.integers(1, 10**6), st.integers(1, 12), st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_with_even_sales_both_ways_agree(daily, months, share):
    days = pd.period_range("2024-01", periods=months, freq="M").days_in_month
    sales = by_month([daily * length for length in days])
    owed = share * 0.999 * sales.sum()
    assert value.days_sales_outstanding(owed, sales) == pytest.approx(
        value.days_sales_outstanding(owed, sales, method="simple"), abs=1e-6
    )


@pytest.mark.parametrize(
    ("owed", "sales", "options", "sentence"),
    [
        (1000, SALES, {}, "more than all the sales given"),
        (-1, SALES, {}, "open sum cannot be -1"),
        (np.nan, SALES, {}, "open sum cannot be nan"),
        (1, {}, {}, "no sales"),
        (1, {"2025-01": 0.0}, {}, "no sales"),
        (1, {"2025-01": 9.0, "2025-02": -1.0}, {}, "sales of 2025-02 are -1"),
        (1, {"2025-01": 9.0, "2025-02": np.nan}, {}, "sales of 2025-02 are nan"),
        (1, {1: 9.0, 2: 3.0}, {}, "must go by month"),
        (1, {"May": 9.0, "spring": 3.0}, {}, "must go by month"),
        (1, SALES, {"method": "guess"}, "use “count back” or “simple”"),
        (1, SALES, {"as_of": "2025-11-30"}, "sales of 2025-12, after the day looked at"),
    ],
)
def test_what_cannot_be_counted_is_told(owed, sales, options, sentence):
    with pytest.raises(CasekitError, match=sentence):
        value.days_sales_outstanding(owed, sales, **options)


def test_exposure_is_daily_sales_times_days():
    assert value.exposure(365_000, 60) == 60_000
    found = value.exposure(pd.Series([365.0, 730.0]), pd.Series([30, 90]))
    assert found.tolist() == [30, 180]
    with pytest.raises(CasekitError, match="cannot be below 0"):
        value.exposure(100, pd.Series([30, -1]))


def test_a_limit_of_0_is_not_no_limit():
    table = pd.DataFrame({"customer_id": list("abcd"), "owed": [100.0, 100.01, 5, 5], "limit": [100, 100, 0, None]})
    found = value.credit_limit_test(table, open_sum="owed", limit="limit")
    assert found["verdict"].tolist() == ["within", "over", "over", "no limit set"]
    assert found["over"].tolist()[:3] == [0, 0.01, 5]
    assert found["used"].tolist() == pytest.approx([1, 1.0001, np.nan, np.nan], nan_ok=True)


@pytest.mark.parametrize(
    ("owed", "limit", "sentence"),
    [(None, 5, "1 customer has no open sum"), (5, -1, "cannot be below 0: a")],
)
def test_a_faulty_limit_is_told(owed, limit, sentence):
    table = pd.DataFrame({"customer_id": ["a"], "owed": pd.Series([owed], dtype=float), "limit": [limit]})
    with pytest.raises(CasekitError, match=sentence):
        value.credit_limit_test(table, open_sum="owed", limit="limit")
    with pytest.raises(CasekitError, match="no column “credit”"):
        value.credit_limit_test(table, open_sum="owed", limit="credit")


@pytest.fixture(scope="module")
def firm():
    return casekit.load_case("ironbridge-machinery")


def test_the_grades_of_ironbridge(firm):
    day = pd.Timestamp(firm.last_day)
    grades = firm.grades[firm.grades["year"] == day.year].set_index("customer_id")["grade"]
    found = value.outstanding_by_group(firm.invoices, firm.payments, grades, as_of=day).set_index("group")
    items = value.open_items(firm.invoices, firm.payments, as_of=day)
    assert found["open"].sum() == pytest.approx(items["open"].sum())
    lately = firm.invoices[firm.invoices["issued_on"].dt.year == day.year]
    assert found["sales"].sum() == pytest.approx(lately["amount"].sum())

    owed = items.loc[items["customer_id"].map(grades) == "A1", "open"].sum()
    sold = firm.invoices[firm.invoices["customer_id"].map(grades) == "A1"]
    days = 0
    by_month_back = sold.groupby(sold["issued_on"].dt.to_period("M"))["amount"].sum().sort_index(ascending=False)
    for month, amount in by_month_back.items():
        if owed <= amount:
            days += month.days_in_month * owed / amount
            break
        owed, days = owed - amount, days + month.days_in_month
    assert found.loc["A1", "dso"] == pytest.approx(days)

    simple = value.outstanding_by_group(firm.invoices, firm.payments, grades, as_of=day, method="simple")
    simple = simple.set_index("group").loc["A1"]
    assert simple["dso"] == pytest.approx(simple["open"] / simple["sales"] * 365)


def test_a_group_that_owes_more_than_it_ever_bought_lately_says_why_it_has_no_days():
    invoices = pd.DataFrame(
        {
            "invoice_id": [1, 2],
            "customer_id": ["a", "b"],
            "issued_on": ["2023-01-05", "2025-12-01"],
            "due_on": ["2023-02-05", "2025-12-31"],
            "amount": [100.0, 50],
        }
    )
    nothing = pd.DataFrame({"invoice_id": [1], "paid_on": ["2023-02-01"], "amount": [1.0]})
    found = value.outstanding_by_group(invoices, nothing, {"a": "A"}, as_of="2025-12-31", method="simple")
    assert found["group"].tolist() == ["(missing)", "A"]
    assert found["note"].tolist() == ["", "There are no sales to compare the open sum with."]
    assert np.isnan(found["dso"].iloc[1])


def test_limits_of_ironbridge_from_daily_sales(firm):
    """Sixty days of the last year's sales as the limit: whoever owes more than that is over it."""
    year = firm.invoices[firm.invoices["issued_on"].dt.year == firm.last_day.year]
    sold = year.groupby("customer_id")["amount"].sum()
    owed = value.open_items(firm.invoices, firm.payments, as_of=firm.last_day).groupby("customer_id")["open"].sum()
    table = pd.DataFrame({"sold": sold, "owed": owed}).fillna({"owed": 0.0}).rename_axis("customer_id").reset_index()
    table["limit"] = value.exposure(table["sold"], 60)
    found = value.credit_limit_test(table, open_sum="owed", limit="limit")
    over = table["owed"] > table["sold"] * 60 / 365
    assert ((found["verdict"] == "over") == (over & table["sold"].notna())).all()
    assert found.loc[table["sold"].isna(), "verdict"].eq("no limit set").all()
    assert 0 < over.sum() < len(table)
