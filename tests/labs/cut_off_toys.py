"""Small lists for the cut-off lab."""

import numpy as np
import pandas as pd


def six() -> pd.DataFrame:
    """Six customers; A, C and F left. With 10 a call and half of the called leavers staying:

    by chance  A (0.5, margin 100)  B (0.4, 40)  C (0.3, 8)  D and E (0.2; 1,000 and -50)  F (0.1, 400)
    profit           40                 30          24               4                          194
    """
    return pd.DataFrame(
        {
            "customer_id": list("ABCDEF"),
            "probability": [0.5, 0.4, 0.3, 0.2, 0.2, 0.1],
            "left": [1, 0, 1, 0, 0, 1],
            "margin": [100.0, 40, 8, 1000, -50, 400],
        }
    )


def many(n: int, seed: int = 7) -> pd.DataFrame:
    """``n`` rows, four quarters of each customer: chances of some per cent that hold in the mean; a few are dear."""
    draw = np.random.default_rng(seed)
    chance = np.round(draw.beta(1.5, 30, n), 3)
    return pd.DataFrame(
        {
            "customer_id": [f"H{number // 4:05}" for number in range(n)],
            "quarter": np.arange(n) % 4 + 1,
            "probability": chance,
            "left": (draw.random(n) < chance).astype("int64"),
            "margin": np.round(draw.lognormal(7, 1.4, n) - 100),
        }
    )
