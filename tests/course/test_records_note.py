"""The request for the complete list, answered as trainees would."""

import pytest

from casekit.course.customer_records.policy import NOTE
from casekit.practice import Status

RIGHT = [
    "What do you want to find out? I can give you only the columns you need, with codes instead of names,"
    " once the records "
    "owner has approved it.",
    "Hi, tell me the purpose first. Then I ask the owner of the records, and you get the necessary "
    "fields, pseudonymised.",
    "Which question is it about? You don't need the whole list. We mask the names and phones, and our "
    "data officer releases the file.",
    "Why do you need this? Please list the fields that are required. Names will be hidden. The person in "
    "charge of the data "
    "must say yes.",
    "I cannot send you the complete list. Tell me what it is for; the records owner then releases the few columns that "
    "are needed, anonymised.",
    "Instead of sending the full list, let us look at your question: what decision is it for? Minimise "
    "the columns, replace names by a "
    "code, get permission.",
    "请先说明用途，我们只提供所需的字段，姓名用代码代替，并且要经过资料负责人批准后才能发出。",
]
NOT_YET = [
    "Sure, it will be with you tomorrow morning, have a nice day and say hello to the team from me.",
    "What is it for? I will then send it to you as soon as I have the time to do so this week.",
    "The records owner must approve every list that leaves the firm, so please ask her first and then come back.",
    "Tell me the purpose and the columns you need and I will gladly prepare the file for you until Friday.",
    "What is it for? The owner approves only the columns you need, coded. I send you the complete list meanwhile.",
    "You get only the columns you need, with names masked, as soon as the records owner has said yes to it.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_all_four_points_are_found_in_other_words(text):
    outcome = NOTE.check(text)
    assert outcome.right, outcome.message


@pytest.mark.parametrize("text", NOT_YET)
def test_a_point_left_out_or_a_list_sent_is_not_right(text):
    assert NOTE.check(text).status is Status.WRONG
