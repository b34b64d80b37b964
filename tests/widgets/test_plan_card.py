"""The card of a plan sheet without a browser."""

import json

import pytest
from toy_plan import toy_plan

from casekit.errors import CasekitError
from casekit.widgets import PlanCard


@pytest.fixture
def plan(tmp_path):
    return toy_plan(tmp_path / "customer-plan.json")


@pytest.fixture
def open_card(plan):
    cards = []

    def opened(name="records"):
        cards.append(PlanCard(plan, name))
        return cards[-1]

    yield opened
    assert [error for card in cards for error in card.errors] == []


def save(card, **answers):
    card.receive({"do": "save", "answers": answers})
    return card.state["said"]


def field(card, name):
    return next(one for one in card.state["fields"] if one["name"] == name)


def test_it_opens_empty_with_the_lessons_figures(open_card):
    card = open_card()
    assert card.state["standing"]["word"] == "Not in your plan yet" and card.state["typed"] == {}
    assert field(card, "strictness")["suggestion"] == "The lesson's figure: 0.65"
    assert field(card, "owner")["suggestion"] == "" and field(card, "owner")["options"][1]["id"] == "one"
    assert "<strong>sure</strong>" in card.state["intro"]
    assert card.state["tables"] == card.state["file"] == card.state["missing"] == ""


def test_a_save_is_kept_and_met_with_remarks_and_tables(open_card, plan):
    card = open_card()
    said = save(card, strictness="0.3", owner="all", note="")
    assert said == {"code": "right", "symbol": "✓", "text": "Saved to your plan: 2 of 3 answered."}
    assert plan.entry("records").answers == {"strictness": 0.3, "owner": "all"}
    assert field(card, "strictness")["remark"] == "At that strictness 2 pairs of strangers share a card."
    assert field(card, "owner")["remark"] == "Nobody will know who changed it."
    assert "The pairs that become one" in card.state["tables"]
    assert card.state["standing"]["symbol"] == "◐" and "not complete" in card.state["standing"]["word"]
    assert str(plan.path) in card.state["file"]


def test_what_was_saved_fills_the_form_again(open_card):
    save(open_card(), strictness="0,5", owner="one", note="Father and son.")
    again = open_card()
    assert again.state["typed"] == {"strictness": "0.50", "owner": "one", "note": "Father and son."}
    assert again.state["standing"]["word"].startswith("In your plan (2")


def test_what_cannot_be_read_is_said_at_its_field_and_stays_typed(open_card, plan):
    card = open_card()
    save(card, strictness="0.5", note="x")
    said = save(card, strictness="very", note="y")
    assert said["text"] == (
        "Saved to your plan: 1 of 3 answered. 1 answer could not be read and is not saved: see below its field."
    )
    assert "cannot be read as a number" in field(card, "strictness")["problem"]
    assert card.state["typed"]["strictness"] == "very"
    assert plan.entry("records").answers == {"strictness": 0.5, "note": "y"}


@pytest.mark.parametrize(
    "raw, said", [({}, "give at least one answer"), ({"strictness": "x"}, "no answer could be read")]
)
def test_nothing_to_save_is_said_and_opens_no_model_answer(open_card, plan, raw, said):
    card = open_card()
    assert said in save(card, **raw)["text"]
    assert plan.entry("records").saved == "" and not card.state["model"]["ready"]


def test_an_emptied_form_takes_the_answers_back(open_card, plan):
    card = open_card()
    save(card, strictness="0.5")
    save(card, strictness="")
    assert plan.entry("records").answers == {}


def test_the_model_answer_waits_for_a_first_save(open_card):
    card = open_card()
    card.receive({"do": "model"})
    assert "after a first save" in card.state["problem"] and field(card, "strictness")["model"] == ""
    save(card, note="x")
    card.receive({"do": "model"})
    assert field(card, "strictness")["model"] == (
        "<p><strong>Model answer: 0.70</strong></p><p>It is the lowest that joins <strong>no</strong> strangers.</p>"
    )
    assert "Model answer: the records owner" in field(card, "owner")["model"]
    assert card.state["model"]["hidden"] and card.state["problem"] == ""


def test_earlier_sheets_are_offered_and_filled_in(open_card, plan):
    card = open_card("classes")
    assert "01 Who is who" in card.state["missing"]
    card.receive({"do": "catch_up"})
    assert card.state["said"]["text"] == "Filled in from the catch-up copy: 01 Who is who."
    assert card.state["missing"] == "" and plan.entry("records").caught_up
    assert open_card().state["standing"]["word"] == "Caught up: the copy's answers"


def test_the_workbook_is_sent(open_card, plan):
    card = open_card()
    save(card, note="x")
    sent = []
    card.send = lambda content, buffers: sent.append((content, buffers))
    card.receive({"do": "file"})
    assert sent[0][0] == {"do": "download", "name": "customer-plan.xlsx"} and sent[0][1][0][:2] == b"PK"


def test_what_keeps_the_plan_from_being_kept_is_said(open_card, plan):
    plan.store.path.mkdir()
    card = open_card()
    save(card, note="x")
    assert "kept only until this notebook is closed" in card.state["notice"]


def test_all_that_the_page_gets_is_json(open_card):
    card = open_card()
    save(card, strictness="0.5", owner="one", note="<b>")
    card.receive({"do": "model"})
    assert json.loads(json.dumps(card.state)) == card.state


def test_an_unknown_sheet_is_one_sentence(plan):
    with pytest.raises(CasekitError, match="no sheet “nonsense”"):
        PlanCard(plan, "nonsense")


def test_where_no_widget_can_be_shown(open_card):
    card = open_card()
    still = card._repr_mimebundle_()[0]
    assert still["text/plain"] == "Customer plan, sheet records: run this cell to fill it in"
    assert "Who may change a card?" in still["text/html"] and card.model_id not in still["text/html"]
    save(card, note="x")
    assert card._still()[1] == still["text/html"]
