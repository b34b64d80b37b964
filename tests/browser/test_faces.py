"""Every face in a real JupyterLab, with the keyboard alone."""

from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from notebook_page import DARK, LIGHT
from screen_answers import right_answer, wrong_answer
from toy_questions import QUESTIONS, toy

KINDS = [question.kind.name for question in QUESTIONS]
DEFINE = {
    "wrong": "def spend_per_visit(spend, visits):\n    return visits / spend",
    "right": "def spend_per_visit(spend, visits):\n    return spend / visits",
}


@pytest.fixture(scope="module")
def notebook(open_notebook):
    opened = open_notebook("exercises/toy.ipynb")
    opened.run_all()
    return opened


@pytest.fixture
def restored(notebook):
    """Some tests leave the dark theme or a narrow window behind when they fail."""
    yield
    notebook.theme(LIGHT)
    notebook.page.set_viewport_size({"width": 1280, "height": 1000})


def test_the_kinds_of_the_toy_notebook_are_all_kinds_there_are():
    from casekit.practice import kinds
    from casekit.practice.kinds.base import Kind

    for module in Path(kinds.__file__).parent.glob("*.py"):
        __import__(f"casekit.practice.kinds.{module.stem}")
    assert set(KINDS) == {kind.name for kind in _below(Kind) if hasattr(kind, "name")}


def _below(parent):
    return {deeper for child in parent.__subclasses__() for deeper in {child, *_below(child)}}


def test_sources_are_folded_and_a_run_brings_all_to_life(notebook):
    assert notebook.page.locator(".jp-CodeCell .jp-InputArea-editor:visible").count() == 0
    for kind in KINDS:
        notebook.card(f"toy.{kind}").wait()
    assert notebook.errors() == []


def test_what_is_pasted_takes_the_place_of_the_offered_name_but_not_of_what_was_written(notebook):
    card = notebook.card("toy.function")
    field = card.root.get_by_role("textbox", name="Function name, or your column pasted from Excel")
    assert field.input_value() == "spend_per_visit"
    field.click()
    notebook.page.wait_for_timeout(200)
    notebook.page.keyboard.insert_text("1.5\n2")
    assert field.input_value() == "1.5\n2"
    field.blur()
    field.click()
    notebook.page.wait_for_timeout(200)
    assert field.evaluate("node => node.selectionStart === node.selectionEnd")


def test_help_is_a_ladder_and_the_solution_is_earned_on_new_numbers(notebook):
    card = notebook.card("toy.choice")
    card.press_button("Solution")
    card.root.locator(".ck-feedback", has_text="opens after an attempt").wait_for()
    for rung in range(1, 4):
        card.press_button(f"Help {rung} of 3")
        card.root.locator(f".ck-rungs > li:nth-child({rung})").wait_for()
    assert card.rungs == ["A nudge", "The method", "A worked line"]
    card.answer("choice", wrong_answer(card.question))
    card.check()
    card.wait_for_feedback("Not yet")
    card.press_button("Show the solution")
    card.root.locator(".ck-rungs > li:nth-child(4)").wait_for()
    notebook.picture("solution-shown", card.root)
    card.answer("choice", right_answer(card.question))
    card.check()
    card.wait_for_feedback("Right")
    card.wait_for_standing("Solution seen")
    assert not card.root.get_by_role("button", name="Show the solution").is_visible()
    before = card.root.get_attribute("data-seed")
    card.press_button("New numbers")
    card.root.page.locator(f'.ck-card[data-question="toy.choice"]:not([data-seed="{before}"])').wait_for()
    assert card.root.evaluate("card => card.querySelector('.ck-input').contains(document.activeElement)")
    assert card.rungs == []
    card.answer("choice", right_answer(card.question))
    card.check()
    card.wait_for_standing("Earned")


@pytest.mark.parametrize("kind", KINDS)
def test_wrong_and_then_right_by_keyboard_alone(notebook, kind):
    card = notebook.card(f"toy.{kind}")
    cells = len(notebook.cells())
    for way, answer, word in (("wrong", wrong_answer, "Not yet"), ("right", right_answer, "Right")):
        if kind == "function":
            notebook.in_kernel(DEFINE[way])
        card.answer(kind, answer(card.question))
        card.check()
        card.wait_for_feedback(word)
        assert card.root.locator(".ck-primary").evaluate("node => node === document.activeElement"), "focus was lost"
        notebook.picture(f"{kind}-{way}", card.root)
    card.wait_for_standing("Earned")
    assert len(notebook.cells()) == cells, "a key meant for the card changed the notebook"


def test_enter_in_a_field_checks_and_a_changed_answer_marks_the_verdict_as_old(notebook):
    card = notebook.card("toy.number")
    field = card.root.get_by_role("textbox", name="Your answer in yuan")
    card.type_into(field, "about a dozen")
    card.page.keyboard.press("Enter")
    card.wait_for_feedback("Cannot be checked yet")
    assert field.evaluate("node => node === document.activeElement")
    card.page.keyboard.type("s")
    card.root.get_by_text("said of your earlier answer").wait_for()


def test_letters_and_arrows_go_to_the_card_and_not_to_the_notebook(notebook):
    cells = len(notebook.cells())
    card = notebook.card("toy.match")
    for stop in card.root.locator("button:visible, select, [tabindex='0']").all():
        card.tab_to(stop)
        for key in ("a", "b", "d", "d", "ArrowDown", "ArrowUp", "x"):
            card.page.keyboard.press(key)
    assert len(notebook.cells()) == cells


