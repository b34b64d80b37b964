"""The folder .venv: made, left alone, repaired. Every test really runs start.py, in a path with spaces and Chinese."""

import json
import os
import shutil
import sys
import sysconfig
import time
from pathlib import Path

import pytest
from toy_kit import kill_group, write_wheel

posix_only = pytest.mark.skipif(os.name == "nt", reason="uses symbolic links and process groups of POSIX")


def test_first_start_installs_and_the_second_installs_nothing(kit):
    first = kit.start("build", "--check")
    assert first.returncode == 0, first.stdout
    assert "toy publish check" in first.stdout
    assert "uv cannot be had here; pip does the same" in first.stdout

    again = kit.start("build", "--check", PIP_FIND_LINKS="/nowhere")
    assert again.returncode == 0
    assert again.stdout.strip() == "toy publish check"


def test_uv_installs_where_it_can_be_had(kit):
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        pytest.skip("no uv beside this Python; start.py test brings one")
    path = os.pathsep.join([kit.environment()["PATH"], str(Path(uv).parent)])
    done = kit.start("build", PATH=path, UV_NO_INDEX="1", UV_FIND_LINKS=str(kit.wheels))
    assert done.returncode == 0, done.stdout
    assert "uv c" not in done.stdout  # neither "uv could not" nor "uv cannot"
    assert (next(kit.venv.glob("**/toy-1.0.dist-info")) / "INSTALLER").read_text(encoding="utf-8") == "uv"


def test_pip_takes_over_when_uv_fails(kit, tmp_path):
    if os.name == "nt":
        pytest.skip("the failing uv is a script of POSIX")
    broken = tmp_path / "bin" / "uv"
    broken.parent.mkdir()
    broken.write_text('#!/bin/sh\ncase "$1" in --version) echo "uv 0.13.9";; *) exit 2;; esac\n', encoding="utf-8")
    broken.chmod(0o755)
    path = os.pathsep.join([str(broken.parent), kit.environment()["PATH"]])
    done = kit.start("build", PATH=path)
    assert done.returncode == 0, done.stdout
    assert "uv could not install them; trying pip" in done.stdout


def test_new_pins_are_installed_into_the_same_environment(ready_kit):
    kit = ready_kit
    write_wheel(kit.wheels, "2.0")
    (kit.folder / "requirements-dev.txt").write_text("toy==2.0\n", encoding="utf-8")
    made = kit.venv.stat().st_ino
    done = kit.start("build")
    assert done.returncode == 0, done.stdout
    assert kit.venv.stat().st_ino == made
    assert list(kit.venv.glob("**/toy-2.0.dist-info"))


@posix_only
def test_a_start_killed_while_installing_is_repaired_by_the_next(kit):
    broken_off = kit.begin("build")
    deadline = time.monotonic() + 120
    while not (kit.venv / "casekit-installing").exists():
        assert time.monotonic() < deadline and broken_off.poll() is None
        time.sleep(0.01)
    kill_group(broken_off)
    assert not kit.stamp.exists()

    done = kit.start("build")
    assert done.returncode == 0, done.stdout
    assert "The last installation broke off: making .venv anew." in done.stdout
    assert kit.start("build").stdout.strip() == "toy publish build"


@pytest.mark.parametrize("left", ["a file of that name", "no pyvenv.cfg"])
def test_a_half_made_environment_is_made_anew(kit, left):
    if left == "a file of that name":
        kit.venv.write_text("", encoding="utf-8")
    else:
        kit.python.parent.mkdir(parents=True)
        shutil.copy(sys.executable, kit.python)
    done = kit.start("build")
    assert done.returncode == 0, done.stdout
    assert ".venv is incomplete" in done.stdout


@posix_only
def test_a_package_that_was_taken_away_is_put_back(kit):
    kit.start("build")
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(kit.venv), "platbase": str(kit.venv)}))
    taken = next(
        folder for folder in packages.iterdir() if folder.name in json.loads(kit.stamp.read_text())["packages"]
    )
    shutil.rmtree(taken)
    done = kit.start("build")
    assert "Packages are missing from .venv: making it anew." in done.stdout
    assert taken.is_dir()


def test_an_environment_whose_python_was_upgraded_away_is_made_anew(ready_kit):
    ready_kit.python.unlink()
    ready_kit.python.symlink_to("/nowhere/python3.10")
    done = ready_kit.start("build")
    assert done.returncode == 0, done.stdout
    assert "its Python has gone" in done.stdout


def test_an_environment_of_another_python_version_is_made_anew(ready_kit):
    stamp = json.loads(ready_kit.stamp.read_text(encoding="utf-8"))
    ready_kit.stamp.write_text(json.dumps({**stamp, "python": "3.10"}), encoding="utf-8")
    done = ready_kit.start("build")
    assert done.returncode == 0, done.stdout
    assert "Python has changed since .venv was made" in done.stdout


def test_a_moved_folder_gets_its_environment_anew(ready_kit):
    moved = ready_kit.folder.with_name("moved")
    ready_kit.move_to(moved)
    done = ready_kit.start("build")
    assert done.returncode == 0, done.stdout
    assert "folder has moved" in done.stdout or "its Python has gone" in done.stdout


def test_settings_that_send_packages_elsewhere_do_not_spoil_it(kit, tmp_path):
    done = kit.start(
        "build",
        PIP_USER="1",
        PIP_TARGET=str(tmp_path / "elsewhere"),
        PIP_REQUIRE_VIRTUALENV="1",
        PYTHONPATH="/nowhere",
    )
    assert done.returncode == 0, done.stdout
    assert list(kit.venv.glob("**/toy-1.0.dist-info"))
