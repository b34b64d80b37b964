"""One trainee and their plan: saving, catching up, and the workbook beside it."""

from dataclasses import replace

import pandas as pd
import pytest
from openpyxl import load_workbook
from toy_plan import CLASSES, PAGES, RECORDS, toy_plan

from casekit.errors import CasekitError
from casekit.practice import customer_plan
from casekit.practice.customer_plan import CustomerPlan, catch_up_copy, model_copy
from casekit.practice.plan_store import Kept

RIGHT = {"cut": "90", "hours": "12"}


@pytest.fixture
def plan(tmp_path):
    return toy_plan(tmp_path / "customer-plan.json")


def rows(plan, sheet):
    return [list(row) for row in load_workbook(plan.path)[sheet].iter_rows(values_only=True)]


def test_a_saved_sheet_is_found_again_as_own(plan, tmp_path):
    assert plan.save("classes", RIGHT) == {}
    entry = toy_plan(tmp_path / "customer-plan.json").entry("classes")
    assert entry.answers == {"cut": 90, "hours": 12} and not entry.caught_up and entry.saved
    assert list(entry.tables) == ["Cut and hours"]


def test_what_cannot_be_taken_leaves_the_answer_kept_before(plan):
    plan.save("classes", RIGHT)
    problems = plan.save("classes", {"cut": "many", "hours": "13"})
    assert list(problems) == ["cut"] and plan.entry("classes").answers == {"cut": 90, "hours": 13}


def test_a_blank_takes_an_answer_back(plan):
    plan.save("classes", RIGHT)
    plan.save("classes", {"cut": " ", "hours": "12"})
    assert plan.entry("classes").answers == {"hours": 12}


def test_what_another_edition_asked_on_this_sheet_stays_in_the_file(plan):
    plan.store.save({"classes": Kept({"older": 7, "cut": 60})})
    plan.save("classes", RIGHT)
    assert plan.store.sheets()["classes"].answers == {"older": 7, "cut": 90, "hours": 12}


def test_catching_up_fills_what_is_missing_before_a_lesson_and_nothing_else(plan):
    assert [page.number for page in plan.missing_before("03")] == ["01", "02"]
    assert [page.number for page in plan.catch_up("02")] == ["01"]
    assert plan.entry("records").answers == PAGES[0].sheet.models and plan.entry("records").caught_up
    assert plan.entry("classes").answers == {} and plan.catch_up("02") == []


def test_own_answers_are_never_touched_by_catching_up(plan):
    plan.save("records", {"strictness": "0.9"})
    before = plan.store.sheets()["records"]
    assert plan.catch_up("02") == [] and plan.store.sheets()["records"] == before


def test_a_caught_up_sheet_that_is_saved_becomes_ones_own(plan):
    plan.catch_up("02")
    plan.save("records", {"strictness": "0.8"})
    assert not plan.entry("records").caught_up


def test_a_sheet_that_was_emptied_can_be_caught_up(plan):
    plan.save("records", {"strictness": "0.8"})
    plan.save("records", {})
    assert [page.number for page in plan.catch_up("02")] == ["01"]


def test_the_workbook_has_an_overview_and_one_sheet_a_filled_page(plan):
    plan.catch_up("02")
    plan.save("classes", {"cut": "90"})
    book = load_workbook(plan.path)
    assert book.sheetnames == ["Customer plan", "01 Who is who", "02 A, B and C"]
    overview = [row[:4] for row in rows(plan, "Customer plan")]
    assert overview[1] == ["lesson", "sheet", "state", "answered"]
    assert overview[2] == ["01", "Who is who", "caught up: the copy's answers", "3 / 3"]
    assert overview[3] == ["02", "A, B and C", "own answers, not complete", "1 / 2"]


