"""What an audit finds, and the words all its findings share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from casekit.grading.policy.auditing_grid import Counted, Grid
from casekit.grading.policy.bands import say
from casekit.grading.policy.format import Measure
from casekit.grading.policy.intervals import Limits, limits_text, listed
from casekit.grading.policy.joint import Box
from casekit.text import _, ngettext

AXIS, JOINT = "axis", "joint"
KINDS = ("hole", "overlap", "double_hit", "unreachable", "undefined", "missing")


@dataclass(frozen=True)
class Finding:
    """One fault of a policy, and what one could do.

    Parameters
    ----------
    view : "axis" (one measure by itself, all other conditions set aside) or "joint" (all conditions together).
    kind : hole (nobody's grade) · overlap (two grades) · double_hit (two grades in one shared end point) · unreachable
        (a grade that nobody gets) · undefined (a grade that is only named) · missing (something the policy does not
        say, or customers whose value is missing).
    sentence, mend : what is the matter, and what one could do about it.
    where : measure → in words ("above 300,000 to below 500,000 yuan"); several measures: all of it together.
    intervals : measure → the same as :class:`Interval`, or as the words in it.
    grades : the grades concerned, in the order of test.
    customers, sales : how many customers lie there, with how much money; None when no customers were given, or when the
        finding is about nobody.
    """

    view: str
    kind: str
    sentence: str
    mend: str
    where: Mapping[str, str] = field(default_factory=dict, hash=False)
    intervals: Mapping[str, Limits] = field(default_factory=dict, hash=False)
    grades: tuple[str, ...] = ()
    customers: int | None = None
    sales: float | None = None


def place(grid: Grid, box: Box) -> dict[str, Limits]:
    """The limits of a box: measure → band or words."""
    return {
        axis.measure.name: axis.limits(pieces)
        for axis, pieces in zip(grid.axes, box, strict=True)
        if pieces is not None
    }


def in_words(grid: Grid, limits: Mapping[str, Limits]) -> dict[str, str]:
    """The same, each in words."""
    return {name: limits_text(found, grid.policy.measures[name]) for name, found in limits.items()}


def customers_with(grid: Grid, limits: Mapping[str, Limits]) -> str:
    """The same in a sentence: "annual usage below 20,000 yuan and payment credit bad or fair"."""
    measures = grid.policy.measures
    return listed([measured_text(measures[name], found) for name, found in limits.items()], _("and"))


def measured_text(measure: Measure, limits: Limits) -> str:
    """One measure with its limits: "annual usage below 20,000 yuan", "group member: no"."""
    colon = ":" if measure.kind == "yes/no" else ""
    return f"{measure.title}{colon} {limits_text(limits, measure)}"


def names(grid: Grid, grades: Sequence[str], last: str | None = None) -> str:
    """Grades in a row, each by its title."""
    return listed([grid.policy.grade_of(grade).title for grade in grades], last or _("and"))


def count(grid: Grid, counts: Counted | None, found: tuple[int, float | None] | None) -> str:
    """How many customers a finding concerns, as a sentence to add; empty when nobody was counted."""
    if counts is None or found is None:
        return ""
    number, sales = found
    if not number:
        return " " + _("None of the customers is there.")
    sentence = ngettext("{n} customer is there", "{n} customers are there", number).format(n=f"{number:,}")
    if sales is not None:
        unit = f" {grid.policy.currency}" if grid.policy.currency else ""
        sentence += _(", with sales of {sales}{unit}").format(sales=say(round(sales, 2)), unit=unit)
    return f" {sentence}."


def figure(value, measure: Measure) -> str:
    """An end point with its unit: "50,000 yuan"."""
    return f"{say(value)} {measure.unit}".strip()
