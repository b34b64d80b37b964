"""The ABC lab in a real JupyterLab, with the keyboard alone."""

import re
import time

import pytest
from notebook_page import DARK, LIGHT


@pytest.fixture(scope="module")
def notebook(open_notebook):
    opened = open_notebook("exercises/abc.ipynb")
    opened.run_all()
    assert opened.errors() == []
    return opened


@pytest.fixture
def lab(notebook):
    return notebook.card_of("lab", "abc").wait()


def test_a_cut_moves_by_keys_and_says_who_changed_class(notebook, lab):
    notebook.picture("usual", lab.root)
    lab.tab_to(lab.root.get_by_role("slider", name="A ends at"))
    start = time.monotonic()
    lab.page.keyboard.press("ArrowLeft")
    lab.root.locator(".ck-sentence", has_text=re.compile(r"in another class than by .*: 0 up")).wait_for(timeout=3000)
    took = time.monotonic() - start
    assert took < 1, f"{took:.2f} s"
    assert lab.root.get_by_role("table", name=re.compile("In another class than usual")).is_visible()


def test_profit_and_whole_groups(notebook, lab):
    lab.tab_to(lab.root.get_by_role("combobox", name="Add up"))
    lab.page.keyboard.type("pro")
    lab.tab_to(lab.root.get_by_role("combobox", name="Take"))
    lab.page.keyboard.type("whole")
    lab.root.locator(".ck-sentence", has_text="units").wait_for(timeout=3000)
    assert lab.root.get_by_role("columnheader", name="units", exact=True).is_visible()
    notebook.picture("profit-groups", lab.root)


def test_too_many_hours(notebook, lab):
    lab.tab_to(lab.root.get_by_role("slider", name="Service for each C"))
    lab.page.keyboard.press("End")
    lab.tab_to(lab.root.get_by_role("slider", name="Service for each A"))
    lab.page.keyboard.press("End")
    lab.root.locator(".ck-sentence strong", has_text="too many").wait_for(timeout=3000)
    notebook.picture("hours", lab.root)


def test_the_cuts_push_one_another(lab):
    lab.tab_to(lab.root.get_by_role("slider", name="A ends at"))
    lab.page.keyboard.press("End")
    lab.root.get_by_text("the other cut moved along").wait_for(timeout=3000)
    assert lab.root.get_by_role("slider", name="B ends at").input_value() == "98"
    lab.press_button("Reset")
    lab.root.get_by_text("Nobody is in another class").wait_for(timeout=3000)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing_to_complain_of(notebook, lab, theme):
    notebook.theme(theme)
    try:
        assert notebook.violations(".ck-card") == []
        notebook.picture(theme.split()[1].lower(), lab.root)
    finally:
        notebook.theme(LIGHT)


def test_nothing_is_cut_in_a_narrow_window(notebook, lab):
    notebook.page.set_viewport_size({"width": 800, "height": 1000})
    notebook.page.wait_for_timeout(300)
    assert lab.root.evaluate("card => card.scrollWidth - card.clientWidth") <= 1
    notebook.picture("narrow", lab.root)
