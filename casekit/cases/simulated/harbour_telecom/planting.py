"""Planting what must be there on every seed: a number of rows, chosen by lot."""

import numpy as np


def planted(stream, who: np.ndarray, least: int, most: int) -> np.ndarray:
    """Rows by lot among those that ``who`` marks: a number of them between ``least`` and ``most``, if there are."""
    rows = np.flatnonzero(who)
    return rows[stream.order(len(rows))[: int(stream.whole(1, least, most)[0])]]
