"""The merge lab in a real JupyterLab, with the keyboard alone."""

import re

from lab_page import LabPage

LAB = "merge"
NOTEBOOK = "exercises/merge.ipynb"


def missed(lab):
    said = lab.root.locator(".ck-sentence").inner_text()
    return int(re.search(r"([\d,]+) pairs? of one person", said)[1].replace(",", ""))


def test_a_stricter_merge_misses_more_within_a_second(notebook, lab):
    notebook.picture("usual", lab.root)
    before = missed(lab)
    lab.tab_to(lab.root.get_by_role("slider", name="Strictness"))
    for _step in range(15):
        lab.page.keyboard.press("ArrowRight")
    lab.root.locator("output", has_text="0.9").first.wait_for(timeout=3000)
    notebook.page.wait_for_function(
        "before => +document.querySelector('[data-lab=merge] .ck-sentence').innerText"
        ".match(/([\\d,]+) pairs? of one person/)[1].replace(',', '') > before",
        arg=before,
        timeout=3000,
    )
    notebook.picture("strict", lab.root)
    lab.press_button("Reset")
    notebook.page.wait_for_timeout(500)
    assert missed(lab) == before


def test_without_names_strangers_share_a_file(notebook, lab):
    lab.tab_to(lab.root.get_by_role("checkbox", name="Names and birthdays count"))
    lab.page.keyboard.press("Space")
    lab.root.locator(".ck-sentence", has_text=re.compile(r"\d\d people share a file with a stranger")).wait_for(
        timeout=3000
    )
    assert lab.root.get_by_role("table", name="Some wrong merges, names masked").locator("tbody tr").count() == 5
    notebook.picture("no-names", lab.root)


def test_shared_phones_are_asked_for_only_where_phones_count(lab):
    shared = lab.root.get_by_role("checkbox", name=re.compile("shared by many"))
    shared.wait_for()
    lab.tab_to(lab.root.get_by_role("checkbox", name="Phones count"))
    lab.page.keyboard.press("Space")
    shared.wait_for(state="hidden")
    lab.press_button("Reset")
    shared.wait_for()


class TestWhatEveryLabKeeps(LabPage):
    """Both themes, the narrow window."""
