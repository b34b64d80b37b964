"""A merge beside the truth: which cards were wrongly put together, which were missed."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.tables import collect
from casekit.text import _

_MOST_CARDS = 2_000_000
_MOST_PAIRS = 5_000_000


@dataclass(frozen=True)
class MergeQuality:
    """How well cards were put together, counted in pairs of cards.

    Attributes
    ----------
    cards : how many were judged; ``without_truth`` how many cards of the merge were not, for want of a true person.
    people_found, people_true : among the judged cards.
    right_pairs, wrong_pairs, missed_pairs : pairs of one person put together; of two people put together; of one
        person left apart.
    precision : right / (right + wrong): of the pairs put together, how many are right. Not-a-number without any.
    recall : right / (right + missed): of the pairs that belong together, how many were found. Not-a-number without any.
    people_merged_wrongly : found people who are more than one true person.
    people_split : true people who were found as more than one.
    wrong, missed : the pairs as tables: left, right, person (the found one; for missed the true one), score and reason
        (of the pair itself; where it was joined only through other cards, or had nothing to compare it by, score is
        missing and the reason says so).
    """

    cards: int
    without_truth: int
    people_found: int
    people_true: int
    right_pairs: int
    wrong_pairs: int
    missed_pairs: int
    people_merged_wrongly: int
    people_split: int
    _found: np.ndarray = field(repr=False)
    _true: np.ndarray = field(repr=False)
    _true_ids: np.ndarray = field(repr=False)
    _place: np.ndarray = field(repr=False)
    _pairs: Any = field(repr=False)

    @property
    def precision(self) -> float:
        return share(self.right_pairs, self.wrong_pairs)

    @property
    def recall(self) -> float:
        return share(self.right_pairs, self.missed_pairs)

    @cached_property
    def wrong(self) -> pd.DataFrame:
        left, right = _apart(self._found, self._true, self.wrong_pairs)
        return self._told(left, right, self._found[left] + 1, _("joined through other cards"))

    @cached_property
    def missed(self) -> pd.DataFrame:
        left, right = _apart(self._true, self._found, self.missed_pairs)
        return self._told(left, right, self._true_ids[self._true[left]], _("nothing in common to compare them by"))

    def _told(self, left, right, person, otherwise: str) -> pd.DataFrame:
        cards, pairs = self._pairs.cards, self._pairs
        one, two = self._place[left], self._place[right]
        keys = pairs.left * len(cards) + pairs.right
        wanted = one * len(cards) + two
        place = np.searchsorted(keys, wanted).clip(max=max(len(keys) - 1, 0))
        there = keys[place] == wanted if len(keys) else np.zeros(len(wanted), dtype=bool)
        score = np.full(len(wanted), np.nan)
        reason = np.full(len(wanted), otherwise, dtype=object)
        score[there], reason[there] = pairs.score[place[there]], pairs.reason_of(place[there])
        table = {"left": cards.ids[one], "right": cards.ids[two], "person": person, "score": score, "reason": reason}
        return pd.DataFrame(table).astype({"reason": "str"})


def merge_quality(people: pd.DataFrame, truth: Any, card_id: str, person_id: str, pairs) -> MergeQuality:
    """See :meth:`~casekit.records.Merge.against`."""
    truth = collect(truth, _("the truth"), _MOST_CARDS)
    for name in (card_id, person_id):
        if name not in truth:
            raise CasekitError(
                _("The truth has no column “{name}”; it has: {has}.").format(name=name, has=", ".join(map(str, truth)))
            )
    known = truth[truth[person_id].notna() & (truth[person_id].astype("str") != "")]
    known = known[[card_id, person_id]].drop_duplicates()
    if known[card_id].duplicated().any():
        twice = known.loc[known[card_id].duplicated(), card_id].iloc[0]
        raise CasekitError(_("In the truth card {card} has two persons; it can have one.").format(card=twice))
    owner = people["card_id"].map(known.set_index(card_id)[person_id])
    place = np.flatnonzero(owner.notna().to_numpy())
    if not len(place):
        raise CasekitError(_("No card of the merge is in the truth; are these the same cards?"))
    found = np.unique(people["person"].to_numpy()[place], return_inverse=True)[1]
    true, names = pd.factorize(owner.iloc[place])
    crossing = Crossing.of(found, true)
    return MergeQuality(
        cards=len(place),
        without_truth=len(people) - len(place),
        people_found=len(crossing.in_found),
        people_true=len(crossing.in_true),
        right_pairs=crossing.right_pairs,
        wrong_pairs=crossing.found_pairs - crossing.right_pairs,
        missed_pairs=crossing.true_pairs - crossing.right_pairs,
        people_merged_wrongly=int((crossing.in_found > 1).sum()),
        people_split=int((crossing.in_true > 1).sum()),
        _found=people["person"].to_numpy()[place] - 1,
        _true=true,
        _true_ids=names.to_numpy(),
        _place=place,
        _pairs=pairs,
    )


@dataclass(frozen=True)
class Crossing:
    """Two numberings (from 0, without gaps) of the same cards, crossed: who is found in how many pieces.

    ``found`` and ``true`` are the persons of each combination that occurs, ``in_found`` how many true people each found
    person holds, ``in_true`` in how many found people each true person lies.
    """

    found: np.ndarray
    true: np.ndarray
    in_found: np.ndarray
    in_true: np.ndarray
    right_pairs: int
    found_pairs: int
    true_pairs: int

    @classmethod
    def of(cls, found: np.ndarray, true: np.ndarray) -> "Crossing":
        """Cross the two."""
        size_found, size_true = np.bincount(found), np.bincount(true)
        both, together = np.unique(found * len(size_true) + true, return_counts=True)
        found, true = both // len(size_true), both % len(size_true)
        return cls(
            found,
            true,
            np.bincount(found, minlength=len(size_found)),
            np.bincount(true, minlength=len(size_true)),
            _pairs_of(together),
            _pairs_of(size_found),
            _pairs_of(size_true),
        )


def _pairs_of(sizes: np.ndarray) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def share(right: int, other: int) -> float:
    """The share of the right ones, not-a-number when there are none at all."""
    return right / (right + other) if right + other else float("nan")


def _apart(together: np.ndarray, other: np.ndarray, expected: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of places that are one in the first numbering and two in the other."""
    if expected > _MOST_PAIRS:
        raise CasekitError(
            _("{n} pairs are too many to list; be stricter, or look at the counts.").format(n=f"{expected:,}")
        )
    order = np.argsort(together, kind="stable")
    groups = together[order]
    left, right = [np.array([], dtype="int64")], [np.array([], dtype="int64")]
    for distance in range(1, int(np.bincount(together).max())):
        one, two = order[:-distance], order[distance:]
        kept = (groups[distance:] == groups[:-distance]) & (other[one] != other[two])
        left.append(one[kept])
        right.append(two[kept])
    left, right = np.concatenate(left), np.concatenate(right)
    order = np.lexsort((right, left))
    return left[order], right[order]
