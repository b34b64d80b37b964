"""Running a trainee's function in a process of its own, so that it can loop, print or crash without harm.

This guards against slips, not against malice: the function is the trainee's, on the trainee's machine.
``python -m casekit.practice.sandbox IN OUT STARTED`` is the child.
"""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WAKING = 60.0  # seconds in which the child must have loaded what the function needs; not the trainee's time


@dataclass(frozen=True)
class Failed:
    """One trial ended with an error: its type and message in one line."""

    error: str


@dataclass(frozen=True)
class Stopped:
    """No trial could be finished: ``why`` is "time", "baggage" (it cannot be sent to the child) or "crash"."""

    why: str
    error: str = ""


def run_apart(function: Callable, trials: tuple[tuple, ...], seconds: float) -> list[Any] | Stopped:
    """What the function gives on each trial (a result, or :class:`Failed`), or why it was stopped.

    ``seconds`` is for all trials together, counted from when the child is ready. The arguments are copies.
    """
    import cloudpickle

    try:
        parcel = cloudpickle.dumps((function, trials))
    except Exception as problem:  # any object of the notebook may refuse in its own way
        return Stopped("baggage", one_line(problem))
    with tempfile.TemporaryDirectory(prefix="casekit-", ignore_cleanup_errors=True) as folder:
        sent, result, started = (Path(folder) / name for name in ("sent", "result", "started"))
        sent.write_bytes(pickle.dumps(sys.path) + parcel)
        child = _start(sent, result, started)
        try:
            in_time = _wait(child, started, seconds)
        finally:
            _end(child)
        if result.exists():
            return _unpacked(result)
        return Stopped("crash", f"exit {child.returncode}") if in_time else Stopped("time")


def _unpacked(result: Path) -> list[Any] | Stopped:
    try:
        return pickle.loads(result.read_bytes())
    except Exception as problem:  # what a result is made of may pack well and not unpack
        return Stopped("baggage", one_line(problem))


def _start(*files: Path) -> subprocess.Popen:
    windows = sys.platform == "win32"
    # -P: a random.py beside the trainee's notebook must not stand in for Python's own while the child starts.
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "casekit.practice.sandbox", *map(str, files)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "MPLBACKEND": "Agg"},
        start_new_session=not windows,
        creationflags=subprocess.CREATE_NO_WINDOW if windows else 0,
    )


def _wait(child: subprocess.Popen, started: Path, seconds: float) -> bool:
    """Whether the child ended by itself in time."""
    deadline, running = time.monotonic() + WAKING, False
    while time.monotonic() < deadline:
        if child.poll() is not None:
            return True
        if not running and started.exists():
            deadline, running = time.monotonic() + seconds, True
        time.sleep(0.01)
    return child.poll() is not None


def _end(child: subprocess.Popen) -> None:
    """End the child and, where the system knows process groups, whatever it started."""
    if sys.platform == "win32":
        child.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def one_line(problem: BaseException) -> str:
    """An error as one line: its type and the first line of its message."""
    message = str(problem).strip().splitlines()
    return f"{type(problem).__name__}: {message[0]}" if message else type(problem).__name__


# ── the child ────────────────────────────────────────────────────────────────────────────────────────────
def _child(sent: str, result: str, started: str) -> None:
    import cloudpickle

    with Path(sent).open("rb") as file:
        sys.path[:] = pickle.load(file)
        function, trials = pickle.load(file)
    Path(started).touch()
    results = [_tried(function, args) for args in trials]
    # Written under another name first: what the parent finds is whole.
    draft = Path(f"{result}.draft")
    draft.write_bytes(cloudpickle.dumps(results))
    draft.replace(result)


def _tried(function: Callable, args: tuple) -> Any:
    import cloudpickle

    try:
        result = function(*args)
        cloudpickle.dumps(result)
    except BaseException as problem:  # SystemExit and KeyboardInterrupt of the trainee's code are answers too
        return Failed(one_line(problem))
    return result


if __name__ == "__main__":
    # Failed must be the class the parent knows, not one of the module "__main__".
    from casekit.practice.sandbox import _child as child

    child(*sys.argv[1:])
