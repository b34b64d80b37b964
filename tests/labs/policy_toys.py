"""Small policies and companies for the policy lab."""

import numpy as np
import pandas as pd

from casekit.grading import load_policy

TOML = """
title = "Three bands with a hole"
source = "a test"
currency = "yuan"
outside = "none"
[measures.spend]
kind = "number"
unit = "yuan"
period = "year"
minimum = 0
[measures.credit]
kind = "level"
levels = ["bad", "good"]
[[grades]]
id = "gold"
when = [{ measure = "spend", from = 300 }, { measure = "credit", is = "good" }]
[[grades]]
id = "silver"
when = [{ measure = "spend", from = 100, to = 200 }]
[[grades]]
id = "bronze"
when = [{ measure = "spend", from = 50, to = 100 }]
[[grades]]
id = "lost"
defined = false
"""


def three_bands(folder, text: str = TOML):
    """Gold from 300 with good credit, silver 100 to 200, bronze 50 to 100, and a grade that is only named."""
    path = folder / "three-bands.toml"
    path.write_text(text, encoding="utf-8")
    return load_policy(path)


def ten() -> pd.DataFrame:
    """Ten customers: one below, two on shared or single ends, two in the hole, one of bad credit, one unknown."""
    spend = [10, 50, 100, 150, 200, 250, 299.99, 300, 1000, np.nan]
    return pd.DataFrame(
        {
            "customer_id": list("ABCDEFGHIJ"),
            "spend": spend,
            "credit": ["good", "bad", "good", "bad", "good", "good", "good", "good", "bad", "good"],
            "sales": [10.0, 50, 100, 150, 200, 250, 299.99, 300, 1000, None],
            "area": ["east"] * 6 + ["west"] * 3 + [None],
        }
    )


def many(n: int, seed: int = 5) -> pd.DataFrame:
    """``n`` customers with the measures of the key-account classes, in six areas, one of them small."""
    draw = np.random.default_rng(seed)
    usage = np.round(draw.lognormal(10.3, 1.4, n), 2)
    return pd.DataFrame(
        {
            "customer_id": [f"K{number:06}" for number in range(n)],
            "annual_usage": usage,
            "payment_credit": draw.choice(["bad", "fair", "fairly good", "good"], n),
            "growth_potential": draw.choice(["low", "middle", "high"], n),
            "profit_contribution": draw.choice(["low", "middle", "high"], n),
            "area": np.where(np.arange(n) % 50 == 0, "Islands", draw.choice(list("NESW"), n)),
        }
    )
