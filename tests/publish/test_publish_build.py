import nbformat
from toy_course import change, put

from casekit.publish import execute, notebook
from casekit.publish.build import build
from casekit.publish.check import check


def files(tree):
    return {
        path.relative_to(tree.root).as_posix(): path.read_bytes()
        for folder in ("notebooks", "exercises", "solutions")
        for path in (tree.root / folder).iterdir()
    }


def test_a_build_makes_lesson_exercise_and_solution(built):
    assert sorted(files(built)) == ["exercises/01-toy.ipynb", "notebooks/01-toy.ipynb", "solutions/01-toy.ipynb"]
    assert check(built) == []


def test_built_notebooks_are_valid(built):
    for path in built.root.glob("*/01-toy.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))


def test_lesson_and_solution_are_run_and_the_exercise_is_not(built):
    texts = {name: content.decode() for name, content in files(built).items()}
    assert "total 100" in texts["notebooks/01-toy.ipynb"]
    assert '"0.3\\n"' in texts["solutions/01-toy.ipynb"]
    assert '"outputs": []' in texts["exercises/01-toy.ipynb"]
    assert '"execution_count": 1' not in texts["exercises/01-toy.ipynb"]


def test_a_build_without_a_change_touches_nothing(built, capsys):
    before, times = files(built), [p.stat().st_mtime_ns for p in sorted(built.root.rglob("*.ipynb"))]
    assert build(built) == []
    assert files(built) == before
    assert [p.stat().st_mtime_ns for p in sorted(built.root.rglob("*.ipynb"))] == times
    assert capsys.readouterr().out == ""


def test_running_everything_again_gives_the_same_bytes(built):
    before = files(built)
    assert build(built, everything=True) == []
    assert files(built) == before


def test_only_what_changed_is_built(built, capsys):
    change(built.root / "authoring" / "01-toy.practice.py", "print(share)", "print(share + 0)")
    assert build(built) == []
    assert capsys.readouterr().out.splitlines() == [
        "solutions/01-toy.ipynb: running",
        "solutions/01-toy.ipynb: written",
    ]


def test_a_change_in_the_case_makes_what_is_run_stale(built):
    lesson = built.lessons()[0]
    before = {kind: notebook.assemble(built, lesson, kind).metadata.casekit for kind in ("lesson", "exercise")}
    change(built.root / "datasets" / "toy" / "sales.csv", "70", "71")
    after = {kind: notebook.assemble(built, lesson, kind).metadata.casekit for kind in ("lesson", "exercise")}
    assert before["lesson"].depends != after["lesson"].depends
    assert before["exercise"] == after["exercise"]
    assert any("its case's data" in sentence for sentence in check(built))


def test_line_ends_of_windows_are_no_change(built):
    for path in [*built.root.glob("authoring/*.py"), built.root / "datasets" / "toy" / "sales.csv"]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(built) == []


def test_a_cell_that_fails_is_named_and_the_old_notebook_stays(built):
    before = files(built)
    change(built.root / "authoring" / "01-toy.py", 'print("total", sales.sum())', "# why\nprint(1 / 0)")
    assert build(built) == ["notebooks/01-toy.ipynb, cell “# why” fails: ZeroDivisionError: division by zero"]
    assert files(built) == before


def test_a_trainers_edition_is_made_on_demand_and_ignored_by_git(built):
    assert build(built, trainer=True) == []
    editions = built.root / "trainers" / "editions"
    assert "Ask the group first." in (editions / "01-toy.ipynb").read_text(encoding="utf-8")
    assert (editions / "01-toy.practice.ipynb").exists()
    assert (editions / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_a_notebook_whose_lesson_is_gone_is_removed_and_others_are_left(built):
    gone = built.root / "notebooks" / "02-gone.ipynb"
    gone.write_bytes((built.root / "notebooks" / "01-toy.ipynb").read_bytes())
    own = built.root / "notebooks" / "my-own.ipynb"
    put(own, notebook.text(nbformat.v4.new_notebook()))
    assert build(built) == []
    assert not gone.exists()
    assert own.exists()


def test_an_authors_settings_do_not_reach_the_kernel(tmp_path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    monkeypatch.setenv("CASEKIT_LANGUAGE", "zh_CN")
    monkeypatch.setenv("CASEKIT_HOME", "mine")
    with execute.clean_home() as home:
        found = execute.clean_environment(home, tmp_path)
    assert "MPLBACKEND" not in found
    assert "CASEKIT_LANGUAGE" not in found
    assert found["CASEKIT_HOME"] == str(home)
    assert not home.exists()
