"""What every question of the course promises, proven from the question alone."""

import pytest

from casekit.course import lessons, questions
from casekit.practice.contract import bank_proofs, proofs

QUESTIONS = [item for one in lessons() for item in questions(one.number)]
PROMISES = [pytest.param(prove, id=f"{item.id}: {name}") for item in QUESTIONS for name, prove in proofs(item)]
BANKS = [
    pytest.param(prove, id=f"{one.stem}: {name}")
    for one in lessons()
    for name, prove in bank_proofs(list(questions(one.number)))
]


@pytest.mark.parametrize("prove", PROMISES)
def test_promise(prove):
    prove()


@pytest.mark.parametrize("prove", BANKS)
def test_promise_of_a_lesson(prove):
    prove()


@pytest.mark.slow
@pytest.mark.parametrize("item", [pytest.param(item, id=item.id) for item in QUESTIONS])
def test_enough_of_200_seeds_are_usable(item):
    prove = dict(proofs(item, seeds=200))["enough seeds are usable"]
    prove()


@pytest.mark.parametrize("one", [pytest.param(one, id=one.stem) for one in lessons() if one.capabilities])
def test_each_capability_can_be_proven_by_deciding_alone(one):
    decided = {name for item in questions(one.number) if item.way == "decide" for name in item.competencies}
    assert set(one.capabilities) <= decided


@pytest.mark.parametrize("one", [pytest.param(one, id=one.stem) for one in lessons() if one.capabilities])
def test_a_practice_is_rich_enough(one):
    asked = questions(one.number)
    assert len(asked) >= 10
    assert len({item.kind.name for item in asked}) >= 7
    assert {item.way for item in asked} == {"decide", "compute"}
