"""The merge lab: how strict to be when cards are taken for one person, told against the truth.

All pairs are compared once, when the lab is made; an outcome then scores them out of a small table and joins the cards.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.labs.merge_outcome import Accounts, MergeOutcome
from casekit.labs.merge_settings import MergeSettings
from casekit.records.candidates import pairs_within
from casekit.records.clusters import join_by_level, join_quickly
from casekit.records.evidence import packed, unpacked
from casekit.records.match_rules import MatchRules, scores
from casekit.records.matching import STEPS, paired_cards
from casekit.records.merge_quality import Crossing, share
from casekit.records.merging import guards
from casekit.records.normalising import chosen_columns
from casekit.records.privacy import mask
from casekit.records.progress import Progress, Steps
from casekit.records.reasons import reasons
from casekit.tables import collect
from casekit.text import _

LARGEST_BLOCK = 400  # cards with one shared phone that are still compared with one another
CURVE = tuple(round(0.2 + 0.02 * step, 2) for step in range(41))  # from 0.20 to 1.00
_MOST_ROWS = 2_000_000
_MOST_PAIRS = 2_000_000  # of one person's cards: looking at each is quicker than counting anew


class MergeLab:
    """Cards whose true owners are known, compared pair by pair.

    Parameters
    ----------
    cards : as for :func:`casekit.records.merge_records`, on any engine.
    owners : the truth, a table with card_id and person_id; cards without a true person are left out.
    sales : a table with customer_id and sales (money a year) for the customers whose cards carry their number in the
        column customer_id; without it no sales are told.
    rules, columns, progress : as for :func:`casekit.records.find_matches`.

    Attributes
    ----------
    cards : how many are judged; ``left_out`` how many are not, for want of a true person.
    people : how many true people they are of.
    shared_phones : how many phones are shared by too many to be anybody's own.

    Raises CasekitError as find_matches does, for tables without their columns, two persons for a card, and when no card
    has a true person.
    """

    def __init__(
        self,
        cards: Any,
        owners: Any,
        sales: Any = None,
        *,
        rules: MatchRules | None = None,
        columns: Mapping[str, str | None] | None = None,
        progress: Progress | None = None,
    ):
        self.rules = rules or MatchRules()
        table = chosen_columns(cards, columns)
        owner = _owners(table, owners)
        self.left_out = int(owner.isna().sum())
        table = table[owner.notna().to_numpy()]
        step = Steps(progress, STEPS)
        found = paired_cards(table, self.rules, step, shared_too=("phone",), largest_block=LARGEST_BLOCK)
        self._pairs = found
        self._true = pd.factorize(owner[found.cards.ids])[0]
        self._accounts = None if sales is None else _accounts(table, found.cards.ids, self._true, sales)
        never, self._trusted = guards(found.cards, self.rules, found.left, found.right)
        self._never = dict(zip(("id_number", "birthday"), never, strict=False))
        self.cards, self.people = len(table), int(self._true.max()) + 1
        self.shared_phones = int((found.cards.shared_keys["field"] == "phone").sum())
        self._masked = _masked(found.cards.written)
        sizes = np.bincount(self._true)
        self._true_pairs = int((sizes * (sizes - 1) // 2).sum())
        self._belong = pairs_within(self._true) if self._true_pairs <= _MOST_PAIRS else None
        self._curve = lru_cache(maxsize=64)(self._curve_of)
        step()

    def outcome(self, settings: MergeSettings | None = None) -> MergeOutcome:
        """What the settings make of the cards."""
        settings = settings or MergeSettings()
        person = self._people(settings)
        crossing = Crossing.of(person, self._true)
        exposed = np.unique(crossing.true[crossing.in_found[crossing.found] > 1])
        none = dict.fromkeys(("customers_split", "sales_split", "customers_glued", "sales_glued"))
        return MergeOutcome(
            settings=settings,
            people_found=len(crossing.in_found),
            people_true=len(crossing.in_true),
            right_pairs=crossing.right_pairs,
            wrong_pairs=crossing.found_pairs - crossing.right_pairs,
            missed_pairs=crossing.true_pairs - crossing.right_pairs,
            letters_twice=int((crossing.in_true - 1).sum()),
            people_exposed=len(exposed),
            **(none if self._accounts is None else self._accounts.consequences(person)),
            _lab=self,
            _person=person,
        )

    def curve(self, settings: MergeSettings) -> pd.DataFrame:
        """Precision and recall over strictness, the other levers as they are; worked out once for each of them."""
        return self._curve(replace(settings, strictness=1.0)).copy(deep=False)

    def wrong_merges(self, settings: MergeSettings, person: np.ndarray, n: int) -> pd.DataFrame:
        """See :meth:`MergeOutcome.wrong_merges`."""
        left, right, code = self._pairs.left, self._pairs.right, self._pairs.code
        score = self._score(settings)
        wrong = (
            (score >= settings.strictness) & (person[left] == person[right]) & (self._true[left] != self._true[right])
        )
        wrong = np.flatnonzero(wrong)
        kind_seen = pd.Series(code[wrong]).groupby(code[wrong]).cumcount().to_numpy()
        shown = wrong[np.lexsort((wrong, -score[wrong], kind_seen))][:n]
        shown = shown[np.argsort(-score[shown], kind="stable")]
        left, right = left[shown], right[shown]
        names, masked = self._pairs.cards.written, self._masked
        return pd.DataFrame(
            {
                "left": [masked[name] for name in names[left]],
                "right": [masked[name] for name in names[right]],
                "score": score[shown],
                "reason": reasons(self._pairs.cards, left, right, _counted(code[shown], settings), masked.__getitem__),
            }
        )

    def _score(self, settings: MergeSettings) -> np.ndarray:
        return scores(self.rules.points(settings.counted, settings.shared_phones))[self._pairs.code]

    def _people(self, settings: MergeSettings) -> np.ndarray:
        score = self._score(settings)
        enough = score >= settings.strictness
        left, right = self._pairs.left[enough], self._pairs.right[enough]
        return join_quickly(self.cards, left, right, score[enough], self._guards(settings), self._trusted[enough])

    def _guards(self, settings: MergeSettings) -> list[np.ndarray]:
        """The codes of the fields in which one person cannot be two, of those that count."""
        return [codes for field, codes in self._never.items() if field in settings.counted]

    def _curve_of(self, settings: MergeSettings) -> pd.DataFrame:
        score = self._score(settings)
        near = score >= CURVE[0]  # most pairs say too little to count anywhere on the curve
        left, right, score = self._pairs.left[near], self._pairs.right[near], score[near]
        falling = CURVE[::-1]
        people = join_by_level(self.cards, left, right, score, self._guards(settings), self._trusted[near], falling)
        lines, before = [], None
        for level, roots in zip(falling, people, strict=True):
            count = int((score >= level).sum())
            shares = lines[-1][1:] if count == before else self._shares(roots)
            lines.append((level, *shares))
            before = count
        return pd.DataFrame(lines[::-1], columns=["strictness", "precision", "recall"])

    def _shares(self, roots: np.ndarray) -> tuple[float, float]:
        """Precision and recall."""
        sizes = np.bincount(roots)
        together, right = int((sizes * (sizes - 1) // 2).sum()), self._right_pairs(roots)
        return share(right, together - right), share(right, self._true_pairs - right)

    def _right_pairs(self, roots: np.ndarray) -> int:
        if self._belong is None:
            return Crossing.of(np.unique(roots, return_inverse=True)[1], self._true).right_pairs
        one, two = self._belong
        return int((roots[one] == roots[two]).sum())


def _counted(code: np.ndarray, settings: MergeSettings) -> np.ndarray:
    """The packed evidence without what does not count, so that a reason names only what made the merge."""
    levels = {field: level * (field in settings.counted) for field, level in unpacked(code).items()}
    if settings.shared_phones:
        levels["phone"] = np.minimum(levels["phone"], 1)
    return packed(levels)


def _masked(names: np.ndarray) -> dict[str, str]:
    """What may be shown of each name: the cards are looked at by many, and a lab shows the manner."""
    table = pd.DataFrame({"name": sorted(set(names))}, dtype="str")
    return dict(zip(table["name"], mask(table, {"name": "name"})["name"], strict=True))


def _owners(table: pd.DataFrame, owners: Any) -> pd.Series:
    """The true person of each card, by card id; missing where nobody knows."""
    owners = collect(owners, _("the owners of the cards"), _MOST_ROWS)
    _require(owners, ("card_id", "person_id"), _("The owners"))
    known = owners[owners["person_id"].notna() & (owners["person_id"].astype("str") != "")]
    known = known[["card_id", "person_id"]].drop_duplicates()
    if known["card_id"].duplicated().any():
        twice = known.loc[known["card_id"].duplicated(), "card_id"].iloc[0]
        raise CasekitError(_("Card {card} has two owners; it can have one.").format(card=twice))
    owner = pd.Series(known.set_index("card_id")["person_id"].reindex(table["card_id"]))
    if owner.isna().all():
        raise CasekitError(_("No card has an owner in the truth; are these the same cards?"))
    return owner


def _accounts(table: pd.DataFrame, ids: np.ndarray, true: np.ndarray, sales: Any) -> Accounts:
    sales = collect(sales, _("the sales of the customers"), _MOST_ROWS)
    _require(sales, ("customer_id", "sales"), _("The sales"))
    _require(table, ("customer_id",), _("The cards"))
    number = table.set_index("card_id")["customer_id"][ids].reset_index(drop=True)
    known = number.notna() & (number.astype("str") != "")
    place = np.flatnonzero(known.to_numpy())
    yearly = number.iloc[place].map(sales.groupby("customer_id")["sales"].sum()).fillna(0.0)
    return Accounts(place, np.unique(true[place], return_inverse=True)[1], yearly.to_numpy("float64"))


def _require(table: pd.DataFrame, names: tuple[str, ...], role: str) -> None:
    for name in names:
        if name not in table:
            raise CasekitError(
                _("{role} have no column “{name}”; they have: {names}.").format(
                    role=role, name=name, names=", ".join(map(str, table))
                )
            )
