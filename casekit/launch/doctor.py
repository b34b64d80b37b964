"""One line for each thing the course needs: OK, or what to do."""

import json
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable

from casekit.errors import CasekitError
from casekit.launch import environment
from casekit.launch.installing import clean_environment
from casekit.launch.lab import FIRST_PORT, is_free
from casekit.launch.tools import find_chromium, find_java
from casekit.launch.trouble import no_network
from casekit.paths import REPOSITORY, home
from casekit.text import _

FONTS = REPOSITORY / "casekit" / "widgets" / "fonts"
_SAID_BY_PACKAGES = ("casekit", "jupyterlab", "ipywidgets", "pandas", "numpy", "matplotlib")


def examine(port: int | None = None) -> int:
    """Print every line; 0 when each of them says OK."""
    looks: list[Callable[[], str]] = [
        _python, _venv_module, _write_access, _disk, lambda: _port(port or FIRST_PORT), _fonts, _packages, _network,
    ]  # fmt: skip
    well = [_line(look) for look in looks]
    print(_("For 'start.py test' only: {browser}; {java}.").format(
        browser=find_chromium() or _("no Chromium, so browser tests are left out"),
        java=find_java() or _("no Java, so Spark's tests are left out"),
    ))  # fmt: skip
    return 0 if all(well) else 1


def _line(look: Callable[[], str]) -> bool:
    try:
        print("OK  " + look())
    except CasekitError as mend:
        print(f"--  {mend}")
        return False
    return True


def _python() -> str:
    version = "{}.{}.{}".format(*sys.version_info[:3])
    if sys.maxsize <= 2**32:
        raise CasekitError(
            _("This Python {version} is of the 32-bit kind: install the 64-bit one.").format(version=version)
        )
    return _("Python {version}").format(version=version)


def _venv_module() -> str:
    environment.need_venv_module()
    return _("The module that makes environments is there")


def _write_access() -> str:
    environment.need_write_access(REPOSITORY)
    place = home().resolve()
    environment.need_write_access(next(folder for folder in (place, *place.parents) if folder.exists()))
    return _("The course's folder and your own ({home}) may be written").format(home=place)


def _disk() -> str:
    environment.need_room("requirements.txt")
    return _("Disk: {free:.1f} GB free").format(free=shutil.disk_usage(REPOSITORY).free / 1e9)


def _port(port: int) -> str:
    if is_free(port):
        return _("Port {port} is free").format(port=port)
    raise CasekitError(
        _("Port {port} is taken (by JupyterLab already open?): the course will use the next free one.").format(
            port=port
        )
    )


def _fonts() -> str:
    fonts = [font for font in FONTS.glob("*.[ot]tf") if font.stat().st_size > 100_000]
    if not fonts:
        raise CasekitError(
            _("The font for Chinese text is missing from {folder}: fetch the course again.").format(folder=FONTS)
        )
    return _("Font for Chinese text: {name}").format(name=fonts[0].name)


def _packages() -> str:
    if not environment.is_in_order("requirements.txt"):
        raise CasekitError(_("The packages are not installed, or not all: 'python3 start.py' installs them."))
    question = (
        "import importlib.metadata as m, json, sys;print(json.dumps({name: m.version(name) for name in sys.argv[1:]}))"
    )
    answer = subprocess.run(
        [str(environment.python_of_venv()), "-c", question, *_SAID_BY_PACKAGES],
        capture_output=True,
        text=True,
        env=clean_environment(),
    )
    if answer.returncode != 0:
        raise CasekitError(
            _("A package is missing ({reason}): delete the folder .venv and start again.").format(
                reason=(answer.stderr.strip().splitlines() or ["?"])[-1]
            )
        )
    versions = json.loads(answer.stdout)
    return _("Packages: {versions}").format(versions=", ".join(f"{name} {v}" for name, v in versions.items()))


def _network() -> str:
    if environment.is_in_order("requirements.txt"):
        return _("Network: not needed any more")
    try:
        with urllib.request.urlopen("https://pypi.org/simple/pip/", timeout=10):
            return _("Network: the package index answers")
    except OSError as error:
        raise no_network() from error
