"""The catch-up copies: built once, the same bytes ever after, and checked."""

import json
import time
from dataclasses import replace
from zipfile import ZipFile

import pandas as pd
import pytest
from toy_course import ROW, put, toy
from toy_plan import PAGES

from casekit.practice.customer_plan import CustomerPlan
from casekit.practice.plan_store import Kept, PlanStore
from casekit.publish import plan_copies
from casekit.publish.plan_copies import check_copies, write_copies


@pytest.fixture
def tree(tmp_path, monkeypatch):
    made = toy(tmp_path)
    rows = [ROW.format(number=number, slug="toy") for number in ("00", "01", "02", "03")]
    put(tmp_path / "curriculum.toml", "".join(rows))
    monkeypatch.setattr(plan_copies, "_pages", lambda tree: PAGES)
    return made


def copy_of(tree, number):
    return tree.root / "solutions" / f"customer-plan-before-{number}.xlsx"


def test_each_lesson_after_a_sheet_gets_a_copy_of_what_comes_before_it(tree):
    assert [sentence.split("/")[-1] for sentence in write_copies(tree)] == [
        "plan_copies.json: written",
        "customer-plan-before-02.xlsx: written",
        "customer-plan-before-03.xlsx: written",
    ]
    with ZipFile(copy_of(tree, "02")) as book:
        assert "xl/worksheets/sheet3.xml" not in book.namelist()
    assert pd.read_excel(copy_of(tree, "03"), "02 A, B and C", header=1)["answer"].tolist()[:2] == [80, 24]
    assert check_copies(tree) == []


def test_a_build_with_no_change_writes_nothing_and_one_from_scratch_the_same_bytes(tree):
    write_copies(tree)
    before = copy_of(tree, "03").read_bytes()
    assert write_copies(tree) == []
    copy_of(tree, "03").unlink()
    time.sleep(2.1)  # a workbook is stamped to the second, a zip file to two
    write_copies(tree)
    assert copy_of(tree, "03").read_bytes() == before


def test_a_check_names_what_is_missing_changed_or_too_much(tree):
    write_copies(tree)
    copy_of(tree, "02").unlink()
    copy_of(tree, "03").write_bytes(b"no workbook")
    copy_of(tree, "44").write_bytes(b"")
    missing, changed, stray = check_copies(tree)
    assert "before-02.xlsx is not built" in missing
    assert "before-03.xlsx is not what the lessons’ sheets give" in changed
    assert "before-44.xlsx belongs to no lesson" in stray
    write_copies(tree)
    assert check_copies(tree) == [] and not copy_of(tree, "44").exists()


def test_another_answer_is_another_copy(tree, monkeypatch):
    write_copies(tree)
    monkeypatch.setattr(plan_copies, "_pages", lambda tree: PAGES[:1])
    assert [sentence.split(" ")[0] for sentence in check_copies(tree)] == [
        "casekit/course/plan_copies.json",
        "solutions/customer-plan-before-03.xlsx",
    ]


def test_one_lesson_alone_gets_its_copy_alone(tree):
    assert [sentence.split(":")[0] for sentence in write_copies(tree, "02")] == [
        "casekit/course/plan_copies.json",
        "solutions/customer-plan-before-02.xlsx",
    ]
    assert check_copies(tree, "02") == [] and len(check_copies(tree)) == 1


def test_the_built_copy_fills_a_plan_without_computing_anything(tree, tmp_path, monkeypatch):
    write_copies(tree)
    built = json.loads((tree.root / "casekit" / "course" / "plan_copies.json").read_bytes())
    assert built["records"]["answers"] == PAGES[0].sheet.models

    def slow(seed):
        raise AssertionError("the case was loaded")

    pages = [replace(page, sheet=replace(page.sheet, case=slow)) for page in PAGES]
    copies = {name: Kept(one["answers"], True, shown=tuple(one["shown"])) for name, one in built.items()}
    plan = CustomerPlan(pages, PlanStore(tmp_path / "customer-plan.json"), copies)
    assert len(plan.catch_up("03")) == 2 and plan.missing_before("03") == []
    assert pd.read_excel(plan.path, "02 A, B and C", header=1)["answer"].tolist()[:2] == [80, 24]


def test_another_repository_has_no_copies_of_this_course(tmp_path):
    assert write_copies(toy(tmp_path)) == []
