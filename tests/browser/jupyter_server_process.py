"""JupyterLab in a process of its own, with settings of its own."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path


class JupyterServer:
    """Started on entering, ended on leaving. ``paths`` are added to what its kernels can import."""

    def __init__(self, root: Path, notebooks: Path, paths: Sequence[Path] = ()) -> None:
        self.root, self.notebooks, self.paths = root, notebooks, paths
        self.token, self.port = secrets.token_hex(8), free_port()
        self.home = root / "home"
        self.log = root / "server.log"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "JupyterServer":
        self._settle()
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", *self._flags()],
                cwd=self.notebooks,
                env=self._environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._wait()
        return self

    def __exit__(self, *exc) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=15)

    def _flags(self) -> list[str]:
        return [
            "--no-browser",
            "--ip=127.0.0.1",
            f"--port={self.port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={self.notebooks}",
            f"--IdentityProvider.token={self.token}",
            "--expose-app-in-browser",
            "--allow-root",
        ]

    def _environment(self) -> dict[str, str]:
        folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        own = {name: str(self.root / name.lower()) for name in folders}
        path = os.pathsep.join([*map(str, self.paths), os.environ.get("PYTHONPATH", "")])
        return {**os.environ, **own, "CASEKIT_HOME": str(self.home), "PYTHONPATH": path}

    def _settle(self) -> None:
        """As the launcher does: no news prompt; cards are saved with the notebook, so that it can be read next day."""
        labconfig = self.root / "jupyter_config_dir" / "labconfig"
        labconfig.mkdir(parents=True)
        off = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
        saved = {"@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True}}
        (labconfig / "page_config.json").write_text(json.dumps(off), encoding="utf-8")
        (labconfig / "default_setting_overrides.json").write_text(json.dumps(saved), encoding="utf-8")

    def _wait(self, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.url}/api/status?token={self.token}", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
            if self.process.poll() is not None:
                break
        raise RuntimeError(f"JupyterLab did not start:\n{self.log.read_text(encoding='utf-8')}")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
