"""Discounting and the value of a contract: as Excel reckons, the laws, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.value import contract_value, fit_sbg, period_rate, present_value, segment_values
from casekit.value.contract_value import still_there
from casekit.value.discounting import discount_factors

rates = st.floats(0, 0.9)
shares = st.floats(0, 1)
money = st.floats(-1e5, 1e5)
curves = st.lists(st.floats(0.05, 1), min_size=2, max_size=9).map(lambda kept: np.cumprod([1.0, *kept]))
TIMINGS = ("start", "middle", "end")


def test_a_years_rate_as_a_months():
    assert period_rate(0.1, 12) == pytest.approx(0.00797414, abs=1e-8)  # and not 0.1 / 12 = 0.00833
    assert period_rate(0.1, 1) == pytest.approx(0.1)


@given(rate=rates, a_year=st.sampled_from([1, 2, 4, 12, 52]))
@settings(max_examples=60, deadline=None)
def test_the_periods_of_a_year_grow_to_its_rate(rate, a_year):
    assert (1 + period_rate(rate, a_year)) ** a_year == pytest.approx(1 + rate)


def test_as_npv_in_excel():
    """=NPV(10%, 100, 200, 300), and with the first payment today =100+NPV(10%, 200, 300)."""
    assert present_value([100, 200, 300], 0.1) == pytest.approx(481.5928, abs=1e-4)
    assert present_value([100, 200, 300], 0.1, timing="start") == pytest.approx(529.7521, abs=1e-4)


@given(flows=st.lists(money, min_size=1, max_size=8), rate=rates, a_year=st.sampled_from([1, 4, 12]))
@settings(max_examples=60, deadline=None)
def test_laws_of_present_value(flows, rate, a_year):
    start, middle, end = (present_value(flows, rate, periods_a_year=a_year, timing=timing) for timing in TIMINGS)
    growth = (1 + rate) ** (1 / a_year)
    assert start == pytest.approx(end * growth, abs=1e-6)
    assert middle == pytest.approx(end * growth**0.5, abs=1e-6)
    twice = present_value([2 * flow for flow in flows], rate, periods_a_year=a_year)
    assert twice == pytest.approx(2 * end, abs=1e-6)
    assert present_value(flows, 0) == pytest.approx(sum(flows), abs=1e-6)


def test_twelve_months_paid_at_the_end_of_the_year_are_a_year():
    assert present_value([0] * 11 + [100], 0.1, periods_a_year=12) == pytest.approx(100 / 1.1)


def test_four_years_by_hand():
    made = contract_value(300, [1, 0.8, 0.7, 0.65, 0.6], 0.1, periods=4)
    assert made.table.round(2).to_dict("list") == {
        "period": [1, 2, 3, 4],
        "still_there": [1.0, 0.8, 0.7, 0.65],
        "margin": [300.0] * 4,
        "discount_factor": [1.0, 0.91, 0.83, 0.75],
        "present_value": [300.0, 218.18, 173.55, 146.51],
    }
    assert made.value == float(made) == pytest.approx(838.242, abs=1e-3)
    at_the_end = contract_value(300, [1, 0.8, 0.7, 0.65, 0.6], 0.1, periods=4, timing="end")
    assert at_the_end.table["still_there"].tolist() == [0.8, 0.7, 0.65, 0.6]
    assert at_the_end.value == pytest.approx(300 * (0.8 / 1.1 + 0.7 / 1.21 + 0.65 / 1.331 + 0.6 / 1.4641))


@given(curve=curves, margin=money, rate=rates, timing=st.sampled_from(TIMINGS))
@settings(max_examples=60, deadline=None)
def test_laws_of_contract_value(curve, margin, rate, timing):
    periods = len(curve) - 1
    made = contract_value(margin, curve, rate, periods=periods, timing=timing)
    flows = made.table["margin"] * made.table["still_there"]
    assert made.value == pytest.approx(present_value(flows, rate, timing=timing), abs=1e-6)
    assert abs(made.value) <= abs(margin) * periods + 1e-6
    shorter = contract_value(margin, curve, rate, periods=periods - 1 or 1, timing=timing)
    assert abs(shorter.value) <= abs(made.value) + 1e-6
    fewer = contract_value(margin, curve**2, rate, periods=periods, timing=timing)  # a curve below
    assert abs(fewer.value) <= abs(made.value) + 1e-6


@given(
    segments=st.lists(st.tuples(st.integers(0, 50), shares), min_size=1, max_size=6),
    rate=rates,
    periods=st.integers(1, 30),
    timing=st.sampled_from(TIMINGS),
)
@settings(max_examples=60, deadline=None)
def test_the_mean_retention_is_worth_less_than_the_mean_of_values(segments, rate, periods, timing):
    """Jensen's inequality: value bends upwards in retention, so one rate for all is too low, never too high."""
    customers, kept = (np.array(column, dtype=float) for column in zip(*segments, strict=True))
    if not customers.sum():
        return
    table = pd.DataFrame({"segment": range(len(segments)), "customers": customers, "margin": 100, "retention": kept})
    together = segment_values(table, rate, periods=periods, timing=timing)["together"].sum() / customers.sum()
    mean = float(np.clip(np.average(kept, weights=customers), 0, 1))
    assert contract_value(100, mean, rate, periods=periods, timing=timing).value <= together + 1e-6


