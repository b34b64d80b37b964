"""What counts as evidence that two cards are of one person, and how much: all of it in one place."""

import math
from dataclasses import dataclass, fields

import numpy as np

from casekit.errors import CasekitError
from casekit.text import _

# What two cards can say of a field. The place in the row is the level that evidence.py computes; 0: nothing known.
LEVELS = {
    "id_number": (None, "same_id_number", "other_id_number"),
    "email": (None, "same_email"),
    "phone": (None, "same_phone", None),  # level 2: the same, but shared by too many: no evidence
    "name": (None, "same_name", "short_name", "mistyped_name", "alike_name", "other_name"),
    "birthday": (None, "same_birthday", "swapped_birthday", "other_birthday"),
    "address": (None, "same_address"),
    "gender": (None, None, "other_gender"),
}
SIZES = tuple(len(levels) for levels in LEVELS.values())
FIELDS = tuple(LEVELS)
BLANK = ("", "-", "--", "?", "unknown", "n/a", "na", "none", "null", "nil", "nan", "无", "不详", "未知", "没有")


@dataclass(frozen=True)
class MatchRules:
    """The weight table. Each point of evidence halves the doubt that is left: score = 1 - 2 ** -points.

    1 point is 0.5, 2 points are 0.75, 3 are 0.875; evidence against takes points away, and at 0 or fewer points the
    score is 0. Points for several fields are added up, as in the linkage of Fellegi and Sunter (1969), whose weights
    are logarithms to base 2 as well; the values are ours, set by judgement. A score is no probability.

    Parameters
    ----------
    same_id_number, other_id_number : points when both cards have an id number, and it is the same, or another.
    same_email : the same e-mail address; another one says nothing, people have several.
    same_phone : the same phone; another one says nothing, people change it.
    same_name : the same name, however written (order, case, spaces, Chinese characters or pinyin).
    short_name : the same as far as it goes: "Li W." and "Li Wei", or a middle name left out.
    mistyped_name : one letter off (two in names of 12 letters or more), and only one of the two can be read as a name.
    alike_name : one letter off and both can be read ("Li Wei", "Li Mei"), or the same sound in other characters (李伟,
        李薇): rather two people than one.
    other_name : another name.
    same_birthday, swapped_birthday, other_birthday : the same; day and month in each other's place; another day.
    same_address : the same address. A household has one too, so it weighs little.
    other_gender : another gender.
    most_names : a phone, e-mail, id number or address on cards with more than so many different names is nobody's own
        (the shop's phone), counts for nothing and is reported among the shared keys.
    most_cards : the same for a key on more than so many cards.
    most_birthday_share : a birthday on more than this share of all cards (and on more than ``most_cards``) was typed
        for want of a better one, and counts as blank.
    never_together : fields ("id_number", "birthday") in which one person cannot be two: groups of cards that know
        nothing but different values of it are not chained together through a third card.
    country_code : dropped from the front of phones.
    blank : text that means nothing is known, in small letters.

    Raises CasekitError for points that are no numbers, limits below their least, and unknown fields.
    """

    same_id_number: float = 6.0
    other_id_number: float = -6.0
    same_email: float = 2.5
    same_phone: float = 1.5
    same_name: float = 1.0
    short_name: float = 0.5
    mistyped_name: float = 0.5
    alike_name: float = -0.5
    other_name: float = -2.0
    same_birthday: float = 1.25
    swapped_birthday: float = 1.0
    other_birthday: float = -1.5
    same_address: float = 0.4
    other_gender: float = -1.0
    most_names: int = 5
    most_cards: int = 50
    most_birthday_share: float = 0.005
    never_together: tuple[str, ...] = ("id_number", "birthday")
    country_code: str = "86"
    blank: tuple[str, ...] = BLANK

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(field.default, float) and not _is_number(value):
                raise CasekitError(
                    _("“{name}” must be a number, but it is {value!r}.").format(name=field.name, value=value)
                )
        for name, least in (("most_names", 1), ("most_cards", 2)):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or value < least:
                raise CasekitError(
                    _("“{name}” must be a whole number from {least} on, but it is {value!r}.").format(
                        name=name, least=least, value=value
                    )
                )
        if unknown := set(self.never_together) - {"id_number", "birthday"}:
            raise CasekitError(
                _("“never_together” knows id_number and birthday, not {names}.").format(
                    names=", ".join(sorted(map(str, unknown)))
                )
            )

    def points(self, counted: tuple[str, ...] = FIELDS, shared_phones: bool = False) -> np.ndarray:
        """Points of every combination of levels, flat, in the order of ``np.ravel_multi_index`` over ``SIZES``.

        ``counted`` are the fields that count at all; with ``shared_phones`` a phone shared by too many counts like
        any other.
        """
        total = np.zeros(SIZES)
        for place, (field, levels) in enumerate(LEVELS.items()):
            if field in counted:
                points = [getattr(self, level) if level else 0.0 for level in levels]
                if field == "phone" and shared_phones:
                    points[2] = self.same_phone
                shape = [1] * len(SIZES)
                shape[place] = len(levels)
                total = total + np.reshape(points, shape)
        return total.ravel()


def scores(points: np.ndarray) -> np.ndarray:
    """0 to 1 out of points, to four decimals, so that adding up in another order changes no comparison."""
    return np.round(1 - np.exp2(-np.maximum(np.round(points, 9), 0)), 4)


def _is_number(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
