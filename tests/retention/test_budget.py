"""The choice under a budget is the best there is: against every choice, and against a solver on the whole problem."""

from itertools import product
from unittest import mock

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.retention import allocate_budget, allocate_by_rule, choosing


@st.composite
def offers(draw):
    """Up to seven customers with one to three offers each, whole figures so that ties and tight budgets happen."""
    rows = []
    for who in range(draw(st.integers(1, 7))):
        for offer in range(draw(st.integers(1, 3))):
            cost, gain, hours = draw(st.integers(0, 9)), draw(st.integers(-5, 12)), draw(st.integers(0, 4))
            rows.append((who, f"offer {offer}", float(cost), float(gain), float(hours)))
    return pd.DataFrame(rows, columns=["customer_id", "offer", "cost", "gain", "hours"])


def every_choice(table, budget, hours, most, must):
    """The largest gain of all choices, none when there is none."""
    ways = [[None, *rows.itertuples()] for _who, rows in table.groupby("customer_id")]
    best = None
    for choice in product(*ways):
        taken = [one for one in choice if one is not None]
        if (
            sum(one.cost for one in taken) <= budget
            and sum(one.hours for one in taken) <= hours
            and len(taken) <= most
            and must <= {one.customer_id for one in taken}
        ):
            best = max(sum(one.gain for one in taken), -np.inf if best is None else best)
    return best


@pytest.mark.parametrize("first_core", [0, 1, 200])
@given(table=offers(), budget=st.integers(0, 30), hours=st.integers(0, 12), most=st.integers(0, 6), data=st.data())
@settings(max_examples=60, deadline=None)
def test_no_choice_is_better(first_core, table, budget, hours, most, data):
    """Also where the first core is too small, so that customers are decided by the bound."""
    with mock.patch.object(choosing, "_FIRST_CORE", first_core):
        compare_with_every_choice(table, budget, hours, most, data)


def compare_with_every_choice(table, budget, hours, most, data):
    must = data.draw(st.sets(st.sampled_from(sorted(table["customer_id"])), max_size=2))
    expected = every_choice(table, budget, hours, most, must)
    if expected is None:
        with pytest.raises(CasekitError, match="No choice keeps|must be called cost"):
            allocate_budget(table, budget=budget, hours=hours, most_customers=most, must=must)
        return
    found = allocate_budget(table, budget=budget, hours=hours, most_customers=most, must=must)
    assert found.gain == pytest.approx(expected)
    assert found.proven
    assert found.bound == pytest.approx(expected, rel=1e-5, abs=1e-5)
    assert found.cost == found.chosen["cost"].sum() <= budget
    assert found.chosen["hours"].sum() <= hours
    assert len(found.chosen) <= most
    assert not found.chosen["customer_id"].duplicated().any()
    assert must <= set(found.chosen["customer_id"])
    assert found.left_over == pytest.approx(budget - found.cost)


