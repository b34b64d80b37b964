"""The sentence of every customer's outcome, put together by the engine from a few columns.

Branch by branch each sentence would be built for every customer; instead each slot that any sentence has becomes one
column, and what stands before it is looked up by the number of the outcome.
"""

from collections import Counter
from functools import reduce

import narwhals.stable.v2 as nw

from casekit.grading.policy.conditions import Groups, Tests, all_of
from casekit.grading.policy.format import Policy, Score
from casekit.grading.policy.measured import Measured, clean, raw
from casekit.grading.policy.number_texts import month_parts, month_text, number_parts, number_text
from casekit.grading.policy.outcomes import Outcome, Slot
from casekit.grading.policy.words import asked_of
from casekit.text import _

STATE = "__outcome"
_KINDS = ("word as it came", "value", "months", "alternatives", "score", "exclusions")


def with_slots(frame: nw.LazyFrame, slots: list[Slot], policy: Policy, table: Measured) -> nw.LazyFrame:
    """The frame with a text column for each slot."""
    parts, texts = {}, {}
    for slot in slots:
        if slot.kind == "value":
            more, texts[column_of(slot)] = _value(slot.key, policy, table)
            parts |= more
        elif slot.kind == "word as it came":
            texts[column_of(slot)] = nw.col(raw(slot.key)).cast(nw.String).fill_null("")
    frame = frame.with_columns(**parts) if parts else frame
    frame = frame.with_columns(**texts) if texts else frame
    lists = {column_of(slot): _list(slot, policy) for slot in slots if column_of(slot) not in texts}
    return frame.with_columns(**lists) if lists else frame


def slots_of(outcomes: list[Outcome], policy: Policy) -> list[Slot]:
    """Every slot of the sentences, in the order in which they stand in each."""
    found = {piece for outcome in outcomes for piece in outcome.sentence if isinstance(piece, Slot)}
    names = [*policy.measures, *(one.id for one in (*policy.grades, *policy.types, *policy.filters))]
    return sorted(found, key=lambda slot: (_KINDS.index(slot.kind), names.index(slot.key)))


def column_of(slot: Slot) -> str:
    """The name of a slot's column."""
    return f"__slot__{slot.kind}__{slot.key}"


def sentence(outcomes: list[Outcome], slots: list[Slot]) -> nw.Expr:
    """The sentence of each customer's outcome."""
    fixed = [_pieces(outcome.sentence, slots) for outcome in outcomes]
    parts = []
    for place, slot in enumerate(slots):
        parts.append(lookup([before[place] for before, _after in fixed]))
        using = [slot in outcome.sentence for outcome in outcomes]
        text = nw.col(column_of(slot))
        parts.append(text if all(using) else nw.when(_among(using)).then(text).otherwise(nw.lit("")))
    parts.append(lookup([after for _before, after in fixed]))
    return nw.concat_str(parts)


def lookup(values: list[str]) -> nw.Expr:
    """The value that stands at the number of the customer's outcome."""
    usual, _times = Counter(values).most_common(1)[0]
    found = nw.lit(usual)
    for value in dict.fromkeys(values):
        if value != usual:
            found = nw.when(_among([other == value for other in values])).then(nw.lit(value)).otherwise(found)
    return found


def _among(chosen: list[bool]) -> nw.Expr:
    numbers = [number for number, yes in enumerate(chosen) if yes]
    return nw.col(STATE) == numbers[0] if len(numbers) == 1 else nw.col(STATE).is_in(numbers)


def _pieces(given: tuple[str | Slot, ...], slots: list[Slot]) -> tuple[list[str], str]:
    """The fixed text before each slot, and after the last one."""
    before, waiting = [""] * len(slots), ""
    for piece in given:
        if isinstance(piece, Slot):
            before[slots.index(piece)], waiting = waiting, ""
        else:
            waiting += piece
    return before, waiting


def _value(name: str, policy: Policy, table: Measured) -> tuple[dict[str, nw.Expr], nw.Expr]:
    measure, column = policy.measures[name], nw.col(clean(name))
    units, rest = f"__units__{name}", f"__rest__{name}"
    if measure.kind in ("number", "count"):
        parts = number_parts(column)
        whole = table.schema[measure.column].is_integer()
        signed = measure.minimum is None or measure.minimum < 0
        text = number_text(column, nw.col(units), None if whole else nw.col(rest), signed)
    elif measure.kind == "month":
        parts, text = month_parts(column), month_text(nw.col(units), nw.col(rest))
    elif measure.kind == "date":
        parts, text = {}, nw.col(raw(name)).dt.to_string("%Y-%m-%d")
    else:
        parts, text = {}, column
    named = {f"__{part}__{name}": expression for part, expression in parts.items()}
    return named, nw.when(~column.is_null()).then(text).otherwise(nw.lit(_("missing")))


def _list(slot: Slot, policy: Policy) -> nw.Expr:
    if slot.kind == "score":
        return _score(policy.grade_of(slot.key).score, policy)
    if slot.kind == "alternatives":
        return _groups(policy.grade_of(slot.key).any, policy)
    by_id = {one.id: one.any for one in policy.filters} | {one.id: one.not_ for one in policy.grades}
    return _groups(by_id[slot.key], policy)


def _score(score: Score, policy: Policy) -> nw.Expr:
    tests = Tests(policy)
    held = [
        nw.when(tests.group_surely(part.any)).then(nw.lit(f"; {part.title}")).otherwise(nw.lit(""))
        for part in score.points
    ]
    points = tests.points(score)
    text = points.cast(nw.Int64).cast(nw.String)
    most = sum(part.points for part in score.points)
    listed = nw.concat_str(held)
    before = nw.when(listed == "").then(nw.lit("")).otherwise(nw.concat_str([nw.lit(": "), listed.str.slice(2)]))
    return nw.concat_str([nw.lit(_("scores ")), text, nw.lit(_(" of {most} points").format(most=f"{most:g}")), before])


def _groups(groups: Groups, policy: Policy) -> nw.Expr:
    """Those of the groups that hold, told with the values of the customer."""
    tests, parts = Tests(policy), []
    for group in groups:
        told = _(" and ").join(asked_of(condition, policy.measures[condition.measure]) for condition in group)
        held = all_of(tests.surely(condition) for condition in group)
        parts.append(nw.when(held).then(nw.lit(f"; {told}")).otherwise(nw.lit("")))
    return nw.concat_str(parts).str.slice(2) if len(parts) > 1 else parts[0].str.slice(2)


def state(outcomes: list[Outcome]) -> nw.Expr:
    """The number of the first outcome that holds; the last one where none before it does."""
    return reduce(
        lambda rest, pair: nw.when(pair[1].holds).then(nw.lit(pair[0])).otherwise(rest),
        reversed(list(enumerate(outcomes[:-1]))),
        nw.lit(len(outcomes) - 1),
    )
