"""The published figures of CDNOW (1/10 sample, weeks 1 to 39, in weeks), each with the tolerance of its printing."""

import numpy as np
import pytest
from buying_toys import cdnow, transactions

from casekit.value import fit_bg_nbd, fit_gamma_gamma, fit_nbd, fit_pareto_nbd, lifetime_value

ONE = [np.array([value]) for value in (2.0, 30.43, 38.86)]


def test_the_customers_are_those_of_the_paper():
    table = cdnow()
    assert len(table) == 2357
    assert (table["frequency"] > 0).sum() == 946
    assert table["frequency"].sum() == 2457
    assert table["holdout_purchases"].sum() == 1882
    assert (table["holdout_time"] == 39).all()


@pytest.mark.parametrize(
    ("fit", "params", "log_likelihood"),
    [
        (fit_bg_nbd, {"r": 0.2426, "alpha": 4.4135, "a": 0.7929, "b": 2.4258}, -9582.43),
        (fit_pareto_nbd, {"r": 0.5533, "alpha": 10.578, "s": 0.6062, "beta": 11.668}, -9594.98),
        (fit_nbd, {"r": 0.3848, "alpha": 12.072}, -9763.66),
        (fit_gamma_gamma, {"p": 6.249, "q": 3.745, "gamma": 15.448}, -4055.92),
    ],
)
def test_the_parameters_are_the_published_ones(fit, params, log_likelihood):
    model = fit(cdnow())
    assert dict(model.params) == pytest.approx(params, rel=5e-4)
    assert model.log_likelihood == pytest.approx(log_likelihood, abs=0.011)
    assert model.converged and model.iterations > 3 and model.steepness < 1e-6


def test_bg_nbd_is_at_the_papers_figures_to_the_last_digit_printed():
    model = fit_bg_nbd(cdnow())
    assert [round(value, 3) for value in model.params.values()] == [0.243, 4.414, 0.793, 2.426]
    assert round(model.log_likelihood, 1) == -9582.4
    assert model.customers == 2357 and model.time_unit == "W"


def test_the_customer_of_the_published_example():
    model = fit_bg_nbd(cdnow())
    assert model.ahead(39, *ONE)[0] == pytest.approx(1.226, abs=5e-4)
    assert model.alive(*ONE)[0] == pytest.approx(0.7266, abs=5e-5)


def test_a_model_says_itself_in_a_line_with_its_unit():
    assert repr(fit_bg_nbd(cdnow())).startswith(
        "BG/NBD of 2,357 customers: r 0.2426, alpha 4.414 weeks, a 0.7929, b 2.426; log-likelihood -9,582.43; converged"
    )
    assert "s 0.6062, beta 11.67 weeks" in repr(fit_pareto_nbd(cdnow()))
    assert "946 customers who came back" in repr(fit_gamma_gamma(cdnow()))


def test_spending_of_the_published_customers():
    spend = fit_gamma_gamma(cdnow())
    assert spend.population_mean == pytest.approx(35.17, abs=0.005)
    published = spend.spend(np.array([2.0, 1, 0, 7]), np.array([22.35, 11.77, 0, 73.74]))
    assert published == pytest.approx([24.65, 18.91, 35.17, 71.46], abs=0.01)
    assert spend.expected_spend()["expected_spend"].iloc[0] == pytest.approx(24.65, abs=0.005)
    repeaters = cdnow()[cdnow()["frequency"] > 0]
    assert repeaters["frequency"].corr(repeaters["monetary_value"]) == pytest.approx(0.114, abs=0.0005)


def test_who_never_came_back_gets_the_populations_mean():
    spend = fit_gamma_gamma(cdnow())
    given = spend.expected_spend()["expected_spend"][cdnow()["frequency"] == 0]
    assert given.to_numpy() == pytest.approx(spend.population_mean)
    assert "never came back gets the population's mean" in spend.expected_spend.__doc__


def by_months(weeks_a_month: float) -> float:
    """The value of CDNOW's first customer as a well-known package computes it: 12 steps, 1 % each, at their ends."""
    model, spend = fit_bg_nbd(cdnow()), fit_gamma_gamma(cdnow())
    history = [cdnow()[name].to_numpy("float64")[:1] for name in ("frequency", "recency", "T")]
    money = spend.spend(history[0], cdnow()["monetary_value"].to_numpy()[:1])[0]
    upto = [model.ahead(step * weeks_a_month, *history)[0] if step else 0.0 for step in range(13)]
    return sum(money * (upto[step] - upto[step - 1]) / 1.01**step for step in range(1, 13))


def test_the_published_lifetime_values_right_and_wrong():
    right, wrong = by_months(4.345), by_months(30)  # 30 days a month, on a model in weeks
    assert right == pytest.approx(36.28, abs=0.02)
    assert wrong == pytest.approx(140.10, abs=0.1)
    assert wrong / right == pytest.approx(3.9, abs=0.05)


def test_our_lifetime_value_of_that_customer_lies_beside_the_published_one():
    table = lifetime_value(
        fit_bg_nbd(cdnow()),
        fit_gamma_gamma(cdnow()),
        horizon=12 * 4.345,
        discount_rate=1.01**12 - 1,
        time_unit="W",
    )
    assert table["lifetime_value"].iloc[0] == pytest.approx(36.28, rel=0.01)  # ours discounts within the month, too


def test_the_real_transactions_are_untouched():
    assert len(transactions()) == 6919
