"""What the next hour brings, against what hours have brought in the mean; and the best sharing of hours."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit import value
from casekit.errors import CasekitError

SERVED = pd.DataFrame(
    {
        "customer_id": ["steady", "new", "spoilt"],
        "hours": [10.0, 0, 40],
        "ceiling": [1000.0, 3000, 9000],
        "scale": [20.0, 50, 10],
    }
)
COLUMNS = {"ceiling": "ceiling", "scale": "scale"}


def test_the_declared_response():
    found = value.service_returns(SERVED, hours="hours", **COLUMNS).set_index("customer_id")
    assert found.loc["steady", "value"] == pytest.approx(1000 * (1 - math.exp(-0.5)))
    assert found.loc["steady", "average_return"] == pytest.approx(100 * (1 - math.exp(-0.5)))
    assert found.loc["steady", "marginal_return"] == pytest.approx(50 * math.exp(-0.5))
    assert found.loc["new", ["value", "marginal_return"]].tolist() == [0, 60]
    assert pd.isna(found.loc["new", "average_return"])
    assert pd.isna(found.loc["new", "average_place"])
    assert set(found["basis"]) == {"declared, not measured"}


def test_the_highest_average_can_have_the_lowest_margin():
    found = value.service_returns(SERVED, hours="hours", **COLUMNS).set_index("customer_id")
    assert found["average_place"].dropna().to_dict() == {"spoilt": 1, "steady": 2}
    assert found["marginal_place"].to_dict() == {"new": 1, "steady": 2, "spoilt": 3}


@given(st.lists(st.tuples(st.floats(1, 1e5), st.floats(1, 100), st.floats(0, 100)), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None)
def test_the_margin_is_the_slope_of_the_value_and_never_above_the_average(lines):
    table = pd.DataFrame(lines, columns=["ceiling", "scale", "hours"])
    table["customer_id"] = range(len(table))
    now = value.service_returns(table, hours="hours", **COLUMNS)
    more = value.service_returns(table.assign(hours=table["hours"] + 1e-4), hours="hours", **COLUMNS)
    slope = (more["value"] - now["value"]) / 1e-4
    assert slope.tolist() == pytest.approx(now["marginal_return"].tolist(), rel=1e-3, abs=1e-3)
    served = now["hours"] > 0.01
    assert (now["marginal_return"] <= now["average_return"] + 1e-6)[served].all()


def test_the_best_sharing_is_the_optimum_of_a_general_solver():
    from scipy.optimize import minimize

    draw, budget = np.random.default_rng(3), 60.0
    table = pd.DataFrame(
        {"customer_id": range(6), "ceiling": draw.uniform(500, 5000, 6), "scale": draw.uniform(3, 40, 6)}
    )
    ceiling, scale = table["ceiling"].to_numpy(), table["scale"].to_numpy()
    solved = minimize(
        lambda hours: -np.sum(ceiling * (1 - np.exp(-hours / scale))),
        np.full(6, budget / 6),
        jac=lambda hours: -ceiling / scale * np.exp(-hours / scale),
        bounds=[(0, None)] * 6,
        constraints={"type": "eq", "fun": lambda hours: hours.sum() - budget},
        options={"ftol": 1e-12, "maxiter": 500},
    )
    assert solved.success
    found = value.best_hours(table, budget, step=0.01, **COLUMNS)
    assert found["hours"].sum() == pytest.approx(budget)
    assert found["value"].sum() == pytest.approx(-solved.fun, rel=1e-6)
    assert found["hours"].tolist() == pytest.approx(solved.x.tolist(), abs=0.05)


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 40)), min_size=2, max_size=5), st.integers(1, 30))
@settings(max_examples=25, deadline=None)
def test_no_hour_moved_from_one_to_another_brings_more(lines, budget):
    table = pd.DataFrame(lines, columns=["ceiling", "scale"]).assign(customer_id=range(len(lines)))
    found = value.best_hours(table, budget, **COLUMNS)
    ceiling, scale = table["ceiling"].to_numpy(), table["scale"].to_numpy()
    best = found["value"].sum()
    assert found["hours"].sum() <= budget
    for giver in found.index[found["hours"] >= 1]:
        for taker in found.index.difference([giver]):
            hours = found["hours"].to_numpy(copy=True)
            hours[giver], hours[taker] = hours[giver] - 1, hours[taker] + 1
            assert np.sum(ceiling * (1 - np.exp(-hours / scale))) <= best + 1e-6


def test_hours_that_cost_more_than_they_bring_are_not_given():
    found = value.best_hours(SERVED, 1000, hour_cost=40, hours="hours", **COLUMNS)
    assert found["hours"].sum() < 1000
    assert (found["marginal_return"] < 41).all()
    assert found["change"].tolist() == (found["hours"] - found["hours_now"]).tolist()


def test_a_rest_of_the_budget_is_given_too():
    assert value.best_hours(SERVED, 2.5, **COLUMNS)["hours"].sum() == 2.5
    assert value.best_hours(SERVED, 0, **COLUMNS)["hours"].sum() == 0


def test_a_customer_whom_service_brings_nothing_gets_none():
    table = pd.DataFrame({"customer_id": ["a"], "ceiling": [0.0], "scale": [5.0]})
    assert value.best_hours(table, 10, **COLUMNS)["hours"].tolist() == [0]


@pytest.mark.parametrize(
    ("change", "options", "sentence"),
    [
        ({"scale": 0.0}, {}, "“scale” must be above 0"),
        ({"ceiling": -1.0}, {}, "“ceiling” is below 0"),
        ({"ceiling": np.nan}, {}, "1 row has no “ceiling”"),
        ({"customer_id": "new"}, {}, "1 customer stands in several rows"),
        ({}, {"budget": -1}, "“budget” cannot be -1"),
        ({}, {"budget": np.inf}, "“budget” cannot be inf"),
        ({}, {"step": 0}, "“step” cannot be 0"),
        ({}, {"step": 1e-9}, "over a million steps"),
        ({}, {"hour_cost": -5}, "“hour_cost” cannot be -5"),
    ],
)
def test_what_cannot_be_shared_out_is_told(change, options, sentence):
    table = SERVED.copy()
    for column, content in change.items():
        table.loc[0, column] = content
    with pytest.raises(CasekitError, match=sentence):
        value.best_hours(table, **{"budget": 10, **COLUMNS, **options})


def test_hours_below_0_are_told():
    with pytest.raises(CasekitError, match="cannot be below 0"):
        value.service_returns(SERVED.assign(hours=-1), hours="hours", **COLUMNS)
