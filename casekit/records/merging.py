"""One person out of several cards: which cards belong together, why, and what is known of the person."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.records.clusters import Joined, join
from casekit.records.compared_cards import ComparedCards, compared_cards
from casekit.records.golden import golden_cards
from casekit.records.match_rules import MatchRules, scores
from casekit.records.matching import STEPS, paired_cards
from casekit.records.merge_quality import MergeQuality, merge_quality
from casekit.records.normalising import chosen_columns
from casekit.records.progress import Progress, Steps
from casekit.records.reasons import reasons
from casekit.tables import collect
from casekit.text import _

STRICTNESS = 0.75
_MOST_MATCHES = 20_000_000


def merge_records(
    cards: Any,
    *,
    strictness: float = STRICTNESS,
    rules: MatchRules | None = None,
    matches: Any = None,
    columns: Mapping[str, str | None] | None = None,
    progress: Progress | None = None,
) -> "Merge":
    """Put the cards of one person together, each merge with its reason.

    Pairs are taken best score first, down to ``strictness``; each joins the two persons its cards belong to so far. A
    pair is refused, and reported in ``.refused``, when the joined person would contradict itself: the one side knows
    an id number (or a birthday) and the other side knows only others. So no third card chains two people together, and
    a stricter merge makes a part of the same merges.

    Parameters
    ----------
    cards, rules, columns, progress : as for :func:`find_matches`.
    strictness : the least score that counts, above 0 and up to 1. Higher misses more, lower merges strangers.
    matches : a table left, right, score (and reason) as :func:`find_matches` gives, perhaps gone through by hand; found
        anew by default.

    Raises CasekitError as :func:`find_matches` does, for a strictness out of range, and for matches that lack a
    column or name a card that is not among the cards.
    """
    if isinstance(strictness, bool) or not isinstance(strictness, int | float) or not 0 < strictness <= 1:
        raise CasekitError(
            _("Strictness goes from above 0 to 1, for instance 0.75; it is {value!r}.").format(value=strictness)
        )
    rules = rules or MatchRules()
    table = chosen_columns(cards, columns)
    step = Steps(progress, STEPS if matches is None else 2)
    pairs = _found(table, rules, step) if matches is None else _given(table, rules, matches, step)
    enough = np.flatnonzero(pairs.score >= strictness)
    order = enough[np.lexsort((pairs.right[enough], pairs.left[enough], -pairs.score[enough]))]
    never, trusted = guards(pairs.cards, rules, pairs.left[order], pairs.right[order])
    joined = join(len(pairs.cards), pairs.left[order], pairs.right[order], never, trusted)
    merge = _merge(table, strictness, rules, pairs, order, joined)
    step()
    return merge


@dataclass(frozen=True)
class Merge:
    """What a merge of cards came to.

    Attributes
    ----------
    people : card_id, person: a number from 1, in the order of each person's first card id. The same cards, rules and
        strictness give the same numbers, whatever the order of the cards.
    merges : one row a merge, highest score first: left, right (card ids), score, reason, person. As many rows as cards
        less people.
    refused : pairs that reached the strictness and were not merged: left, right, score, reason, conflict (a sentence).
    shared_keys : keys on too many cards to be anybody's own: field, value, cards, names.
    strictness : as given.
    """

    people: pd.DataFrame
    merges: pd.DataFrame
    refused: pd.DataFrame
    shared_keys: pd.DataFrame
    strictness: float
    _table: pd.DataFrame
    _pairs: "Pairs"
    _rules: MatchRules

    def __repr__(self):
        return _("{cards} cards, {people} people at strictness {strictness}").format(
            cards=f"{len(self.people):,}", people=f"{self.people['person'].nunique():,}", strictness=self.strictness
        )

    def golden(self, fields: Sequence[str] | None = None, *, newest: str | None = "updated_on") -> pd.DataFrame:
        """The best card of each person: of each field the newest value that is not blank.

        ``fields`` are the columns wanted (default: all but card_id and ``newest``), ``newest`` the column with the
        date of the last change, None if there is none; a card without date is the oldest, of one date the last card id
        wins. A key shared by too many cards is nobody's own and not taken.

        Returns person, cards (how many), and for each field its value as written and ``<field>_from``, the card it
        comes from (both missing when no card has one). CasekitError for columns that are not there.
        """
        return golden_cards(self._table, self.people, self._pairs.cards, self._rules, fields, newest)

    def by_register(self, register: str = "register") -> pd.DataFrame:
        """People by the registers their cards lie in: registers ("app", "app + shop", …), people, cards.

        CasekitError when there is no such column.
        """
        if register not in self._table:
            raise CasekitError(
                _("The cards have no column “{name}”; they have: {has}.").format(
                    name=register, has=", ".join(map(str, self._table))
                )
            )
        cards = self._table[["card_id", register]].merge(self.people, on="card_id")
        named = cards.groupby("person")[register].agg(lambda values: " + ".join(sorted(set(values.dropna().map(str)))))
        counts = cards["person"].map(named).to_frame("registers").assign(person=cards["person"])
        counts = counts.groupby("registers")["person"].agg(people="nunique", cards="size")
        return counts.sort_values("people", ascending=False).reset_index()

    def against(self, truth: Any, *, card_id: str = "card_id", person_id: str = "person_id") -> MergeQuality:
        """The merge beside the truth: a table with each card's true person.

        Cards without a true person are left out and counted. CasekitError when a column is missing, a card has two
        true persons, or no card is in both tables.
        """
        return merge_quality(self.people, truth, card_id, person_id, self._pairs)


@dataclass(frozen=True)
class Pairs:
    """Scored pairs as places in the sorted cards; ``reason_of(places)`` gives the reasons of some of them."""

    cards: ComparedCards
    left: np.ndarray
    right: np.ndarray
    score: np.ndarray
    reason_of: Callable[[np.ndarray], list[str]]


def guards(cards: ComparedCards, rules: MatchRules, left, right) -> tuple[list[np.ndarray], np.ndarray]:
    """The codes of the fields in which one person cannot be two, and the pairs with the same id number."""
    codes, same_id = [], np.zeros(len(left), dtype=bool)
    number = np.where(cards.shared["id_number"], -1, cards.codes["id_number"])
    codes.append(number if "id_number" in rules.never_together else np.full(len(cards), -1))
    same_id = (number[left] == number[right]) & (number[left] >= 0)
    if "birthday" in rules.never_together:
        day = cards.codes["birthday"]
        month, date = day // 100 % 100, day % 100
        either = day // 10000 * 10000 + np.minimum(month, date) * 100 + np.maximum(month, date)
        codes.append(np.where(day >= 0, either, -1))
    return codes, same_id


def _found(table: pd.DataFrame, rules: MatchRules, step: Steps) -> Pairs:
    found = paired_cards(table, rules, step)
    return Pairs(
        found.cards,
        found.left,
        found.right,
        scores(rules.points())[found.code],
        lambda places: reasons(found.cards, found.left[places], found.right[places], found.code[places]),
    )


def _given(table: pd.DataFrame, rules: MatchRules, matches: Any, step: Steps) -> Pairs:
    matches = collect(matches, _("the matches"), _MOST_MATCHES)
    for name in ("left", "right", "score"):
        if name not in matches:
            raise CasekitError(
                _(
                    "The matches have no column “{name}”; they need left, right and score, as find_matches gives."
                ).format(name=name)
            )
    if not pd.api.types.is_numeric_dtype(matches["score"]) or matches["score"].isna().any():
        raise CasekitError(_("The scores of the matches must hold numbers from 0 to 1, one in each row."))
    cards = compared_cards(table, rules)
    step()
    index = pd.Index(cards.ids)
    ends = np.stack([index.get_indexer(matches["left"]), index.get_indexer(matches["right"])])
    unknown = (ends < 0).any(axis=0)
    if unknown.any():
        row = matches[unknown].iloc[0]
        raise CasekitError(
            _("The matches name cards that are not among the cards, for instance {left} and {right}.").format(
                left=row["left"], right=row["right"]
            )
        )
    alone = ends[0] == ends[1]
    if alone.any():
        raise CasekitError(
            _("The matches pair card {card} with itself; take such rows out.").format(
                card=matches["left"][alone].iloc[0]
            )
        )
    ends = np.sort(ends, axis=0)
    order = np.argsort(ends[0] * len(cards) + ends[1], kind="stable")
    told = matches["reason"].astype(object).to_numpy() if "reason" in matches else np.full(len(matches), "")
    told = told[order]
    score = matches["score"].to_numpy("float64")[order]
    return Pairs(cards, ends[0][order], ends[1][order], score, lambda places: told[places].tolist())


def _merge(table, strictness, rules: MatchRules, pairs: Pairs, order: np.ndarray, joined: Joined) -> Merge:
    ids = pairs.cards.ids
    used = order[joined.used]
    refused = order[[pair for pair, _field in joined.refused]]
    merges = _pair_table(pairs, used).assign(person=joined.person[pairs.left[used]] + 1)
    conflicts = [_conflict(pairs, place, field) for place, (_pair, field) in zip(refused, joined.refused, strict=True)]
    return Merge(
        people=pd.DataFrame({"card_id": ids, "person": joined.person + 1}),
        merges=merges,
        refused=_pair_table(pairs, refused).assign(conflict=pd.Series(conflicts, dtype="str")),
        shared_keys=pairs.cards.shared_keys,
        strictness=strictness,
        _table=table,
        _pairs=pairs,
        _rules=rules,
    )


def _pair_table(pairs: Pairs, places: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "left": pairs.cards.ids[pairs.left[places]],
            "right": pairs.cards.ids[pairs.right[places]],
            "score": pairs.score[places],
            "reason": np.array(pairs.reason_of(places), dtype=object),
        }
    ).astype({"reason": "str"})


def _conflict(pairs: Pairs, place: int, field: int) -> str:
    one, two = pairs.cards.ids[pairs.left[place]], pairs.cards.ids[pairs.right[place]]
    sentence = (
        _("the cards joined to {one} and those joined to {two} have different id numbers"),
        _("the cards joined to {one} and those joined to {two} have different birthdays"),
    )[field]
    return sentence.format(one=one, two=two)
