"""Trainees make mistakes two at a time as well: the practice must still name one of them."""

from itertools import combinations

import pytest

from casekit.course import lessons, questions

FILLED_IN = ("choices", "grades")  # answers with rows of their own, in which two mistakes can show side by side
QUESTIONS = [item for one in lessons() for item in questions(one.number) if item.kind.name in FILLED_IN]


def both(question, one, other):
    """What someone answers who makes two mistakes: the first where it shows, else the second, else the right thing."""
    right = question.kind.parts(question.answer)
    first, second = (
        question.kind.parts(question.kind.settle(m.compute(question.facts), question.facts)) for m in (one, other)
    )
    mixed = {
        part: next((wrong[part] for wrong in (first, second) if wrong.get(part) != right.get(part)), right.get(part))
        for part in {**right, **first, **second}
    }
    return [part for part, ticked in mixed.items() if ticked] if question.kind.name == "choices" else mixed


@pytest.mark.parametrize("question", [pytest.param(item, id=item.id) for item in QUESTIONS])
def test_one_of_two_mistakes_is_named(question):
    named = []
    for variant in map(question.variant, range(6)):
        for one, other in combinations(variant.mistakes, 2):
            outcome = variant.check(both(variant, one, other))
            assert not outcome.right
            named.append(outcome.mistake in (one.name, other.name))
    assert sum(named) >= 0.7 * len(named)
