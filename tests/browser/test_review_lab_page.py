"""The review lab in a real JupyterLab, with the keyboard alone."""

import re

from lab_page import LabPage

_MOVES = "before => +document.querySelector('[data-lab=review] .ck-sentence').innerText.match(/([0-9]+) moves?/)[1]"

LAB = "review"
NOTEBOOK = "exercises/review.ipynb"


def taken_back(lab):
    said = lab.root.locator(".ck-sentence").inner_text()
    return tuple(int(number) for number in re.search(r"(\d+) moves? .*?\((\d+)\)", said).groups())


def test_a_margin_moves_by_keys_and_fewer_moves_are_taken_back(notebook, lab):
    notebook.picture("policy-alone", lab.root)
    alone = taken_back(lab)
    assert alone[0] == alone[1] > 40
    lab.tab_to(lab.root.get_by_role("slider", name="Margin around each threshold"))
    for _step in range(4):
        lab.page.keyboard.press("PageUp")
    notebook.page.wait_for_function(f"{_MOVES} < before", arg=alone[0], timeout=3000)
    notebook.picture("margin", lab.root)


def test_patience_misses_downgrades_and_tells_who_was_wronged(notebook, lab):
    lab.tab_to(lab.root.get_by_role("slider", name="Minimum stay in a grade"))
    lab.page.keyboard.press("ArrowRight")
    lab.root.locator("output", has_text="2 reviews").wait_for(timeout=3000)
    notebook.page.wait_for_function(f"{_MOVES} < 0.4 * before", arg=taken_back(lab)[1], timeout=3000)
    assert lab.root.locator("output").first.inner_text() == "20 %"  # the lever moved before has stayed where it was
    assert lab.root.get_by_role("table", name=re.compile("Moved down by bad luck: the largest 5")).is_visible()
    assert lab.root.get_by_role("columnheader", name="your rules", exact=True).is_visible()
    notebook.picture("patience", lab.root)


def test_reset_is_the_policy_alone(notebook, lab):
    lab.press_button("Reset")
    lab.root.locator("output", has_text="0 %").first.wait_for(timeout=3000)
    notebook.page.wait_for_timeout(800)
    assert taken_back(lab)[0] == taken_back(lab)[1]


class TestWhatEveryLabKeeps(LabPage):
    """Both themes, the narrow window."""
