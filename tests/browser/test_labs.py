"""The labs in a real JupyterLab, with the keyboard alone."""

import re
import time

import pytest
from notebook_page import DARK, LIGHT

import casekit
from casekit.labs.score import ScoreLab
from casekit.widgets.score_lab import score_lab


@pytest.fixture(scope="module")
def labs(open_notebook):
    """A toy lab with a control of each type, and the score lab of the course's first case."""
    opened = open_notebook("exercises/labs.ipynb")
    opened.run_all()
    assert opened.errors() == []
    return opened


def test_the_lab_answers_the_keyboard_within_a_second(labs):
    lab = labs.card_of("lab", "toy")
    labs.picture("lab", lab.root)
    lab.tab_to(lab.root.get_by_role("slider", name="Months"))
    start = time.monotonic()
    lab.page.keyboard.press("ArrowRight")
    lab.root.get_by_text("After 13 months").wait_for(timeout=1000)
    took = time.monotonic() - start
    assert took < 1, f"{took:.2f} s"
    lab.tab_to(lab.root.get_by_role("combobox", name="Per cent of"))
    lab.page.keyboard.press("ArrowDown")
    lab.root.get_by_text("740.0 of 1,000").wait_for()
    lab.tab_to(lab.root.get_by_role("checkbox", name="Whole customers only"))
    lab.page.keyboard.press("Space")
    lab.root.get_by_text("(on)").wait_for()
    lab.press_button("Save these settings")
    lab.root.get_by_text("Kept: 13 months").wait_for()
    lab.press_button("Reset")
    lab.root.get_by_text("After 12 months 784.7 of").wait_for()
    picture = lab.root.get_by_role("img")
    assert "After 12 months" in picture.get_attribute("alt")
    assert picture.evaluate("image => image.complete && image.naturalWidth") > 700


def test_a_dragged_slider_ends_where_it_was_let_go(labs):
    lab = labs.card_of("lab", "toy")
    lab.tab_to(lab.root.get_by_role("slider", name="Months"))
    for _ in range(9):
        lab.page.keyboard.press("ArrowRight")
    lab.root.get_by_text("After 21 months").wait_for(timeout=5000)
    labs.page.wait_for_timeout(500)
    assert lab.root.locator("output").first.inner_text() == "21 months"
    lab.press_button("Reset")


def score_lab_of_cdnow():
    shop = casekit.load_case("cdnow")
    return score_lab(ScoreLab(shop.transactions, shop.calibration_end, time_unit="D"), unit="days")


def test_the_score_lab_shows_who_is_hit_when_ties_are_split(labs):
    lab = labs.card_of("lab", "score")
    lab.tab_to(lab.root.get_by_role("combobox", name="Look at"))
    lab.page.keyboard.type("freq")
    lab.root.get_by_text("Nobody has score 2").wait_for(timeout=3000)
    lab.tab_to(lab.root.get_by_role("combobox", name="Customers with equal values"))
    start = time.monotonic()
    lab.page.keyboard.type("split")
    lab.root.locator(
        ".ck-sentence", has_text=re.compile(r"[1-9]\d* customers are scored apart from an equal")
    ).wait_for(timeout=3000)
    took = time.monotonic() - start
    assert took < 1, f"{took:.2f} s"
    labs.picture("score-lab-ties-split", lab.root)


def test_the_score_labs_cut_points_move(labs):
    lab = labs.card_of("lab", "score")
    assert lab.root.get_by_role("slider", name="Score 1 up to").count() == 0
    lab.tab_to(lab.root.get_by_role("combobox", name="Cut points"))
    lab.page.keyboard.type("my own")
    lab.tab_to(lab.root.get_by_role("slider", name="Score 4 up to"))
    for _ in range(3):
        lab.page.keyboard.press("ArrowRight")
    lab.root.get_by_text("5 repeat days").wait_for()
    face = score_lab_of_cdnow()
    face.receive({"do": "set", "settings": {"measure": "frequency", "cut": "own", "frequency_4": 5}})
    said = re.search("<strong>([\\d,]+ customers?)</strong> ha", face.state["sentence"])[1]
    lab.root.locator(".ck-sentence", has_text=f"{said} ha").wait_for(timeout=3000)
    labs.picture("score-lab-own-cuts", lab.root)


def test_a_cut_point_pushes_its_neighbours_along(labs):
    lab = labs.card_of("lab", "score")
    lab.tab_to(lab.root.get_by_role("slider", name="Score 1 up to"))
    for _ in range(6):
        lab.page.keyboard.press("ArrowRight")
    lab.root.get_by_text("the next ones moved along").wait_for()
    labs.page.wait_for_timeout(500)
    shown = [lab.root.get_by_role("slider", name=f"Score {n} up to").input_value() for n in (1, 2, 3, 4)]
    assert shown == ["6", "6", "6", "6"]
    labs.picture("score-lab-pushed", lab.root)
    lab.tab_to(lab.root.get_by_role("slider", name="Score 4 up to"))
    for _ in range(5):
        lab.page.keyboard.press("ArrowLeft")
    lab.root.locator("output", has_text=re.compile("^1 repeat day$")).nth(3).wait_for(timeout=3000)


def test_weights_are_shown_where_they_count(labs):
    lab = labs.card_of("lab", "score")
    lab.press_button("Reset")
    weight = lab.root.get_by_role("slider", name="Weight of recency")
    weight.wait_for()
    assert weight.input_value() == "3"
    lab.tab_to(lab.root.get_by_role("combobox", name="Look at"))
    lab.page.keyboard.type("rec")
    weight.wait_for(state="hidden")
    labs.picture("score-lab-recency", lab.root)
    lab.press_button("Reset")
    weight.wait_for()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing_to_complain_of(labs, theme):
    labs.theme(theme)
    try:
        assert labs.violations(".ck-card") == []
        labs.picture("toy", labs.card_of("lab", "toy").root)
    finally:
        labs.theme(LIGHT)


def test_a_lab_puts_its_halves_below_each_other_where_there_is_no_room_beside(labs):
    lab = labs.card_of("lab", "score").root

    def places():
        return [lab.locator(half).bounding_box()["x"] for half in (".ck-side", ".ck-outcome")]

    side, outcome = places()
    assert outcome > side
    labs.page.set_viewport_size({"width": 900, "height": 1000})
    labs.page.wait_for_timeout(300)
    side, outcome = places()
    assert outcome == side
    assert lab.evaluate("card => card.scrollWidth - card.clientWidth") <= 1
    labs.picture("narrow", lab)
