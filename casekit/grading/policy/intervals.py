"""The axis of a measure, cut where a condition begins or ends to hold: the pieces between, in figures and in words.

On a line (numbers, counts, dates, months) a cut stands just before or just behind a figure, so that an end point that
belongs to two bands is a piece of its own. Whole figures (counts, days, months) are cut only between two of them, so
that between 2 and 3 orders there is no piece. On a list (levels, yes/no, words) each word is a piece, and "any other
word" one where the policy does not name them all. Behind the pieces stands one more: the value is missing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from math import ceil, floor, inf

import narwhals.stable.v2 as nw

from casekit.grading.policy.bands import Interval, say
from casekit.grading.policy.conditions import as_figure
from casekit.grading.policy.format import BANDED, Condition, Measure
from casekit.grading.policy.measured import clean
from casekit.text import _

OTHER = "\N{SYMBOL FOR SUBSTITUTE}"  # stands for every word that no condition names
_WHOLE = ("count", "date", "month")


class Others(tuple):
    """Every word but these."""


Limits = Interval | tuple[str, ...]


@dataclass(frozen=True)
class Axis:
    """One measure and its pieces: ``cuts`` of a line, pairs (figure, whether it stands behind it), or ``words``."""

    measure: Measure
    cuts: tuple[tuple[float, bool], ...] = ()
    words: tuple[str, ...] = ()

    @property
    def line(self) -> bool:
        """True for figures, false for words."""
        return self.measure.kind in BANDED

    @property
    def pieces(self) -> int:
        """How many pieces there are, without the one for missing values."""
        return len(self._ends) - 1 if self.line else len(self.words)

    @cached_property
    def examples(self) -> list[float | str | None]:
        """A clean value out of each piece, and None for a missing one."""
        if not self.line:
            return [*self.words, None]
        return [_between(low, high) for low, high in zip(self._ends, self._ends[1:], strict=False)] + [None]

    def piece(self) -> nw.Expr:
        """The number of the piece in which a customer's clean value lies; ``pieces`` where it is missing."""
        column = nw.col(clean(self.measure.name))
        if self.line:
            steps = [_step(column > at if behind else column >= at) for at, behind in self._ends[1:-1]]
            known = column < inf
        else:
            named = [word for word in self.words if word != OTHER]
            steps = [number * _step(column == word) for number, word in enumerate(named) if number]
            if OTHER in self.words:
                steps.append(len(named) * _step(~column.is_in(named) if named else ~column.is_null()))
            known = ~column.is_null()
        number = reduce(lambda one, other: one + other, steps, nw.lit(0))
        return nw.when(known).then(number).otherwise(nw.lit(self.pieces))

    def limits(self, pieces: Sequence[int]) -> Limits:
        """Pieces as a band (neighbours on a line), as words, or as all words but :class:`Others`."""
        words = tuple(self.words[piece] for piece in pieces) if not self.line else ()
        if OTHER in words:
            return Others(word for word in self.words if word not in words)
        if words:
            return words
        low, high = self._ends[pieces[0]], self._ends[pieces[-1] + 1]
        if self.measure.kind in _WHOLE:
            return Interval(self._end(low[0]), self._end(high[0] - 1))
        if pieces[0] == 0 and high != (low[0], True):  # "below 20,000", the smallest sensible value goes without saying
            low = (-inf, False)
        return Interval(self._end(low[0]), self._end(high[0]), not low[1], high[1] or high[0] == inf)

    @cached_property
    def _ends(self) -> tuple[tuple[float, bool], ...]:
        lowest = -inf if self.measure.minimum is None else float(self.measure.minimum)
        inner = [cut for cut in self.cuts if cut > (lowest, False)]
        return ((lowest, False), *inner, (inf, False))

    def _end(self, figure: float) -> int | float | date | None:
        if abs(figure) == inf:
            return None
        if self.measure.kind == "month":
            return date(int(figure) // 12, int(figure) % 12 + 1, 1)
        if self.measure.kind == "date":
            return date.fromordinal(int(figure))
        return int(figure) if figure.is_integer() else figure


def axes_of(measures: Iterable[Measure], conditions: Iterable[Condition]) -> list[Axis]:
    """The axis of each measure that one of the conditions can test, in the order of the measures."""
    tested = [condition for condition in conditions if not condition.unstated]
    found = []
    for measure in measures:
        of_measure = [condition for condition in tested if condition.measure == measure.name]
        if of_measure and measure.kind in BANDED:
            cuts = {cut for condition in of_measure for cut in _cuts(condition.band, measure)}
            found.append(Axis(measure, cuts=tuple(sorted(cuts))))
        elif of_measure:
            found.append(Axis(measure, words=measure.words or _named(of_measure)))
    return found


def limits_text(limits: Limits, measure: Measure) -> str:
    """A band or words in a sentence: "above 300,000 to below 500,000 yuan", "bad or fair"."""
    if isinstance(limits, Interval):
        if limits.high is None and limits.low is not None and limits.low_included:
            return _("{low} or more").format(low=f"{say(limits.low)} {measure.unit}".strip())
        return limits.words(measure.unit)
    if isinstance(limits, Others):
        return _("other than {words}").format(words=listed(limits, _("or")))
    return listed(limits, _("or"))


def listed(words: Sequence[str], last: str) -> str:
    """Words in a row: "bad, fair or good"; ``last`` stands before the last one."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _cuts(band: Interval, measure: Measure) -> list[tuple[float, bool]]:
    ends = (as_figure(band.low, measure), not band.low_included), (as_figure(band.high, measure), band.high_included)
    cuts = [(at, behind) for at, behind in ends if at is not None]
    if measure.kind not in _WHOLE:
        return cuts
    return [(float(floor(at) + 1 if behind else ceil(at)), False) for at, behind in cuts]


def _named(conditions: Iterable[Condition]) -> tuple[str, ...]:
    return (*sorted(frozenset().union(*(condition.values for condition in conditions))), OTHER)


def _between(low: tuple[float, bool], high: tuple[float, bool]) -> float:
    """A figure of the piece between two cuts; a whole one where the cuts are whole."""
    if low[0] == -inf:
        return 0.0 if high[0] == inf else high[0] if high[1] else high[0] - 1
    if not low[1]:
        return low[0]
    return low[0] + 1 if high[0] == inf else high[0] if high[1] else low[0] / 2 + high[0] / 2


def _step(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
