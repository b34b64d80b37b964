"""The fitted warning: it finds what is there, is judged on another period, and refuses what gives the answer away."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from response_toys import FEATURES, campaign

from casekit.errors import CasekitError
from casekit.retention import area_under_curve, best_cut_off, calibration, fit_churn, lift


@pytest.fixture(scope="module")
def periods():
    return campaign(20_000, seed=1, called=0), campaign(20_000, seed=2, called=0)


@pytest.fixture(scope="module")
def model(periods):
    return fit_churn(periods[0], target="left", features=FEATURES)


def test_what_raises_the_risk_gets_the_weight(model):
    assert model.converged
    assert model.weights["dear"] > model.weights["complaint"] > 0.3
    assert model.weights["bound"] < -0.1
    assert abs(model.weights["noise"]) < 0.05


def test_it_is_calibrated_on_a_later_period(model, periods):
    chance = model.probability(periods[1])
    found = calibration(chance, periods[1]["left"], groups=5)
    assert found["customers"].sum() == 20_000
    assert ((found["low"] - 0.02 < found["foretold"]) & (found["foretold"] < found["high"] + 0.02)).all()
    assert chance.corr(periods[1]["risk"]) > 0.93
    best = area_under_curve(periods[1]["risk"], periods[1]["left"])
    assert area_under_curve(chance, periods[1]["left"]) == pytest.approx(best, abs=0.02)


def test_the_first_tenth_holds_several_times_its_share_of_leavers(model, periods):
    found = lift(model.probability(periods[1]), periods[1]["left"]).set_index("share")
    assert found.loc[0.10, "lift"] > 2.5
    assert found["caught"].is_monotonic_increasing
    assert found.loc[0.10, "lift"] == pytest.approx(found.loc[0.10, "caught"] / 0.10)


def test_a_feature_dated_after_the_prediction_date_is_refused_by_name(periods):
    table = periods[0].assign(last_seen=pd.Timestamp("2025-01-20"), earlier=pd.Timestamp("2024-12-30"))
    known = {"prediction_date": "2025-01-01", "target": "left", "features": FEATURES}
    told = "The feature “noise” has data from 2025-01-20, after the prediction date 2025-01-01"
    with pytest.raises(CasekitError, match=told):
        fit_churn(table, **known, known_on={"noise": "last_seen"})
    with pytest.raises(CasekitError, match="The feature “dear” has data from 2025-02-03"):
        fit_churn(table, **known, known_on={"complaint": "2024-12-31", "dear": "2025-02-03"})
    assert fit_churn(table, **known, known_on={"noise": "earlier", "dear": "2025-01-01"}).converged
    with pytest.raises(CasekitError, match="Give the prediction date as well"):
        fit_churn(table, target="left", features=FEATURES, known_on={"noise": "last_seen"})
    with pytest.raises(CasekitError, match="“nose” is no feature"):
        fit_churn(table, **known, known_on={"nose": "last_seen"})


@pytest.mark.parametrize(
    ("change", "given", "sentence"),
    [
        ({"left": False}, {}, "Nobody left in this period, so there is nothing to learn from"),
        ({"left": True}, {}, "Everybody left in this period"),
        ({"left": [True] * 9 + [False] * 191}, {}, "Only 9 customers left and 191 stayed; at least 10"),
        ({"left": [2] + [0] * 199}, {}, "“left” must be 1 or 0"),
        ({"noise": np.nan}, {}, "The feature “noise” is missing in 200 rows"),
        ({"dear": "much"}, {}, "The feature “dear” is no number"),
        ({}, {"features": ["left"]}, "“left” is what is to be foretold; it cannot be a feature"),
        ({}, {"features": ["age"]}, "no feature “age”"),
        ({}, {"features": []}, "at least one feature"),
        ({}, {"target": "gone"}, "no column “gone”"),
        ({}, {"strength": 0}, "The strength must be a number above 0"),
    ],
)
def test_what_cannot_be_learned_from_is_told(change, given, sentence):
    table = campaign(200, seed=3, called=0).assign(**change)
    with pytest.raises(CasekitError, match=sentence):
        fit_churn(table, **{"target": "left", "features": FEATURES, **given})


def test_a_table_without_a_feature_is_told(model, periods):
    with pytest.raises(CasekitError, match="no column “dear”"):
        model.probability(periods[1].drop(columns="dear"))


def test_a_date_is_no_feature(periods):
    """A day of leaving, blank for who stayed, is a number to a computer and the answer itself to a model."""
    table = periods[0].head(2_000)
    table = table.assign(left_on=pd.Series(pd.Timestamp("2025-02-01"), table.index).where(table["left"]))
    given_ = {"target": "left", "features": [*FEATURES, "left_on"]}
    with pytest.raises(
        CasekitError, match="“left_on” holds dates up to 2025-02-01, after the prediction date 2025-01-01"
    ):
        fit_churn(table, **given_, prediction_date="2025-01-01")
    with pytest.raises(CasekitError, match="“left_on” holds dates; turn it into days"):
        fit_churn(table, **given_)
    assert "left_on" not in fit_churn(table, target="left").features  # nor is it taken without being asked for


def test_a_day_that_nobody_knows_vouches_for_nothing(periods):
    table = periods[0].assign(seen=pd.Timestamp("2024-12-30"))
    asked = {"target": "left", "features": FEATURES, "prediction_date": "2025-01-01", "known_on": {"noise": "seen"}}
    table.loc[:2, "seen"] = pd.NaT
    with pytest.raises(CasekitError, match="Of 3 rows “seen” does not tell when “noise” was known"):
        fit_churn(table, **asked)
    with pytest.raises(CasekitError, match="“seen” holds something that is no date"):
        fit_churn(table.assign(seen="soon"), **asked)


def test_a_feature_named_twice_counts_once(periods):
    found = fit_churn(periods[0], target="left", features=["dear", "noise", "dear"])
    assert found.weights.index.tolist() == ["dear", "noise"]


CHANCES = st.lists(st.tuples(st.integers(0, 8), st.booleans()), min_size=2, max_size=30)


@given(CHANCES)
@settings(deadline=None)
def test_the_area_is_the_share_of_pairs_in_the_right_order(rows):
    chance, gone = np.array([c for c, _g in rows]) / 10, np.array([g for _c, g in rows])
    if gone.all() or not gone.any():
        with pytest.raises(CasekitError, match="One class only"):
            area_under_curve(chance, gone)
        return
    pairs = [(a > b) + 0.5 * (a == b) for a in chance[gone] for b in chance[~gone]]
    assert area_under_curve(chance, gone) == pytest.approx(np.mean(pairs))
    assert area_under_curve(-chance, gone) == pytest.approx(1 - np.mean(pairs))


@given(CHANCES, st.integers(0, 10), st.integers(0, 100), st.floats(0, 1))
@settings(deadline=None)
def test_no_cut_off_earns_more(rows, cost, value, share):
    chance, gone = np.array([c for c, _g in rows]) / 10, np.array([g for _c, g in rows])
    found = best_cut_off(chance, gone, contact_cost=cost, saved_share=share, value=value)
    profits = [(gone[chance >= cut] * value * share - cost).sum() for cut in [*set(chance), 2]]
    assert found.profit == pytest.approx(max(profits), abs=1e-9)
    assert (gone[chance >= found.at_least] * value * share - cost).sum() == pytest.approx(found.profit, abs=1e-9)


@given(CHANCES, st.integers(1, 10))
@settings(deadline=None)
def test_every_customer_stands_in_one_group(rows, groups):
    chance, gone = np.array([c for c, _g in rows]) / 10, np.array([g for _c, g in rows])
    found = calibration(chance, gone, groups=groups)
    assert found["customers"].sum() == len(rows)
    assert found["leavers"].sum() == gone.sum()
    assert (found["foretold"] * found["customers"]).sum() == pytest.approx(chance.sum())
    assert ((found["low"] <= found["seen"] + 1e-12) & (found["seen"] <= found["high"] + 1e-12)).all()


def test_judging_needs_known_figures():
    for chance, gone, sentence in [
        ([0.1], [0, 1], "one probability and one outcome for each"),
        ([0.1, np.nan], [0, 1], "must be known"),
        (["low", 0.2], [0, 1], "Probabilities must be known numbers"),
        ([5, 0.2], [0, 1], "A chance of leaving is a share between 0 and 1"),
        ([0.1, 0.2], [0, 3], "1 or 0"),
    ]:
        with pytest.raises(CasekitError, match=sentence):
            calibration(chance, gone)
    with pytest.raises(CasekitError, match="Nobody left, so there is no lift"):
        lift([0.1, 0.2], [0, 0])
    with pytest.raises(CasekitError, match="at least one group"):
        calibration([0.1], [1], groups=0)
    with pytest.raises(CasekitError, match="Each share to call lies above 0"):
        lift([0.1, 0.2], [0, 1], shares=(0.5, 2))
    for change, sentence in [
        ({"contact_cost": -1}, "The cost must be 0 or more"),
        ({"contact_cost": float("nan")}, "The cost must be 0 or more"),
        ({"saved_share": 1.1}, "The cost must be 0 or more"),
        ({"value": -3}, "The cost must be 0 or more"),
        ({"value": [1, 2]}, "Give one value for each customer"),
        ({"value": [None]}, "Values must be known numbers"),
    ]:
        with pytest.raises(CasekitError, match=sentence):
            best_cut_off([0.1], [1], **{"contact_cost": 1, "saved_share": 0.5, "value": 3, **change})
