"""The cut-off lab in a real JupyterLab, with the keyboard alone."""

from lab_page import LabPage

_SAID = "document.querySelector('[data-lab=cut-off] .ck-sentence').innerText"

LAB = "cut-off"
NOTEBOOK = "exercises/cut-off.ipynb"


def said(lab):
    return lab.root.locator(".ck-sentence").inner_text()


def test_the_cut_moves_by_keys(notebook, lab):
    notebook.picture("as-it-opens", lab.root)
    assert said(lab).startswith("You call from 5.0 % on")
    lab.tab_to(lab.root.get_by_role("slider", name="Call from a chance of"))
    for _step in range(5):
        lab.page.keyboard.press("ArrowRight")
    lab.root.locator("output", has_text="5.5 %").wait_for(timeout=3000)
    notebook.page.wait_for_function(f"{_SAID}.startsWith('You call from 5.5 % on')", timeout=3000)
    notebook.picture("moved", lab.root)


def test_the_declared_share_decides_the_sign(notebook, lab):
    lab.tab_to(lab.root.get_by_role("slider", name="Called leavers who stay (declared)"))
    lab.page.keyboard.press("Home")
    notebook.page.wait_for_function(f"{_SAID}.includes('no cut pays')", timeout=3000)
    notebook.page.wait_for_timeout(300)
    notebook.picture("nobody-stays", lab.root)


def test_another_ranking_has_another_lever(notebook, lab):
    lab.press_button("Reset")
    notebook.page.wait_for_function(f"{_SAID}.startsWith('You call from 5.0 % on')", timeout=3000)
    chance, calls = (lab.root.get_by_role("slider", name=name) for name in ("Call from a chance of", "Calls a week"))
    assert chance.is_visible() and not calls.is_visible()
    lab.tab_to(lab.root.get_by_role("combobox", name="Rank the list by"))
    for by in ("margin", "chance × margin"):
        lab.page.keyboard.press("ArrowDown")
        notebook.page.wait_for_function(f"{_SAID}.includes('calls by {by}')", timeout=3000)
        assert calls.is_visible() and not chance.is_visible()
        notebook.page.wait_for_timeout(300)
        notebook.picture(by.replace(" × ", "-x-"), lab.root)


def test_reset_goes_back_to_the_chance(notebook, lab):
    lab.press_button("Reset")
    notebook.page.wait_for_function(f"{_SAID}.startsWith('You call from 5.0 % on')", timeout=3000)
    assert lab.root.locator("output").first.inner_text() == "5 %"


class TestWhatEveryLabKeeps(LabPage):
    """Both themes, the narrow window."""