def test_below_the_answers_stand_the_tables(plan):
    plan.save("records", {"strictness": "0.65", "owner": "all"})
    found = rows(plan, "01 Who is who")
    assert found[1] == ["question", "answer", "unit", "remark"]
    assert found[2][1:] == [0.65, None, None]
    assert found[3][1:] == ["everybody", None, "Nobody will know who changed it."]
    assert found[6][0] == "The pairs that become one"
    assert [row[:2] for row in found[7:10]] == [["pair", "likeness"], ["D", 0.9], ["C", 0.7]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1"])
def test_a_text_never_becomes_a_formula(plan, text):
    plan.save("records", {"note": text})
    cell = load_workbook(plan.path)["01 Who is who"]["B5"]
    assert cell.data_type == "s" and cell.value == text.strip()


def test_a_save_computes_its_own_sheet_alone(plan, tmp_path):
    plan.save("records", {"strictness": "0.65"})

    def slow(seed):
        raise AssertionError("the case of another sheet was loaded")

    pages = [replace(PAGES[0], sheet=replace(PAGES[0].sheet, case=slow)), PAGES[1]]
    again = CustomerPlan(pages, plan.store)
    again.save("classes", RIGHT)
    assert rows(again, "01 Who is who")[2][1] == 0.65 and rows(again, "02 A, B and C")[2][1] == 90


def test_a_sheet_that_asks_otherwise_today_is_shown_anew(plan):
    plan.save("records", {"owner": "all"})
    fields = (
        RECORDS.fields[0],
        replace(RECORDS.fields[1], question="Who is allowed to change a card?"),
        RECORDS.fields[2],
    )
    again = CustomerPlan([replace(PAGES[0], sheet=replace(RECORDS, fields=fields))], plan.store)
    again.catch_up("03")
    again.save("records", {"owner": "one"})
    assert rows(again, "01 Who is who")[3][:2] == ["Who is allowed to change a card?", "the records owner"]


@pytest.mark.parametrize("spoil", [{"shown": ()}, {"answers": {"cut": 80}}, {"shown": ({"rows": 3},)}])
def test_a_built_copy_that_does_not_fit_is_computed(plan, spoil):
    spoiled = replace(model_copy(PAGES[0]), **spoil)
    other = CustomerPlan(PAGES, plan.store, {"records": spoiled})
    other.catch_up("02")
    assert other.entry("records").answers == RECORDS.models


def test_every_kind_of_cell_of_a_table_is_kept(plan):
    table = pd.DataFrame(
        {
            "day": pd.to_datetime(["2025-12-31", None]),
            "n": [1, 2],
            "share": [1 / 3, float("nan")],
            "list": [[1], "=1+1"],
        }
    )
    sheet = replace(CLASSES, tables={"Cells": lambda case, answers: table})
    own = CustomerPlan([replace(PAGES[1], sheet=sheet)], plan.store)
    own.save("classes", RIGHT)
    assert rows(own, "02 A, B and C")[-2:] == [["2025-12-31", 1, 0.333333, "[1]"], [None, 2, None, "=1+1"]]


def test_a_workbook_open_in_excel_is_one_sentence_and_the_answers_are_kept(plan, monkeypatch):
    def locked(path, content):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(customer_plan, "write_whole", locked)
    plan.save("classes", RIGHT)
    assert plan.notice == (
        "customer-plan.xlsx could not be written: if it is open in Excel, close it and save once more. Your answers "
        "are kept all the same."
    )
    assert plan.entry("classes").answers == {"cut": 90, "hours": 12}
    monkeypatch.undo()
    plan.save("classes", RIGHT)
    assert plan.notice == "" and plan.path.exists()


def test_an_unknown_sheet_is_told_the_names(plan):
    with pytest.raises(CasekitError, match="no sheet “nonsense”; there are: records, classes"):
        plan.entry("nonsense")


def test_the_copy_is_a_workbook_with_every_model_answer(tmp_path):
    path = tmp_path / "copy.xlsx"
    path.write_bytes(catch_up_copy(PAGES, {page.sheet.name: model_copy(page) for page in PAGES}))
    read = pd.read_excel(path, "02 A, B and C", header=1)
    assert read["answer"].tolist()[:2] == [80, 24]
