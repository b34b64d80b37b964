"""A policy in words, as a notebook shows it: every grade with what it asks for."""

from casekit.grading.policy.bands import say
from casekit.grading.policy.conditions import Groups
from casekit.grading.policy.format import Grade, Policy
from casekit.grading.policy.outcomes import group_words
from casekit.text import _


def told(policy: Policy) -> str:
    """The policy's title and edition, then a line a grade, type, filter, and what comes first: eligibility."""
    lines = [f"{policy.title} ({policy.edition})"]
    rules = policy.eligibility
    if rules:
        asked = [group_words(rules.needs, policy)] if rules.needs else []
        if rules.entry:
            measure = policy.measures[rules.entry].title
            asked.insert(0, _("from month {n} on ({entry} is month 1)").format(n=rules.first_month, entry=measure))
        lines.append(_("graded at all: {asked}").format(asked=_(" and ").join(asked)))
        if rules.excluded:
            lines[-1] += _(", but not: {groups}").format(groups=_groups(rules.excluded, policy))
    grades = policy.grades or policy.types
    width = max(len(grade.id) for grade in grades)
    lines += [f"{grade.id:{width}}  {_asks(grade, policy)}" for grade in grades]
    if policy.special:
        lines.append(
            _("{special}: at least {n} of these").format(special=policy.special.title, n=policy.special.at_least)
        )
    lines += [
        _("left out as {title}: {groups}").format(title=one.title, groups=_groups(one.any, policy))
        for one in policy.filters
    ]
    return "\n".join(lines)


def _asks(grade: Grade, policy: Policy) -> str:
    if not grade.defined:
        return _("only named")
    asked = [group_words(grade.when, policy)] if grade.when else []
    if grade.any:
        asked.append(_groups(grade.any, policy))
    if grade.score:
        parts = "; ".join(f"{part.title} ({say(part.points)})" for part in grade.score.points)
        asked.append(_("at least {n} points of: {parts}").format(n=say(grade.score.at_least), parts=parts))
    sentence = _(", and ").join(asked)
    return sentence + (_(", but not: {groups}").format(groups=_groups(grade.not_, policy)) if grade.not_ else "")


def _groups(groups: Groups, policy: Policy) -> str:
    words = [group_words(group, policy) for group in groups]
    return words[0] if len(words) == 1 else _("one of: {groups}").format(groups="; ".join(words))
