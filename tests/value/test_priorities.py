"""Who comes first, how far a budget goes, and what came back of an investment."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit import value
from casekit.errors import CasekitError


def test_a_weighted_ranking():
    scores = pd.DataFrame(
        {"customer_id": list("abcd"), "value": [5, 3, 3, 9], "potential": [1, 4, 4, 9], "size": [2, 5, 5, None]}
    )
    found = value.priority_ranking(scores, {"value": 2, "potential": 1, "size": 1})
    assert found["customer_id"].tolist() == ["b", "c", "a", "d"]
    assert found["weighted_score"].tolist()[:3] == [3.75, 3.75, 3.25]
    assert found["place"].tolist() == [1, 1, 3, pd.NA]


def test_the_cut_is_made_where_the_money_ends():
    table = pd.DataFrame({"customer_id": list("abcd"), "brings": [300, 90, 40, 5], "costs": [100, 50, 10, 10]})
    found = value.cut_at_budget(table, 115, effect="brings", cost="costs")
    assert found["customer_id"].tolist() == ["c", "a", "b", "d"]
    assert found["return_rate"].tolist() == [4, 3, 1.8, 0.5]
    assert found["cumulative_cost"].tolist() == [10, 110, 160, 170]
    assert found["funded"].tolist() == [True, True, False, False]


def test_who_costs_more_than_it_brings_is_not_funded_with_money_left():
    table = pd.DataFrame({"customer_id": list("ab"), "brings": [30, 9], "costs": [10, 10]})
    assert value.cut_at_budget(table, 1000, effect="brings", cost="costs")["funded"].tolist() == [True, False]


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(1, 99)), min_size=1, max_size=12), st.integers(0, 500))
@settings(max_examples=25, deadline=None)
def test_the_funded_are_the_head_of_the_list_and_fit_the_budget(lines, budget):
    table = pd.DataFrame(lines, columns=["brings", "costs"]).assign(customer_id=range(len(lines)))
    found = value.cut_at_budget(table, budget, effect="brings", cost="costs")
    assert found.loc[found["funded"], "cost"].sum() <= budget
    assert found["funded"].is_monotonic_decreasing
    assert found["return_rate"].is_monotonic_decreasing


def test_return_on_investment():
    assert value.return_on_investment(130, 100) == 0.3
    assert value.return_on_investment(100, 100) == 0
    assert value.return_on_investment(pd.Series([0, 50]), pd.Series([10, 25])).tolist() == [-1, 1]


@pytest.mark.parametrize("investment", [0, -5, float("nan"), pd.Series([10, 0])])
def test_without_an_investment_there_is_no_return_on_it(investment):
    with pytest.raises(CasekitError, match="must be money above 0"):
        value.return_on_investment(100, investment)


@pytest.mark.parametrize(
    ("budget", "cost", "sentence"), [(-1, 5, "budget cannot be -1"), (1, 0, "“costs” must be above 0")]
)
def test_what_cannot_be_cut_is_told(budget, cost, sentence):
    table = pd.DataFrame({"customer_id": ["a"], "brings": [3], "costs": [cost]})
    with pytest.raises(CasekitError, match=sentence):
        value.cut_at_budget(table, budget, effect="brings", cost="costs")
