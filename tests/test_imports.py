"""Importing the kit is cheap: heavy libraries load when they are used, not before."""

import importlib.util
import json
import subprocess
import sys

import pytest

HEAVY = (
    *("scipy", "sklearn", "statsmodels", "polars", "duckdb", "pyspark", "dask", "pyarrow", "openpyxl", "matplotlib"),
    *("rapidfuzz", "pypinyin"),
)
SCREENS = ("IPython", "ipywidgets", "anywidget", "jupyterlab")

ROOMS_WITHOUT_SCREENS = (
    "casekit",
    "casekit.errors",
    "casekit.paths",
    "casekit.text",
    "casekit.tables",
    "casekit.grading",
    "casekit.records",
    "casekit.cases",
    "casekit.practice",
    "casekit.value",
    "casekit.retention",
)
ROOMS_WITH_SCREENS = ("casekit.labs", "casekit.widgets", "casekit.course")

# What pandas itself loads when it is installed beside them is not the kit's doing.
LIST_LOADED = """
import importlib, json, sys
if {pandas}:
    import pandas
before = set(sys.modules)
importlib.import_module({room!r})
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def loaded_by(room: str, *, beside_pandas: bool = True) -> set[str]:
    """Top names of the modules that importing ``room`` loads in a fresh Python."""
    script = LIST_LOADED.format(pandas=beside_pandas, room=room)
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert answer.returncode == 0, answer.stderr
    return {name.partition(".")[0] for name in json.loads(answer.stdout)}


def test_the_measure_sees_a_heavy_library():
    assert "matplotlib" in loaded_by("matplotlib.pyplot")


@pytest.mark.parametrize("room", ROOMS_WITHOUT_SCREENS)
def test_rooms_below_the_screens_load_nothing_heavy(room):
    assert loaded_by(room).isdisjoint((*HEAVY, *SCREENS))


@pytest.mark.parametrize("room", ROOMS_WITH_SCREENS)
def test_rooms_with_screens_load_no_heavy_library_but_those_that_draw(room):
    if importlib.util.find_spec(room) is None:
        pytest.fail(f"{room} is gone: take it out of the list")
    assert loaded_by(room).isdisjoint(set(HEAVY) - {"matplotlib"})


def test_import_casekit_does_not_even_load_pandas():
    assert loaded_by("casekit", beside_pandas=False).isdisjoint(("pandas", "numpy", "narwhals"))


def test_the_launcher_loads_the_standard_library_alone():
    beyond = loaded_by("casekit.launch.command", beside_pandas=False) - set(sys.stdlib_module_names) - {"casekit"}
    assert beyond == set()


def test_looking_at_the_names_of_the_kit_loads_nothing_heavy():
    script = "import json, sys, casekit; dir(casekit); print(json.dumps(sorted(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert set(json.loads(answer.stdout)).isdisjoint((*HEAVY, *SCREENS, "pandas"))
