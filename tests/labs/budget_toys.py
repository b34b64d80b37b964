"""A small company for the budget game, worked by hand, and a large one drawn by lot."""

import numpy as np
import pandas as pd


def two_quarters() -> pd.DataFrame:
    """Five customers in each of two quarters; a call costs 10.

    P is saved (margin 100), D is woken (margin 200), S stays anyway, L leaves anyway; Q is saved but brings only 5.
    """
    one = pd.DataFrame(
        {
            "customer_id": ["P", "Q", "D", "S", "L"],
            "margin": [100, 5, 200, 300, 50],
            "risk": [0.30, 0.40, 0.01, 0.02, 0.90],
            "uplift": [0.25, 0.35, -0.05, 0.06, 0.10],
            "leaves_if_called": [0, 0, 1, 0, 1],
            "leaves_if_left_alone": [1, 1, 0, 0, 1],
        }
    )
    return pd.concat([one.assign(quarter=quarter, cost=10) for quarter in (1, 2)], ignore_index=True)


def many(n: int, quarters: int = 4) -> pd.DataFrame:
    """n members a quarter, with foretold figures that are right in the mean."""
    draw = np.random.default_rng(7)
    rows = n * quarters
    risk, uplift = draw.beta(1, 20, rows), draw.normal(0.01, 0.03, rows)
    luck = draw.random(rows)
    return pd.DataFrame(
        {
            "customer_id": np.tile(np.arange(n), quarters),
            "quarter": np.repeat(np.arange(1, quarters + 1), n),
            "margin": draw.lognormal(6, 1.2, rows).round() - 100,
            "cost": draw.integers(20, 120, rows),
            "risk": risk,
            "uplift": uplift,
            "leaves_if_called": (luck < np.clip(risk - uplift, 0, 1)).astype(int),
            "leaves_if_left_alone": (luck < risk).astype(int),
        }
    )
