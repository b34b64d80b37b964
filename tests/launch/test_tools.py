"""Finding the browser and Java that the checks need."""

import os
import sys
from pathlib import Path

import pytest

from casekit.launch import tools


@pytest.fixture
def empty_path(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CASEKIT_CHROMIUM", raising=False)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(tools, "_existing_places", lambda: [tmp_path / "Edge" / "msedge.exe"])
    return tmp_path


def program(file: Path) -> Path:
    file = file.with_suffix(".exe") if os.name == "nt" else file
    file.parent.mkdir(exist_ok=True)
    file.write_text("", encoding="utf-8")
    file.chmod(0o755)
    return file


def test_nothing_there(empty_path):
    assert tools.find_chromium() is None
    assert tools.find_java() is None


@pytest.mark.parametrize("name", tools._BROWSERS)
def test_a_browser_on_the_path(empty_path, name):
    assert tools.find_chromium() is None
    placed = program(empty_path / name)
    assert tools.find_chromium() == placed


def test_a_browser_in_its_usual_place(empty_path):
    placed = empty_path / "Edge" / "msedge.exe"
    placed.parent.mkdir()
    placed.write_text("", encoding="utf-8")
    assert tools.find_chromium() == placed


def test_the_browser_named_counts_before_any_other(empty_path, monkeypatch):
    program(empty_path / "chromium")
    monkeypatch.setenv("CASEKIT_CHROMIUM", sys.executable)
    assert tools.find_chromium() == Path(sys.executable)
    monkeypatch.setenv("CASEKIT_CHROMIUM", str(empty_path / "missing"))
    assert tools.find_chromium() is None


def test_java_of_java_home_counts_before_the_path(empty_path, monkeypatch):
    on_path = program(empty_path / "java")
    assert tools.find_java() == on_path
    own = program(empty_path / "bin" / "java")
    monkeypatch.setenv("JAVA_HOME", str(empty_path))
    assert tools.find_java() == own
