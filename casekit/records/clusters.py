"""From pairs to people: cards joined by pairs are one person, unless that person would contradict itself."""

from collections.abc import Sequence
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
    parent = list(range(n))
    known = [[{code} if code >= 0 else None for code in codes.tolist()] for codes in never]
    used, refused = [], []
    for pair, (one, two, sure) in enumerate(zip(left.tolist(), right.tolist(), trusted.tolist(), strict=True)):
        one, two = _root(parent, one), _root(parent, two)
        if one == two:
            continue
        conflict = _conflict(known, one, two, sure)
        if conflict is not None:
            refused.append((pair, conflict))
            continue
        one, two = min(one, two), max(one, two)
        parent[two] = one
        for values in known:
            if values[two]:
                values[one] = values[two] | (values[one] or set())
        used.append(pair)
    roots = np.array([_root(parent, card) for card in range(n)], dtype="int64")
    return Joined(_numbered(roots), np.array(used, dtype="int64"), refused)


def join_quickly(n: int, left, right, score, never: Sequence[np.ndarray], trusted: np.ndarray) -> np.ndarray:
    """The people that :func:`join` finds when it gets the pairs best score first, without saying how.

    The pairs come in the order of left and right. Most groups contradict themselves nowhere and are found all at once;
    only the others are joined pair by pair.
    """
    roots = _connected(n, left, right)
    contradictory = np.zeros(n, dtype=bool)
    for codes in never:
        some = np.flatnonzero(codes >= 0)
        lowest, highest = np.full(n, np.iinfo("int64").max), np.full(n, -1)
        np.minimum.at(lowest, roots[some], codes[some])
        np.maximum.at(highest, roots[some], codes[some])
        contradictory |= (highest >= 0) & (lowest != highest)
    if contradictory.any():
        roots = _join_within(roots, contradictory, left, right, score, never, trusted)
    return _numbered(roots)


def _join_within(roots, contradictory, left, right, score, never, trusted) -> np.ndarray:
    """The roots again, those of contradictory groups found pair by pair."""
    cards = np.flatnonzero(contradictory[roots])
    place = np.full(len(roots), -1)
    place[cards] = np.arange(len(cards))
    pairs = np.flatnonzero(contradictory[roots[left]])
    pairs = pairs[np.argsort(-score[pairs], kind="stable")]
    sub = join(len(cards), place[left[pairs]], place[right[pairs]], [codes[cards] for codes in never], trusted[pairs])
    first = np.full(len(cards), len(roots))
    np.minimum.at(first, sub.person, cards)
    mended = roots.copy()
    mended[cards] = first[sub.person]
    return mended


def _connected(n: int, left, right) -> np.ndarray:
    """The lowest card that each card is joined to, by hooking and jumping, all cards at once."""
    root = np.arange(n)
    while len(left):
        one, two = root[left], root[right]
        apart = one != two
        left, right = left[apart], right[apart]
        np.minimum.at(root, np.maximum(one, two)[apart], np.minimum(one, two)[apart])
        while True:
            further = root[root]
            if (further == root).all():
                break
            root = further
    return root


def _numbered(roots: np.ndarray) -> np.ndarray:
    """Numbers from 0 in the order of the first card; a root is the lowest card of its group."""
    return (np.cumsum(roots == np.arange(len(roots))) - 1)[roots]


def _root(parent: list[int], card: int) -> int:
    while parent[card] != card:
        parent[card] = parent[parent[card]]
        card = parent[card]
    return card


def _conflict(known, one: int, two: int, trusted: bool) -> int | None:
    for field, values in enumerate(known):
        if field and trusted:
            break
        if values[one] and values[two] and not values[one] & values[two]:
            return field
    return None
