"""A lot drawn after the lives is, in all that can be counted, one drawn before them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casekit.cases.simulated.harbour_telecom.lots import chances_either_way, draw_trial
from casekit.cases.simulated.streams import Stream

MANY = 400_000
MOST = 0.97
chances, effects = st.floats(0.0, 0.9), st.floats(0.0, 8.0)


@given(chances, effects, st.floats(0.1, 0.9))
def test_the_two_chances_make_the_one_that_held(chance, times, share):
    treated, alone = chances_either_way(np.array([chance]), np.array([times]), share, MOST)
    assert share * treated + (1 - share) * alone == pytest.approx(chance, abs=1e-12)
    assert 0 <= treated <= MOST and -1e-12 <= alone <= 1
    if alone < MOST - 1e-9 and treated < MOST - 1e-9:
        assert treated == pytest.approx(times * alone, abs=1e-9)


@given(chances, st.floats(0.1, 0.9))
def test_what_does_nothing_leaves_both_chances_alike(chance, share):
    treated, alone = chances_either_way(np.array([chance]), np.ones(1), share, MOST)
    assert (treated[0], alone[0]) == pytest.approx((chance, chance), abs=1e-12)


@pytest.fixture(scope="module")
def drawn():
    """Members whose chance and effect go with a feature: the lot is fair only if it is fair for each of them."""
    stream = Stream(1, "trial of many")
    kind = stream.whole(MANY, 0, 3)
    chance, times = np.array([0.02, 0.10, 0.50, 0.85])[kind], np.array([4.0, 0.2, 1.0, 0.3])[kind]
    left = stream.yes(MANY, chance)
    return kind, chance, times, left, draw_trial(stream, left, chance, times, 0.5, MOST)


def test_the_lot_is_fair_among_customers_of_every_kind(drawn):
    kind, _chance, _times, _left, trial = drawn
    for one in range(4):
        assert trial.treated[kind == one].mean() == pytest.approx(0.5, abs=0.008)


def test_the_treated_leave_as_the_effect_says(drawn):
    kind, chance, times, left, trial = drawn
    for one in range(4):
        here = kind == one
        expected = chances_either_way(chance[here][:1], times[here][:1], 0.5, MOST)
        for group, rate in zip((trial.treated, ~trial.treated), expected, strict=True):
            assert left[here & group].mean() == pytest.approx(rate[0], abs=0.012)
    assert left[(kind == 0) & trial.treated].mean() > 3 * left[(kind == 0) & ~trial.treated].mean()


def test_what_was_seen_is_one_of_the_two_and_both_ways_have_their_rates(drawn):
    kind, chance, times, left, trial = drawn
    assert (np.where(trial.treated, trial.if_treated, trial.if_alone) == left).all()
    for one in range(4):
        here = kind == one
        treated, alone = chances_either_way(chance[here][:1], times[here][:1], 0.5, MOST)
        assert trial.if_treated[here].mean() == pytest.approx(treated[0], abs=0.008)
        assert trial.if_alone[here].mean() == pytest.approx(alone[0], abs=0.008)


def test_nobody_is_both_saved_and_driven_out(drawn):
    kind, _chance, _times, _left, trial = drawn
    saved, driven = trial.if_alone & ~trial.if_treated, ~trial.if_alone & trial.if_treated
    assert saved[kind == 1].any() and driven[kind == 0].any()
    assert not saved[kind == 0].any() and not driven[(kind == 1) | (kind == 3)].any()
    assert not (saved | driven)[kind == 2].any()
