import shutil
import sys
from pathlib import Path

import pytest
from toy_course import toy

from casekit.publish.build import build
from casekit.publish.tree import Tree

sys.path.insert(0, str(Path(__file__).parents[1] / "widgets"))  # the toy plan is shared with the tests of its card


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory):
    tree = toy(tmp_path_factory.mktemp("toy") / "course")
    assert build(tree) == []
    return tree


@pytest.fixture
def built(_built_once, tmp_path):
    """A toy course that is built: a copy of its own for each test."""
    shutil.copytree(_built_once.root, tmp_path / "course")
    return Tree(tmp_path / "course")


@pytest.fixture
def unbuilt(tmp_path):
    """A toy course that is not built."""
    return toy(tmp_path / "course")
