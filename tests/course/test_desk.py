"""What a notebook calls: ask, check, data, predict, reveal, lab, resume."""

import pandas as pd
import pytest

import casekit
from casekit.course import question
from casekit.course.desk import said
from casekit.errors import CasekitError
from casekit.practice import Outcome, Status
from casekit.practice.sitting import Sitting
from casekit.practice.store import open_store

ID = "rfm.frequency"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path))


def right():
    return Sitting(question(ID), open_store()).question.answer


def test_an_answer_checked_in_code_shows_on_the_card_as_well(capsys):
    card = casekit.ask(ID)
    assert card.state["state"]["code"] == "new"
    casekit.check(ID, right())
    assert capsys.readouterr().out.startswith("✓ Right.")
    assert card.state["state"]["code"] == "earned"


def test_no_answer_is_not_attempted(capsys):
    casekit.check(ID)
    assert capsys.readouterr().out.startswith("○ Not answered.")


def test_a_wrong_answer_is_wrapped_between_words(capsys):
    casekit.check(ID, len(question(ID).facts["rows"]) + 40)
    casekit.check("rfm.split", 0)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("✗ Not yet.") and max(map(len, lines)) <= 88


def test_on_new_numbers_the_check_says_so(capsys):
    sitting = Sitting(question(ID), open_store())
    sitting.check(1000)
    sitting.solution()
    sitting.again()
    casekit.check(ID, right())
    assert capsys.readouterr().out.startswith("(On the new numbers.)")


def test_the_data_of_a_question_are_its_sheet_and_hold_no_answer():
    table = casekit.data(ID)
    assert isinstance(table, pd.DataFrame) and list(table) == ["customer_id", "date", "quantity", "amount"]
    with pytest.raises(CasekitError, match="has no data of its own"):
        casekit.data("rfm.develop-or-manage")


@pytest.mark.parametrize(
    ("guess", "actual", "told"),
    [
        (None, 66, "Commit your guess above"),
        (50, 66, "You expected 50 %; it is 66 %: 16 points too low."),
        (80, 66, "14 points too high."),
        (66, 66.2, "and so it is."),
    ],
)
def test_a_reveal_tells_how_far_off_a_guess_was_and_nothing_before(capsys, guess, actual, told):
    if guess is not None:
        open_store().record_prediction("toy", guess)
    casekit.reveal("toy", actual, unit="%")
    out = capsys.readouterr().out
    assert told in out
    assert guess is not None or "66" not in out


def test_a_guess_card_keeps_to_its_store():
    card = casekit.predict("toy", unit="%", low=0, high=100)
    card.receive({"do": "commit", "value": "25 %"})
    assert open_store().prediction("toy") == 25


def test_an_unknown_lab_is_one_sentence():
    with pytest.raises(CasekitError, match="There is no lab “nonsense”; there are .*score"):
        casekit.lab("nonsense")


def test_the_resume_card_counts_what_is_earned():
    casekit.check(ID, right())
    rows = {row["stem"]: row for row in casekit.resume().lessons}
    row = rows["03-recency-frequency-monetary"]
    assert row["earned"] == 1 and ID not in row["open"] and row["next_in"] == "exercises"
    assert rows["00-start-here"]["next_in"] == "notebooks"


def test_printed_text_carries_no_marks_of_style():
    assert said(Outcome(Status.WRONG, "Not **all** of `them`, *really*.")).endswith("Not all of them, really.")
    assert said(Outcome(Status.WRONG, "In Excel: `=12*(b-a)*2`.")).endswith("In Excel: =12*(b-a)*2.")
