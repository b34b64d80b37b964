"""What an audit finds without any figure: what a policy names and does not define, or does not say at all."""

import re
from collections.abc import Iterator

import numpy as np

from casekit.grading.policy.auditing_findings import AXIS, JOINT, Finding, names
from casekit.grading.policy.auditing_grid import Grid
from casekit.grading.policy.format import NOT_STATED, Condition, Grade
from casekit.text import _

_ORDER = re.compile(r"\border (in which|of test)", re.IGNORECASE)
_PERIOD = re.compile(r"\bperiod\b", re.IGNORECASE)


def paper_findings(grid: Grid, overlapping: bool) -> Iterator[Finding]:
    """Grades that are only named, open conditions, periods and orders not stated, and what the policy says it lacks.

    ``overlapping`` tells whether some customer can meet two grades, so that the order matters. What the file lists as
    missing is not told again where the audit says more about the same.
    """
    policy = grid.policy
    undefined = [grade for grade in (*policy.grades, *policy.types) if not grade.defined]
    unstated = [(grade, c) for grade in (*policy.grades, *policy.types) for c in grade.conditions if c.unstated]
    without_period = [measure for measure in policy.measures.values() if measure.period == NOT_STATED]
    yield from (_undefined(grade) for grade in undefined)
    yield from (_unstated(grid, grade, condition) for grade, condition in unstated)
    yield from (_without_period(measure) for measure in without_period)
    if not policy.order_stated:
        yield _without_order(overlapping, bool(grid.grades))
    own = [*undefined, *(grade for grade, _condition in unstated)]
    for text in (*policy.missing, *(policy.review or {}).get("missing", ())):
        told = any(says_grade(text, grade) for grade in own)
        told |= bool(without_period and _PERIOD.search(text)) or (not policy.order_stated and says_order(text))
        if not told:
            yield _listed(text)


def says_grade(text: str, grade: Grade) -> bool:
    """True when a text about what is missing names a grade."""
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in (grade.id, grade.title))


def says_order(text: str) -> bool:
    """True when a text about what is missing is about the order of test."""
    return bool(_ORDER.search(text))


def _undefined(grade: Grade) -> Finding:
    sentence = _("{grade} is only named: the policy does not say who gets it.").format(grade=grade.title)
    mend = _("Ask the policy’s author for the text, or write a definition and mark it as yours.")
    return Finding(JOINT, "undefined", sentence, mend, grades=(grade.id,))


def _unstated(grid: Grid, grade: Grade, condition: Condition) -> Finding:
    measure = grid.policy.measures[condition.measure]
    sentence = _("What {grade} asks of {measure} is left open (“{text}”)").format(
        grade=grade.title, measure=measure.title, text=condition.unstated
    )
    sentence += _(", so nobody can be given {grade}.").format(grade=grade.title) if not grade.testable else "."
    others = _would_meet(grid, grade)
    if others:
        sentence += " " + _("If it held, a customer could be {grade} and at the same time {others}.").format(
            grade=grade.title, others=names(grid, others, _("or"))
        )
    mend = _("Put a figure or a word there, mark it as yours, and say which grade is tested first.")
    where = {condition.measure: condition.unstated}
    return Finding(AXIS, "missing", sentence, mend, where, grades=(grade.id, *others))


def _would_meet(grid: Grid, grade: Grade) -> list[str]:
    """The grades that a customer could meet too if the open condition held."""
    if grade.testable or grid.policy.types:  # types may be met together
        return []
    region = grid.open[grade.id][grid.known]
    return [other.id for other in grid.grades if np.any(region & grid.holds[other.id][grid.known])]


def _without_period(measure) -> Finding:
    sentence = _("The policy does not say over which period {measure} is counted.").format(measure=measure.title)
    mend = _("Say whether it is a year, a month or a single purchase; the same figure means different customers.")
    return Finding(AXIS, "missing", sentence, mend, {measure.name: _("period not stated")})


def _without_order(overlapping: bool, testable: bool) -> Finding:
    sentence = _("The policy does not say in which order the grades are tested; the kit tests the best first.")
    if overlapping:
        sentence += " " + _("It matters: a customer can meet two grades at once.")
    elif testable:
        sentence += " " + _(
            "As it stands it makes no difference: nobody can meet two of the grades that can be tested."
        )
    return Finding(JOINT, "missing", sentence, _("Write the order into the policy."))


def _listed(text: str) -> Finding:
    sentence = _("The policy’s own notes say that this is missing: {text}.").format(text=text.rstrip("."))
    return Finding(JOINT, "missing", sentence, _("Ask the policy’s author, or decide it and mark it as yours."))
