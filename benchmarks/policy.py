"""Grading by a policy of ten bands against a when/then chain written by hand, on Polars and on DuckDB.

    python benchmarks/policy.py                    10 million customers, 5 rounds
    python benchmarks/policy.py --rows 1000000 --rounds 9

Each round runs every contender once, in turn, so that other work on the machine meets all alike; the median of the
rounds counts. Before any timing all results are compared row by row. The chain by hand asks what one writes for clean
data: ten comparisons and a rest. Casekit checks the values as well, a missing, infinite or negative amount is never
graded. With reasons it writes a sentence for every customer; so does the chain by hand, on Polars without thousands
separators. The target is for the grades.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
LIMITS = (500_000, 300_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 1_000)
TARGET = 1.3


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    sys.path.insert(0, str(HERE.parent))
    contenders = all_contenders(options.rows)
    check_equal(contenders)
    seconds = {name: [] for name in contenders}
    for _round in range(options.rounds):
        for name, run in contenders.items():
            start = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - start)
    print(f"\n{options.rows:,} customers, ten bands, {options.rounds} rounds, results equal row by row\n")
    print_times({name: statistics.median(times) for name, times in seconds.items()})


def all_contenders(rows):
    import duckdb
    import polars as pl

    from casekit.grading import load_policy

    table = customers(rows)
    frame = pl.from_pandas(table)
    connection = duckdb.connect()
    connection.register("given", table)
    connection.execute("create table held as select * from given")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ten-bands.toml"
        path.write_text(policy_text(), encoding="utf-8")
        policy = load_policy(path)
    graded, explained = {"reasons": False}, {"reasons": True}
    return {
        ("Polars", "grade", "by hand"): lambda: polars_by_hand(pl, frame.lazy()).collect(),
        ("Polars", "grade", "casekit"): lambda: policy.grade(frame.lazy(), **graded).collect(),
        ("Polars", "grade and reason", "by hand"): lambda: polars_reasons(pl, frame.lazy()).collect(),
        ("Polars", "grade and reason", "casekit"): lambda: policy.grade(frame.lazy(), **explained).collect(),
        ("DuckDB", "grade", "by hand"): lambda: connection.sql(duckdb_by_hand()).to_arrow_table(),
        ("DuckDB", "grade", "casekit"): lambda: policy.grade(connection.table("held"), **graded).to_arrow_table(),
        ("DuckDB", "grade and reason", "by hand"): lambda: connection.sql(duckdb_reasons()).to_arrow_table(),
        ("DuckDB", "grade and reason", "casekit"): lambda: policy.grade(
            connection.table("held"), **explained
        ).to_arrow_table(),
    }


def customers(rows):
    """The same table every time: whole yuan, spread over all bands."""
    draw = np.random.default_rng(20260401)
    amount = np.round(np.exp(draw.normal(9.5, 2, rows)))
    return pd.DataFrame({"customer_id": np.arange(rows), "amount": amount})


def policy_text():
    grades = [f'[[grades]]\nid = "G1"\nwhen = [{{ measure = "amount", from = {LIMITS[0]} }}]']
    for number, (above, limit) in enumerate(zip(LIMITS, LIMITS[1:], strict=False), 2):
        band = f"from = {limit}, below = {above}"
        grades.append(f'[[grades]]\nid = "G{number}"\nwhen = [{{ measure = "amount", {band} }}]')
    grades.append(f'[[grades]]\nid = "G10"\nwhen = [{{ measure = "amount", below = {LIMITS[-1]} }}]')
    head = 'title = "Ten bands"\n[measures.amount]\nunit = "yuan"\nminimum = 0\n'
    return head + "\n".join(grades)


def bands():
    """Number, words and ends (from, below) of each band, best first."""
    yield "G1", f"is {LIMITS[0]:,} or more", LIMITS[0], None
    for number, (above, limit) in enumerate(zip(LIMITS, LIMITS[1:], strict=False), 2):
        yield f"G{number}", f"lies from {limit:,} to below {above:,}", limit, above
    yield "G10", f"is below {LIMITS[-1]:,}", None, LIMITS[-1]


def polars_chain(pl, value_of, otherwise):
    """When in the band, then its value, ten times."""
    chain = pl
    for name, words, low, above in bands():
        ends = [pl.col("amount") >= low] if low is not None else []
        ends += [pl.col("amount") < above] if above is not None else []
        chain = chain.when(*ends).then(value_of(name, words))
    return chain.otherwise(pl.lit(otherwise))


def polars_by_hand(pl, frame):
    return frame.select("customer_id", grade=polars_chain(pl, lambda name, _words: pl.lit(name), "unclassified"))


def polars_reasons(pl, frame):
    digits = pl.col("amount").cast(pl.Int64).cast(pl.String)  # without separators, which Polars cannot write

    def sentence(name, words):
        return pl.concat_str(pl.lit(f"{name}: amount "), digits, pl.lit(f" yuan {words}"))

    grade = polars_chain(pl, lambda name, _words: pl.lit(name), "unclassified")
    return frame.select("customer_id", grade=grade, reason=polars_chain(pl, sentence, ""))


def duckdb_chain(value_of, otherwise):
    whens = []
    for name, words, low, above in bands():
        ends = ([f"amount >= {low}"] if low is not None else []) + ([f"amount < {above}"] if above is not None else [])
        whens.append(f"when {' and '.join(ends)} then {value_of(name, words)}")
    return f"case {' '.join(whens)} else '{otherwise}' end"


def duckdb_by_hand():
    grade = duckdb_chain(lambda name, _words: f"'{name}'", "unclassified")
    return f"select customer_id, {grade} as grade from held"


def duckdb_reasons():
    grade = duckdb_chain(lambda name, _words: f"'{name}'", "unclassified")
    digits = "format('{:,}', amount::bigint)"
    reason = duckdb_chain(lambda name, words: f"'{name}: amount ' || {digits} || ' yuan {words}'", "")
    return f"select customer_id, {grade} as grade, {reason} as reason from held"


def check_equal(contenders):
    """All grades are the same; so are the sentences, where by hand they have separators."""
    expected = {}
    for (engine, what, form), run in contenders.items():
        result = run()
        found = result.to_pandas().sort_values("customer_id", ignore_index=True)
        columns = [name for name in found if name != "reason" or engine == "DuckDB" or form == "casekit"]
        for name in columns:
            if not found[name].equals(expected.setdefault(name, found[name])):
                raise SystemExit(f"{engine}, {what}, {form}: another {name}, so no time is worth telling.")


def print_times(medians):
    print(f"{'engine':8} {'result':18} {'by hand':>9} {'casekit':>9} {'ratio':>7}")
    for engine, what, form in medians:
        if form == "by hand":
            by_hand, ours = medians[engine, what, "by hand"], medians[engine, what, "casekit"]
            ratio = ours / by_hand
            target = f"  {'within' if ratio <= TARGET else 'ABOVE'} the target of {TARGET}" if what == "grade" else ""
            print(f"{engine:8} {what:18} {by_hand:7.2f} s {ours:7.2f} s {ratio:7.2f}{target}")


if __name__ == "__main__":
    main()
