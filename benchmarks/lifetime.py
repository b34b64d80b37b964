"""Fitting BG/NBD: casekit beside lifetimes 0.11.3 and clvkit 0.2.1, time and likelihood from one run.

    python benchmarks/lifetime.py                          CDNOW and 1,000,000 simulated customers
    python benchmarks/lifetime.py --customers 100000 --rounds 5 --no-clvkit

Each package fits in a process of its own; in each round all do, in turn, so that other work on the machine meets all
alike. A process fits CDNOW ten times and the simulated customers twice (clvkit only CDNOW, three times), and the
quickest of all rounds counts: what the package can do when nothing disturbs it. Only the fit is timed, from a summary
that is at hand (casekit's time holds the counting of distinct histories). The log-likelihoods are computed here, of
each package's parameters on the same customers, so that they can be compared: packages leave different constants out.

The simulated customers are seen for one to two years and buy on days: some 400,000 different histories of a million.
Memory is the most that casekit allocates during the fit (tracemalloc, which numpy reports to), with the input itself.

lifetimes runs in the environment made from benchmarks/requirements.txt, clvkit, which needs a newer pandas, in one made
from benchmarks/requirements-clvkit.txt.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
import tracemalloc
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
CDNOW, SIMULATED = "CDNOW", "simulated"
TIMES = {("casekit", CDNOW): 10, ("lifetimes", CDNOW): 10, ("clvkit", CDNOW): 3}
TARGETS = {("lifetimes", CDNOW): 10, ("clvkit", CDNOW): 50, ("lifetimes", SIMULATED): 20}
MOST_MEMORY = 2.0
COLUMNS = ["frequency", "recency", "T"]


def main() -> int:
    options = parse_options()
    if options.as_peer:
        run_as_peer(options.as_peer, Path(options.folder), options.of)
        return 0
    sys.path.insert(0, str(HERE.parent))
    with tempfile.TemporaryDirectory() as folder:
        tables = write_tables(Path(folder), options.customers)
        pythons = {"casekit": sys.executable, "lifetimes": environment("requirements.txt", "peers")}
        if not options.no_clvkit:
            pythons["clvkit"] = environment("requirements-clvkit.txt", "clvkit")
        seconds, params = {}, {}
        for _round in range(options.rounds):
            for of in (CDNOW, SIMULATED):
                for name, python in pythons.items():
                    if (name, of) == ("clvkit", SIMULATED):
                        continue
                    took, params[name, of] = peer_run(name, python, folder, of)
                    seconds[name, of] = min(took, seconds.get((name, of), took))
    reached = print_fits(seconds, params, tables, options.rounds)
    reached &= print_memory(tables[SIMULATED])
    print(f"\nTargets: {'reached' if reached else 'MISSED'}.")
    return 0 if reached else 1


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=1_000_000, help="how many are simulated")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-clvkit", action="store_true")
    parser.add_argument("--as-peer", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    parser.add_argument("--of", help=argparse.SUPPRESS)
    return parser.parse_args()


def simulated(customers):
    """Customers of a BG/NBD world in weeks, the same every time: purchases fall on days, one a day at most."""
    draw = np.random.default_rng(20260101)
    rate = np.maximum(draw.gamma(0.25, 1 / 4.5, customers) / 7, 1e-12)
    leave = draw.beta(0.8, 2.5, customers)
    age = draw.integers(364, 729, customers)
    x, last = np.zeros((2, customers), dtype="int64")
    clock, there = np.zeros(customers), np.arange(customers)
    while len(there):
        clock[there] += draw.exponential(1 / rate[there])
        there = there[np.ceil(clock[there]) <= age[there]]
        day = np.ceil(clock[there]).astype("int64")
        x[there] += day > last[there]
        last[there] = day
        there = there[draw.random(len(there)) >= leave[there]]
    return pd.DataFrame({"customer_id": np.arange(customers), "frequency": x, "recency": last / 7, "T": age / 7})


def write_tables(folder, customers):
    import casekit
    from casekit.grading import rfm_summary

    log = casekit.load_case("cdnow").transactions
    log.to_csv(folder / "log.csv", index=False)
    columns = {"customer_id": "customer_id", "date": "date", "amount": "amount"}
    tables = {CDNOW: rfm_summary(log, **columns, end="1997-09-30"), SIMULATED: simulated(customers)}
    tables[SIMULATED]["monetary_value"] = 1.0
    for of, table in tables.items():
        np.savez(folder / f"{of}.npz", **{name: table[name].to_numpy() for name in COLUMNS})
    return tables


def peer_run(name, python, folder, of):
    command = [python, __file__, "--as-peer", name, "--folder", folder, "--of", of]
    answer = subprocess.run(command, capture_output=True, text=True)
    if answer.returncode:
        raise SystemExit(f"{name} failed:\n{answer.stderr[-2000:]}")
    found = json.loads(answer.stdout.splitlines()[-1])
    return found["seconds"], found["params"]


def run_as_peer(name, folder, of):
    """Fit in this process, several times; print the quickest and the parameters."""
    warnings.simplefilter("ignore")
    with np.load(folder / f"{of}.npz") as held:
        table = pd.DataFrame(dict(held))
    fit = {"casekit": casekit_fit, "lifetimes": lifetimes_fit, "clvkit": clvkit_fit}[name](table, folder)
    took = []
    for _time in range(TIMES.get((name, of), 2)):
        start = time.perf_counter()
        params = fit()
        took.append(time.perf_counter() - start)
    print(json.dumps({"seconds": min(took), "params": {key: float(params[key]) for key in ("r", "alpha", "a", "b")}}))


def casekit_fit(table, folder):
    sys.path.insert(0, str(HERE.parent))
    from casekit.value import fit_bg_nbd

    return lambda: fit_bg_nbd(table, time_unit="W").params


def lifetimes_fit(table, folder):
    from lifetimes import BetaGeoFitter

    return lambda: BetaGeoFitter().fit(*(table[name] for name in COLUMNS)).params_


def clvkit_fit(table, folder):
    from clvkit import BGNBD, CustomerBase

    log = pd.read_csv(folder / "log.csv", parse_dates=["date"])
    log = log[log["date"] <= "1997-09-30"]
    base = CustomerBase.from_transactions(
        log, "customer_id", "date", "amount", time_unit="W", collapse="D", observation_period_end="1997-09-30"
    )
    return lambda: BGNBD().fit(base).params_


def print_fits(seconds, params, tables, rounds):
    from casekit.value.bg_nbd import value_and_slope
    from casekit.value.histories import histories

    print(f"\nBG/NBD, quickest fit of {rounds} rounds\n")
    print(f"{'':11}{'customers':>11}  {'':11}{'seconds':>9}{'÷ casekit':>11}{'log-likelihood':>18}")
    reached = True
    for of, table in tables.items():
        seen = histories(table)
        heights = {
            name: value_and_slope(np.array(list(found.values())), seen)[0]
            for (name, at), found in params.items()
            if at == of
        }
        for name, height in heights.items():
            ratio = seconds[name, of] / seconds["casekit", of]
            line = f"{of:11}{len(table):11,}  {name:11}{seconds[name, of]:9.4f}{ratio:11.1f}{height:18,.4f}"
            target = TARGETS.get((name, of))
            if target:
                good = ratio >= target and heights["casekit"] >= height - 1e-9 * abs(height)
                reached &= good
                line += f"  {'above' if good else 'BELOW'} the target of {target}, at the same or better likelihood"
            print(line)
    return reached


def print_memory(table):
    from casekit.value import fit_bg_nbd

    fit_bg_nbd(table.head(2000))  # so that what is imported when used does not count
    held = table.memory_usage().sum()
    tracemalloc.start()
    fit_bg_nbd(table)
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    share = (held + taken) / held
    within = share <= MOST_MEMORY
    print(
        f"\nMemory of {len(table):,} customers: input {held / 1e6:.0f} MB, fit at most {taken / 1e6:.0f} MB more, "
        f"together {share:.2f} times the input ({'within' if within else 'ABOVE'} the target of {MOST_MEMORY:.0f})"
    )
    return within


def environment(requirements, name):
    """An environment with what the file lists, made once in the machine's folder for temporary files."""
    place = Path(tempfile.gettempdir()) / f"casekit-benchmark-{name}"
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (place / "complete").exists():
        print(f"\nMaking {place} from {requirements} (once)…", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        uv = shutil.which("uv")
        install = [uv, "pip", "install", "--python", str(python)] if uv else [str(python), "-m", "pip", "install"]
        subprocess.run([*install, "-q", "-r", str(HERE / requirements)], check=True)
        (place / "complete").touch()
    return str(python)


if __name__ == "__main__":
    sys.exit(main())
