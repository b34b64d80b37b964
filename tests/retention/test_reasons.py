"""Reasons ranked, and winning back beside replacing."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.retention import Way, churn_reasons, compare_ways

LEAVERS = pd.DataFrame(
    {
        "reason": ["price"] * 4 + ["service"] * 3 + ["moved"] * 2 + ["network"] * 1 + ["  ", None, "Unknown"],
        "value": [1.0] * 4 + [10.0] * 3 + [2.0] * 2 + [30.0] + [5.0] * 3,
    }
)


def test_the_first_reason_and_the_share_of_three():
    found = churn_reasons(LEAVERS, reason="reason", value="value")
    assert found.table["reason"].tolist() == ["price", "service", "moved", "network"]
    assert found.table["cumulative_share"].tolist() == pytest.approx([0.4, 0.7, 0.9, 1])
    assert found.first == "price"
    assert found.top(3) == pytest.approx(0.9)
    assert (found.known, found.unknown) == (10, 3)
    by_money = found.table.set_index("reason")["share_of_value"]
    assert by_money.idxmax() == "service"  # the most frequent reason is not the dearest
    assert by_money["price"] == pytest.approx(4 / 68)


@given(st.lists(st.sampled_from(["a", "b", "c", "d", None]), min_size=1, max_size=40))
@settings(deadline=None)
def test_shares_rise_to_the_whole(said):
    table = pd.DataFrame({"why": said})
    if not any(said):
        with pytest.raises(CasekitError, match="No leaver has a known reason"):
            churn_reasons(table, reason="why")
        return
    found = churn_reasons(table, reason="why")
    assert found.table["cumulative_share"].iloc[-1] == pytest.approx(1)
    assert found.table["leavers"].is_monotonic_decreasing
    assert found.known + found.unknown == len(said)
    assert found.table["leavers"].sum() == found.known


def test_reasons_that_cannot_be_ranked_are_told():
    with pytest.raises(CasekitError, match="no column “why”"):
        churn_reasons(LEAVERS, reason="why")
    with pytest.raises(CasekitError, match="13 rows have no “value”"):
        churn_reasons(LEAVERS.assign(value=None), reason="reason", value="value")


BACK = Way("win back", cost_a_try=30, success=0.2, margin=400)
NEW = Way("replace", cost_a_try=10, success=0.02, margin=600)


def test_who_does_not_come_is_paid_for_too():
    """30 a try, one in five: 150 a customer. 10 a try, one in fifty: 500 a customer."""
    found = compare_ways(NEW, BACK, budget=3_000).set_index("way")
    assert found.index.tolist() == ["win back", "replace"]
    assert found["cost_a_customer"].to_dict() == {"win back": pytest.approx(150), "replace": pytest.approx(500)}
    assert found["profit_a_customer"].to_dict() == {"win back": pytest.approx(250), "replace": pytest.approx(100)}
    assert found["return_rate"].to_dict() == {"win back": pytest.approx(250 / 150), "replace": pytest.approx(0.2)}
    assert found.loc["win back", "break_even"] == pytest.approx(30 / 400)
    assert found["customers"].to_dict() == {"win back": pytest.approx(20), "replace": pytest.approx(6)}
    assert found.loc["win back", "profit"] == pytest.approx(5_000)


@given(st.integers(1, 100), st.floats(0.01, 1), st.integers(1, 1_000))
@settings(deadline=None)
def test_at_break_even_nothing_is_left(cost, success, margin):
    way = compare_ways(Way("x", cost, success, margin), NEW).set_index("way").loc["x"]
    if way["break_even"] <= 1:
        assert Way("x", cost, way["break_even"], margin).profit_a_customer == pytest.approx(0, abs=1e-6)
    if abs(success / way["break_even"] - 1) > 1e-9:  # at the edge itself rounding decides
        assert (way["profit_a_customer"] > 0) == (success > way["break_even"])


def test_ways_that_make_no_sense_are_told():
    for call, sentence in [
        (lambda: Way("x", -1, 0.5, 1), "“x”: a try costs 0 or more"),
        (lambda: Way("x", 1, 0, 1), "the share that comes must be above 0"),
        (lambda: Way("x", 1, 0.5, float("nan")), "“x”: the margin must be known"),
        (lambda: compare_ways(BACK), "at least two ways"),
        (lambda: compare_ways(BACK, BACK), "each with a name of its own"),
        (lambda: compare_ways(BACK, NEW, budget=-1), "budget must be 0 or more"),
    ]:
        with pytest.raises(CasekitError, match=sentence):
            call()
