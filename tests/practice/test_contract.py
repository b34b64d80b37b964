"""Every toy keeps what a question promises, and a question that breaks a promise is found out."""

from dataclasses import replace

import pytest
from practice_toys import CHOICE, NUMBER, TABLE, TOYS, hints

from casekit.practice import Hints, Mistake
from casekit.practice.contract import bank_proofs, proofs

CASES = [pytest.param(prove, id=f"{toy.id}: {name}") for toy in TOYS for name, prove in proofs(toy, seeds=5)]


@pytest.mark.parametrize("prove", CASES)
def test_promise(prove):
    prove()


@pytest.mark.slow
@pytest.mark.parametrize("toy", [toy for toy in TOYS if toy.kind.name != "function"], ids=lambda toy: toy.id)
def test_promises_on_200_seeds(toy):
    for _name, prove in proofs(toy, seeds=200):
        prove()


@pytest.mark.parametrize("name, prove", bank_proofs(list(TOYS)))
def test_bank(name, prove):
    prove()


def broken(question):
    found = []
    for name, prove in proofs(question, seeds=5):
        try:
            prove()
        except Exception:
            found.append(name)
    return found


def test_a_mistake_that_equals_the_answer_is_found():
    same = Mistake("same", NUMBER.oracle, "the same")
    assert "enough seeds are usable" in broken(replace(NUMBER, mistakes=(*NUMBER.mistakes, same)))


def test_a_mistake_lost_in_rounding_is_found():
    near = Mistake("near", lambda facts: NUMBER.oracle(facts) + 0.051, "near")
    assert "enough seeds are usable" in broken(replace(NUMBER, mistakes=(near,)))


def test_two_mistakes_with_one_message_are_found():
    other = replace(NUMBER.mistakes[0], message=NUMBER.mistakes[1].message)
    assert "the messages of mistakes are distinct" in broken(replace(NUMBER, mistakes=(other, NUMBER.mistakes[1])))


def test_a_nudge_that_tells_is_found():
    telling = Hints("It is {answer}.", *[hints()[rung] for rung in (2, 3, 4)])
    assert "rungs 1 and 2 do not contain the answer" in broken(replace(NUMBER, hints=telling))


def test_a_nudge_that_names_all_options_is_no_spoiler():
    naming = Hints("A silver card, perhaps, or no card?", *[hints()[rung] for rung in (2, 3, 4)])
    assert broken(replace(CHOICE, hints=naming)) == []


def test_a_rung_said_twice_is_found():
    assert "there are four rungs of help" in broken(replace(NUMBER, hints=Hints("a", "b", "b", "c")))


def test_a_hole_in_a_template_is_found():
    assert "the prompt fills" in broken(replace(NUMBER, prompt="How many of {nobody}?"))


def test_an_option_without_its_mistake_is_found():
    assert "every wrong option is a named mistake" in broken(replace(CHOICE, mistakes=CHOICE.mistakes[:1]))


def test_computing_without_a_workbook_is_found():
    assert "there is a workbook for Excel" in broken(replace(TABLE, workbook=None))


def test_the_longest_option_always_right_is_found():
    options = {"gold": "a very long and careful answer", "none": "no", "silver": "yes"}
    shape = [replace(CHOICE, id=f"toy.{n}", kind=replace(CHOICE.kind, options=options)) for n in range(3)]
    with pytest.raises(AssertionError, match="longest"):
        dict(bank_proofs(shape))["a long option is not always the right one"]()
