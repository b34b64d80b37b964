"""The questions of a plan sheet: a number, a choice, a short text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casekit.errors import CasekitError
from casekit.practice.kinds.base import find
from casekit.practice.kinds.reading import read_number, with_decimal_comma
from casekit.practice.outcome import Unreadable
from casekit.text import _


class Unanswered(CasekitError, KeyError):
    """A field that is not answered yet was asked for: a sentence to who reads the plan, a missing key to a program."""

    __str__ = Exception.__str__  # KeyError would put quotes around the sentence


class Answers(dict):
    """Answers by field name; ``fields`` are the names of all that are asked, answered or not.

    Asking for one that is not answered yet raises :class:`Unanswered`.
    """

    def __init__(self, answers: Mapping[str, Any], fields: Sequence[str]) -> None:
        super().__init__(answers)
        self.fields = tuple(fields)

    def __missing__(self, name: str) -> Any:
        if name not in self.fields:
            raise KeyError(name)
        raise Unanswered(
            _("“{name}” is not answered on this sheet of your customer plan: open its lesson, answer and save.").format(
                name=name
            )
        )

    def awaits(self, name: Any) -> bool:
        """Whether this is a field that is asked and not answered yet."""
        return name in self.fields and name not in self


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question of a sheet.

    Parameters
    ----------
    name : stable for ever, unique on its sheet.
    question : in plain words.
    model : the answer of the catch-up copy, or a function of the case that computes it.
    why : one sentence on why the copy answers so, or a function of the case that gives it.
    suggest : a function of the case: what the lesson computed, shown as "the lesson's figure".
    remark : ``remark(case, answers)`` gives a sentence about the trainee's own entry, or "".

    ``read`` takes what was typed, or the answer itself, and raises Unreadable with one sentence for what is neither.
    """

    name: str
    question: str
    model: Any
    why: str | Callable[[Any], str]
    suggest: Callable[[Any], Any] | None = None
    remark: Callable[[Any, Answers], str] | None = None

    unit = ""

    def read(self, raw: Any, case: Any) -> Any:
        raise NotImplementedError

    def show(self, answer: Any, case: Any) -> str:
        """The answer as one reads it, with its unit."""
        return str(answer)

    def cell(self, answer: Any, case: Any) -> Any:
        """The answer as it stands in a cell of a workbook, its unit beside it."""
        return answer

    def typed(self, answer: Any) -> str:
        """The answer as one would type it into the form."""
        return str(answer)

    def face(self, case: Any) -> dict:
        """What a screen needs to ask it, as JSON."""
        return {"name": self.name, "question": self.question}


@dataclass(frozen=True, kw_only=True)
class NumberField(Field):
    """A number in ``unit`` from ``low`` to ``high`` (numbers, or functions of the case), with ``decimals`` places."""

    unit: str = ""
    low: float | Callable[[Any], float]
    high: float | Callable[[Any], float]
    decimals: int = 0

    def read(self, raw: Any, case: Any) -> float:
        low, high = of(self.low, case), of(self.high, case)
        value = read_number(raw, self.unit)[0]
        other = with_decimal_comma(raw)
        if other and self.decimals and not low <= value <= high:  # 1,234 is 1.234 only where a thousand cannot be meant
            value = read_number(other, self.unit)[0]
        if not low <= value <= high:
            raise Unreadable(
                _("{value} is outside what is possible here: from {low} to {high}.").format(
                    value=f"{value:,.10g}", low=f"{low:,.10g}", high=self.show(high, case)
                )
            )
        if self.decimals == 0 and not float(value).is_integer():
            raise Unreadable(_("Give a whole number, not {value:g}.").format(value=value))
        return int(value) if self.decimals == 0 else round(float(value), self.decimals)

    def show(self, answer: float, case: Any) -> str:
        return f"{_digits(f'{answer:,.{self.decimals}f}')} {self.unit}".strip()

    def typed(self, answer: float) -> str:
        return _digits(f"{answer:.{self.decimals}f}")

    def face(self, case: Any) -> dict:
        low, high = of(self.low, case), self.show(of(self.high, case), case)
        ends = _("From {low} to {high}.").format(low=f"{low:,.10g}", high=high)
        return {**super().face(case), "kind": "number", "unit": self.unit, "note": ends}


@dataclass(frozen=True, kw_only=True)
class ChoiceField(Field):
    """One of several ``options``: stable id → label, or a function of the case that gives them."""

    options: Mapping[str, str] | Callable[[Any], Mapping[str, str]]

    def read(self, raw: Any, case: Any) -> str:
        options = of(self.options, case)
        chosen = find(raw, options)
        if chosen is None:
            raise Unreadable(
                _("“{raw}” is none of these: {options}.").format(raw=raw, options=", ".join(options.values()))
            )
        return chosen

    def show(self, answer: str, case: Any) -> str:
        return of(self.options, case)[answer]

    def cell(self, answer: str, case: Any) -> str:
        return self.show(answer, case)

    def face(self, case: Any) -> dict:
        options = [{"id": id, "label": label} for id, label in of(self.options, case).items()]
        return {**super().face(case), "kind": "choice", "options": options}


@dataclass(frozen=True, kw_only=True)
class TextField(Field):
    """A short text of at most ``most`` characters."""

    most: int = 500

    def read(self, raw: Any, case: Any) -> str:
        text = str(raw).strip().encode("utf-8", "replace").decode()  # half of a surrogate pair fits into no file
        if len(text) > self.most:
            raise Unreadable(
                _("That is {n} characters; a plan is read by busy people: at most {most}.").format(
                    n=len(text), most=self.most
                )
            )
        return text

    def face(self, case: Any) -> dict:
        note = _("At most {most} characters.").format(most=self.most)
        return {**super().face(case), "kind": "text", "note": note}


def _digits(number: str) -> str:
    """A whole number without its decimal places: 40, not 40.0; and 0.50 as it is."""
    whole, _point, places = number.partition(".")
    return number if places.strip("0") else whole


def of(value: Any, case: Any) -> Any:
    """The value, or what a function of the case makes of it."""
    return value(case) if callable(value) else value
