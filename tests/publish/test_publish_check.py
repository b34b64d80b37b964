import base64
import io

import matplotlib.pyplot as plt
import nbformat
import pytest
from toy_course import change, put

from casekit.publish import manners, notebook
from casekit.publish.__main__ import main
from casekit.publish.build import build
from casekit.publish.check import check
from casekit.publish.tree import Tree


def spoil(tree, name, how):
    """Change a built notebook by hand."""
    path = tree.root / name
    stored = notebook.load(path)
    how(stored)
    put(path, notebook.text(stored))


def code(stored):
    return [cell for cell in stored.cells if cell.cell_type == "code"]


def of_kind(kind, *cells):
    made = nbformat.v4.new_notebook(cells=list(cells))
    made.metadata["casekit"] = nbformat.from_dict({"kind": kind})
    return made


def shown(data, metadata=None, tags=()):
    """A lesson with one cell that shows this."""
    output = nbformat.v4.new_output("display_data", data=data, metadata=metadata or {})
    cell = nbformat.v4.new_code_cell("show", outputs=[output], execution_count=1, metadata={"tags": list(tags)})
    return of_kind("lesson", cell)


def png(width, height):
    figure = plt.figure(figsize=(width / 100, height / 100), dpi=100)
    memory = io.BytesIO()
    figure.savefig(memory, format="png")
    plt.close(figure)
    return base64.b64encode(memory.getvalue()).decode()


def test_a_changed_source_is_named(built):
    change(built.root / "authoring" / "01-toy.py", "# # Two customers", "# # Three customers")
    first = check(built)[0]
    assert first == "notebooks/01-toy.ipynb, cell 1 (“# Three customers”): its text is not that of the source."


def test_a_hand_edit_is_named(built):
    spoil(built, "exercises/01-toy.ipynb", lambda nb: code(nb)[0].update(source="total = 99"))
    assert any("exercises/01-toy.ipynb, cell 2" in sentence for sentence in check(built))


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (lambda nb: code(nb)[0].update(execution_count=None), "it was not run, or not in order"),
        (lambda nb: code(nb)[0].update(id="other"), "its id is not that of the source"),
        (lambda nb: code(nb)[0].metadata.update(tags=[]), "its list of tags is not that of the source"),
        (lambda nb: nb.cells.pop(), "it has 3 cells, its source 4"),
        (lambda nb: nb.metadata.casekit.update(source="0"), "its source has changed"),
        (lambda nb: nb.metadata.update(kernelspec={"name": "mine"}), "its metadata is not what a build writes"),
    ],
)
def test_a_lesson_that_departs_from_its_source_is_named(built, how, said):
    spoil(built, "notebooks/01-toy.ipynb", how)
    assert any(sentence.startswith("notebooks/01-toy.ipynb") and said in sentence for sentence in check(built))


def test_outputs_in_an_exercise_are_named(built):
    output = nbformat.v4.new_output("stream", name="stdout", text="30\n")
    spoil(built, "exercises/01-toy.ipynb", lambda nb: code(nb)[0].update(outputs=[output]))
    assert any("an exercise holds no outputs" in sentence for sentence in check(built))


def test_an_unfolded_question_is_named(built):
    spoil(built, "exercises/01-toy.ipynb", lambda nb: code(nb)[1].metadata.pop("jupyter"))
    assert any("its folding is not that of the source" in sentence for sentence in check(built))


def test_a_pair_that_differs_outside_the_answers_is_named(built):
    spoil(built, "solutions/01-toy.ipynb", lambda nb: code(nb)[0].update(source="total = 99"))
    assert any("exercise and solution differ outside stubs and answers" in sentence for sentence in check(built))


def test_a_notebook_that_is_missing_or_broken_is_named(built):
    (built.root / "notebooks" / "01-toy.ipynb").unlink()
    put(built.root / "solutions" / "01-toy.ipynb", "{")
    found = check(built)
    assert "notebooks/01-toy.ipynb is not built: run “python start.py build”." in found
    assert "solutions/01-toy.ipynb is no notebook that can be read: build it again." in found


def test_a_stray_notebook_is_named(built):
    put(built.root / "notebooks" / "02-stray.ipynb", "{}")
    assert check(built) == ["notebooks/02-stray.ipynb belongs to no lesson of curriculum.toml."]


def test_another_form_of_the_same_notebook_is_named(built):
    path = built.root / "notebooks" / "01-toy.ipynb"
    path.write_bytes(path.read_bytes() + b"\n")
    assert check(built) == ["notebooks/01-toy.ipynb, it is not written as a build writes it."]


