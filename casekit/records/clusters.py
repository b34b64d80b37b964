"""From pairs to people: cards joined by pairs are one person, unless that person would contradict itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Joined:
    """``person`` is the number of each card's person, from 0 by the first card; ``used`` the places of the pairs that
    joined two groups; ``refused`` the places of those that would have joined a contradiction, with the field's place.
    """

    person: np.ndarray
    used: np.ndarray
    refused: list[tuple[int, int]]


def join(n: int, left, right, never: Sequence[np.ndarray], trusted: np.ndarray) -> Joined:
    """Join cards pair by pair, in the given order (best first), by union and find.

    ``never`` holds codes (-1 for blank) of fields in which one person cannot be two: a pair is refused when its two
    groups both know values of such a field and have none in common. The first field always decides; from the second
    on a ``trusted`` pair (the same id number) is not refused. Best first, so the weaker of two pairs that contradict
    one another is the one refused, and a stricter limit uses a part of the same pairs.
    """
    union = _Union(n, never)
    used, refused = union.add(left, right, trusted)
    return Joined(_numbered(union.roots()), np.array(used, dtype="int64"), refused)


def join_quickly(n: int, left, right, score, never: Sequence[np.ndarray], trusted: np.ndarray) -> np.ndarray:
    """The people that :func:`join` finds when it gets the pairs best score first, without saying how.

    The pairs come in the order of left and right. Most groups contradict themselves nowhere and are found all at once;
    only the others are joined pair by pair.
    """
    lowest = [score.min(initial=0.0)]
    return _numbered(next(join_by_level(n, left, right, score, never, trusted, lowest)))


def join_by_level(
    n: int, left, right, score, never: Sequence[np.ndarray], trusted: np.ndarray, levels: Sequence[float]
) -> Iterator[np.ndarray]:
    """For each level of score, which must fall, the lowest card of each card's person when pairs from there on count.

    Each level goes on from the one before. Pairs come in the order of left and right.
    """
    some = score >= levels[-1]
    all_roots = _connected(np.arange(n), left[some], right[some])
    cards = _contradictory(all_roots, never)  # what is without contradiction at the lowest level is so at each
    union = _Union(len(cards), [codes[cards] for codes in never])
    place = np.full(n, -1)
    place[cards] = np.arange(len(cards))
    doubtful = place[left] >= 0
    roots, done = np.arange(n), np.inf
    for level in levels:
        fresh = (score >= level) & (score < done)
        pairs = np.flatnonzero(fresh & ~doubtful)
        roots = _connected(roots, left[pairs], right[pairs])
        pairs = np.flatnonzero(fresh & doubtful)
        pairs = pairs[np.argsort(-score[pairs], kind="stable")]
        union.add(place[left[pairs]], place[right[pairs]], trusted[pairs])
        roots[cards] = cards[union.roots()]
        done = level
        yield roots


def _contradictory(roots: np.ndarray, never: Sequence[np.ndarray]) -> np.ndarray:
    """The cards of groups that know two values of a field in which one person cannot be two."""
    contradictory = np.zeros(len(roots), dtype=bool)
    for codes in never:
        some = np.flatnonzero(codes >= 0)
        group, value = roots[some], codes[some]
        one = np.full(len(roots), -1)
        one[group] = value
        contradictory[group[one[group] != value]] = True
    return np.flatnonzero(contradictory[roots])


class _Union:
    """Groups of cards that grow pair by pair, with what each knows of the fields that must not contradict."""

    def __init__(self, n: int, never: Sequence[np.ndarray]):
        self.parent = list(range(n))
        self.known = [[{code} if code >= 0 else None for code in codes.tolist()] for codes in never]

    def add(self, left, right, trusted) -> tuple[list[int], list[tuple[int, int]]]:
        """Join the pairs in their order; the places of those used, and of those refused with the field's place."""
        used, refused = [], []
        for pair, (one, two, sure) in enumerate(zip(left.tolist(), right.tolist(), trusted.tolist(), strict=True)):
            one, two = self._root(one), self._root(two)
            if one == two:
                continue
            conflict = self._conflict(one, two, sure)
            if conflict is not None:
                refused.append((pair, conflict))
                continue
            one, two = min(one, two), max(one, two)
            self.parent[two] = one
            for values in self.known:
                if values[two]:
                    values[one] = values[two] | (values[one] or set())
            used.append(pair)
        return used, refused

    def roots(self) -> np.ndarray:
        """The lowest card of each card's group."""
        return _jumped(np.array(self.parent, dtype="int64"))

    def _root(self, card: int) -> int:
        parent = self.parent
        while parent[card] != card:
            parent[card] = parent[parent[card]]
            card = parent[card]
        return card

    def _conflict(self, one: int, two: int, trusted: bool) -> int | None:
        for field, values in enumerate(self.known):
            if field and trusted:
                break
            if values[one] and values[two] and not values[one] & values[two]:
                return field
        return None


def _connected(root: np.ndarray, left, right) -> np.ndarray:
    """The lowest card that each card is joined to, from such roots on, by hooking and jumping, all cards at once."""
    root = root.copy()
    while len(left):
        one, two = root[left], root[right]
        apart = one != two
        left, right = left[apart], right[apart]
        np.minimum.at(root, np.maximum(one, two)[apart], np.minimum(one, two)[apart])
        root = _jumped(root)
    return root


def _jumped(root: np.ndarray) -> np.ndarray:
    """Each card at the end of its chain."""
    while True:
        further = root[root]
        if (further == root).all():
            return root
        root = further


def _numbered(roots: np.ndarray) -> np.ndarray:
    """Numbers from 0 in the order of the first card; a root is the lowest card of its group."""
    return (np.cumsum(roots == np.arange(len(roots))) - 1)[roots]
