"""Grading against a plain reading of the same conditions, customer by customer, with three answers: yes, no, open."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.grading import Policy
from casekit.grading.policy import Condition, Filter, Grade, Interval, Measure, Part, Score

pytestmark = pytest.mark.filterwarnings("ignore")
LEVELS = ("low", "middle", "high")
MEASURES = {
    "spent": Measure("spent", unit="yuan", column="spent", minimum=0),
    "visits": Measure("visits", "count", column="visits"),
    "credit": Measure("credit", "level", levels=LEVELS, column="credit"),
    "member": Measure("member", "yes/no", column="member"),
    "town": Measure("town", "text", column="town"),
}
ENDS = (0, 10, 20, 30)
TOWNS = ("A", "B", "C")


@st.composite
def bands(draw):
    low, high = draw(st.sampled_from((None, *ENDS))), draw(st.sampled_from((None, *ENDS)))
    if low is not None and high is not None and low > high:
        low, high = high, low
    included = [draw(st.booleans()), draw(st.booleans())] if low != high else [True, True]
    return Interval(low, high, *included)


@st.composite
def conditions(draw):
    name = draw(st.sampled_from([*MEASURES, "open"]))
    if name == "open":
        return Condition("spent", unstated="large; no figure is printed")
    if name in ("spent", "visits"):
        return Condition(name, band=draw(bands()))
    if name == "town":
        return Condition(
            name, values=draw(st.frozensets(st.sampled_from(TOWNS), min_size=1)), negated=draw(st.booleans())
        )
    return Condition(name, values=draw(st.frozensets(st.sampled_from(MEASURES[name].words), min_size=1)))


group = st.lists(conditions(), min_size=1, max_size=2).map(tuple)
groups = st.lists(group, max_size=2).map(tuple)
some_groups = st.lists(group, min_size=1, max_size=2).map(tuple)
scores = st.none() | st.builds(
    Score,
    st.lists(st.builds(Part, st.just("part"), some_groups, st.sampled_from((1, 2))), min_size=1, max_size=3).map(tuple),
    st.sampled_from((1, 2)),
)


@st.composite
def policies(draw):
    grades = []
    for number in range(draw(st.integers(1, 3))):
        when = tuple(draw(st.lists(conditions(), min_size=1, max_size=3)))
        grades.append(Grade(f"G{number}", f"G{number}", "", when, draw(groups), draw(scores), draw(groups)))
    filters = draw(st.none() | some_groups)
    found = (Filter("f", "odd", filters),) if filters else ()
    return Policy(id="p", title="p", measures=MEASURES, grades=tuple(grades), filters=found)


customers = st.fixed_dictionaries(
    {
        "spent": st.none() | st.sampled_from((-5.0, 0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, math.inf)),
        "visits": st.none() | st.sampled_from((0.0, 10.0, 11.0, 20.0, 30.0, 31.0)),
        "credit": st.none() | st.sampled_from((*LEVELS, "odd", "")),
        "member": st.none() | st.booleans(),
        "town": st.none() | st.sampled_from(TOWNS),
    }
)


def as_table(rows):
    table = pd.DataFrame(rows, columns=list(MEASURES)).astype(
        {"spent": "float64", "visits": "float64", "credit": "str", "member": "boolean", "town": "str"}
    )
    table.insert(0, "customer_id", range(len(table)))
    return table


@given(policies(), st.lists(customers, min_size=1, max_size=12))
@settings(deadline=None, max_examples=60)
def test_grades_are_those_of_a_plain_reading(policy, rows):
    table = as_table(rows)
    graded = policy.grade(table)
    assert graded["grade"].tolist() == [by_hand(policy, row) for row in rows]
    assert policy.grade(table, reasons=False)["grade"].tolist() == graded["grade"].tolist()
    assert graded["reason"].str.len().gt(5).all()
    assert not graded["reason"].str.contains("None|nan").any()


def test_what_a_plain_reading_says():
    """The plain reading itself, on a case one can see through."""
    policy = Policy(
        id="p",
        title="p",
        measures=MEASURES,
        grades=(
            Grade(
                "G0",
                "G0",
                when=(Condition("spent", Interval(10, None)), Condition("credit", values=frozenset({"high"}))),
            ),
            Grade("G1", "G1", when=(Condition("spent", Interval(0, 20)),)),
        ),
    )
    rows = [
        {"spent": 15.0, "credit": "high"},
        {"spent": 15.0, "credit": None},
        {"spent": 25.0, "credit": None},
        {"spent": None, "credit": "low"},
        {"spent": -5.0, "credit": "high"},
    ]
    rows = [{"visits": None, "member": None, "town": None, **row} for row in rows]
    expected = ["G0", "G1", "unclassified", "unclassified", "unclassified"]
    assert [by_hand(policy, row) for row in rows] == expected
    assert policy.grade(as_table(rows))["grade"].tolist() == expected


# ── the plain reading: True, False, None for open ────────────────────────────────────────────────────────
def by_hand(policy, row):
    for grade in policy.grades:
        # where what must hold is not stated, the grade cannot be given, whatever else holds
        left_out = any_of(any_of(all_of(met(c, row) for c in group) for group in one.any) for one in policy.filters)
        if earned(grade, row) and left_out is False:
            return grade.id
    return policy.outside


def earned(grade, row):
    parts = [all_of(met(c, row) for c in grade.when)]
    if grade.any:
        parts.append(any_of(all_of(met(c, row) for c in group) for group in grade.any))
    if grade.score:
        points = [
            (part.points, any_of(all_of(met(c, row) for c in group) for group in part.any))
            for part in grade.score.points
        ]
        sure = sum(worth for worth, held in points if held)
        most = sum(worth for worth, held in points if held is not False)
        parts.append(True if sure >= grade.score.at_least else None if most >= grade.score.at_least else False)
    if grade.not_:
        excluded = any_of(all_of(met(c, row) for c in group) for group in grade.not_)
        parts.append(None if excluded is None else not excluded)
    return all_of(parts)


def met(condition, row):
    value, measure = row[condition.measure], MEASURES[condition.measure]
    if condition.unstated or value is None or value == "":
        return None
    if condition.band is not None:
        if not math.isfinite(value) or (measure.minimum is not None and value < measure.minimum):
            return None
        return condition.band.contains(value)
    word = {True: "yes", False: "no"}.get(value, value)
    if measure.words and word not in measure.words:
        return None
    return (word in condition.values) != condition.negated


def all_of(answers):
    answers = list(answers)
    return False if False in answers else None if None in answers else True


def any_of(answers):
    answers = list(answers)
    return True if True in answers else None if None in answers else False
