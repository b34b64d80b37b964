"""Computed once for each case: what several questions, or one question on many seeds, look up in the same tables."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from casekit.cases import Case

T = TypeVar("T")


def once_a_case(compute: Callable[[Case], T]) -> Callable[[Case], T]:
    """The function of a case, run once for each; what it gave is kept as long as the case itself.

    What comes back is shared: whoever wants to change it takes a copy.
    """
    kept: WeakKeyDictionary[Case, T] = WeakKeyDictionary()

    @wraps(compute)
    def looked_up(case: Case) -> T:
        if case not in kept:
            kept[case] = compute(case)
        return kept[case]

    return looked_up
