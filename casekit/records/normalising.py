"""One form for what is written in many: phones, e-mails, id numbers, names, birthdays, addresses."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.records.match_rules import FIELDS, MatchRules
from casekit.records.name_letters import name_form
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

MOST_CARDS = 2_000_000
_ADDRESS_WORDS = {
    "road": "rd", "street": "st", "avenue": "ave", "lane": "ln", "building": "bldg", "room": "rm", "apartment": "apt",
    "floor": "fl", "number": "no", "north": "n", "south": "s", "east": "e", "west": "w",
}  # fmt: skip
_GENDERS = {"f": "female", "woman": "female", "女": "female", "m": "male", "man": "male", "男": "male"}


def normalise(
    cards: Any, rules: MatchRules | None = None, *, columns: Mapping[str, str | None] | None = None
) -> pd.DataFrame:
    """The cards in one form, ready to be compared; what cannot be read is blank.

    Parameters
    ----------
    cards : a table on any engine, one row a card; at most ``MOST_CARDS`` rows, for they are compared in memory.
    rules : what counts as blank, and the country code; :class:`MatchRules` by default.
    columns : your own names for card_id, name, phone, email, id_number, birthday, address and gender; None for a field
        you do not have: ``{"phone": "mobile", "gender": None}``.

    Returns
    -------
    A pandas table, one row a card in the given order, with card_id as it came and, as text ("" for blank):
    phone (digits without country code and leading 0; fewer than 6 digits are blank), email (small letters, no blanks),
    id_number (letters and digits, capital), name (see below), address (small letters, usual words shortened), gender
    ("female", "male" or as written); birthday is a date (missing for blank). A name's words are sorted, in small
    letters, Chinese characters in pinyin: "Wei Li", "LI WEI" and 李伟 are all "li wei". A field you have not is blank.
    Normalising twice changes nothing more.

    Raises CasekitError when the cards are no table, lack a column or a card's id, or hold one id twice.
    """
    rules = rules or MatchRules()
    return normalised(chosen_columns(cards, columns), rules)


def chosen_columns(cards: Any, columns: Mapping[str, str | None] | None) -> pd.DataFrame:
    """The cards in memory, under the kit's names; columns nobody asked for keep theirs."""
    names = _names(columns)
    table = collect(enter(cards, _("The cards")), _("the comparison of cards"), MOST_CARDS)
    if len(table) < 1:
        raise CasekitError(_("There are no cards: nothing to compare."))
    for field, name in names.items():
        if name not in table:
            raise CasekitError(
                _(
                    "The cards have no column “{name}”; they have: {has}. Name yours with "
                    'columns={{"{field}": "…"}}, or say columns={{"{field}": None}} if you have none.'
                ).format(name=name, field=field, has=", ".join(map(str, table)))
            )
    taken = set(names.values())
    both = {**names, **{name: name for name in table if name not in taken and name not in ("card_id", *FIELDS)}}
    order = sorted(both, key=lambda field: table.columns.get_loc(both[field]))
    chosen = table[[both[field] for field in order]].set_axis(order, axis=1)
    _check_ids(chosen["card_id"])
    return chosen


def normalised(table: pd.DataFrame, rules: MatchRules) -> pd.DataFrame:
    """The same for a table whose columns are chosen already."""
    result = {"card_id": table["card_id"].to_numpy()}
    for field, form in _forms(rules).items():
        result[field] = _each_once(table[field], form) if field in table else ""
    result["birthday"] = _birthdays(table["birthday"], rules) if "birthday" in table else pd.NaT
    forms = pd.DataFrame(result, index=range(len(table)))
    return forms.astype({"birthday": "datetime64[s]"})[["card_id", *FIELDS]]


def plain_text(rules: MatchRules) -> Callable[[str], str]:
    """A function that strips a text, and empties it when it is one of the rules' words for "nothing known"."""
    blank = {word.casefold() for word in rules.blank}

    def plain(text: str) -> str:
        text = " ".join(unicodedata.normalize("NFKC", text).split())
        return "" if text.casefold() in blank else text

    return plain


