"""nbval's holes, each closed: a run over spoiled notebooks must fail where it is spoiled, and nowhere else."""

import subprocess
import sys

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from toy_course import ROW, put, toy

from casekit.publish import notebook

PLAIN = 'print("total", 100)'
TOTAL = new_output("stream", text="total 100\n")
DRAW = "from IPython.display import display\ndisplay({'text/plain': 'Sales', %s}, raw=True)"
WIDGET = (
    "from IPython.display import display\n"
    "display({'text/plain': f'Card({object()})', 'application/vnd.jupyter.widget-view+json': {}}, raw=True)"
)
SWALLOW = "import time\ntry:\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    pass"
HOME = (
    "import os, pathlib\nhome = pathlib.Path(os.environ['CASEKIT_HOME'])\n"
    "print('answered before:', (home / 'progress').exists())\n(home / 'progress').touch()"
)


def bundle(**data):
    return new_output("display_data", data={key.replace("_", "/"): value for key, value in data.items()})


# What each notebook holds: for each cell its source, its stored outputs and its execution_count.
SOUND = {
    "lesson": [
        (HOME, [new_output("stream", text="answered before: False\n")], 1),
        (WIDGET, [bundle(text_plain="Run this cell to use it.")], 2),
        (PLAIN, [TOTAL], 3),
        ("x = open('answers.txt', 'w').write('7')", [], 4),
        ("x + 1;", [], 5),
    ],
}
SPOILED = {
    "drifted": [(PLAIN, [new_output("stream", text="total 99\n")], 1)],
    "uncounted": [(PLAIN, [TOTAL], 1), ("x = 1", [], None)],
    "late": [(PLAIN, [TOTAL], 1), (SWALLOW, [], 2), (PLAIN, [TOTAL], 3)],
    "vanished": [(DRAW % "'text/html': 'S'", [bundle(text_plain="Sales", text_html="S", image_png="QQ==")], 1)],
    "silent": [("x = 1", [], 1)],
    "broken": [("1 / 0", [], 1), (PLAIN, [TOTAL], 2)],
}
NUMBERS = {name: f"{number:02d}" for number, name in enumerate([*SOUND, *SPOILED], 1)}


def course(root, notebooks):
    tree = toy(root)
    put(root / "curriculum.toml", "".join(ROW.format(number=NUMBERS[name], slug=name) for name in notebooks))
    for name, cells in notebooks.items():
        made = [new_code_cell(source, outputs=shown, execution_count=n) for source, shown, n in cells]
        for folder, held in (("notebooks", made), ("solutions", made), ("exercises", [new_code_cell("x = 1")])):
            put(root / folder / f"{NUMBERS[name]}-{name}.ipynb", notebook.text(new_notebook(cells=held)))
    return tree


def named(name):
    return f"notebooks/{NUMBERS[name]}-{name}.ipynb"


@pytest.fixture(scope="module")
def sound_course(tmp_path_factory):
    return course(tmp_path_factory.mktemp("sound"), SOUND)


@pytest.fixture(scope="module")
def sound(sound_course):
    return _run(sound_course)


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory):
    tree = course(tmp_path_factory.mktemp("spoiled"), SPOILED)
    for folder in ("solutions", "exercises"):
        for path in (tree.root / folder).iterdir():
            path.unlink()
    return _run(tree)


def _run(tree):
    words = ["-m", "casekit.publish", "nbval", "--root", str(tree.root), "--cell-timeout", "3"]
    return subprocess.run([sys.executable, *words], capture_output=True, encoding="utf-8", check=False)


def test_sound_notebooks_pass(sound):
    assert sound.returncode == 0, sound.stdout + sound.stderr


def test_what_was_compared_is_counted(sound):
    # Three in the lesson and three in the solution: writing a file shows nothing, nor does a closing semicolon.
    assert "nbval compared 6 outputs in 3 notebooks." in sound.stdout
    assert f"{named('lesson')}: 3 outputs compared (0 with a picture), 0 not compared" in sound.stdout


def test_nothing_is_left_beside_the_notebooks(sound, sound_course):
    assert {path.name for path in sound_course.root.rglob("*") if path.is_file() and "lesson" not in path.name} == {
        "01-toy.py",
        "01-toy.practice.py",
        "curriculum.toml",
        "nbval-sanitize.cfg",
        "sales.csv",
        "toy.py",
    }


def test_exercises_are_run(sound):
    assert f"exercises/{NUMBERS['lesson']}-lesson.ipynb: 1 cells run without error" in sound.stdout


def test_spoiled_notebooks_make_the_run_fail(spoiled):
    assert spoiled.returncode == 1


@pytest.mark.parametrize(
    ("name", "cell", "said"),
    [
        ("drifted", 0, "Cell outputs differ"),
        ("uncounted", 1, "no execution_count"),
        ("late", 1, "ran out of time"),
        ("late", 2, "an earlier cell of this notebook timed out"),
        ("vanished", 0, "kinds of output were"),
        ("broken", 0, "Cell execution caused an exception"),
    ],
)
def test_a_hole_of_nbval_is_closed(spoiled, name, cell, said):
    assert named(name) in _failed(spoiled, cell)
    assert said in spoiled.stdout


def _failed(run, cell):
    """The notebooks in which this cell failed."""
    marks = [line for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return {line.split(" ")[1].split("::")[0] for line in marks if f"::Cell {cell}" in line}


def test_nothing_is_hidden_as_an_expected_failure(spoiled):
    assert "xfailed" not in spoiled.stdout


def test_only_what_is_spoiled_fails(spoiled):
    assert _failed(spoiled, 0) == {named("drifted"), named("vanished"), named("broken")}
    assert _failed(spoiled, 1) == {named("uncounted"), named("late")}


def test_a_notebook_without_a_comparison_fails(spoiled):
    assert f"{named('silent')}: nbval compared no output of it." in spoiled.stderr


def test_a_notebook_that_is_not_there_fails(spoiled):
    assert f"exercises/{NUMBERS['late']}-late.ipynb: nbval ran no cell of it." in spoiled.stderr
