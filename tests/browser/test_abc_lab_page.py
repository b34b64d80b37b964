"""The ABC lab in a real JupyterLab, with the keyboard alone."""

import re

from lab_page import LabPage

LAB = "abc"
NOTEBOOK = "exercises/abc.ipynb"


def test_a_cut_moves_by_keys_and_says_who_changed_class(notebook, lab):
    notebook.picture("usual", lab.root)
    lab.tab_to(lab.root.get_by_role("slider", name="A ends at"))
    lab.page.keyboard.press("ArrowLeft")
    lab.root.locator(".ck-sentence", has_text=re.compile(r"in another class than by .*: 0 up")).wait_for(timeout=3000)
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


class TestWhatEveryLabKeeps(LabPage):
    """Both themes, the narrow window."""
