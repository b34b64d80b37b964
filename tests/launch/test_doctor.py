"""The doctor: a line for each thing, OK or what to do."""

import json
import socket


def lines(done) -> tuple[list[str], list[str]]:
    said = done.stdout.splitlines()
    return [line for line in said if line.startswith("OK  ")], [line for line in said if line.startswith("--  ")]


def test_before_the_first_start_it_says_what_is_missing_and_what_to_do(kit):
    done = kit.start("doctor", HTTPS_PROXY="http://127.0.0.1:9")
    well, todo = lines(done)
    assert done.returncode == 1
    assert len(well) + len(todo) == 8
    assert any("'python3 start.py' installs them" in line for line in todo)
    assert any("HTTPS_PROXY" in line for line in todo)
    assert any("font for Chinese text is missing" in line for line in todo)
    assert not kit.venv.exists() and not (kit.folder / "my-work").exists()


def test_a_taken_port_is_named(kit):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        _well, todo = lines(kit.start("--port", str(port), "doctor", HTTPS_PROXY="http://127.0.0.1:9"))
    assert any(f"Port {port} is taken" in line for line in todo)


def test_with_everything_there_all_lines_say_ok(ready_kit):
    fonts = ready_kit.folder / "casekit" / "widgets" / "fonts"
    fonts.mkdir(parents=True)
    (fonts / "cjk.otf").write_bytes(b"OTTO" * 50_000)
    settings = ready_kit.folder / "casekit" / "launch" / "doctor.py"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"casekit", "jupyterlab"', '"toy", "jupyterlab"'), encoding="utf-8")
    stamp = json.loads(ready_kit.stamp.read_text(encoding="utf-8"))
    assert set(stamp["installed"]) == {"requirements.txt", "requirements-dev.txt"}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    done = ready_kit.start("--port", str(port), "doctor")
    well, todo = lines(done)
    assert todo == [] and done.returncode == 0, done.stdout
    assert any("toy 1.0" in line and "jupyterlab" in line for line in well)
