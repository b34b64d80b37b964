"""A number with a unit and a precision."""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from casekit.practice.kinds.base import Kind
from casekit.practice.kinds.reading import close, coarser, read_number, with_decimal_comma
from casekit.text import _

_BEFORE = ("$", "¥", "€", "£")  # currency signs stand before the number


class TwoWays(float):
    """A number whose comma was read as one for thousands, and may be a decimal comma: then it is ``other``."""

    def __new__(cls, number: float, other: float) -> "TwoWays":
        made = super().__new__(cls, number)
        made.other = other
        return made


_COUNTED = 100  # beyond, one off is no slip of the fingers in counting


@dataclass(frozen=True)
class Number(Kind):
    """A number in ``unit``, asked for to ``decimals`` places; anything that rounds to it is right.

    With unit ``"%"`` the right share (0.13 for 13 %) is taken as right, with a remark. ``below_zero`` says that the
    question lets the answer be below 0: then such a number is too low or too high like any other.
    """

    unit: str = ""
    decimals: int = 0
    below_zero: bool = False
    name: ClassVar[str] = "number"
    nonsense: ClassVar[tuple] = ("about a dozen", "12 or 13", object(), True, "--", float("inf"))

    def is_blank(self, raw: Any) -> bool:
        return super().is_blank(raw) or (isinstance(raw, float) and math.isnan(raw)) or str(raw) == "<NA>"

    def read(self, raw: Any, facts: Mapping) -> float:
        number = self._read(raw)
        if text := with_decimal_comma(raw):
            return TwoWays(number, self._read(text))
        return number

    def _read(self, raw: Any) -> float:
        number, percent = read_number(raw, self.unit)
        return number / 100 if percent and self.unit != "%" else number

    def same(self, given: float, expected: float) -> bool:
        return close(given, expected, self.decimals)

    def as_typed(self, value: float) -> float:
        return round(value, self.decimals)

    def near_enough(self, given: float, expected: float) -> str:
        if isinstance(given, TwoWays) and self.unit == "%" and self.near_enough(float(given.other), expected):
            return self.near_enough(float(given.other), expected)
        if isinstance(given, TwoWays) and self.same(given.other, expected):
            return _("Read as {number}.").format(number=self.echo(given.other))
        share_of_a_percent = self.unit == "%" and abs(given) <= 1
        if share_of_a_percent and (self.same(given * 100, expected) or coarser(given * 100, expected, self.decimals)):
            return _("{given:g} is the right share; the question asks for per cent. Taken as right.").format(
                given=given
            )
        if coarser(given, expected, self.decimals):
            return _("Taken as right, rounded.")
        return ""

    def explain(self, given: float, expected: float, facts: Mapping) -> str:
        if expected and self.same(-given, expected):
            return _(
                "{got} has the right size, with the sign the other way round. Look which way the question counts."
            ).format(got=self.echo(given))
        if given < 0 < expected and not self.below_zero:
            return _("{got} is below zero. What was taken from what?").format(got=self.echo(given))
        if expected and abs(given) > 3 * abs(expected) and not (self.below_zero and min(given, expected) < 0):
            return _("{got} is several times too high. Look at the unit and at what was counted.").format(
                got=self.echo(given)
            )
        if self.decimals == 0 and abs(expected) < _COUNTED and abs(abs(given - expected) - 1) < 1e-9:
            return _("{got} is one off. Does the first one count, and the last?").format(got=self.echo(given))
        if given < expected:
            return _("{got} is too low.").format(got=self.echo(given))
        return _("{got} is too high.").format(got=self.echo(given))

    def show(self, value: float) -> str:
        return self._with_unit(f"{value:,.{self.decimals}f}")

    def echo(self, value: float) -> str:
        if round(value, self.decimals) == value:
            return self.show(value)
        digits = f"{value:,.{max(self.decimals, 1) + 3}f}".rstrip("0").rstrip(".")
        return self._with_unit(digits)

    def _with_unit(self, digits: str) -> str:
        return f"{self.unit}{digits}" if self.unit in _BEFORE else f"{digits} {self.unit}".strip()

    def type_in(self, value: float) -> str:
        return f"{value:.{self.decimals}f}"

    def spoilers(self, value: float) -> tuple[str, ...]:
        return (f"{value:,.{self.decimals}f}", f"{value:.{self.decimals}f}")

    def face(self, facts: Mapping, rng: random.Random) -> dict:
        return {"kind": self.name, "unit": self.unit, "decimals": self.decimals}
