"""JupyterLab for the course: on this computer alone, with Jupyter's own token, kept apart from the user's settings.

Settings, saved windows and kernels of the user's own Jupyter (``~/.jupyter``, ``~/.local/share/jupyter``,
``~/.ipython``) stay out: the course keeps its own under ``.jupyter`` in the trainee's home.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from casekit.errors import CasekitError
from casekit.launch.environment import environment_of_kit, python_of_venv
from casekit.paths import home
from casekit.text import _

FIRST_PORT = 8888
_START_SECONDS = 90
_STOP_SECONDS = 15
_LOOK_SECONDS = 0.5
_NEW_PROCESS_GROUP = 0x200  # subprocess.CREATE_NEW_PROCESS_GROUP, which only Windows has
_ANNOUNCEMENTS = "@jupyterlab/apputils-extension:announcements"
_WIDGETS = "@jupyter-widgets/jupyterlab-manager:plugin"


@dataclass(frozen=True)
class Server:
    """A JupyterLab that runs: its address (ends with a slash) and its token."""

    url: str
    token: str

    def answers(self) -> bool:
        """Whether it is this server, with this token, that answers."""
        return self._ask("api/status") == 200

    def shut_down(self) -> None:
        """Ask it to end its kernels and itself."""
        self._ask("api/shutdown", method="POST")

    def page(self, notebook: str) -> str:
        """The address that opens ``notebook`` in JupyterLab."""
        return f"{self.url}lab/tree/{quote(notebook)}?token={self.token}"

    def _ask(self, path: str, method: str = "GET") -> int | None:
        request = urllib.request.Request(
            self.url + path, method=method, headers={"Authorization": f"token {self.token}"}
        )
        # A proxy for the internet cannot reach this computer's own address.
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with direct.open(request, timeout=5) as reply:
                return reply.status
        except (OSError, ValueError):
            return None


def open_course(start_page: str, *, port: int | None, browser: bool) -> int:
    """Start JupyterLab on ``start_page`` (a path in the trainee's home) and stay until it is stopped.

    Raises
    ------
    CasekitError
        the port asked for is taken, or JupyterLab did not start.
    """
    place = home().resolve()
    running = _server_of(place)
    if running and (port is None or f":{port}/" in running.url):
        _tell(_("The course is open already:"), running.page(start_page), browser)
        return 0
    port = _checked(port) if port else _first_free_port()
    log = _prepare(place)
    with log.open("wb") as printed:
        program = _launch(place, port, printed)
        try:
            server = _wait_until_it_answers(program, place, port, log)
            _tell(_("The course is open; Ctrl-C here stops it."), server.page(start_page), browser)
            while program.poll() is None:
                time.sleep(_LOOK_SECONDS)  # on Windows a plain wait would not hear Ctrl-C
            raise CasekitError(_("JupyterLab has ended. What it said: {log}").format(log=log))
        except KeyboardInterrupt:
            _stop(program, _server_of(place, port))
            print("\r" + _("JupyterLab has stopped; your work is in {folder}.").format(folder=place))
            return 0
        except BaseException:
            program.kill()
            raise


def is_free(port: int) -> bool:
    """Whether nothing listens on ``port`` of this computer."""
    with socket.socket() as knock:
        if os.name != "nt":
            # As the server does; on Windows this option would allow a port that another program listens on.
            knock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            knock.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _checked(port: int) -> int:
    if is_free(port):
        return port
    other = next((near for near in range(port + 1, port + 100) if near < 65536 and is_free(near)), 0)
    raise CasekitError(
        _("Port {port} is taken by another program: close that, or start with --port {other}.").format(
            port=port, other=other
        )
    )


def _first_free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        if is_free(port):
            if port != FIRST_PORT:
                print(_("Port {taken} is taken; using {port}.").format(taken=FIRST_PORT, port=port))
            return port
    raise CasekitError(_("Ports 8888 to 8987 are all taken: start with --port and another number."))


def _prepare(place: Path) -> Path:
    """Make the course's own Jupyter folder; return its log file."""
    own = place / ".jupyter"
    settings = own / "config" / "labconfig"
    settings.mkdir(parents=True, exist_ok=True)
    own.chmod(0o700)  # the log tells the token: it is for this user alone
    # The news prompt and the check for updates ask the internet, which a classroom may not have.
    _write(settings / "page_config.json", {"disabledExtensions": {_ANNOUNCEMENTS: True}})
    # Without their saved state the cards of a notebook opened the next day show an error until it is run again.
    _write(settings / "default_setting_overrides.json", {_WIDGETS: {"saveState": True}})
    return own / "log.txt"


def _write(path: Path, settings: dict) -> None:
    path.write_text(json.dumps(settings), encoding="utf-8")


def _launch(place: Path, port: int, printed) -> subprocess.Popen:
    command = [
        str(python_of_venv()), "-m", "jupyterlab", "--no-browser",
        "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={place}",
    ]  # fmt: skip
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container root is often the only user; the server stays local
    # A group of its own: Ctrl-C reaches the launcher alone, which then stops the server without a question.
    apart = {"creationflags": _NEW_PROCESS_GROUP} if os.name == "nt" else {"start_new_session": True}
    return subprocess.Popen(
        command,
        env=_environment(place),
        cwd=place,
        stdin=subprocess.DEVNULL,
        stdout=printed,
        stderr=printed,
        **apart,
    )


def _environment(place: Path) -> dict[str, str]:
    own = place / ".jupyter"
    env = {name: value for name, value in environment_of_kit().items() if not name.startswith(("JUPYTER", "JPY_"))}
    if os.environ.get("CASEKIT_HOME"):
        env["CASEKIT_HOME"] = str(place)  # whole, for the kernels run in other folders
    return {
        **env,
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "IPYTHONDIR": str(own / "ipython"),
    }


def _server_of(place: Path, port: int | None = None) -> Server | None:
    """The server that runs for this home (on ``port`` when given), found by the file Jupyter writes about it."""
    for file in (place / ".jupyter" / "runtime").glob("jpserver-*.json"):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            about = json.loads(file.read_text(encoding="utf-8"))
            server = Server(f"http://127.0.0.1:{int(about['port'])}/", str(about["token"]))
            if port in (None, about["port"]) and server.answers():
                return server
    return None


def _wait_until_it_answers(program: subprocess.Popen, place: Path, port: int, log: Path) -> Server:
    print(_("Starting JupyterLab …"), end="", flush=True)
    begun = time.monotonic()
    shown = 0
    while time.monotonic() - begun < _START_SECONDS and program.poll() is None:
        server = _server_of(place, port)
        if server:
            print()
            return server
        time.sleep(0.1)
        if sys.stdout.isatty() and int(time.monotonic() - begun) > shown:
            shown += 1
            print(".", end="", flush=True)
    print()
    if not is_free(port):
        raise CasekitError(_("Port {port} was taken meanwhile: start again.").format(port=port))
    raise CasekitError(
        _(
            "JupyterLab did not start ({reason}): delete the folder .venv and start again; all it said is in {log}."
        ).format(reason=_last_line(log), log=log)
    )


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1].strip() if lines else _("it printed nothing")


def _tell(sentence: str, page: str, browser: bool) -> None:
    print(f"{sentence}\n  {page}", flush=True)
    if browser:
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(page)


def _stop(program: subprocess.Popen, server: Server | None) -> None:
    if server:
        server.shut_down()
    else:
        program.terminate()
    try:
        program.wait(timeout=_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()
