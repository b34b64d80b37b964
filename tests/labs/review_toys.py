"""Small companies for the review lab."""

import numpy as np
import pandas as pd

from casekit.grading import load_policy

TOML = """
title = "A ladder of two rungs"
source = "a test"
currency = "yuan"
outside = "none"
[measures.spend]
kind = "number"
unit = "yuan"
period = "year"
[[grades]]
id = "gold"
when = [{ measure = "spend", from = 200 }]
[[grades]]
id = "silver"
when = [{ measure = "spend", from = 100, below = 200 }]
"""


def ladder(folder, text: str = TOML):
    """The policy of two rungs, gold from 200 and silver from 100, or another text, read from a file."""
    path = folder / "two-rungs.toml"
    path.write_text(text, encoding="utf-8")
    return load_policy(path)


def years(**spends) -> pd.DataFrame:
    """Rows of customers: name = ((spend, truth) or None, …), one for each year from 2021 on."""
    rows = [
        (name, 2021 + place, *pair)
        for name, path in spends.items()
        for place, pair in enumerate(path)
        if pair is not None
    ]
    return pd.DataFrame(rows, columns=["customer_id", "year", "spend", "yearly_rate"])


def many(n: int, seed: int = 7, reviews: int = 3, measure: str = "spend", middle: float = 120.0) -> pd.DataFrame:
    """``n`` customers with a steady need and luck in every year; some come later, some go."""
    draw = np.random.default_rng(seed)
    need = draw.lognormal(np.log(middle), 0.9, n).round(2)
    first = draw.choice(reviews, n, p=[0.8, *[0.2 / (reviews - 1)] * (reviews - 1)])
    last = np.where(draw.random(n) < 0.1, draw.integers(0, reviews, n), reviews - 1)
    parts = [
        pd.DataFrame(
            {
                "customer_id": np.arange(n),
                "year": 2021 + year,
                measure: (need * draw.gamma(4, 0.25, n)).round(2),
                "yearly_rate": need,
            }
        )[(first <= year) & (year <= last)]
        for year in range(reviews)
    ]
    return pd.concat(parts, ignore_index=True)
