"""Whom to save among 100,000 customers: survival, warning, uplift and allocation, each step timed.

    python benchmarks/retention.py                     100,000 customers, 5 rounds
    python benchmarks/retention.py --rows 20000 --rounds 3
    python benchmarks/retention.py --whole             also HiGHS on the whole choice, which may take minutes
    python benchmarks/retention.py --peer PYTHON       also causalml, in an environment of its own with
                                                       pip install -r benchmarks/requirements-retention.txt

The first round is told apart: in it the libraries are loaded, as on a trainee's first run. The steps together are to
take 10 seconds, that round included. With --whole the allocation is also given to HiGHS as it is, told to stop after
as long; a solver looks at its clock only between its steps.

causalml's two-model learner is fitted on the same table with the same logistic regression, in a process of its own, and
both are told how well they rank the customers by what a call truly changes.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
TARGET = 10.0
FEATURES = [f"x{n}" for n in range(10)]
PEER = """
import sys, time
import numpy as np, pandas as pd
from causalml.inference.meta import BaseTClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
table = pd.read_csv(sys.argv[1])
names = [name for name in table if name.startswith("x")]
matrix, called, left = table[names].to_numpy(), table["called"].to_numpy(), table["left"].to_numpy()
seconds = []
for _round in range(int(sys.argv[2])):
    start = time.perf_counter()
    learner = BaseTClassifier(make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)), control_name=0)
    found = -learner.fit_predict(X=matrix, treatment=called, y=left).ravel()
    seconds.append(time.perf_counter() - start)
print(np.median(seconds), pd.Series(found).corr(table["change"], method="spearman"))
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--peer", help="a Python that has causalml")
    options = parser.parse_args()
    sys.path.insert(0, str(HERE.parent))
    table = customers(options.rows)
    rounds = []
    for number in range(options.rounds):
        rounds.append(one_round(table, print if number == 0 else None))
    reached = print_times(rounds, options.rows)
    if options.whole:
        print_whole(rounds[-1]["offers"], rounds[-1]["chosen"])
    if options.peer:
        print_peer(options.peer, table, rounds)
    sys.exit(0 if reached else 1)


def customers(rows):
    """The same customers every time: they came over nine years, leave by what they are, and half of them are called."""
    draw = np.random.default_rng(20261122)
    table = pd.DataFrame(draw.normal(size=(rows, len(FEATURES))), columns=FEATURES)
    table.insert(0, "customer_id", np.arange(rows))
    came = pd.Timestamp("2016-01-01") + pd.to_timedelta(draw.integers(0, 3_285, rows), unit="D")
    went = came + pd.to_timedelta(draw.exponential(1_500, rows).astype(int) + 1, unit="D")
    table["came"], table["went"] = came, pd.Series(went).where(went <= "2024-12-31")
    alone = 1 / (1 + np.exp(3 - table["x0"] - 0.5 * table["x1"]))
    with_call = np.clip(alone * np.where(table["x2"] > 0.5, 0.4, 1.0) + 0.02 * (table["x3"] > 1), 0, 1)
    table["change"] = alone - with_call
    table["called"] = draw.integers(0, 2, rows)
    table["left"] = (draw.random(rows) < np.where(table["called"] == 1, with_call, alone)).astype(int)
    table["margin"] = np.round(draw.lognormal(6, 1, rows), 2)
    table["cost"] = np.round(draw.uniform(10, 90, rows), 2)
    return table


def one_round(table, progress):
    """Seconds of each step, what was chosen, and how well the uplift ranks."""
    from casekit import retention

    seconds, found = {}, {}

    def timed(step, run):
        start = time.perf_counter()
        result = run()
        seconds[step] = time.perf_counter() - start
        if progress:
            progress(f"  {step}: {seconds[step]:.2f} s")
        return result

    stay = {"entered": "came", "left": "went", "as_of": "2024-12-31", "observed_from": "2018-01-01"}
    timed("survival", lambda: retention.survival_curve(table, **stay))
    alone = table[table["called"] == 0]
    timed("model", lambda: retention.fit_churn(alone, target="left", features=FEATURES).probability(table))
    lot = {"called": "called", "left": "left"}
    uplift = timed("uplift", lambda: retention.fit_uplift(table, **lot, features=FEATURES).uplift(table))
    offers = pd.DataFrame(
        {
            "customer_id": table["customer_id"],
            "cost": table["cost"],
            "gain": uplift * table["margin"] - table["cost"],
        }
    )
    budget = 2.0 * len(table)
    found["chosen"] = timed("allocation", lambda: retention.allocate_budget(offers, budget=budget, progress=progress))
    assert found["chosen"].proven, "not proven best"
    timed("Qini (beside)", lambda: retention.qini_curve(table, score=uplift, **lot))
    found["rank"] = uplift.corr(table["change"], method="spearman")
    return {"seconds": seconds, "offers": (offers, budget), **found}


def print_times(rounds, rows):
    print(f"\n{rows:,} customers, {len(rounds)} rounds\n")
    print(f"{'step':16} {'first':>8} {'median':>8}  seconds")
    for step in rounds[0]["seconds"]:
        times = [one["seconds"][step] for one in rounds]
        print(f"{step:16} {times[0]:8.2f} {statistics.median(times):8.2f}")
    together = [sum(s for step, s in one["seconds"].items() if "beside" not in step) for one in rounds]
    within = "within" if together[0] <= TARGET else "ABOVE"
    print(f"{'together':16} {together[0]:8.2f} {statistics.median(together):8.2f}  {within} the target of {TARGET:.0f}")
    return together[0] <= TARGET


def print_whole(given, chosen):
    """HiGHS on the whole choice, told to stop after the time that all four steps may take."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    offers, budget = given
    start = time.perf_counter()
    whole = milp(
        -offers["gain"].to_numpy(),
        integrality=np.ones(len(offers)),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(offers["cost"].to_numpy()[None, :], 0, budget)],
        options={"time_limit": TARGET},
    )
    took = time.perf_counter() - start
    told = "nothing" if whole.x is None else f"{-whole.fun:,.2f}"
    print(f"\nallocation: {chosen.gain:,.2f} (no choice gains more than {chosen.bound:,.2f})")
    print(f"HiGHS whole found {told} in {took:.1f} s")


def print_peer(python, table, rounds):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "trial.csv"
        table[[*FEATURES, "called", "left", "change"]].to_csv(file, index=False)
        command = [python, "-W", "ignore", "-c", PEER, str(file), str(len(rounds))]
        answer = subprocess.run(command, capture_output=True, text=True)
    if answer.returncode:
        print(f"\ncausalml did not run: {answer.stderr.strip().splitlines()[-1]}")
        return
    seconds, rank = (float(part) for part in answer.stdout.split()[-2:])
    ours = statistics.median(one["seconds"]["uplift"] for one in rounds)
    print(f"\n{'uplift':10} {'seconds':>8} {'rank correlation with the truth':>34}")
    print(f"{'casekit':10} {ours:8.2f} {rounds[-1]['rank']:34.4f}")
    print(f"{'causalml':10} {seconds:8.2f} {rank:34.4f}")


if __name__ == "__main__":
    main()
