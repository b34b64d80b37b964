"""The same customers on another engine give the same answers."""

import numpy as np
import pandas as pd
import pytest
from response_toys import FEATURES, campaign

from casekit import retention

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def customers():
    """Sixty trial customers who came and went, without two of one score."""
    table = campaign(120, seed=3).drop(columns="change")
    draw = np.random.default_rng(1)
    came = pd.Timestamp("2020-01-01") + pd.to_timedelta(draw.integers(0, 1_500, 120), unit="D")
    went = came + pd.to_timedelta(draw.integers(1, 900, 120), unit="D")
    table["came"], table["went"] = came.astype("datetime64[us]"), pd.Series(went).astype("datetime64[us]")
    table["went"] = table["went"].where(draw.random(120) < 0.6)
    table["left"] = (draw.random(120) < 0.4).astype("int64")
    table["called"] = table["called"].astype("int64")
    return table.assign(cost=draw.integers(5, 40, 120), gain=draw.integers(-20, 90, 120) + draw.random(120))


STAY = {"entered": "came", "left": "went"}
TRIAL = {"called": "called", "left": "left"}
SIGN = retention.Sign("at risk", "risk", 1, "a risk of {risk:.0%}", at_least=0.2)
CALLS = {
    "survival_curve": lambda t: retention.survival_curve(t, **STAY, as_of="2024-06-30", by="dear").table,
    "churn_rate": lambda t: retention.churn_rate(t, **STAY, start="2023-01-01", end="2023-12-31"),
    "fit_churn": lambda t: retention.fit_churn(t, target="left", features=FEATURES).weights,
    "read_trial": lambda t: retention.read_trial(t, **TRIAL),
    "fit_uplift": lambda t: np.sort(retention.fit_uplift(t, **TRIAL, features=FEATURES).uplift(t)),
    "qini_curve": lambda t: retention.qini_curve(t, **TRIAL, score="noise", draws=2).table["saved"],
    "uplift_calibration": lambda t: retention.uplift_calibration(t, **TRIAL, uplift="noise", groups=4),
    "warn": lambda t: retention.warn(t, [SIGN], red=1, amber=1),
    "churn_reasons": lambda t: retention.churn_reasons(t, reason="left", value="cost").table,
    "allocate_budget": lambda t: retention.allocate_budget(t, budget=300).chosen["customer_id"].sort_values(),
    "allocate_by_rule": lambda t: retention.allocate_by_rule(t, budget=300, by="risk").chosen["customer_id"],
    "route_accounts": lambda t: retention.route_accounts(t, grade="left", routes={0: "x", 1: "y"}),
    "idle": lambda t: retention.idle(t, date="came", as_of="2024-06-30"),
    "falls": lambda t: retention.falls(t, period="left", value="cost"),
    "outflow": lambda t: retention.outflow(t, period="left", balance="cost", more_than=0.1).left_out,
    "out_of_time_split": lambda t: (
        retention.out_of_time_split(t, prediction_date="came", test_from="2023-01-01", months=6)
        .later["cost"]
        .sort_values()
    ),
    "choices_against_truth": lambda t: retention.choices_against_truth(t, budget=300, true_gain="risk", rules=["cost"]),
    "active_rate": lambda t: retention.active_rate(t, origin="left", found_by_us=[1]),
}


@pytest.mark.parametrize("call", CALLS)
def test_same_answer(to_engine, customers, call):
    ours, theirs = CALLS[call](customers), CALLS[call](to_engine(customers))
    if isinstance(ours, pd.DataFrame):
        pd.testing.assert_frame_equal(ours, theirs, check_dtype=False)
    elif isinstance(ours, pd.Series):
        pd.testing.assert_series_equal(ours.reset_index(drop=True), theirs.reset_index(drop=True), check_dtype=False)
    elif isinstance(ours, np.ndarray):
        np.testing.assert_allclose(ours, theirs, atol=1e-6)
    else:
        assert ours == theirs


def test_a_pandas_table_keeps_its_index(customers):
    table = customers.set_index(customers["customer_id"] + 1_000)
    found = retention.fit_uplift(table, **TRIAL, features=FEATURES).uplift(table)
    assert found.index.equals(table.index)
    assert retention.fit_churn(table, target="left", features=FEATURES).probability(table).index.equals(table.index)
