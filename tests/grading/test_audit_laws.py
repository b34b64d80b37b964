"""An audit names exactly the customers whom the grades leave outside, and those who meet two grades."""

import pandas as pd
from audit_drawing import customers, lies_in, met, policies
from hypothesis import given, settings


@settings(max_examples=60, deadline=None)
@given(policies(), customers(missing=False))
def test_joint_findings_are_what_a_reader_with_a_pencil_finds(policy, table):
    audit = policy.audit(table, sales="sales")
    for customer in table.to_dict("records"):
        grades = [grade.id for grade in policy.grades if met(grade, customer)]
        holes = [one for one in audit.of("hole", "joint") if lies_in(customer, one)]
        assert len(holes) == (not grades)
        pairs = {(one, other) for place, one in enumerate(grades) for other in grades[place + 1 :]}
        found = [
            one.grades
            for one in audit.findings
            if one.view == "joint" and one.kind in ("overlap", "double_hit") and lies_in(customer, one)
        ]
        assert sorted(found) == sorted(pairs)


@settings(max_examples=60, deadline=None)
@given(policies(), customers())
def test_holes_and_missing_values_are_all_whom_grading_leaves_outside(policy, table):
    graded = policy.grade(table, reasons=False)
    outside = graded["grade"] == policy.outside
    audit = policy.audit(table, sales="sales")
    told = audit.of("hole", "joint") + [one for one in audit.of("missing", "joint") if one.customers]
    assert sum(one.customers for one in told) == outside.sum()
    assert sum(one.sales for one in told) == table["sales"][outside].sum()


@settings(max_examples=60, deadline=None)
@given(policies(), customers())
def test_numbers_are_those_of_the_customers_in_the_place(policy, table):
    complete = table.dropna()
    if complete.empty:
        return
    for one in policy.audit(complete, sales="sales").findings:
        if one.kind in ("hole", "overlap", "double_hit"):
            there = pd.Series([lies_in(customer, one) for customer in complete.to_dict("records")], complete.index)
            assert one.customers == there.sum()
            assert one.sales == complete["sales"][there].sum()


@settings(max_examples=60, deadline=None)
@given(policies(simple=True))
def test_an_axis_hole_is_what_no_band_takes(policy):
    audit = policy.audit()
    for name in ("usage", "orders"):
        bands = [[c.band for c in grade.when if c.measure == name] for grade in policy.grades]
        if not any(bands):  # no grade stands on this axis
            continue
        for value in [-5.0, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5] if name == "usage" else [0, 1, 2, 3, 4]:
            taken = any(all(band.contains(value) for band in grade) for grade in bands)  # who does not ask takes all
            holes = [h for h in audit.of("hole", "axis") if name in h.where and h.intervals[name].contains(value)]
            assert len(holes) == (not taken)
