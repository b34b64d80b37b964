"""Small companies for the whale-curve lab."""

import numpy as np
import pandas as pd


def five() -> pd.DataFrame:
    """Five customers, 100 hours and sales of 2,500 in all. Net contributions: A 600, B 300, C 40, D −60, E −180.

    With 500 of overhead by hours (5 an hour) the full statement says: A 550, B 250, C −60, D −110, E −430.
    """
    return pd.DataFrame(
        {
            "customer_id": list("ABCDE"),
            "name": [f"Customer {letter}" for letter in "ABCDE"],
            "sales": [1000.0, 600, 300, 200, 400],
            "discount": [0.0, 0, 20, 0, 200],
            "network_cost": [300.0, 200, 160, 160, 180],
            "service_cost": [100.0, 100, 100, 100, 400],
            "hours": [10.0, 10, 20, 10, 50],
        }
    )


def many(n: int, seed: int = 7) -> pd.DataFrame:
    """``n`` customers: a few large with discounts and much service, some of whom lose money."""
    draw = np.random.default_rng(seed)
    fee = np.round(draw.pareto(1.2, n) * 300 + 50, 2)
    discount = np.round(fee * np.where(draw.random(n) < 0.3, draw.uniform(0, 0.6, n), 0), 2)
    hours = np.round(draw.gamma(0.5, 1, n) * (fee / 400) ** 0.7, 1)
    return pd.DataFrame(
        {
            "customer_id": [f"H{number:06}" for number in range(n)],
            "sales": np.round(fee - discount, 2),
            "discount": discount,
            "network_cost": np.round(fee * draw.uniform(0.3, 0.6, n), 2),
            "service_cost": np.round(hours * 120, 2),
            "hours": hours,
        }
    )
