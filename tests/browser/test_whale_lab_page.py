"""The whale-curve lab in a real JupyterLab, with the keyboard alone."""

import re

from lab_page import LabPage

_SAID = "document.querySelector('[data-lab=whale] .ck-sentence').innerText"

LAB = "whale"
NOTEBOOK = "exercises/whale.ipynb"


def sums(lab):
    """The two sums of the first sentence: promised and real."""
    said = lab.root.locator(".ck-sentence").inner_text().split(" of overhead")[0]
    return [int(number.replace(",", "")) for number in re.findall(r"[+-]([\d,]+\d)", said)[:2]]


def test_the_worst_are_dropped_by_keys_and_less_comes_than_is_promised(notebook, lab):
    notebook.picture("as-it-was", lab.root)
    assert "Nothing is changed yet." in lab.root.locator(".ck-sentence").inner_text()
    lab.tab_to(lab.root.get_by_role("slider", name="Drop the worst"))
    for _step in range(2):
        lab.page.keyboard.press("PageUp")
    lab.root.locator("output", has_text="20 customers").wait_for(timeout=3000)
    notebook.page.wait_for_function(f"{_SAID}.includes('promises')", timeout=3000)
    notebook.page.wait_for_timeout(500)
    promised, real = sums(lab)
    assert 0 < real < 0.8 * promised
    notebook.picture("dropped", lab.root)


def test_discounts_and_hours_move_as_well(notebook, lab):
    lab.tab_to(lab.root.get_by_role("slider", name="Discounts taken from the rest of the tail"))
    lab.page.keyboard.press("PageUp")
    lab.tab_to(lab.root.get_by_role("slider", name="Service hours the rest of the tail keeps"))
    for _step in range(3):
        lab.page.keyboard.press("PageDown")
    notebook.page.wait_for_function(f"{_SAID}.includes('assumed, not measured')", timeout=3000)
    notebook.page.wait_for_timeout(500)
    assert lab.root.get_by_role("table", name=re.compile("The worst 8 of last year")).is_visible()
    notebook.picture("all-levers", lab.root)


def test_judged_by_contribution_the_sharing_goes_away(notebook, lab):
    shared = lab.root.get_by_text("Share overhead out by")
    assert shared.is_visible()
    lab.tab_to(lab.root.get_by_role("combobox", name="Judge customers by"))
    lab.page.keyboard.press("ArrowDown")
    notebook.page.wait_for_function(f"{_SAID}.includes('overhead is left where it is')", timeout=3000)
    assert not shared.is_visible()
    notebook.page.wait_for_timeout(300)
    notebook.picture("contribution", lab.root)


def test_reset_is_the_year_as_it_was(notebook, lab):
    lab.press_button("Reset")
    notebook.page.wait_for_function(f"{_SAID}.includes('Nothing is changed yet')", timeout=3000)
    assert lab.root.locator("output").first.inner_text() == "0 customers"


class TestWhatEveryLabKeeps(LabPage):
    """Both themes, the narrow window."""
