"""Forecasts beside the time held back and the truth: tenths, classes, weeks, and laws of each."""

import numpy as np
import pandas as pd
import pytest
from buying_toys import CDNOW, SPLIT, cdnow, drawn, transactions
from hypothesis import given
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.value import (
    AsBefore,
    alive_against_truth,
    calibration_by_decile,
    calibration_by_frequency,
    compare_forecasts,
    cumulative_purchases,
    fit_bg_nbd,
    fit_nbd,
    fit_pareto_nbd,
    purchases_against_truth,
)
from casekit.value.calibration import deciles


def test_tenths_and_classes_add_up_to_the_totals():
    model = fit_bg_nbd(cdnow())
    total = compare_forecasts([model], cdnow()).iloc[0]
    assert total["actual"] == 1882
    assert total["expected"] == pytest.approx(model.expected_purchases(39)["expected_purchases"].sum())
    for table in (calibration_by_decile(model, cdnow()), calibration_by_frequency(model, cdnow())):
        assert table["customers"].sum() == 2357
        for column in ("expected", "actual"):
            assert (table[column] * table["customers"]).sum() == pytest.approx(total[column])
        assert (table["error"] == table["expected"] - table["actual"]).all()


def test_classes_are_what_plain_pandas_counts():
    table = calibration_by_frequency(fit_bg_nbd(cdnow()), cdnow())
    plain = cdnow().groupby(cdnow()["frequency"].clip(upper=7))["holdout_purchases"].mean()
    assert table["purchases_before"].to_list() == ["0", "1", "2", "3", "4", "5", "6", "7+"]
    assert table["actual"].to_numpy() == pytest.approx(plain.to_numpy())


def test_the_first_tenth_is_the_one_most_is_expected_of():
    table = calibration_by_decile(fit_bg_nbd(cdnow()), cdnow())
    assert table["decile"].to_list() == list(range(1, 11))
    assert table["expected"].is_monotonic_decreasing
    assert table["customers"].between(220, 250).all()


def test_models_of_leaving_beat_those_without_on_the_time_held_back():
    models = [fit_bg_nbd(cdnow()), fit_pareto_nbd(cdnow()), fit_nbd(cdnow()), AsBefore()]
    table = compare_forecasts(models, cdnow()).set_index("model")
    assert table.loc[["BG/NBD", "Pareto/NBD"], "error"].abs().max() < 0.13
    assert table.loc[["NBD", "As before"], "error"].min() > 0.5
    assert table["mean_absolute_error"].nsmallest(2).index.to_list() == ["Pareto/NBD", "BG/NBD"]


@given(st.lists(st.floats(0, 5).map(lambda value: round(value, 1)), min_size=1, max_size=80), st.integers(1, 10))
def test_equal_values_share_a_tenth_and_higher_ones_stand_before(values, groups):
    values = np.array(values)
    tenth = deciles(values, np.ones(len(values)), groups)
    assert ((tenth >= 1) & (tenth <= groups)).all()
    by = pd.Series(tenth).groupby(values)
    assert (by.nunique() == 1).all()
    assert by.first().is_monotonic_decreasing


def test_purchases_by_week_are_those_of_the_log_and_of_the_model():
    model = fit_bg_nbd(cdnow())
    weeks = cumulative_purchases(model, transactions(), **CDNOW, **SPLIT)
    assert len(weeks) == 78 and (~weeks["held_back"]).sum() == 39
    assert weeks.loc[weeks["time"] == 39, "actual"].item() == 2457
    assert weeks["actual"].iloc[-1] == 2457 + 1882
    assert weeks["date"].iloc[-1] == pd.Timestamp("1998-06-30")
    at_39 = weeks.loc[weeks["time"] == 39, "expected"].item()
    assert at_39 == pytest.approx(model.of_new(cdnow()["T"].to_numpy()).sum())
    assert (np.diff(weeks["expected"]) > 0).all()
    assert at_39 == pytest.approx(2457, rel=0.05)
    assert weeks["expected_in_step"].sum() == pytest.approx(weeks["expected"].iloc[-1])


