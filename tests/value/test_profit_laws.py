"""What must hold whatever the customers are: sums, the whale curve, dropping a customer."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit import value

MONEY = st.integers(-500_000, 500_000).map(lambda cents: cents / 100)
COST = st.integers(0, 500_000).map(lambda cents: cents / 100)
COLUMNS = {"revenue": "paid", "direct_cost": "goods", "avoidable_cost": "service", "allocated_cost": "overhead"}


@st.composite
def statements(draw, least=1):
    lines = draw(st.lists(st.tuples(MONEY, COST, COST, COST), min_size=least, max_size=12))
    table = pd.DataFrame(lines, columns=["paid", "goods", "service", "overhead"])
    return table.assign(customer_id=draw(st.permutations(range(len(lines)))))


@given(statements())
@settings(max_examples=50, deadline=None)
def test_every_step_adds_up(table):
    found = value.profitability(table, **COLUMNS)
    for name, expected in {
        "gross_margin": table["paid"].sum() - table["goods"].sum(),
        "net_contribution": table["paid"].sum() - table["goods"].sum() - table["service"].sum(),
        "profit": table["paid"].sum() - table[["goods", "service", "overhead"]].sum().sum(),
    }.items():
        assert found[name].sum() == pytest.approx(expected, abs=1e-4)


@given(statements(least=2), st.data())
@settings(max_examples=50, deadline=None)
def test_dropping_a_customer_loses_the_contribution_and_saves_no_overhead(table, data):
    """The overhead is shared out anew over those who stay; the company is worse or better by the contribution alone."""
    found = value.profitability(table, **COLUMNS)
    gone = data.draw(st.sampled_from(sorted(table["customer_id"])))
    staying = table[table["customer_id"] != gone].copy()
    staying["overhead"] = table["overhead"].sum() / len(staying)
    after = value.profitability(staying, **COLUMNS)
    lost = found.loc[found["customer_id"] == gone, "net_contribution"].iloc[0]
    assert after["allocated_cost"].sum() == pytest.approx(found["allocated_cost"].sum(), abs=1e-4)
    assert after["profit"].sum() == pytest.approx(found["profit"].sum() - lost, abs=1e-4)


@given(statements())
@settings(max_examples=50, deadline=None)
def test_the_whale_ends_at_the_total_and_never_lies_below_it(table):
    curve = value.whale_curve(table, profit="paid")
    figures = value.whale(table, profit="paid")
    total = table["paid"].sum()
    assert curve["cumulative_profit"].iloc[-1] == pytest.approx(total, abs=1e-6)
    assert curve["profit"].is_monotonic_decreasing
    assert curve["place"].tolist() == list(range(1, len(table) + 1))
    assert curve["share_of_customers"].iloc[-1] == 1
    assert figures.peak >= figures.total - 1e-6
    assert figures.peak == pytest.approx(max(0, curve["cumulative_profit"].max()), abs=1e-6)
    assert figures.peak - figures.tail == pytest.approx(total, abs=1e-6)
    assert figures.winners + figures.losers == (table["paid"] != 0).sum()


@given(statements())
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_rows_makes_no_difference_to_the_curve(table):
    import polars as pl

    once, again = pl.from_pandas(table), pl.from_pandas(table.iloc[::-1])
    expected = value.whale_curve(table, profit="paid")
    for given_table in (once, again):
        found = value.whale_curve(given_table, profit="paid").to_pandas()
        assert found["customer_id"].tolist() == expected["customer_id"].tolist()
        assert found["cumulative_profit"].tolist() == pytest.approx(expected["cumulative_profit"].tolist(), abs=1e-6)


@given(st.lists(COST, min_size=1, max_size=20).filter(any))
@settings(max_examples=50, deadline=None)
def test_the_herfindahl_index_lies_between_equal_and_alone(sizes):
    table = pd.DataFrame({"customer_id": range(len(sizes)), "sales": sizes})
    found = value.concentration(table, value="sales", top=len(sizes))
    assert 1 / len(sizes) - 1e-9 <= found.hhi <= 1 + 1e-9
    assert 1 - 1e-9 <= found.equal_customers <= len(sizes) + 1e-6
    assert found.hhi == pytest.approx((found.largest["share"] ** 2).sum())
    assert found.largest["cumulative_share"].iloc[-1] == pytest.approx(1)
    assert found.largest["value"].is_monotonic_decreasing


@given(st.integers(1, 30), st.integers(1, 100_000))
@settings(max_examples=30, deadline=None)
def test_equal_customers_are_as_many_as_there_are(n, size):
    table = pd.DataFrame({"customer_id": range(n), "sales": [size / 100] * n})
    assert value.concentration(table, value="sales").equal_customers == pytest.approx(n)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), COST), min_size=1, max_size=30))
@settings(max_examples=40, deadline=None)
def test_revenue_per_customer_times_customers_is_the_revenue(lines):
    bills = pd.DataFrame(lines, columns=["customer_id", "month", "paid"])
    found = value.arpu(bills, period="month", revenue="paid")
    assert (found["arpu"] * found["customers"]).sum() == pytest.approx(bills["paid"].sum(), abs=1e-4)
    assert found["customers"].tolist() == bills.groupby("month")["customer_id"].nunique().tolist()
    assert np.isnan(found["change"].iloc[0])
