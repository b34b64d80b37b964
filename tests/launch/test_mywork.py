"""The trainee's copies: made once, never overwritten, a new edition beside the old one."""

import hashlib
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_kit import write_notebook

from casekit.errors import CasekitError
from casekit.launch import mywork

LESSON = "notebooks/03-recency-frequency-monetary.ipynb"
LESSON_2 = "notebooks/03-recency-frequency-monetary (edition 2).ipynb"


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path / "home"))
    write_notebook(tmp_path / "kit" / mywork.START_PAGE, "a")
    write_notebook(tmp_path / "kit" / LESSON, "one")
    write_notebook(tmp_path / "kit" / "exercises" / "03-recency-frequency-monetary.ipynb", "one")
    return tmp_path / "kit", tmp_path / "home"


def test_first_opening_copies_lessons_and_exercises(course):
    kit, home = course
    assert mywork.lay_out(kit) == mywork.START_PAGE
    assert mywork.edition_of(home / LESSON) == mywork.edition_of(kit / LESSON)
    assert (home / "exercises" / "03-recency-frequency-monetary.ipynb").exists()


def test_a_copy_gives_no_result_away(course):
    kit, home = course
    built = json.loads((kit / LESSON).read_text(encoding="utf-8"))
    shown = {"output_type": "stream", "name": "stdout", "text": "It is 66 %."}
    code = {"cell_type": "code", "id": "a", "metadata": {}, "source": "1", "execution_count": 1, "outputs": [shown]}
    built["cells"] = [code, {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "客户"}]
    (kit / LESSON).write_text(json.dumps(built), encoding="utf-8")
    mywork.lay_out(kit)
    copied = json.loads((home / LESSON).read_text(encoding="utf-8"))
    assert copied["cells"][0] == {**code, "execution_count": None, "outputs": []}
    assert copied["cells"][1] == built["cells"][1] and copied["metadata"] == built["metadata"]


def test_a_new_edition_is_laid_beside_and_said_once(course, capsys):
    kit, home = course
    mywork.lay_out(kit)
    (home / LESSON).write_text("my own work", encoding="utf-8")
    write_notebook(kit / LESSON, "two")
    mywork.lay_out(kit)
    assert (home / LESSON).read_text(encoding="utf-8") == "my own work"
    assert mywork.edition_of(home / LESSON_2) == "two"
    assert capsys.readouterr().out == f"A new edition was laid beside your own copy: {LESSON_2}\n"
    mywork.lay_out(kit)
    assert capsys.readouterr().out == ""


def test_a_build_that_only_ran_again_is_no_new_edition(course):
    kit, home = course
    mywork.lay_out(kit)
    write_notebook(kit / LESSON, "one", text="the same source with other outputs")
    mywork.lay_out(kit)
    assert not (home / LESSON_2).exists()


def test_a_new_start_page_is_the_one_that_opens(course):
    kit, _home = course
    mywork.lay_out(kit)
    write_notebook(kit / mywork.START_PAGE, "b")
    assert mywork.lay_out(kit) == "notebooks/00-start-here (edition 2).ipynb"


def test_a_deleted_copy_comes_back_fresh(course):
    kit, home = course
    mywork.lay_out(kit)
    (home / LESSON).unlink()
    mywork.lay_out(kit)
    assert mywork.edition_of(home / LESSON) == "one"


@pytest.mark.parametrize("ledger", [None, "", "{", "[]", '{"notebooks/x": 3}'])
def test_a_lost_or_damaged_ledger_loses_no_work_and_makes_no_second_copy(course, ledger):
    kit, home = course
    mywork.lay_out(kit)
    worked = json.loads((home / LESSON).read_text(encoding="utf-8"))
    worked["cells"][0]["source"] = "my own work"
    (home / LESSON).write_text(json.dumps(worked), encoding="utf-8")
    if ledger is None:
        (home / mywork.LEDGER).unlink()
    else:
        (home / mywork.LEDGER).write_text(ledger, encoding="utf-8")
    mywork.lay_out(kit)
    assert "my own work" in (home / LESSON).read_text(encoding="utf-8")
    assert not (home / LESSON_2).exists()


def test_without_metadata_the_file_itself_is_the_edition(course):
    kit, home = course
    write_notebook(kit / LESSON, None, text="plain")
    assert mywork.edition_of(kit / LESSON) == hashlib.sha256((kit / LESSON).read_bytes()).hexdigest()
    mywork.lay_out(kit)
    (home / LESSON).write_text("my own work", encoding="utf-8")
    write_notebook(kit / LESSON, None, text="plain, changed")
    mywork.lay_out(kit)
    assert "plain, changed" in (home / LESSON_2).read_text(encoding="utf-8")


def test_missing_notebooks_are_one_sentence(tmp_path):
    with pytest.raises(CasekitError, match="built notebooks are missing .* run 'python3 start.py build'"):
        mywork.lay_out(tmp_path)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("upgrade"), st.sampled_from("123")),
        st.tuples(st.just("work"), st.text(max_size=5)),
        st.tuples(st.just("lose ledger"), st.none()),
        st.tuples(st.just("open"), st.none()),
    ),
    max_size=12,
)


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_whatever_happens_no_byte_a_trainee_wrote_is_lost_and_the_newest_edition_is_there(steps):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        kit, home = Path(folder) / "kit", Path(folder) / "home"
        patch.setenv("CASEKIT_HOME", str(home))
        write_notebook(kit / mywork.START_PAGE, "1")
        opened = mywork.lay_out(kit)
        written = {}
        for step, detail in steps:
            if step == "upgrade":
                write_notebook(kit / mywork.START_PAGE, detail)
            elif step == "work":
                written[opened] = detail.encode("utf-8", errors="replace")
                (home / opened).write_bytes(written[opened])
            elif step == "lose ledger":
                (home / mywork.LEDGER).unlink()
            opened = mywork.lay_out(kit)
            for name, content in written.items():
                assert (home / name).read_bytes() == content
            if opened not in written:
                assert mywork.edition_of(home / opened) == mywork.edition_of(kit / mywork.START_PAGE)
