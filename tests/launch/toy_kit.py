"""A small copy of the kit that starts offline within seconds: one tiny wheel instead of a hundred packages."""

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
LED_ASTRAY = (
    "CASEKIT_HOME",
    "CI",
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
)


class ToyKit:
    """The launcher with a toy wheel, a toy build and a toy start page, in ``folder``."""

    def __init__(self, folder: Path):
        self._is_in(folder)
        shutil.copytree(REPOSITORY / "casekit" / "launch", folder / "casekit" / "launch")
        for name in ("__init__.py", "errors.py", "files.py", "paths.py", "text.py"):
            shutil.copy(REPOSITORY / "casekit" / name, folder / "casekit" / name)
        shutil.copy(REPOSITORY / "start.py", folder / "start.py")
        publish = folder / "casekit" / "publish"
        publish.mkdir()
        (publish / "__main__.py").write_text("import sys, toy; print('toy publish', *sys.argv[1:])", encoding="utf-8")
        self.wheels.mkdir()
        write_wheel(self.wheels, "1.0")
        for name in ("requirements.txt", "requirements-dev.txt"):
            (folder / name).write_text("toy==1.0\n", encoding="utf-8")
        write_notebook(folder / "notebooks" / "00-start-here.ipynb", "first")

    def _is_in(self, folder: Path) -> None:
        self.folder = folder
        self.venv = folder / ".venv"
        self.stamp = self.venv / "casekit-stamp.json"
        self.wheels = folder / "wheels"

    def move_to(self, folder: Path) -> None:
        """Move the whole course, as a trainee tidying up would."""
        shutil.move(self.folder, folder)
        self._is_in(folder)

    @property
    def python(self) -> Path:
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def environment(self, **more) -> dict[str, str]:
        """No index, no uv, none of the developer's own settings: packages come from the toy's folder of wheels."""
        kept = {name: value for name, value in os.environ.items() if name not in LED_ASTRAY}
        without_uv = [
            folder for folder in kept.get("PATH", "").split(os.pathsep) if not shutil.which("uv", path=folder)
        ]
        offline = {
            "PATH": os.pathsep.join(without_uv),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": self.wheels.as_uri(),
        }
        return {name: value for name, value in {**kept, **offline, **more}.items() if value is not None}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, str(self.folder / "start.py"), *words]

    def start(self, *words: str, command: list[str] | None = None, timeout: float = 240, **env):
        """Run ``start.py`` to its end; its output and errors come together in ``stdout``."""
        return subprocess.run(
            command or self.command(*words),
            env=self.environment(**env),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            cwd=self.folder,
        )

    def begin(self, *words: str, **env) -> subprocess.Popen:
        """Start ``start.py`` and leave it running, in a process group of its own."""
        return subprocess.Popen(
            self.command(*words),
            env=self.environment(**env),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            cwd=self.folder,
            start_new_session=True,
        )


def kill_group(program: subprocess.Popen) -> None:
    """End a program begun by :meth:`ToyKit.begin` and what it runs, at once, as a power cut would."""
    os.killpg(program.pid, signal.SIGKILL)
    program.wait()


def write_wheel(folder: Path, version: str) -> None:
    """A wheel named ``toy`` that also lets the environment see the packages of the Python running the tests."""
    info = f"toy-{version}.dist-info"
    files = {
        "toy.py": f"version = {version!r}\n",
        "toy.pth": sysconfig.get_path("purelib") + "\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: toy\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: toy\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / f"toy-{version}-py3-none-any.whl", "w") as wheel:
        for name, text in {**files, f"{info}/RECORD": record}.items():
            wheel.writestr(name, text)


def write_notebook(file: Path, edition: str | None, text: str = "") -> None:
    """A built notebook of that edition (without one: no metadata of ours)."""
    file.parent.mkdir(parents=True, exist_ok=True)
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": text or f"# {file.stem} {edition}"}
    metadata = {"casekit": {"source": edition}} if edition else {}
    notebook = {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    file.write_text(json.dumps(notebook), encoding="utf-8")


def sentences(printed: str) -> list[str]:
    """The lines that tell of trouble: all but headings with a running clock."""
    return [line for line in printed.splitlines() if line.strip() and "…" not in line and not line.endswith(" s")]
