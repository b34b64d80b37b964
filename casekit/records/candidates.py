"""Which cards are worth comparing: those that share a key. All with all would be 5,000 million pairs of 100,000."""

from collections.abc import Callable, Collection, Iterator

import numpy as np

from casekit.records.compared_cards import KEYS, ComparedCards


def candidate_pairs(
    cards: ComparedCards,
    largest_block: int,
    *,
    shared_too: Collection[str] = (),
    step: Callable[[], None] = lambda: None,
) -> tuple[np.ndarray, np.ndarray, int]:
    """Pairs of places (left < right), each once, in order; and how many cards lay in blocks above ``largest_block``.

    Compared are cards with the same id number, e-mail, phone or address that is not shared by too many (of the
    keys in ``shared_too`` those as well), and cards with the same birthday, day and month in any order, and initials.
    ``step`` is called after each key.
    """
    found, skipped = [], 0
    for codes in _blocks(cards, shared_too):
        codes, too_large = _small_blocks(codes, largest_block)
        left, right = pairs_within(codes)
        found.append(left * len(cards) + right)
        skipped += too_large
        step()
    keys = np.unique(np.concatenate(found))
    return keys // len(cards), keys % len(cards), skipped


def _blocks(cards: ComparedCards, shared_too: Collection[str]) -> Iterator[np.ndarray]:
    for key in KEYS:
        codes = cards.codes[key]
        yield codes if key in shared_too else np.where(cards.shared[key], -1, codes)
    yield _birthday_and_initials(cards)


def _birthday_and_initials(cards: ComparedCards) -> np.ndarray:
    day = cards.codes["birthday"]
    month, date = day // 100 % 100, day % 100
    either = day // 10000 * 10000 + np.minimum(month, date) * 100 + np.maximum(month, date)
    forms = {form: "".join(sorted(word[0] for word in form.split())) for form in set(cards.names)}
    initials = np.array([forms[form] for form in cards.names], dtype=object)
    number = {letters: place for place, letters in enumerate(sorted(set(forms.values())))}
    code = np.array([number[letters] for letters in initials], dtype="int64")
    return np.where((day >= 0) & (cards.codes["name"] >= 0), either * len(number) + code, -1)


def _small_blocks(codes: np.ndarray, largest_block: int) -> tuple[np.ndarray, int]:
    """The codes, blank where they are on too many cards, and how many cards that is."""
    values, place, sizes = np.unique(codes, return_inverse=True, return_counts=True)
    large = (sizes[place] > largest_block) & (codes >= 0)
    return np.where(large, -1, codes), int(large.sum())


def pairs_within(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of places (left < right) with the same code from 0 on."""
    place = np.flatnonzero(codes >= 0)
    place = place[np.argsort(codes[place], kind="stable")]  # stable: of one code the lower place comes first
    ordered = codes[place]
    left, right = [place[:0]], [place[:0]]
    for distance in range(1, len(place)):
        alike = ordered[distance:] == ordered[:-distance]
        if not alike.any():
            break
        left.append(place[:-distance][alike])
        right.append(place[distance:][alike])
    return np.concatenate(left), np.concatenate(right)
