"""The lifetime lab: the published figures, what silence means, and the model against what is true."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifetime_toys import many

import casekit
from casekit.errors import CasekitError
from casekit.labs import LifetimeLab, LifetimeSettings, true_leaving
from casekit.labs.lifetime_settings import EXAMPLES, OWN
from casekit.value import (
    alive_against_truth,
    calibration_by_frequency,
    fit_bg_nbd,
    fit_gamma_gamma,
    holdout_summary,
    lifetime_value,
)

SUMMARY, TRUTH = many(800, truth=True)
LAB = LifetimeLab(SUMMARY, left=TRUTH)

multiples = st.floats(0.25, 4)
positions = st.builds(
    LifetimeSettings,
    r=multiples,
    alpha=multiples,
    a=multiples,
    b=multiples,
    frequency=st.integers(0, 40),
    span=st.floats(1, 52),
    silence=st.floats(0, 104),
)


@pytest.fixture(scope="module")
def cdnow():
    case = casekit.load_case("cdnow")
    columns = {"customer_id": "customer_id", "date": "date", "amount": "amount"}
    return holdout_summary(
        case.transactions, **columns, calibration_end=case.calibration_end, holdout_end=case.last_day
    )


# ── one history ──────────────────────────────────────────────────────────────────────────────────────
def test_the_published_customer(cdnow):
    # Fader, Hardie and Lee (2005): x = 2, t_x = 30.43, T = 38.86 and 39 weeks ahead.
    position = LifetimeSettings(frequency=2, span=30.43, silence=8.43, horizon=39)
    found = LifetimeLab(cdnow).outcome(position)
    assert found.expected == pytest.approx(1.226, abs=0.002) and found.alive == pytest.approx(0.7266, abs=0.0005)
    assert found.chosen.log_likelihood == pytest.approx(-9582.43, abs=0.02) and found.below == 0


def test_silence_means_more_for_a_frequent_buyer(cdnow):
    found = LifetimeLab(cdnow).outcome()
    takes = [found.silence_to_half(x, 20) for x in (1, 3, 10)]
    assert takes == sorted(takes, reverse=True) and takes[0] > 4 * takes[2]
    ends = found.curves().iloc[-1]
    assert ends[10] < ends[3] < ends[1] < ends[0] == 1


@given(positions)
@settings(max_examples=60, deadline=None)
def test_p_alive_falls_with_silence_and_is_one_half_where_that_is_said(position):
    found = LAB.outcome(position)
    own = found.curves()["own"].to_numpy()
    assert (np.diff(own) <= 1e-12).all() and ((own >= 0) & (own <= 1)).all()
    half = found.half_silence
    if not position.frequency:
        assert half == np.inf and found.alive == 1 and (own == 1).all()
    elif half > 0:
        at = LAB.outcome(LifetimeSettings(**{**vars(position), "silence": min(half, 1e6)}))
        assert half > 1e6 or at.alive == pytest.approx(0.5, abs=1e-6)
    else:
        assert own[0] <= 0.5 + 1e-9


@given(positions)
@settings(max_examples=30, deadline=None)
def test_no_parameters_beat_the_fitted_ones(position):
    assert LAB.outcome(position).below >= -1e-3


@given(positions)
@settings(max_examples=20, deadline=None)
def test_the_value_is_that_of_lifetime_value(position):
    found = LAB.outcome(position)
    history = found.history
    row = pd.DataFrame(
        [[history.frequency, history.recency, history.age, history.mean_spend]],
        columns=["frequency", "recency", "T", "monetary_value"],
    )
    spend = fit_gamma_gamma(SUMMARY)
    ahead = {"horizon": position.horizon, "discount_rate": position.discount_rate, "margin": position.margin}
    expected = lifetime_value(found.chosen, spend, row, time_unit="W", **ahead)["lifetime_value"].iloc[0]
    assert found.value == pytest.approx(expected)
    most = found.expected * spend.population_mean * position.margin
    assert 0 <= found.value <= most * (1 + 1e-9)  # discounting takes, and never gives


def test_a_one_time_buyer_has_no_span():
    found = LAB.outcome(LifetimeSettings(frequency=0, span=30, silence=8))
    assert (found.history.recency, found.history.age) == (0, 8)


# ── all customers ────────────────────────────────────────────────────────────────────────────────────
def test_purchases_held_back_are_those_of_calibration_by_frequency(cdnow):
    found = LifetimeLab(cdnow).outcome()
    expected = calibration_by_frequency(fit_bg_nbd(cdnow), cdnow)
    assert found.by_frequency["customers"].tolist() == expected["customers"].tolist()
    for ours, theirs in (("expected", "expected"), ("fitted", "expected"), ("actual", "actual")):
        assert found.by_frequency[ours].to_numpy() == pytest.approx(expected[theirs].to_numpy(), rel=1e-9)
    assert found.total_error == pytest.approx(found.customers.expected_later(found.chosen).sum() / 1882 - 1)


@given(positions)
@settings(max_examples=15, deadline=None)
def test_purchases_are_computed_once_a_pair_and_are_those_of_each_customer(position):
    chosen = LAB.outcome(position).chosen
    x, t_x, age = (SUMMARY[name].to_numpy("float64") for name in ("frequency", "recency", "T"))
    assert LAB.customers.expected_later(chosen) == pytest.approx(chosen.ahead(26.0, x, t_x, age), rel=1e-8)


def test_who_was_truly_there_is_told_by_p_alive():
    found = LAB.outcome()
    there = ~(TRUTH["left"] <= SUMMARY["T"])
    table = found.by_chance
    assert table["customers"].sum() == 800 and found.truly_there == pytest.approx(there.mean())
    once = SUMMARY["frequency"] == 0
    assert table["customers"].iloc[-1] == once.sum() and table["expected"].iloc[-1] == 1
    assert table["there"].iloc[-1] == pytest.approx(there[once].mean()) and table["there"].iloc[-1] < 0.8
    told = alive_against_truth(
        fit_bg_nbd(SUMMARY).probability_alive(), TRUTH.assign(alive=there.to_numpy())[["customer_id", "alive"]]
    )
    assert (found.mean_alive, found.truly_there) == pytest.approx((told.expected, told.alive))


def test_a_truth_beyond_the_records_is_not_told():
    later = TRUTH.assign(left=TRUTH["left"].fillna(SUMMARY["T"] + 26.5))
    lab = LifetimeLab(SUMMARY, model=LAB.model, spend=LAB.spend, left=later)
    assert np.array_equal(np.isnan(lab.customers.left), TRUTH["left"].isna())
    assert lab.outcome().truly_there == LAB.outcome().truly_there


def test_without_a_truth_none_is_told():
    found = LifetimeLab(SUMMARY).outcome(LifetimeSettings(history="often_1"))
    assert found.by_chance is None and found.truly_there is None and found.left_in_silence is None


def test_a_group_with_nobody_is_empty_and_no_error():
    few = SUMMARY[SUMMARY["frequency"].isin([0, 1, 2, 9, 10, 11, 12])].reset_index(drop=True)
    found = LifetimeLab(few, time_unit="W").outcome()
    assert found.by_frequency["customers"].iloc[4] == 0 and np.isnan(found.by_frequency["actual"].iloc[4])


# ── examples and the truth ───────────────────────────────────────────────────────────────────────────
def test_each_pair_of_examples_holds_one_who_stayed_and_one_who_left():
    assert set(LAB.examples) == set(EXAMPLES)
    for kind in ("often", "seldom", "once"):
        pair = [LAB.examples[f"{kind}_{number}"] for number in (1, 2)]
        assert sorted(one.left <= one.age for one in pair) == [False, True]
    often, seldom, once = (LAB.examples[f"{kind}_1"] for kind in ("often", "seldom", "once"))
    assert often.frequency > seldom.frequency > once.frequency == 0


def test_an_example_is_a_customer_with_its_own_history():
    found = LAB.outcome(LifetimeSettings(history="often_1", frequency=1, silence=99))
    row = SUMMARY.set_index("customer_id").loc[found.history.customer_id]
    assert (found.history.frequency, found.history.recency, found.history.age) == (
        row["frequency"],
        row["recency"],
        row["T"],
    )
    left = TRUTH.set_index("customer_id")["left"][found.history.customer_id]
    assert (
        found.left_in_silence == pytest.approx(left - row["recency"])
        and found.history.later == row["holdout_purchases"]
    )


def test_a_kind_of_example_that_nobody_is_cannot_be_asked_for():
    never_back = SUMMARY.assign(holdout_purchases=0)
    lab = LifetimeLab(never_back)
    assert sorted(lab.examples) == ["often_1", "once_1", "seldom_2"]
    with pytest.raises(CasekitError, match="no example “often_2”"):
        lab.outcome(LifetimeSettings(history="often_2"))


def test_the_true_leaving_is_counted_from_the_first_purchase():
    bought = pd.DataFrame({"who": ["a", "a", "b"], "on": pd.to_datetime(["2025-01-08", "2025-01-01", "2025-03-01"])})
    lives = pd.DataFrame({"who": ["a", "b", "c"], "gone": pd.to_datetime(["2025-01-15", None, "2025-01-01"])})
    found = true_leaving(bought, lives, customer_id="who", date="on", left_on="gone")
    assert (
        found["customer_id"].tolist() == ["a", "b"] and found["left"].iloc[0] == 2 and np.isnan(found["left"].iloc[1])
    )
    assert (
        true_leaving(bought, lives, customer_id="who", date="on", left_on="gone", time_unit="D")["left"].iloc[0] == 14
    )
    with pytest.raises(CasekitError, match="1 customers bought, but have no true life"):
        true_leaving(bought, lives.tail(2), customer_id="who", date="on", left_on="gone")
    with pytest.raises(CasekitError, match="time unit is “Q”"):
        true_leaving(bought, lives, customer_id="who", date="on", left_on="gone", time_unit="Q")


def test_the_order_of_the_rows_and_the_engine_decide_nothing():
    rows = SUMMARY.sample(frac=1, random_state=1)
    for table, truth in ((rows, TRUTH.sample(frac=1)), (pl.from_pandas(rows), pl.from_pandas(TRUTH))):
        found = LifetimeLab(table, time_unit="W", left=truth)
        assert {name: one.customer_id for name, one in found.examples.items()} == {
            name: one.customer_id for name, one in LAB.examples.items()
        }
        shown = found.outcome(LifetimeSettings(r=2)).by_chance
        pd.testing.assert_frame_equal(shown, LAB.outcome(LifetimeSettings(r=2)).by_chance, rtol=1e-4)


# ── what it refuses ──────────────────────────────────────────────────────────────────────────────────
def test_times_need_a_unit():
    bare = SUMMARY.copy()
    bare.attrs.clear()
    with pytest.raises(CasekitError, match="in which unit"):
        LifetimeLab(bare)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"customer_id": "C1"}, "799 rows repeat a customer"),
        ({"holdout_purchases": np.nan}, "no “holdout_purchases”"),
        ({"holdout_time": 0.0}, "one and the same holdout_time"),
    ],
)
def test_a_summary_that_cannot_be_used_is_a_sentence(change, sentence):
    with pytest.raises(CasekitError, match=sentence):
        LifetimeLab(SUMMARY.assign(**change), model=LAB.model, spend=LAB.spend)


def test_a_summary_without_the_time_held_back_and_a_truth_without_a_customer():
    with pytest.raises(CasekitError, match="holdout_time"):
        LifetimeLab(SUMMARY.drop(columns="holdout_time"), model=LAB.model, spend=LAB.spend)
    with pytest.raises(CasekitError, match="lacks 5 of the customers"):
        LifetimeLab(SUMMARY, model=LAB.model, spend=LAB.spend, left=TRUTH.iloc[5:])


@pytest.mark.parametrize(
    ("levers", "sentence"),
    [
        ({"r": 5}, "multiple of r must lie between 0.25 and 4"),
        ({"b": 0.1}, "multiple of b"),
        ({"history": "theirs"}, "history is “theirs”"),
        ({"frequency": -1}, "whole number"),
        ({"frequency": 1.5}, "whole number"),
        ({"span": 0}, "first purchase to the last"),
        ({"silence": -1}, "silence"),
        ({"horizon": 0}, "horizon"),
        ({"discount_rate": 1.5}, "discount rate"),
        ({"margin": 0}, "margin"),
        ({"margin": "half"}, "margin"),
    ],
)
def test_levers_past_their_ends_are_sentences(levers, sentence):
    with pytest.raises(CasekitError, match=sentence):
        LifetimeSettings(**levers)


def test_the_default_is_the_fitted_model():
    found = LAB.outcome()
    assert found.settings.history == OWN and found.below == 0 and found.chosen.params == found.fitted.params
