"""``start.py test``: all checks to the end, and an exit code that tells the truth."""

import sys
from pathlib import Path

import pytest

from casekit.launch import checks
from casekit.launch.checks import Check


@pytest.fixture
def three_checks(monkeypatch):
    """A check that fails between two that pass; each says where its home is."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(checks, "python_of_venv", lambda: Path(sys.executable))
    monkeypatch.setattr(checks, "find_java", lambda: Path("java"))
    monkeypatch.setattr(checks, "find_chromium", lambda: Path("chromium"))

    def choose(*codes):
        runs = [Check(f"check {n}", ("-c", f"raise SystemExit({code})")) for n, code in enumerate(codes)]
        monkeypatch.setattr(checks, "_checks", lambda chromium: runs)

    return choose


def test_a_failure_does_not_stop_the_rest_and_is_summed_up(three_checks, capfd):
    three_checks(0, 3, 0)
    assert checks.run_all() == 1
    printed = capfd.readouterr().out
    assert "== check 1: FAILED" in printed and "== check 2: passed" in printed
    assert printed.strip().endswith("1 of 4 checks failed: check 1.")


def test_all_well(three_checks, capfd):
    three_checks(0, 0)
    assert checks.run_all() == 0
    assert capfd.readouterr().out.strip().endswith("All 3 checks went well.")


@pytest.mark.parametrize(("ci", "code", "ending"), [("", 0, "left out"), ("true", 1, "FAILED")])
@pytest.mark.parametrize("lacking", ["find_chromium", "find_java"])
def test_what_cannot_be_run_is_left_out_in_one_line_and_fails_in_ci(monkeypatch, capfd, lacking, ci, code, ending):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(checks, "find_java", lambda: Path("java"))
    monkeypatch.setattr(checks, "find_chromium", lambda: Path("chromium"))
    monkeypatch.setattr(checks, lacking, lambda: None)
    monkeypatch.setattr(checks, "_call", lambda words, more: 0)
    assert checks.run_all() == code
    told = [line for line in capfd.readouterr().out.splitlines() if f": {ending}:" in line]
    assert len(told) == 1 and ("no Chromium" in told[0] or "no Java" in told[0])


def test_no_check_sees_the_trainees_home_or_anothers(three_checks, monkeypatch, tmp_path):
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path))
    three_checks(0, 0)
    homes = []
    monkeypatch.setattr(checks, "_call", lambda words, more: homes.append(more["CASEKIT_HOME"]) or 0)
    checks.run_all()
    assert len({str(tmp_path), *homes}) == 3


def test_checks_keep_compiled_modules_even_where_the_machine_forbids_it(three_checks, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    forbidden = Check("keeps", ("-c", "import sys; raise SystemExit(sys.dont_write_bytecode)"))
    monkeypatch.setattr(checks, "_checks", lambda chromium: [forbidden])
    assert checks.run_all() == 0


def test_every_kind_of_check_is_among_them():
    words = [" ".join(check.words) for check in checks._checks(Path("chromium"))]
    for part in (
        "ruff check",
        "ruff format --check",
        "lint_imports",
        "pytest tests --ignore=tests/browser",
        "casekit.publish check",
        "casekit.publish nbval",
        "pytest tests/browser",
    ):
        assert any(part in line for line in words), part
