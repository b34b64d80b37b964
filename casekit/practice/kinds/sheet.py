"""Sheets to fill in: a grade for each row, thresholds of grades, a budget shared out."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from casekit.practice.kinds.base import Kind, Labels, filled, find, listed
from casekit.practice.kinds.reading import close, read_number
from casekit.practice.kinds.rows import blank_rows, pairs_of
from casekit.practice.outcome import Unreadable
from casekit.text import _


@dataclass(frozen=True)
class Filled:
    """A filled sheet: what stands in each row, the labels to speak of rows (and grades), and its fault if judged."""

    cells: Mapping[str, Any]
    labels: Mapping[str, str] = field(compare=False)
    grades: Mapping[str, str] = field(default_factory=dict, compare=False)
    fault: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Grades(Kind):
    """A grade for each row.

    Parameters
    ----------
    grades : ids and labels of the grades.
    rows : ids and labels of the rows, or a function of the facts that gives them.
    because : ``because(facts, row)`` says what decides this row, without naming its grade; None if there is no more
        to say. It is read by who got that row wrong.
    heading : what stands above the answers where they are no grades, such as "Reason".
    """

    grades: Labels = field(default_factory=dict)
    rows: Labels = field(default_factory=dict)
    because: Callable[[Mapping, str], str | None] | None = None
    heading: str = _("Grade")
    name: ClassVar[str] = "grades"
    nonsense: ClassVar[tuple] = ({"no such row": "no such grade"}, 3.7, object(), "all gold")

    def is_blank(self, raw: Any) -> bool:
        return super().is_blank(raw) or blank_rows(raw)

    def read(self, raw: Any, facts: Mapping) -> Filled:
        rows, grades = filled(self.rows, facts), filled(self.grades, facts)
        given = pairs_of(raw, rows, self.is_blank)
        return Filled({row: _grade(given[row], rows[row], grades) for row in rows}, rows, grades)

    def show(self, value: Filled) -> str:
        return "; ".join(f"{_cited(value.labels[row])}: {value.grades[grade]}" for row, grade in value.cells.items())

    def explain(self, given: Filled, expected: Filled, facts: Mapping) -> str:
        wrong = [row for row in given.cells if given.cells[row] != expected.cells[row]]
        told = _("{right} of {n} rows are right. Look again at {row}: “{grade}”.").format(
            right=len(given.cells) - len(wrong),
            n=len(given.cells),
            row=_cited(given.labels[wrong[0]]),
            grade=given.grades[given.cells[wrong[0]]],
        )
        reason = self.because(facts, wrong[0]) if self.because else None
        return f"{told} {reason}" if reason else told

    def parts(self, value: Filled) -> Mapping:
        return value.cells

    def type_in(self, value: Filled) -> dict[str, str]:
        return dict(value.cells)

    def face(self, facts: Mapping, rng: random.Random) -> dict:
        rows, grades = filled(self.rows, facts), filled(self.grades, facts)
        return {"kind": self.name, "rows": listed(rows), "grades": listed(grades), "heading": self.heading}


@dataclass(frozen=True)
class Figures(Kind):
    """A number in each row: what thresholds and allocations share.

    Parameters
    ----------
    unit, decimals : of every number.
    valid : ``valid(values, facts)`` for questions with MANY right answers: None if these numbers do, else one
        sentence saying what is wrong with them. Then any two answers without fault are the same answer, and two with
        the same sentence are the same mistake; so the sentence of a named mistake must not quote the numbers given.
    """

    unit: str = ""
    decimals: int = 0
    valid: Callable[[Mapping[str, float], Mapping], str | None] | None = None

    def is_blank(self, raw: Any) -> bool:
        return super().is_blank(raw) or blank_rows(raw)

    def same(self, given: Filled, expected: Filled) -> bool:
        if self.valid:
            return given.fault == expected.fault
        return all(self._close(number, expected.cells[id]) for id, number in given.cells.items())

    def as_typed(self, value: Filled) -> Filled:
        return replace(value, cells={id: round(number, self.decimals) for id, number in value.cells.items()})

    def _close(self, given: float, expected: float) -> bool:
        return close(given, expected, self.decimals)

    def explain(self, given: Filled, expected: Filled, facts: Mapping) -> str:
        if given.fault:
            return given.fault
        wrong = [id for id in given.cells if not self._close(given.cells[id], expected.cells[id])]
        first = wrong[0]
        sentence = (
            _("{right} of {n} are right. {got} is too low for “{row}”.")
            if given.cells[first] < expected.cells[first]
            else _("{right} of {n} are right. {got} is too high for “{row}”.")
        )
        return sentence.format(
            right=len(given.cells) - len(wrong),
            n=len(given.cells),
            got=self._number(given.cells[first]),
            row=given.labels[first],
        )

    def show(self, value: Filled) -> str:
        return "; ".join(_beside(value.labels[id], self._number(number)) for id, number in value.cells.items())

    def _number(self, number: float) -> str:
        digits = f"{number:,.{self.decimals}f}"
        if round(number, self.decimals) != number:
            digits = f"{number:,.{self.decimals + 3}f}".rstrip("0").rstrip(".")
        return f"{digits} {self.unit}".strip()

    def parts(self, value: Filled) -> Mapping | None:
        return None if self.valid else {id: round(number, self.decimals) for id, number in value.cells.items()}

    def type_in(self, value: Filled) -> dict[str, str]:
        return {id: f"{number:.{self.decimals}f}" for id, number in value.cells.items()}

    def _judged(self, cells: Mapping[str, float], labels: Mapping[str, str], facts: Mapping) -> Filled:
        return Filled(cells, labels, fault=self.valid(cells, facts) if self.valid else None)


@dataclass(frozen=True)
class Thresholds(Figures):
    """Where each grade begins: one number for each of ``names``; ``rising`` if each must lie above the one before.

    ``heading`` stands above them where they are other limits than beginnings.
    """

    names: Labels = field(default_factory=dict)
    rising: bool = True
    heading: str = _("Where does each begin?")
    name: ClassVar[str] = "thresholds"
    nonsense: ClassVar[tuple] = ({"no such name": "1"}, 3.7, object(), "rather high")

    def read(self, raw: Any, facts: Mapping) -> Filled:
        value = self.settle(raw, facts)
        ids = list(value.cells)
        for lower, upper in zip(ids, ids[1:], strict=False):
            if self.rising and value.cells[upper] <= value.cells[lower]:
                raise Unreadable(
                    _("Each must begin above the one before: “{upper}” at {high}, “{lower}” at {low}.").format(
                        upper=value.labels[upper],
                        high=self._number(value.cells[upper]),
                        lower=value.labels[lower],
                        low=self._number(value.cells[lower]),
                    )
                )
        return value

    def settle(self, answer: Any, facts: Mapping) -> Filled:
        labels = filled(self.names, facts)
        given = pairs_of(answer, labels, self.is_blank)
        return self._judged({id: _number(given[id], labels[id], self.unit) for id in labels}, labels, facts)

    def face(self, facts: Mapping, rng: random.Random) -> dict:
        names = listed(filled(self.names, facts))
        return {
            "kind": self.name,
            "names": names,
            "unit": self.unit,
            "decimals": self.decimals,
            "heading": self.heading,
        }


@dataclass(frozen=True)
class Allocation(Figures):
    """A total shared out over ``buckets``. A bucket left blank gets nothing.

    Parameters
    ----------
    total : what there is to give, or a function of the facts. The shares must add up to it.
    step : the smallest portion.
    tolerance : how far each share may be from the answer's and still be right (in ``unit``).
    """

    buckets: Labels = field(default_factory=dict)
    total: float | Callable[[Mapping], float] = 0
    step: float = 1
    tolerance: float = 0
    name: ClassVar[str] = "allocation"
    nonsense: ClassVar[tuple] = ({"no such bucket": "1"}, 3.7, object(), "everything to the best")

    def read(self, raw: Any, facts: Mapping) -> Filled:
        labels = filled(self.buckets, facts)
        given = pairs_of(raw, labels, self.is_blank, complete=False)
        shares = {id: _number(given.get(id, 0), label, self.unit) for id, label in labels.items()}
        if broken := [id for id, share in shares.items() if abs(share / self.step - round(share / self.step)) > 1e-6]:
            raise Unreadable(
                _("“{row}” gets {got}; the smallest portion is {step}.").format(
                    row=labels[broken[0]], got=self._number(shares[broken[0]]), step=self._number(self.step)
                )
            )
        if below := [id for id, share in shares.items() if share < 0]:
            raise Unreadable(_("“{row}” cannot get less than nothing.").format(row=labels[below[0]]))
        self._adds_up(sum(shares.values()), self._total(facts))
        return self._judged(shares, labels, facts)

    def _total(self, facts: Mapping) -> float:
        return self.total(facts) if callable(self.total) else self.total

    def _adds_up(self, given: float, total: float) -> None:
        over = given - total
        if abs(over) <= 1e-6 * max(1.0, abs(total)):
            return
        sentence = (
            _("You have given {given}; there are {total}: {off} too much.")
            if over > 0
            else _("You have given {given} of {total}: {off} are still to give.")
        )
        raise Unreadable(
            sentence.format(given=self._number(given), total=self._number(total), off=self._number(abs(over)))
        )

    def _close(self, given: float, expected: float) -> bool:
        return super()._close(given, expected) or abs(given - expected) <= self.tolerance * (1 + 1e-9)

    def explain(self, given: Filled, expected: Filled, facts: Mapping) -> str:
        if given.fault:
            return given.fault
        over = max(given.cells, key=lambda id: given.cells[id] - expected.cells[id])
        return _("“{row}” gets too much with {got}: what would the last of it bring elsewhere?").format(
            row=given.labels[over], got=self._number(given.cells[over])
        )

    def face(self, facts: Mapping, rng: random.Random) -> dict:
        buckets = listed(filled(self.buckets, facts))
        return {
            "kind": self.name,
            "buckets": buckets,
            "total": float(self._total(facts)),
            "unit": self.unit,
            "step": self.step,
        }


def _grade(raw: Any, row: str, grades: Mapping[str, str]) -> str:
    if (grade := find(raw, grades)) is None:
        raise Unreadable(
            _("“{raw}”, given to {row}, is none of these: {grades}.").format(
                raw=raw, row=row, grades=", ".join(grades.values())
            )
        )
    return grade


def _number(raw: Any, row: str, unit: str) -> float:
    try:
        number, percent = read_number(raw, unit)
    except Unreadable as problem:
        raise Unreadable(f"{row}: {problem}") from None
    if percent and unit != "%":
        raise Unreadable(
            _("{row}: {raw} is a per cent; a number of {unit} is asked for.").format(row=row, raw=raw, unit=unit)
            if unit
            else _("{row}: {raw} is a per cent; a plain number is asked for.").format(row=row, raw=raw)
        )
    return number


def _cited(label: str) -> str:
    """A row's label within a sentence: one that is a sentence itself stands in quotes."""
    return f"“{label}”" if label.endswith((".", "?", "!", "。")) else label


def _beside(label: str, number: str) -> str:
    return f"{label} {number}" if ":" in label else f"{label}: {number}"
