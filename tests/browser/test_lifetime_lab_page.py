"""The lifetime lab in a real JupyterLab, with the keyboard alone."""

import re

from lab_page import LabPage

_SAID = "document.querySelector('[data-lab=lifetime] .ck-sentence').innerText"

LAB = "lifetime"
NOTEBOOK = "exercises/lifetime.ipynb"


def alive(lab):
    """P(alive) in per cent, as the first sentence says it."""
    return int(re.search(r"P\(alive\) is (\d+) %", lab.root.locator(".ck-sentence").inner_text())[1])


def test_silence_by_keys_and_p_alive_falls(notebook, lab):
    notebook.picture("best", lab.root)
    first = alive(lab)
    lab.tab_to(lab.root.get_by_role("slider", name="Silent since"))
    for _step in range(3):
        lab.page.keyboard.press("PageUp")
    notebook.page.wait_for_function(
        f"{_SAID}.includes('silent for 40') || {_SAID}.includes('silent for 4')", timeout=3000
    )
    notebook.page.wait_for_timeout(500)
    assert alive(lab) < 0.6 * first
    notebook.picture("silence", lab.root)


def test_another_parameter_lies_below_the_best(notebook, lab):
    lab.tab_to(lab.root.get_by_role("slider", name="r: doublings (0 is best)"))
    for _step in range(4):
        lab.page.keyboard.press("ArrowRight")
    notebook.page.wait_for_function(f"{_SAID}.includes('below the best log-likelihood')", timeout=3000)
    notebook.page.wait_for_timeout(500)
    assert "more purchases than came in the 39 weeks held back" in lab.root.locator(".ck-sentence").inner_text()
    assert lab.root.locator("output").first.inner_text() == "1"
    notebook.picture("doubled", lab.root)


def test_the_salon_knows_the_truth_of_a_frequent_buyer(notebook, lab):
    lab.press_button("Reset")
    notebook.page.wait_for_function(f"{_SAID}.includes('best parameters')", timeout=3000)
    lab.tab_to(lab.root.get_by_role("combobox", name="Customers of"))
    lab.page.keyboard.press("ArrowDown")
    notebook.page.wait_for_function(f"{_SAID}.includes('in truth')", timeout=3000)
    lab.tab_to(lab.root.get_by_role("combobox", name="History"))
    lab.page.keyboard.press("ArrowDown")
    notebook.page.wait_for_function(f"{_SAID}.includes('In truth this customer left')", timeout=3000)
    assert not lab.root.get_by_role("slider", name="Silent since").is_visible()
    assert lab.root.get_by_role("table", name="Who was truly there, by P(alive)").is_visible()
    notebook.page.wait_for_timeout(500)
    notebook.picture("truth", lab.root)


class TestWhatEveryLabKeeps(LabPage):
    """Both themes, the narrow window."""
