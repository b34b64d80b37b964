"""Things put in order, and things put together."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from casekit.practice.kinds.base import Kind, Labels, filled, find, listed, several
from casekit.practice.kinds.rows import blank_rows, pairs_of
from casekit.practice.outcome import Unreadable
from casekit.text import _, ngettext


@dataclass(frozen=True)
class Ranking:
    """Ids from first to last, with the labels to speak of them."""

    ids: tuple[str, ...]
    labels: Mapping[str, str] = field(compare=False)


@dataclass(frozen=True)
class Pairing:
    """Which right one each left one was given, with the labels to speak of both."""

    pairs: Mapping[str, str]
    left: Mapping[str, str] = field(compare=False)
    right: Mapping[str, str] = field(compare=False)


@dataclass(frozen=True)
class Order(Kind):
    """Items put in order: ``items`` maps ids to labels (templates), or is a function of the facts.

    An answer is a list of ids or labels, or one text with commas, semicolons, ``>`` or line ends between them.
    ``because(facts, item)`` says what this id needs before it, for who put it too early; None if there is no more to
    say.
    """

    items: Labels = field(default_factory=dict)
    because: Callable[[Mapping, str], str | None] | None = None
    name: ClassVar[str] = "order"
    nonsense: ClassVar[tuple] = (["no such item"], 3.7, object(), "first the large one")

    def read(self, raw: Any, facts: Mapping) -> Ranking:
        labels = filled(self.items, facts)
        ids = tuple(_item(one, labels) for one in _sequence(raw))
        if twice := [id for id in labels if ids.count(id) > 1]:
            raise Unreadable(_("“{item}” stands in the order more than once.").format(item=labels[twice[0]]))
        if missing := [label for id, label in labels.items() if id not in ids]:
            raise Unreadable(
                _("{n} of {total} are not in the order yet: {items}.").format(
                    n=len(missing), total=len(labels), items=", ".join(missing[:3])
                )
            )
        return Ranking(ids, labels)

    def show(self, value: Ranking) -> str:
        return ", ".join(value.labels[id] for id in value.ids)

    def explain(self, given: Ranking, expected: Ranking, facts: Mapping) -> str:
        right = [a == b for a, b in zip(given.ids, expected.ids, strict=True)]
        first = right.index(False)
        told = ngettext(
            "The first one stands right. “{item}” does not come next.",
            "The first {n} stand right. “{item}” does not come next.",
            first,
        )
        if first == 0:
            told = _("“{item}” does not come first.")
        told = told.format(n=first, item=given.labels[given.ids[first]])
        reason = self.because(facts, given.ids[first]) if self.because else None
        return f"{told} {reason}" if reason else told

    def type_in(self, value: Ranking) -> list[str]:
        return list(value.ids)

    def face(self, facts: Mapping, rng: random.Random) -> dict:
        items = listed(filled(self.items, facts))
        rng.shuffle(items)
        return {"kind": self.name, "items": items}

    def is_solved(self, face: Mapping, answer: Ranking) -> bool:
        return [item["id"] for item in face["items"]] == list(answer.ids)


@dataclass(frozen=True)
class Match(Kind):
    """Each of ``left`` is given one of ``right``; one on the right may serve several, or none.

    An answer maps left to right, by ids or labels: a dict, a Series, a two-column table, a list of pairs.
    ``because(facts, left, right)`` says why these two ids do not go together, without naming the right one; None if
    there is no more to say.
    """

    left: Labels = field(default_factory=dict)
    right: Labels = field(default_factory=dict)
    because: Callable[[Mapping, str, str], str | None] | None = None
    name: ClassVar[str] = "match"
    nonsense: ClassVar[tuple] = ({"no such left": "no such right"}, 3.7, object(), "all of them")

    def is_blank(self, raw: Any) -> bool:
        return super().is_blank(raw) or blank_rows(raw)

    def read(self, raw: Any, facts: Mapping) -> Pairing:
        left, right = filled(self.left, facts), filled(self.right, facts)
        given = pairs_of(raw, left, self.is_blank)
        pairs = {}
        for id, answer in given.items():
            if (meant := find(answer, right)) is None:
                raise Unreadable(
                    _("“{answer}”, given to “{left}”, is none of {right}.").format(
                        answer=answer, left=left[id], right=", ".join(right.values())
                    )
                )
            pairs[id] = meant
        return Pairing({id: pairs[id] for id in left}, left, right)

    def show(self, value: Pairing) -> str:
        return "; ".join(f"{value.left[id]} → {value.right[other]}" for id, other in value.pairs.items())

    def explain(self, given: Pairing, expected: Pairing, facts: Mapping) -> str:
        wrong = [id for id in given.pairs if given.pairs[id] != expected.pairs[id]]
        told = _("{right} of {n} pairs are right. Look again at “{left}”.").format(
            right=len(given.pairs) - len(wrong), n=len(given.pairs), left=given.left[wrong[0]]
        )
        reason = self.because(facts, wrong[0], given.pairs[wrong[0]]) if self.because else None
        return f"{told} {reason}" if reason else told

    def parts(self, value: Pairing) -> Mapping:
        return value.pairs

    def type_in(self, value: Pairing) -> dict[str, str]:
        return dict(value.pairs)

    def face(self, facts: Mapping, rng: random.Random) -> dict:
        right = listed(filled(self.right, facts))
        rng.shuffle(right)
        return {"kind": self.name, "left": listed(filled(self.left, facts)), "right": right}


def _sequence(raw: Any) -> list:
    if isinstance(raw, str):
        return [part for part in re.split(r"[,;>\n，；、]+", raw) if part.strip()]
    return several(raw, _("A list of items in order is expected, not a {type}.").format(type=type(raw).__name__))


def _item(raw: Any, labels: Mapping[str, str]) -> str:
    if (id := find(raw, labels)) is None:
        raise Unreadable(_("“{raw}” is none of the items: {items}.").format(raw=raw, items=", ".join(labels)))
    return id
