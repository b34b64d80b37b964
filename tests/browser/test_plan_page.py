"""A sheet of the customer plan in a real JupyterLab, with the keyboard alone."""

from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from notebook_page import DARK, LIGHT


@pytest.fixture(scope="module")
def notebook(open_notebook):
    opened = open_notebook("exercises/plan.ipynb")
    opened.run_all()
    assert opened.errors() == []
    return opened


@pytest.fixture
def card(notebook):
    return notebook.card_of("plan", "classes").wait()


def field(card, name):
    return card.root.get_by_role("textbox", name=name)


def test_before_a_first_save_the_model_answer_waits(notebook, card):
    notebook.picture("empty", card.root)
    assert card.root.get_by_text("The lesson's figure: 81 %").is_visible()
    card.press_button("Model answer (after a first save)")
    card.root.get_by_text("opens after a first save").wait_for()
    assert card.root.get_by_text("Model answer: 80 %").count() == 0


def test_what_cannot_be_read_is_said_at_its_field_and_the_rest_is_saved(notebook, card):
    card.type_into(field(card, "Where does A end? (%)"), "many")
    assert card.root.get_by_text("Changed, and not saved yet.").is_visible()
    card.type_into(field(card, "Hours a year for an A? (hours)"), "12")
    card.press_button("Save to my plan")
    card.root.get_by_text("1 of 2 answered").wait_for()
    assert field(card, "Where does A end?").get_attribute("aria-invalid") == "true"
    assert "cannot be read as a number" in described(field(card, "Where does A end?"))
    assert field(card, "Where does A end?").input_value() == "many"
    assert not card.root.get_by_text("Changed, and not saved yet.").is_visible()
    notebook.picture("unreadable", card.root)


def described(input):
    ids = input.get_attribute("aria-describedby").split()
    return " ".join(input.page.locator(f"#{one}").inner_text() for one in ids)


def test_a_save_brings_remarks_tables_and_the_workbook(notebook, card, jupyter):
    card.type_into(field(card, "Where does A end?"), "90")
    card.page.keyboard.press("Enter")
    card.root.get_by_text("2 of 2 answered").wait_for()
    assert "10 % are left for B and C." in described(field(card, "Where does A end?"))
    assert card.root.get_by_role("table", name="Cut and hours").is_visible()
    assert str(jupyter.home / "customer-plan.xlsx") in card.root.inner_text()
    with notebook.page.expect_download() as download:
        card.press_button("Get my plan for Excel")
    sheet = pd.read_excel(BytesIO(Path(download.value.path()).read_bytes()), "02 A, B and C", header=1)
    assert sheet["answer"].tolist()[:2] == [90, 12]


def test_the_model_answer_opens_then(notebook, card):
    card.press_button("Show the model answer")
    card.root.get_by_text("Model answer: 80 %").wait_for()
    assert not card.root.get_by_role("button", name="Show the model answer").is_visible()
    assert card.root.locator(".ck-primary").evaluate("node => node === document.activeElement"), "focus was lost"
    assert field(card, "Where does A end?").input_value() == "90"
    notebook.picture("model", card.root)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing_to_complain_of(notebook, card, theme):
    notebook.theme(theme)
    try:
        assert notebook.violations(".ck-card") == []
        notebook.picture(theme.split()[1].lower(), card.root)
    finally:
        notebook.theme(LIGHT)


def test_letters_and_arrows_go_to_the_card_and_not_to_the_notebook(notebook, card):
    cells = len(notebook.cells())
    for stop in card.root.locator("button:visible, input, textarea, [tabindex='0']").all():
        card.tab_to(stop)
        for key in ("a", "b", "d", "d", "ArrowDown", "ArrowUp", "x"):
            card.page.keyboard.press(key)
    assert len(notebook.cells()) == cells


@pytest.mark.parametrize("way", ["restart_kernel", "close_tab_and_open_again"])
def test_what_was_saved_is_there_again(notebook, way):
    getattr(notebook, way)()
    notebook.run_all()
    card = notebook.card_of("plan", "classes").wait()
    card.root.locator(".ck-head .ck-sign", has_text="In your plan").wait_for()
    assert field(card, "Where does A end?").input_value() == "90"
    assert field(card, "Hours a year").input_value() == "12"


def test_earlier_sheets_are_filled_in_and_own_answers_stay(notebook, card):
    card.root.get_by_text("from earlier lessons: 01 Who is who").wait_for()
    card.press_button("Fill in earlier sheets")
    card.root.get_by_text("Filled in from the catch-up copy: 01 Who is who.").wait_for()
    assert not card.root.get_by_role("button", name="Fill in earlier sheets").is_visible()
    assert field(card, "Where does A end?").input_value() == "90"
    notebook.picture("caught-up", card.root)
