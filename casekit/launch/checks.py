"""Everything ``start.py test`` runs, each check under its own heading, on to the end even when one fails."""

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from casekit.launch.environment import environment_of_kit, python_of_venv
from casekit.launch.tools import find_chromium, find_java
from casekit.paths import REPOSITORY
from casekit.text import _

_TEST_WORKERS = str(min(4, os.cpu_count() or 1))


@dataclass(frozen=True)
class Check:
    """One program to run: the words after ``python``. ``lacking`` says why it cannot be run here."""

    name: str
    words: tuple[str, ...]
    lacking: str | None = None
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """How a check ended: ``passed``, ``FAILED`` or ``left out``, and the seconds it took."""

    name: str
    ending: str
    seconds: float


def run_all() -> int:
    """Run every check; 0 when all went well. Where ``CI`` is set, a check left out has failed."""
    chromium, java = find_chromium(), find_java()
    results = [_spark(java)]
    with tempfile.TemporaryDirectory(prefix="casekit-test-") as home:
        for check in _checks(chromium):
            results.append(_run(check, Path(home)))
    return _summary(results)


def run_publish(*words: str) -> int:
    """Run ``python -m casekit.publish`` with these words, showing what it prints."""
    return _call(("-m", "casekit.publish", *words), {})


def _checks(chromium: Path | None) -> list[Check]:
    no_browser = _("no Chromium, Chrome or Edge was found (CASEKIT_CHROMIUM may name one)")
    return [
        Check(_("Style"), ("-m", "ruff", "check", ".")),
        Check(_("Layout of the code"), ("-m", "ruff", "format", "--check", ".")),
        Check(
            _("Floors of the house"),
            ("-c", "from importlinter.cli import lint_imports_command as lint; lint()"),
        ),
        Check(
            _("Tests"),
            (
                "-m",
                "pytest",
                "tests",
                "--ignore=tests/browser",
                "-m",
                "not browser",
                "-n",
                _TEST_WORKERS,
                "--dist=loadfile",
            ),
        ),
        Check(_("Built notebooks match their sources"), ("-m", "casekit.publish", "check")),
        Check(_("Notebooks give what they show"), ("-m", "casekit.publish", "nbval")),
        Check(
            _("Exercises in a real browser"),
            # More than two browsers at once would only wait for one another.
            ("-m", "pytest", "tests/browser", "-n", "2", "--dist=loadfile"),
            lacking=None if chromium else no_browser,
            environment={"CASEKIT_CHROMIUM": str(chromium)} if chromium else {},
        ),
    ]


def _spark(java: Path | None) -> Result:
    """Spark's tests are among the others and leave themselves out without Java; here that is said, or fails."""
    if java:
        return Result(_("Java for Spark"), "passed", 0)
    return _left_out(_("Java for Spark"), _("no Java was found, so Spark's tests are left out"))


def _run(check: Check, home: Path) -> Result:
    if check.lacking:
        return _left_out(check.name, check.lacking)
    print(f"\n== {check.name}", flush=True)
    begun = time.monotonic()
    # A home of its own for each check: neither the trainee's progress nor another check's is touched.
    with tempfile.TemporaryDirectory(dir=home) as own:
        code = _call(check.words, {"CASEKIT_HOME": own, **check.environment})
    seconds = time.monotonic() - begun
    ending = "FAILED" if code else "passed"
    print(f"== {check.name}: {ending}, {seconds:.0f} s", flush=True)
    return Result(check.name, ending, seconds)


def _left_out(name: str, reason: str) -> Result:
    ending = "FAILED" if in_ci() else "left out"
    print(f"\n== {name}: {ending}: {reason}", flush=True)
    return Result(name, ending, 0)


def _call(words: tuple[str, ...], more: dict[str, str]) -> int:
    command = [str(python_of_venv()), *words]
    # Many containers forbid it; each of the some hundred Pythons begun here would then compile every module anew.
    keeping = {"PYTHONDONTWRITEBYTECODE": ""}
    return subprocess.run(command, cwd=REPOSITORY, env={**environment_of_kit(), **keeping, **more}).returncode


def in_ci() -> bool:
    """Whether this runs unattended, where nothing may be left out."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false", "no")


def _summary(results: list[Result]) -> int:
    print("\n== " + _("Summary"))
    for result in results:
        print(f"{result.ending:>9}  {result.seconds:5.0f} s  {result.name}")
    failed = [result.name for result in results if result.ending == "FAILED"]
    if failed:
        print(_("{count} of {all} checks failed: {names}.").format(
            count=len(failed), all=len(results), names=", ".join(failed)
        ))  # fmt: skip
        return 1
    print(_("All {count} checks went well.").format(count=sum(result.ending == "passed" for result in results)))
    return 0
