"""The folder ``.venv``: made when missing, filled from pinned requirements, repaired when broken, else left alone.

A stamp inside it holds what was installed (the sha256 of each requirements file), for which Python and in which
folder. A start whose stamp fits and whose Python runs installs nothing. While packages are being installed a marker
lies beside the stamp: found at a start, it means that an installation broke off, and ``.venv`` is made anew.
"""

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from casekit.errors import CasekitError
from casekit.launch.installing import clean_environment, install
from casekit.launch.progress import run_showing
from casekit.launch.trouble import disk_full, install_trouble, not_writable
from casekit.paths import REPOSITORY
from casekit.text import _

VENV = REPOSITORY / ".venv"
NEEDED_MB = {"requirements.txt": 700, "requirements-dev.txt": 2000}

_STAMP = VENV / "casekit-stamp.json"
_MARKER = VENV / "casekit-installing"


def python_of_venv() -> Path:
    """Where the environment's Python is, whether or not it exists yet."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def ensure(requirements: str) -> None:
    """Make ``.venv`` hold everything in the file ``requirements`` of the repository.

    Raises
    ------
    CasekitError
        one sentence for whatever stands in the way: disk, rights, network, missing venv module.
    """
    if is_in_order(requirements):
        return
    need_room(requirements)
    need_write_access(REPOSITORY)
    reason = _why_make_anew()
    if reason:
        if VENV.exists():
            print(reason)
        _make()
    _fill(requirements)


def is_in_order(requirements: str) -> bool:
    """Whether ``.venv`` works and holds exactly what ``requirements`` asks for."""
    stamp = _read_stamp()
    wanted = _sha256(REPOSITORY / requirements)
    return (
        not _MARKER.exists()
        and stamp.get("folder") == str(VENV)
        and stamp.get("installed", {}).get(requirements) == wanted
        and stamp.get("python") == _version_of_venv()
        and _holds_its_packages(stamp)
    )


def _holds_its_packages(stamp: dict) -> bool:
    """Whether the packages lie where they were put; a virus scanner or a tidy hand may have taken one."""
    return set(stamp.get("packages", ())) <= set(_packages())


def _packages() -> list[str]:
    folders = [*VENV.glob("lib/python*/site-packages"), VENV / "Lib" / "site-packages"]
    return sorted(
        package.name
        for folder in folders
        if folder.is_dir()
        for package in folder.iterdir()
        # An upgraded package keeps its folder and changes the name of its record.
        if package.is_dir() and not package.name.endswith((".dist-info", "__pycache__"))
    )


def environment_of_kit() -> dict[str, str]:
    """Environment variables for the kit's own programs: its packages found whatever the folder is called."""
    # On Windows, Python 3.11 and 3.12 misread the editable install's path when it holds Chinese characters.
    return {**clean_environment(), "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"}


def _why_make_anew() -> str | None:
    """A sentence, or None when the environment there can be installed into as it is."""
    if not VENV.exists():
        return _("Making .venv.")
    if _MARKER.exists():
        return _("The last installation broke off: making .venv anew.")
    version = _version_of_venv()
    if version is None:
        return _("The folder .venv is incomplete, or its Python has gone: making it anew.")
    stamp = _read_stamp()
    if stamp and stamp.get("python") != version:
        return _("The computer's Python has changed since .venv was made: making it anew.")
    if stamp and stamp.get("folder") != str(VENV):
        return _("The course's folder has moved: making .venv anew.")
    if not _holds_its_packages(stamp):
        return _("Packages are missing from .venv: making it anew.")
    if not stamp and not _has_pip():
        return _("The folder .venv is incomplete, or its Python has gone: making it anew.")
    return None


def _make() -> None:
    need_venv_module()
    if VENV.is_dir() and not VENV.is_symlink():
        shutil.rmtree(VENV)
    elif VENV.exists() or VENV.is_symlink():
        VENV.unlink()
    _run_or_explain(_("Making a Python environment in .venv …"), [_base_python(), "-m", "venv", "--without-pip", VENV])
    # Apart from venv, because venv would hide what ensurepip says when it fails.
    _run_or_explain(_("Putting pip into it …"), [python_of_venv(), "-m", "ensurepip", "--default-pip"])


def _run_or_explain(label: str, command: list) -> None:
    code, printed = run_showing(label, command, env=clean_environment(), cwd=REPOSITORY)
    if code != 0:
        raise install_trouble(printed, VENV)


def _base_python() -> str:
    # When start.py runs in .venv's own Python, the one beneath makes .venv anew.
    return getattr(sys, "_base_executable", None) or sys.executable


def _fill(requirements: str) -> None:
    installed = {} if not _STAMP.exists() else _read_stamp().get("installed", {})
    _MARKER.write_text(requirements, encoding="utf-8")
    install(python_of_venv(), REPOSITORY / requirements)
    done = [requirements]
    if requirements == "requirements-dev.txt":
        done.append("requirements.txt")  # the same pins and more, held by a test
    installed.update({name: _sha256(REPOSITORY / name) for name in done})
    stamp = {
        "folder": str(VENV),
        "python": _version_of_venv(),
        "installed": installed,
        "packages": _packages(),
    }
    _STAMP.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    _MARKER.unlink()


def need_room(requirements: str) -> None:
    """Raise unless the disk has room for what ``requirements`` installs (megabytes in ``NEEDED_MB``)."""
    needed = NEEDED_MB[requirements]
    if not VENV.exists() and shutil.disk_usage(REPOSITORY).free < needed * 1_000_000:
        raise disk_full(REPOSITORY, needed)


def need_write_access(folder: Path) -> None:
    """Raise unless a file can be written in ``folder``."""
    probe = folder / ".casekit-write-test"
    try:
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise not_writable(folder) from error
        raise


def need_venv_module() -> None:
    """Raise unless this Python can make an environment with pip in it."""
    # Debian ships venv without ensurepip; asking first spares the user a half-made folder.
    question = [_base_python(), "-c", "import venv, ensurepip"]
    if subprocess.run(question, capture_output=True, env=clean_environment()).returncode == 0:
        return
    version = "{}.{}".format(*sys.version_info[:2])
    raise CasekitError(
        _(
            "This Python lacks the module that makes environments: on Debian or Ubuntu run "
            "'sudo apt install python{version}-venv', elsewhere install Python from python.org, and start again."
        ).format(version=version)
    )


def _version_of_venv() -> str | None:
    """Major and minor version that the environment's Python reports; None when it does not run or lost its packages."""
    question = "import sys, sysconfig; print('%d.%d' % sys.version_info[:2], sysconfig.get_path('purelib'))"
    try:
        answer = subprocess.run(
            [str(python_of_venv()), "-c", question],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=60,
            env={**clean_environment(), "PYTHONUTF8": "1"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    version, _space, packages = answer.stdout.strip().partition(" ")
    inside = VENV in Path(packages).parents and Path(packages).is_dir()
    return version if answer.returncode == 0 and inside else None


def _has_pip() -> bool:
    return subprocess.run([str(python_of_venv()), "-m", "pip", "--version"], capture_output=True).returncode == 0


def _read_stamp() -> dict:
    try:
        stamp = json.loads(_STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _sha256(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise CasekitError(
            _("The file {name} is missing from the course's folder: fetch the course again.").format(name=file.name)
        ) from None
