"""What a trainee may do next, and what is remembered of it."""

from dataclasses import replace

import pandas as pd
import pytest
from practice_toys import FUNCTION, NUMBER, TABLE

from casekit.practice import Mistake, Status
from casekit.practice.sitting import Sitting
from casekit.practice.store import Store


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "progress.sqlite3")


def right(sitting):
    return sitting.question.kind.type_in(sitting.question.answer)


def test_new_tried_earned(store):
    sitting = Sitting(NUMBER, store)
    assert sitting.state == "new"
    assert sitting.check("99").status is Status.WRONG
    assert sitting.state == "tried"
    assert sitting.check(right(sitting)).right
    assert sitting.state == "earned"


@pytest.mark.parametrize("raw", ["", None, "about a dozen"])
def test_blank_and_unreadable_answers_are_no_attempts(store, raw):
    sitting = Sitting(NUMBER, store)
    sitting.check(raw)
    assert sitting.state == "new"
    assert sitting.standing.attempts == 0


def test_help_comes_rung_by_rung_and_the_solution_after_an_attempt(store):
    sitting = Sitting(NUMBER, store)
    assert [sitting.help().rung for _rung in range(3)] == [1, 2, 3]
    refused = sitting.help()
    assert refused.refused
    assert "attempt" in refused.text
    assert len(sitting.rungs) == 3
    sitting.check("99")
    assert sitting.help().text == sitting.question.hint(4)
    assert sitting.state == "shown"
    assert len(sitting.rungs) == 4


def test_the_solution_may_be_asked_for_without_the_other_rungs(store):
    sitting = Sitting(NUMBER, store)
    assert sitting.solution().refused
    sitting.check("99")
    assert not sitting.solution().refused
    assert sitting.rungs == [sitting.question.hint(4)]


def test_after_the_solution_only_new_numbers_earn(store):
    sitting = Sitting(NUMBER, store)
    sitting.check("99")
    sitting.solution()
    outcome = sitting.check(right(sitting))
    assert outcome.right
    assert "new numbers" in outcome.message
    assert sitting.state == "shown"
    before = sitting.question.seed
    sitting.again()
    assert sitting.question.seed > before
    assert (sitting.state, sitting.rungs, sitting.last_answer) == ("new", [], None)
    assert "new numbers" not in sitting.check(right(sitting)).message
    assert sitting.state == "earned"


def test_another_notebook_finds_seed_answer_and_help(store):
    sitting = Sitting(NUMBER, store)
    sitting.again()
    sitting.help()
    sitting.check("99")
    other = Sitting(NUMBER, Store(store.path))
    assert other.question.seed == sitting.question.seed
    assert other.last_answer == "99"
    assert other.rungs == sitting.rungs


def test_a_draft_is_found_again(store):
    Sitting(NUMBER, store).save_draft("12,")
    assert Sitting(NUMBER, store).last_answer == "12,"


def test_an_unusable_seed_is_not_used(store):
    coinciding = Mistake("even", lambda facts: NUMBER.oracle(facts) + facts["seed"] % 2, "On even seeds it is right.")
    sitting = Sitting(replace(NUMBER, mistakes=(coinciding,)), store)
    assert sitting.question.seed == 1


def test_an_earned_question_shows_its_solution_on_any_numbers(store):
    sitting = Sitting(NUMBER, store)
    sitting.check(right(sitting))
    sitting.again()
    assert not sitting.solution().refused
    assert sitting.state == "earned"


def test_answers_made_in_code_are_kept_as_they_would_be_typed(store):
    sitting = Sitting(TABLE, store)
    sitting.check(pd.DataFrame(sitting.question.oracle(sitting.question.facts)))
    assert sitting.last_answer.startswith("customer_id\tfrequency\tsales\n1\t")
    assert Sitting(TABLE, store).question.check(sitting.last_answer).right


def test_a_function_is_kept_by_its_name(store):
    def repeat_days(dates):
        return len(dates)

    sitting = Sitting(FUNCTION, store)
    sitting.check(repeat_days)
    assert sitting.last_answer == "repeat_days"
