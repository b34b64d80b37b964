"""Trials: their size, what they say, and what only seems to be an effect."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from response_toys import campaign

from casekit.errors import CasekitError
from casekit.retention import draw_lot, power, read_trial, trial_size


def trial(called, called_left, control, control_left):
    return pd.DataFrame(
        {
            "called": [1] * called + [0] * control,
            "left": [k < called_left for k in range(called)] + [k < control_left for k in range(control)],
        }
    )


def test_the_published_interval():
    """Newcombe 1998, table II (a): 56/70 − 48/80 = 0.2, method 10: 0.0524 to 0.3339."""
    found = read_trial(trial(80, 48, 70, 56), called="called", left="left")
    assert found.effect == pytest.approx(0.2)
    assert (found.low, found.high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))
    assert found.proven
    assert found.saved == pytest.approx(16)


def test_the_stay_rate_of_the_called_is_not_what_the_call_saved():
    """Mistake 23: 97 of 100 called stayed, but so did 96 of 100 left alone."""
    found = read_trial(trial(1_000, 30, 1_000, 40), called="called", left="left")
    stayed = found.called - found.called_left
    assert stayed == 970
    assert found.saved == pytest.approx(10)
    assert not found.proven


def test_a_size_known_from_the_books():
    """Fleiss: 5 % against 3 %, 80 % power, 5 % two-sided: 1,506 in each group."""
    assert trial_size(0.05, 0.02) / 2 == pytest.approx(1_506, abs=2)


@given(st.floats(0.02, 0.5), st.floats(0.1, 0.9), st.floats(0.5, 0.95), st.floats(0.2, 0.8))
@settings(deadline=None)
def test_the_size_gives_the_power_asked_for(base, part, wanted, called):
    effect = base * part
    customers = trial_size(base, effect, power=wanted, called=called)
    assert power(base, effect, customers, called=called) >= wanted - 1e-9
    if customers > 3:
        assert power(base, effect, customers - 2, called=called) < wanted
    assert power(base, effect, 2 * customers, called=called) > wanted


def test_the_power_is_how_often_a_trial_finds_the_effect():
    draw, n = np.random.default_rng(5), 2_000
    gone = draw.binomial(n // 2, 0.08, 400), draw.binomial(n // 2, 0.05, 400)
    found = [
        read_trial(trial(n // 2, b, n // 2, a), called="called", left="left").low > 0
        for a, b in zip(*gone, strict=True)
    ]
    assert np.mean(found) == pytest.approx(power(0.08, 0.03, n), abs=0.06)


def test_the_interval_holds_the_truth_as_often_as_it_says():
    held = 0
    for seed in range(150):
        table = campaign(1_500, seed=seed)
        found = read_trial(table, called="called", left="left")
        held += found.low <= table["change"].mean() <= found.high
    assert held / 150 >= 0.89


@pytest.mark.parametrize("confidence", [95, 0, 1, float("nan"), "high"])
def test_a_confidence_is_a_share(confidence):
    with pytest.raises(CasekitError, match="The confidence must be between 0 and 1, such as 0.95"):
        read_trial(trial(50, 5, 50, 5), called="called", left="left", confidence=confidence)


def test_the_words_yes_and_no_are_read():
    table = trial(50, 5, 60, 9)
    words = table.assign(called=table["called"].map({1: "yes", 0: "No "}), left=table["left"].astype("bool"))
    assert read_trial(words, called="called", left="left") == read_trial(table, called="called", left="left")


def test_a_result_tells_itself():
    assert str(read_trial(trial(50, 5, 60, 9), called="called", left="left")).endswith(": not shown")
    told = str(read_trial(trial(500, 5, 500, 90), called="called", left="left"))
    assert told.startswith("+17.00 points fewer left, from +") and told.endswith(": shown")


def test_the_lot_is_not_the_outcome():
    with pytest.raises(CasekitError, match="“left” cannot be both the lot and the outcome"):
        read_trial(trial(50, 5, 50, 5), called="left", left="left")


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (trial(50, 5, 0, 0), "There is no control group: everybody was called"),
        (trial(0, 0, 50, 5), "Nobody was called"),
        (trial(50, 5, 3, 1), "50 were called and 3 left alone; with fewer than 10 in a group chance decides"),
        (trial(50, 5, 50, 5).assign(left=2), "“left” must be 1 or 0"),
        (trial(50, 5, 50, 5).drop(columns="called"), "no column “called”"),
        (trial(0, 0, 0, 0), "have no rows"),
    ],
)
def test_what_is_no_trial_is_told(table, sentence):
    with pytest.raises(CasekitError, match=sentence):
        read_trial(table, called="called", left="left")


@given(st.integers(2, 300), st.floats(0.1, 0.9), st.integers(0, 5))
@settings(deadline=None)
def test_the_lot_calls_the_share_asked_for_and_is_the_same_for_a_seed(n, share, seed):
    if round(share * n) in (0, n):
        with pytest.raises(CasekitError, match=f"Of {n} customers a share of .* leaves one group empty"):
            draw_lot([f"c{k}" for k in range(n)], called=share, seed=seed)
        return
    lot = draw_lot([f"c{k}" for k in range(n)], called=share, seed=seed)
    assert lot.sum() == round(share * n)
    assert lot.equals(draw_lot([f"c{k}" for k in range(n)], called=share, seed=seed))


def test_a_lot_that_cannot_be_drawn_is_told():
    with pytest.raises(CasekitError, match="1 customer has no number"):
        draw_lot(["a", None, "b"], seed=1)
    with pytest.raises(CasekitError, match="Customer a stands twice"):
        draw_lot(["a", "a"], seed=1)
    with pytest.raises(CasekitError, match="between 0 and 1, so that a control group is left"):
        draw_lot(["a", "b"], called=1, seed=1)
    for given_ in [(0.05, 0.06), (0.05, 0), (0.05, -0.01)]:
        with pytest.raises(CasekitError, match="effect must be above 0 and at most"):
            trial_size(*given_)
    with pytest.raises(CasekitError, match="shares between 0 and 1"):
        trial_size(5, 0.01)
    with pytest.raises(CasekitError, match="shares between 0 and 1"):
        trial_size("few", 0.01)
    with pytest.raises(CasekitError, match="two customers at least"):
        power(0.05, 0.01, 1)
