"""Letters after a downgrade, as trainees wrote them."""

import pytest

from casekit.course import question
from casekit.practice import Status

RIGHT = [
    "In 2025 your usage was {usage:,} yuan, below the {low:,} needed for {better}. From {from_day} "
    "you are in grade {worse}. If you disagree, write to the appeal desk until {appeal_day}.",
    "Dear customer, we reviewed our grades. You used {usage} yuan in {year}, so from 1 March you will"
    " be served as {worse}. You may object by 15 February. Thank you for your trust.",
    "Your grade changes to {worse} with effect from {from_day}, because your purchases came to "
    "{usage:,} yuan. Should you think a figure is wrong, our appeal desk will look at it again.",
    "Starting 1 March your grade is {worse} ({usage:,} yuan in {year}; {better} asks for {low:,}). "
    "Questions or a mistake in our figures? Then please let us review it: the appeal desk is open "
    "until {appeal_day}.",
    "We are writing to tell you that as of March you are {worse}. The reason: about {thousand} "
    "thousand yuan in {year}. You can appeal until mid-February and we are glad to talk.",
    "尊敬的客户：贵方{year}年的年用量为{usage}元，低于{better}级保留标准"
    "{low}元，自3月1日起调整为{worse}级。如有异议，请于2月15日前向申诉处书面申诉。",
]
NOT_YET = {
    "threat": (
        "You used {usage:,} yuan, so from 1 March you are in {worse}. You must order more or you will "
        "lose your services. You can appeal."
    ),
    "blame": (
        "You have disappointed us with only {usage:,} yuan, and so from 1 March you are in {worse}. You "
        "may object until 15 February."
    ),
    "others": (
        "From 1 March you are in {worse}, since other customers bought more than your {usage:,} yuan. You"
        " may object until 15 February."
    ),
    "no-way-to-object": (
        "You used {usage:,} yuan in {year}, below the {low:,} that {better} asks for, so from 1 March you"
        " are in {worse}. We thank you for your orders."
    ),
}
HALF = [
    "We are sorry to tell you that your grade has changed. Please write to us if you have any "
    "questions about this decision.",
    "From 1 March you are in {worse}. If you disagree, please write to the appeal desk until the middle of February.",
    "Your usage was {usage:,} yuan, which is too little, and so we had to move you to the next lower grade this year.",
]


@pytest.fixture(scope="module")
def asked():
    return question("review.notice")


def filled(text, asked):
    return text.format(**asked.facts, thousand=round(asked.facts["usage"] / 1000))


@pytest.mark.parametrize("text", RIGHT)
def test_a_letter_with_reason_day_and_appeal_is_taken_in_other_words(text, asked):
    outcome = asked.check(filled(text, asked))
    assert outcome.right, outcome.message


@pytest.mark.parametrize(("mistake", "text"), NOT_YET.items())
def test_what_one_would_not_like_to_read_is_named(mistake, text, asked):
    outcome = asked.check(filled(text, asked))
    assert outcome.status is Status.WRONG and outcome.mistake == mistake, outcome


@pytest.mark.parametrize(
    ("words", "mistake"), [("bought too little", "blame"), ("buy more", "threat"), ("other customers", "others")]
)
def test_the_words_to_take_out_are_quoted(words, mistake, asked):
    text = f"From 1 March you are in {{worse}}: {{usage:,}} yuan. Perhaps {words} says it. You may appeal by post."
    outcome = asked.check(filled(text, asked))
    assert outcome.mistake == mistake and f"“{words}”" in outcome.message.split("Take that out")[0]


@pytest.mark.parametrize("text", HALF)
def test_half_a_letter_is_not_enough(text, asked):
    assert asked.check(filled(text, asked)).status is Status.WRONG


def test_each_wrong_margin_is_told_by_its_own_row():
    asked = question("review.choose")
    for margin, row in asked.facts["outcomes"].items():
        outcome = asked.check(
            {
                "down": asked.facts["threshold"] * (100 - margin) / 100,
                "up": asked.facts["threshold"] * (100 + margin) / 100,
            }
        )
        if outcome.status is Status.WRONG:
            told = row["flips"] if row["flips"] > asked.facts["flips"] else row["missed"]
            assert f"With {margin} %, {told} " in outcome.message
        else:
            assert margin in asked.facts["fitting"]


def test_a_step_put_too_early_is_told_why():
    asked = question("review.day")
    for early in list(asked.answer.ids)[1:]:
        steps = [early, *(step for step in asked.answer.ids if step != early)]
        told = asked.check(steps).message
        assert not told.endswith("does not come first."), told