def test_a_perfect_and_a_blind_forecast_of_who_is_alive():
    there = np.arange(100) % 4 > 0
    truth = pd.DataFrame({"customer_id": np.arange(100), "alive": there})

    def scored(p):
        return alive_against_truth(pd.DataFrame({"customer_id": np.arange(100), "probability_alive": p}), truth)

    perfect, blind, turned = scored(there * 1.0), scored(np.full(100, 0.75)), scored(1.0 - there)
    assert (perfect.auc, perfect.brier) == (1, 0)
    assert (blind.auc, blind.brier) == (0.5, pytest.approx(blind.brier_of_the_mean))
    assert (turned.auc, turned.brier) == (0, 1)
    assert blind.alive == 0.75 and len(blind.by_decile) == 1


def test_the_share_of_pairs_in_the_right_order_is_counted_right():
    draw = np.random.default_rng(3)
    p, there = np.round(draw.random(60), 1), draw.random(60) < 0.5
    found = alive_against_truth(
        pd.DataFrame({"customer_id": range(60), "probability_alive": p}),
        pd.DataFrame({"customer_id": range(59, -1, -1), "alive": there[::-1]}),
    )
    pairs = [(high > low) + (high == low) / 2 for high in p[there] for low in p[~there]]
    assert found.auc == pytest.approx(np.mean(pairs))


def test_true_purchases_by_tenth_of_what_was_expected():
    forecast = fit_bg_nbd(drawn(3)).expected_purchases(20)
    truth = forecast.rename(columns={"expected_purchases": "purchases"}).assign(
        purchases=lambda rows: rows["purchases"] + 1
    )
    table = purchases_against_truth(forecast, truth)
    assert table["error"].to_numpy() == pytest.approx(-1)


@pytest.mark.parametrize(
    ("forecast", "truth", "sentence"),
    [
        ({"customer_id": [1, 2], "probability_alive": [0.1, 0.9]}, {"customer_id": [1], "alive": [True]}, "lacks 1 of"),
        ({"customer_id": [1], "probability_alive": [1.5]}, {"customer_id": [1], "alive": [True]}, "outside 0 to 1"),
        ({"customer_id": [1], "probability_alive": [0.5]}, {"customer_id": [1], "alive": [True]}, "nothing to tell"),
        ({"customer_id": [1], "probability_alive": [0.5]}, {"customer_id": [1], "alive": [0.3]}, "true or false"),
        ({"customer_id": [1, 1], "probability_alive": [0.5, 0.5]}, {"customer_id": [1], "alive": [True]}, "two rows"),
        ({"customer_id": [1], "chance": [0.5]}, {"customer_id": [1], "alive": [True]}, "no column “probability_alive”"),
    ],
)
def test_a_truth_that_cannot_be_compared(forecast, truth, sentence):
    with pytest.raises(CasekitError, match=sentence):
        alive_against_truth(pd.DataFrame(forecast), pd.DataFrame(truth))


def test_a_summary_without_a_time_held_back():
    with pytest.raises(CasekitError, match="make it with casekit.value.holdout_summary"):
        calibration_by_decile(fit_bg_nbd(drawn(1)), drawn(1))
    none = drawn(1).assign(holdout_purchases=0, holdout_time=0.0)
    with pytest.raises(CasekitError, match="time held back is not above 0"):
        compare_forecasts([fit_bg_nbd(drawn(1))], none)


def test_tenths_are_numbered_from_1_without_a_gap():
    """Of half of the customers the same is expected: their middle lies in the third tenth."""
    expected = np.array([5.0] * 5 + [4.0, 3.0, 2.0, 1.0, 0.0])
    assert deciles(expected, np.ones(10)).tolist() == [1, 1, 1, 1, 1, 2, 3, 4, 5, 6]
