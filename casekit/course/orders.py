"""Wrong orders of steps, as people put them: two steps swapped, or one moved to another place."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Facts = Mapping[str, Any]


def swapped(steps: Sequence[str], one: str, other: str) -> Callable[[Facts], list[str]]:
    """The steps with two of them in each other's place, whatever the facts."""
    order = list(steps)
    a, b = order.index(one), order.index(other)
    order[a], order[b] = order[b], order[a]
    return lambda facts: list(order)


def moved_to(steps: Sequence[str], step: str, place: int) -> Callable[[Facts], list[str]]:
    """The steps with one of them at ``place`` (0 is the first), whatever the facts."""
    order = [name for name in steps if name != step]
    order.insert(place, step)
    return lambda facts: list(order)
