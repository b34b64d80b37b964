"""The cards as the comparison sees them: each field a column of whole numbers, keys that are nobody's own marked."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.records.match_rules import MatchRules
from casekit.records.name_letters import chinese_part
from casekit.records.normalising import normalised

KEYS = ("id_number", "email", "phone", "address")


@dataclass(frozen=True)
class ComparedCards:
    """Cards sorted by the text of their id, so that the order they came in makes no difference.

    ``codes`` holds for each field a whole number for each card, the same for the same value, -1 for blank; "birthday"
    is year * 10000 + month * 100 + day, and "written" is the name as written. ``shared`` marks for each key the cards
    whose value is shared by too many. ``shared_keys`` lists those values: field, value, cards, names.
    """

    ids: np.ndarray
    names: np.ndarray
    written: np.ndarray
    codes: dict[str, np.ndarray]
    shared: dict[str, np.ndarray]
    shared_keys: pd.DataFrame

    def __len__(self):
        return len(self.ids)


def compared_cards(table: pd.DataFrame, rules: MatchRules) -> ComparedCards:
    """Normalise the cards (columns chosen already), number the values of each field, find the shared keys."""
    table = table.iloc[np.argsort(table["card_id"].astype("str").to_numpy(), kind="stable")].reset_index(drop=True)
    forms = normalised(table, rules)
    codes = {field: _numbered(forms[field]) for field in (*KEYS, "name", "gender")}
    codes["birthday"] = _day_numbers(forms["birthday"])
    written = _written_names(table)
    codes["written"] = np.where(codes["name"] >= 0, pd.factorize(written)[0], -1)
    codes["chinese"] = _numbered(pd.Series(written).map({name: chinese_part(name) for name in set(written)}))
    shared, lines = {}, []
    for key in KEYS:
        shared[key], found = _shared(codes[key], codes["name"], forms[key], key, rules)
        lines.append(found)
    lines.append(_drop_common_birthdays(codes, forms["birthday"], rules))
    return ComparedCards(
        ids=table["card_id"].to_numpy(),
        names=forms["name"].to_numpy(),
        written=written,
        codes=codes,
        shared=shared,
        shared_keys=pd.concat(lines, ignore_index=True),
    )


def _written_names(table: pd.DataFrame) -> np.ndarray:
    if "name" not in table:
        return np.full(len(table), "", dtype=object)
    return table["name"].astype(object).where(table["name"].notna(), "").map(str).to_numpy(dtype=object)


def _numbered(values: pd.Series) -> np.ndarray:
    return pd.factorize(values.mask(values == ""))[0]


def _day_numbers(days: pd.Series) -> np.ndarray:
    number = days.dt.year * 10000 + days.dt.month * 100 + days.dt.day
    return number.fillna(-1).astype("int64").to_numpy()


def _shared(codes, names, values, key: str, rules: MatchRules) -> tuple[np.ndarray, pd.DataFrame]:
    known = codes >= 0
    size = max(int(codes.max()), 0) + 1  # one place at least, for a field that is blank everywhere
    cards = np.bincount(codes[known], minlength=size)
    named = np.unique(np.stack([codes, names])[:, known & (names >= 0)], axis=1)[0]
    people = np.bincount(named, minlength=size)
    too_many = (cards > rules.most_cards) | (people > rules.most_names)
    marked = known & too_many[codes]
    found = np.flatnonzero(too_many)
    first = np.full(size, -1)
    first[codes[known][::-1]] = np.flatnonzero(known)[::-1]
    return marked, _lines(key, values.to_numpy()[first[found]], cards[found], people[found])


def _drop_common_birthdays(codes: dict, days: pd.Series, rules: MatchRules) -> pd.DataFrame:
    """A birthday typed for want of a better one counts as blank."""
    birthday = codes["birthday"]
    values, place, cards = np.unique(birthday, return_inverse=True, return_counts=True)
    most = max(rules.most_cards, rules.most_birthday_share * len(birthday))
    common = (cards > most) & (values >= 0)
    kept = birthday.copy()
    kept[common[place]] = -1
    codes["birthday"] = kept
    names = [len(np.unique(codes["name"][birthday == value])) for value in values[common]]
    texts = [f"{value // 10000}-{value // 100 % 100:02}-{value % 100:02}" for value in values[common]]
    return _lines("birthday", texts, cards[common], names)


def _lines(field: str, values, cards, names) -> pd.DataFrame:
    lines = pd.DataFrame({"field": field, "value": values, "cards": cards, "names": names})
    kinds = {"field": "str", "value": "str", "cards": "int64", "names": "int64"}
    return lines.astype(kinds).sort_values(["cards", "value"], ascending=[False, True], ignore_index=True)
