"""Answers to the director who wants the riskiest called, all of them, as trainees wrote them."""

import pytest

from casekit.course import question
from casekit.practice import Status

RIGHT = [
    "The list has the riskiest, but many of them leave anyway and the call does not change it. To see the effect we "
    "need a control group.",
    "Risk is not uplift. Draw a tenth of the customers by lot, do not call them, and compare the two groups in "
    "December.",
    "He ranks by risk instead of by who is persuadable; and counting those who stayed proves nothing without a random "
    "holdout.",
    "In the group “{other}” nearly as many go even if called, so the gift cannot keep them. Leave some alone and "
    "compare the share of leavers.",
    "高风险不等于可挽留，有些客户无论如何都会走。应随机留出对照组，十二月再比较。",
]
AGREES = [
    "Yes, call all of them at once. These are the customers who would otherwise go, so each who stays is a success.",
    "The director is right, high risk means that we can lose much, and counting who stayed is the simplest way.",
]
HALF = {
    "list-only": "The wrong list: many with a high risk are lost causes, and it should rather be sorted by uplift.",
    "lot-only": "That count says nothing in December. One must put some aside at random as a control group beforehand.",
}


@pytest.fixture(scope="module")
def asked():
    return question("save.note")


@pytest.mark.parametrize("text", RIGHT)
def test_both_halves_are_taken_in_other_words(text, asked):
    outcome = asked.check(text.format(**asked.facts))
    assert outcome.right, outcome.message


@pytest.mark.parametrize("text", AGREES)
def test_who_lets_the_list_stand_is_told(text, asked):
    outcome = asked.check(text)
    assert outcome.status is Status.WRONG and outcome.mistake == "agrees", outcome


@pytest.mark.parametrize(("mistake", "text"), HALF.items())
def test_half_an_answer_is_named(mistake, text, asked):
    outcome = asked.check(text)
    assert outcome.status is Status.WRONG and outcome.mistake == mistake, outcome
