"""The sentence of every customer's outcome, put together by the engine from a few columns.

Branch by branch each sentence would be built for every customer; instead each slot that any sentence has becomes one
column, and what stands before it is looked up by the number of the outcome.
"""

from collections import Counter
from collections.abc import Iterable
from functools import reduce

import narwhals.stable.v2 as nw

from casekit.grading.policy.conditions import Groups, Tests, all_of
from casekit.grading.policy.format import Policy, Score
from casekit.grading.policy.measured import Measured, clean, raw
from casekit.grading.policy.number_texts import month_parts, month_text, number_parts, number_text
from casekit.grading.policy.outcomes import Outcome, Slot, joined, met_conditions
from casekit.text import _

STATE = "__outcome"
_ORDER = ("word as it came", "value", "types", "groups", "score", "failing")  # in every sentence


def state(outcomes: list[Outcome]) -> nw.Expr:
    """The number of the first outcome that holds; the last one where none before it does."""
    number = nw.lit(len(outcomes) - 1)
    for place in reversed(range(len(outcomes) - 1)):
        number = nw.when(outcomes[place].holds).then(nw.lit(place)).otherwise(number)
    return number


def lookup(values: list[str]) -> nw.Expr:
    """The value that stands at the number of the customer's outcome."""
    usual, _times = Counter(values).most_common(1)[0]
    found = nw.lit(usual)
    for value in dict.fromkeys(values):
        if value != usual:
            found = nw.when(_among(other == value for other in values)).then(nw.lit(value)).otherwise(found)
    return found


def slots_of(outcomes: list[Outcome], policy: Policy) -> list[Slot]:
    """Every slot of the sentences, in the order in which they stand in each."""
    names = list(policy.measures)
    found = dict.fromkeys(piece for outcome in outcomes for piece in outcome.sentence if isinstance(piece, Slot))
    return sorted(
        found, key=lambda slot: (_ORDER.index(slot.kind), names.index(slot.key) if slot.key in names else len(names))
    )


def with_slots(frame: nw.LazyFrame, slots: list[Slot], policy: Policy, table: Measured) -> nw.LazyFrame:
    """The frame with a text column for each slot, and for each value that a list in a slot tells."""
    lists = _Lists(policy)
    values = {slot.key for slot in slots if slot.kind == "value"} | lists.measures(slots)
    parts, texts = {}, {}
    for name in (name for name in policy.measures if name in values):
        more, texts[_column(Slot("value", name))] = _value(name, policy, table)
        parts |= more
    for slot in slots:
        if slot.kind == "word as it came":
            texts[_column(slot)] = nw.col(raw(slot.key)).cast(nw.String).fill_null("")
    told = {_column(slot): lists.text(slot) for slot in lists.with_inner(slots) if slot.kind != "failing"}
    failing = {_column(slot): lists.text(slot) for slot in slots if slot.kind == "failing"}
    for step in (parts, texts, told, failing):
        frame = frame.with_columns(**step) if step else frame
    return frame


def slot_text(slot: Slot) -> nw.Expr:
    """The text of a slot, in a frame that has its column."""
    return nw.col(_column(slot))


def sentence(outcomes: list[Outcome], slots: list[Slot]) -> nw.Expr:
    """The sentence of each customer's outcome."""
    fixed = [_pieces(outcome.sentence, slots) for outcome in outcomes]
    parts = []
    for place, slot in enumerate(slots):
        parts.append(lookup([before[place] for before, _after in fixed]))
        using = [slot in outcome.sentence for outcome in outcomes]
        text = slot_text(slot)
        parts.append(text if all(using) else nw.when(_among(using)).then(text).otherwise(nw.lit("")))
    parts.append(lookup([after for _before, after in fixed]))
    return nw.concat_str(parts) if len(parts) > 1 else parts[0]


def _column(slot: Slot) -> str:
    return f"__slot__{slot.kind}__{slot.key}"


