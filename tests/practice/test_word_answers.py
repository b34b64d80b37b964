"""Short texts that are exactly right or not."""

import pytest

from casekit.practice.kinds.word import Word
from casekit.practice.outcome import Unreadable


@pytest.mark.parametrize("raw", ["10012345678", " 10012345678 ", 10012345678, 10012345678.0, "'10012345678'"])
def test_dress_does_not_matter(raw):
    word = Word()
    assert word.same(word.read(raw, {}), word.read("10012345678", {}))


def test_other_words_are_others():
    word = Word()
    assert word.read("NONE", {}) == word.read("none", {}) != word.read("8610012345678", {})


@pytest.mark.parametrize("raw", Word.nonsense)
def test_nonsense_is_a_sentence(raw):
    with pytest.raises(Unreadable, match="A text is expected"):
        Word().read(raw, {})
