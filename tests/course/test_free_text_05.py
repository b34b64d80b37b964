"""The letter to the first who is not on the list, as trainees wrote it."""

import pytest

from casekit.course import question
from casekit.practice import Status

RIGHT = [
    "We ranked everybody by contribution last year and you came just behind the last. It is reviewed every January.",
    "The places went to those with the highest margin. We look again next year; please call me if you disagree.",
    "Our list follows fixed criteria, the same for all, and you were number 31. You may appeal in January.",
    "It went by profit of 2025 among those with three types. If you think that a figure is wrong, write to us.",
    "The measure was what your business left us in 2025. In January we check again by the same rule.",
    "名单按2025年的利润贡献排名，标准对所有客户一样。每年一月重新评定，如有疑问请联系我们。",
]
NOT_YET = [
    "We make the list again each January, and if you think that a figure is wrong, please write to us.",
    "You are not on the list because there were only thirty places, and we are very sorry about that.",
    "The list was made by contribution in the year 2025, and you stood just behind the last one on it.",
    "Do not worry, next year you will be on the list, as your contribution is nearly high enough already.",
    "Your company is too small for our team, ranked by contribution, but we look at it again each year.",
    "We promise you a place next January, when the ranking by contribution is made again for everybody.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_fair_letter_is_taken_in_other_words(text):
    assert question("keys.note").check(text).right, question("keys.note").check(text).message


@pytest.mark.parametrize("text", NOT_YET)
def test_half_a_letter_and_a_harmful_one_are_not(text):
    assert question("keys.note").check(text).status is Status.WRONG


@pytest.mark.parametrize(
    "text, words",
    [
        (
            "Your company is too small for our team, ranked by contribution, but we look at it again each year.",
            "too small",
        ),
        ("We promise you a place next January, when the ranking by contribution is made again for all.", "promise"),
    ],
)
def test_words_that_hurt_or_promise_are_named(text, words):
    assert f"Take these words out: “{words}”" in question("keys.note").check(text).message
