"""Numbers as people write them, and how a question speaks of them."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from practice_toys import CHOICE, NUMBER

from casekit.errors import CasekitError
from casekit.practice import Status
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.reading import read_number

SPELLINGS = (
    lambda text: text,
    lambda text: f" {text} % ",
    lambda text: text.replace(".", ","),
    lambda text: text.translate({ord(digit): 0xFF10 + int(digit) for digit in "0123456789"}),
    lambda text: f"+{text}0",
    float,
    np.float32,
    np.float64,
    lambda text: pd.Series([float(text)]),
)


@given(st.integers(0, 30), st.sampled_from(SPELLINGS), st.integers(0, 4))
def test_every_spelling_and_more_decimals_are_right(seed, spelling, more):
    toy = NUMBER.variant(seed)
    assert toy.check(spelling(f"{toy.answer:.{1 + more}f}")).right


@pytest.mark.parametrize(
    "text, number",
    [
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1 234", 1234),
        ("12,345", 12345),
        ("¥ 3.5万", 35000),
        ("−4", -4),
        ("1e3", 1000),
        ("2 k", 2000),
    ],
)
def test_thousands_currencies_and_scales(text, number):
    assert read_number(text) == (number, False)


@pytest.mark.parametrize("raw", [True, np.True_, np.array([1, 2]), float("inf"), 10**400, 2 + 1j, "1.2.3", "12 or 13"])
def test_what_is_no_number_is_a_sentence(raw):
    assert NUMBER.check(raw).status is Status.UNREADABLE


def test_a_comma_before_three_digits_is_read_both_ways():
    thousand, exact = replace(NUMBER, oracle=lambda f: 1234), replace(NUMBER, oracle=lambda f: 1.234)
    assert thousand.check("1,234").right
    assert exact.check("1,234 %").message.startswith("Read as 1.234 %.")
    assert not exact.check("1234").right
    assert not exact.check(1234).right


def test_a_share_for_a_per_cent_is_taken_with_a_remark():
    outcome = NUMBER.check(f"{NUMBER.answer / 100:.3f}")
    assert outcome.right
    assert "is the right share; the question asks for per cent" in outcome.message


def test_a_share_for_less_than_one_per_cent_is_taken_too():
    small = Number(unit="%", decimals=3)
    assert "is the right share" in small.near_enough(0.00797, 0.7974)
    assert small.near_enough(0.00833, 0.7974) == ""


def test_where_minus_is_allowed_a_number_below_zero_is_just_too_low():
    kind = Number(unit="yuan", below_zero=True)
    for told, right in ((-500, 100), (-500, -100), (-20, 100)):
        assert kind.explain(told, right, {}).endswith("is too low.")
    assert kind.explain(900, 100, {}).endswith("what was counted.")
    assert "below zero" in Number(unit="yuan").explain(-20, 100, {})


def test_a_mistake_is_known_by_figures_rounded_on_its_way():
    first = replace(NUMBER.mistakes[0], rounded=lambda facts: [987.6])
    question = replace(NUMBER, mistakes=(first, *NUMBER.mistakes[1:]))
    assert question.check(987.6).mistake == first.name
    assert NUMBER.check(987.6).mistake is None


def test_an_accepted_alternative_is_right_with_its_note():
    outcome = NUMBER.check(100 - NUMBER.answer)
    assert outcome.right
    assert outcome.message.startswith("That is who stayed. Right:")


def test_a_wrong_number_is_told_its_side_and_never_the_answer():
    for raw, words in (("0.01", "too low"), (NUMBER.answer + 3.3, "too high"), ("900", "several times too high")):
        message = NUMBER.check(raw).message
        assert words in message
        assert Number.show(NUMBER.kind, NUMBER.answer) not in message


def test_a_variant_is_the_same_for_the_same_seed_and_differs_for_another():
    assert NUMBER.variant(5).facts == NUMBER.variant(5).facts != NUMBER.variant(6).facts
    assert CHOICE.variant(5).face() == CHOICE.variant(5).face()


def test_fresh_numbers_that_cannot_be_found_are_a_sentence():
    hopeless = replace(NUMBER, mistakes=(replace(NUMBER.mistakes[0], compute=NUMBER.oracle),))
    with pytest.raises(CasekitError, match=r"toy\.number in 50 tries"):
        hopeless.fresh()


def test_help_has_four_rungs():
    with pytest.raises(CasekitError, match="four rungs"):
        NUMBER.hint(5)


@given(st.integers(0, 60))
def test_a_right_figure_rightly_rounded_is_right(seed):
    toy = NUMBER.variant(seed)
    whole = round(toy.answer)
    moved = abs(whole - toy.answer) > 0.01 * abs(toy.answer)
    named = any(toy.kind.same(whole, toy.kind.settle(m.compute(toy.facts), toy.facts)) for m in toy.mistakes)
    exact = toy.kind.same(whole, toy.answer)
    assert toy.check(str(whole)).right == (exact or not (moved or named))


@pytest.mark.parametrize("typed, right", [("0.1", False), ("0", False), ("0.13", True)])
def test_rounding_a_small_figure_away_is_not_right(typed, right):
    small = replace(NUMBER, kind=Number(decimals=2), oracle=lambda facts: 0.1312, mistakes=(), accepted=())
    assert small.check(typed).right is right


def test_one_off_is_told_as_such():
    counted = replace(NUMBER, kind=Number(), oracle=lambda facts: 44, mistakes=(), accepted=())
    assert "one off" in counted.check(43).message and "too low" in counted.check(42).message
