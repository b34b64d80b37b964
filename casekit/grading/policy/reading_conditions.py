"""The conditions of a policy file: from keys such as ``from`` and ``at_least`` to bands and sets of words."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import reduce
from typing import Any

from casekit.grading.policy.bands import Interval
from casekit.grading.policy.format import BANDED, NO, YES, Condition, Measure, Part, Score
from casekit.grading.policy.sections import Section
from casekit.text import _

BAND_KEYS = ("from", "to", "above", "below", "from_included", "to_included")
WORD_KEYS = ("at_least", "at_most", "is", "is_not", "one_of", "not_one_of")
_SAID_AGAIN = ("unit", "period")
_CONDITION_KEYS = ("measure", *BAND_KEYS, *WORD_KEYS, "unstated", *_SAID_AGAIN)
_PART_KEYS = ("points", "title", "when", "any")


def condition(section: Section, measures: Mapping[str, Measure]) -> Condition:
    """One condition. A unit or period said again in it must be the measure's own."""
    section.only(_CONDITION_KEYS)
    measure = measures[section.text("measure", None, among=measures)]
    for key in _SAID_AGAIN:
        said = section.text(key)
        if said and said != getattr(measure, key):
            section.fault(
                _(
                    "the {key} is “{said}”, but the measure “{measure}” is in “{own}”; "
                    "convert the figures, or declare a measure of its own."
                ).format(key=key, said=said, measure=measure.name, own=getattr(measure, key))
            )
    bands = [key for key in BAND_KEYS if key in section.table]
    words = [key for key in WORD_KEYS if key in section.table]
    unstated = section.text("unstated")
    if bool(bands) + bool(words) + bool(unstated) != 1 or len(words) > 1:
        section.fault(
            _("say one thing about “{measure}”: a band (from, to, above, below), one of {words}, or unstated.").format(
                measure=measure.name, words=", ".join(WORD_KEYS)
            )
        )
    if unstated:
        return Condition(measure.name, unstated=unstated)
    if bands:
        return Condition(measure.name, band=_band(section, measure))
    return _by_words(section, words[0], measure)


def conditions(section: Section, key: str, measures: Mapping[str, Measure]) -> tuple[Condition, ...]:
    """The conditions of a list that must all hold."""
    return _all_of(section, section.items(key), key, measures)


def alternatives(section: Section, key: str, measures: Mapping[str, Measure]) -> tuple[tuple[Condition, ...], ...]:
    """A list of which one entry must hold: each a condition, or a list of conditions that must all hold."""
    found = []
    for number, item in enumerate(section.items(key), 1):
        group = item if isinstance(item, list) else [item]
        if not group:
            section.fault(
                _("entry {n} of “{key}” is an empty list, which everybody meets; take it out.").format(
                    n=number, key=key
                )
            )
        found.append(_all_of(section, group, f"{key}, {number}", measures))
    return tuple(found)


def score(section: Section, measures: Mapping[str, Measure]) -> Score | None:
    """The score of a grade: parts with points, and how many are enough."""
    if "score" not in section.table:
        return None
    inner = section.inside(section.table["score"], "score").only(("points", "at_least"))
    parts = tuple(
        _part(inner.inside(item, _("part {n}").format(n=number)), measures)
        for number, item in enumerate(inner.items("points"), 1)
    )
    at_least, most = inner.number("at_least", None), sum(part.points for part in parts)
    if at_least > most:
        inner.fault(
            _("at least {n} points are asked for, but all parts together give {most}; nobody could reach it.").format(
                n=at_least, most=most
            )
        )
    return Score(parts, at_least)


def check_no_contradiction(section: Section, found: tuple[Condition, ...]) -> None:
    """A fault when conditions that must all hold leave no value of a measure."""
    for name in dict.fromkeys(c.measure for c in found):
        of_measure = [c for c in found if c.measure == name]
        words = [c.values for c in of_measure if c.values is not None and not c.negated]
        if words and not frozenset.intersection(*words):
            section.fault(
                _("the conditions on “{measure}” exclude each other; nobody could meet both.").format(measure=name)
            )
        bands = [c.band for c in of_measure if c.band is not None]
        if bands and reduce(Interval.common, bands).empty:
            section.fault(
                _("the bands on “{measure}” have no value in common; nobody could meet both.").format(measure=name)
            )


def _all_of(section, items, place, measures) -> tuple[Condition, ...]:
    found = tuple(
        condition(section.inside(item, _("{place}, condition {n}").format(place=place, n=number)), measures)
        for number, item in enumerate(items, 1)
    )
    check_no_contradiction(section, found)
    return found


