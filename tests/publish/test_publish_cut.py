import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_course import change

from casekit.errors import CasekitError
from casekit.publish import cells
from casekit.publish.cells import Cell
from casekit.publish.notebook import assemble

TAGS = st.sampled_from([(), ("setup",), ("question",), ("solution",), ("exercise",), ("trainer",)])
CELLS = st.lists(
    st.builds(Cell, st.sampled_from(["code", "markdown"]), TAGS, st.sampled_from(["a", "b", "c"])), max_size=12
)


def sources(notebook):
    return [cell.source for cell in notebook.cells]


def assembled(tree, kind, **more):
    return assemble(tree, tree.lessons()[0], kind, **more)


def test_the_answer_is_cut_from_the_exercise(unbuilt):
    found = sources(assembled(unbuilt, "exercise"))
    assert "share = ..." in found
    assert not any("30 / total" in source for source in found)


def test_the_stub_is_cut_from_the_solution(unbuilt):
    found = sources(assembled(unbuilt, "solution"))
    assert "share = ..." not in found
    assert any("30 / total" in source for source in found)


def test_a_trainers_note_is_in_the_trainers_edition_only(unbuilt):
    assert "Ask the group first." not in sources(assembled(unbuilt, "lesson"))
    assert "Ask the group first." in sources(assembled(unbuilt, "lesson", trainer=True))


def test_a_question_is_folded_and_nothing_else(unbuilt):
    folded = [cell.source for cell in assembled(unbuilt, "exercise").cells if "jupyter" in cell.metadata]
    assert folded == ['print("What share is 30?", total)']


def test_an_exercise_is_no_new_edition_when_an_answer_changes(unbuilt):
    before = {kind: assembled(unbuilt, kind).metadata.casekit.source for kind in ("exercise", "solution")}
    change(unbuilt.root / "authoring" / "01-toy.practice.py", "30 / total", "0.3")
    after = {kind: assembled(unbuilt, kind).metadata.casekit.source for kind in ("exercise", "solution")}
    assert before["exercise"] == after["exercise"]
    assert before["solution"] != after["solution"]


@given(CELLS)
def test_exercise_and_solution_share_all_but_stubs_and_answers(found):
    exercise = [c for c in cells.cut(found, "exercise") if "exercise" not in c.tags]
    solution = [c for c in cells.cut(found, "solution") if "solution" not in c.tags]
    assert exercise == solution


@given(CELLS)
def test_ids_are_unique(found):
    assert len(set(cells.ids(found))) == len(found)


@given(CELLS, st.integers(0, 12))
def test_an_id_stays_when_another_cell_comes(found, place):
    new = Cell("markdown", (), "a new paragraph")
    more = [*found[:place], new, *found[place:]]
    kept = [identity for cell, identity in zip(more, cells.ids(more), strict=True) if cell != new]
    assert kept == cells.ids(found)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("01-toy.practice.py", '["solution"]', '["soluton"]', "there is no tag soluton"),
        ("01-toy.practice.py", '["solution"]', '["solution"', "only 3 could be read"),
        ("01-toy.practice.py", '["solution"]', '["solution", "exercise"]', "would be in neither"),
        ("01-toy.py", '["setup"]', '["solution"]', "belong to 01-toy.practice.py"),
        ("01-toy.py", 'print("total", sales.sum())', "", "has an empty cell"),
    ],
)
def test_a_source_that_cannot_be_cut_safely_is_refused(unbuilt, name, old, new, said):
    path = unbuilt.root / "authoring" / name
    change(path, old, new)
    with pytest.raises(CasekitError, match=said):
        cells.read(path)
