"""Run a program and show that time is passing."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path


def run_showing(label: str, command: list, *, env: dict, cwd: Path) -> tuple[int, str]:
    """Run ``command``; return its exit code and everything it printed.

    On a terminal the label stands with the seconds running; anywhere else it is printed once, with the seconds
    it took when it has ended.
    """
    with tempfile.TemporaryFile() as printed:
        program = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
        )
        try:
            _count_seconds(label, program)
        except BaseException:
            program.kill()
            program.wait()
            raise
        printed.seek(0)
        return program.returncode, printed.read().decode("utf-8", errors="replace")


def _count_seconds(label: str, program: subprocess.Popen) -> None:
    on_terminal = sys.stdout.isatty()
    begun = time.monotonic()
    if not on_terminal:
        print(label, flush=True)
    while True:
        try:
            program.wait(timeout=0.5)
            break
        except subprocess.TimeoutExpired:
            if on_terminal:
                print(f"\r{label} {time.monotonic() - begun:.0f} s ", end="", flush=True)
    took = time.monotonic() - begun
    if on_terminal:
        print(f"\r{label} {took:.0f} s ")
    elif took >= 2:
        print(f"  {took:.0f} s", flush=True)
