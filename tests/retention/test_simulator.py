"""From retention to profit, new beside kept, a member plan's return, discounts and coming back."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.retention import (
    Firm,
    cost_new_and_kept,
    discount_and_repurchase,
    member_plan_return,
    read_trial,
    simulate_retention,
)

FIRM = Firm(customers=1_000, retention=0.8, margin=100, joiners=200, keep_cost=10, win_cost=150)
CLAIM = {"points": 0.05, "claimed_profit_growth": 0.8}  # figures of this test: the source's are lost


def test_two_years_by_hand():
    """Steady before: 800 kept and 200 joined, 1,000 × 90 − 200 × 150 = 60,000 a year. After: 1,050, then 1,092.5."""
    found = simulate_retention(FIRM, **CLAIM, years=2)
    assert found.table["profit_before"].tolist() == [60_000, 60_000]
    assert found.table["customers_after"].tolist() == [1_050, pytest.approx(1_092.5)]
    assert found.table["profit_after"].tolist() == [64_500, pytest.approx(68_325)]
    assert found.gain == pytest.approx(12_825)
    assert found.profit_change == pytest.approx(12_825 / 120_000)
    assert found.elasticity == pytest.approx((12_825 / 120_000) / (0.05 / 0.8))
    assert found.break_even_cost == pytest.approx(12_825 / (1_050 + 1_092.5))
    discounted = simulate_retention(FIRM, **CLAIM, years=2, discount_rate=0.1)
    assert discounted.before == pytest.approx(60_000 / 1.1 + 60_000 / 1.21)


def test_the_lost_figures_have_no_default_and_are_marked():
    with pytest.raises(TypeError, match="points"):
        simulate_retention(FIRM, years=3)
    found = simulate_retention(FIRM, **CLAIM, years=3)
    assert found.assumed["taken"].tolist() == [0.05, 0.8]
    assert found.assumed["source"].tolist() == ["lost in the source; yours"] * 2
    assert found.assumed["simulated"].iloc[1] == pytest.approx(found.profit_change)


firms = st.builds(
    Firm,
    customers=st.integers(1, 5_000),
    retention=st.floats(0.3, 0.9),
    margin=st.integers(20, 500),
    joiners=st.integers(0, 500),
    keep_cost=st.integers(0, 10),
    win_cost=st.integers(0, 300),
)


@given(firms, st.floats(0.001, 0.1), st.integers(1, 12), st.floats(0, 0.2))
@settings(deadline=None, max_examples=60)
def test_laws_of_the_simulator(firm, points, years, rate):
    given_ = {"points": points, "claimed_profit_growth": 1, "years": years, "discount_rate": rate}
    free = simulate_retention(firm, **given_)
    assert free.gain > 0  # keeping more, for nothing, of customers who pay
    at_cost = simulate_retention(firm, **given_, programme_cost=free.break_even_cost)
    assert at_cost.gain == pytest.approx(0, abs=1e-6 * max(abs(free.before), abs(free.after), 1))
    worse = simulate_retention(firm, **{**given_, "points": -points})
    assert worse.gain < 0
    table = free.table
    assert (table["kept_after"] + table["joined_after"]).tolist() == pytest.approx(table["customers_after"].tolist())
    longer = simulate_retention(firm, **{**given_, "years": years + 1})
    assert longer.gain > free.gain


def test_a_firm_that_makes_a_loss_has_no_elasticity():
    found = simulate_retention(Firm(10, 0.8, 1, joiners=10, win_cost=100), **CLAIM, years=1)
    assert found.before < 0
    assert np.isnan(found.elasticity)


@pytest.mark.parametrize(
    ("firm", "given", "sentence"),
    [
        ({}, {"points": 0}, "is no share above 0 and at most 1"),
        ({}, {"points": 0.3}, "\\+30.0% on a retention of 80.0%"),
        ({}, {"years": 0}, "at least one year"),
        ({}, {"programme_cost": -1}, "a cost from 0 on"),
        ({"retention": 80}, {}, "Retention is a share above 0 and at most 1"),
        ({"joiners": -1}, {}, "“joiners” must be 0 or more"),
        ({"margin": float("nan")}, {}, "The margin a customer and year must be known"),
    ],
)
def test_what_cannot_be_simulated_is_told(firm, given, sentence):
    with pytest.raises(CasekitError, match=sentence):
        simulate_retention(
            Firm(**{"customers": 1, "retention": 0.8, "margin": 1, **firm}), **{**CLAIM, "years": 1, **given}
        )


def test_new_beside_kept():
    found = cost_new_and_kept(spent_on_new=60_000, new=200, spent_on_kept=40_000, kept=800)
    assert found["cost_each"].tolist() == [300, 50]
    assert found["times_kept"].tolist() == [6, 1]
    with pytest.raises(CasekitError, match="at least one new and one kept"):
        cost_new_and_kept(spent_on_new=1, new=0, spent_on_kept=1, kept=1)


def plan(members, members_left, others, others_left):
    rows = [(1, k < members_left, k % 2) for k in range(members)] + [(0, k < others_left, 0) for k in range(others)]
    return pd.DataFrame(rows, columns=["member", "left", "again"]).astype(int)


MEMBERS = {"member": "member", "left": "left", "repurchased": "again"}


def test_members_beside_others_is_no_effect_and_a_trial_is():
    table = plan(200, 10, 800, 120)
    seen = member_plan_return(table, **MEMBERS, cost=2_000, margin=300)
    assert seen.difference == pytest.approx(0.10)
    assert seen.low < 0.10 < seen.high
    assert not seen.causal
    assert np.isnan(seen.roi)
    lot = pd.DataFrame(
        {"called": [1] * 500 + [0] * 500, "left": [k < 40 for k in range(500)] + [k < 60 for k in range(500)]}
    )
    known = member_plan_return(
        table, **MEMBERS, cost=2_000, margin=300, trial=read_trial(lot, called="called", left="left")
    )
    assert known.causal
    assert known.retained == pytest.approx(0.04 * 200)
    assert known.cost_a_retained == pytest.approx(250)
    assert known.roi == pytest.approx((8 * 300 - 2_000) / 2_000)
    assert known.table["repurchase_rate"].tolist() == [0.5, 0]


def test_a_plan_that_cannot_be_judged_is_told():
    for table, given_, sentence in [
        (plan(10, 1, 0, 0), {}, "no members, or nobody else"),
        (plan(10, 1, 10, 1), {"cost": 0}, "cost must be above 0"),
        (plan(10, 1, 10, 1).assign(left=3), {}, "“left” must be 1 or 0"),
    ]:
        with pytest.raises(CasekitError, match=sentence):
            member_plan_return(table, **{**MEMBERS, "cost": 1, "margin": 1, **given_})


def test_a_discount_and_coming_back():
    """Against SciPy's interval, and what the sign says."""
    from scipy.stats import pearsonr

    draw = np.random.default_rng(3)
    table = pd.DataFrame({"discount": draw.uniform(0, 0.3, 400)})
    table["again"] = (draw.random(400) < 0.6 - table["discount"]).astype(int)
    found = discount_and_repurchase(table, discount="discount", repurchase="again")
    expected = pearsonr(table["discount"], table["again"])
    assert found.r == pytest.approx(expected.statistic)
    ends = expected.confidence_interval(0.95)
    assert (found.low, found.high) == (pytest.approx(ends.low, abs=1e-9), pytest.approx(ends.high, abs=1e-9))
    assert found.p == pytest.approx(expected.pvalue, rel=0.15)
    assert found.sign == "one falls as the other rises"
    flipped = discount_and_repurchase(table.assign(again=1 - table["again"]), discount="discount", repurchase="again")
    assert (flipped.r, flipped.sign) == (pytest.approx(-found.r), "rise together")
    few = discount_and_repurchase(table.head(12), discount="discount", repurchase="again")
    assert few.sign == "cannot be told"
    for change, sentence in [({"again": 1}, "“again” is the same for all"), ({"discount": np.nan}, "no “discount”")]:
        with pytest.raises(CasekitError, match=sentence):
            discount_and_repurchase(table.assign(**change), discount="discount", repurchase="again")
