"""What every question of the course promises, proven from the question alone."""

import textwrap

import pytest

from casekit.course import lessons, questions
from casekit.paths import REPOSITORY
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
    kinds, ways = {item.kind.name for item in asked}, {item.way for item in asked}
    assert len(asked) >= 10, f"{len(asked)} questions; a lesson with capabilities needs 10"
    assert len(kinds) >= 7, f"{len(kinds)} kinds; a lesson with capabilities needs 7"
    assert ways == {"decide", "compute"}, f"only questions to {ways}"


@pytest.mark.parametrize("item", [pytest.param(item, id=item.id) for item in QUESTIONS])
def test_a_question_proves_what_its_lesson_is_for(item):
    lesson_of = next(one for one in lessons() if item.id.startswith(f"{one.prefix}."))
    strange = set(item.competencies) - set(lesson_of.capabilities)
    assert not strange, f"{item.id} proves {strange}, which curriculum.toml does not name for this lesson"


def test_the_readmes_example_keeps_every_promise():
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    code = textwrap.dedent(
        text[text.index("   ```python\n   from functools") :].split("```")[1].removeprefix("python\n")
    )
    scope = {}
    exec(code, scope)
    (example,) = scope["QUESTIONS"]
    for _name, prove in proofs(example, seeds=40):
        prove()
