"""Notes to the account manager of a customer on the list, as trainees wrote them."""

import pytest

from casekit.course import question
from casekit.practice import Status

RIGHT = [
    "{customer} is listed because {seen}. Only {left} of {n} customers with that sign left, so treat it as a hint.",
    "Hi, we put {customer} on the list since {seen}. {share:.0f} % of such customers left within the quarter, the rest "
    "stayed, so please just ask how they are.",
    "Reason for the warning: {seen}. It is not sure at all, most customers with this sign stay with us.",
    "The sign is that {seen}. In 2025 {stay} out of {n} with it stayed, so the customer may well stay.",
    "Out of {n} customers with this sign {left} left in the quarter. The sign here: {seen}. That is a weak warning.",
    "{customer} 的预警原因：{seen}。去年有此信号的客户中大多数留下了，所以请先了解情况。",
]
CERTAIN = [
    "{customer} will leave us soon because {seen}. Please call today.",
    "Be quick: {seen}, and the customer is leaving. {left} of {n} left.",
]
PROMISED = [
    "{customer}: {seen}. {left} of {n} such customers left, but a call will keep them.",
    "Warning because {seen}; {left} of {n} went. Offer a gift, that would keep the customer.",
]
HALF = {
    "why-only": "Dear colleague, {customer} needs your attention, because {seen}. Please have a look at it this week.",
    "sure-only": "This customer is on our list. Of those with the same sign {left} out of {n} went, so no big risk.",
}


@pytest.fixture(scope="module", params=[0, 1, 2, 3, 4, 5])
def asked(request):
    return question("warning.note").variant(request.param)


@pytest.mark.parametrize("text", RIGHT)
def test_the_sign_and_how_sure_it_is_are_taken_in_other_words(text, asked):
    outcome = asked.check(text.format(**asked.facts))
    assert outcome.right, outcome.message


@pytest.mark.parametrize("text", CERTAIN)
def test_who_knows_that_the_customer_goes_is_told(text, asked):
    outcome = asked.check(text.format(**asked.facts))
    assert outcome.status is Status.WRONG and outcome.mistake == "certain", outcome


@pytest.mark.parametrize("text", PROMISED)
def test_who_promises_that_a_call_works_is_told(text, asked):
    outcome = asked.check(text.format(**asked.facts))
    assert outcome.status is Status.WRONG and outcome.mistake == "promised", outcome


@pytest.mark.parametrize(("mistake", "text"), HALF.items())
def test_half_an_answer_is_named(mistake, text, asked):
    outcome = asked.check(text.format(**asked.facts))
    assert outcome.status is Status.WRONG and outcome.mistake == mistake, outcome
