"""The shifted beta-geometric model: the published figures, its likelihood and slopes, what it must refuse."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaln

from casekit.errors import CasekitError
from casekit.value import fit_sbg
from casekit.value.sbg import ShiftedBetaGeometric, value_and_slope

REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]
# years 8 to 12, which the authors left out of the fit
REGULAR_LATER = [0.223, 0.207, 0.194, 0.183, 0.173]
HIGH_END_LATER = [0.468, 0.445, 0.427, 0.409, 0.394]

positive = st.floats(0.05, 20)


@pytest.mark.parametrize(
    ("counts", "gamma", "delta", "likelihood"),
    [(REGULAR, 0.704, 1.182, -1680.265), (HIGH_END, 0.668, 3.806, -1611.158)],
    ids=["regular", "high end"],
)
def test_published_parameters(counts, gamma, delta, likelihood):
    model = fit_sbg(counts)
    assert model.params == pytest.approx({"gamma": gamma, "delta": delta}, abs=0.0006)
    assert model.log_likelihood == pytest.approx(likelihood, abs=0.001)
    assert model.converged
    assert model.customers == 1000


@pytest.mark.parametrize(
    ("counts", "later", "within"),
    [(REGULAR, REGULAR_LATER, 0.004), (HIGH_END, HIGH_END_LATER, 0.017)],
    ids=["regular", "high end"],
)
def test_years_left_out_of_the_fit(counts, later, within):
    assert fit_sbg(counts).survival(np.arange(8, 13)) == pytest.approx(np.array(later), abs=within)


def test_one_rate_for_all_is_far_off_in_the_years_left_out():
    lost, asked = 1000 - REGULAR[-1], sum(REGULAR[:-1])
    one_rate = (1 - lost / asked) ** np.arange(8, 13)
    ours = fit_sbg(REGULAR).survival(np.arange(8, 13))
    assert np.abs(one_rate - REGULAR_LATER).min() > 10 * np.abs(ours - REGULAR_LATER).max()


@given(
    gamma=positive, delta=positive, lost=st.lists(st.integers(0, 50), min_size=2, max_size=6), rest=st.integers(1, 99)
)
@settings(max_examples=50, deadline=None)
def test_the_likelihood_is_the_papers(gamma, delta, lost, rest):
    """Chance to leave at t: B(γ + 1, δ + t − 1) / B(γ, δ); to be there after the last: B(γ, δ + n) / B(γ, δ)."""
    there = rest + sum(lost) - np.concatenate(([0], np.cumsum(lost)))
    value, _slope = value_and_slope(np.array([gamma, delta]), there[:-1], there[1:])
    t = np.arange(1, len(lost) + 1)
    paper = np.array(lost) @ (betaln(gamma + 1, delta + t - 1) - betaln(gamma, delta))
    paper += rest * (betaln(gamma, delta + len(lost)) - betaln(gamma, delta))
    assert value == pytest.approx(paper, rel=1e-8, abs=1e-6)


@given(gamma=positive, delta=positive)
@settings(max_examples=50, deadline=None)
def test_slopes_are_those_of_the_likelihood(gamma, delta):
    asked, stayed = np.array(HIGH_END[:-1]), np.array(HIGH_END[1:])
    _value, slope = value_and_slope(np.array([gamma, delta]), asked, stayed)
    for place, at in enumerate((gamma, delta)):
        step = np.zeros(2)
        step[place] = 1e-6 * at
        up = value_and_slope(np.array([gamma, delta]) + step, asked, stayed)[0]
        down = value_and_slope(np.array([gamma, delta]) - step, asked, stayed)[0]
        assert slope[place] == pytest.approx((up - down) / (2 * step[place]), rel=1e-4, abs=1e-3)


def test_no_other_parameters_are_likelier():
    model, asked, stayed = fit_sbg(REGULAR), np.array(REGULAR[:-1]), np.array(REGULAR[1:])
    for gamma in (0.5, 0.69, 0.72, 1.5):
        for delta in (0.8, 1.16, 1.20, 3.0):
            assert value_and_slope(np.array([gamma, delta]), asked, stayed)[0] < model.log_likelihood


def test_cohorts_of_different_ages_together():
    parts = {"2016": [600, 379, 281, 229], "2017": [400, 252, 187], "2018": [90]}
    together = fit_sbg(parts)
    added = pd.DataFrame({"age": [1, 2, 3], "customers": [1000, 631, 281], "still_there": [631, 468, 229]})
    assert together.params == pytest.approx(fit_sbg(added).params)


def test_equal_cohorts_are_one_cohort_twice_as_large():
    one, two = fit_sbg(REGULAR), fit_sbg({"a": REGULAR, "b": REGULAR})
    assert two.params == pytest.approx(one.params, rel=1e-5)
    assert two.log_likelihood == pytest.approx(2 * one.log_likelihood)


def test_customers_watched_only_from_a_later_age_tell_the_same():
    """The model's own shares, half of the customers seen from renewal 3 on: the fit finds its parameters."""
    true = ShiftedBetaGeometric(0.8, 2.5, 0.0, 0.0)
    there = 1e6 * true.survival(np.arange(9))
    late = np.where(np.arange(8) >= 3, 2.0, 1.0)
    table = pd.DataFrame({"age": range(1, 9), "customers": there[:-1] * late, "still_there": there[1:] * late})
    assert fit_sbg(table).params == pytest.approx({"gamma": 0.8, "delta": 2.5}, rel=1e-3)


