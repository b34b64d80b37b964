"""The RFM summary against hand-written code on the same engine, and against lifetimes and pymc-marketing.

    python benchmarks/rfm.py                        10 million transactions, 3 rounds
    python benchmarks/rfm.py --rows 1000000 --rounds 5 --returns 0.05 --no-peers

Each round runs every contender once, in turn, so that other work on the machine meets all alike; the median of the
rounds counts. Before any timing all results are compared row by row. Two hand-written forms stand for each engine:
"bare", what one writes for clean data, and "same rules", which leaves out and nets what rfm_summary does.

The two packages run in an environment of their own, made from benchmarks/requirements.txt, each call in a fresh
process, and so does our pandas form beside them. They are timed on data without returns, which they would count as
purchases.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import rfm_by_hand as by_hand

HERE = Path(__file__).resolve().parent
COLUMNS = {"customer_id": "customer_id", "date": "date", "amount": "amount"}
DAYS = {**COLUMNS, "time_unit": "D"}
RESULT = ["customer_id", "frequency", "recency", "T", "monetary_value"]
TARGET = 1.15


def main():
    options = parse_options()
    if options.as_peer:
        run_as_peer(options.as_peer, options.rows)
        return
    sys.path.insert(0, str(HERE.parent))
    compare_engines(options.rows, options.rounds, options.returns)
    if not options.no_peers:
        compare_packages(options.peer_rows or options.rows, options.rounds)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--returns", type=float, default=0.0, help="share of rows with a negative amount")
    parser.add_argument("--no-peers", action="store_true", help="leave lifetimes and pymc-marketing out")
    parser.add_argument("--peer-rows", type=int, help="rows for the two packages, by default as many as --rows")
    parser.add_argument("--as-peer", help=argparse.SUPPRESS)
    return parser.parse_args()


def transactions(rows, returns=0.0):
    """The same table every time: a tenth as many customers, two years of days, amounts in cents."""
    draw = np.random.default_rng(20260101)
    amount = np.round(draw.gamma(2, 15, rows), 2)
    if returns:
        amount = np.where(draw.random(rows) < returns, -amount, amount)
    day = np.datetime64("2020-01-01") + draw.integers(0, 730, rows).astype("timedelta64[D]")
    return pd.DataFrame(
        {
            "customer_id": draw.integers(0, max(1, rows // 10), rows),
            "date": day.astype("datetime64[us]"),
            "amount": amount,
        }
    )


def compare_engines(rows, rounds, returns):
    import duckdb
    import polars as pl

    from casekit.grading import rfm_summary

    warnings.simplefilter("ignore")  # the counts of rows left out are not what is looked at here
    table = transactions(rows, returns)
    frame = pl.from_pandas(table)
    connection = duckdb.connect()
    connection.register("given", table)
    connection.execute("create table held as select * from given")
    engines = {
        "pandas": {
            "bare": lambda: by_hand.pandas_bare(table),
            "same rules": lambda: by_hand.pandas_same_rules(table),
            "casekit": lambda: rfm_summary(table, **DAYS),
        },
        "Polars": {
            "bare": lambda: by_hand.polars_bare(pl, frame.lazy()).collect(),
            "same rules": lambda: by_hand.polars_same_rules(pl, frame.lazy()).collect(),
            "casekit": lambda: rfm_summary(frame.lazy(), **DAYS).collect(),
            "casekit, eager and sorted": lambda: rfm_summary(frame, **DAYS),
        },
        "DuckDB": {
            "bare": lambda: connection.sql(by_hand.DUCKDB_BARE).df(),
            "same rules": lambda: connection.sql(by_hand.DUCKDB_SAME_RULES).df(),
            "casekit": lambda: rfm_summary(connection.table("held"), **DAYS).df(),
        },
    }
    contenders = {
        (engine, form): run
        for engine, forms in engines.items()
        for form, run in forms.items()
        if not (returns and form == "bare")
    }
    check_equal(contenders)
    seconds = {name: [] for name in contenders}
    for _round in range(rounds):
        for name, run in contenders.items():
            seconds[name].append(timed(run))
    print(f"\n{rows:,} transactions, {returns:.0%} returns, {rounds} rounds, results equal row by row\n")
    for place, measure in enumerate(("by the clock", "of the processor")):
        print_engines({name: statistics.median(t[place] for t in times) for name, times in seconds.items()}, measure)


def check_equal(contenders):
    expected = None
    for name, run in contenders.items():
        result = run()
        found = (
            result
            if isinstance(result, pd.DataFrame)
            else pd.DataFrame({name: result[name].to_numpy() for name in RESULT})
        )
        found = found[RESULT].sort_values("customer_id", ignore_index=True)
        if expected is None:
            expected = found
        try:
            pd.testing.assert_frame_equal(expected, found, check_dtype=False, rtol=1e-9, atol=1e-9)
        except AssertionError as difference:
            raise SystemExit(f"{name} gives another result, so no time is worth telling.\n{difference}") from None


def timed(run):
    """Seconds by the clock, and of the processor: the latter hardly change when the machine has other work."""
    clock, processor = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - clock, time.process_time() - processor


def print_engines(medians, measure):
    print(f"seconds {measure}\n{'engine':8} {'form':28} {'seconds':>8} {'÷ bare':>8} {'÷ same rules':>13}")
    for (engine, form), took in medians.items():
        bare = medians.get((engine, "bare"))
        ratio = took / medians[engine, "same rules"]
        mark = ""
        if form == "casekit":
            mark = f"  {'within' if ratio <= TARGET else 'ABOVE'} the target of {TARGET}"
        print(f"{engine:8} {form:28} {took:8.2f} {took / bare if bare else np.nan:8.2f} {ratio:13.2f}{mark}")


def compare_packages(rows, rounds):
    python = peers_environment()
    runs = {
        "casekit (pandas)": [sys.executable],
        "lifetimes 0.11.3": [python],
        "pymc-marketing 0.19.2": [python],
    }
    answers = {name: [] for name in runs}
    for _round in range(rounds):
        for name, command in runs.items():
            arguments = [*command, str(HERE / "rfm.py"), "--as-peer", name.split()[0], "--rows", str(rows)]
            answer = subprocess.run(arguments, capture_output=True, text=True)
            if answer.returncode:
                raise SystemExit(f"{name} failed:\n{answer.stderr[-2000:]}")
            answers[name].append(json.loads(answer.stdout.splitlines()[-1]))
    check_sums({name: answer[0]["sums"] for name, answer in answers.items()})
    medians = {name: statistics.median(answer["seconds"] for answer in given) for name, given in answers.items()}
    print(f"\n{rows:,} transactions, {rounds} rounds, each in a fresh process, sums of all columns equal\n")
    for name, took in medians.items():
        print(f"{name:24} {took:8.2f} s   {took / medians['casekit (pandas)']:6.2f} × casekit")


def check_sums(sums):
    expected = next(iter(sums.values()))
    for name, found in sums.items():
        if not np.allclose(expected, found, rtol=1e-9):
            raise SystemExit(f"{name} gives another result ({found} instead of {expected}).")


def peers_environment():
    """An environment with the two packages, made once in the machine's folder for temporary files."""
    place = Path(tempfile.gettempdir()) / "casekit-benchmark-peers"
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (place / "complete").exists():
        print(f"\nMaking {place} with lifetimes and pymc-marketing (once)…", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        uv = shutil.which("uv")
        install = [uv, "pip", "install", "--python", str(python)] if uv else [str(python), "-m", "pip", "install"]
        subprocess.run([*install, "-q", "-r", str(HERE / "requirements.txt")], check=True)
        (place / "complete").touch()
    return str(python)


def run_as_peer(name, rows):
    """Time one call in this process and print it with the sums of the result, for the parent process."""
    warnings.simplefilter("ignore")
    table = transactions(rows)
    if name == "casekit":
        sys.path.insert(0, str(HERE.parent))
        from casekit.grading import rfm_summary

        call = lambda: rfm_summary(table, **DAYS)  # noqa: E731
    elif name == "lifetimes":
        from lifetimes.utils import summary_data_from_transaction_data

        call = lambda: summary_data_from_transaction_data(table, *COLUMNS.values(), freq="D")  # noqa: E731
    else:
        from pymc_marketing.clv.utils import rfm_summary as peers_summary

        call = lambda: peers_summary(table, *COLUMNS.values(), time_unit="D")  # noqa: E731
    start = time.perf_counter()
    result = call()
    took = time.perf_counter() - start
    print(json.dumps({"seconds": took, "sums": [float(result[column].sum()) for column in RESULT[1:]]}))


if __name__ == "__main__":
    main()
