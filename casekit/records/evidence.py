"""What two cards say about one another: a level for each field, all levels packed into one whole number a pair."""

import numpy as np

from casekit.records.compared_cards import ComparedCards
from casekit.records.match_rules import FIELDS, LEVELS, SIZES
from casekit.records.name_letters import is_pinyin

LONG_NAME = 12  # letters; from here on two may be wrong
_SAME, _SHORT, _MISTYPED, _ALIKE, _OTHER = range(1, 6)


def evidence(cards: ComparedCards, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The packed levels of each pair, as ``np.ravel_multi_index`` over the fields packs them."""
    levels = {field: _same_or_other(cards.codes[field], left, right) for field in ("id_number", "gender")}
    levels |= {field: _same(cards.codes[field], left, right) for field in ("email", "phone", "address")}
    for field in ("id_number", "email", "address"):
        levels[field][cards.shared[field][left] | cards.shared[field][right]] = 0
    levels["phone"][(levels["phone"] == 1) & cards.shared["phone"][left]] = 2
    levels["birthday"] = _birthdays(cards.codes["birthday"], left, right)
    levels["name"] = _names(cards, left, right)
    return packed(levels)


def packed(levels: dict[str, np.ndarray]) -> np.ndarray:
    """The levels of all fields as one number a pair."""
    return np.ravel_multi_index([levels[field] for field in FIELDS], SIZES)


def unpacked(code: np.ndarray) -> dict[str, np.ndarray]:
    """The levels of each field."""
    return dict(zip(LEVELS, np.unravel_index(code, SIZES), strict=True))


def _same(codes, left, right) -> np.ndarray:
    return ((codes[left] == codes[right]) & (codes[left] >= 0)).astype("int8")


def _same_or_other(codes, left, right) -> np.ndarray:
    known = (codes[left] >= 0) & (codes[right] >= 0)
    return np.where(known, np.where(codes[left] == codes[right], 1, 2), 0).astype("int8")


def _birthdays(days, left, right) -> np.ndarray:
    level = _same_or_other(days, left, right)
    swapped = days // 10000 * 10000 + days % 100 * 100 + days // 100 % 100
    return np.where(level == 2, np.where(swapped[left] == days[right], 2, 3), level)


def _names(cards: ComparedCards, left, right) -> np.ndarray:
    """Each pair of names that occurs is compared once."""
    names = cards.codes["name"]
    level = _same(names, left, right)
    chinese = cards.codes["chinese"]
    other_characters = (level == 1) & (_same_or_other(chinese, left, right) == 2)
    level[other_characters] = _ALIKE
    unlike = np.flatnonzero((names[left] >= 0) & (names[right] >= 0) & (level == 0))
    low, high = np.minimum(names[left], names[right])[unlike], np.maximum(names[left], names[right])[unlike]
    size = int(names.max(initial=0)) + 1
    pairs, place = np.unique(low * size + high, return_inverse=True)
    form = np.full(size, "", dtype=object)
    form[names[names >= 0]] = cards.names[names >= 0]
    level[unlike] = _unlike_names(form[pairs // size], form[pairs % size])[place]
    return level


def _unlike_names(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    if not len(one):
        return np.zeros(0, dtype="int8")
    wrong = _letters_wrong(one, other)
    length = np.minimum([len(name) for name in one], [len(name) for name in other])
    close = wrong <= np.where(length >= LONG_NAME, 2, 1)
    level = np.full(len(one), _OTHER, dtype="int8")
    for place, (first, second) in enumerate(zip(one, other, strict=True)):
        words, others = first.split(), second.split()
        if wrong[place] == 0:
            level[place] = _SAME  # only the blanks stand elsewhere
        elif _short_for(words, others) or _short_for(others, words):
            level[place] = _SHORT
        elif close[place]:
            level[place] = _ALIKE if is_pinyin(first) and is_pinyin(second) else _MISTYPED
        elif set(words) < set(others) or set(others) < set(words):
            level[place] = _ALIKE  # the family name alone, or the given name alone
    return level


def _letters_wrong(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Letters to put in, leave out, change or swap, whichever way round the words stand; blanks do not count."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cpdist

    ways = [
        cpdist(first, second, scorer=OSA.distance, score_cutoff=2) for first in _ways(one) for second in _ways(other)
    ]
    return np.minimum.reduce(ways)


def _ways(names: np.ndarray) -> tuple[list[str], list[str]]:
    """The letters of each name, words in order and in reverse."""
    words = [name.split() for name in names]
    return ["".join(name) for name in words], ["".join(reversed(name)) for name in words]


def _short_for(words: list[str], full: list[str]) -> bool:
    """Whether ``words`` are ``full`` with initials, or with a middle name left out."""
    if not any(len(word) == 1 for word in words):
        return len(words) >= 2 and set(words) < set(full)
    if len(words) > len(full) or all(len(word) == 1 for word in words):
        return False
    left = list(full)
    for word in sorted(words, key=len, reverse=True):  # whole words first: "l li" is "li" with an initial
        fits = [name for name in left if (name.startswith(word) if len(word) == 1 else name == word)]
        if not fits:
            return False
        left.remove(fits[0])
    return True
