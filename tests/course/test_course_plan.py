"""The customer plan of the course: each lesson's sheet, its catch-up copy, and what a notebook calls."""

import re
import textwrap

import pandas as pd
import pytest

import casekit
from casekit.course import lessons
from casekit.course.library import plan_pages
from casekit.errors import CasekitError
from casekit.paths import REPOSITORY
from casekit.practice.plan import ChoiceField, TextField
from casekit.practice.plan_store import open_plan_store

PAGES = [pytest.param(page, id=page.sheet.name) for page in plan_pages()]
FIELDS = [
    pytest.param(page.sheet, one, id=f"{page.sheet.name}: {one.name}")
    for page in plan_pages()
    for one in page.sheet.fields
]


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("one", [pytest.param(one, id=one.stem) for one in lessons() if one.capabilities])
def test_each_lesson_adds_a_sheet_and_shows_it(one):
    sheets = {page.number: page.sheet.name for page in plan_pages()}
    assert one.number in sheets, f"lesson {one.stem} declares no PLAN in its module"
    text = (REPOSITORY / "authoring" / f"{one.stem}.py").read_text(encoding="utf-8")
    assert f'casekit.plan("{sheets[one.number]}")' in text


def test_the_readmes_example_is_a_sheet():
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    question, sheet = (textwrap.dedent(part.split("```")[0]) for part in text.split("   ```python\n")[1:3])
    scope = {}
    exec(question + "\n" + sheet, scope)
    plan = scope["PLAN"]
    assert plan.models == {"least": 100} and plan.suggestion(plan.fields[0])
    assert re.fullmatch(r"\d+ customers get one\.", plan.remark(plan.fields[0], plan.models))
    assert [len(table) for table in plan.tables_of(plan.models).values()] == [10]


def test_names_and_sheet_titles_are_unique():
    sheets = [page.sheet for page in plan_pages()]
    assert len({one.name for one in sheets}) == len({one.title for one in sheets}) == len(sheets)


@pytest.mark.parametrize("sheet, one", FIELDS)
def test_the_copys_answer_is_one_that_the_form_takes(sheet, one):
    assert one.name in sheet.models, f"the model answer of {one.name} does not fit its own field"
    read, problems = sheet.read({one.name: one.typed(sheet.models[one.name])})
    assert problems == {} and read == {one.name: sheet.models[one.name]}


@pytest.mark.parametrize("sheet, one", FIELDS)
def test_it_is_said_why_in_a_sentence_and_remarks_are_sentences(sheet, one):
    assert re.search(r"\w.*[.!?]$", sheet.why(one), re.S)
    said = sheet.remark(one, sheet.models)
    assert not said or re.search(r"\w.*[.!?]$", said, re.S)
    assert one.question.endswith("?") and "{" not in said + sheet.why(one) + sheet.suggestion(one)


@pytest.mark.parametrize("sheet, one", FIELDS)
def test_every_option_and_both_ends_are_met_without_a_stumble(sheet, one):
    if isinstance(one, ChoiceField):
        entries = [option["id"] for option in one.face(sheet.facts)["options"]]
    elif isinstance(one, TextField):
        entries = ["x"]
    else:
        entries = [end(sheet.facts) if callable(end) else end for end in (one.low, one.high)]
    for entry in entries:
        answers = sheet.answers({**sheet.models, one.name: entry})
        assert answers[one.name] == entry
        assert all(isinstance(sheet.remark(other, answers), str) for other in sheet.fields)
        sheet.tables_of(answers)


@pytest.mark.parametrize("page", PAGES)
def test_a_sheet_says_something_of_ones_own_entry_and_has_a_table(page):
    sheet = page.sheet
    assert set(sheet.models) == {one.name for one in sheet.fields}
    assert any(sheet.remark(one, sheet.models) for one in sheet.fields)
    tables = sheet.tables_of(sheet.models)
    assert tables and all(isinstance(table, pd.DataFrame) and len(table) for table in tables.values())


@pytest.mark.parametrize("page", PAGES)
def test_the_card_opens_and_saves_the_copys_answers(home, page):
    card = casekit.plan(page.sheet.name)
    typed = {one.name: one.typed(page.sheet.models[one.name]) for one in page.sheet.fields}
    card.receive({"do": "save", "answers": typed})
    assert card.errors == [] and card.state["problem"] == ""
    assert casekit.my_plan()[page.sheet.name].answers == page.sheet.models
    assert (home / "customer-plan.xlsx").exists()


def test_catching_up_in_code_fills_the_sheets_before_a_lesson_and_shows_on_cards(home, capsys):
    first, last = plan_pages()[0], plan_pages()[-1]
    card = casekit.plan(first.sheet.name)
    before_last = [page.sheet.name for page in plan_pages() if page.number < last.number]
    assert casekit.catch_up(last.number) == home / "customer-plan.xlsx"
    assert list(casekit.my_plan()) == before_last
    out = capsys.readouterr().out
    if before_last:
        assert first.sheet.title in out
        assert card.state["standing"]["symbol"] == "◐"
    casekit.catch_up(last.number)
    assert "Nothing to catch up" in capsys.readouterr().out


def test_a_lesson_that_reads_a_missing_sheet_is_told_the_mend(home):
    name = plan_pages()[0].sheet.name
    with pytest.raises(CasekitError, match="catch_up"):
        casekit.my_plan()[name]
    with pytest.raises(CasekitError, match="no sheet “nonsense”"):
        casekit.my_plan()["nonsense"]


def test_code_is_told_of_a_plan_that_cannot_be_kept(home, capsys):
    open_plan_store().path.mkdir()
    casekit.catch_up(plan_pages()[-1].number)
    assert "cannot be kept" in capsys.readouterr().out
