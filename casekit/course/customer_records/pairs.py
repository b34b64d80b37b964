"""Pairs of cards and how they compare, field by field: what a person sees who must not see the people."""

import pandas as pd

from casekit import records
from casekit.cases import Case
from casekit.course.by_case import once_a_case

EVIDENCE = ("phone", "email", "birthday", "address")


@once_a_case
def pairs_of_cards(case: Case) -> pd.DataFrame:
    """Pairs that share a phone, an e-mail or a name, one row each.

    Columns: name and each of ``EVIDENCE`` ("same", "other", "blank"; a birthday also "swapped"), agree and differ (how
    many of the evidence speak for and against one person), one (bool: the truth).
    """
    cards = case.cards.merge(case.truth["card_owners"], on="card_id")
    clean = records.normalise(cards)[["phone", "email", "address", "birthday"]].assign(
        card=cards["card_id"].to_numpy(),
        person=cards["person_id"].to_numpy(),
        typed=cards["name"].fillna("").to_numpy(),
    )
    sides = [_sharing(clean, field) for field in ("phone", "email", "typed")]
    pairs = pd.concat(sides).drop_duplicates(["card_1", "card_2"]).reset_index(drop=True)
    shown = pd.DataFrame({field: _same(pairs, field) for field in ("phone", "email", "address")})
    shown["birthday"] = _birthdays(pairs["birthday_1"], pairs["birthday_2"])
    shown["name"] = (pairs["typed_1"] == pairs["typed_2"]).map({True: "same", False: "other"})
    shown["agree"] = shown[list(EVIDENCE)].isin(["same", "swapped"]).sum(axis=1)
    shown["differ"] = (shown[list(EVIDENCE)] == "other").sum(axis=1)
    shown["one"] = pairs["person_1"] == pairs["person_2"]
    return shown


def _sharing(clean: pd.DataFrame, field: str) -> pd.DataFrame:
    """Pairs of cards that share this field; what more than four cards share says nothing."""
    known = clean[clean[field] != ""]
    known = known[known.groupby(field)["card"].transform("size") <= 4]
    pairs = known.merge(known, on=field, suffixes=("_1", "_2"))
    pairs = pairs[pairs["card_1"] < pairs["card_2"]]
    return pairs.assign(**{f"{field}_1": pairs[field], f"{field}_2": pairs[field]}).drop(columns=field)


def _same(pairs: pd.DataFrame, field: str) -> pd.Series:
    one, other = pairs[f"{field}_1"], pairs[f"{field}_2"]
    found = (one == other).map({True: "same", False: "other"})
    return found.mask((one == "") | (other == ""), "blank")


def _birthdays(one: pd.Series, other: pd.Series) -> pd.Series:
    swapped = (one.dt.year == other.dt.year) & (one.dt.month == other.dt.day) & (one.dt.day == other.dt.month)
    found = (one == other).map({True: "same", False: "other"}).mask(swapped & (one != other), "swapped")
    return found.mask(one.isna() | other.isna(), "blank")