def _part(section: Section, measures: Mapping[str, Measure]) -> Part:
    points, title = section.number("points", 1), section.text("title")
    if points <= 0:
        section.fault(
            _("points must be above 0, but they are {points}; use “not” for what counts against.").format(points=points)
        )
    if "when" in section.table or "any" in section.table:
        section.only(_PART_KEYS)
        if "when" in section.table and "any" in section.table:
            section.fault(_("give “when” or “any”, not both."))
        groups = alternatives(section, "any", measures) or (conditions(section, "when", measures),)
    else:
        plain = {key: value for key, value in section.table.items() if key not in ("points", "title")}
        groups = ((condition(section.inside(plain, ""), measures),),)
    if not groups[0]:
        section.fault(_("this part has no conditions, so everybody would get its points; add one."))
    return Part(title or groups[0][0].measure.replace("_", " "), groups, points)


def _band(section: Section, measure: Measure) -> Interval:
    if measure.kind not in BANDED:
        section.fault(
            _("“{measure}” is a {kind}, which has no from and to; use {words}.").format(
                measure=measure.name, kind=measure.kind, words=", ".join(WORD_KEYS)
            )
        )
    ends = {key: _end(section, key, measure) for key in ("from", "above", "to", "below") if key in section.table}
    for included, excluded in (("from", "above"), ("to", "below")):
        if included in ends and excluded in ends:
            section.fault(_("give “{a}” or “{b}”, not both.").format(a=included, b=excluded))
        if f"{included}_included" in section.table and included not in ends:
            section.fault(_("“{key}_included” needs “{key}” beside it.").format(key=included))
    band = Interval(
        ends.get("from", ends.get("above")),
        ends.get("to", ends.get("below")),
        "above" not in ends and section.yes_no("from_included", True),
        "below" not in ends and section.yes_no("to_included", True),
    )
    if band.empty:
        section.fault(
            _("the band of “{measure}” starts at {low} and ends at {high}: no value lies in it; swap the ends.").format(
                measure=measure.name, low=band.low, high=band.high
            )
        )
    return band


def _end(section: Section, key: str, measure: Measure) -> int | float | date:
    if measure.kind in ("number", "count"):
        return section.number(key)
    value = section.table[key]
    if measure.kind == "month" and isinstance(value, str):
        try:
            return datetime.strptime(value, "%Y-%m").date()
        except ValueError:
            value = None
    if not isinstance(value, date) or isinstance(value, datetime):
        shape = '"2025-07"' if measure.kind == "month" else "2025-07-01"
        section.fault(
            _("“{key}” is {found!r}, but “{measure}” is a {kind}: write it like {shape}.").format(
                key=key, found=section.table[key], measure=measure.name, kind=measure.kind, shape=shape
            )
        )
    return value.replace(day=1) if measure.kind == "month" else value


def _by_words(section: Section, key: str, measure: Measure) -> Condition:
    if measure.kind in BANDED:
        section.fault(
            _("“{measure}” is a {kind}: test it with from, to, above or below instead of “{key}”.").format(
                measure=measure.name, kind=measure.kind, key=key
            )
        )
    given = section.items(key) if key.endswith("one_of") else (section.table[key],)
    words = tuple(_word(section, key, word, measure) for word in given)
    if not words:
        section.fault(_("“{key}” is an empty list; name at least one word.").format(key=key))
    known = measure.words
    if key in ("at_least", "at_most"):
        if measure.kind != "level":
            section.fault(
                _("“{key}” needs an order, and “{measure}” is no level; use one_of.").format(
                    key=key, measure=measure.name
                )
            )
        place = known.index(words[0])
        passing = known[place:] if key == "at_least" else known[: place + 1]
        return Condition(measure.name, values=frozenset(passing))
    if key in ("is", "one_of"):
        return Condition(measure.name, values=frozenset(words))
    if not known:
        return Condition(measure.name, values=frozenset(words), negated=True)
    left = frozenset(known) - frozenset(words)
    if not left:
        section.fault(_("all words of “{measure}” are excluded; nobody could meet it.").format(measure=measure.name))
    return Condition(measure.name, values=left)


def _word(section: Section, key: str, word: Any, measure: Measure) -> str:
    if measure.kind == "yes/no" and isinstance(word, bool):
        return YES if word else NO
    if not isinstance(word, str):
        section.fault(
            _("“{key}” is {found!r}, but “{measure}” is a {kind}; write a text in quotation marks.").format(
                key=key, found=word, measure=measure.name, kind=measure.kind
            )
        )
    if measure.words and word not in measure.words:
        section.inside({key: word}, "").text(key, among=measure.words)
    return word
