"""80/20 and 20/90 put to the test; what small customers hold, on sales and on profit."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.grading import pareto_test, small_customers, top_share


def customers(*values):
    return pd.DataFrame({"sales": np.asarray(values, dtype=float)})


def test_both_claims_of_the_sources():
    found = pareto_test(customers(80, 5, 5, 5, 5), value="sales")
    assert found["claimed_customers"].tolist() == [0.2, 0.2]
    assert found["claimed_share"].tolist() == [0.8, 0.9]
    assert found["found_share"].tolist() == pytest.approx([0.8, 0.8])
    assert found["gap"].tolist() == pytest.approx([0, -10])
    assert found["verdict"].tolist() == ["about as claimed", "less concentrated"]
    assert found["customers_needed"].tolist() == pytest.approx([0.2, 0.6])


@pytest.mark.parametrize(
    ("share", "verdict"),
    [
        (0.77, "less concentrated"),
        (0.78, "about as claimed"),
        (0.82, "about as claimed"),
        (0.83, "more concentrated"),
    ],
)
def test_the_ends_of_the_tolerance_are_inside(share, verdict):
    table = customers(share, *[(1 - share) / 4] * 4)
    assert pareto_test(table, value="sales", claims=[(0.2, 0.8)])["verdict"].tolist() == [verdict]


def test_of_equals_only_as_many_as_it_takes():
    found = pareto_test(customers(*[1] * 10), value="sales", claims=[(0.2, 0.75), (0.2, 0.8), (0.2, 1)])
    assert found["customers_needed"].tolist() == pytest.approx([0.8, 0.8, 1.0])


def test_on_profit_the_best_may_hold_more_than_all():
    found = pareto_test(customers(100, 20, 0, -5, -15), value="sales", claims=[(0.2, 0.9), (0.4, 1)])
    assert found["found_share"].tolist() == pytest.approx([1.0, 1.2])
    assert found["customers_needed"].tolist() == pytest.approx([0.2, 0.2])


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"claims": [(20, 80)]}, "Claims are pairs"),
        ({"claims": [(0, 0.8)]}, "Claims are pairs"),
        ({"claims": []}, "Claims are pairs"),
        ({"claims": (0.2, 0.8)}, "Claims are pairs"),
        ({"claims": [(0.2, 0.8, 0.1)]}, "Claims are pairs"),
        ({"claims": None}, "Claims are pairs"),
        ({"tolerance": 2}, "tolerance is a share"),
        ({"tolerance": True}, "tolerance is a share"),
        ({"value": "profit"}, "no column “profit”"),
    ],
)
def test_a_mistake_in_a_claim_is_one_sentence(options, sentence):
    with pytest.raises(CasekitError, match=sentence):
        pareto_test(customers(1, 2), **{"value": "sales", **options})


@pytest.mark.parametrize(("values", "sentence"), [((), "above 0"), ((1, -1), "above 0"), ((1, np.nan), "1 rows have")])
def test_shares_of_nothing_are_refused(values, sentence):
    for function, options in ((pareto_test, {}), (small_customers, {"below": 10})):
        with pytest.raises(CasekitError, match=sentence):
            function(customers(*values), value="sales", **options)


def test_small_customers_are_strictly_below():
    found = small_customers(customers(10, 20, 30, 40), value="sales", below=20)
    assert found == (1, 0.25, 10.0, 0.1)
    assert found.share_of_value == pytest.approx(0.1)
    assert small_customers(customers(10, 20), value="sales", below=-1) == (0, 0.0, 0.0, 0.0)


def test_small_customers_may_lose_money():
    found = small_customers(customers(100, 10, -10, -20), value="sales", below=50)
    assert found.customers == 3
    assert found.share_of_value == pytest.approx(-20 / 80)


@pytest.mark.parametrize("below", ["10", None, math.nan, math.inf, True])
def test_the_limit_is_an_amount(below):
    with pytest.raises(CasekitError, match="limit “below” is an amount"):
        small_customers(customers(1, 2), value="sales", below=below)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(-20, 60), min_size=1, max_size=30).filter(lambda values: sum(values) > 0),
    st.integers(1, 20),
    st.integers(1, 20),
)
def test_laws_of_the_test(values, few, much):
    few, much = few / 20, much / 20
    table, claims = customers(*values), [(few, much)]
    found = pareto_test(table, value="sales", claims=claims)
    line = found.iloc[0]
    assert line["found_share"] == pytest.approx(top_share(table, value="sales", share=few))
    n = round(line["customers_needed"] * len(values))
    held = np.cumsum(np.sort(values)[::-1]) / sum(values)
    assert held[n - 1] >= much - 1e-9  # they hold it …
    assert n == 1 or held[n - 2] < much - 1e-12  # … and one fewer would not
    pd.testing.assert_frame_equal(found, pareto_test(customers(*values[::-1]), value="sales", claims=claims))
    scaled = pareto_test(customers(*(value * 7 for value in values)), value="sales", claims=claims)
    pd.testing.assert_frame_equal(found, scaled)
    limit = float(np.median(values))
    small = small_customers(table, value="sales", below=limit)
    large = sum(value for value in values if value >= limit)
    assert small.share_of_value == pytest.approx(1 - large / sum(values))
    assert small.customers == sum(value < limit for value in values)
