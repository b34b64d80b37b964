"""The resume card."""

import re

import pytest

from casekit.widgets import ResumeCard


def lesson(stem="03-rfm", states=(), minutes=40, **more):
    states = {f"rfm.{n}": state for n, state in enumerate(states)}
    unearned = [id for id, state in states.items() if state != "earned"]
    return {
        "stem": stem,
        "title": "Recency & co",
        "total": len(states),
        "earned": len(states) - len(unearned),
        "open": unearned,
        "next_in": "exercises",
        "states": states,
        "minutes": minutes,
        **more,
    }


@pytest.mark.parametrize(
    "states, sign",
    [
        (("new", "new"), "○ not begun"),
        (("new", "shown"), "◐ begun"),
        (("earned", "earned"), "✓ done"),
        ((), "○ not begun"),
    ],
)
def test_each_lesson_has_a_symbol_and_a_word(states, sign):
    card = ResumeCard([lesson(states=states)])
    assert sign in card._repr_html_() and sign in repr(card)


def test_done_left_and_next_are_said():
    page = ResumeCard([lesson("00-start", ("earned",)), lesson(states=("earned", "new", "tried", "new"))])._repr_html_()
    assert "Earned 2 of 5 questions" in page
    assert "Next: question rfm.1 in" in page
    assert "about 30 minutes left" in page and "Practice again" in page
    assert 'style="width: 25%"' in page


def test_a_lesson_not_begun_is_read_before_it_is_practised():
    page = ResumeCard([lesson("00-start", ("earned",)), lesson(states=("new", "new"))])._repr_html_()
    assert 'Next: the lesson <a href="../notebooks/03-rfm.ipynb">' in page
    assert 'then <a href="../exercises/03-rfm.ipynb">its practice</a>.' in page


def test_links_lead_from_either_folder_to_lesson_and_practice():
    page = ResumeCard([lesson(states=("new",))])._repr_html_()
    assert set(re.findall('href="([^"]+)"', page)) == {"../notebooks/03-rfm.ipynb", "../exercises/03-rfm.ipynb"}


def test_titles_and_notices_cannot_become_markup():
    page = ResumeCard([lesson(states=("new",), title="<script>")], notice="The file <b> was set aside.")._repr_html_()
    assert "<script>" not in page and "<b>" not in page and "! The file &lt;b&gt; was set aside." in page


def test_a_course_that_is_done_says_what_comes_next():
    assert "your own customers" in ResumeCard([lesson(states=("earned",))])._repr_html_()


def test_without_a_screen_it_is_plain_lines():
    assert repr(ResumeCard([lesson(states=("earned", "new"))], notice="Kept in memory only.")).splitlines() == [
        "Earned 1 of 2 questions",
        "◐ begun 03-rfm: 1 of 2",
        "Kept in memory only.",
    ]


def test_who_began_in_the_middle_goes_on_there():
    start, done = lesson("00-start", ("new", "new")), lesson("07-profit", ("earned", "earned"))
    begun = lesson(states=("earned", "new"))
    assert "Next: question rfm.1 in" in ResumeCard([start, begun, done])._repr_html_()
    later = lesson("08-value", ("new",))
    assert '<a href="../notebooks/08-value.ipynb">' in ResumeCard([start, done, later])._next()
    assert '<a href="../notebooks/00-start.ipynb">' in ResumeCard([start, done])._next()
