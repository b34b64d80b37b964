"""One trainee at one question: what may be done next, and what is remembered of it."""

import json
from dataclasses import dataclass, replace
from typing import Any

from casekit.practice.outcome import Outcome, Status
from casekit.practice.question import Question
from casekit.practice.store import Standing, Store
from casekit.text import _

SOLUTION = 4


@dataclass(frozen=True)
class Help:
    """One rung of help: its number (1 to 4) and text. ``refused``: the text says why it is not given yet."""

    rung: int
    text: str
    refused: bool = False


class Sitting:
    """One trainee at one question; everything goes through the store, so another notebook or a restart finds it.

    ``question`` is the variant being worked at: its seed comes from the store, or is the first usable one.
    """

    def __init__(self, question: Question, store: Store) -> None:
        self.store = store
        self.question = self._current(question)

    def _current(self, question: Question) -> Question:
        seed = self.store.seed(question.id)
        variant = question if seed is None else question.variant(seed)
        if not self.store.standing(question.id, variant.seed).attempts and not variant.usable:
            variant = variant.fresh()
        if variant.seed != seed:
            self.store.set_seed(question.id, variant.seed)
        return variant

    # ── where things stand ───────────────────────────────────────────────────────────────────────────
    @property
    def standing(self) -> Standing:
        return self.store.standing(self.question.id, self.question.seed)

    @property
    def state(self) -> str:
        """new, tried, shown (the solution was seen here: fresh numbers are owed) or earned (and it stays so)."""
        return self.standing.state

    @property
    def rungs(self) -> list[str]:
        """The texts of the help taken on these numbers."""
        return [self.question.hint(rung) for rung in self.standing.rungs]

    @property
    def last_answer(self) -> Any:
        """The answer to restore: the last draft or attempt on these numbers, as JSON; None if there is none."""
        return self.standing.last_answer

    # ── what a trainee does ──────────────────────────────────────────────────────────────────────────
    def check(self, raw: Any) -> Outcome:
        """Check an answer. Right and wrong ones are attempts; a blank or an unreadable one is not."""
        outcome = self.question.check(raw)
        if outcome.status in (Status.RIGHT, Status.WRONG):
            self.store.record_attempt(
                self.question.id, self.question.seed, self._kept(raw), outcome.status, outcome.mistake
            )
            if outcome.right and self.state == "shown":
                owed = _("You had seen the solution, so earn it on new numbers.")
                return replace(outcome, message=f"{outcome.message} {owed}")
        elif outcome.status is Status.UNREADABLE:
            self.save_draft(raw)
        return outcome

    def save_draft(self, raw: Any) -> None:
        """Remember an answer as it stands on the screen. What is no JSON (a table made in code) is not remembered."""
        if _is_json(raw):
            self.store.save_draft(self.question.id, self.question.seed, raw)

    def help(self) -> Help:
        """The next rung of help that was not taken yet; after the last one, the solution again."""
        taken = self.standing.rungs
        return self._rung(next((rung for rung in (1, 2, 3) if rung not in taken), SOLUTION))

    def solution(self) -> Help:
        """The solution, whatever other help was taken; refused before an attempt."""
        return self._rung(SOLUTION)

    def _rung(self, rung: int) -> Help:
        standing = self.standing
        # Who has earned the question once may look at any variant's solution; no one learns less by it.
        if rung == SOLUTION and not (standing.attempts or standing.earned):
            return Help(rung, _("The solution opens after an attempt: give an answer first."), refused=True)
        self.store.record_rung(self.question.id, self.question.seed, rung)
        return Help(rung, self.question.hint(rung))

    def again(self) -> Question:
        """Fresh numbers: the next usable variant, with no help taken."""
        self.question = self.question.fresh()
        self.store.set_seed(self.question.id, self.question.seed)
        return self.question

    def _kept(self, raw: Any) -> Any:
        """The answer as JSON: as given if it is JSON, else as one would type it."""
        if _is_json(raw):
            return raw
        return self.question.kind.keep(raw, self.question.facts)


def _is_json(raw: Any) -> bool:
    try:
        json.dumps(raw, allow_nan=False)
    except (TypeError, ValueError):
        return False
    return True
