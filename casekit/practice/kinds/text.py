"""A short answer in the trainee's own words.

Nothing here understands a text: it looks for words. The sentences say so, and a point counts as made when one of its
patterns is found.
"""

import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from casekit.practice.kinds.base import Kind
from casekit.practice.outcome import Unreadable
from casekit.text import _

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_CLAUSE = re.compile(r"[.!?;:。！？；：\n]|,? (?:but|because|since|whereas|while)\b|，|但|因为")
_NEGATION = re.compile(
    r"\b(?:no|not|never|nor|none|cannot|without|nothing|neither|hardly|doubt\w*)\b|n['’]t\b|不|没|無|无|未|非|別|别"
)


@dataclass(frozen=True)
class Said:
    """What was found in a text: the points made, the traps fallen into, the text, the words that were a trap."""

    points: frozenset[str]
    traps: frozenset[str]
    text: str = field(compare=False)
    trapped: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class FreeText(Kind):
    """A few sentences that must make certain points.

    Parameters
    ----------
    points : id to (label, patterns). Patterns are regular expressions, matched without regard to case from the start
        of a word, so that a stem does: ``"regress"`` finds "regression". Chinese patterns match anywhere.
    traps : id to patterns of claims that must not be made. A claim that is denied in its clause ("this does not show
        that the calls worked") is not made.
    words : the fewest words an answer may have; two Chinese characters count as one.

    A named mistake is a model text: it is recognised when the same traps are found, or without traps the same points.
    """

    points: Mapping[str, tuple[str, Sequence[str]]] = field(default_factory=dict)
    traps: Mapping[str, Sequence[str]] = field(default_factory=dict)
    words: int = 8
    name: ClassVar[str] = "text"
    nonsense: ClassVar[tuple] = ("yes", 3.7, object(), ["a", "b"], "?!?!")

    def read(self, raw: Any, facts: Mapping) -> Said:
        if not isinstance(raw, str):
            raise Unreadable(
                _("An answer in your own words is expected, not a {type}.").format(type=type(raw).__name__)
            )
        if (given := count_words(_without_echoes(raw))) < self.words:
            raise Unreadable(
                _("That is {given} different words; write at least {words}, in your own words.").format(
                    given=given, words=self.words
                )
            )
        text = _plain(raw)
        points = frozenset(id for id, (_label, patterns) in self.points.items() if _places(patterns, text))
        claimed = {id: _claimed(patterns, text) for id, patterns in self.traps.items()}
        words = dict.fromkeys(word for found in claimed.values() for word in found)
        return Said(points, frozenset(id for id, found in claimed.items() if found), raw.strip(), tuple(words))

    def same(self, given: Said, expected: Said) -> bool:
        if expected.traps:
            return expected.traps <= given.traps
        return not given.traps and given.points == expected.points

    def explain(self, given: Said, expected: Said, facts: Mapping) -> str:
        made = [label for id, (label, _patterns) in self.points.items() if id in given.points & expected.points]
        missing = [label for id, (label, _patterns) in self.points.items() if id in expected.points - given.points]
        said = [_("Your text is searched for words, not understood.")]
        if made:
            said.append(_("Found: {points}.").format(points="; ".join(made)))
        if missing:
            said.append(_("Not found yet: {points}.").format(points="; ".join(missing)))
        if given.traps:
            said.append(_("Take back, or say on what it rests: {words}.").format(words=self.contrast(given, expected)))
        return " ".join(said)

    def contrast(self, given: Said, expected: Said) -> str:
        """The words that make a claim one must not make; without any, the whole text."""
        return ", ".join(f"“{word}”" for word in given.trapped) or self.echo(given)

    def show(self, value: Said) -> str:
        return f"“{value.text}”"

    def type_in(self, value: Said) -> str:
        return value.text

    def face(self, facts: Mapping, rng: random.Random) -> dict:
        return {"kind": self.name, "words": self.words}


def _without_echoes(text: str) -> str:
    """The text with each word once; a heap of one word is no sentence."""
    return " ".join(dict.fromkeys(text.casefold().split()))


def count_words(text: str) -> int:
    """Words of a text; Chinese writes none apart, so two characters count as one."""
    spaced = _CHINESE.sub(" ", text)
    return len(re.findall(r"\w[\w'’-]*", spaced)) + (len(_CHINESE.findall(text)) + 1) // 2


def _plain(raw: str) -> str:
    return re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFKC", raw).casefold().replace("’", "'"))


def _places(patterns: Sequence[str], text: str) -> list[re.Match]:
    return [match for pattern in patterns for match in _compiled(pattern).finditer(text)]


def _compiled(pattern: str) -> re.Pattern:
    start = "" if _CHINESE.match(pattern) else r"(?<!\w)"
    return re.compile(f"{start}(?:{pattern})", re.IGNORECASE)


def _claimed(patterns: Sequence[str], text: str) -> list[str]:
    return [match[0] for match in _places(patterns, text) if not _denied(text[: match.start()])]


def _denied(before: str) -> bool:
    """Whether the clause that leads up to a claim denies it."""
    return bool(_NEGATION.search(_CLAUSE.split(before)[-1]))
