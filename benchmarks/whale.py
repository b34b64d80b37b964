"""The whale curve of 10 million customers against one written by hand, on Polars and on DuckDB.

    python benchmarks/whale.py                    10 million customers, 5 rounds
    python benchmarks/whale.py --rows 1000000 --rounds 9

Each round runs every contender once, in turn, so that other work on the machine meets all alike; the median of the
rounds counts. Before any timing all curves are compared row by row. By hand is what one writes for clean data: sort,
cum_sum, shares. On Polars there are two forms of it: a sort by profit alone, which leaves equals in any order, and one
by profit and customer, which gives the same curve every time. Casekit's curve is of the second kind, and looks first
for missing numbers and for customers in several rows. The target is for Polars, against the quicker form; customers
in no order are timed against the second form, the only one whose curve is the same.

Memory is the most that a process of its own takes while it makes one curve, above what its tables take.
"""

import argparse
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
TARGET = 1.3
SQL = """
select customer_id, profit,
    row_number() over w as place,
    row_number() over w / count(*) over () as share_of_customers,
    sum(profit) over w as cumulative_profit,
    sum(profit) over w / sum(profit) over () as cumulative_share
from held window w as (order by profit desc, customer_id rows unbounded preceding)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory-of", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path.insert(0, str(HERE.parent))
    if options.memory_of:
        print(peak_of(options.memory_of, options.rows))
        return
    contenders = all_contenders(options.rows)
    check_equal(contenders)
    seconds = {name: [] for name in contenders}
    for _round in range(options.rounds):
        for name, run in contenders.items():
            start = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - start)
    print(f"\n{options.rows:,} customers, {options.rounds} rounds, results equal row by row\n")
    print_times({name: statistics.median(times) for name, times in seconds.items()}, options.rows)


def all_contenders(rows):
    import duckdb
    import polars as pl

    from casekit.value import whale_curve

    table = customers(rows)
    frame = pl.from_pandas(table)
    shuffled = frame.sample(fraction=1, shuffle=True, seed=1)
    connection = duckdb.connect()
    connection.register("given", table)
    connection.execute("create table held as select * from given")
    return {
        ("Polars", "by hand, profit alone"): lambda: by_hand(pl, frame.lazy(), "profit").collect(),
        ("Polars", "by hand"): lambda: by_hand(pl, frame.lazy(), "profit", "customer_id").collect(),
        ("Polars", "casekit"): lambda: whale_curve(frame.lazy(), profit="profit").collect(),
        ("Polars, in no order", "by hand"): lambda: by_hand(pl, shuffled.lazy(), "profit", "customer_id").collect(),
        ("Polars, in no order", "casekit"): lambda: whale_curve(shuffled.lazy(), profit="profit").collect(),
        ("DuckDB", "by hand"): lambda: connection.sql(SQL).to_arrow_table(),
        ("DuckDB", "casekit"): lambda: whale_curve(connection.table("held"), profit="profit").to_arrow_table(),
    }


def customers(rows):
    """The same table every time: money to the cent, one in four loses, many are equal."""
    draw = np.random.default_rng(20261101)
    profit = np.round(draw.gamma(0.5, 2_000, rows) - 150, 2)
    return pd.DataFrame({"customer_id": np.arange(rows), "profit": profit})


def by_hand(pl, frame, *keys):
    falling = [key == "profit" for key in keys]
    ranked = frame.sort(*keys, descending=falling).with_columns(
        place=pl.int_range(1, pl.len() + 1), cumulative_profit=pl.col("profit").cum_sum()
    )
    return ranked.select(
        "customer_id",
        "profit",
        "place",
        share_of_customers=pl.col("place") / pl.len(),
        cumulative_profit="cumulative_profit",
        cumulative_share=pl.col("cumulative_profit") / pl.col("profit").sum(),
    )


def check_equal(contenders):
    """All curves are the same; of the form that leaves equals in any order all but who stands where."""
    expected = None
    for name, run in contenders.items():
        found = run().to_pandas().sort_values("place", ignore_index=True)
        if name == ("Polars", "by hand, profit alone"):
            loose = found.drop(columns="customer_id")
            continue
        if expected is None:
            expected = found
            pd.testing.assert_frame_equal(loose, expected.drop(columns="customer_id"), check_dtype=False, rtol=1e-9)
        try:
            pd.testing.assert_frame_equal(found[list(expected)], expected, check_dtype=False, rtol=1e-9, atol=1e-6)
        except AssertionError as difference:
            raise SystemExit(f"{', '.join(name)}: another curve, so no time is worth telling.\n{difference}") from None


def print_times(medians, rows):
    print(f"{'engine':20} {'form':22} {'seconds':>8} {'ratio':>7} {'memory':>9}")
    for (engine, form), seconds in medians.items():
        others = [other for (at, of), other in medians.items() if at == engine and of != "casekit"]
        ratio = f"{seconds / min(others):7.2f}" if form == "casekit" else " " * 7
        told = f"{engine:20} {form:22} {seconds:8.2f} {ratio} {memory_of((engine, form), rows):6.1f} GB"
        if (engine, form) == ("Polars", "casekit"):
            within = "within" if seconds / min(others) <= TARGET else "ABOVE"
            told += f"  {within} the target of {TARGET}"
        print(told)


def memory_of(name, rows):
    command = [sys.executable, __file__, "--rows", str(rows), "--memory-of", "|".join(name)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def peak_of(name, rows):
    """Gigabytes at the most while the curve is made, above what the tables take, in a process of its own."""
    import psutil

    process, run = psutil.Process(), all_contenders(rows)[tuple(name.split("|"))]
    before, seen, done = process.memory_info().rss, [], threading.Event()

    def watch():
        while not done.wait(0.005):
            seen.append(process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    kept = run()
    done.set()
    watcher.join()
    return (max([*seen, process.memory_info().rss]) - before) / 2**30 if len(kept) else 0.0


if __name__ == "__main__":
    main()
