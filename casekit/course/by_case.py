"""Computed once for each case: what several questions, or one question on many seeds, look up in the same tables."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from casekit.cases import Case

T = TypeVar("T")


def once_a_case(compute: Callable[..., T]) -> Callable[..., T]:
    """The function of a case, run once for each; what it gave is kept as long as the case itself.

    With more arguments (a month, the name of an area) it is run once for each of them in each case. What comes back is
    shared: whoever wants to change it takes a copy.
    """
    kept: WeakKeyDictionary[Case, dict[tuple[Hashable, ...], T]] = WeakKeyDictionary()

    @wraps(compute)
    def looked_up(case: Case, *which: Hashable) -> T:
        found = kept.setdefault(case, {})
        if which not in found:
            found[which] = compute(case, *which)
        return found[which]

    return looked_up
