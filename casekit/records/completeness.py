"""How complete a record is: which of the fields asked for say something (资料完整度)."""

import math
from collections.abc import Collection, Mapping, Sequence
from numbers import Real
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.records.columns import BLANK, Frame, enter_with, is_blank, is_text, one_if, plain_word
from casekit.tables import collect
from casekit.text import _

_FILLED, _ASKED = "__filled_", "__asked_"


def completeness(
    cards: Any,
    *,
    key: str,
    fields: Sequence[str],
    weights: Mapping[str, float] | None = None,
    blank: Collection[str] = BLANK,
    only_if: Mapping[str, tuple[str, str]] | None = None,
) -> Any:
    """How complete each card is, and what is missing on it.

    Parameters
    ----------
    cards : a table with one row a card, on any engine.
    key : the column that names the card.
    fields : the columns that are asked for.
    weights : what a field counts, by name, from 0 on; a field without one counts 1.
    blank : words that say nothing, whatever their case and the spaces around them. A missing value and not-a-number say
        nothing either. Zero, "no" and false are answers: they are not blank.
    only_if : fields that are asked of some cards only, for instance ``{"age": ("user_type", "person")}``: the age is
        asked where user_type is "person". A field that is not asked is neither filled nor missing.

    Returns
    -------
    A table of the same kind, one row a row of the cards: the key, filled and asked (int64, numbers of fields),
    completeness (0 to 1: weights of the filled fields ÷ weights of the asked ones; missing where nothing with a weight
    was asked), missing (text: the names of the fields asked and not filled, ", " between them; "" when none is). Two
    cards of one key stay two rows.

    Raises CasekitError for unknown columns, no fields, a field named twice, ``blank`` that is no list of words, and
    weights that are no numbers from 0 on.
    """
    only_if = dict(only_if or {})
    _check_fields(fields)
    _check_blank(blank)
    weight = _checked_weights(weights or {}, fields)
    conditions = [column for column, _value in only_if.values()]
    frame = enter_with(cards, _("The cards"), [key, *fields, *only_if, *conditions])
    marks = {}
    for field in fields:
        asked = _asked(frame, only_if.get(field))
        marks[_ASKED + field] = asked
        marks[_FILLED + field] = asked * one_if(~is_blank(frame, field, blank))
    marked = frame.select(nw.col(key), **marks)
    filled, asked = ({field: nw.col(mark + field) for field in fields} for mark in (_FILLED, _ASKED))
    of = sum(asked[field] * weight[field] for field in fields)
    return marked.select(
        nw.col(key),
        filled=sum(filled.values()).cast(nw.Int64),
        asked=sum(asked.values()).cast(nw.Int64),
        completeness=nw.when(of > 0).then(sum(filled[field] * weight[field] for field in fields) / of),
        missing=_names_of_missing(fields),
    ).to_native()


def field_completeness(cards: Any, fields: Sequence[str], *, blank: Collection[str] = BLANK) -> pd.DataFrame:
    """How complete each field is over all cards, and which words for nothing stand in it.

    Parameters are those of :func:`completeness`.

    Returns a pandas table, whatever the engine, one row a field in the order given: field, cards (int64), filled
    (int64), share (filled ÷ cards, missing without cards), junk (int64: cards with a word that says nothing),
    junk_words (text: those words, the most frequent first, "unknown (12), - (3)"). Junk is what a count of empty cells
    overlooks.

    Raises CasekitError for unknown columns, no fields and a field named twice.
    """
    _check_fields(fields)
    _check_blank(blank)
    frame = enter_with(cards, _("The cards"), fields)
    schema = frame.collect_schema()
    words = sorted({word.strip().lower() for word in blank} - {""})
    counts = {"rows": nw.len()}
    for place, field in enumerate(fields):
        counts[f"filled {place}"] = one_if(~is_blank(frame, field, blank)).sum()
        if is_text(schema[field]):
            for which, word in enumerate(words):
                counts[f"junk {place} {which}"] = one_if(plain_word(field) == word).sum()
    found = collect(frame.lazy().select(**counts), _("the counts of fields"), 1).iloc[0].fillna(0).astype(int)
    lines = []
    for place, field in enumerate(fields):
        met = {word: int(found.get(f"junk {place} {which}", 0)) for which, word in enumerate(words)}
        met = {word: n for word, n in sorted(met.items(), key=lambda item: (-item[1], item[0])) if n}
        rows, filled = int(found["rows"]), int(found[f"filled {place}"])
        share = filled / rows if rows else math.nan
        lines.append((field, rows, filled, share, sum(met.values()), ", ".join(f"{w} ({n})" for w, n in met.items())))
    return pd.DataFrame(lines, columns=["field", "cards", "filled", "share", "junk", "junk_words"])


def _asked(frame: Frame, condition: tuple[str, str] | None) -> nw.Expr:
    """1 where the field is asked of the card, else 0."""
    if condition is None:
        return nw.lit(1)
    column, value = condition
    if isinstance(value, str) and is_text(frame.collect_schema()[column]):
        return one_if(plain_word(column) == value.strip().lower())
    return one_if(nw.col(column) == value)


def _names_of_missing(fields: Sequence[str]) -> nw.Expr:
    lacks = {field: nw.col(_ASKED + field) - nw.col(_FILLED + field) for field in fields}
    pieces, before = [], nw.lit(0)
    for field in fields:
        named = nw.when(before > 0).then(nw.lit(f", {field}")).otherwise(nw.lit(field))
        pieces.append(nw.when(lacks[field] > 0).then(named).otherwise(nw.lit("")))
        before = before + lacks[field]
    return nw.concat_str(pieces)


def _check_fields(fields: Sequence[str]) -> None:
    if isinstance(fields, str) or not list(fields) or len(set(fields)) < len(list(fields)):
        raise CasekitError(
            _("The fields must be a list of column names, each once, but they are {fields!r}.").format(fields=fields)
        )


def _check_blank(blank: Collection[str]) -> None:
    if isinstance(blank, str) or not all(isinstance(word, str) for word in blank):
        raise CasekitError(_("“blank” must be a list of words, but it is {words!r}.").format(words=blank))


def _checked_weights(weights: Mapping[str, float], fields: Sequence[str]) -> dict[str, float]:
    strange = [name for name in weights if name not in fields]
    if strange:
        raise CasekitError(
            _("A weight is given for “{field}”, which is none of the fields asked for.").format(field=strange[0])
        )
    numbers = {field: weights.get(field, 1) for field in fields}
    for field, number in numbers.items():
        known = isinstance(number, Real) and not isinstance(number, bool) and math.isfinite(number)
        if not known or number < 0:
            raise CasekitError(
                _("The weight of “{field}” must be a number from 0 on, but it is {number!r}.").format(
                    field=field, number=number
                )
            )
    if not any(numbers.values()):
        raise CasekitError(_("All weights are 0, so nothing would count; give at least one field a weight above 0."))
    return {field: float(number) for field, number in numbers.items()}
