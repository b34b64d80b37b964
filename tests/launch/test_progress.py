"""Time passing is shown on a terminal; anywhere else the output stays plain lines."""

import os
import sys
from pathlib import Path

import pytest

from casekit.launch.progress import run_showing


def run(code: str) -> tuple[int, str]:
    return run_showing("Working …", [sys.executable, "-c", code], env=dict(os.environ), cwd=Path.cwd())


def test_exit_code_and_everything_printed_come_back():
    code, printed = run("import sys; print('客户'); print('two', file=sys.stderr); sys.exit(4)")
    assert code == 4
    assert "客户" in printed and "two" in printed


def test_plain_lines_without_a_terminal(capsys):
    run("pass")
    assert capsys.readouterr().out == "Working …\n"


def test_seconds_run_on_a_terminal(capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    run("import time; time.sleep(1.2)")
    shown = capsys.readouterr().out
    assert shown.startswith("\rWorking … ") and shown.count("\r") >= 3 and shown.endswith(" s \n")


def test_an_interrupt_ends_the_program_it_waits_for(monkeypatch):
    began = []

    def interrupted(label, program):
        began.append(program)
        raise KeyboardInterrupt

    monkeypatch.setattr("casekit.launch.progress._count_seconds", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run("import time; time.sleep(60)")
    assert began[0].returncode is not None
