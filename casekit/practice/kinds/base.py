"""What every kind of question does with an answer."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from casekit.practice.outcome import Unreadable
from casekit.text import _

Labels = Mapping[str, str] | Callable[[Mapping], Mapping[str, str]]
"""Ids and their labels (templates), or a function of the facts that gives them."""


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

    def as_typed(self, value: Any) -> Any:
        """The value after someone has written it down to the precision asked for."""
        return value

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

    def contrast(self, given: Any, expected: Any) -> str:
        """The trainee's answer beside the right one, for ``{got}``: kinds that have much to show pick what differs."""
        return self.echo(given)

    def parts(self, value: Any) -> Mapping | None:
        """The answer taken apart (row by row), so that a mistake made on some rows only is recognised; else None."""
        return None

    def type_in(self, value: Any) -> Any:
        """What someone at a screen would give for this value, as JSON: the reverse of ``read``."""
        return value

    def keep(self, raw: Any, facts: Mapping) -> Any:
        """A readable answer made in code as JSON, so that it can be remembered."""
        return self.type_in(self.read(raw, facts))

    def spoilers(self, value: Any) -> tuple[str, ...]:
        """Texts that would give this answer away in a nudge."""
        return (self.show(value),)

    def face(self, facts: Mapping, rng: random.Random) -> dict:
        """What a screen needs, as JSON."""
        return {"kind": self.name}

    def is_solved(self, face: Mapping, answer: Any) -> bool:
        """Whether a face, left untouched, already shows the right answer: then it is dealt again."""
        return False


def fill(text: str, facts: Mapping) -> str:
    """A label template with the question's facts put in."""
    return text.format(**facts)


def filled(labels: Labels, facts: Mapping) -> dict[str, str]:
    """Labels, or what computes them from the facts, as ids and ready texts."""
    chosen = labels(facts) if callable(labels) else labels
    return {str(id): fill(label, facts) for id, label in chosen.items()}


def listed(labels: Mapping[str, str]) -> list[dict[str, str]]:
    """Ids and labels as a screen takes them."""
    return [{"id": id, "label": label} for id, label in labels.items()]


def several(raw: Any, sentence: str) -> list:
    """What was given as a list; Unreadable with the sentence when it is none."""
    try:
        if not isinstance(raw, (Mapping, bytes)):
            return list(raw)
    except TypeError:
        pass
    raise Unreadable(sentence)


def find(raw: Any, labels: Mapping[str, str]) -> str | None:
    """The id that is meant, given as id or as label, in any case; None if it is none of them."""
    meant = str(raw).strip().casefold()
    for id, label in labels.items():
        if meant in (id.casefold(), label.casefold()):
            return id
    return None