def _names(columns: Mapping[str, str | None] | None) -> dict[str, str]:
    names: dict[str, str | None] = {field: field for field in ("card_id", *FIELDS)}
    for field, name in (columns or {}).items():
        if field not in names:
            raise CasekitError(
                _("“{field}” is no field of a card; the fields are: {fields}.").format(
                    field=field, fields=", ".join(names)
                )
            )
        names[field] = name
    if names["card_id"] is None:
        raise CasekitError(_("Cards need an id of their own; columns cannot say that card_id is None."))
    known = {field: name for field, name in names.items() if name is not None}
    if len(known) == 1:
        raise CasekitError(_("All fields are None: nothing to compare."))
    return known


def _check_ids(ids: pd.Series) -> None:
    missing = int((ids.isna() | (ids.astype("str") == "")).sum())
    if missing:
        raise CasekitError(_("{n} cards have no card_id; give each its own.").format(n=f"{missing:,}"))
    twice = ids[ids.duplicated()]
    if len(twice):
        raise CasekitError(
            _("card_id {id} is on more than one card ({n} ids are); give each card its own.").format(
                id=twice.iloc[0], n=f"{twice.nunique():,}"
            )
        )


# ── one form a field ─────────────────────────────────────────────────────────────────────────────────
def _forms(rules: MatchRules) -> dict[str, Callable[[str], str]]:
    plain = plain_text(rules)
    forms = {
        "id_number": _id_number,
        "email": _email,
        "phone": lambda text: _phone(text, rules.country_code),
        "name": name_form,
        "address": _address,
        "gender": lambda text: _GENDERS.get(text.casefold(), text.casefold()),
    }
    return {field: lambda text, form=form: plain(form(plain(text))) for field, form in forms.items()}


def _each_once(column: pd.Series, form: Callable[[str], str]) -> np.ndarray:
    """The form of each value; a value that occurs often is worked out once."""
    codes, values = pd.factorize(column)
    made = np.array([form(_as_text(value)) for value in values] + [""], dtype=object)
    return made[codes]


def _as_text(value: Any) -> str:
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))  # a column of whole numbers with gaps has become one of fractions
    return str(value)


def _phone(text: str, country: str) -> str:
    digits = re.sub(r"[^0-9]", "", text).lstrip("0")
    if country and digits.startswith(country) and len(digits) - len(country) in (10, 11):
        digits = digits[len(country) :].lstrip("0")
    return digits if len(digits) >= 6 else ""


def _email(text: str) -> str:
    text = re.sub(r"\s", "", text).casefold().removeprefix("mailto:")
    return text if re.fullmatch(r"[^@]+@[^@]+\.[^@]+", text) else ""


def _id_number(text: str) -> str:
    kept = "".join(letter for letter in text if letter.isalnum()).upper()
    return kept if len(set(kept)) > 1 else ""  # 0000000 is nobody's number


def _address(text: str) -> str:
    words = re.findall(r"\w+", text.casefold())
    return " ".join(_ADDRESS_WORDS.get(word, word) for word in words)


def _birthdays(column: pd.Series, rules: MatchRules) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.dt.tz_localize(None).dt.normalize().reset_index(drop=True)
    plain = plain_text(rules)
    parts = pd.Series(_each_once(column, plain), dtype="str").str.extract(r"^(\d{4})\D?(\d{1,2})\D?(\d{1,2})(?!\d)")
    year, month, day = (pd.to_numeric(parts[place], errors="coerce") for place in range(3))
    turned = (month > 12) & (day <= 12)
    month, day = month.where(~turned, day), day.where(~turned, month)
    return pd.to_datetime(pd.DataFrame({"year": year, "month": month, "day": day}), errors="coerce")