def test_an_output_that_is_no_longer_true_is_found_by_running_again(built):
    def lie(nb):
        code(nb)[1].outputs[0]["text"] = "total 99\n"

    spoil(built, "notebooks/01-toy.ipynb", lie)
    assert check(built) == []
    assert check(built, again=True) == [
        'notebooks/01-toy.ipynb, cell 3 (“print("total", sales.sum())”): a new run gives other outputs.'
    ]


def test_a_stale_notebook_makes_the_command_fail(built, capsys):
    words = ["check", "--root", str(built.root)]
    assert main(words) == 0
    change(built.root / "authoring" / "01-toy.py", "# # Two customers", "# # Three customers")
    assert main(words) == 1
    assert "notebooks/01-toy.ipynb, cell 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("np.int64(3)", "a scalar's type"),
        ("<function f at 0x7f00aa00bb11>", "an object's address"),
        ("FutureWarning: soon", "a warning"),
        ("read /home/ann/sales.csv", "a path of this machine"),
        (r"read C:\Users\ann", "a path of this machine"),
        ("findfont: Font family missing", "a font is missing"),
        ("Traceback (most recent call last)", "a traceback"),
    ],
)
def test_an_output_unfit_for_readers_is_named(text, said):
    (sentence,) = manners.breaches(shown({"text/plain": text}))
    assert said in sentence


@pytest.mark.parametrize("text", ["3 of 5, 60 %", "2020/01/31", "yes/no", "<td>a</td></tr>", "at 10:30"])
def test_an_ordinary_output_is_no_breach(text):
    assert manners.breaches(shown({"text/html": text, "text/plain": "<Styler at 0x0>"})) == []


def test_a_described_figure_is_no_breach():
    alt = {"image/png": {"alt": "Sales by month, falling from May"}}
    assert manners.breaches(shown({"image/png": png(700, 300)}, alt, tags=["key-plot"])) == []


def test_a_figure_without_a_description_is_named():
    (sentence,) = manners.breaches(shown({"image/png": png(700, 300)}))
    assert "no description" in sentence


def test_a_figure_too_small_to_read_is_named():
    alt = {"image/png": {"alt": "Sales by month, falling from May"}}
    (sentence,) = manners.breaches(shown({"image/png": png(200, 100)}, alt))
    assert "200 by 100 pixels" in sentence


def test_a_key_plot_without_a_figure_is_named():
    (sentence,) = manners.breaches(shown({"text/plain": "nothing"}, tags=["key-plot"]))
    assert "must end in a figure" in sentence


def test_a_long_cell_is_named_in_a_lesson_only():
    cell = nbformat.v4.new_code_cell("\n".join(["x = 1"] * 11), execution_count=1)
    assert "11 lines of code" in manners.breaches(of_kind("lesson", cell))[0]
    assert manners.breaches(of_kind("solution", cell)) == []


def test_an_answer_left_in_an_exercise_is_named():
    cell = nbformat.v4.new_code_cell('casekit.check("rfm.tie", 3)')
    assert "tag the cell solution" in manners.breaches(of_kind("exercise", cell))[0]


def test_a_line_too_wide_for_a_small_screen_is_named():
    cell = nbformat.v4.new_code_cell("x = " + "1 + " * 30 + "1", execution_count=1)
    assert "125 characters" in manners.breaches(of_kind("lesson", cell))[0]


def test_a_question_that_is_not_tagged_is_named_in_an_exercise():
    untagged = nbformat.v4.new_code_cell('casekit.ask("rfm.tie")')
    tagged = nbformat.v4.new_code_cell('casekit.ask("rfm.tie")', metadata={"tags": ["question"]})
    (sentence,) = manners.breaches(of_kind("exercise", tagged, untagged))
    assert sentence.startswith("cell 2") and "tag it question" in sentence


def test_a_wall_of_text_is_named():
    wall = nbformat.v4.new_markdown_cell("word " * 151)
    assert "151 words" in manners.breaches(of_kind("lesson", wall))[0]


@pytest.mark.parametrize(("text", "count"), [("two words", 2), ("大客户", 2), ("key account (大客户)", 4), ("", 0)])
def test_words_are_counted(text, count):
    assert manners.words(text) == count


def test_a_tree_without_sources_is_not_well(unbuilt):
    for path in (unbuilt.root / "authoring").iterdir():
        path.unlink()
    assert len(check(Tree(unbuilt.root))) == 2
    assert len(build(Tree(unbuilt.root), only="01")) == 2
