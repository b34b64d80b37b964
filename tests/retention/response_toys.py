"""Customers whose response to a call is known: a simulation that no fitted model assumes."""

import numpy as np
import pandas as pd


def campaign(n, seed, called=0.5):
    """A trial by lot. Complainers are saved by a call; those bound for long are woken; the dear ones leave either way.

    Columns: customer_id, complaint, bound, dear, noise, called, left, and the truth: if_called, if_left_alone, risk
    (left alone), change (what a call takes off it).
    """
    draw = np.random.default_rng(seed)
    table = pd.DataFrame(
        {
            "customer_id": np.arange(n),
            "complaint": draw.random(n) < 0.15,
            "bound": draw.random(n) < 0.4,
            "dear": draw.random(n) < 0.2,
            "noise": draw.normal(size=n),
        }
    )
    alone = 0.04 + 0.20 * table["complaint"] + 0.25 * table["dear"] - 0.03 * table["bound"]
    with_call = alone - 0.17 * table["complaint"] + 0.05 * (table["bound"] & ~table["complaint"])
    luck = draw.random(n)  # one customer, one luck: whoever leaves at a lower chance leaves at a higher one too
    table["if_called"], table["if_left_alone"] = luck < with_call, luck < alone
    table["called"] = draw.random(n) < called
    table["left"] = np.where(table["called"], table["if_called"], table["if_left_alone"])
    return table.assign(risk=alone, change=alone - with_call)


FEATURES = ["complaint", "bound", "dear", "noise"]
