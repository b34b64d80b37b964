"""Free text: words are looked for, denials are no claims, Chinese is counted."""

import pytest
from practice_toys import TEXT

from casekit.practice import Status
from casekit.practice.kinds.text import count_words


@pytest.mark.parametrize(
    "text",
    [
        "REGRESSION to the mean; a Control Group is needed to know",
        "Only by chance were they there, so hold a holdout group next time.",
        "这主要是运气，要有对照组才知道效果如何。",
    ],
)
def test_points_are_found_in_many_words(text):
    assert TEXT.check(text).right


def test_what_is_missing_is_named_and_the_search_is_admitted():
    outcome = TEXT.check("They only need some more time to come back to us.")
    assert "searched for words, not understood" in outcome.message
    assert "Not found yet: part of it is luck; a comparison is needed." in outcome.message


def test_a_claim_is_a_mistake_and_its_denial_is_not():
    assert TEXT.check("Luck and no control group, but clearly the calls worked.").mistake == "cause"
    assert TEXT.check("This is luck; it does not show that the calls worked without a control group.").right
    assert TEXT.check("We cannot say that the calls caused it: luck plays in, a control is needed.").right
    assert TEXT.check("运气和 control group matter, 不能说 calls worked").right


def test_a_stem_does_not_match_inside_a_word():
    assert "luck" not in TEXT.kind.read("The plucky and uncontrolled firm rang again and again", {}).points


def test_a_heap_of_one_word_is_no_sentence():
    assert TEXT.check("luck control" + " banana" * 9).status is Status.UNREADABLE


def test_too_short_is_no_attempt():
    outcome = TEXT.check("luck and control")
    assert outcome.status is Status.UNREADABLE
    assert "That is 3 different words; write at least 6" in outcome.message


@pytest.mark.parametrize("text, words", [("", 0), ("don't stop re-reading", 3), ("客户流失", 2), ("VIP 客户", 2)])
def test_words_are_counted(text, words):
    assert count_words(text) == words
