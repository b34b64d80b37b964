"""Random numbers that come out the same on every machine: named streams, and shapes made of exact arithmetic only.

NumPy promises the raw bits of a generator for ever, but not what its distributions make of them, and ``exp``, ``log``
and ``power`` differ in the last digit between processors. So everything here is made of the raw bits with additions,
multiplications, divisions and comparisons of single numbers, which IEEE 754 fixes to the bit, and of sums of whole
numbers. A simulator keeps to the same: no ``np.exp``, ``np.log`` or broken exponents, no sums of floats over an array.
"""

import hashlib
from collections.abc import Sequence

import numpy as np

_BITS = 53  # a double holds this many
_SQUARINGS = 20
_RARE = 1e-5  # beyond it a count stops: the chances add up to 1 only within a thousandth


class Stream:
    """One sequence of random numbers, fixed by a seed and a name; drawing from one stream leaves all others alone.

    Parameters
    ----------
    seed : the company's seed.
    name : what is drawn from it, such as ``"harbour-telecom/bills"``. A new table takes a new name.
    """

    def __init__(self, seed: int, name: str):
        digest = hashlib.sha256(f"{seed}/{name}".encode()).digest()
        self._source = np.random.PCG64(int.from_bytes(digest[:16], "big"))

    def uniform(self, n: int, low: float | np.ndarray = 0.0, high: float | np.ndarray = 1.0) -> np.ndarray:
        """``n`` numbers from ``low`` up to, not including, ``high``; either may be an array of n."""
        part = (self._raw(n) >> np.uint64(64 - _BITS)).astype(np.float64) * 2.0**-_BITS
        return low + part * (high - low)

    def whole(self, n: int, low: int | np.ndarray, high: int | np.ndarray) -> np.ndarray:
        """``n`` whole numbers from ``low`` to ``high``, both included."""
        spread = np.asarray(high) - np.asarray(low) + 1
        return np.asarray(low) + np.floor(self.uniform(n) * spread).astype(np.int64)

    def yes(self, n: int, chance: float | np.ndarray) -> np.ndarray:
        """``n`` truth values, true with the given chance (one for all, or one each)."""
        return self.uniform(n) < chance

    def pick(self, n: int, options: Sequence, weights: Sequence[float] | None = None) -> np.ndarray:
        """``n`` of the options, with replacement; ``weights`` need not add up to 1."""
        cumulative = np.cumsum(np.ones(len(options)) if weights is None else np.asarray(weights, dtype=float))
        place = np.searchsorted(cumulative, self.uniform(n) * cumulative[-1], side="right")
        return np.asarray(options)[np.minimum(place, len(options) - 1)]

    def shape(self, n: int, quantiles: Sequence[float]) -> np.ndarray:
        """``n`` numbers of a distribution given by its quantiles at equal steps from 0 to 1, straight between them."""
        marks = np.asarray(quantiles, dtype=float)
        spot = self.uniform(n) * (len(marks) - 1)
        below = np.floor(spot).astype(np.int64)
        rise = marks[below + 1] - marks[below]
        lifted = rise * (spot - below)
        return marks[below] + lifted

    def normal(self, n: int) -> np.ndarray:
        """``n`` numbers around 0 with standard deviation 1, none beyond 6: the sum of twelve uniform ones less 6."""
        twelve = (self._raw(12 * n) >> np.uint64(32)).astype(np.int64).reshape(n, 12)
        return twelve.sum(axis=1).astype(np.float64) * 2.0**-32 - 6.0

    def count(self, n: int, mean: float | np.ndarray) -> np.ndarray:
        """``n`` Poisson counts with the given mean (one for all, or one each; at most about 40)."""
        mean = np.broadcast_to(np.asarray(mean, dtype=float), (n,))
        drawn, number = self.uniform(n), np.zeros(n, dtype=np.int64)
        chance = growth(-mean)
        passed = chance.copy()
        left = drawn >= passed
        while left.any():
            number[left] += 1
            chance = np.where(left, chance * mean / np.maximum(number, 1), chance)
            passed = np.where(left, passed + chance, passed)
            left = (drawn >= passed) & ((number < mean) | (chance > _RARE))
        return number

    def order(self, n: int) -> np.ndarray:
        """The numbers 0 to n − 1 in a random order."""
        return np.argsort(self.uniform(n), kind="stable")

    def _raw(self, n: int) -> np.ndarray:
        return np.atleast_1d(self._source.random_raw(n)) if n else np.empty(0, dtype=np.uint64)


def growth(x: np.ndarray | float) -> np.ndarray:
    """e to the power of ``x`` for −40 < x < 40, within a thousandth, by twenty squarings: the same bits everywhere."""
    value = 1.0 + np.asarray(x, dtype=float) / 2.0**_SQUARINGS
    for _round in range(_SQUARINGS):
        value = value * value
    return value


def money(x: np.ndarray) -> np.ndarray:
    """Rounded to cents, as the file has it."""
    return np.rint(x * 100.0) / 100.0
