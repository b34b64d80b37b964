"""Combinations of several measures: a region of the grid of their pieces, told as few boxes as can be read."""

from collections.abc import Sequence
from functools import reduce

import numpy as np

Box = tuple[tuple[int, ...] | None, ...]  # of each axis the pieces inside; None where the axis sets no limit
_EXACT = 2_000  # a grid with at most so many slices of slices is split in every order, a larger one in a good order


def boxes(region: np.ndarray, contiguous: Sequence[bool]) -> list[Box]:
    """The region as boxes that share no cell, split along the axis that gives the fewest of them.

    Parameters
    ----------
    region : a truth value for each cell of the grid, one dimension a measure.
    contiguous : for each dimension whether the pieces of one box must be neighbours (a line of numbers or dates), or
        may be any (a list of words).

    Returns the boxes in the order of the first axis that splits them.
    """
    return _split(region, tuple(contiguous), {})


def inside(box: Box, codes: np.ndarray) -> np.ndarray:
    """Which rows of piece numbers (rows × axes) lie in the box; an axis without a limit takes every number."""
    limits = [np.isin(codes[:, axis], pieces) for axis, pieces in enumerate(box) if pieces is not None]
    return reduce(np.logical_and, limits, np.ones(len(codes), dtype=bool))


def _split(region: np.ndarray, contiguous: tuple[bool, ...], known: dict) -> list[Box]:
    if not region.any():
        return []
    if region.all():
        return [(None,) * region.ndim]
    key = (region.shape, contiguous, region.tobytes())
    if key not in known:
        known[key] = min(_by_each_axis(region, contiguous, known), key=len)  # of equally short ones the first axis
    return known[key]


def _by_each_axis(region: np.ndarray, contiguous: tuple[bool, ...], known: dict):
    slices = {axis: _equal_slices(region, axis, contiguous[axis]) for axis in range(region.ndim)}
    telling = [axis for axis, groups in slices.items() if len(groups) > 1]
    if np.prod([size + 1.0 for size in region.shape]) > _EXACT:
        telling = [min(telling, key=lambda axis: len(slices[axis]))]
    for axis in telling:
        rest = contiguous[:axis] + contiguous[axis + 1 :]
        found = []
        for pieces in slices[axis]:
            inner = _split(region.take(pieces[0], axis=axis), rest, known)
            found += [(*box[:axis], tuple(pieces), *box[axis:]) for box in inner]
        yield found


def _equal_slices(region: np.ndarray, axis: int, contiguous: bool) -> list[list[int]]:
    """The pieces of an axis, those together behind which the rest of the grid looks the same."""
    groups: list[tuple[bytes, list[int]]] = []
    for piece in range(region.shape[axis]):
        look = region.take(piece, axis=axis).tobytes()
        candidates = groups[-1:] if contiguous else groups
        same = next((pieces for seen, pieces in candidates if seen == look), None)
        if same is None:
            groups.append((look, [piece]))
        else:
            same.append(piece)
    return [pieces for _look, pieces in groups]
