"""Prompts become safe HTML."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from casekit.widgets.prose import inline, plain, to_html


class Reader(HTMLParser):
    """Collects the tags and the text of a piece of HTML."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.words = set(), []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        assert not attrs

    def handle_data(self, data):
        self.words.append(data)


def test_paragraphs_bold_and_code():
    assert to_html("One\nline.\n\n**Two** `days < 3`") == (
        "<p>One line.</p><p><strong>Two</strong> <code>days &lt; 3</code></p>"
    )


def test_emphasis():
    assert inline("come *after* it, **not before** it") == "come <em>after</em> it, <strong>not before</strong> it"
    assert inline("**频次** *x*") == "<strong>频次</strong> <em>x</em>"


def test_lists_with_and_without_numbers():
    assert to_html("Take:\n- one\n- two\n  and more\n\n1. first\n2) second") == (
        "<p>Take:</p><ul><li>one</li><li>two and more</li></ul><ol><li>first</li><li>second</li></ol>"
    )


def test_stars_that_are_no_bold_stay():
    assert inline("3 * 4 * 5 and 2**8") == "3 * 4 * 5 and 2**8"


def test_a_negative_number_is_no_list():
    assert to_html("-3 is less") == "<p>-3 is less</p>"


@given(st.text(alphabet=st.sampled_from("<>&\"'`*- ab1.\n"), max_size=60))
def test_nothing_but_our_own_tags_ever_comes_out(text):
    assert Reader(to_html(text)).tags <= {"p", "ul", "ol", "li", "strong", "em", "code"}


@given(st.text(alphabet=st.characters(blacklist_characters="`*", blacklist_categories=["Cc", "Cs"]), max_size=60))
def test_inline_text_without_marks_is_read_back_unchanged(text):
    assert "".join(Reader(inline(text)).words) == text


def test_plain_text_has_no_marks():
    assert plain("By **recency** *most* of `table`, 3 * 4 and 2 ** 3") == "By recency most of table, 3 * 4 and 2 ** 3"
