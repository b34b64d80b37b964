"""Conditions in words: what they ask for, and how a customer meets them."""

from casekit.grading.policy.bands import Interval, say
from casekit.grading.policy.format import Condition, Measure
from casekit.text import _


def asked(condition: Condition, measure: Measure) -> str:
    """What a condition asks of its measure: "from 200,000 to 300,000 yuan", "at least fairly good", "not closed"."""
    if condition.unstated:
        return condition.unstated
    if condition.band is not None:
        return condition.band.words(measure.unit)
    words = in_order(condition.values, measure)
    if condition.negated:
        return _("not {words}").format(words=_or(words))
    if measure.kind == "level" and len(words) > 1:
        if words == list(measure.levels[-len(words) :]):
            return _("at least {level}").format(level=words[0])
        if words == list(measure.levels[: len(words)]):
            return _("at most {level}").format(level=words[-1])
    return _or(words)


def asked_of(condition: Condition, measure: Measure) -> str:
    """The same with the measure's name before it: "annual usage from 500,000 yuan"."""
    if condition.unstated:
        return f"{measure.title} “{condition.unstated}”"
    return f"{measure.title} {asked(condition, measure)}"


def met(condition: Condition, measure: Measure) -> tuple[str, str]:
    """What stands before and after the customer's own value where the condition holds.

    ("annual usage ", " yuan lies from 200,000 to 300,000"), ("payment credit is ", "").
    """
    if condition.band is None:
        return _("{measure} is ").format(measure=measure.title), ""
    unit = f" {measure.unit}" if measure.unit else ""
    return f"{measure.title} ", unit + _lies(condition.band)


def has(measure: Measure) -> tuple[str, str]:
    """What stands before and after a customer's value that is only told: ("annual usage is ", " yuan")."""
    return _("{measure} is ").format(measure=measure.title), f" {measure.unit}" if measure.unit else ""


def in_order(words: frozenset[str], measure: Measure) -> list[str]:
    """Words as the measure lists them, else in order of the alphabet."""
    return [word for word in measure.words if word in words] or sorted(words)


def _lies(band: Interval) -> str:
    if band.low is None and band.high is None:
        return _(" is known")
    if band.high is None and band.low_included:
        return _(" is {low} or more").format(low=say(band.low))
    if band.low is None and band.high_included:
        return _(" is {high} or less").format(high=say(band.high))
    if band.low == band.high or band.low is None or band.high is None:
        return _(" is {band}").format(band=band.words())
    return _(" lies {band}").format(band=band.words())


def _or(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("{words} or {last}").format(words=", ".join(words[:-1]), last=words[-1])
