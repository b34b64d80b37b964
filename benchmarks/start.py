"""From a bare clone to JupyterLab answering: ``start.py`` beside ``venv`` + ``pip install -r`` + ``jupyter lab``.

Run with any Python that suits the course: ``python3 benchmarks/start.py``. Both ways in one run, one after the other:
cold (each with empty caches of its own), warm (a new clone, the caches filled) and again (everything installed).
The target: the cold start takes at most half the time of the usual way.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
TARGET = 0.5
GIVE_UP_SECONDS = 900

# Each start and the clone it happens in; the caches are empty at the first.
STARTS = {"cold": "first", "warm caches": "second", "all installed": "second"}


def main() -> int:
    ways = {"usual way": _start_the_usual_way, "start.py": _start_our_way}
    seconds = {}
    with tempfile.TemporaryDirectory(prefix="casekit-start-", ignore_cleanup_errors=True) as folder:
        for start, clone in STARTS.items():  # the two ways in turn, so that a busy moment falls on both alike
            for way, run in ways.items():
                seconds[start, way] = _timed(run, Path(folder) / way, clone)
                print(f"{start}, {way}: {seconds[start, way]:.1f} s", flush=True)
    print(f"\n{'':22}{'usual way':>11}{'start.py':>11}{'ratio':>8}")
    for start in STARTS:
        usual, ours = seconds[start, "usual way"], seconds[start, "start.py"]
        print(f"{start:22}{usual:>9.1f} s{ours:>9.1f} s{ours / usual:>8.2f}")
    reached = seconds["cold", "start.py"] / seconds["cold", "usual way"] <= TARGET
    print(f"Target: cold start at most {TARGET} of the usual way: {'reached' if reached else 'MISSED'}.")
    return 0 if reached else 1


def _timed(run: Callable[[Path, dict], None], folder: Path, clone: str) -> float:
    place = folder / clone
    if not place.exists():
        subprocess.run(["git", "clone", "-q", "--depth=1", REPOSITORY.as_uri(), place], check=True)
    begun = time.monotonic()
    run(place, _bare_environment(folder / "caches"))
    return time.monotonic() - begun


def _start_our_way(place: Path, env: dict) -> None:
    program = _begin([sys.executable, "start.py", "--no-browser"], place, env)
    said = ""
    for line in program.stdout:
        said += line
        found = re.search(r"(http://127\.0\.0\.1:\d+/)\S*token=(\w+)", line)
        if found:
            _wait_for(f"{found[1]}lab?token={found[2]}", program)
            _end(program)
            return
    raise SystemExit(f"start.py did not open the course:\n{said}")


def _start_the_usual_way(place: Path, env: dict) -> None:
    binaries = place / ".venv" / ("Scripts" if os.name == "nt" else "bin")
    if not binaries.exists():
        for command in (
            [sys.executable, "-m", "venv", ".venv"],
            [binaries / "python", "-m", "pip", "install", "-q", "-r", "requirements.txt"],
        ):
            subprocess.run(command, cwd=place, env=env, check=True)
    port = _free_port()
    words = ["lab", "--no-browser", f"--port={port}", "--IdentityProvider.token=benchmark"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("--allow-root")
    program = _begin([str(binaries / "jupyter"), *words], place, env, quiet=True)
    _wait_for(f"http://127.0.0.1:{port}/lab?token=benchmark", program)
    _end(program)


def _bare_environment(caches: Path) -> dict[str, str]:
    """As on a machine with nothing but Python: no uv on the PATH, empty caches, no settings of Jupyter's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "CASEKIT", "UV_"))}
    without_uv = [part for part in kept["PATH"].split(os.pathsep) if not shutil.which("uv", path=part)]
    own = {name: str(caches / name.lower()) for name in ("PIP_CACHE_DIR", "UV_CACHE_DIR", "JUPYTER_CONFIG_DIR")}
    return {**kept, **own, "PATH": os.pathsep.join(without_uv), "JUPYTER_RUNTIME_DIR": str(caches / "runtime")}


def _begin(command: list, place: Path, env: dict, *, quiet: bool = False) -> subprocess.Popen:
    printed = subprocess.DEVNULL if quiet else subprocess.PIPE
    return subprocess.Popen(
        command, cwd=place, env=env, stdout=printed, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )


def _wait_for(address: str, program: subprocess.Popen) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while time.monotonic() < deadline and program.poll() is None:
        try:
            with direct.open(address, timeout=5) as reply:
                if reply.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"JupyterLab did not answer at {address.partition('?')[0]}")


def _end(program: subprocess.Popen) -> None:
    program.terminate() if os.name == "nt" else program.send_signal(signal.SIGTERM)
    if program.stdout:
        program.stdout.read()
    program.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
