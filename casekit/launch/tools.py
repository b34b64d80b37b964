"""Programs that the checks need and pip cannot install: a browser of the Chromium family, and Java for Spark."""

import os
import shutil
from pathlib import Path

_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
)
_USUAL_PLACES = (
    "{PROGRAMFILES}/Google/Chrome/Application/chrome.exe",
    "{PROGRAMFILES(X86)}/Google/Chrome/Application/chrome.exe",
    "{LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
    "{PROGRAMFILES(X86)}/Microsoft/Edge/Application/msedge.exe",
    "{PROGRAMFILES}/Microsoft/Edge/Application/msedge.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)


def find_chromium() -> Path | None:
    """The browser named in ``CASEKIT_CHROMIUM``, else the first found on the PATH, else in its usual place."""
    named = os.environ.get("CASEKIT_CHROMIUM")
    if named:
        found = shutil.which(named)
        return Path(found) if found else None
    on_path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if on_path:
        return Path(on_path)
    return next((place for place in _existing_places() if place.is_file()), None)


def find_java() -> Path | None:
    """``java`` of ``JAVA_HOME``, else on the PATH."""
    home = os.environ.get("JAVA_HOME")
    found = (shutil.which("java", path=str(Path(home) / "bin")) if home else None) or shutil.which("java")
    return Path(found) if found else None


def _existing_places() -> list[Path]:
    places = []
    for pattern in _USUAL_PLACES:
        place = pattern
        for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            place = place.replace("{" + name + "}", os.environ.get(name, ""))
        places.append(Path(place))
    return places
