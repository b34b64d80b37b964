"""The lifetime lab in a real JupyterLab, with the keyboard alone."""

import re
import time

import pytest
from notebook_page import DARK, LIGHT

_SAID = "document.querySelector('[data-lab=lifetime] .ck-sentence').innerText"


@pytest.fixture(scope="module")
def notebook(open_notebook):
    opened = open_notebook("exercises/lifetime.ipynb")
    opened.run_all()
    assert opened.errors() == []
    return opened


@pytest.fixture
def lab(notebook):
    return notebook.card_of("lab", "lifetime").wait()


def alive(lab):
    """P(alive) in per cent, as the first sentence says it."""
    return int(re.search(r"P\(alive\) is (\d+) %", lab.root.locator(".ck-sentence").inner_text())[1])


def test_silence_by_keys_and_p_alive_falls(notebook, lab):
    notebook.picture("best", lab.root)
    first = alive(lab)
    lab.tab_to(lab.root.get_by_role("slider", name="Silent since"))
    start = time.monotonic()
    for _step in range(3):
        lab.page.keyboard.press("PageUp")
    notebook.page.wait_for_function(
        f"{_SAID}.includes('silent for 40') || {_SAID}.includes('silent for 4')", timeout=3000
    )
    took = time.monotonic() - start
    assert took < 2, f"{took:.2f} s"
    notebook.page.wait_for_timeout(500)
    assert alive(lab) < 0.6 * first
    notebook.picture("silence", lab.root)


def test_another_parameter_lies_below_the_best(notebook, lab):
    lab.tab_to(lab.root.get_by_role("slider", name="r, times doubled"))
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
