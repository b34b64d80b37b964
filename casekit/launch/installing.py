"""Fill an environment with pinned packages: uv first (ten times as fast), plain pip where uv cannot be had."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from casekit.launch.progress import run_showing
from casekit.launch.trouble import install_trouble
from casekit.text import _

UV_PIN = "uv==0.13.9"

# One retry: with no network at all the sentence should come within seconds, not after pip's own minute.
_PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input", "--retries", "1", "install"]

# Settings of the user's that send packages elsewhere than into .venv, or stop Python from starting in it.
_STRAY = (
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_REQUIRE_VIRTUALENV",
    "PYTHONHOME",
    "PYTHONPATH",
)


def install(python: Path, requirements: Path) -> None:
    """Install ``requirements`` into the environment of ``python``.

    Raises
    ------
    CasekitError
        one sentence: no network, proxy, certificate, full disk, read-only folder, or the installer's last line.
    """
    root = requirements.parent
    count = _count(requirements)
    label = _("Installing {count} packages (about a minute) …").format(count=count)
    env = clean_environment()
    uv = _find_uv() or _install_uv(python, root, env)
    if uv:
        command = [uv, "pip", "install", "--python", python, "-r", requirements]
        code, printed = run_showing(label, command, env=_with_pips_index(python, env), cwd=root)
        if code == 0:
            return
        print(_("uv could not install them; trying pip, which takes longer."))
    else:
        print(_("uv cannot be had here; pip does the same, more slowly."))
    code, printed = run_showing(label, [python, *_PIP, "-r", requirements], env=env, cwd=root)
    if code != 0:
        raise install_trouble(printed, python.parent.parent)


def clean_environment() -> dict[str, str]:
    """The environment of this process without the settings that would lead an installer or Python astray."""
    return {name: value for name, value in os.environ.items() if name not in _STRAY}


def _count(requirements: Path) -> int:
    lines = requirements.read_text(encoding="utf-8").splitlines()
    return sum(1 for line in lines if line.strip() and not line.lstrip().startswith("#"))


def _find_uv() -> str | None:
    uv = shutil.which("uv")
    if uv is None:
        return None
    answer = subprocess.run([uv, "--version"], capture_output=True, text=True, errors="replace")
    # An old uv reads our requirements otherwise than the one they were compiled with.
    version = re.match(r"uv (\d+)\.(\d+)", answer.stdout)
    return uv if version and tuple(map(int, version.groups())) >= (0, 5) else None


def _install_uv(python: Path, root: Path, env: dict[str, str]) -> Path | None:
    name = "uv.exe" if os.name == "nt" else "uv"
    uv = python.with_name(name)
    if uv.exists():
        return uv
    command = [python, *_PIP, "--only-binary", ":all:", UV_PIN]
    code, printed = run_showing(_("Fetching the installer …"), command, env=env, cwd=root)
    if uv.exists():
        return uv
    if code == 0 or ("No matching distribution" in printed and not _connection_failed(printed)):
        return None
    raise install_trouble(printed, python.parent.parent)


def _connection_failed(printed: str) -> bool:
    # pip also says "No matching distribution" when it could not ask; then it has warned about the connection first.
    return "connection broken by" in printed or "Could not fetch URL" in printed


def _with_pips_index(python: Path, env: dict[str, str]) -> dict[str, str]:
    # uv does not read pip's settings; where an organisation sets its own index there, uv must ask that one.
    if any(name in env for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_CONFIG_FILE")):
        return env
    answer = subprocess.run(
        [python, "-m", "pip", "config", "list"], capture_output=True, text=True, errors="replace", env=env
    )
    index = re.search(r"^(?:global|install|:env:)\.index-url='(.+)'$", answer.stdout, re.MULTILINE)
    return {**env, "UV_DEFAULT_INDEX": index[1]} if index else env
