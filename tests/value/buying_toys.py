"""Customers for the models of buying: the real ones of CDNOW, and ones drawn from a BG/NBD world."""

import functools

import numpy as np
import pandas as pd

import casekit
from casekit.value import holdout_summary

CDNOW = {"customer_id": "customer_id", "date": "date", "amount": "amount"}
SPLIT = {"calibration_end": "1997-09-30", "holdout_end": "1998-06-30"}


@functools.cache
def transactions() -> pd.DataFrame:
    return casekit.load_case("cdnow").transactions


@functools.cache
def cdnow() -> pd.DataFrame:
    """Weeks 1 to 39 in weeks, and weeks 40 to 78 held back."""
    return holdout_summary(transactions(), **CDNOW, **SPLIT)


def drawn(seed: int, customers: int = 400, world: tuple = (0.6, 4.0, 0.8, 2.5), longest: float = 60.0) -> pd.DataFrame:
    """Customers who buy at a gamma rate and leave after a repeat purchase with a beta chance; spending is gamma."""
    draw = np.random.default_rng(seed)
    r, alpha, a, b = world
    rate, leave = draw.gamma(r, 1 / alpha, customers) + 1e-9, draw.beta(a, b, customers)
    age = np.round(draw.uniform(longest / 4, longest, customers), 1)
    x, last, clock, there = np.zeros(customers, "int64"), np.zeros(customers), np.zeros(customers), np.arange(customers)
    while len(there):
        clock[there] += draw.exponential(1 / rate[there])
        there = there[clock[there] <= age[there]]
        x[there] += 1
        last[there] = clock[there]
        there = there[draw.random(len(there)) >= leave[there]]
    mean = draw.gamma(6, 5, customers) * np.exp(draw.normal(0, 0.3, customers))
    return pd.DataFrame(
        {
            "customer_id": [f"c{number:04}" for number in range(customers)],
            "frequency": x,
            "recency": last,
            "T": age,
            "monetary_value": np.where(x > 0, mean, 0.0),
        }
    )
