"""Policies and customers drawn at random, and what a reader with a pencil would say about them."""

import pandas as pd
from hypothesis import strategies as st

from casekit.grading.policy import Condition, Grade, Interval, Measure, Part, Policy, Score
from casekit.grading.policy.intervals import Others

MEASURES = {
    "usage": Measure("usage", "number", "yuan", "year", column="usage"),
    "orders": Measure("orders", "count", "orders", "year", column="orders", minimum=0),
    "credit": Measure("credit", "level", levels=("bad", "fair", "good"), column="credit"),
    "strategic": Measure("strategic", "yes/no", column="strategic"),
    "region": Measure("region", "text", column="region"),
}
VALUES = {
    "usage": [-5.0, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5],
    "orders": [0, 1, 2, 3, 4],
    "credit": ["bad", "fair", "good"],
    "strategic": ["no", "yes"],
    "region": ["north", "south", "east"],
}
ENDS = st.sampled_from([None, 0, 1, 2, 3])


@st.composite
def bands(draw):
    low, high = draw(ENDS), draw(ENDS)
    band = Interval(low, high, low is None or draw(st.booleans()), high is None or draw(st.booleans()))
    return Interval(1, 2) if band.empty or (band.low is None and band.high is None) else band


@st.composite
def conditions(draw):
    name = draw(st.sampled_from(list(MEASURES)))
    if name in ("usage", "orders"):
        return Condition(name, band=draw(bands()))
    words = draw(st.sets(st.sampled_from(VALUES[name][:2]), min_size=1))
    return Condition(name, values=frozenset(words), negated=name == "region" and draw(st.booleans()))


def groups(most):
    return st.lists(st.lists(conditions(), min_size=1, max_size=2).map(tuple), max_size=most).map(tuple)


@st.composite
def policies(draw, simple=False):
    grades = []
    for number in range(draw(st.integers(1, 4))):
        any_, not_, score = (), (), None
        if not simple:
            any_, not_ = draw(groups(2)), draw(groups(1))
            parts = draw(groups(3))
            if parts:
                score = Score(tuple(Part(f"p{n}", (part,), 1) for n, part in enumerate(parts)), draw(st.integers(1, 2)))
                score = score if score.at_least <= len(parts) else None
        when = tuple(draw(st.lists(conditions(), min_size=1, max_size=3)))
        grades.append(Grade(f"G{number}", f"G{number}", when=when, any=any_, score=score, not_=not_))
    return Policy("drawn", "Drawn", MEASURES, tuple(grades), order_stated=draw(st.booleans()))


@st.composite
def customers(draw, missing=True):
    def value(name):
        known = st.sampled_from(VALUES[name])
        return st.one_of(known, known, known, st.none()) if missing else known

    rows = draw(st.lists(st.tuples(*map(value, VALUES)), min_size=1, max_size=40))
    table = pd.DataFrame(rows, columns=list(VALUES))
    table = table.astype(
        {"usage": "float64", "orders": "float64", "credit": "str", "strategic": "str", "region": "str"}
    )
    table.insert(0, "customer_id", [f"c{number:02}" for number in range(len(table))])
    table["sales"] = [float(2**number) for number in range(len(table))]  # each sum names its customers
    return table


def met(grade, customer) -> bool:
    """Whether a customer without missing values meets a grade, condition by condition."""

    def holds(condition):
        value = customer[condition.measure]
        if condition.band is not None:
            return condition.band.contains(value)
        return (value in condition.values) != condition.negated

    def any_group(groups_):
        return any(all(map(holds, group)) for group in groups_)

    points = sum(part.points for part in grade.score.points if any_group(part.any)) if grade.score else 0
    return (
        all(map(holds, grade.when))
        and (not grade.any or any_group(grade.any))
        and (not grade.score or points >= grade.score.at_least)
        and not any_group(grade.not_)
    )


def lies_in(customer, finding) -> bool:
    """Whether a customer lies where a finding says."""

    def inside(name, limits):
        value = customer[name]
        if isinstance(limits, Interval):
            return limits.contains(value)
        return (value in limits) != isinstance(limits, Others)

    return all(inside(name, limits) for name, limits in finding.intervals.items())
