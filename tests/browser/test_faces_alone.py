"""Faces that stand alone on a page, long tables, and what a card says after Python was away."""

import pytest
from notebook_page import DARK, LIGHT


@pytest.fixture(scope="module")
def alone(open_notebook):
    opened = open_notebook("exercises/alone.ipynb")
    opened.run_all()
    return opened


@pytest.fixture(scope="module")
def long(open_notebook):
    opened = open_notebook("exercises/long.ipynb")
    opened.run_all()
    return opened


def test_a_guess_looks_as_it_should_without_any_other_card(alone):
    card = alone.card_of("prediction", "toy.alone").wait()
    label = card.root.locator("label")
    assert label.evaluate("node => [getComputedStyle(node).display, getComputedStyle(node).fontWeight]") == [
        "block",
        "600",
    ]
    field = card.root.get_by_role("textbox")
    assert field.bounding_box()["y"] >= label.bounding_box()["y"] + label.bounding_box()["height"]
    for theme in (DARK, LIGHT):
        alone.theme(theme)
        alone.picture(f"alone-{theme.split()[1]}", card.root)


@pytest.mark.parametrize("typed, place", [("25 %", "25"), ("12,5", "13"), ("90", "90"), ("33 %", "33")])
def test_the_slider_goes_where_the_typed_guess_is(alone, typed, place):
    card = alone.card_of("prediction", "toy.alone").wait()
    slider = card.root.get_by_role("slider")
    card.type_into(card.root.get_by_role("textbox"), typed)
    assert slider.input_value() == place
    card.press_button("Commit my guess")
    card.root.get_by_text(f"Your guess is kept: {typed.replace(',', '.').removesuffix(' %')} %").wait_for()
    assert slider.input_value() == place


def test_a_long_table_says_that_it_scrolls_and_the_keyboard_scrolls_it(long):
    card = long.card("toy.long").wait()
    assert card.root.get_by_text("19 rows: scroll for more.").is_visible()
    table = card.root.get_by_role("region", name="The table for this question (question toy.long)")
    assert table.evaluate("node => node.scrollHeight > node.clientHeight && node.offsetWidth > node.clientWidth + 6")
    for theme in (DARK, LIGHT):
        long.theme(theme)
        long.picture(f"long-{theme.split()[1]}", card.root)
        assert long.violations(".ck-card") == []
    card.tab_to(table)
    card.page.keyboard.press("End")
    card.page.wait_for_timeout(600)
    assert table.evaluate("node => node.scrollTop + node.clientHeight >= node.scrollHeight - 2")
    heading = table.get_by_role("columnheader", name="visits").bounding_box()["y"]
    assert heading == pytest.approx(table.bounding_box()["y"], abs=3)
    long.picture("long-end", card.root)


def test_it_says_how_exact_the_number_is_wanted(long):
    card = long.card("toy.long")
    field = card.root.get_by_role("textbox", name="Your answer in yuan")
    assert field.evaluate("node => document.getElementById(node.getAttribute('aria-describedby')).textContent") == (
        "Give a whole number."
    )


_SILENT = "Python has not answered"


def silence(card):
    card.root.locator(".ck-wait", has_text=_SILENT).wait_for(timeout=20_000)


def test_silence_is_forgotten_as_soon_as_anything_comes_back(long):
    card = long.card("toy.long")
    long.in_kernel("face = _; receive = face.receive; face.receive = lambda message: None")
    card.type_into(card.root.get_by_role("textbox"), "1")
    card.check()
    silence(card)
    long.picture("silent", card.root)
    long.in_kernel("face.receive = receive; face.sitting.check('1'); face.refresh()")
    card.wait_for_feedback("Not yet")
    assert card.root.locator(".ck-wait").inner_text() == ""


def test_nothing_of_the_silence_is_left_after_a_restart(long):
    card = long.card("toy.long")
    long.restart_kernel()
    card.check()
    silence(card)
    long.run_all()
    card.root.get_by_text("Not yet").wait_for()
    card.check()
    card.wait_for_feedback("Not yet")
    long.page.wait_for_timeout(1000)
    assert card.root.locator(".ck-wait").inner_text() == ""


def test_the_same_answer_checked_in_two_views_is_answered_in_both(long):
    """A state that stays the same is not sent, so each view's deeds must be its own."""
    long.run_all()
    long.card("toy.long").wait()
    long.command("notebook:create-output-view")
    twice = long.page.locator('.ck-card[data-question="toy.long"]')
    twice.nth(1).wait_for()
    for n in (0, 1):
        twice.nth(n).get_by_role("button", name="Check").click()
        twice.nth(n).locator(".ck-feedback .ck-sign", has_text="Not yet").wait_for()
        long.page.wait_for_timeout(1500)
        assert twice.nth(n).locator(".ck-wait").inner_text() == ""
    long.command("application:close")
