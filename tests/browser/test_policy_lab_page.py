"""The policy lab in a real JupyterLab, with the keyboard alone."""

import re

from lab_page import LabPage

LAB = "policies"
NOTEBOOK = "exercises/policy.ipynb"


def test_a_line_moves_by_keys_and_the_holes_follow(notebook, lab):
    notebook.picture("as-printed", lab.root)
    assert lab.root.locator(".ck-sentence", has_text="3 holes").is_visible()
    lab.tab_to(lab.root.get_by_role("slider", name="A2 begins at"))
    lab.page.keyboard.press("ArrowLeft")
    lab.root.locator(".ck-sentence", has_text="above 100,000 to below 195,000 yuan").wait_for(timeout=3000)
    assert lab.root.get_by_role("table", name="Holes and overlaps of the bands").is_visible()


def test_bands_that_reach_up_to_the_next_leave_no_hole_between(notebook, lab):
    lab.tab_to(lab.root.get_by_role("combobox", name="Each band ends"))
    lab.page.keyboard.type("where the next")
    lab.root.locator(".ck-sentence", has_text="1 hole").wait_for(timeout=3000)
    lab.tab_to(lab.root.get_by_role("slider", name="B2 begins at"))
    lab.page.keyboard.press("Home")
    lab.root.locator(".ck-sentence", has_text="The bands leave no hole").wait_for(timeout=3000)
    notebook.picture("no-hole", lab.root)


def test_lines_push_one_another_and_that_is_said(lab):
    lab.tab_to(lab.root.get_by_role("slider", name="B2 begins at"))
    lab.page.keyboard.press("End")
    lab.tab_to(lab.root.get_by_role("slider", name="B1 begins at"))
    lab.page.keyboard.press("Home")
    lab.root.get_by_text("other lines moved along").wait_for(timeout=3000)
    assert lab.root.get_by_role("slider", name="B2 begins at").input_value() == "0"
    lab.press_button("Reset")
    lab.root.locator(".ck-sentence", has_text="Everybody has the grade of the policy as it came").wait_for(timeout=3000)


def test_groups_are_picked_and_few_are_marked(notebook, lab):
    assert lab.root.get_by_role("table", name=re.compile("Who reaches A2 or better, with a 95 % interval")).is_visible()
    lab.tab_to(lab.root.get_by_role("combobox", name="Compare by"))
    lab.page.keyboard.type("growth")
    lab.root.get_by_role("columnheader", name="growth potential", exact=True).wait_for(timeout=3000)
    lab.tab_to(lab.root.get_by_role("combobox", name="Compare who has"))
    lab.page.keyboard.type("B2")
    lab.root.get_by_role("table", name=re.compile("Who reaches B2 or better")).wait_for(timeout=3000)
    notebook.picture("groups", lab.root)


def test_what_is_saved_is_said_with_its_place(notebook, lab):
    lab.tab_to(lab.root.get_by_role("slider", name="A1 begins at"))
    lab.page.keyboard.press("ArrowLeft")
    lab.root.locator(".ck-sentence", has_text="below 495,000 yuan").wait_for(timeout=3000)
    lab.press_button("Save these settings")
    lab.root.get_by_text(re.compile(r"Saved as .*key-account-classes-mine\.toml")).wait_for(timeout=3000)
    notebook.in_kernel(
        "from casekit.grading import load_policy\n"
        "assert load_policy('key-account-classes-mine').grade_of('A1').when[0].band.low == 495_000"
    )
    notebook.picture("saved", lab.root)


class TestWhatEveryLabKeeps(LabPage):
    """Both themes, the narrow window."""
