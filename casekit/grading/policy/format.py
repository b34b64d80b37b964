"""What a grade policy (分级政策) is once it has been read: measures, conditions, grades, and what goes with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from casekit.errors import CasekitError
from casekit.grading.policy.measures import BANDED, KINDS, NO, NOT_STATED, YES, Condition, Measure
from casekit.text import _

__all__ = [
    "BANDED",
    "KINDS",
    "NO",
    "NOT_STATED",
    "YES",
    "Condition",
    "Eligibility",
    "Filter",
    "Grade",
    "Measure",
    "Part",
    "Policy",
    "Score",
    "Special",
]


@dataclass(frozen=True)
class Part:
    """What gives points in a score: at least one of ``any`` (each a tuple of conditions that must all hold)."""

    title: str
    any: tuple[tuple[Condition, ...], ...]
    points: float = 1


@dataclass(frozen=True)
class Score:
    """Points for parts that hold, and how many are enough."""

    points: tuple[Part, ...]
    at_least: float


@dataclass(frozen=True)
class Grade:
    """One grade of a policy, or one type of a policy of flags.

    A customer earns it when all of ``when`` hold, and at least one of ``any`` (each a tuple of conditions that must
    all hold) where there are such, and the score reaches its mark where there is one, and none of ``not_`` holds
    (each again a tuple of conditions). A grade that is not ``defined`` is only named in the source.
    ``services_chinese`` maps those ``services`` to their Chinese names that have one.
    """

    id: str
    title: str = ""
    chinese: str = ""
    when: tuple[Condition, ...] = ()
    any: tuple[tuple[Condition, ...], ...] = ()
    score: Score | None = None
    not_: tuple[tuple[Condition, ...], ...] = ()
    services: tuple[str, ...] = ()
    services_chinese: Mapping[str, str] = field(default_factory=dict, hash=False)
    note: str = ""
    defined: bool = True

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition in it, wherever it stands."""
        scored = [group for part in self.score.points for group in part.any] if self.score else []
        groups = [self.when, *self.any, *scored, *self.not_]
        return tuple(condition for group in groups for condition in group)

    @property
    def testable(self) -> bool:
        """False when it is only named, or when one of the conditions that must hold is not stated."""
        return self.defined and not any(condition.unstated for condition in self.when)


@dataclass(frozen=True)
class Eligibility:
    """Who is graded at all (参评资格).

    ``entry`` names the measure (a month) from which months are counted, the month of entry being month 1;
    a customer is graded from month ``first_month`` on. ``needs`` must all hold, of ``excluded`` none may.
    ``called`` is what those are called who are not graded.
    """

    entry: str = ""
    first_month: int = 1
    needs: tuple[Condition, ...] = ()
    excluded: tuple[tuple[Condition, ...], ...] = ()
    called: str = "not eligible"


@dataclass(frozen=True)
class Filter:
    """Who meets a grade's tests and still is not what the grade means: large, but not key."""

    id: str
    title: str
    any: tuple[tuple[Condition, ...], ...]
    chinese: str = ""
    note: str = ""


@dataclass(frozen=True)
class Special:
    """The special grade of a policy of flags: for customers with at least so many of its types."""

    id: str
    at_least: int
    title: str = ""
    chinese: str = ""
    services: tuple[str, ...] = ()
    services_chinese: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, repr=False)
