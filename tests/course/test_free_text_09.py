"""What one writes to the bank about a forecast, as trainees wrote it."""

import pytest

from casekit.course import question
from casekit.practice import Status

RIGHT = [
    (
        "We expect about {next} purchases. When we tested the model on the last months it was {off} % "
        "too low. A campaign or a new rival is not in it."
    ),
    (
        "Our forecast is {next} purchases in nine months. In the test we came out {off} per cent below "
        "what happened, and the model does not include new customers."
    ),
    (
        "The group should buy some {next} times. Tested on the 39 weeks before, the forecast was too "
        "low: {said} instead of {true}. It assumes that nothing changes in prices."
    ),
    (
        "{next} purchases are expected. Last time the error was {off} %. Please note that Christmas and "
        "other seasons are not known to the model."
    ),
    (
        "For the next 39 weeks the model says {next}. It underestimated the last 39 weeks by {off}%. It "
        "tells nothing about single customers, only the group."
    ),
    "预计未来39周约{next}次购买。用前39周检验时，预测偏低{off}%。模型不知道促销和新客户。",
]
NOT_YET = {
    "no-test": (
        "We expect about {next} purchases in the next 39 weeks. The model does not know about campaigns or the season."
    ),
    "no-limit": "We expect about {next} purchases in the next 39 weeks; in the test the model was {off} % too low.",
    "certain": (
        "There will certainly be {next} purchases; the test was {off} % too low and campaigns are not in the model."
    ),
    "names-leavers": (
        "Some of these customers have already left for good, so {next} purchases; the test was {off} % "
        "too low; no campaign is known to it."
    ),
}
HALF = [
    "The customers will go on to buy, and the bank does not have to worry about anything in the next months.",
    "The model is a BG/NBD model with four parameters, and it converged on all of the customers that we have.",
]


@pytest.fixture(scope="module")
def asked():
    return question("alive.report")


def filled(text, asked):
    return text.format(**asked.facts)


@pytest.mark.parametrize("text", RIGHT)
def test_figure_miss_and_limit_are_taken_in_other_words(text, asked):
    outcome = asked.check(filled(text, asked))
    assert outcome.right, outcome.message


@pytest.mark.parametrize(("mistake", "text"), NOT_YET.items())
def test_what_is_missing_or_too_much_is_named(mistake, text, asked):
    outcome = asked.check(filled(text, asked))
    assert outcome.status is Status.WRONG and outcome.mistake == mistake, outcome


@pytest.mark.parametrize("text", HALF)
def test_half_a_report_is_not_enough(text, asked):
    assert asked.check(filled(text, asked)).status is Status.WRONG


def test_doubt_is_no_claim(asked):
    text = "Nothing is certain: we expect {next} purchases, the test was {off} % too low, and a campaign is not in it."
    assert asked.check(filled(text, asked)).right
