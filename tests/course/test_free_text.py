"""Answers in one's own words, as trainees wrote them."""

import pytest

from casekit.course import question
from casekit.practice import Status

RIGHT = [
    "Half of the best drop out every year even if nobody calls them. We should have kept some uncalled to see.",
    "Many of them would have dropped out anyway. Compare with a group we did not call.",
    "It is regression to the mean and a holdout group would show the truth here.",
    "Some of them were just lucky in the first period. Only a random half left uncalled could tell.",
    "排名靠前有一部分是运气，下一期自然会回落；需要与没有打电话的对照组比较才能知道效果。",
]
NOT_YET = [
    "The market was bad and customers had less money to spend this year.",
    "The calls annoyed them so half left; we should stop calling now.",
    "A top place is partly luck, and luck does not last very long.",
    "We need to compare them with customers who were not called.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_thought_is_taken_in_other_words(text):
    assert question("rfm.half-fell-out").check(text).right


@pytest.mark.parametrize("text", NOT_YET)
def test_half_a_thought_is_not(text):
    assert question("rfm.half-fell-out").check(text).status is Status.WRONG