def test_what_is_left_to_give_is_said_while_typing(notebook):
    card = notebook.card("toy.allocation")
    fields = card.root.locator(".ck-input input").all()
    for text, said in (("30", "Left to give: 10 hours"), ("40", "All given"), ("1,000", "Given too much: 960 hours")):
        for field, value in zip(fields, (text, "", "0"), strict=True):
            card.type_into(field, value)
        assert said in card.root.locator(".ck-left").inner_text()


def test_the_data_come_as_a_workbook(notebook, jupyter):
    card = notebook.card("toy.number")
    with notebook.page.expect_download() as download:
        card.press_button("Get the data for Excel")
    card.root.get_by_text("Downloaded, and kept in").wait_for()
    name = download.value.suggested_filename
    kept = (jupyter.home / "excel" / name).read_bytes()
    assert Path(download.value.path()).read_bytes() == kept
    pd.testing.assert_frame_equal(pd.read_excel(BytesIO(kept)), toy("number").variant(_seed(card)).facts["table"])


def _seed(card):
    return int(card.root.get_attribute("data-seed"))


def test_a_guess_is_made_with_the_keyboard(notebook):
    card = notebook.card_of("prediction", "toy.guess")
    card.tab_to(card.root.get_by_role("slider", name="Your guess, as a slider"))
    for _ in range(3):
        card.page.keyboard.press("ArrowRight")
    assert card.root.get_by_role("textbox", name="Your guess (customers)").input_value() == "530"
    card.press_button("Commit my guess")
    card.root.get_by_text("Your guess is kept: 530 customers").wait_for()
    notebook.picture("guess", card.root)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing_to_complain_of(notebook, theme, restored):
    notebook.theme(theme)
    for selector in (".ck-card", ".ck-resume"):
        assert notebook.violations(selector) == []
    notebook.picture("resume", notebook.page.locator(".ck-resume"))
    notebook.picture("thresholds", notebook.card("toy.thresholds").root)


@pytest.mark.parametrize("width", [1000, 640])
def test_nothing_is_cut_in_a_narrow_window_or_at_twice_the_size(notebook, width, restored):
    """640 px is what a window of 1280 px has at 200 %."""
    notebook.page.set_viewport_size({"width": width, "height": 900})
    if width < 700:
        notebook.command("application:toggle-left-area")
    notebook.page.wait_for_timeout(500)
    for card in notebook.page.locator(".ck-card, .ck-resume").all():
        wide = card.evaluate("card => [card.scrollWidth - card.clientWidth, card.getBoundingClientRect().width]")
        assert wide[0] <= 1, f"{card} is {wide[0]} px wider than its place"
    for kind in ("order", "grades", "match", "allocation"):
        notebook.picture(f"{kind}-{width}", notebook.card(f"toy.{kind}").root)
    if width < 700:
        notebook.command("application:toggle-left-area")


def test_a_link_of_the_resume_card_opens_the_notebook_as_a_tab(notebook):
    notebook.page.locator(".ck-resume").get_by_role("link", name="Practice, about").click()
    notebook.page.wait_for_timeout(500)
    assert notebook.page.locator(".lm-DockPanel .lm-TabBar-tab", has_text="toy.ipynb").count() == 1
    assert "lab/tree/exercises/toy.ipynb" in notebook.page.url


@pytest.mark.parametrize("way", ["close_tab_and_open_again", "restart_kernel"])
def test_the_progress_is_found_again(notebook, way):
    text = "Spending and visits, half written"
    notebook.card("toy.text").type_into(notebook.card("toy.text").root.locator("textarea"), text)
    rungs = len(notebook.card("toy.order").rungs)
    notebook.card("toy.order").press_button("Help")
    notebook.card("toy.order").root.locator(".ck-rungs > li").nth(rungs).wait_for()
    notebook.page.wait_for_timeout(1000)
    getattr(notebook, way)()
    if way == "restart_kernel":
        notebook.run_all()
    for kind in KINDS:
        notebook.card(f"toy.{kind}").wait().wait_for_standing("Earned")
    order = notebook.card("toy.order")
    assert len(order.rungs) == rungs + 1 and order.rungs[0] == "A nudge"
    ids = {item["label"]: item["id"] for item in order.face["items"]}
    assert [ids[label] for label in order.root.locator(".ck-item").all_text_contents()] == right_answer(order.question)
    assert notebook.card("toy.text").root.locator("textarea").input_value() == text
    guess = notebook.card_of("prediction", "toy.guess").root
    guess.get_by_text("Your guess is kept: 530 customers").wait_for()


def test_a_kernel_that_is_gone_is_said_and_not_waited_for_in_silence(notebook):
    notebook.restart_kernel()
    card = notebook.card("toy.match")
    card.check()
    card.root.get_by_text("choose Run ▸ Run All Cells").wait_for(timeout=20_000)


def test_a_notebook_opened_the_next_day_can_be_read_and_says_how_to_bring_it_to_life(notebook):
    notebook.run_all()
    notebook.card("toy.match").wait()
    notebook.come_back_next_day()
    card = notebook.card("toy.match").wait()
    assert notebook.page.get_by_text("Error displaying widget").count() == 0
    card.check()
    card.root.get_by_text("choose Run ▸ Run All Cells").wait_for(timeout=20_000)
    notebook.picture("next-day", card.root)
    notebook.run_all()
    card.wait_for_standing("Earned")
    assert card.root.locator(".ck-wait").inner_text() == ""
