"""A function the trainee wrote, tried on cases it has not seen."""

import copy
import inspect
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from casekit.practice.kinds.base import Kind
from casekit.practice.kinds.blanks import blank_left
from casekit.practice.kinds.brief import brief
from casekit.practice.outcome import Unreadable
from casekit.practice.sandbox import Failed, Stopped, run_apart
from casekit.text import _

Trials = Callable[[Mapping, random.Random], list[tuple]]


@dataclass(frozen=True)
class Tried:
    """What a function gave on each trial; ``pasted`` if the results came as a column, without a function."""

    results: tuple[Any, ...]
    trials: tuple[tuple, ...] = field(compare=False)
    pasted: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Function(Kind):
    """A function, judged by what it gives on hidden trials.

    Parameters
    ----------
    signature : how it is to be written, ``"repeat_days(dates)"``.
    trials : ``trials(facts, rng)`` gives the tuples of arguments it is tried on.
    result : the kind of what it returns; this reads and compares each result.
    seconds : the time all trials together may take.

    The trainee's function runs in a process of its own: one that loops is stopped, one that prints, asks for input or
    changes its arguments does no harm. The course's own functions (oracle, mistakes) run here. Instead of a function
    the list of its results on the trials may be given, or the column of them pasted from Excel.
    """

    signature: str = "answer()"
    trials: Trials = field(default=lambda facts, rng: [()])
    result: Kind = field(default_factory=Kind)
    seconds: float = 5
    name: ClassVar[str] = "function"
    nonsense: ClassVar[tuple] = ("no_such_function", 3.7, object(), lambda: None, lambda a, b, c, d, e, f: None)

    @property
    def called(self) -> str:
        """The name the function is to have."""
        return self.signature.partition("(")[0].strip()

    @property
    def parameters(self) -> list[str]:
        return [part.split("=")[0].split(":")[0].strip() for part in self._inside.split(",") if part.strip()]

    @property
    def _inside(self) -> str:
        return self.signature.partition("(")[2].rpartition(")")[0]

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────
    def read(self, raw: Any, facts: Mapping) -> Tried:
        trials = self._trials(facts)
        if not callable(raw):
            return self._tabled(raw, trials, facts)
        self._takes(raw, trials)
        if line := blank_left(raw):
            raise Unreadable(
                _("The blank is still in your function: “{line}”. Fill it in, and run its cell again.").format(
                    line=line
                )
            )
        results = run_apart(raw, trials, self.seconds)
        if isinstance(results, Stopped):
            raise Unreadable(self._why_stopped(results))
        return Tried(
            tuple(self._result(result, args, facts) for result, args in zip(results, trials, strict=True)), trials
        )

    def settle(self, answer: Callable, facts: Mapping) -> Tried:
        trials = self._trials(facts)
        results = (self.result.settle(answer(*copy.deepcopy(args)), facts) for args in trials)
        return Tried(tuple(results), trials)

    def _trials(self, facts: Mapping) -> tuple[tuple, ...]:
        return tuple(self.trials(facts, random.Random(f"{self.signature}/{facts.get('seed', 0)}")))

    def _tabled(self, raw: Any, trials: tuple[tuple, ...], facts: Mapping) -> Tried:
        """Results worked out elsewhere: one for each trial, in the order of the workbook."""
        if isinstance(raw, str) and raw.lstrip().startswith(("def ", "lambda")):
            raise Unreadable(_("Write your function in a cell and run that cell; here give only its name."))
        if isinstance(raw, str):
            lines = [line.strip() for line in raw.strip().splitlines() if line.strip()]
            headed = len(lines) > 1 and lines[0].casefold() == self.called.casefold()
            raw = lines[1:] if headed or len(lines) == len(trials) + 1 else lines
        if not isinstance(raw, (list, tuple)) or len(raw) < 2 <= len(trials):
            raise Unreadable(
                _("A function is expected. Write it as {signature} in a cell, run that cell, then check.").format(
                    signature=self.signature
                )
            )
        if len(raw) != len(trials):
            raise Unreadable(
                _("{given} results are given; there are {n} cases in the workbook, one of them may be empty.").format(
                    given=len(raw), n=len(trials)
                )
            )
        return Tried(tuple(self._cell(n, cell, facts) for n, cell in enumerate(raw, start=1)), trials, pasted=True)

    def _cell(self, n: int, cell: Any, facts: Mapping) -> Any:
        try:
            return self.result.read(cell, facts)
        except Unreadable as problem:
            raise Unreadable(_("Row {n} of your column: {problem}").format(n=n, problem=problem)) from None

    def _takes(self, function: Callable, trials: tuple[tuple, ...]) -> None:
        try:
            signature = inspect.signature(function)
        except (TypeError, ValueError):
            return  # some built-in functions tell nothing of their arguments; the trials will show
        try:
            signature.bind(*trials[0])
        except TypeError:
            raise Unreadable(
                _("Your function is written as {given}; it is called as {signature}.").format(
                    given=f"{self.called}{signature}", signature=self.signature
                )
            ) from None

    def _result(self, result: Any, args: tuple, facts: Mapping) -> Any:
        place = self._place(args)
        if isinstance(result, Failed):
            raise Unreadable(_("{place} your function stops with: {error}").format(place=place, error=result.error))
        if result is ...:
            raise Unreadable(
                _("Your function still returns “...”: fill in what it is to give, and run its cell again.")
            )
        if result is None:
            raise Unreadable(_("{place} your function gives nothing: does it end with return?").format(place=place))
        try:
            return self.result.read(result, facts)
        except Unreadable as problem:
            raise Unreadable(
                _("{place} your function gives {result}. {problem}").format(
                    place=place, result=brief(result), problem=problem
                )
            ) from None

    def _why_stopped(self, stopped: Stopped) -> str:
        if stopped.why == "time":
            return _(
                "Your function did not finish within {seconds:g} seconds. Is there a loop that never ends?"
            ).format(seconds=self.seconds)
        if stopped.why == "baggage":
            return _("Your function uses something of the notebook that cannot be taken along: {error}").format(
                error=stopped.error
            )
        return _("Your function ended Python itself before it gave a result: {error}").format(error=stopped.error)

    def _place(self, args: tuple) -> str:
        names = self.parameters
        if len(names) != len(args):
            names = [str(n) for n in range(1, len(args) + 1)]
        said = ", ".join(f"{name} = {brief(arg)}" for name, arg in zip(names, args, strict=True))
        return _("For {arguments}").format(arguments=said) if said else _("Called without arguments,")

    # ── judging and telling ──────────────────────────────────────────────────────────────────────────
    def same(self, given: Tried, expected: Tried) -> bool:
        return all(self.result.same(a, b) for a, b in zip(given.results, expected.results, strict=True))

    def as_typed(self, value: Tried) -> Tried:
        return replace(value, results=tuple(self.result.as_typed(result) for result in value.results))

    def explain(self, given: Tried, expected: Tried, facts: Mapping) -> str:
        same = [self.result.same(a, b) for a, b in zip(given.results, expected.results, strict=True)]
        told = (
            _("{right} of {n} rows are right. {trial}")
            if given.pasted
            else _("{right} of {n} cases come out right. {trial}")
        )
        return told.format(right=sum(same), n=len(same), trial=self.contrast(given, expected))

    def contrast(self, given: Tried, expected: Tried) -> str:
        """The first trial that comes out differently, as a sentence."""
        for n, (args, a, b) in enumerate(zip(given.trials, given.results, expected.results, strict=True), start=1):
            if not self.result.same(a, b):
                told = (
                    _("Row {n} of your column, not counting its heading, says {result}.")
                    if given.pasted
                    else _("{place} yours gives {result}.")
                )
                to_the_unit = self.result.echo(b) != self.result.show(b) and self.result.show(a) != self.result.show(b)
                result = self.result.show(a) if to_the_unit else self.result.echo(a)
                return told.format(n=n, place=self._place(args), result=result)
        return self.echo(given)

    def show(self, value: Tried) -> str:
        return "; ".join(self.result.show(result) for result in value.results)

    def spoilers(self, value: Tried) -> tuple[str, ...]:
        return ()  # the answer is a way of working; its results give nothing away

    def keep(self, raw: Any, facts: Mapping) -> str:
        return getattr(raw, "__name__", self.called)

    def type_in(self, value: Tried) -> str:
        return "\n".join(str(self.result.type_in(result)) for result in value.results)

    def face(self, facts: Mapping, rng: random.Random) -> dict:
        return {"kind": self.name, "signature": self.signature, "name": self.called}
