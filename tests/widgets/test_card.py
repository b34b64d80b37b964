"""The question card without a browser: what comes in, what the page would show."""

import json

import pandas as pd
import pytest
from toy_questions import NAMES, QUESTIONS, spend_per_visit, toy

from casekit.practice.sitting import Sitting
from casekit.practice.store import Store
from casekit.widgets import QuestionCard
from casekit.widgets.wording import exact_words

KINDS = [question.kind.name for question in QUESTIONS]
NOTEBOOK = {"spend_per_visit": spend_per_visit, "upside_down": lambda spend, visits: visits / spend, "seven": 7}


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path))
    return Store(tmp_path / "progress.sqlite3")


@pytest.fixture
def open_card(store):
    """Opens the card of a toy; after the test none of them may have stumbled."""
    cards = []

    def opened(kind, **more):
        cards.append(QuestionCard(Sitting(toy(kind), store), **{"resolve": NOTEBOOK.get, **more}))
        return cards[-1]

    yield opened
    assert [error for card in cards for error in card.errors] == []


def typed(card, compute):
    """The course's own answer as the page would send it."""
    question = card.sitting.question
    if question.kind.name == "function":
        return "spend_per_visit" if compute is question.oracle else "upside_down"
    return question.kind.type_in(question.kind.settle(compute(question.facts), question.facts))


def check(card, answer):
    card.receive({"do": "check", "answer": answer})
    return card.state["feedback"]


