"""Small companies for the ABC lab."""

import numpy as np
import pandas as pd


def twelve() -> pd.DataFrame:
    """Twelve customers with sales of 1,000 in all; C and D only together as large as A; B loses money."""
    return pd.DataFrame(
        {
            "customer_id": list("ABCDEFGHIJKL"),
            "name": [f"Customer {letter}" for letter in "ABCDEFGHIJKL"],
            "sales": [400.0, 250, 200, 50, 30, 20, 10, 10, 10, 10, 5, 5],
            "profit": [100.0, -20, 30, 10, 8, 5, 2, 2, 2, 2, -1, 1],
            "unit_id": ["", None, "G1", "G1", "", " ", "G2", "G2", "G2", "", "", ""],
            "hours": [10.0, 90, 5, 0, 1, 0, 0, 0, 0, 0, 0, 0],
        }
    )


def many(n: int, seed: int = 7) -> pd.DataFrame:
    """``n`` customers: a few large, some who lose money, a tenth of them in groups."""
    draw = np.random.default_rng(seed)
    sales = np.round(draw.pareto(1.2, n) * 300, 2)
    grouped = draw.random(n) < 0.1
    return pd.DataFrame(
        {
            "customer_id": [f"H{number:06}" for number in range(n)],
            "sales": sales,
            "profit": np.round(sales * draw.normal(0.25, 0.3, n) - 40, 2),
            "unit_id": np.where(grouped, [f"G{group}" for group in draw.integers(0, n // 60 + 1, n)], ""),
            "hours": np.round(draw.gamma(0.5, 3, n), 1),
        }
    )
