"""A question is a contract: it computes its own answer, knows its tempting mistakes, and explains them.

Nothing here draws a screen or knows a customer. The course binds a question to a case; the widgets give it a face.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from functools import cached_property
from itertools import combinations, product
from typing import Any

from casekit.errors import CasekitError
from casekit.practice.kinds.base import Kind
from casekit.practice.outcome import Outcome, Status, Unreadable
from casekit.text import _

WAYS = ("decide", "compute")
Facts = Mapping[str, Any]
Compute = Callable[[Facts], Any]


@dataclass(frozen=True)
class Mistake:
    """A way of thinking that leads astray: its name, the answer it gives, and what the trainee then reads.

    ``message`` is a template; it may use the question's facts, ``{got}`` (the trainee's own answer) and ``{answer}``.
    ``rounded`` gives a list of other figures that this way leads to when something is rounded on it.
    """

    name: str
    compute: Compute
    message: str
    rounded: Compute | None = None

    @classmethod
    def picked(cls, option: str, message: str) -> "Mistake":
        """The mistake of picking this option of a choice."""
        return cls(option, lambda facts: option, message)


@dataclass(frozen=True)
class Accepted:
    """Another answer that counts as right, with a remark on how it differs."""

    compute: Compute
    note: str


@dataclass(frozen=True)
class Hints:
    """Four rungs of help, each a template: a nudge, the method, a worked line, the solution."""

    nudge: str
    method: str
    line: str
    solution: str

    def __getitem__(self, rung: int) -> str:
        if rung not in (1, 2, 3, 4):
            raise CasekitError(_("Help has four rungs: ask for 1, 2, 3 or 4."))
        return (self.nudge, self.method, self.line, self.solution)[rung - 1]


@dataclass(frozen=True)
class Question:
    """One question, bound to a case and a seed.

    Parameters
    ----------
    id : stable for ever; the progress store is keyed by it.
    kind : how an answer is read, compared and shown (:mod:`casekit.practice.kinds`).
    prompt : template, formatted with the facts.
    case : ``case(seed)`` gives the case at hand; seed 0 is the case as shipped.
    given : ``given(case, rng)`` picks and computes the facts the question is about.
    oracle : computes the answer from the facts.
    mistakes, accepted, hints, right : what the trainee may answer, and reads.
    competencies : capability ids this question proves.
    way : ``"decide"`` (judgement, no code) or ``"compute"``.
    exhibit : a table shown under the prompt. ``workbook``: sheets for those who work in Excel.
    """

    id: str
    kind: Kind
    prompt: str
    given: Callable[[Any, random.Random], Facts]
    oracle: Compute
    right: str
    hints: Hints
    case: Callable[[int], Any]
    mistakes: tuple[Mistake, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    competencies: tuple[str, ...] = ()
    way: str = "decide"
    exhibit: Compute | None = None
    workbook: Callable[[Facts], Mapping[str, Any]] | None = None
    seed: int = field(default=0)

    def __post_init__(self):
        if self.way not in WAYS:
            raise ValueError(f"{self.id}: way is {self.way!r}, but must be one of {', '.join(WAYS)}")

    # ── facts and answers ────────────────────────────────────────────────────────────────────────────
    @cached_property
    def facts(self) -> Facts:
        """What the question is about on this seed: the case's figures, picked and computed."""
        rng = random.Random(f"{self.id}/{self.seed}")
        return {"seed": self.seed, **self.given(self.case(self.seed), rng)}

    @cached_property
    def answer(self) -> Any:
        """The right answer, computed."""
        return self._settled(self.oracle)

    @cached_property
    def _alternatives(self) -> list[tuple[Accepted, Any]]:
        return [(other, self._settled(other.compute)) for other in self.accepted]

    @cached_property
    def _tempting(self) -> list[tuple[Mistake, Any]]:
        return [(mistake, self._settled(mistake.compute)) for mistake in self.mistakes]

    def _settled(self, compute: Compute) -> Any:
        return self.kind.settle(compute(self.facts), self.facts)

    @property
    def text(self) -> str:
        """The prompt as the trainee reads it."""
        return self._say(self.prompt)

    def face(self) -> dict:
        """What a screen needs to ask this question, as JSON."""
        rng = random.Random(f"{self.id}/{self.seed}/face")
        face = self.kind.face(self.facts, rng)
        for _deal in range(20):
            if not self.kind.is_solved(face, self.answer):
                break
            face = self.kind.face(self.facts, rng)
        return face

    def hint(self, rung: int) -> str:
        """Help number ``rung``: 1 a nudge, 2 the method, 3 a worked line, 4 the solution."""
        return self._say(self.hints[rung], answer=self.kind.show(self.answer))

    # ── checking ─────────────────────────────────────────────────────────────────────────────────────
    def check(self, answer: Any) -> Outcome:
        """Right, wrong (with the named mistake), not attempted, or unreadable. Never raises for a bad answer."""
        if self.kind.is_blank(answer):
            return Outcome(Status.NOT_ATTEMPTED, _("Nothing answered yet."))
        try:
            read_already = is_dataclass(answer) and type(answer) is type(self.answer)
            value = answer if read_already else self.kind.read(answer, self.facts)
        except Unreadable as problem:
            return Outcome(Status.UNREADABLE, str(problem))
        return self._judge(value)

    def _judge(self, value: Any) -> Outcome:
        if self.kind.same(value, self.answer):
            return Outcome(Status.RIGHT, self._react(self.right, value))
        for other, answer in self._alternatives:
            if self.kind.same(value, answer):
                note = self._react(other.note, value)
                return Outcome(Status.RIGHT, f"{note} {self._react(self.right, self.answer)}")
        for mistake, answer in self._tempting:
            if self.kind.same(value, answer):
                return Outcome(Status.WRONG, self._react(mistake.message, value), mistake.name)
        if note := self.kind.near_enough(value, self.answer):
            return Outcome(Status.RIGHT, f"{note} {self._react(self.right, self.answer)}")
        for mistake, answer in self._tempting:
            if self.kind.near_enough(value, answer):
                return Outcome(Status.WRONG, self._react(mistake.message, answer), mistake.name)
        for mistake in self.mistakes:
            others = mistake.rounded(self.facts) if mistake.rounded else ()
            if any(self.kind.same(value, self.kind.settle(other, self.facts)) for other in others):
                return Outcome(Status.WRONG, self._react(mistake.message, value), mistake.name)
        told = self.kind.explain(value, self.answer, self.facts)
        made = self._two_at_once(value) or self._mostly(value)
        if not made:
            return Outcome(Status.WRONG, told)
        # Such a message speaks of an answer that is this mistake and nothing else.
        reasons = " ".join(self._react(mistake.message, answer) for mistake, answer in made)
        lead = _("Part of it looks like this.") if len(made) == 1 else _("It looks like two things at once.")
        return Outcome(Status.WRONG, f"{told} {lead} {reasons}", made[0][0].name)

    def _two_at_once(self, value: Any) -> list[tuple[Mistake, Any]]:
        """Two mistakes, with their answers, that together account for every wrong row, each of them made in full."""
        slips, tempting = self._slips(value)
        whole = [(made, rows) for made, rows in tempting if rows and rows.items() <= slips.items()]
        for (one, rows), (other, more) in combinations(whole, 2):
            if {**rows, **more} == slips and not (rows.items() <= more.items() or more.items() <= rows.items()):
                return [one, other]
        return []

    def _mostly(self, value: Any) -> list[tuple[Mistake, Any]]:
        """The one mistake, with its answer, that was made on most of its rows, and accounts for most of the wrong ones.

        A single slip that happens to look like a part of a mistake is none.
        """
        slips, tempting = self._slips(value)
        found = []
        for made, rows in tempting:
            shared = slips.items() & rows.items()
            if len(shared) > 1 and 2 * len(shared) >= max(len(slips), len(rows)):
                found.append((len(shared), made))
        best = max((n for n, _made in found), default=0)
        leading = [made for n, made in found if n == best]
        return leading if len(leading) == 1 else []

    def _slips(self, value: Any) -> tuple[dict, list[tuple[tuple[Mistake, Any], dict]]]:
        """What is wrong in this answer, part by part, and the same of each named mistake."""
        given, right = self.kind.parts(value), self.kind.parts(self.answer)
        if given is None or right is None:
            return {}, []
        tempting = [(made, _departures(self.kind.parts(made[1]), right)) for made in self._tempting]
        return _departures(given, right), tempting

    def _react(self, template: str, value: Any) -> str:
        return self._say(template, got=self.kind.contrast(value, self.answer), answer=self.kind.show(self.answer))

    def _say(self, template: str, **more: Any) -> str:
        return template.format(**self.facts, **more)

    # ── variants ─────────────────────────────────────────────────────────────────────────────────────
    def variant(self, seed: int) -> "Question":
        """The same question on another seed: other figures, the same idea."""
        return replace(self, seed=seed)

    def on(self, case: Any) -> "Question":
        """The same question about another case, for instance the trainee's own company."""
        return replace(self, case=lambda seed: case)

    @property
    def usable(self) -> bool:
        """Whether answer and named mistakes all differ on this seed, also once written down to the precision asked for.

        A seed where two of them coincide teaches nothing: a mistake would pass, or be met with another's message.
        """
        return not self.clashes

    @property
    def clashes(self) -> list[tuple[str, str]]:
        """Which of the answer and the named mistakes coincide on this seed, by name."""
        right = [
            (_("the answer"), self.answer),
            *((_("an accepted answer"), value) for _other, value in self._alternatives),
        ]
        wrong = [(mistake.name, value) for mistake, value in self._tempting]
        pairs = [*product(right, wrong), *combinations(wrong, 2)]
        return [(one, other) for (one, a), (other, b) in pairs if self._clash(a, b)]

    def _clash(self, a: Any, b: Any) -> bool:
        same, typed = self.kind.same, self.kind.as_typed
        return same(a, b) or same(b, a) or same(typed(a), b) or same(typed(b), a)

    def fresh(self, after: int | None = None, tries: int = 50) -> "Question":
        """The next usable variant after a seed (this question's own, unless told)."""
        start = self.seed if after is None else after
        for seed in range(start + 1, start + 1 + tries):
            other = self.variant(seed)
            if other.usable:
                return other
        one, other = self.variant(start + 1).clashes[0]
        raise CasekitError(
            _("No fresh numbers could be found for {id} in {n} tries: “{one}” and “{other}” coincide.").format(
                id=self.id, n=tries, one=one, other=other
            )
        )


def _departures(parts: Mapping, right: Mapping) -> dict:
    """The parts of an answer that are not as they should be."""
    return {part: content for part, content in parts.items() if right.get(part) != content}
