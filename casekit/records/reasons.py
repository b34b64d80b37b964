"""Why two cards are taken for one person, as a sentence."""

from collections.abc import Callable

import numpy as np

from casekit.records.compared_cards import ComparedCards
from casekit.records.evidence import unpacked
from casekit.text import _


def reasons(
    cards: ComparedCards,
    left: np.ndarray,
    right: np.ndarray,
    code: np.ndarray,
    shown: Callable[[str], str] = lambda name: name,
) -> list[str]:
    """A sentence for each pair: what is the same, how the names differ, what speaks against it.

    ``shown`` makes of a name what may be shown of it.
    """
    kinds, place = np.unique(code, return_inverse=True)
    levels = unpacked(kinds)
    begun = [_sentence({field: int(level[kind]) for field, level in levels.items()}) for kind in range(len(kinds))]
    written = cards.codes["written"]
    alike = (written[left] == written[right]) | (written[left] < 0) | (written[right] < 0)
    named = np.where(levels["name"][place] == 1, ~alike, levels["name"][place] > 1)
    return [
        begun[kind](shown(cards.written[one]), shown(cards.written[two])) if both else begun[kind]("", "")
        for kind, one, two, both in zip(place, left, right, named, strict=True)
    ]


def _sentence(levels: dict[str, int]) -> Callable[[str, str], str]:
    """All of the sentence but the two names."""
    same = [word for field, word in _same_words().items() if levels[field] == 1]
    if levels["name"] == 1:
        same.append(_("name"))
    start = _("same {things}").format(things=_listed(same)) if same else _("nothing the same")
    notes = []
    if levels["birthday"] == 2:
        notes.append(_("birthday with day and month swapped"))
    if levels["phone"] == 2:
        notes.append(_("the phone is shared by too many to count"))
    against = [
        word
        for field, level, word in (
            ("id_number", 2, _("another id number")),
            ("birthday", 3, _("another birthday")),
            ("gender", 2, _("another gender")),
        )
        if levels[field] == level
    ]
    if against:
        notes.append(_("but {things}").format(things=_listed(against)))
    ending = "".join(f", {note}" for note in notes)
    without_name = same[:-1] if levels["name"] == 1 else same
    begin = _("same {things}").format(things=_listed(without_name)) if without_name else ""
    manner = _name_words()[levels["name"]]

    def told(one: str, two: str) -> str:
        if not one:
            return start + ending
        names = _("{manner}: {one} / {two}").format(manner=manner, one=one, two=two)
        return (f"{begin}, {names}" if begin else names) + ending

    return told


def _same_words() -> dict[str, str]:
    return {
        "id_number": _("id number"),
        "email": _("e-mail"),
        "phone": _("phone"),
        "birthday": _("birthday"),
        "address": _("address"),
    }


def _name_words() -> tuple[str, ...]:
    return (
        "",
        _("name written differently"),
        _("name written short"),
        _("name mistyped"),
        _("names alike"),
        _("names differ"),
    )


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])
