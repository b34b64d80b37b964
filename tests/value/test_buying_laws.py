"""Laws that hold for every set of customers: gradients, weights, order, units, bounds."""

import numpy as np
import pandas as pd
import pytest
from buying_toys import cdnow, drawn
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import minimize
from scipy.special import betaln

from casekit.errors import CasekitError
from casekit.value import bg_nbd, fit_bg_nbd, fit_gamma_gamma, fit_nbd, fit_pareto_nbd, gamma_gamma, nbd, pareto_nbd
from casekit.value.histories import Histories, histories

MODELS = [(bg_nbd, 4), (pareto_nbd, 4), (nbd, 2)]
FITS = [fit_bg_nbd, fit_pareto_nbd, fit_nbd]


def params(number):
    return st.lists(st.floats(-1.5, 1.5), min_size=number, max_size=number).map(np.exp)


def assert_slope(value_and_slope, at):
    slope = value_and_slope(at)[1]
    steps = 1e-5 * at
    numeric = [
        (value_and_slope(at + step)[0] - value_and_slope(at - step)[0]) / 2 / step.sum() for step in np.diag(steps)
    ]
    assert slope == pytest.approx(numeric, rel=1e-4, abs=1e-4 * np.abs(slope).max())


@pytest.mark.parametrize(("module", "number"), MODELS)
@given(data=st.data(), seed=st.integers(0, 50))
@settings(max_examples=15, deadline=None)
def test_the_slope_is_the_numeric_one(module, number, data, seed):
    seen = histories(drawn(seed, 150))
    assert_slope(lambda at: module.value_and_slope(at, seen), data.draw(params(number)) * [1, 3, 1, 3][:number])


@given(at=params(3), seed=st.integers(0, 50))
@settings(max_examples=15, deadline=None)
def test_the_slope_of_spending_is_the_numeric_one(at, seed):
    rows = drawn(seed, 150).query("frequency > 0")
    columns = rows["frequency"].to_numpy("float64"), rows["monetary_value"].to_numpy(), np.ones(len(rows))
    assert_slope(lambda p: gamma_gamma.value_and_slope(p, *columns), at)


@pytest.mark.parametrize("fit", [*FITS, fit_gamma_gamma])
def test_customers_twice_give_the_same_parameters_and_twice_the_log_likelihood(fit):
    once, twice = fit(drawn(1)), fit(pd.concat([drawn(1), drawn(1)]))
    assert dict(twice.params) == pytest.approx(dict(once.params), rel=1e-4)
    assert twice.log_likelihood == pytest.approx(2 * once.log_likelihood, rel=1e-9)
    assert twice.customers == 2 * once.customers


@pytest.mark.parametrize("fit", [*FITS, fit_gamma_gamma])
def test_the_order_of_rows_is_nothing(fit):
    here, there = fit(drawn(2)), fit(drawn(2).sample(frac=1, random_state=0))
    assert dict(there.params) == pytest.approx(dict(here.params), rel=1e-4)
    assert there.log_likelihood == pytest.approx(here.log_likelihood, rel=1e-10)


@pytest.mark.parametrize("fit", FITS)
def test_days_for_weeks_scale_the_times_alone(fit):
    weeks = drawn(3)
    days = weeks.assign(recency=weeks["recency"] * 7, T=weeks["T"] * 7)
    slow, fast = fit(weeks, time_unit="W"), fit(days, time_unit="D")
    for name, value in slow.params.items():
        assert fast.params[name] == pytest.approx(value * (7 if name in fit(weeks).times else 1), rel=2e-3)
    # the density of each repeat purchase is a seventh as high
    assert fast.log_likelihood == pytest.approx(slow.log_likelihood - weeks["frequency"].sum() * np.log(7), rel=1e-8)
    expected = [model.expected_purchases(t)["expected_purchases"] for model, t in ((slow, 10), (fast, 70))]
    assert expected[1].to_numpy() == pytest.approx(expected[0].to_numpy(), rel=1e-3)


def test_money_in_cents_scales_gamma_alone():
    yuan = drawn(4)
    whole, cents = fit_gamma_gamma(yuan), fit_gamma_gamma(yuan.assign(monetary_value=yuan["monetary_value"] * 100))
    assert cents.params["gamma"] == pytest.approx(100 * whole.params["gamma"], rel=1e-6)
    assert cents.params["p"] == pytest.approx(whole.params["p"], rel=1e-6)
    assert cents.log_likelihood == pytest.approx(whole.log_likelihood - whole.customers * np.log(100))


@pytest.mark.parametrize("fit", FITS)
def test_a_chance_is_one_and_purchases_rise_with_the_time_ahead(fit):
    model = fit(drawn(5))
    chance = model.probability_alive()["probability_alive"]
    assert chance.between(0, 1).all()
    ahead = [model.expected_purchases(t)["expected_purchases"].to_numpy() for t in (1, 5, 25, 125)]
    assert (np.diff(ahead, axis=0) > 0).all() and (ahead[0] > 0).all()