@given(gamma=positive, delta=positive)
@settings(max_examples=60, deadline=None)
def test_retention_rises_and_makes_up_survival(gamma, delta):
    model, t = ShiftedBetaGeometric(gamma, delta, 0.0, 1.0), np.arange(1, 12)
    rates = model.retention(t)
    assert (np.diff(rates) > 0).all()
    assert model.survival(0) == pytest.approx(1)
    assert model.survival(t) == pytest.approx(np.cumprod(rates))
    assert rates[0] == pytest.approx(delta / (gamma + delta))


@given(
    gamma=positive,
    delta=positive,
    rate=st.floats(0.05, 0.5),
    renewals=st.integers(0, 8),
    wait=st.floats(0, 1),
)
@settings(max_examples=40, deadline=None)
def test_residual_value_is_the_long_sum(gamma, delta, rate, renewals, wait):
    model, k = ShiftedBetaGeometric(gamma, delta, 0.0, 1.0), np.arange(1, 1500)
    there = model.survival(renewals + k) / model.survival(renewals)
    summed = 250 * (there * (1 + rate) ** -(wait + k - 1)).sum()
    assert model.residual_value(250, rate, renewals=renewals, until_renewal=wait) == pytest.approx(summed, rel=1e-8)


def test_residual_value_of_a_present_customer_as_published():
    """High end, seven renewals made, about to decide on the eighth, 10 %: 7.530 payments in today's money."""
    model = fit_sbg(HIGH_END)
    assert model.residual_value(1, 0.1, renewals=7, until_renewal=0) == pytest.approx(7.530, abs=0.001)


@given(gamma=positive, delta=positive)
@settings(max_examples=60, deadline=None)
def test_who_has_stayed_is_worth_more(gamma, delta):
    model = ShiftedBetaGeometric(gamma, delta, 0.0, 1.0)
    values = [model.residual_value(100, 0.1, renewals=n) for n in range(6)]
    assert (np.diff(values) > 0).all()


@pytest.mark.parametrize(
    ("customers", "sentence"),
    [
        ([1000, 631], "Two renewals at least"),
        ([], "Two renewals at least"),
        ({}, "Two renewals at least"),
        ({"2024": [90], "2023": [80, 70]}, "Two renewals at least"),
        ([1000, 700, 800], "only become fewer"),
        ([1000, 700, -1], "only become fewer"),
        ([1000, float("nan"), 500], "none missing"),
        (["many", "few", "none"], "list of numbers"),
        (1000, "list of numbers"),
        ([500, 500, 500], "Nobody has left"),
        ([500, 0, 0], "Two renewals at least"),
        ({"a": [500, 0], "b": [500, 0, 0]}, "Two renewals at least"),
        ([1000, 500, 250, 125], "does not slow down.*one rate, 50.0%"),
        ([100, 100, 99], "does not slow down.*one rate, 0.5%"),
        ([100, 90, 70, 40], "does not slow down"),
        ([1000, 1, 1], "no best fit"),
        ([2, 1, 0], "does not slow down"),
        (pd.DataFrame({"age": [1, 2], "customers": [9, 5]}), "must have age, customers and still_there"),
        (pd.DataFrame({"age": [1, 1], "customers": [9, 5], "still_there": [5, 4]}), "every age 1, 2, 3"),
        (pd.DataFrame({"age": [1, 2], "customers": [9, 5], "still_there": [5, 6]}), "not more can be there"),
    ],
)
def test_refused(customers, sentence):
    with pytest.raises(CasekitError, match=sentence):
        fit_sbg(customers)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"discount_rate": 0}, "above 0 and below 1"),
        ({"discount_rate": 10}, "above 0 and below 1"),
        ({"discount_rate": 0.1, "renewals": -1}, "cannot be below 0"),
        ({"discount_rate": 0.1, "until_renewal": 2}, "0 to 1 periods away"),
    ],
)
def test_residual_value_refuses(given, sentence):
    with pytest.raises(CasekitError, match=sentence):
        ShiftedBetaGeometric(0.7, 1.2, 0.0, 1.0).residual_value(100, **given)


@pytest.mark.parametrize("ask", [lambda m: m.survival(-1), lambda m: m.retention([1, 0]), lambda m: m.survival("two")])
def test_a_curve_begins_with_its_first_renewal(ask):
    with pytest.raises(CasekitError, match="Renewals are counted from"):
        ask(ShiftedBetaGeometric(0.7, 1.2, 0.0, 1.0))


def test_a_model_tells_its_numbers_and_how_the_climb_went():
    model = fit_sbg(REGULAR)
    assert repr(model).startswith(
        "Shifted beta-geometric of contracts: gamma 0.7041, delta 1.182; log-likelihood -1,680.27"
    )
    assert repr(model).endswith("; converged")
    assert model.iterations > 0
    assert model.steepness < 1e-4
