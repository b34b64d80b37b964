"""The sentence of every customer's outcome, put together by the engine from a few columns.

Branch by branch each sentence would be built for every customer; instead each slot that any sentence has becomes one
column, and what stands before it is looked up by the number of the outcome. Every step is a set of columns, so that no
engine has to write one step out again within the next.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import narwhals.stable.v2 as nw

from casekit.grading.policy.conditions import Groups, Tests, all_of, first_that_holds
from casekit.grading.policy.format import Policy
from casekit.grading.policy.measured import Measured, clean, raw
from casekit.grading.policy.number_texts import month_parts, month_text, number_parts, number_text
from casekit.grading.policy.outcomes import Outcome, Slot, joined, met_conditions
from casekit.text import _

STATE = "__outcome"
_ORDER = ("word as it came", "value", "types", "groups", "score", "failing")  # in every sentence
_OUTER = ("types", "failing")  # lists that may have lists in them


def state(outcomes: list[Outcome]) -> nw.Expr:
    """The number of the first outcome that holds; the last one where none before it does."""
    numbered = [(outcome.holds, number) for number, outcome in enumerate(outcomes[:-1])]
    return first_that_holds(numbered, len(outcomes) - 1)


def lookup(values: list[str]) -> nw.Expr:
    """The value that stands at the number of the customer's outcome."""
    usual, _times = Counter(values).most_common(1)[0]
    others = [value for value in dict.fromkeys(values) if value != usual]
    return first_that_holds([(_among(value == other for value in values), other) for other in others], usual)


def slots_of(outcomes: list[Outcome], policy: Policy) -> list[Slot]:
    """Every slot of the sentences, in the order in which they stand in each."""
    names = list(policy.measures)
    found = dict.fromkeys(piece for outcome in outcomes for piece in outcome.sentence if isinstance(piece, Slot))
    return sorted(
        found, key=lambda slot: (_ORDER.index(slot.kind), names.index(slot.key) if slot.key in names else len(names))
    )


def slot_steps(slots: list[Slot], policy: Policy, table: Measured) -> Iterator[dict[str, nw.Expr]]:
    """Columns, step by step, that end with a text column for each slot and for each value that a list tells."""
    lists = _Lists(policy)
    inner = [piece for slot in slots for piece in lists.pieces(slot) if isinstance(piece, Slot)]
    inner += [piece for slot in inner for piece in lists.pieces(slot) if isinstance(piece, Slot)]
    wanted = list(dict.fromkeys([*slots, *inner]))
    yield from _value_steps([slot for slot in wanted if slot.kind == "value"], policy, table)
    words = [slot for slot in wanted if slot.kind == "word as it came"]
    yield {_column(slot): nw.col(raw(slot.key)).cast(nw.String).fill_null("") for slot in words}
    yield from lists.steps([slot for slot in wanted if slot.listed and slot.kind not in _OUTER])
    yield from lists.steps([slot for slot in wanted if slot.kind in _OUTER])


def sentence_steps(outcomes: list[Outcome], slots: list[Slot]) -> tuple[dict[str, nw.Expr], nw.Expr]:
    """Columns for the pieces of each customer's sentence, and the sentence."""
    fixed = [_pieces(outcome.sentence, slots) for outcome in outcomes]
    parts = {}
    for place, slot in enumerate(slots):
        parts[f"__before__{place}"] = lookup([before[place] for before, _after in fixed])
        using = [slot in outcome.sentence for outcome in outcomes]
        text = slot_text(slot)
        parts[f"__slot__{place}"] = text if all(using) else nw.when(_among(using)).then(text).otherwise(nw.lit(""))
    parts["__after"] = lookup([after for _before, after in fixed])
    return parts, nw.concat_str(*parts) if len(parts) > 1 else nw.col("__after")


def slot_text(slot: Slot) -> nw.Expr:
    """The text of a slot, in a table that has its column."""
    return nw.col(_column(slot))


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


