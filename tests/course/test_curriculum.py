"""The course map and what it points to."""

import pytest

from casekit.course import lessons, question, questions
from casekit.course.curriculum import lesson
from casekit.course.curriculum import lessons as read_map
from casekit.course.library import asked_in_lesson
from casekit.errors import CasekitError
from casekit.paths import REPOSITORY

LESSONS = [pytest.param(one, id=one.stem) for one in lessons()]


@pytest.mark.parametrize("one", LESSONS)
def test_a_lesson_has_its_three_places(one):
    assert (REPOSITORY / "authoring" / f"{one.stem}.py").is_file()
    assert (REPOSITORY / "authoring" / f"{one.stem}.practice.py").is_file()
    assert questions(one.number)


@pytest.mark.parametrize("one", LESSONS)
def test_every_question_is_asked_and_solved_in_the_lesson_or_its_practice(one):
    texts = [
        (REPOSITORY / "authoring" / f"{one.stem}{end}").read_text(encoding="utf-8") for end in (".py", ".practice.py")
    ]
    for item in questions(one.number):
        assert f'casekit.ask("{item.id}")' in texts[0] + texts[1], f"{item.id} is asked nowhere"
        assert (item.id in asked_in_lesson(one.number)) == (f'casekit.ask("{item.id}")' in texts[0])
        if f'casekit.ask("{item.id}")' in texts[1]:
            assert f'casekit.check("{item.id}"' in texts[1], f"{item.id} is asked in the practice and not solved"


@pytest.mark.parametrize("one", LESSONS)
def test_the_lesson_keeps_to_seven_new_terms(one):
    assert len(one.terms) <= 7
    text = (REPOSITORY / "authoring" / f"{one.stem}.py").read_text(encoding="utf-8")
    for term in one.terms:
        chinese = term.split("(")[1].rstrip(")")
        assert chinese in text, f"{term} is announced and not in the text"


def test_ids_are_unique_and_begin_with_their_lessons_prefix():
    ids = [item.id for one in lessons() for item in questions(one.number)]
    assert len(set(ids)) == len(ids)
    assert all(item.id.startswith(f"{one.prefix}.") for one in lessons() for item in questions(one.number))


@pytest.mark.parametrize("id", ["nonsense", "rfm.nonsense"])
def test_an_unknown_question_is_one_sentence(id):
    with pytest.raises(CasekitError, match="There is no question"):
        question(id)


def test_an_unknown_lesson_is_one_sentence():
    with pytest.raises(CasekitError, match="There is no lesson"):
        lesson("nonsense")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[lesson]]\nnumber = '99'\nnonsense = 1\n", "lesson 99: missing before"),
        ("[[lesson]\n", "cannot be read"),
    ],
)
def test_a_broken_map_is_one_sentence(tmp_path, text, said):
    path = tmp_path / "curriculum.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CasekitError, match=said):
        read_map(path)
