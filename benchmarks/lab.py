"""How long the score lab takes to recompute: on CDNOW and on 100,000 customers.

    python benchmarks/lab.py

Each round moves a lever to a place it has not been, asks for the outcome and for everything the lab shows of it.
Targets: a median of 50 ms on CDNOW and of 100 ms on 100,000 customers. Building the lab, done once, is told beside it.
"""

import statistics
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import casekit
from casekit.labs import ScoreLab, ScoreSettings

ROUNDS = 40


def main() -> int:
    cdnow = casekit.load_case("cdnow")
    shops = {
        "CDNOW": (cdnow.transactions, cdnow.calibration_end, 0.050),
        "100,000 customers": (many_transactions(), "2021-01-01", 0.100),
    }
    reached = True
    print(
        f"{'shop':20}{'customers':>10}{'build ms':>10}{'lever':>22}{'median ms':>11}{'slowest ms':>12}{'target ms':>11}"
    )
    for shop, (transactions, split, target) in shops.items():
        start = time.perf_counter()
        lab = ScoreLab(transactions, split)
        built = time.perf_counter() - start
        for lever, settings in levers(lab).items():
            seconds = [recompute(lab, setting) for setting in settings]
            median = statistics.median(seconds)
            reached &= median <= target
            print(
                f"{shop:20}{len(lab.customer_ids):10,}{1000 * built:10.0f}{lever:>22}{1000 * median:11.1f}"
                f"{1000 * max(seconds):12.1f}{1000 * target:11.0f}"
            )
    print(f"Targets: {'reached' if reached else 'MISSED'}.")
    return 0 if reached else 1


def many_transactions() -> pd.DataFrame:
    """A million purchases of 100,000 customers in two years."""
    draw = np.random.default_rng(7)
    n = 1_000_000
    return pd.DataFrame(
        {
            "customer_id": draw.permutation(np.arange(n) % 100_000),
            "date": (np.datetime64("2020-01-01") + draw.integers(0, 730, n)).astype("datetime64[us]"),
            "amount": np.round(draw.gamma(2, 15, n), 2),
        }
    )


def levers(lab: ScoreLab) -> dict[str, list[ScoreSettings]]:
    low, high = lab.limits("recency")
    places = np.linspace(low, high, ROUNDS + 2)[1:-1]
    return {
        "cut points": [ScoreSettings(edges={"recency": (place, high)}) for place in places],
        "number of scores": [ScoreSettings(scores=2 + round_ % 9) for round_ in range(ROUNDS)],
        "ties split": [ScoreSettings(scores=2 + round_ % 9, ties="split by row order") for round_ in range(ROUNDS)],
        "weights, total spend": [
            ScoreSettings(weights=(1, 1 + round_, 2), monetary="total spending") for round_ in range(ROUNDS)
        ],
    }


def recompute(lab: ScoreLab, settings: ScoreSettings) -> float:
    start = time.perf_counter()
    outcome = lab.outcome(settings)
    shown = (outcome.by_score, outcome.moved, outcome.correlation, outcome.parted_by_ties, outcome.moved_customers())
    took = time.perf_counter() - start
    assert len(shown) == 5
    return took


if __name__ == "__main__":
    raise SystemExit(main())
