"""Answers to the sheet that promises to save a fully loaded loss, as trainees wrote them."""

import pytest

from casekit.course import question
from casekit.practice import Status

RIGHT = [
    "No. The overhead of {allocated} thousand stays, so we would only gain {saved}. First offer them a normal discount "
    "and fewer hours.",
    "Head office costs do not disappear with one customer, therefore the saving is smaller. Before that I'd "
    "renegotiate the price.",
    "Not really: {allocated} of it is allocated and the others would have to pay it. I would try to cut the service to "
    "the hotline first.",
    "We save {saved} thousand at best, because rent and billing system go on. Let us talk to the account about its "
    "terms before we end anything.",
    "不是：总部分摊的{allocated}千元仍然存在，只能节省{saved}千元。应先谈折扣，减少服务时间。",
]
ALL_SAVED = [
    "Yes, finance is right. The account costs more than it brings, so end the contract.",
    "We would save the whole {promised} thousand, so drop the account at once and do not waste time on talks.",
]
HALF = {
    "stays-only": "The share of the head office will still be there without this customer, and we others carry it.",
    "first-only": "Give them a lower discount, say 15 per cent, and only half of the service hours as from next year.",
}


@pytest.fixture(scope="module")
def asked():
    return question("profit.note")


@pytest.mark.parametrize("text", RIGHT)
def test_what_stays_and_what_comes_first_is_taken_in_other_words(text, asked):
    outcome = asked.check(text.format(**asked.facts))
    assert outcome.right, outcome.message


@pytest.mark.parametrize("text", ALL_SAVED)
def test_who_lets_the_promise_stand_is_told(text, asked):
    outcome = asked.check(text.format(**asked.facts))
    assert outcome.status is Status.WRONG and outcome.mistake == "agrees", outcome


@pytest.mark.parametrize(("mistake", "text"), HALF.items())
def test_half_an_answer_is_named(mistake, text, asked):
    outcome = asked.check(text)
    assert outcome.status is Status.WRONG and outcome.mistake == mistake, outcome
