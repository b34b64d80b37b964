"""Lifetime value: expected purchases times spending times margin, discounted; one unit throughout."""

import numpy as np
import pytest
from buying_toys import cdnow

from casekit.value import fit_bg_nbd, fit_gamma_gamma, fit_pareto_nbd, lifetime_value


def value(summary=None, **asked):
    model, spend = fit_bg_nbd(cdnow()), fit_gamma_gamma(cdnow())
    asked = {"horizon": 52, "discount_rate": 0.1, "time_unit": "W", **asked}
    return lifetime_value(model, spend, summary, **asked)["lifetime_value"].to_numpy()


def test_without_discount_it_is_purchases_times_spending():
    model, spend = fit_bg_nbd(cdnow()), fit_gamma_gamma(cdnow())
    product = model.expected_purchases(52)["expected_purchases"] * spend.expected_spend()["expected_spend"]
    assert value(discount_rate=0) == pytest.approx(product.to_numpy())


def test_margin_is_a_factor_and_discount_and_horizon_act_as_they_must():
    whole = value()
    assert value(margin=0.3) == pytest.approx(0.3 * whole)
    assert (value(discount_rate=0.2) < whole).all() and (value(horizon=60) > whole).all()
    assert value(discount_rate=0.2).sum() > whole.sum() / 1.1  # at most a year's further discount


def test_a_part_of_a_step_counts_as_a_part():
    low, middle, high = (value(horizon=horizon).sum() for horizon in (10, 10.5, 11))
    assert low < middle < high
    assert middle == pytest.approx((low + high) / 2, rel=1e-3)


def test_a_year_is_worth_the_same_in_days_as_in_weeks():
    days = cdnow().assign(recency=cdnow()["recency"] * 7, T=cdnow()["T"] * 7)
    days.attrs["time_unit"] = "D"
    model, spend = fit_bg_nbd(days), fit_gamma_gamma(days)
    there = lifetime_value(model, spend, horizon=364, discount_rate=0.1, time_unit="D")["lifetime_value"]
    assert there.to_numpy() == pytest.approx(value(), rel=1e-3)


@pytest.mark.parametrize("fit", [fit_bg_nbd, fit_pareto_nbd])
@pytest.mark.parametrize("horizon, rate", [(210.5, 0.1), (1040, 0.0), (1040, 0.9)])
def test_many_steps_are_worth_what_they_bring_one_by_one(fit, horizon, rate):
    model, spend = fit(cdnow()), fit_gamma_gamma(cdnow())
    some = cdnow().iloc[:40]
    ends = np.unique(np.append(np.arange(1.0, horizon + 1e-9), horizon))
    by_then = np.array([model.expected_purchases(end, some)["expected_purchases"] for end in ends])
    middles = (ends + np.append(0.0, ends[:-1])) / 2
    purchases = (1 + rate) ** -(middles * 7 / 365.25) @ np.diff(by_then, axis=0, prepend=0.0)
    worth = purchases * spend.expected_spend(some)["expected_spend"]
    found = lifetime_value(model, spend, some, horizon=horizon, discount_rate=rate, time_unit="W")["lifetime_value"]
    assert found.to_numpy() == pytest.approx(worth.to_numpy(), rel=1e-8)


def test_other_customers_can_be_valued():
    some = cdnow().iloc[10:20]
    assert value(some) == pytest.approx(value()[10:20])
    assert np.isfinite(value(cdnow().drop(columns="customer_id"))).all()