def _value_steps(slots: list[Slot], policy: Policy, table: Measured) -> Iterator[dict[str, nw.Expr]]:
    """The texts of values; "missing" where there is none."""
    texts = {}
    parts = {}
    for slot in slots:
        more, text = _value(slot.key, policy, table)
        parts |= more
        known = ~nw.col(clean(slot.key)).is_null()
        texts[_column(slot)] = nw.when(known).then(text).otherwise(nw.lit(_("missing")))
    yield from (parts, texts)


def _value(name: str, policy: Policy, table: Measured) -> tuple[dict[str, nw.Expr], nw.Expr]:
    """The columns that the text of a measure needs first, and the text."""
    measure, column = policy.measures[name], nw.col(clean(name))
    units, rest = f"__{name}__units", f"__{name}__rest"
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
    return {f"__{name}__{part}": expression for part, expression in parts.items()}, text


class _Lists:
    """The texts that list what holds: groups of conditions, parts of a score, types; or what fails."""

    def __init__(self, policy: Policy):
        self.policy, self.tests = policy, Tests(policy, staged=True)

    def pieces(self, slot: Slot) -> list[str | Slot]:
        """What the entries of a list consist of."""
        return [piece for _holds, told in self._entries(slot) for piece in told] if slot.listed else []

    def steps(self, slots: list[Slot]) -> Iterator[dict[str, nw.Expr]]:
        """Columns that end with the text of each list."""
        entries, whole, scores = {}, {}, {}
        for slot in slots:
            names = []
            for place, (holds, told) in enumerate(self._entries(slot)):
                names.append(f"{_column(slot)}__{place}")
                text = nw.concat_str([nw.lit("; "), *(_as_text(piece) for piece in told)])
                entries[names[-1]] = nw.when(holds).then(text).otherwise(nw.lit(""))
            joint = nw.concat_str(*names) if len(names) > 1 else nw.col(*names) if names else nw.lit("")
            whole[_column(slot)] = joint.str.slice(2)
            if slot.kind == "score":
                scores[_column(slot)] = self._scored(slot)
        yield from (entries, whole, scores)

    def _entries(self, slot: Slot) -> list[tuple[nw.Expr, tuple[str | Slot, ...]]]:
        if slot.kind == "failing":
            return [(clause.distance > 0, tuple(clause.text)) for clause in slot.listed]
        if slot.kind == "score":
            return [(self.tests.group_surely(part.any), (part.title,)) for part in slot.listed[0].points]
        if slot.kind == "groups":
            return self._groups(slot.listed)
        return [
            (self.tests.grade_holds(kind), (f"{kind.title} (", *self._told(kind), ")"))
            for kind in slot.listed
            if kind.testable
        ]

    def _groups(self, groups: Groups) -> list[tuple[nw.Expr, tuple[str | Slot, ...]]]:
        """Where each group holds, and how that is told; a group with an open condition never does."""
        stated = [group for group in groups if not any(condition.unstated for condition in group)]
        return [
            (all_of(map(self.tests.surely, group)), joined(met_conditions(group, self.policy), _(" and ")))
            for group in stated
        ]

    def _told(self, kind) -> tuple[str | Slot, ...]:
        clauses = met_conditions(kind.when, self.policy)
        if kind.any:
            clauses.append([Slot("groups", f"{kind.id}, any", kind.any)])
        return joined(clauses, _(" and "))

    def _scored(self, slot: Slot) -> nw.Expr:
        """Points and, where there are any, the list of what gave them; read from the list's own column."""
        (score,) = slot.listed
        points = self.tests.points(score).cast(nw.Int64).cast(nw.String)
        most = f"{sum(part.points for part in score.points):g}"
        listed = slot_text(slot)
        link = nw.when(listed == "").then(nw.lit("")).otherwise(nw.lit(": "))
        return nw.concat_str(
            [nw.lit(_("scores ")), points, nw.lit(_(" of {most} points").format(most=most)), link, listed]
        )


def _as_text(piece: str | Slot) -> nw.Expr:
    return slot_text(piece) if isinstance(piece, Slot) else nw.lit(piece)
