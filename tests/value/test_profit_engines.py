"""The profit functions give the same figures on every engine, and give back the kind of table they got."""

import numpy as np
import pandas as pd
import pytest

from casekit import value
from casekit.errors import CasekitError
from casekit.tables import collect

pytestmark = pytest.mark.filterwarnings("ignore")
STATEMENT = {"revenue": "paid", "direct_cost": "goods", "avoidable_cost": "service", "allocated_cost": "overhead"}
RATES = {"visit": 120.0, "call": value.Activity(8.5), "desk": value.Activity(3, avoidable=False)}


@pytest.fixture(scope="module")
def customers():
    """40 customers with ties, losses, refunds, unknown wallets and some that are too small."""
    draw, n = np.random.default_rng(7), 40
    table = pd.DataFrame(
        {
            "who": [f"c{number:02}" for number in draw.permutation(n)],
            "paid": np.round(draw.gamma(1, 900, n), 2) - 50,
            "goods": np.round(draw.gamma(1, 300, n), 2),
            "service": np.round(draw.gamma(1, 200, n), 2),
            "overhead": np.round(draw.gamma(1, 90, n), 2),
            "profit": np.round(draw.normal(20, 60, n), -1),
            "sales": np.round(draw.gamma(1, 500, n), 2),
            "market": np.round(draw.gamma(1, 900, n), 2),
            "currency": ["yuan"] * n,
        }
    )
    table.loc[0:1, "sales"], table.loc[0:5, "market"] = 0.0, [0.0, 0.0, np.nan, np.nan, 0.01, 1e6]
    return table


@pytest.fixture(scope="module")
def rows():
    """Bills and activities of 20 customers in 4 months, in no order."""
    draw, n = np.random.default_rng(8), 200
    return pd.DataFrame(
        {
            "who": [f"c{number:02}" for number in draw.integers(0, 20, n)],
            "month": draw.choice(["2025-01", "2025-02", "2025-03", "2025-05"], n),
            "paid": np.round(draw.normal(100, 60, n), 2),
            "spent": np.round(draw.gamma(2, 20, n), 2),
            "what": draw.choice(["visit", "call", "desk"], n),
            "times": draw.integers(0, 5, n),
            "currency": np.where(np.arange(n) < 3, "euro", "yuan"),
        }
    )


def test_one_row_a_customer(to_engine, customers):
    given = to_engine(customers)
    same(value.profitability, customers, given, customer_id="who", currency="currency", **STATEMENT)
    same(value.whale_curve, customers, given, customer_id="who", profit="profit")
    same(value.share_of_wallet, customers, given, customer_id="who", own="sales", wallet="market")
    told = {"customer_id": "who", "profit": "profit"}
    assert value.whale(given, **told) == value.whale(customers, **told)
    told = {"customer_id": "who", "own": "sales", "wallet": "market"}
    equal(value.wallet_totals(given, **told), value.wallet_totals(customers, **told))
    told = {"customer_id": "who", "value": "sales", "contribution": "profit", "top": 7}
    found, expected = value.concentration(given, **told), value.concentration(customers, **told)
    equal(found.largest, expected.largest)
    assert (found.customers, found.total) == (expected.customers, expected.total)
    assert found.hhi == pytest.approx(expected.hhi)
    told = {"customer_id": "who", "sales": "sales", "profit": "profit", "rules": value.BigRules(600)}
    equal(value.looks_big(given, **told), value.looks_big(customers, **told))


def test_many_rows_a_customer(to_engine, rows):
    given = to_engine(rows)
    told = {"customer_id": "who", "activity": "what", "quantity": "times"}
    same(value.cost_to_serve, rows, given, RATES, **told)
    told = {"customer_id": "who", "period": "month", "revenue": "paid", "cost": "spent"}
    equal(value.arpu(given, **told), value.arpu(rows, **told))
    with pytest.raises(CasekitError, match=r"yuan \(197 rows\), euro \(3 rows\)"):
        value.arpu(given, currency="currency", **told)


def same(function, table, given, *more, **told):
    native = function(given, *more, **told)
    assert type(native) is type(given)
    expected, found = function(table, *more, **told), collect(native, "the comparison", 1_000)
    assert list(found) == list(expected)
    expected, found = (one.sort_values("customer_id", ignore_index=True) for one in (expected, found))
    equal(found, expected)
    for name in expected.select_dtypes("int64"):
        assert found[name].dtype == "int64", name


def equal(found, expected):
    pd.testing.assert_frame_equal(expected, found, check_dtype=False, rtol=1e-9, atol=1e-9)
