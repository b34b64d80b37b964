"""Answers in the form a screen gives them, and wrong ones beside them."""

from typing import Any

from toy_questions import toy

from casekit.practice import Question, Status


def find_question(id: str) -> Question:
    """A toy or a question of the course."""
    if id.startswith("toy."):
        return toy(id.removeprefix("toy."))
    from casekit.course import question

    return question(id)


def right_answer(question: Question) -> Any:
    """What a trainee who knows it would enter."""
    return on_screen(question, question.oracle(question.facts))


def wrong_answer(question: Question) -> Any:
    """A named mistake, entered as one would; else something plainly wrong of the same kind."""
    for mistake in question.mistakes:
        raw = on_screen(question, mistake.compute(question.facts))
        if question.kind.name == "function" or question.check(raw).status is Status.WRONG:
            return raw
    raise AssertionError(f"{question.id} has no named mistake that a screen can enter")


def on_screen(question: Question, answer: Any) -> Any:
    """The course's own answer as the raw answer of the kind's form."""
    if question.kind.name == "function":
        return question.face()["name"]
    return question.kind.type_in(question.kind.settle(answer, question.facts))
