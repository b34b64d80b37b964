"""Grades that are only named: taken out, or given everybody whom no other grade fits."""

from dataclasses import replace

from casekit.grading.policy.auditing_paper import says_grade
from casekit.grading.policy.format import Grade, Policy
from casekit.grading.policy.repairing_holes import conditions_of, hole_boxes
from casekit.grading.policy.repairing_steps import Steps
from casekit.text import _


def drop_undefined(steps: Steps) -> None:
    """Take out every grade that is only named."""
    for grade in [grade for grade in steps.policy.grades if not grade.defined]:
        policy = replace(
            steps.policy,
            grades=tuple(one for one in steps.policy.grades if one.id != grade.id),
            missing=without(steps.policy, grade),
            printed_order=tuple(name for name in steps.policy.printed_order if name != grade.id),
        )
        steps.change(policy, _("{grade} is taken out: it is only named.").format(grade=grade.title))


def give_the_rest(steps: Steps) -> None:
    """Give the last grade that is only named all combinations that no grade fits."""
    named = [grade for grade in steps.policy.grades if not grade.defined]
    found = hole_boxes(steps)
    if not named or not found:
        steps.left.append(
            _("No grade is only named, so there is none to take the rest.")
            if not named
            else _("Nobody is left over, so {grade} stays only named.").format(grade=named[-1].title)
        )
        return
    grade = named[-1]
    groups = tuple(conditions_of(steps.grid.axes, box) for box in found)
    when, any_ = (groups[0], ()) if len(groups) == 1 else ((), groups)
    changed = steps.with_grade(replace(grade, when=when, any=any_, defined=True))
    steps.change(
        replace(changed, missing=without(changed, grade)),
        _("{grade}, so far only named, is for everybody whom no other grade fits.").format(grade=grade.title),
    )
    for other in named[:-1]:
        steps.left.append(_("{grade} is still only named.").format(grade=other.title))


def without(policy: Policy, grade: Grade) -> tuple[str, ...]:
    """What the policy lists as missing, but for what it says of one grade."""
    return tuple(text for text in policy.missing if not says_grade(text, grade))
