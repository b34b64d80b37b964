"""The answer to the director who gives a D to whoever fits nothing, as trainees wrote it."""

import pytest

from casekit.course import question
from casekit.practice import Status

RIGHT = [
    "Our sixteen largest accounts would get the lowest grade. The scheme has a hole there and D is not defined.",
    "It hits the biggest customers: they fall between B1 and A2, and of D the source prints only a name.",
    "The six largest would all be D. Nothing in the scheme says that they belong there, the text of D is lost.",
    "Please do not. Our best accounts would be at the bottom, and there is no rule for D in the photograph.",
    "That would insult the accounts with more than 100,000 yuan; the scheme does not cover them and does not define D.",
    "最大的客户会被降到D级；该方案有空档，D类没有定义。",
    "The top accounts have no grade because no band covers them, and D has no condition, so we cannot use it.",
]
NOT_YET = [
    "I agree, that is a good idea, then everybody has a grade by Friday as you wanted.",
    "The scheme was made by another firm and we should be careful when we hang it up here.",
    "You are right, give them D: the largest ones can complain later and we will see about it.",
    "D is only a name in that scheme, so nobody can be put into it at all, I think.",
    "Our largest customers would be very angry when they see that letter on Friday morning.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_thought_about_the_rest_is_taken_in_other_words(text):
    assert question("policies.note").check(text).right, question("policies.note").check(text).message


@pytest.mark.parametrize("text", NOT_YET)
def test_half_a_thought_about_the_rest_is_not(text):
    assert question("policies.note").check(text).status is Status.WRONG