@pytest.mark.parametrize("fit", [fit_bg_nbd, fit_pareto_nbd])
def test_silence_lowers_the_chance_and_sooner_for_frequent_buyers(fit):
    model = fit(cdnow())
    silence = np.arange(0.0, 40.0)
    rare, often = (model.alive(np.full(40, x), np.full(40, 20.0), 20.0 + silence) for x in (1.0, 12.0))
    assert (np.diff(rare) < 0).all() and (np.diff(often) < 0).all()
    assert often[-1] < rare[-1]


def test_bg_nbd_takes_every_one_time_buyer_for_alive_and_pareto_does_not():
    once = cdnow()["frequency"].to_numpy() == 0
    assert (fit_bg_nbd(cdnow()).probability_alive()["probability_alive"][once] == 1).all()
    assert (fit_pareto_nbd(cdnow()).probability_alive()["probability_alive"][once] < 1).all()


@pytest.mark.parametrize(("x", "t_x", "age"), [(0, 0, 0), (2, 30.43, 38.86), (1000, 38.0, 38.1)])
def test_expected_purchases_are_the_integral_over_rate_and_chance(x, t_x, age):
    """By hand: given rate and chance p it is (1 − e^(−rate p t)) / p; the gamma's integral over the rate is known."""
    model = fit_bg_nbd(cdnow())
    r, alpha, a, b = model.params.values()
    alpha, r, b, t = alpha + age, r + x, b + x, 39.0

    def of_chance(p):
        return (1 - (alpha / (alpha + p * t)) ** r) * np.exp(
            (a - 2) * np.log(p) + (b - 1) * np.log1p(-p) - betaln(a, b)
        )

    history = [np.array([float(value)]) for value in (x, t_x, age)]
    by_hand = quad(of_chance, 0, 1, points=[1e-3, 1e-2], limit=200)[0] * model.alive(*history)[0]
    assert model.ahead(t, *history)[0] == pytest.approx(by_hand, rel=1e-5)


def test_a_of_one_is_passed_without_a_jump():
    model = fit_bg_nbd(drawn(6))
    columns = [drawn(6)[name].to_numpy("float64") for name in ("frequency", "recency", "T")]

    def at(a):
        other = bg_nbd.BgNbd(
            {**model.params, "a": a}, model.log_likelihood, model.customers, "W", 1, 0.0, model.summary
        )
        return other.ahead(20, *columns)

    assert at(1.0) == pytest.approx((at(1 - 1e-4) + at(1 + 1e-4)) / 2, rel=1e-6)


def test_rows_are_counted_and_not_lost():
    table = pd.concat([drawn(7, 300)] * 3)
    x, t_x, age = (table[name].to_numpy("float64") for name in ("frequency", "recency", "T"))
    here = Histories.of(x, t_x, age)
    assert here.number == len(table)
    assert len(here.customers) == len(table[["frequency", "recency", "T"]].drop_duplicates())
    again = Histories.of(
        *(of.values[of.place] for of in (here.frequency, here.recency, here.age)), customers=here.customers
    )
    assert (again.customers == here.customers).all() and again.first_repeat == here.first_repeat
    assert (here.frequency.values[here.frequency.place][: here.first_repeat] == 0).all()


@pytest.mark.parametrize("seed", range(30))
def test_one_start_ends_at_the_top_that_many_starts_reach(seed):
    """On the mean log-likelihood; the worlds lie far apart, as do their units."""
    draw = np.random.default_rng(seed)
    unit = draw.choice([1.0, 7.0, 30.0])
    world = np.exp(draw.normal([-0.7, 1.5, -0.2, 1.0], 0.6)) * [1, unit, 1, 1]
    table = drawn(seed, 300, tuple(world), 60 * unit)
    seen = histories(table)

    def down(logarithms):
        value, slope = bg_nbd.value_and_slope(np.exp(logarithms), seen)
        return -value / 300, -slope * np.exp(logarithms) / 300

    starts = ([1, 5 * unit, 1, 2], [0.3, unit, 0.5, 5], [0.2, 20 * unit, 0.1, 1])
    best = min((minimize(down, np.log(start), jac=True, method="BFGS") for start in starts), key=lambda end: end.fun)
    if np.abs(best.x[2:]).max() > 7:  # a or b runs off, whoever climbs: nobody leaves, or all leave alike
        with pytest.raises(CasekitError, match="without end"):
            fit_bg_nbd(table)
    else:
        assert -fit_bg_nbd(table).log_likelihood / 300 <= best.fun + 1e-7


@pytest.mark.parametrize("fit", [fit_bg_nbd, fit_pareto_nbd])
def test_the_climb_on_a_part_first_ends_at_the_same_top(fit, monkeypatch):
    table = drawn(8, 3000)
    whole = fit(table)
    monkeypatch.setattr("casekit.value.histories.MANY", 500)
    assert histories(table).rough.number < 2500
    quick = fit(table)
    assert quick.log_likelihood == pytest.approx(whole.log_likelihood, abs=1e-6)
    assert dict(quick.params) == pytest.approx(dict(whole.params), rel=1e-3)
    assert quick.iterations < whole.iterations