@pytest.mark.parametrize("kind", KINDS)
def test_wrong_then_right(open_card, kind):
    card = open_card(kind)
    question = card.sitting.question
    assert card.state["state"]["word"] == "New" and card.state["feedback"] is None
    feedback = check(card, typed(card, question.mistakes[0].compute))
    assert (feedback["symbol"], feedback["word"]) == ("✗", "Not yet")
    assert "<code>table</code>" in feedback["html"] and card.outcome.mistake == "tempting"
    assert card.state["state"]["word"] == "Tried, not right yet"
    feedback = check(card, typed(card, question.oracle))
    assert (feedback["symbol"], feedback["word"]) == ("✓", "Right")
    assert card.state["state"]["word"] == "Earned" and card.state["again"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_untouched_card_is_not_answered_and_no_attempt(open_card, store, kind):
    card = open_card(kind)
    untouched = {"choices": [], "order": None, "choice": None}.get(kind, "")
    if kind in ("match", "grades", "thresholds", "allocation"):
        face = card.state["face"]
        entries = next(face[name] for name in ("left", "rows", "names", "buckets") if name in face)
        untouched = {entry["id"]: "" for entry in entries}
    feedback = check(card, untouched)
    assert (feedback["symbol"], feedback["word"]) == ("○", "Not answered")
    assert store.attempts(f"toy.{kind}") == [] and card.state["state"]["code"] == "new"


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_the_page_gets_is_json(open_card, kind):
    card = open_card(kind)
    check(card, typed(card, card.sitting.question.oracle))
    assert json.loads(json.dumps(card.state)) == card.state


def test_an_answer_that_cannot_be_read_is_said_and_counts_for_nothing(open_card, store):
    card = open_card("number")
    assert check(card, "about a dozen")["word"] == "Cannot be checked yet"
    assert store.attempts("toy.number") == []


def test_help_goes_up_rung_by_rung_and_the_solution_waits_for_an_attempt(open_card):
    card = open_card("number")
    card.receive({"do": "solution"})
    assert "after an attempt" in card.state["problem"] and card.state["rungs"] == []
    labels = []
    for _ in range(5):
        labels.append((card.state["help"]["label"], card.state["help"]["ready"]))
        card.receive({"do": "help"})
    assert labels == [
        ("Help 1 of 3", True),
        ("Help 2 of 3", True),
        ("Help 3 of 3", True),
        ("Help 3 of 3", False),
        ("Help 3 of 3", False),
    ]
    assert [rung["title"] for rung in card.state["rungs"]] == ["A nudge", "The method", "A worked line"]
    check(card, "1")
    assert card.state["solution"] == {"label": "Show the solution", "ready": True, "hidden": False}
    card.receive({"do": "solution"})
    assert card.state["rungs"][-1]["title"] == "The solution" and card.state["problem"] == ""
    assert card.state["state"]["code"] == "shown"


def test_no_solution_is_offered_beside_a_right_answer(open_card):
    card = open_card("number")
    check(card, typed(card, card.sitting.question.oracle))
    assert card.state["solution"]["hidden"]
    check(card, "1")
    assert not card.state["solution"]["hidden"] and card.state["solution"]["ready"]
    check(card, typed(card, card.sitting.question.oracle))
    assert card.state["solution"]["hidden"] and open_card("number").state["solution"]["hidden"]
    card.receive({"do": "again"})
    assert not card.state["solution"]["hidden"]


@pytest.mark.parametrize("kind", ["choice", "choices", "match", "order"])
def test_the_options_keep_their_places(open_card, kind):
    card = open_card(kind)
    before = card.state["face"]
    check(card, typed(card, card.sitting.question.mistakes[0].compute))
    check(card, typed(card, card.sitting.question.oracle))
    assert card.state["face"] == before and open_card(kind).state["face"] == before


def test_it_says_how_exact_a_number_is_wanted(open_card):
    assert open_card("number").state["exact"] == "Give a whole number."
    assert open_card("thresholds").state["exact"] == "Give whole numbers."
    assert open_card("choice").state["exact"] == ""
    assert [exact_words(n) for n in (1, 2, 4)] == ["Give one decimal.", "Give two decimals.", "Give 4 decimals."]


def test_the_solution_may_be_taken_without_the_other_rungs_and_these_afterwards(open_card):
    card = open_card("number")
    check(card, "1")
    card.receive({"do": "solution"})
    assert [rung["title"] for rung in card.state["rungs"]] == ["The solution"]
    card.receive({"do": "help"})
    assert [rung["title"] for rung in card.state["rungs"]] == ["A nudge", "The solution"]


def test_new_numbers_ask_anew(open_card):
    card = open_card("number")
    before = dict(card.state)
    check(card, "1")
    card.receive({"do": "solution"})
    card.receive({"do": "again"})
    assert card.state["seed"] != before["seed"] and card.state["exhibit"] != before["exhibit"]
    assert card.state["rungs"] == [] and card.state["feedback"] is None and card.state["answer"] is None
    check(card, typed(card, card.sitting.question.oracle))
    assert card.state["state"]["code"] == "earned"


@pytest.mark.parametrize("kind", KINDS)
def test_everything_is_there_again_when_the_cell_is_run_again(open_card, kind):
    card = open_card(kind)
    check(card, typed(card, card.sitting.question.oracle))
    card.receive({"do": "help"})
    again = open_card(kind)
    assert again.state["state"]["code"] == "earned"
    assert [rung["title"] for rung in again.state["rungs"]] == ["A nudge"]
    assert again.state["feedback"] == (None if kind == "function" else card.state["feedback"])
    assert check(again, again.state["answer"])["word"] == "Right"


def test_a_draft_is_there_again_and_no_verdict_beside_it(open_card):
    card = open_card("number")
    check(card, "1")
    card.receive({"do": "draft", "answer": "12"})
    assert card.state["stale"]
    again = open_card("number")
    assert again.state["answer"] == "12" and again.state["feedback"] is None
    assert again.state["state"]["code"] == "tried"


def test_a_name_the_notebook_does_not_know_is_said(open_card, store):
    card = open_card("function")
    feedback = check(card, "no_such_function")
    assert feedback["word"] == "Cannot be checked yet" and "no_such_function" in feedback["html"]
    assert store.attempts("toy.function") == [] and open_card("function").state["answer"] == "no_such_function"


def test_what_is_no_function_is_said(open_card):
    assert check(open_card("function"), "seven")["word"] == "Cannot be checked yet"


def test_results_worked_out_elsewhere_may_be_pasted(open_card):
    card = open_card("function")
    question = card.sitting.question
    results = question.kind.type_in(question.answer)
    assert "\n" in results and check(card, results)["word"] == "Right"


def test_a_table_of_the_notebook_is_found_by_its_name(open_card):
    card = open_card("table", resolve=lambda name: made if name == "my_table" else None)
    made = card.sitting.question.facts["table"].iloc[::-1]
    assert check(card, " my_table ")["word"] == "Right"


def test_the_running_notebook_is_asked_when_nothing_else_is_given(open_card, monkeypatch):
    class Shell:
        user_ns = {"spend_per_visit": spend_per_visit}

    monkeypatch.setattr("IPython.get_ipython", Shell)
    assert check(open_card("function", resolve=None), "spend_per_visit")["word"] == "Right"
    monkeypatch.setattr("IPython.get_ipython", lambda: None)
    assert check(open_card("function", resolve=None), "spend_per_visit")["word"] == "Cannot be checked yet"


def test_the_workbook_is_sent_and_kept(open_card, tmp_path):
    card = open_card("number")
    sent = []
    card.send = lambda content, buffers: sent.append((content, buffers))
    card.receive({"do": "data"})
    kept = tmp_path / "excel" / sent[0][0]["name"]
    assert kept.read_bytes() == sent[0][1][0] and str(kept) in card.state["excel"]
    assert pd.read_excel(kept)["customer"].tolist() == list(NAMES)


def test_whatever_goes_wrong_is_a_sentence_and_kept_for_the_tests(store, monkeypatch):
    card = QuestionCard(Sitting(toy("number"), store))
    monkeypatch.setattr(card.sitting, "check", lambda raw: 1 / 0)
    card.receive({"do": "check", "answer": "1", "seq": 7})
    assert "ZeroDivisionError" in card.state["problem"] and card.state["seq"] == 7
    assert [type(error) for error in card.errors] == [ZeroDivisionError]
    card.receive({"do": "help"})
    assert card.state["problem"] == "" and card.state["rungs"]


def test_only_deeds_are_a_way_in(store):
    card = QuestionCard(Sitting(toy("number"), store))
    for message in ({"do": "refresh"}, {"do": "__init__"}, {}):
        card.receive(message)
    assert len(card.errors) == 3


def test_what_the_store_has_to_say_stands_on_the_card(open_card, store):
    store.notice = "Kept in memory only."
    assert open_card("number").state["notice"] == "Kept in memory only."


def test_where_no_widget_can_be_shown(open_card):
    card = open_card("number", label="03 · 4")
    still = card._repr_mimebundle_()[0]
    assert still["text/plain"] == repr(card) == "Question toy.number: run this cell to answer"
    assert "<strong>together</strong>" in still["text/html"] and "Run this cell to answer." in still["text/html"]
    assert card.model_id not in still["text/html"]
    assert card.state["label"] == "Question 03 · 4"