def whole_problem(table, budget, hours):
    """HiGHS on all offers at once."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    n = len(table)
    each = (table["customer_id"].to_numpy()[None, :] == table["customer_id"].unique()[:, None]).astype(float)
    rules = [
        LinearConstraint(table["cost"].to_numpy()[None, :], 0, budget),
        LinearConstraint(table["hours"].to_numpy()[None, :], 0, hours),
        LinearConstraint(each, 0, 1),
    ]
    result = milp(
        -table["gain"].to_numpy(),
        integrality=np.ones(n),
        bounds=Bounds(0, 1),
        constraints=rules,
        options={"mip_rel_gap": 1e-8},
    )
    return -result.fun


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("equal_costs", [True, False])
@pytest.mark.parametrize("first_core", [3, 200])
def test_as_a_solver_on_the_whole_problem(seed, equal_costs, first_core, monkeypatch):
    monkeypatch.setattr(choosing, "_FIRST_CORE", first_core)
    draw, n = np.random.default_rng(seed), 600
    table = pd.DataFrame({"customer_id": np.arange(n) // 2, "offer": np.arange(n) % 2})
    table["cost"] = 20.0 if equal_costs else draw.integers(5, 95, n).astype(float)
    table["gain"] = np.round(draw.normal(0, 1, n) * draw.lognormal(4, 1, n), 2)
    table["hours"] = np.round(draw.uniform(0.2, 2, n), 1)
    found = allocate_budget(table, budget=2_010, hours=60)
    assert found.gain == pytest.approx(whole_problem(table, 2_010, 60), rel=2e-6)
    assert found.proven


def test_thousands_of_equals_are_no_hard_case():
    """Four kinds of customers: a solver that tells them apart by name counts for minutes."""
    kind = np.arange(20_000) % 4
    table = pd.DataFrame(
        {
            "customer_id": np.arange(20_000),
            "cost": np.array([20.0, 23, 31, 5])[kind],
            "gain": np.array([5.0, 7, 11, -2])[kind],
        }
    )
    found = allocate_budget(table, budget=200_007)
    # 5,000 of gain 11 for 31 come first, then as many of gain 7 for 23 as 45,007 pays for: 1,956, and 19 are left.
    # One of them less pays for two of gain 5 for 20 (19 + 23 = 42): 10 instead of 7.
    assert found.gain == 5_000 * 11 + 1_955 * 7 + 2 * 5
    assert found.proven


def test_a_hundred_thousand_customers_are_decided_within_seconds():
    draw, n = np.random.default_rng(1), 100_000
    table = pd.DataFrame({"customer_id": np.arange(n), "cost": draw.uniform(10, 90, n).round(2)})
    table["gain"] = draw.normal(0, 1, n) * draw.lognormal(4, 1, n)
    told = []
    found = allocate_budget(table, budget=200_000, progress=told.append)
    assert found.proven
    assert told[0].startswith("Shares of offers allowed, no choice gains more than")
    greedy = allocate_by_rule(table.assign(rate=table["gain"] / table["cost"]), budget=200_000, by="rate")
    assert found.bound >= found.gain >= greedy.gain


@given(offers(), st.integers(0, 30))
@settings(max_examples=50, deadline=None)
def test_no_rule_of_thumb_is_better_and_more_money_never_harms(table, budget):
    best = allocate_budget(table, budget=budget)
    for by in ("gain", "cost", "hours"):
        rule = allocate_by_rule(table, budget=budget, by=by)
        assert rule.cost <= budget
        assert rule.gain <= best.gain + 1e-9
    assert allocate_budget(table, budget=budget + 5).gain >= best.gain - 1e-9


def test_a_rule_goes_down_its_list_and_passes_over_who_is_too_dear():
    table = pd.DataFrame(
        {"customer_id": list("abcd"), "cost": [30.0, 80, 30, 30], "gain": [1.0, 9, -2, 3], "risk": [0.9, 0.8, 0.7, 0.1]}
    )
    found = allocate_by_rule(table, budget=100, by="risk")
    assert found.chosen["customer_id"].tolist() == ["a", "c", "d"]
    assert (found.gain, found.cost, found.left_over) == (2, 90, 10)
    assert not found.proven  # a rule of thumb knows no bound
    assert found.bound == np.inf
    with pytest.raises(CasekitError, match="“budget” must be a number from 0 on"):
        allocate_by_rule(table, budget=-1, by="risk")
    with pytest.raises(CasekitError, match="no column “fame”"):
        allocate_by_rule(table, budget=1, by="fame")


def test_who_would_be_woken_is_not_called_unless_promised():
    table = pd.DataFrame({"customer_id": list("ab"), "cost": [1.0, 1], "gain": [-5.0, 3]})
    assert allocate_budget(table, budget=10).chosen["customer_id"].tolist() == ["b"]
    assert allocate_budget(table, budget=10, must=["a"]).gain == -2


def test_nothing_worth_an_offer_is_an_empty_choice():
    found = allocate_budget(pd.DataFrame({"customer_id": ["a"], "cost": [1.0], "gain": [-5.0]}), budget=10)
    assert (len(found.chosen), found.gain, found.left_over, found.proven) == (0, 0, 10, True)


GOOD = pd.DataFrame({"customer_id": list("abc"), "cost": [10.0, 20, 30], "gain": [5.0, 6, 7], "hours": [1.0, 1, 1]})


@pytest.mark.parametrize(
    ("table", "given", "sentence"),
    [
        (GOOD, {"budget": 25, "must": ["b", "a"]}, "must be called cost 30 at least, and the budget is 25"),
        (GOOD, {"budget": 60, "hours": 1.5, "must": ["a", "b"]}, "No choice keeps to the budget, the hours"),
        (GOOD, {"budget": 60, "most_customers": 1, "must": ["a", "b"]}, "No choice keeps to the budget, the hours"),
        (GOOD, {"budget": 60, "must": ["z"]}, "Customer z must be called but has no offer"),
        (GOOD, {"budget": -1}, "“budget” must be a number from 0 on"),
        (GOOD, {"budget": float("nan")}, "“budget” must be a number from 0 on"),
        (GOOD, {"budget": "much"}, "“budget” must be a number from 0 on"),
        (GOOD, {"budget": float("inf")}, "“budget” must be a number from 0 on"),
        (GOOD.assign(cost="dear"), {"budget": 1}, "“cost” must hold numbers"),
        (GOOD.assign(gain=[1, np.inf, 2]), {"budget": 1}, "1 rows have no “gain”"),
        (GOOD, {"budget": 1, "hours": -2}, "“hours” must be a number from 0 on"),
        (GOOD.drop(columns="gain"), {"budget": 1}, "no column “gain”"),
        (GOOD.assign(cost=[1, None, None]), {"budget": 1}, "2 offers have no “cost”"),
        (GOOD.assign(cost=[1, -1, 1]), {"budget": 1}, "“cost” cannot be below 0"),
        (GOOD.assign(customer_id=list("aab")), {"budget": 1}, "Customer a has the offer “call” twice"),
        ([1, 2], {"budget": 1}, "The offers must be a table"),
    ],
)
def test_what_cannot_be_is_told(table, given, sentence):
    with pytest.raises(CasekitError, match=sentence):
        allocate_budget(table, **given)


def test_a_choice_out_of_time_is_still_one_with_a_bound():
    draw, n = np.random.default_rng(2), 3_000
    table = pd.DataFrame({"customer_id": np.arange(n), "cost": draw.uniform(10, 90, n)})
    table["gain"], table["hours"] = table["cost"] + draw.uniform(0, 1, n), draw.uniform(0.5, 1, n)
    found = allocate_budget(table, budget=3_000, hours=40, seconds=0)
    assert found.cost <= 3_000 + 1e-6
    assert found.chosen["hours"].sum() <= 40 + 1e-6
    assert 0 < found.gain <= found.bound
    better = allocate_budget(table, budget=3_000, hours=40, seconds=3)
    assert found.gain <= better.gain + 1e-6
    assert better.bound >= found.gain - 1e-6
