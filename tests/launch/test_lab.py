"""JupyterLab as the launcher opens it, with the user's own Jupyter settings broken on purpose."""

import json
import os
import re
import signal
import socket
import urllib.error
import urllib.request
import uuid

import pytest
import websocket
from toy_kit import sentences

pytestmark = pytest.mark.skipif(os.name == "nt", reason="stops the launcher by a signal of POSIX")


class Course:
    """A running course: its process, the lines it said, its address and token."""

    def __init__(self, kit, *words, **env):
        self.process = kit.begin("--no-browser", *words, **env)
        self.said = []
        for line in self.process.stdout:
            self.said.append(line.strip())
            found = re.search(r"(http://127\.0\.0\.1:(\d+)/)(\S*)\?token=(\w+)", line)
            if found:
                self.url, port, self.page, self.token = found.groups()
                self.port = int(port)
                return
        raise AssertionError("\n".join(self.said))

    def get(self, path: str, token: str | None = None) -> tuple[int, str]:
        headers = {"Authorization": f"token {token}"} if token else {}
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url + path, headers=headers)) as reply:
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ""

    def run_in_kernel(self, code: str) -> str:
        """What ``code`` prints in a new kernel of the default kind, begun in the folder of the lessons."""
        body = json.dumps({"path": "notebooks/new.ipynb", "type": "notebook", "name": "", "kernel": {"name": None}})
        request = urllib.request.Request(
            self.url + "api/sessions", data=body.encode(), headers={"Authorization": f"token {self.token}"}
        )
        with urllib.request.urlopen(request) as reply:
            kernel = json.loads(reply.read())["kernel"]["id"]
        address = f"ws://127.0.0.1:{self.port}/api/kernels/{kernel}/channels?token={self.token}"
        line = websocket.create_connection(address, timeout=60)
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": "execute_request",
            "session": "s",
            "username": "",
            "version": "5.3",
        }
        content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
        line.send(
            json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"})
        )
        printed = ""
        while True:
            message = json.loads(line.recv())
            if message["parent_header"].get("msg_id") != header["msg_id"]:
                continue
            if message["msg_type"] == "stream":
                printed += message["content"]["text"]
            if message["msg_type"] == "error":
                printed += json.dumps(message["content"])
            # The reply may overtake what was printed; the kernel is idle only after both.
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                line.close()
                return printed

    def interrupt(self) -> list[str]:
        """Press Ctrl-C; the lines said after it."""
        self.process.send_signal(signal.SIGINT)
        rest, _nothing = self.process.communicate(timeout=60)
        return [line.strip() for line in rest.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def broken_user(tmp_path_factory) -> dict[str, str]:
    """A user whose own Jupyter and IPython settings spoil every start, and whose python3 kernel does not exist."""
    user = tmp_path_factory.mktemp("user")
    bad = {
        ".jupyter/jupyter_server_config.py": "raise SystemExit('broken server settings')",
        ".jupyter/jupyter_lab_config.py": "c.ServerApp.password = 'x'; 1 / 0",
        ".jupyter/jupyter_server_config.json": '{"ServerApp": {"port": "no", "ip": "0.0.0.0"}',
        ".jupyter/labconfig/page_config.json": "{",
        ".jupyter/lab/workspaces/default-37a8.jupyterlab-workspace": "{",
        ".local/share/jupyter/kernels/python3/kernel.json": '{"argv": ["/nowhere/python"], "display_name": "Mine"}',
        ".ipython/profile_default/startup/00.py": "import os; os._exit(3)",
    }
    for name, text in bad.items():
        (user / name).parent.mkdir(parents=True, exist_ok=True)
        (user / name).write_text(text, encoding="utf-8")
    return {
        "HOME": str(user),
        "JUPYTER_CONFIG_DIR": str(user / ".jupyter"),
        "JUPYTER_PATH": str(user / ".local" / "share" / "jupyter"),
        "JUPYTER_CONFIG_PATH": str(user / ".jupyter"),
        "JUPYTER_TOKEN": "",
        "IPYTHONDIR": str(user / ".ipython"),
    }


@pytest.fixture(scope="module")
def course(ready_kit, broken_user):
    running = Course(ready_kit, **broken_user)
    yield running
    if running.process.poll() is None:
        running.interrupt()


def test_it_opens_on_the_trainees_own_copy(course, ready_kit):
    assert course.page == "lab/tree/notebooks/00-start-here.ipynb"
    status, found = course.get("api/contents/notebooks/00-start-here.ipynb", course.token)
    assert status == 200
    assert json.loads(found)["content"]["metadata"]["casekit"]["source"] == "first"
    assert (ready_kit.folder / "my-work" / "notebooks" / "00-start-here.ipynb").exists()
    assert course.get(course.page, course.token)[0] == 200


def test_it_listens_on_this_computer_alone_and_asks_for_its_token(course):
    assert re.fullmatch(r"[0-9a-f]{48}", course.token)
    assert course.get("api/contents")[0] == 403
    outside = socket.socket()
    with outside, pytest.raises(ConnectionRefusedError):
        outside.connect(("127.0.0.2", course.port))


def test_the_news_prompt_is_off(course):
    page = course.get("lab", course.token)[1]
    config = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    assert "@jupyterlab/apputils-extension:announcements" in config["disabledExtensions"]


def test_its_kernel_is_the_environments_and_knows_the_kit(course, ready_kit):
    printed = course.run_in_kernel("import sys, casekit; print(sys.prefix); print(casekit.__file__)")
    assert printed.split("\n")[:2] == [str(ready_kit.venv), str(ready_kit.folder / "casekit" / "__init__.py")]


def test_a_start_while_it_is_open_leads_to_the_same_window(course, ready_kit, broken_user):
    again = ready_kit.start("--no-browser", **broken_user)
    assert again.returncode == 0
    assert again.stdout.splitlines()[-2:] == [
        "The course is open already:",
        f"  {course.url}{course.page}?token={course.token}",
    ]


def test_ctrl_c_stops_it_in_one_line(course, ready_kit):
    said = course.interrupt()
    assert said == [f"JupyterLab has stopped; your work is in {ready_kit.folder / 'my-work'}."]
    assert course.process.returncode == 0
    with socket.socket() as knock:
        assert knock.connect_ex(("127.0.0.1", course.port)) != 0


def test_casekit_home_moves_the_trainees_work(ready_kit, tmp_path):
    home = tmp_path / "我的 work"
    moved = Course(ready_kit, CASEKIT_HOME=str(home))
    try:
        assert (home / "notebooks" / "00-start-here.ipynb").exists()
        assert moved.run_in_kernel("from casekit.paths import home; print(home())").strip() == str(home)
    finally:
        moved.interrupt()


def test_a_taken_port_that_was_asked_for(ready_kit):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = ready_kit.start("--no-browser", "--port", str(port))
        told = sentences(done.stdout)
        assert done.returncode == 1 and len(told) == 1
        found = re.fullmatch(
            rf"Port {port} is taken by another program: close that, or start with --port (\d+)\.", told[0]
        )
        assert int(found[1]) > port


def test_the_usual_port_taken_leads_to_the_next(monkeypatch, capsys):
    from casekit.launch import lab

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(lab, "FIRST_PORT", port)
        assert lab._first_free_port() > port
    assert f"Port {port} is taken; using" in capsys.readouterr().out


@pytest.mark.parametrize("word", ["80", "70000", "x", "-1"])
def test_a_port_that_is_none(ready_kit, word):
    done = ready_kit.start("--port", word)
    assert done.returncode == 2
    assert "a port is a whole number from 1024 to 65535" in done.stdout


def test_a_server_that_cannot_start_is_one_sentence(ready_kit, tmp_path):
    home = tmp_path / "home"
    (home / ".jupyter").mkdir(parents=True)
    (home / ".jupyter" / "runtime").write_text("a file where Jupyter needs a folder", encoding="utf-8")
    done = ready_kit.start("--no-browser", CASEKIT_HOME=str(home), timeout=100)
    assert done.returncode == 1
    told = sentences(done.stdout)
    assert len(told) == 1 and told[0].startswith("JupyterLab did not start (")


def test_a_plain_kill_stops_the_server_too(ready_kit, tmp_path):
    course = Course(ready_kit, CASEKIT_HOME=str(tmp_path))
    course.process.terminate()
    course.process.wait(timeout=60)
    with socket.socket() as knock:
        assert knock.connect_ex(("127.0.0.1", course.port)) != 0
