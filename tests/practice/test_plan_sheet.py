"""A sheet of the customer plan: what it takes, what it says, what the catch-up copy answers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_plan import CLASSES, RECORDS

from casekit.errors import CasekitError
from casekit.practice.plan import NumberField, Sheet

WIDE = NumberField(name="n", question="How many?", unit="calls", low=0, high=5000, model=1, why="One is a start.")


def test_what_was_typed_becomes_answers_and_the_rest_sentences():
    read, problems = RECORDS.read({"strictness": " 0,75 ", "owner": "Everybody", "note": "  ", "gone": "x"})
    assert read == {"strictness": 0.75, "owner": "all"} and problems == {}
    read, problems = RECORDS.read({"strictness": "1.5", "owner": "nobody", "note": "x" * 501})
    assert read == {}
    assert problems["strictness"] == "1.5 is outside what is possible here: from 0 to 1."
    assert "none of these: everybody, the records owner" in problems["owner"]
    assert "501 characters" in problems["note"]


@pytest.mark.parametrize("typed, read", [("1,200", 1200), ("1200 calls", 1200), ("１２００", 1200), (1200.0, 1200)])
def test_a_number_is_taken_as_people_write_it(typed, read):
    assert WIDE.read(typed, None) == read


@pytest.mark.parametrize("typed", ["9,000", "12.5", "-1", "a dozen", "nan", True])
def test_a_number_that_cannot_be_is_a_sentence(typed):
    with pytest.raises(ValueError, match=r"\.$"):
        WIDE.read(typed, None)


def test_a_comma_for_thousands_never_becomes_a_decimal_one_where_whole_numbers_are_asked():
    with pytest.raises(ValueError, match="9,000 is outside what is possible here: from 0 to 5,000 calls"):
        WIDE.read("9,000", None)


def test_the_ends_may_be_computed_from_the_case():
    assert CLASSES.read({"cut": "98"})[0] == {"cut": 98}
    assert "to 98 %" in CLASSES.read({"cut": "99"})[1]["cut"]


@given(st.floats(0, 1), st.sampled_from(["all", "one"]), st.text(max_size=100))
def test_what_is_kept_reads_back_as_itself(strictness, owner, note):
    read, problems = RECORDS.read({"strictness": strictness, "owner": owner, "note": note})
    assert problems == {}
    typed = {one.name: one.typed(read[one.name]) for one in RECORDS.fields if one.name in read}
    assert RECORDS.read(typed)[0] == read == RECORDS.answers(read)


def test_the_copy_is_computed_from_the_case():
    assert RECORDS.models == {"strictness": 0.7, "owner": "one", "note": "Father and son."}


def test_a_remark_is_about_the_own_entry():
    strictness, owner, note = RECORDS.fields
    answers = RECORDS.answers({"strictness": 0.3, "owner": "one"})
    assert RECORDS.remark(strictness, answers) == "At that strictness 2 pairs of strangers share a card."
    assert [RECORDS.remark(one, answers) for one in (owner, note)] == ["", ""]
    assert RECORDS.remark(strictness, RECORDS.models) == ""


def test_what_needs_an_answer_that_is_missing_is_left_out_until_it_is_there():
    assert CLASSES.tables_of(CLASSES.answers({"cut": 80})) == {}
    table = CLASSES.tables_of(CLASSES.answers({"cut": 80, "hours": 12}))["Cut and hours"]
    assert table.to_dict("records") == [{"cut": 80, "hours": 12}]


def test_a_later_lesson_that_reads_an_answer_that_is_missing_is_told_so():
    answers = CLASSES.answers({"cut": 80})
    with pytest.raises(CasekitError, match="^“hours” is not answered on this sheet"):
        answers["hours"]
    assert answers.get("hours") is None and "hours" not in answers


def test_a_plain_copy_of_the_answers_will_do_for_a_table():
    pooled = replace(CLASSES, tables={"t": lambda case, answers: {**answers, "cut": 1}["hours"]})
    assert pooled.tables_of(pooled.answers({"cut": 80})) == {}


def test_a_function_that_asks_for_what_no_sheet_asks_is_a_mistake_of_its_author():
    wrong = Sheet(
        name="x", title="X", case=lambda seed: None, fields=(WIDE,), tables={"t": lambda case, answers: answers["m"]}
    )
    with pytest.raises(KeyError):
        wrong.tables_of(wrong.models)


def test_kept_answers_that_no_longer_fit_are_passed_over():
    assert RECORDS.answers({"strictness": [1, 2], "owner": "gone", "older": 3, "note": "x"}) == {"note": "x"}


def test_half_of_a_letter_pair_is_no_text_that_a_file_can_hold():
    assert RECORDS.read({"note": "a\ud83d"})[0] == {"note": "a?"}


def test_two_fields_of_one_name_are_refused():
    with pytest.raises(ValueError, match="share a name"):
        Sheet(name="x", title="X", case=lambda seed: None, fields=(WIDE, WIDE))
