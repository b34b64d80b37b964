"""What the kit's import adds to ``pandas`` + ``matplotlib.pyplot`` + ``ipywidgets``, in seconds and in memory.

Run with the course's Python: ``python benchmarks/imports.py``. Each row is the median of several fresh Pythons.
The target for ``import casekit``: at most 0.3 s and 15 % memory more. First use is shown beside it.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
ROUNDS = 5
MOST_SECONDS, MOST_MEMORY = 0.3, 1.15

BASE = "import pandas, matplotlib.pyplot, ipywidgets"
ROWS = {
    "pandas + pyplot + ipywidgets": BASE,
    "+ import casekit": f"{BASE}; import casekit",
    "+ load_case('cdnow')": f"{BASE}; import casekit; casekit.load_case('cdnow')",
    "+ ask(a first question)": f"{BASE}; import casekit; casekit.load_case('cdnow'); "
    "from casekit.course.library import questions; casekit.ask(questions('03')[0].id)",
}

MEASURE = """
import time
begun = time.perf_counter()
{code}
took = time.perf_counter() - begun
import json, psutil
print(json.dumps([took, psutil.Process().memory_info().rss / 2**20]))
"""


def main() -> int:
    measured = {name: [] for name in ROWS}
    for _round in range(ROUNDS):  # row by row in turn, so that a busy moment falls on every row alike
        for name, code in ROWS.items():
            measured[name].append(_measure(code))
    figures = {name: tuple(map(statistics.median, zip(*found, strict=True))) for name, found in measured.items()}
    base_seconds, base_memory = figures["pandas + pyplot + ipywidgets"]
    print(f"{'':30}{'seconds':>9}{'more':>9}{'MB':>8}{'ratio':>8}")
    for name, (seconds, memory) in figures.items():
        print(f"{name:30}{seconds:9.2f}{seconds - base_seconds:+9.2f}{memory:8.0f}{memory / base_memory:8.2f}")
    seconds, memory = figures["+ import casekit"]
    reached = seconds - base_seconds <= MOST_SECONDS and memory / base_memory <= MOST_MEMORY
    target = f"import casekit adds at most {MOST_SECONDS} s and a memory ratio of {MOST_MEMORY}"
    print(f"Target: {target}: {'reached' if reached else 'MISSED'}.")
    return 0 if reached else 1


def _measure(code: str) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "CASEKIT_HOME": home, "PYTHONPATH": str(REPOSITORY)}
        answer = subprocess.run(
            [sys.executable, "-c", MEASURE.format(code=code)], env=env, capture_output=True, text=True, cwd=home
        )
    if answer.returncode != 0:
        raise SystemExit(f"{code}\n{answer.stderr}")
    seconds, memory = json.loads(answer.stdout.splitlines()[-1])
    return seconds, memory


if __name__ == "__main__":
    sys.exit(main())
