"""The answer to the director who knows that 20 bring 80, as trainees wrote it."""

import pytest

from casekit.course import question
from casekit.practice import Status

RIGHT = [
    "On sales it is 84 % and on profit even 100 %, so it depends on what you count. Each company is different.",
    "It roughly holds for revenue but not for profit, and other companies have other numbers, so measure it yourself.",
    "20/80 is only a rule of thumb. In our company the top fifth brings 84 % of sales and all of the profit in 2025.",
    "Not quite: 84 percent of sales, and the whole profit, as some others lose money. We should check it each year.",
    "The best by sales are not the best by profit, some lose money. The rule is no law, it must be tested here.",
    "He is right about sales, more or less, but not about profit, and each company has to count for itself.",
    "销售额上前20%占84%，利润上占100%；二八法则只是经验，各公司不同，需要用自己的数据验证。",
]
NOT_YET = [
    "The director is right, it is a law and the top 20 per cent should get all of the hours.",
    "It is just a rule of thumb and it varies from company to company and from year to year.",
    "The share of profit is a good deal higher than the share of sales in this table here.",
    "Yes the top customers are the most important ones and they should get the most of our time.",
    "The 80/20 rule always holds, for sales and profit, in every company and in every year.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_thought_about_the_rule_is_taken_in_other_words(text):
    assert question("abc.note").check(text).right, question("abc.note").check(text).message


@pytest.mark.parametrize("text", NOT_YET)
def test_half_a_thought_about_the_rule_is_not(text):
    assert question("abc.note").check(text).status is Status.WRONG
