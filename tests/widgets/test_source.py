"""The scripts of the faces, joined."""

import re
import shutil
import subprocess

import pytest

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
    node = shutil.which("node")
    if not node:
        pytest.skip("Node is not here; the browser tests read the scripts too")
    path = tmp_path / "face.mjs"
    path.write_text(script(name), encoding="utf-8")
    done = subprocess.run([node, "--check", path], capture_output=True, encoding="utf-8", timeout=30)
    assert done.returncode == 0, done.stderr


def test_no_face_asks_a_network_for_anything():
    for path in PAGE.iterdir():
        assert not re.search(r"https?://|@import|url\(", path.read_text(encoding="utf-8")), path.name


def test_styles_are_joined_in_the_order_asked_for():
    joined = stylesheet("look.css", "question.css")
    assert joined.index(".ck-card") < joined.index(".ck-options")
