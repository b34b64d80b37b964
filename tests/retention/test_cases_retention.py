"""Harbour Telecom: model, uplift and budget learned from early campaigns, judged on later ones and on the truth."""

import numpy as np
import pandas as pd
import pytest
from harbour_snapshots import FEATURES, snapshot

import casekit
from casekit import retention

TRIAL = {"called": "called", "left": "left"}


@pytest.fixture(scope="module")
def harbour():
    return casekit.load_case("harbour-telecom")


@pytest.fixture(scope="module")
def early(harbour):
    return pd.concat([snapshot(harbour, f"C0{n}") for n in (2, 3, 4, 5)], ignore_index=True)


@pytest.fixture(scope="module")
def late(harbour):
    return pd.concat([snapshot(harbour, f"C0{n}") for n in (6, 7, 8)], ignore_index=True)


@pytest.fixture(scope="module")
def change(late):
    return late["if_left_alone"] - late["if_called"]


@pytest.fixture(scope="module")
def risk(early, late):
    model = retention.fit_churn(early[early["called"] == 0], target="left", features=FEATURES)
    return model.probability(late)


@pytest.fixture(scope="module")
def uplift(early, late):
    return retention.fit_uplift(early, **TRIAL, features=FEATURES).uplift(late)


def test_the_outcome_is_the_truth_of_the_side_drawn(late):
    expected = np.where(late["called"] == 1, late["if_called"], late["if_left_alone"])
    assert (late["left"] == expected).all()
    assert (retention.response_kinds(late["if_called"], late["if_left_alone"]) == late["response"]).all()


def test_the_call_works_and_the_text_message_does_not(harbour, early):
    call = retention.read_trial(early, **TRIAL)
    truth = (early["if_left_alone"] - early["if_called"]).mean()
    assert call.low < truth < call.high
    assert call.low > 0
    message = retention.read_trial(snapshot(harbour, "C01"), **TRIAL)
    assert not message.proven


def test_the_warning_on_later_quarters(late, risk):
    alone = late["called"] == 0
    assert retention.area_under_curve(risk[alone], late.loc[alone, "left"]) > 0.65
    found = retention.calibration(risk[alone], late.loc[alone, "left"], groups=5)
    assert ((found["low"] <= found["foretold"]) & (found["foretold"] <= found["high"])).sum() >= 4
    assert retention.lift(risk[alone], late.loc[alone, "left"]).set_index("share").loc[0.10, "lift"] > 2


def test_uplift_by_group_agrees_with_the_truth(late, uplift, change):
    found = retention.uplift_calibration(late, uplift=uplift, truth=change, groups=10, **TRIAL)
    assert ((found["low"] <= found["true"]) & (found["true"] <= found["high"])).sum() >= 9
    assert found["true"].iloc[-1] > 4 * change.mean()
    assert found["foretold"].iloc[-1] == pytest.approx(found["true"].iloc[-1], abs=0.03)


@pytest.mark.parametrize("called", [600, 1_200])
def test_ranking_by_uplift_saves_more_than_by_risk(late, risk, uplift, change, called):
    """Mistake 22: high risk is also what no call changes, such as a rival's offer in hand."""
    by_risk, by_uplift = (score.rank(ascending=False, method="first") <= called for score in (risk, uplift))
    assert change[by_uplift].sum() > change[by_risk].sum()
    assert late.loc[by_risk, "rival_offer"].sum() > 3 * late.loc[by_uplift, "rival_offer"].sum()


def test_both_rankings_are_better_than_a_lot_and_below_the_truth(late, risk, uplift, change):
    curves = [retention.qini_curve(late, score=score, **TRIAL, draws=50) for score in (risk, uplift, change)]
    assert all(curve.area_low > 0 for curve in curves)
    assert curves[2].area > max(curves[0].area, curves[1].area)


def test_the_budget_against_rules_of_thumb_and_the_best_possible(late, risk, uplift, change):
    offers = late.assign(
        customer_id=late.index,
        cost=20.0,
        gain=uplift * late["margin"] - 20,
        risk=risk,
        at_risk=retention.value_at_risk(risk, margin=late["margin"]),
        true_gain=change * late["margin"] - 20,
    )
    chosen = retention.allocate_budget(offers, budget=30_000)
    assert chosen.proven
    rules = [retention.allocate_by_rule(offers, budget=30_000, by=by) for by in ("risk", "at_risk")]
    best = retention.allocate_budget(offers.assign(gain=offers["true_gain"]), budget=30_000)
    by_risk, by_value_at_risk, by_uplift, possible = (one.chosen["true_gain"].sum() for one in (*rules, chosen, best))
    print(f"risk {by_risk:,.0f}, value at risk {by_value_at_risk:,.0f}, uplift {by_uplift:,.0f}, best {possible:,.0f}")
    assert by_risk < by_value_at_risk < by_uplift < possible
    assert best.gain == pytest.approx(possible)
