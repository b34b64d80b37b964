"""What a question promises, proven from the question alone.

``for name, prove in proofs(question): prove()`` raises AssertionError, with a sentence, at the first promise not kept.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from casekit.practice.kinds.choose import Choice
from casekit.practice.outcome import Outcome, Status
from casekit.practice.question import Mistake, Question
from casekit.practice.sandbox import WAKING

USABLE = 0.95  # the share of seeds on which answer and named mistakes must all differ
Proof = tuple[str, Callable[[], None]]


def proofs(question: Question, *, seeds: int = 8) -> list[Proof]:
    """The promises of one question as (name, callable that raises AssertionError).

    ``seeds`` variants, from the question's own on, are looked at; 200 is the full proof.
    """
    return list(_Proofs(question, seeds).all())


def bank_proofs(questions: list[Question]) -> list[Proof]:
    """The promises of a set of questions: every id once, and choices that their shape does not give away."""
    return [
        ("ids are unique", partial(_ids_unique, questions)),
        ("a long option is not always the right one", partial(_length_tells_nothing, questions)),
    ]


@dataclass(frozen=True)
class _Proofs:
    question: Question
    seeds: int

    def all(self) -> Iterator[Proof]:
        yield "enough seeds are usable", self.enough_seeds
        yield "the oracle passes", self.oracle_passes
        for n, _other in enumerate(self.question.accepted):
            yield f"accepted alternative {n + 1} passes", partial(self.accepted_passes, n)
        for mistake in self.question.mistakes:
            yield f"mistake {mistake.name} fails with its own message", partial(self.mistake_fails, mistake)
        yield "the messages of mistakes are distinct", self.messages_distinct
        yield "blank is not attempted", self.blank
        for n, nonsense in enumerate(self.question.kind.nonsense):
            yield f"nonsense {n + 1} is one sentence", partial(self.nonsense, nonsense)
        yield "there are four rungs of help", self.rungs
        yield "rungs 1 and 2 do not contain the answer", self.no_spoiler
        yield "the prompt fills", self.prompt_fills
        yield "the face is JSON and not solved", self.face
        yield "a screen can type the answer", self.typed
        if type(self.question.kind) is Choice:
            yield "every wrong option is a named mistake", self.options_named
        if self.question.way == "compute":
            yield "there is a workbook for Excel", self.workbook
        if self.question.kind.name == "function":
            yield "a looping function is stopped", self.loop_stopped

    # ── variants ─────────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def variants(self) -> list[Question]:
        return [self.question.variant(self.question.seed + step) for step in range(self.seeds)]

    @cached_property
    def usable(self) -> list[Question]:
        return [variant for variant in self.variants if variant.usable]

    @cached_property
    def one(self) -> Question:
        return self.usable[0] if self.usable else self.question.fresh()

    def enough_seeds(self) -> None:
        # Of a few seeds one may be unlucky; the full count allows 5 in 100.
        unusable = len(self.variants) - len(self.usable)
        allowed = max(1, int((1 - USABLE) * self.seeds))
        bad = [(variant.seed, variant.clashes[0]) for variant in self.variants if not variant.usable][:3]
        told = "; ".join(f"on seed {seed} “{one}” and “{other}” coincide" for seed, (one, other) in bad)
        assert unusable <= allowed, f"{unusable} of {self.seeds} seeds are not usable: {told}"

    # ── answers ──────────────────────────────────────────────────────────────────────────────────────
    def oracle_passes(self) -> None:
        self._right(self.one, self.one.check(self.one.oracle(self.one.facts)))

    def typed(self) -> None:
        for variant in self.usable:
            self._right(variant, variant.check(_on_screen(variant, variant.answer)))

    def accepted_passes(self, n: int) -> None:
        for variant in self.usable:
            self._right(variant, variant.check(_on_screen(variant, _settled(variant, variant.accepted[n].compute))))

    def mistake_fails(self, mistake: Mistake) -> None:
        for variant in self.usable:
            outcome = variant.check(_on_screen(variant, _settled(variant, mistake.compute)))
            assert outcome.status is Status.WRONG, f"seed {variant.seed}: {outcome}"
            assert outcome.mistake == mistake.name, f"seed {variant.seed}: taken for {outcome.mistake}"
            _is_text(outcome.message)

    def messages_distinct(self) -> None:
        names = [mistake.name for mistake in self.question.mistakes]
        assert len(set(names)) == len(names), f"two mistakes share a name: {names}"
        templates = [mistake.message for mistake in self.question.mistakes]
        assert len(set(templates)) == len(templates), "two mistakes share a message"
        assert self.question.right not in templates, "a mistake has the message of the right answer"

    def blank(self) -> None:
        for nothing in (None, ..., "", "  ", [], {}, {"a": "", "b": None}):
            outcome = self.one.check(nothing)
            assert outcome.status is Status.NOT_ATTEMPTED, f"{nothing!r}: {outcome}"

    def nonsense(self, raw: Any) -> None:
        outcome = self.one.check(raw)
        assert outcome.status is Status.UNREADABLE, f"{raw!r}: {outcome}"
        _is_text(outcome.message)
        assert "\n" not in outcome.message, f"more than one line: {outcome.message}"

    def _right(self, variant: Question, outcome: Outcome) -> None:
        assert outcome.right, f"seed {variant.seed}: {outcome}"
        _is_text(outcome.message)

    # ── texts ────────────────────────────────────────────────────────────────────────────────────────
    def rungs(self) -> None:
        for variant in self.usable:
            texts = [variant.hint(rung) for rung in (1, 2, 3, 4)]
            for text in texts:
                _is_text(text)
            assert len(set(texts)) == 4, f"seed {variant.seed}: two rungs say the same"

    def no_spoiler(self) -> None:
        """A figure may stand in a nudge by accident on one seed; on more than half of them it is the answer."""
        for rung in (1, 2):
            told = [variant for variant in self.usable if _gives_away(variant, variant.hint(rung))]
            assert 2 * len(told) <= len(self.usable), f"rung {rung} contains the answer: {told[0].hint(rung)}"

    def prompt_fills(self) -> None:
        for variant in self.usable:
            _is_text(variant.text)

    def face(self) -> None:
        for variant in self.usable:
            face = variant.face()
            json.dumps(face, allow_nan=False)
            assert face["kind"] == variant.kind.name
            assert not variant.kind.is_solved(face, variant.answer), f"seed {variant.seed}: solved as it is dealt"

    # ── single kinds ─────────────────────────────────────────────────────────────────────────────────
    def options_named(self) -> None:
        wrong = set(self.question.kind.options) - {self.one.answer}
        named = {_settled(self.one, mistake.compute) for mistake in self.question.mistakes}
        assert wrong <= named, f"no mistake says why not: {sorted(wrong - named)}"

    def workbook(self) -> None:
        assert self.question.workbook, "a compute question must also be answerable from Excel"
        assert self.one.workbook(self.one.facts), "the workbook has no sheets"

    def loop_stopped(self) -> None:
        impatient = replace(self.one, kind=replace(self.one.kind, seconds=0.2))
        begun = time.monotonic()
        outcome = impatient.check(_endless)
        assert outcome.status is Status.UNREADABLE, str(outcome)
        assert time.monotonic() - begun < WAKING, "it was not stopped in time"


def _endless(*args: Any) -> None:
    while True:
        pass


def _settled(question: Question, compute: Callable) -> Any:
    return question.kind.settle(compute(question.facts), question.facts)


def _on_screen(question: Question, value: Any) -> Any:
    """The value as typed at a screen, through JSON and back."""
    return json.loads(json.dumps(question.kind.type_in(value)))


def _is_text(text: str) -> None:
    assert isinstance(text, str), repr(text)
    assert text.strip(), "an empty text"
    assert not re.search(r"\{\w+[^}]*\}", text), f"a placeholder was not filled: {text}"
    assert not re.search(r"\b(?:nan|np\.\w+\()", text), f"raw Python shows: {text}"


def _gives_away(question: Question, text: str) -> bool:
    """Whether the answer stands in the text. A nudge that names several options gives none of them away."""
    if isinstance(question.kind, Choice):
        labels = [option["label"] for option in question.face()["options"]]
        if sum(_contains(text, label) for label in labels) > 1:
            return False
    return any(_contains(text, spoiler) for spoiler in question.kind.spoilers(question.answer))


def _contains(text: str, spoiler: str) -> bool:
    return bool(re.search(rf"(?<![\w.,]){re.escape(spoiler.strip())}(?!\w|[.,]\d)", text, re.IGNORECASE))


def _ids_unique(questions: list[Question]) -> None:
    ids = [question.id for question in questions]
    twice = sorted({id for id in ids if ids.count(id) > 1})
    assert not twice, f"ids used more than once: {twice}"


def _length_tells_nothing(questions: list[Question]) -> None:
    """Who always ticks the longest option must not pass: at most two thirds of three choices or more."""
    choices = [question for question in questions if type(question.kind) is Choice]
    by_length = [question for question in choices if _longest(question) == question.answer]
    assert len(choices) < 3 or 3 * len(by_length) <= 2 * len(choices), (
        f"the longest option is right in {len(by_length)} of {len(choices)}: {[q.id for q in by_length]}"
    )


def _longest(question: Question) -> str:
    return max(question.face()["options"], key=lambda option: len(option["label"]))["id"]
