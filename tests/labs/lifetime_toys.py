"""Small shops for the lifetime lab."""

import numpy as np
import pandas as pd


def many(n: int, seed: int = 7, truth: bool = False) -> pd.DataFrame | tuple[pd.DataFrame, pd.DataFrame]:
    """A holdout summary of ``n`` customers over 52 weeks and 26 held back; with ``truth`` also when each one left.

    Rates differ; everybody may leave in any week, so the process is not the model's own.
    """
    draw = np.random.default_rng(seed)
    rate, week_left = draw.gamma(0.8, 0.25, n), draw.exponential(60, n)
    age = draw.integers(70, 365, n) / 7
    rows, left = [], []
    for number in range(n):
        days = np.unique(
            draw.integers(1, int(7 * (age[number] + 26)) + 1, draw.poisson(rate[number] * (age[number] + 26)))
        )
        weeks = days[days <= 7 * week_left[number]] / 7
        seen, later = weeks[weeks <= age[number]], weeks[weeks > age[number]]
        spend = round(float(draw.gamma(8, 4)) + 1, 2) if len(seen) else 0.0
        recency = seen[-1] if len(seen) else 0.0
        rows.append((f"C{number:06}", len(seen), recency, age[number], spend, len(later), 26.0))
        left.append(week_left[number] if week_left[number] < age[number] + 26 else np.nan)
    columns = ["customer_id", "frequency", "recency", "T", "monetary_value", "holdout_purchases", "holdout_time"]
    summary = pd.DataFrame(rows, columns=columns)
    summary.attrs["time_unit"] = "W"
    if not truth:
        return summary
    return summary, pd.DataFrame({"customer_id": summary["customer_id"], "left": left})