class Policy:
    """A grade policy: who gets which grade, by what right. Read one with :func:`~casekit.grading.load_policy`.

    Parameters
    ----------
    id, title, chinese : its name (that of the file) and titles.
    edition : "as printed" in the source, "repaired" by us (``repairs`` names the policy, ``ours`` says what was
        changed), or another word of its author's.
    source, year : where it comes from.
    currency : of its amounts.
    outside : what a customer is called whom no grade fits. That is a result, not an error.
    order : how a customer is settled who meets two grades: "best" (the first in ``grades``), or "printed"
        (``printed_order`` where it differs from the order of ``grades``). ``order_stated`` is false where the source is
        silent.
    measures : name → :class:`Measure`.
    grades : :class:`Grade` by :class:`Grade`, best first. Empty in a policy of flags, which has ``types`` (a customer
        may have several) and may have a ``special`` grade.
    eligibility, filters, recognition, review : see there; None or empty where the policy has none.
    missing : what the source has lost or never said, each in words.
    effective_from : the day from which it holds; None when it says none.
    """

    id: str
    title: str
    measures: Mapping[str, Measure] = field(hash=False)
    grades: tuple[Grade, ...] = ()
    chinese: str = ""
    edition: str = "as printed"
    source: str = ""
    year: int | None = None
    currency: str = ""
    outside: str = "unclassified"
    order: str = "best"
    order_stated: bool = True
    printed_order: tuple[str, ...] = ()
    types: tuple[Grade, ...] = ()
    special: Special | None = None
    eligibility: Eligibility | None = None
    filters: tuple[Filter, ...] = ()
    recognition: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    review: Mapping[str, Any] | None = field(default=None, hash=False)
    missing: tuple[str, ...] = ()
    note: str = ""
    repairs: str = ""
    ours: tuple[str, ...] = ()
    effective_from: date | None = None

    def __repr__(self) -> str:
        """Every grade with what it asks for, a line each."""
        from casekit.grading.policy.telling import told

        return told(self)

    @property
    def tested(self) -> tuple[Grade, ...]:
        """The grades in the order in which they are tested: the first that a customer meets is the customer's."""
        if self.order == "printed" and self.printed_order:
            return tuple(self.grade_of(name) for name in self.printed_order)
        return self.grades

    def grade_of(self, name: str) -> Grade:
        """The grade, or type, of that id. Raises CasekitError when there is none."""
        for grade in (*self.grades, *self.types):
            if grade.id == name:
                return grade
        raise CasekitError(
            _("The policy “{policy}” has no grade “{name}”; it has: {names}.").format(
                policy=self.id, name=name, names=", ".join(grade.id for grade in (*self.grades, *self.types))
            )
        )

    def grade(
        self, customers: Any, *, customer_id: str = "customer_id", as_of: Any = None, reasons: bool = True
    ) -> Any:
        """The grade of each customer with the reason; see :func:`casekit.grading.policy.grading.grade`."""
        from casekit.grading.policy.grading import grade

        return grade(self, customers, customer_id=customer_id, as_of=as_of, reasons=reasons)

    def left_out(self, customers: Any, *, customer_id: str = "customer_id", as_of: Any = None) -> Any:
        """Those who cannot be graded for sure, by rule; see :func:`casekit.grading.policy.grading.left_out`."""
        from casekit.grading.policy.grading import left_out

        return left_out(self, customers, customer_id=customer_id, as_of=as_of)

    def flags(self, customers: Any, *, customer_id: str = "customer_id") -> Any:
        """Every type of each customer; see :func:`casekit.grading.policy.grading.flags`."""
        from casekit.grading.policy.grading import flags

        return flags(self, customers, customer_id=customer_id)

    def audit(
        self,
        customers: Any = None,
        *,
        open_ended: str = "as_printed",
        sales: str | None = None,
        customer_id: str = "customer_id",
    ) -> Any:
        """The policy's holes, overlaps and gaps; see :func:`casekit.grading.policy.auditing.audit`."""
        from casekit.grading.policy.auditing import audit

        return audit(self, customers, open_ended=open_ended, sales=sales, customer_id=customer_id)

    def repair(self, customers: Any = None, **choices: Any) -> Any:
        """A repaired policy proposed, with a recount; see :func:`casekit.grading.policy.repairing.repair`."""
        from casekit.grading.policy.repairing import repair

        return repair(self, customers, **choices)

    def save(self, path: Path | str) -> Path:
        """Write it as a policy file; see :func:`casekit.grading.policy.writing.save`."""
        from casekit.grading.policy.writing import save

        return save(self, path)

    def with_band(self, grade: str, measure: str, *, start: Any = ..., end: Any = ...) -> "Policy":
        """The same policy with another band of one grade on one measure.

        ``start`` and ``end`` are the new ends (None: open; ``...``: as it is); whether an end is in or out stays.
        Raises CasekitError when the grade tests no band on that measure, and when no value would be left.
        """
        changed = self.grade_of(grade)
        place = next((c for c in changed.when if c.measure == measure and c.band is not None), None)
        if place is None:
            raise CasekitError(
                _("The grade “{grade}” of “{policy}” has no band on “{measure}” to change.").format(
                    grade=grade, policy=self.id, measure=measure
                )
            )
        ends = {name: end for name, end in (("low", start), ("high", end)) if end is not ...}
        band = replace(place.band, **ends)
        if band.empty:
            raise CasekitError(
                _("Between {low} and {high} no value is left for the grade “{grade}”; move one end.").format(
                    low=band.low, high=band.high, grade=grade
                )
            )
        when = tuple(replace(c, band=band) if c is place else c for c in changed.when)
        return self._with_grade(replace(changed, when=when))

    def with_filters(self, other: "Policy") -> "Policy":
        """The same policy, leaving out whoever one of the other policy's filters leaves out.

        Raises CasekitError when both have a measure of one name that is not the same in both.
        """
        for name, measure in other.measures.items():
            mine = self.measures.get(name, measure)
            if (mine.kind, mine.unit, mine.period, mine.column) != (
                measure.kind,
                measure.unit,
                measure.period,
                measure.column,
            ):
                raise CasekitError(
                    _("“{one}” and “{other}” measure “{name}” in different ways; rename one of the two.").format(
                        one=self.id, other=other.id, name=name
                    )
                )
        return replace(self, filters=other.filters, measures={**other.measures, **self.measures})

    def _with_grade(self, changed: Grade) -> "Policy":
        def swap(grades):
            return tuple(changed if grade.id == changed.id else grade for grade in grades)

        return replace(self, grades=swap(self.grades), types=swap(self.types))