def test_segments_by_hand():
    """Loyal 90 %, fickle 50 %: 476.06 and 183.26; at the mean rate 70 % it would be 270.01 for both."""
    both = pd.DataFrame({"segment": ["loyal", "fickle"], "customers": [10, 30], "margin": 100, "retention": [0.9, 0.5]})
    values = segment_values(both, 0.1, periods=10)
    assert values["value"].round(2).tolist() == [476.06, 183.26]
    assert values["together"].round(1).tolist() == [4760.6, 5497.9]
    assert contract_value(100, 0.7, 0.1, periods=10).value < values["value"].mean()


def test_a_model_is_valued_as_its_curve():
    model = fit_sbg([1000, 631, 468, 382, 326, 289, 262, 241])
    own = contract_value(100, model, 0.1, periods=6, age=2)
    curve = contract_value(100, model.survival(np.arange(9)), 0.1, periods=6, age=2)
    assert own.value == pytest.approx(curve.value)
    assert own.table["still_there"].iloc[0] == 1


@pytest.mark.parametrize("age", [0, 1, 5])
def test_a_long_horizon_comes_to_the_endless_value(age):
    model = fit_sbg([1000, 869, 743, 653, 593, 551, 517, 491])
    ends = contract_value(100, model, 0.1, periods=400, age=age, timing="end").value
    assert ends == pytest.approx(model.residual_value(100, 0.1, renewals=age))
    starts = contract_value(100, model, 0.1, periods=400, age=age).value
    assert starts == pytest.approx(100 + model.residual_value(100, 0.1, renewals=age))


def test_who_has_stayed_is_worth_more_than_a_new_customer():
    model = fit_sbg([1000, 631, 468, 382, 326, 289, 262, 241])
    values = [contract_value(100, model, 0.1, periods=5, age=age).value for age in range(5)]
    assert values == sorted(values)
    one_rate = [contract_value(100, 0.8, 0.1, periods=5, age=age).value for age in range(5)]
    assert one_rate == pytest.approx([one_rate[0]] * 5)


