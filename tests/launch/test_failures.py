"""What stands in the way is said in one sentence with the mend, and nothing half-made spoils the next start."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from toy_kit import REPOSITORY, sentences

CLOSED = "http://127.0.0.1:9/simple"
posix_only = pytest.mark.skipif(os.name == "nt", reason="uses scripts, rights and devices of POSIX")


def one_sentence(done) -> str:
    """The only line of trouble, told without a traceback and with a failing exit code."""
    assert done.returncode == 1, done.stdout
    told = sentences(done.stdout)
    assert len(told) == 1, done.stdout
    return told[0]


def online(**more) -> dict[str, str | None]:
    """Settings that let pip ask an index again."""
    return {"PIP_NO_INDEX": None, "PIP_FIND_LINKS": None, "PIP_RETRIES": "0", **more}


def test_no_network(kit, tmp_path):
    settings = tmp_path / "pip.conf"
    settings.write_text(f"[global]\nindex-url = {CLOSED}\n", encoding="utf-8")
    done = kit.start("build", **online(PIP_CONFIG_FILE=str(settings)))
    assert one_sentence(done) == ("The package index cannot be reached: connect to the internet and start again.")
    # The next start, with the network back, repairs it.
    assert kit.start("build").returncode == 0


def test_an_index_named_in_a_variable_that_does_not_answer(kit):
    told = one_sentence(kit.start("build", **online(PIP_INDEX_URL="http://me:secret@127.0.0.1:9/simple")))
    assert "PIP_INDEX_URL (http://127.0.0.1:9/simple)" in told


def test_a_proxy_that_does_not_answer_is_named_without_its_password(kit):
    told = one_sentence(kit.start("build", **online(HTTPS_PROXY="http://me:secret@127.0.0.1:9")))
    assert "HTTPS_PROXY (http://127.0.0.1:9)" in told
    assert "secret" not in told


@posix_only
def test_no_network_with_uv_at_hand(kit):
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        pytest.skip("no uv beside this Python; start.py test brings one")
    path = os.pathsep.join([kit.environment()["PATH"], str(Path(uv).parent)])
    done = kit.start("build", **online(PATH=path, PIP_INDEX_URL=CLOSED, UV_HTTP_RETRIES="0"))
    assert done.returncode == 1
    assert sentences(done.stdout)[-1].startswith("The package index in the variable PIP_INDEX_URL")


@posix_only
def test_debian_without_the_venv_package(kit, tmp_path):
    """Debian's python3 has venv and lacks ensurepip until python3-venv is installed."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "ensurepip.py").write_text("raise ModuleNotFoundError('ensurepip')", encoding="utf-8")
    base = tmp_path / "python3"
    base.write_text(f'#!/bin/sh\nPYTHONPATH="{hidden}" exec "{sys.executable}" "$@"\n', encoding="utf-8")
    base.chmod(0o755)
    run = f"import runpy, sys; sys._base_executable = {str(base)!r}; sys.argv = ['start.py', 'build']; "
    run += "sys.path.insert(0, '.'); runpy.run_path('start.py', run_name='__main__')"
    told = one_sentence(kit.start(command=[sys.executable, "-c", run]))
    version = "{}.{}".format(*sys.version_info[:2])
    assert f"sudo apt install python{version}-venv" in told
    assert not kit.venv.exists()


@posix_only
def test_a_folder_that_may_not_be_written(kit):
    """Root may write anywhere, so root gives its rights up first, once everything needed is imported."""
    kit.folder.chmod(0o555)
    run = "import os, sys; sys.path.insert(0, '.'); import casekit.launch.command as command; "
    run += "os.geteuid() == 0 and os.seteuid(65534); sys.exit(command.main(['build']))"
    try:
        kit.folder.parent.chmod(0o755)
        told = one_sentence(kit.start(command=[sys.executable, "-B", "-c", run]))
    finally:
        kit.folder.chmod(0o755)
    assert told.startswith("Nothing may be written in ") and "copy the course to a folder of your own" in told