def _among(chosen: Iterable[bool]) -> nw.Expr:
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
    """The columns that the text of a measure needs first, and the text."""
    measure, column = policy.measures[name], nw.col(clean(name))
    units, rest = f"__units__{name}", f"__rest__{name}"
    parts, text = {}, column
    if measure.kind in ("number", "count"):
        parts = number_parts(column)
        whole = table.schema[measure.column].is_integer()
        signed = measure.minimum is None or measure.minimum < 0
        text = number_text(column, nw.col(units), None if whole else nw.col(rest), signed)
    elif measure.kind == "month":
        parts, text = month_parts(column), month_text(nw.col(units), nw.col(rest))
    elif measure.kind == "date":
        text = nw.col(raw(name)).dt.to_string("%Y-%m-%d")
    named = {f"__{part}__{name}": expression for part, expression in parts.items()}
    return named, nw.when(~column.is_null()).then(text).otherwise(nw.lit(_("missing")))


class _Lists:
    """The texts that list what holds: groups of conditions, parts of a score, types."""

    def __init__(self, policy: Policy):
        self.policy, self.tests = policy, Tests(policy)

    def with_inner(self, slots: list[Slot]) -> list[Slot]:
        """The lists among slots, and those within them."""
        inner = [piece for slot in slots for piece in _pieces_of(slot) if isinstance(piece, Slot)]
        return [slot for slot in dict.fromkeys([*slots, *inner]) if slot.listed]

    def measures(self, slots: list[Slot]) -> set[str]:
        """The measures whose values these lists tell."""
        told = {piece.key for slot in slots for piece in _pieces_of(slot) if isinstance(piece, Slot)}
        slots = self.with_inner(slots)
        groups = [group for slot in slots if slot.kind == "groups" for group in slot.listed]
        groups += [
            group for slot in slots if slot.kind == "types" for kind in slot.listed for group in (kind.when, *kind.any)
        ]
        tested = {condition.measure for group in groups for condition in group if not condition.unstated}
        return tested | (told & set(self.policy.measures))

    def text(self, slot: Slot) -> nw.Expr:
        if slot.kind == "score":
            return self._score(slot.listed[0])
        if slot.kind == "groups":
            return _listed(self._held(slot.listed))
        if slot.kind == "failing":
            return _listed([(clause.distance > 0, _as_texts(clause.text)) for clause in slot.listed])
        entries = []
        for kind in slot.listed:
            if kind.testable:
                told = self._told(kind.when) + ([_listed(self._held(kind.any))] if kind.any else [])
                entries.append((self.tests.grade_holds(kind), [nw.lit(f"{kind.title} ("), *told, nw.lit(")")]))
        return _listed(entries)

    def _held(self, groups: Groups) -> list[tuple[nw.Expr, list[nw.Expr]]]:
        """Where each group holds, and how that is told; a group with an open condition never does."""
        stated = [group for group in groups if not any(condition.unstated for condition in group)]
        return [(all_of(map(self.tests.surely, group)), self._told(group)) for group in stated]

    def _told(self, group) -> list[nw.Expr]:
        return _as_texts(joined(met_conditions(group, self.policy), _(" and ")))

    def _score(self, score: Score) -> nw.Expr:
        held = [(self.tests.group_surely(part.any), [nw.lit(part.title)]) for part in score.points]
        listed, points = _listed(held), self.tests.points(score).cast(nw.Int64).cast(nw.String)
        most = sum(part.points for part in score.points)
        named = nw.when(listed == "").then(nw.lit("")).otherwise(nw.concat_str([nw.lit(": "), listed]))
        before, after = nw.lit(_("scores ")), nw.lit(_(" of {most} points").format(most=f"{most:g}"))
        return nw.concat_str([before, points, after, named])


def _pieces_of(slot: Slot) -> list[str | Slot]:
    return [piece for clause in slot.listed for piece in clause.text] if slot.kind == "failing" else []


def _as_texts(pieces: Iterable[str | Slot]) -> list[nw.Expr]:
    return [slot_text(piece) if isinstance(piece, Slot) else nw.lit(piece) for piece in pieces]


def _listed(entries: list[tuple[nw.Expr, list[nw.Expr]]]) -> nw.Expr:
    """Those entries whose test holds, one after the other."""
    told = [
        nw.when(holds).then(nw.concat_str([nw.lit("; "), *pieces])).otherwise(nw.lit("")) for holds, pieces in entries
    ]
    if not told:
        return nw.lit("")
    return reduce(lambda one, other: nw.concat_str([one, other]), told).str.slice(2)
