"""The retention-budget game in a real JupyterLab, with the keyboard alone."""

import re

import pytest
from notebook_page import DARK, LIGHT


@pytest.fixture(scope="module")
def notebook(open_notebook):
    opened = open_notebook("exercises/budget.ipynb")
    opened.run_all()
    assert opened.errors() == []
    return opened


@pytest.fixture
def game(notebook):
    card = notebook.card_of("lab", "budget").wait()
    card.press_button("Reset")
    card.root.locator(".ck-sentence", has_text="Quarter 1 comes next").wait_for(timeout=3000)
    return card


def said(game, text):
    game.root.locator(".ck-sentence", has_text=text).wait_for(timeout=3000)


def test_a_year_is_played_by_keys(notebook, game):
    notebook.picture("before", game.root)
    game.tab_to(game.root.get_by_role("combobox", name="Sort the list by"))
    game.page.keyboard.type("uplift ×")
    for quarter in (1, 2, 3, 4):
        game.press_button("Call them")
        said(game, f"Quarter {quarter}:")
    said(game, "The year is over")
    notebook.page.wait_for_timeout(500)
    table = game.root.get_by_role("table", name="Your quarters; money in yuan")
    assert table.is_visible() and table.evaluate("table => table.scrollWidth - table.parentElement.clientWidth") <= 1
    notebook.picture("over", game.root)
    game.press_button("Call them")
    game.root.get_by_text("The game is over. Reset begins anew.").wait_for(timeout=3000)


def test_money_runs_out(notebook, game):
    game.tab_to(game.root.get_by_role("slider", name="Spend this quarter, at most"))
    game.page.keyboard.press("End")
    game.root.locator("output", has_text=re.compile("60,?000")).wait_for(timeout=3000)
    game.press_button("Call them")
    said(game, "Quarter 1:")
    notebook.page.wait_for_timeout(500)
    assert int(re.sub(r"\D", "", game.root.locator("output").first.inner_text())) <= 100
    notebook.picture("spent", game.root)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing_to_complain_of(notebook, game, theme):
    game.press_button("Call them")
    said(game, "Quarter 1:")
    notebook.theme(theme)
    try:
        assert notebook.violations(".ck-card") == []
        notebook.picture(theme.split()[1].lower(), game.root)
    finally:
        notebook.theme(LIGHT)


def test_nothing_is_cut_in_a_narrow_window(notebook, game):
    notebook.page.set_viewport_size({"width": 800, "height": 1000})
    game.press_button("Call them")
    said(game, "Quarter 1:")
    notebook.page.wait_for_timeout(300)
    assert game.root.evaluate("card => card.scrollWidth - card.clientWidth") <= 1
    notebook.picture("narrow", game.root)
