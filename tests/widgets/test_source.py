"""The scripts of the faces, joined."""

import json
import re
import shutil
import subprocess

import pytest

from casekit.practice.kinds.reading import read_number
from casekit.practice.kinds.text import count_words
from casekit.widgets.source import PAGE, script, stylesheet

ENTRIES = [path.name for path in PAGE.glob("*.js") if "export default" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", ENTRIES)
def test_a_joined_script_imports_nothing_and_exports_one_face(name):
    text = script(name)
    assert not re.search(r"^\s*import ", text, re.M)
    assert len(re.findall(r"^export ", text, re.M)) == 1
    declared = re.findall(r"^(?:function|const|let|class) (\w+)", text, re.M)
    assert len(declared) == len(set(declared)), "two files of one script declare the same name"


@pytest.mark.parametrize("name", ENTRIES)
def test_a_joined_script_is_a_module_a_browser_can_read(name, tmp_path):
    in_node(tmp_path, script(name), "--check")


TEXTS = [
    "",
    "one two",
    "It's well-known, isn’t it?",
    "消费频次 is frequency (消费)",
    "3 % of 1,200 – not more",
    "a_b c",
]
NUMBERS = ["1,200", "1 200", "12,5", "12.5", "-3", "−3", "１２", "1'200", "1,234.5", "1.234,5"]
MEASURED = [
    ("25 %", "%"),
    ("25", "%"),
    ("12,5 ％", "%"),
    ("785 Customers", "customers"),
    ("785customers", "customers"),
    ("$ 1,200", "$"),
    ("1.234,5 yuan", "yuan"),
]


def test_the_page_counts_words_and_reads_amounts_as_python_does(tmp_path):
    """The page says them while one types; Python judges. Should they differ, a trainee would see two truths."""
    asked = f"console.log(JSON.stringify([{TEXTS}.map(wordCount), {NUMBERS}.map(asNumber)]));"
    words, amounts = json.loads(in_node(tmp_path, script("question.js") + asked))
    assert words == [count_words(text) for text in TEXTS]
    assert amounts == [read_number(text)[0] for text in NUMBERS]


def test_the_slider_of_a_guess_reads_units_as_python_does(tmp_path):
    asked = f"console.log(JSON.stringify({json.dumps(MEASURED)}.map(([text, unit]) => asMeasure(text, unit))));"
    said = json.loads(in_node(tmp_path, script("predict.js") + asked))
    assert said == [read_number(text, unit)[0] for text, unit in MEASURED]
    nothing = 'console.log(JSON.stringify([asMeasure(" ", "%"), asMeasure("lots", "%")].map(Number.isNaN)));'
    assert json.loads(in_node(tmp_path, script("predict.js") + nothing)) == [True, True]


def in_node(folder, text, *options):
    node = shutil.which("node")
    if not node:
        pytest.skip("Node is not here; the browser tests read the scripts too")
    path = folder / "face.mjs"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run([node, *options, path], capture_output=True, encoding="utf-8", timeout=30)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_face_asks_a_network_for_anything():
    for path in PAGE.iterdir():
        assert not re.search(r"https?://|@import|url\(", path.read_text(encoding="utf-8")), path.name


def test_styles_are_joined_in_the_order_asked_for():
    joined = stylesheet("look.css", "question.css")
    assert joined.index(".ck-card") < joined.index(".ck-options")
