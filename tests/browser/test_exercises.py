"""Every exercise as a trainee meets it: opens folded, one Run All brings it to life, the keyboard is enough."""

import re
from pathlib import Path

import nbformat
import pytest
from notebook_page import DARK, LIGHT
from screen_answers import find_question, right_answer, wrong_answer

EXERCISES = sorted((Path(__file__).resolve().parents[2] / "exercises").glob("*.ipynb"))
_ASKED = re.compile(r'casekit\.ask\("([^"]+)"\)')


@pytest.fixture(scope="module", params=EXERCISES, ids=lambda path: path.stem)
def exercise(request, open_notebook):
    """The exercise, opened and run, and the ids of its questions."""
    notebook = open_notebook(f"exercises/{request.param.name}")
    notebook.unfolded = notebook.page.locator(".jp-CodeCell .jp-InputArea-editor:visible").all_inner_texts()
    notebook.run_all()
    notebook.asked = _ASKED.findall("\n".join(cell.source for cell in nbformat.read(request.param, 4).cells))
    return notebook


def one_of_each_kind(ids):
    first = {}
    for id in ids:
        first.setdefault(find_question(id).kind.name, id)
    return first


def test_it_asks_something(exercise):
    assert exercise.asked


def test_it_reads_as_a_form(exercise):
    assert not any("casekit.ask" in source for source in exercise.unfolded)


def test_one_run_brings_every_card_to_life(exercise):
    for id in exercise.asked:
        exercise.card(id).wait()
    assert exercise.errors() == []
    exercise.picture("page")


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing_to_complain_of(exercise, theme):
    exercise.theme(theme)
    try:
        for face in (".ck-card", ".ck-resume"):
            if exercise.page.locator(face).count():
                assert exercise.violations(face) == []
    finally:
        exercise.theme(LIGHT)


def test_nothing_is_wider_than_its_card(exercise):
    for card in exercise.page.locator(".ck-card").all():
        assert card.evaluate("card => card.scrollWidth - card.clientWidth") <= 1, card.get_attribute("data-question")


def test_one_question_of_each_kind_wrong_and_then_right_by_keyboard_and_found_again(exercise):
    answered = one_of_each_kind(exercise.asked)
    for kind, id in answered.items():
        card = exercise.card(id)
        for answer, word in ((wrong_answer, "Not yet"), (right_answer, "Right")):
            if kind == "function":
                define(exercise, card.question, right=answer is right_answer)
            card.answer(kind, answer(card.question))
            card.check()
            card.wait_for_feedback(word)
            exercise.picture(f"{kind}-{word.split()[0].lower()}", card.root)
    exercise.restart_kernel()
    exercise.run_all()
    for id in answered.values():
        exercise.card(id).wait().wait_for_standing("Earned")


def define(exercise, question, right):
    """What the trainee would write in a cell: here the course's own function, or that of its first named mistake."""
    made = "oracle" if right else "mistakes[0].compute"
    exercise.in_kernel(
        f"import casekit.course\n"
        f"asked = casekit.course.question({question.id!r}).variant({question.seed})\n"
        f"{question.kind.called} = asked.{made}(asked.facts)"
    )
