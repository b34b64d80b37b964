"""Random numbers that are the same everywhere, and shaped as they say."""

import numpy as np
import pytest

from casekit.cases.simulated.streams import Stream, growth, money


def test_the_numbers_are_the_same_on_every_machine():
    stream = Stream(7, "harbour/bills")
    assert stream.uniform(3).tolist() == [0.9277702814892208, 0.4902069904448777, 0.7482133450014847]
    assert stream.normal(2).tolist() == [-0.678419048897922, -0.11899771215394139]
    assert stream.count(5, 3.0).tolist() == [2, 4, 3, 4, 3]
    assert stream.whole(4, 1, 6).tolist() == [6, 4, 6, 5]
    assert stream.shape(2, [0, 1, 10]).tolist() == [6.438655879866795, 3.7904397583361167]
    assert growth(np.array([-7.0, 3.0])).tolist() == [0.0009118606595592338, 20.085450725154224]


@pytest.mark.parametrize("draw", ["uniform", "normal", "order"])
def test_a_stream_is_fixed_by_seed_and_name(draw):
    def numbers(seed, name):
        return getattr(Stream(seed, name), draw)(50).tolist()

    assert numbers(1, "a") == numbers(1, "a")
    assert numbers(1, "a") != numbers(2, "a")
    assert numbers(1, "a") != numbers(1, "b")


@pytest.mark.parametrize("mean", [0.1, 2.5, 20, 38])
def test_counts_have_the_mean_and_the_spread_of_a_poisson_count(mean):
    counts = Stream(1, "counts").count(100_000, mean)
    assert counts.mean() == pytest.approx(mean, rel=0.03)
    assert counts.var() == pytest.approx(mean, rel=0.03)


def test_normal_numbers_have_standard_deviation_1():
    numbers = Stream(1, "normal").normal(100_000)
    assert (abs(numbers.mean()), numbers.std()) == (pytest.approx(0, abs=0.01), pytest.approx(1, abs=0.01))


def test_a_shape_has_its_quantiles():
    numbers = Stream(1, "shape").shape(100_000, [0, 1, 10])
    assert np.median(numbers) == pytest.approx(1, abs=0.05)
    assert (numbers.min(), numbers.max()) == (pytest.approx(0, abs=0.001), pytest.approx(10, abs=0.001))


def test_options_come_by_their_weights():
    picked = Stream(1, "pick").pick(100_000, ["a", "b"], [1, 3])
    assert (picked == "b").mean() == pytest.approx(0.75, abs=0.01)


def test_whole_numbers_include_both_ends():
    assert set(Stream(1, "dice").whole(1_000, 1, 6)) == {1, 2, 3, 4, 5, 6}


def test_growth_is_the_exponential_function():
    x = np.linspace(-20, 20, 81)
    assert growth(x) == pytest.approx(np.exp(x), rel=1e-3)


def test_money_is_in_cents():
    assert money(np.array([1.005, 2.349, 10.0])).tolist() == [1.0, 2.35, 10.0]
