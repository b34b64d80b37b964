"""What is counted of customers, bills and purchases is the same on every engine."""

import numpy as np
import pandas as pd
import pytest

from casekit.value import first_and_repeat, retention_curves, retention_rates, tenure_profit

pytestmark = pytest.mark.filterwarnings("ignore")
_N = 150


@pytest.fixture(scope="module")
def customers():
    """150 customers of six years, some before the file begins, some after its end, one without an entry."""
    draw = np.random.default_rng(8)
    came = pd.Timestamp("2018-11-30") + pd.to_timedelta(draw.integers(0, 2_400, _N), unit="D")
    went = came + pd.to_timedelta(draw.geometric(0.001, _N) - 1, unit="D")
    table = pd.DataFrame({"customer_id": [f"c{n:03}" for n in range(_N)], "came": came, "went": went})
    table["went"] = table["went"].where(draw.random(_N) < 0.7)
    table["last_age"] = draw.integers(0, 4, _N)
    table.loc[7, "came"] = pd.NaT
    return table.astype({"came": "datetime64[us]", "went": "datetime64[us]"})


@pytest.fixture(scope="module")
def rows():
    draw, n = np.random.default_rng(9), 600
    return pd.DataFrame(
        {
            "customer_id": [f"c{k:03}" for k in draw.integers(0, _N + 20, n)],
            "age": draw.integers(0, 5, n),
            "profit": np.round(draw.normal(20, 60, n), 2),
            "date": (pd.Timestamp("2024-01-01") + pd.to_timedelta(draw.integers(0, 400, n), unit="D")).astype(
                "datetime64[us]"
            ),
        }
    )


def test_retention(to_engine, customers):
    columns = {"entry": "came", "left": "went", "as_of": "2024-12-15", "first_day": "2020-03-10"}
    given = to_engine(customers.drop(columns="last_age"))
    ours, theirs = (retention_curves(table, **columns, period="Q") for table in (customers, given))
    pd.testing.assert_frame_equal(ours.table, theirs.table)
    pd.testing.assert_frame_equal(ours.left_out, theirs.left_out)
    assert len(ours.left_out) == 3
    ours, theirs = (retention_rates(table, **columns) for table in (customers, given))
    pd.testing.assert_frame_equal(ours.table, theirs.table)
    assert (ours.table["still_there"] < ours.table["customers"]).sum() >= 4


def test_profit(to_engine, customers, rows):
    started = customers[["customer_id", "last_age"]]
    ours = tenure_profit(rows, started, profit="profit")
    theirs = tenure_profit(to_engine(rows), to_engine(started), profit="profit")
    pd.testing.assert_frame_equal(ours.table, theirs.table)
    pd.testing.assert_frame_equal(ours.left_out, theirs.left_out)
    assert len(ours.left_out) == 2
    ours, theirs = (
        first_and_repeat(table, profit="profit", known_from="2024-01-20") for table in (rows, to_engine(rows))
    )
    assert theirs.left_out == ours.left_out > 0
    assert (theirs.customers, theirs.repeaters) == (ours.customers, ours.repeaters)
    assert [theirs.first, theirs.first_of_all, theirs.repeat] == pytest.approx(
        [ours.first, ours.first_of_all, ours.repeat]
    )