def test_a_disk_with_too_little_room_is_said_before_anything_is_made(kit):
    settings = kit.folder / "casekit" / "launch" / "environment.py"
    text = settings.read_text(encoding="utf-8")
    free = shutil.disk_usage(kit.folder).free // 1_000_000
    assert '"requirements-dev.txt": 2000' in text
    settings.write_text(
        text.replace('"requirements-dev.txt": 2000', f'"requirements-dev.txt": {free * 10}'), encoding="utf-8"
    )
    told = one_sentence(kit.start("build"))
    assert f"less than {free * 10} MB free" in told and "free some space and start again" in told
    assert not kit.venv.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="uses Linux's device that is always full")
def test_a_disk_that_is_full_while_notebooks_are_copied(ready_kit, tmp_path):
    home = tmp_path / "home"
    (home / "notebooks").mkdir(parents=True)
    part = home / "notebooks" / ".00-start-here.ipynb.part"
    part.symlink_to("/dev/full")
    (ready_kit.folder / "requirements.txt").write_bytes((ready_kit.folder / "requirements-dev.txt").read_bytes())
    told = one_sentence(ready_kit.start("--no-browser", CASEKIT_HOME=str(home)))
    assert told.startswith("The disk is full: free some space where ")
    assert not list((home / "notebooks").iterdir())


def test_a_disk_that_fills_up_while_packages_are_installed(kit, tmp_path):
    """A real small disk; mounting one needs root."""
    disk = tmp_path / "small disk"
    disk.mkdir()
    mount = shutil.which("mount")
    mounted = mount and subprocess.run([mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], capture_output=True)
    if not mounted or mounted.returncode != 0:
        pytest.skip("mounting a small disk needs Linux and root")
    try:
        kit.venv.symlink_to(disk, target_is_directory=True)
        shutil.copytree(kit.folder, disk / "course", ignore=shutil.ignore_patterns(".venv"))
        settings = disk / "course" / "casekit" / "launch" / "environment.py"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace('"requirements-dev.txt": 2000', '"requirements-dev.txt": 1'), encoding="utf-8")
        done = kit.start(command=[sys.executable, str(disk / "course" / "start.py"), "build"])
        assert one_sentence(done).startswith("The disk is full: free some space where ")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_start_parses_on_python_3_6():
    text = (REPOSITORY / "start.py").read_text(encoding="utf-8")
    ast.parse(text, feature_version=(3, 6))
    assert not [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.JoinedStr | ast.NamedExpr)]


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13), (3, 15, 0)])
def test_an_unsuitable_python_is_told_which_one_is_needed(kit, version):
    run = f"import runpy, sys; sys.version_info = {version}; sys.path.insert(0, '.'); "
    run += "runpy.run_path('start.py', run_name='__main__')"
    told = one_sentence(kit.start(command=[sys.executable, "-c", run], PATH="/nowhere"))
    assert told == (
        f"This course needs Python 3.11 to 3.14 and this is Python {version[0]}.{version[1]}: "
        "install one from https://www.python.org/downloads/ and start with it."
    )


@posix_only
def test_an_old_python_is_sent_to_the_suitable_one_on_the_path(kit, tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3.14").symlink_to("/bin/false")
    (tmp_path / "bin" / "python3.12").symlink_to(sys.executable)
    run = "import runpy, sys; sys.version_info = (3, 9, 1); runpy.run_path('start.py', run_name='__main__')"
    told = one_sentence(kit.start(command=[sys.executable, "-c", run], PATH=str(tmp_path / "bin")))
    assert told.endswith("start with 'python3.12 start.py'.")


def test_a_missing_requirements_file(kit):
    (kit.folder / "requirements-dev.txt").unlink()
    assert one_sentence(kit.start("build")) == (
        "The file requirements-dev.txt is missing from the course's folder: fetch the course again."
    )
