"""Pairs of cards that may be of one person, each with a score and the reason for it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.records.candidates import candidate_pairs
from casekit.records.compared_cards import ComparedCards, compared_cards
from casekit.records.evidence import evidence
from casekit.records.match_rules import MatchRules, scores
from casekit.records.normalising import chosen_columns
from casekit.records.progress import Progress, Steps
from casekit.records.reasons import reasons

STEPS = 8  # cards, five keys, evidence, reasons


def find_matches(
    cards: Any,
    rules: MatchRules | None = None,
    *,
    columns: Mapping[str, str | None] | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """All pairs of cards with something in common, by how much speaks for one person.

    Compared are cards that share an id number, e-mail, phone or address, or the birthday and the initials; other pairs
    have too little in common to be of use. Keys shared by too many cards are no reason to compare and no evidence (see
    ``most_names`` and ``most_cards`` of :class:`MatchRules`); :func:`shared_keys` lists them.

    Parameters
    ----------
    cards : a table on any engine, one row a card, with card_id, name, phone, email, id_number, birthday, address and
        gender; at most two million rows, for they are compared in memory.
    rules : the weights; ``MatchRules()`` by default.
    columns : your own column names, None for a field you do not have: ``{"phone": "mobile", "gender": None}``.
    progress : called as ``progress(done, total)`` as work goes on, for instance ``casekit.records.show_progress``.

    Returns
    -------
    A pandas table, highest score first: left, right (card ids, left the first of the two as text sorts), score (0 to
    1, see :class:`MatchRules`) and reason, a sentence. The order of the cards makes no difference.

    Raises CasekitError as :func:`normalise` does.
    """
    rules = rules or MatchRules()
    found = paired_cards(chosen_columns(cards, columns), rules, Steps(progress, STEPS))
    return match_table(found, rules)


def shared_keys(
    cards: Any, rules: MatchRules | None = None, *, columns: Mapping[str, str | None] | None = None
) -> pd.DataFrame:
    """Keys that too many cards share to be anybody's own: field, value (normalised), cards, names (different ones).

    The birthdays among them were typed for want of a better one. CasekitError as :func:`normalise`.
    """
    return compared_cards(chosen_columns(cards, columns), rules or MatchRules()).shared_keys


@dataclass(frozen=True)
class PairedCards:
    """Cards, the pairs that were compared (places in the sorted cards) and what each pair says, packed.

    ``skipped`` counts cards that lay in a block too large to compare.
    """

    cards: ComparedCards
    left: np.ndarray
    right: np.ndarray
    code: np.ndarray
    skipped: int
    step: Callable[[], None]


def paired_cards(
    table: pd.DataFrame,
    rules: MatchRules,
    step: Callable[[], None] = lambda: None,
    *,
    shared_too: Collection[str] = (),
    largest_block: int | None = None,
) -> PairedCards:
    """Normalise, pair and compare cards whose columns are chosen already.

    ``shared_too`` names keys of which cards are compared even if too many share them, in blocks of ``largest_block``
    cards at most (``rules.most_cards`` by default).
    """
    cards = compared_cards(table, rules)
    step()
    left, right, skipped = candidate_pairs(cards, largest_block or rules.most_cards, shared_too=shared_too, step=step)
    code = evidence(cards, left, right)
    step()
    return PairedCards(cards, left, right, code, skipped, step)


def match_table(found: PairedCards, rules: MatchRules) -> pd.DataFrame:
    """The pairs as a table, highest score first."""
    score = scores(rules.points())[found.code]
    order = np.lexsort((found.right, found.left, -score))
    left, right = found.left[order], found.right[order]
    table = pd.DataFrame(
        {
            "left": found.cards.ids[left],
            "right": found.cards.ids[right],
            "score": score[order],
            "reason": np.array(reasons(found.cards, left, right, found.code[order]), dtype=object),
        }
    ).astype({"reason": "str"})
    found.step()
    return table
