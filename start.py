"""Open the course: ``python3 start.py``. Other words: test, build, doctor; ``--help`` lists them.

This file runs on every Python, old ones too, so that it can say which Python is needed.
"""

# ruff: noqa: UP031, PTH118, PTH123, RUF100 (the newer forms do not parse on old Pythons)
import os
import subprocess
import sys

OLDEST, NEWEST = (3, 11), (3, 14)


def suitable_python_on_path():
    folders = os.environ.get("PATH", "").split(os.pathsep)
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = "python3.%d" % minor
        if any(runs(os.path.join(folder, name)) for folder in folders):
            return name
    return None


def runs(program):
    if not os.access(program, os.X_OK):
        return False
    with open(os.devnull, "w") as nowhere:
        return subprocess.call([program, "-c", ""], stdout=nowhere, stderr=nowhere) == 0


def refuse_unsuitable_python():
    here = tuple(sys.version_info[:2])
    if OLDEST <= here <= NEWEST:
        return
    other = suitable_python_on_path()
    mend = "install one from https://www.python.org/downloads/ and start with it."
    if other:
        mend = "start with '%s start.py'." % other
    sys.exit(
        "This course needs Python %d.%d to %d.%d and this is Python %d.%d: %s" % (OLDEST + NEWEST + here + (mend,))
    )


if __name__ == "__main__":
    refuse_unsuitable_python()
    from casekit.launch.command import main

    sys.exit(main())