@given(curve=curves, age=st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_shares_count_from_the_age(curve, age):
    periods = len(curve) - 1 - age
    if periods < 1:
        return
    found = still_there(curve, periods, age)
    assert found[0] == 1
    assert found * curve[age] == pytest.approx(curve[age:])


def test_a_margin_for_each_period():
    made = contract_value([300, 250], 0.8, 0.0, periods=2)
    assert made.value == pytest.approx(300 + 0.8 * 250)
    assert contract_value([300, 250], 0.8, 0.0, periods=2, revenue=[900, 250]).value == made.value


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"revenue": 299}, "margin is above the revenue"),
        ({"revenue": [400, 299, 400]}, "margin is above the revenue"),
        ({"revenue": "much"}, "The revenue must be one number"),
        ({"margin": float("nan")}, "The margin must be one number"),
        ({"margin": [300, 300]}, "one for each of the 3 periods"),
        ({"margin": None}, "The margin must be one number"),
        ({"retention": 1.2}, "give a share from 0 to 1"),
        ({"retention": 85}, "give a share from 0 to 1"),
        ({"retention": "high"}, "give a share from 0 to 1"),
        ({"retention": [0.8, 0.85, 0.9, 0.92]}, "must start with 1 .* rates of one period"),
        ({"retention": [1, 0.8, 0.85, 0.9]}, "can only fall"),
        ({"retention": [1, 0.5, -0.1, -0.2]}, "fall below 0"),
        ({"retention": [1, float("nan"), 0.5, 0.4]}, "none missing"),
        ({"retention": [1, 0.8, 0.7]}, "ends at age 2, and the sum needs it to age 3"),
        ({"retention": [1, 0.0, 0.0, 0.0, 0.0], "age": 1}, "Nobody is still there at age 1"),
        ({"age": -1}, "age must be a whole number"),
        ({"age": 0.5}, "age must be a whole number"),
        ({"discount_rate": 10}, "a share a year from 0 to below 1"),
        ({"discount_rate": 1}, "a share a year from 0 to below 1"),
        ({"discount_rate": -0.1}, "a share a year from 0 to below 1"),
        ({"discount_rate": "ten"}, "'ten' is no number"),
        ({"discount_rate": float("nan")}, "a share a year from 0 to below 1"),
        ({"periods": -3}, "whole number from 1 up, but it is -3"),
        ({"periods": 0}, "whole number from 1 up"),
        ({"periods": 2.5}, "whole number from 1 up"),
        ({"periods": float("inf")}, "whole number from 1 up"),
        ({"periods_a_year": 0}, "above 0, such as 12"),
        ({"timing": "later"}, "The timing is “later”"),
    ],
)
def test_refused(change, sentence):
    usual = {"margin": 300, "retention": 0.8, "discount_rate": 0.1, "periods": 3}
    with pytest.raises(CasekitError, match=sentence):
        contract_value(**{**usual, **change})


@pytest.mark.parametrize("flows", [[], [100, float("nan")], [100, float("inf")], 100, ["a hundred"]])
def test_missing_flows_are_refused(flows):
    with pytest.raises(CasekitError, match="none missing"):
        present_value(flows, 0.1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"customers": [1, -2]}, "number of customers, 0 or more"),
        ({"customers": [1, float("nan")]}, "number of customers, 0 or more"),
        ({"retention": [0.5, 1.5]}, "a share from 0 to 1"),
        ({"margin": [100, float("nan")]}, "The margin must be"),
    ],
)
def test_segments_refused(change, sentence):
    table = pd.DataFrame({"segment": ["a", "b"], "customers": [1, 2], "margin": 100.0, "retention": [0.5, 0.9]})
    with pytest.raises(CasekitError, match=sentence):
        segment_values(table.assign(**change), 0.1, periods=3)
    with pytest.raises(CasekitError, match="no column “stay”"):
        segment_values(table, 0.1, periods=3, retention="stay")


def test_factors_of_months():
    assert discount_factors(12, 0.1, periods_a_year=12)[-1] == pytest.approx(1 / 1.1)
    assert discount_factors(2, 0.1, timing="start").tolist() == pytest.approx([1, 1 / 1.1])


def test_a_value_in_a_line():
    assert repr(contract_value(1000, 1, 0, periods=3)) == "Value of a contract over 3 periods: 3,000.00"
