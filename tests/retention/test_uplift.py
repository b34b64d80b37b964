"""Uplift against the truth, the Qini curve against sums by hand, kinds of response."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from response_toys import FEATURES, campaign

from casekit.errors import CasekitError
from casekit.retention import (
    allocate_by_rule,
    fit_churn,
    fit_uplift,
    foretold_kinds,
    qini_curve,
    response_kinds,
    uplift_calibration,
    value_at_risk,
)

TRIAL = {"called": "called", "left": "left"}


@pytest.fixture(scope="module")
def earlier():
    return campaign(20_000, seed=11)


@pytest.fixture(scope="module")
def later():
    return campaign(20_000, seed=12)


@pytest.mark.parametrize("method", ["two models", "transformed outcome"])
def test_uplift_finds_whom_a_call_changes(earlier, later, method):
    found = fit_uplift(earlier, **TRIAL, features=FEATURES, method=method).uplift(later)
    assert found.corr(later["change"]) > 0.85
    assert found[later["complaint"]].mean() == pytest.approx(later.loc[later["complaint"], "change"].mean(), abs=0.03)
    assert found[later["bound"] & ~later["complaint"]].mean() < 0


@pytest.mark.parametrize("method", ["two models", "transformed outcome"])
def test_a_lot_that_calls_few_gives_the_same_uplift(later, method):
    few = campaign(40_000, seed=13, called=0.2)
    found = fit_uplift(few, **TRIAL, features=FEATURES, method=method).uplift(later)
    assert found.mean() == pytest.approx(later["change"].mean(), abs=0.015)
    assert found.corr(later["change"]) > 0.8


def test_to_call_by_risk_saves_less_than_to_call_by_uplift(earlier, later):
    """Mistake 22: those most likely to leave are the dear, whom no call changes."""
    uplift = fit_uplift(earlier, **TRIAL, features=FEATURES).uplift(later)
    risk = fit_churn(earlier[~earlier["called"]], target="left", features=FEATURES).probability(later)
    by_uplift, by_risk = (qini_curve(later, score=score, **TRIAL, draws=50) for score in (uplift, risk))
    assert by_uplift.area_low > by_risk.area > 0
    truth = later["if_left_alone"].astype(float) - later["if_called"]
    offers = later.assign(cost=1.0, gain=truth, risk=risk, uplift=uplift)
    saved = {by: allocate_by_rule(offers, budget=3_000, by=by).gain for by in ("risk", "uplift")}
    assert saved["uplift"] > 1.3 * saved["risk"]


def test_the_deciles_of_uplift_agree_with_the_trial_and_with_the_truth(earlier, later):
    uplift = fit_uplift(earlier, **TRIAL, features=FEATURES).uplift(later)
    truth = later["if_left_alone"].astype(int) - later["if_called"].astype(int)
    found = uplift_calibration(later, uplift=uplift, truth=truth, groups=5, **TRIAL)
    assert found["customers"].sum() == 20_000
    assert ((found["low"] <= found["true"]) & (found["true"] <= found["high"])).sum() >= 4
    assert found["foretold"].is_monotonic_increasing
    assert found["foretold"].iloc[-1] == pytest.approx(found["true"].iloc[-1], abs=0.03)
    assert found["true"].iloc[0] < 0 < found["true"].iloc[-1]


def test_a_decile_without_anybody_called_has_no_difference():
    table = pd.DataFrame({"called": [0] * 20 + [1] * 20, "left": [1, 0] * 20, "u": [0.0] * 20 + [1.0] * 20})
    found = uplift_calibration(table, uplift="u", groups=2, **TRIAL)
    assert found["seen"].isna().all()
    assert found["control"].tolist() == [20, 0]
    with pytest.raises(CasekitError, match="at least two groups"):
        uplift_calibration(table, uplift="u", groups=1, **TRIAL)
    with pytest.raises(CasekitError, match="one known uplift"):
        uplift_calibration(table, uplift=[0.1], **TRIAL)
    with pytest.raises(CasekitError, match="Uplifts and the truth must be known numbers"):
        uplift_calibration(table.assign(u="much"), uplift="u", **TRIAL)
    with pytest.raises(CasekitError, match="The confidence must be between 0 and 1"):
        uplift_calibration(table, uplift="u", confidence=95, **TRIAL)


def qini_by_hand(table, scores):
    """Saved if all from each score on are called: (share of controls lost − share of called lost) × how many."""
    points = {0.0: 0.0}
    for cut in sorted(set(scores), reverse=True):
        part = table[scores >= cut]
        called, alone = part[part["called"] == 1]["left"], part[part["called"] == 0]["left"]
        effect = alone.mean() - called.mean() if len(called) and len(alone) else 0
        points[len(part) / len(table)] = effect * len(part)
    return points


@given(st.integers(0, 10_000), st.integers(2, 6))
@settings(max_examples=25, deadline=None)
def test_the_qini_curve_by_hand(seed, levels):
    draw = np.random.default_rng(seed)
    table = pd.DataFrame({"called": np.arange(60) % 2, "left": draw.random(60) < 0.4}).astype(int)
    scores = draw.integers(0, levels, 60)
    found = qini_curve(table, score=scores, **TRIAL, draws=2)
    points = qini_by_hand(table, scores)
    expected = np.interp(found.table["share"], list(points), list(points.values()))
    np.testing.assert_allclose(found.table["saved"], expected, atol=1e-9)
    total = read = found.table["saved"].iloc[-1]
    assert found.table["by_lot"].iloc[50] == pytest.approx(total / 2)
    assert found.area == pytest.approx(np.trapezoid(expected - found.table["share"] * read, found.table["share"]))


def test_a_score_that_says_nothing_is_the_lot(later):
    found = qini_curve(later, score=np.zeros(len(later)), **TRIAL, draws=20)
    assert found.area == pytest.approx(0, abs=1e-9)
    noise = qini_curve(later, score="noise", **TRIAL, draws=50)
    assert noise.area_low < 0 < noise.area_high


@pytest.mark.parametrize(
    ("change", "given", "sentence"),
    [
        ({"called": 1}, {}, "There is no control group"),
        ({"called": [0] * 3 + [1] * 397}, {}, "397 were called and 3 left alone"),
        ({"left": 0}, {}, "0 left and .* stayed; at least 10 of each"),
        ({}, {"method": "forest"}, "The method is “forest”; it must be one of: two models, transformed outcome"),
        ({}, {"features": []}, "Give at least one feature"),
        ({}, {"features": ["noise", "left"]}, "“left” is known only after the lot; it cannot be a feature"),
        ({}, {"features": ["called"]}, "“called” is known only after the lot; it cannot be a feature"),
        ({}, {"strength": -1}, "The strength must be a number above 0"),
        (
            {"seen": pd.Timestamp("2025-01-20")},
            {"prediction_date": "2025-01-01", "known_on": {"noise": "seen"}},
            "The feature “noise” has data from 2025-01-20, after the prediction date 2025-01-01",
        ),
        ({}, {"known_on": {"noise": "2025-01-01"}}, "Give the prediction date as well"),
        ({}, {"features": ["age"]}, "no column “age”"),
        ({"noise": np.nan}, {}, "The feature “noise” is missing in 400 rows"),
    ],
)
def test_what_gives_no_uplift_is_told(change, given, sentence):
    table = campaign(400, seed=1).assign(**change)
    with pytest.raises(CasekitError, match=sentence):
        fit_uplift(table, **{**TRIAL, "features": FEATURES, **given})


def test_the_interval_of_the_qini_curve_holds_the_truth_as_often_as_it_says():
    """Of many trials of the same customers nine in ten hold what the ranking truly saves, at half and at all called."""
    held = []
    for seed in range(60):
        table = campaign(1_500, seed=seed)
        found = qini_curve(table, score=table["complaint"].astype(int), **TRIAL, draws=100, seed=seed)
        truth = table.assign(place=-table["complaint"].astype(int)).sort_values("place")["change"]
        half = table.loc[table["complaint"], "change"].sum()
        half += (750 - table["complaint"].sum()) * table.loc[~table["complaint"], "change"].mean()
        for place, true in ((50, half), (100, truth.sum())):
            held.append(found.table["low"].iloc[place] <= true <= found.table["high"].iloc[place])
    assert np.mean(held) >= 0.88


def test_resampling_tells_how_far_it_is():
    told = []
    qini_curve(campaign(400, seed=1), score="noise", **TRIAL, draws=40, progress=told.append)
    assert told == [f"{done} of 40 resamplings done." for done in range(4, 41, 4)]


def test_what_gives_no_curve_is_told():
    table = campaign(400, seed=1)
    for given_, sentence in [
        ({"score": [1, 2]}, "one known score for each customer"),
        ({"score": "fame"}, "no column “fame”"),
        ({"score": "noise", "draws": 1}, "At least two resamplings"),
        ({"score": "noise", "draws": 2.5}, "At least two resamplings"),
        ({"score": "noise", "confidence": 95}, "The confidence must be between 0 and 1"),
        ({"score": ["high"] * 400}, "Scores must be known numbers"),
    ]:
        with pytest.raises(CasekitError, match=sentence):
            qini_curve(table, **TRIAL, **given_)
    with pytest.raises(CasekitError, match="no control group"):
        qini_curve(table.assign(called=1), score="noise", **TRIAL)


def test_the_four_kinds_from_the_truth():
    found = response_kinds(pd.Series([0, 0, 1, 1], index=list("abcd")), [1, 0, 0, 1])
    assert found.to_dict() == {"a": "persuadable", "b": "sure thing", "c": "sleeping dog", "d": "lost cause"}
    with pytest.raises(CasekitError, match="both answers"):
        response_kinds([0, 1], [1])
    with pytest.raises(CasekitError, match="1 or 0"):
        response_kinds([0, None], [1, 0])


def test_the_four_kinds_from_foretold_figures():
    found = foretold_kinds([0.1, 0.9, 0.01, 0.5, 0.49], [0.02, -0.02, 0.0199, 0, 0], at_risk=0.5, moved=0.02)
    assert found.tolist() == ["persuadable", "sleeping dog", "sure thing", "lost cause", "sure thing"]
    for given_, sentence in [
        (([0.1], [0.1, 0.2], 0.5, 0.1), "one risk and one uplift"),
        (([1.1], [0.1], 0.5, 0.1), "share between 0 and 1"),
        (([0.1], [np.nan], 0.5, 0.1), "must be known"),
        ((["high"], [0.1], 0.5, 0.1), "Chances must be known numbers"),
        (([0.1], [0.1], 0.5, 0), "that of uplift above 0"),
    ]:
        with pytest.raises(CasekitError, match=sentence):
            foretold_kinds(given_[0], given_[1], at_risk=given_[2], moved=given_[3])


def test_foretold_kinds_find_more_of_the_persuadable(earlier, later):
    uplift = fit_uplift(earlier, **TRIAL, features=FEATURES).uplift(later)
    truth = response_kinds(later["if_called"], later["if_left_alone"])
    kinds = foretold_kinds(later["risk"], uplift, at_risk=0.2, moved=0.1)
    among = (truth == "persuadable").groupby(kinds).mean()
    assert among["persuadable"] > 10 * among["sure thing"]


def test_a_value_net_of_leaving_is_not_put_at_risk_again():
    """Mistake 24: two customers leave 100 a year if they stay. Net of leaving, the one at risk already counts less."""
    chance, margin = pd.Series([0.1, 0.5]), pd.Series([100.0, 100.0], name="margin")
    assert value_at_risk(chance, margin=margin).tolist() == [10, 50]
    lifetime = ((1 - chance) * margin).rename("lifetime_value")
    with pytest.raises(CasekitError, match="“lifetime_value” is already net of leaving"):
        value_at_risk(chance, margin=lifetime)
    for name in ("LTV", "cltv", "CLV", "customer_value", "终身价值"):
        with pytest.raises(CasekitError, match="already net of leaving"):
            value_at_risk(chance, margin=lifetime.rename(name))
    assert (chance * lifetime).tolist() == pytest.approx([9, 25])  # what the mistake would give: half of it is missing
    assert value_at_risk(chance, margin=20).tolist() == [2, 10]
    with pytest.raises(CasekitError, match="share between 0 and 1"):
        value_at_risk([2], margin=1)
