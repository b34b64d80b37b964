import pytest
from toy_course import ROW, put

from casekit.errors import CasekitError
from casekit.publish.__main__ import main
from casekit.publish.tree import Tree


def test_a_lesson_that_is_not_written_is_named(unbuilt):
    (unbuilt.root / "authoring" / "01-toy.practice.py").unlink()
    assert unbuilt.mismatches() == ["Lesson 01 is in curriculum.toml, but authoring/01-toy.practice.py is not written."]


def test_a_lesson_that_is_not_listed_is_named(unbuilt):
    put(unbuilt.root / "authoring" / "02-more.py", "# %%\n1\n")
    assert unbuilt.mismatches() == ["authoring/02-more.py is written, but its lesson is not in curriculum.toml."]


def test_a_file_without_a_lessons_name_is_named(unbuilt):
    put(unbuilt.root / "authoring" / "notes.py", "1\n")
    (sentence,) = unbuilt.mismatches()
    assert "authoring/notes.py has no lesson's name" in sentence


def test_lessons_out_of_order_are_named(tmp_path):
    rows = [ROW.format(number=number, slug=slug) for number, slug in (("02", "two"), ("01", "one"))]
    put(tmp_path / "curriculum.toml", "".join(rows))
    (sentence,) = Tree(tmp_path)._out_of_order()
    assert "lists lesson 01 after lesson 02" in sentence


def test_a_lesson_that_does_not_exist_cannot_be_chosen(unbuilt):
    with pytest.raises(CasekitError, match="There is no lesson 09: curriculum.toml has 01"):
        unbuilt.chosen("09")


def test_a_missing_curriculum_is_one_sentence(tmp_path, capsys):
    assert main(["check", "--root", str(tmp_path)]) == 1
    assert "curriculum.toml is missing" in capsys.readouterr().err
