"""Overlaps mended: one of two grades gives up what both take."""

from dataclasses import replace
from itertools import combinations

import numpy as np

from casekit.grading.policy.auditing_axis import runs
from casekit.grading.policy.auditing_paper import says_order
from casekit.grading.policy.intervals import listed
from casekit.grading.policy.repairing_steps import Steps
from casekit.text import _


def separate(steps: Steps, higher: bool) -> None:
    """Let no two grades share anybody: of each pair the ``higher`` grade keeps what both take, or the lower."""
    order = [grade.id for grade in steps.policy.grades if grade.testable]
    for place, gives in enumerate(order):
        keepers = [
            one for one in (order[:place] if higher else order[place + 1 :]) if _shared(steps, gives, [one]).any()
        ]
        if keepers and not _give_up(steps, keepers, gives):
            for keeper in keepers:
                _give_up(steps, [keeper], gives)
    still = [pair for pair in combinations(order, 2) if _shared(steps, pair[0], pair[1:]).any()]
    if still and higher:
        _state_order(steps, still)
    elif still:
        steps.left += [
            _(
                "{first} and {second} still overlap: if {first} gave way, it would have nobody left, "
                "or some customers would have no grade."
            ).format(first=steps.title(first), second=steps.title(second))
            for first, second in still
        ]


def _shared(steps: Steps, gives: str, keepers) -> np.ndarray:
    """The cells that a grade shares with any of the others."""
    holds = steps.grid.holds
    return (holds[gives] & np.logical_or.reduce([holds[one] for one in keepers]))[steps.grid.known]


def _give_up(steps: Steps, keepers: list[str], gives: str) -> bool:
    """Take the shared part out of a band of ``gives``, on the first measure where nobody is lost by it."""
    shared, given = _shared(steps, gives, keepers), steps.grid.holds[gives][steps.grid.known]
    if not shared.any():
        return True
    grade = steps.policy.grade_of(gives)
    for number, axis in enumerate(steps.grid.axes):
        if not axis.line or steps.band_of(grade, axis) is None:
            continue
        pieces = shared.any(axis=tuple(other for other in range(shared.ndim) if other != number))
        lost = (given & ~shared).take(np.flatnonzero(pieces), axis=number)
        parts = runs(steps.grid.along(grade, number) & ~pieces)
        if not parts or lost.any() or (len(parts) > 1 and grade.any):
            continue
        changed, words = steps.with_pieces(grade, axis, parts)
        others = listed([steps.title(one) for one in keepers], _("and"))
        sentence = _("{grade} now covers {measure} {words}; what it shared with {others} is left to {others}.")
        sentence = sentence.format(grade=grade.title, measure=axis.measure.title, words=words, others=others)
        steps.change(steps.with_grade(changed), sentence)
        return True
    return False


def _state_order(steps: Steps, pairs: list[tuple[str, str]]) -> None:
    """Where no band can be moved, the order of test settles it; it can only favour the better grade."""
    told = "; ".join(
        _("who meets both {first} and {second} is {first}").format(first=steps.title(first), second=steps.title(second))
        for first, second in pairs
    )
    policy = replace(
        steps.policy,
        order="best",
        printed_order=(),
        order_stated=True,
        missing=tuple(text for text in steps.policy.missing if not says_order(text)),
    )
    steps.change(policy, _("The best grade is tested first: {told}.").format(told=told))
