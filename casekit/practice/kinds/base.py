"""What every kind of question does with an answer."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from casekit.text import _


@dataclass(frozen=True)
class Kind:
    """One kind of answer: how it is read, compared, explained and shown. Subclasses hold only what differs.

    ``read`` takes what a trainee gave (from a form: JSON; from code: any Python object) and gives a value that
    ``same`` can compare, or raises :class:`~casekit.practice.outcome.Unreadable` with one sentence.
    """

    name: ClassVar[str]
    nonsense: ClassVar[tuple] = ()  # answers no question of this kind can read; used to prove the contract

    def is_blank(self, raw: Any) -> bool:
        """Whether nothing was answered: None, empty text, an empty list, a form left untouched."""
        if raw is None or raw is ...:
            return True
        if isinstance(raw, str):
            return not raw.strip()
        if isinstance(raw, Mapping):
            return all(self.is_blank(value) for value in raw.values())
        if isinstance(raw, (list, tuple, set, frozenset)):
            return all(self.is_blank(value) for value in raw)
        return False

    def read(self, raw: Any, facts: Mapping) -> Any:
        raise NotImplementedError

    def settle(self, answer: Any, facts: Mapping) -> Any:
        """The course's own answer (of an oracle or a mistake) in the form that ``read`` gives."""
        return self.read(answer, facts)

    def same(self, given: Any, expected: Any) -> bool:
        return given == expected

    def near_enough(self, given: Any, expected: Any) -> str:
        """A remark when the answer is right but for its dress (a share for a per cent); else empty."""
        return ""

    def explain(self, given: Any, expected: Any, facts: Mapping) -> str:
        """What to say of a wrong answer that is none of the named mistakes, without giving the answer away."""
        return _("{got} is not it yet.").format(got=self.echo(given))

    def show(self, value: Any) -> str:
        """A value as the trainee reads it, within a sentence."""
        return str(value)

    def echo(self, value: Any) -> str:
        """The trainee's own answer, as given: rounding it would put words into their mouth."""
        return self.show(value)

    def face(self, facts: Mapping, rng: random.Random) -> dict:
        """What a screen needs, as JSON."""
        return {"kind": self.name}


def fill(text: str, facts: Mapping) -> str:
    """A label template with the question's facts put in."""
    return text.format(**facts)
