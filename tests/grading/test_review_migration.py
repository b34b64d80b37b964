"""The migration matrix: everybody who stood somewhere is counted, leavers among them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError, LeftOut
from casekit.grading.review.migration import migration_matrix

GRADES = ["A", "B", "C"]


def history(**grades):
    """A customer's grades by year, "-" where not there: history(x="AB-")."""
    rows = [
        (customer, 2023 + place, grade)
        for customer, line in grades.items()
        for place, grade in enumerate(line)
        if grade != "-"
    ]
    return pd.DataFrame(rows, columns=["customer_id", "period", "grade"])


def test_leavers_and_joiners_have_their_own_line():
    found = migration_matrix(history(stays="AA", falls="AB", leaves="A-", joins="-B", rises="BA"))
    assert found.counts.loc["A"].to_dict() == {"A": 1, "B": 1, "left": 1}
    assert found.counts.loc["joined"].to_dict() == {"A": 0, "B": 1, "left": 0}
    assert found.counts.loc["B"].to_dict() == {"A": 1, "B": 0, "left": 0}


def test_shares_are_over_all_who_stood_there_and_those_over_stayers_differ():
    found = migration_matrix(history(a="AA", b="AB", c="A-", d="A-"))
    assert found.shares().loc["A"].to_dict() == {"A": 0.25, "B": 0.25, "left": 0.5}
    assert found.shares(over="stayers").loc["A"].to_dict() == {"A": 0.5, "B": 0.5}
    assert found.shares().loc["B"].isna().all()


def test_a_chain_of_all_periods():
    found = migration_matrix(history(a="ABA", b="A-A", c="-A-", d="BBB"))
    assert (found.first, found.last) == (2023, 2025)
    assert found.counts.loc["A", "A"] == 2, "between the ends nobody seems to have moved"
    assert [(step.first, step.last) for step in found.steps] == [(2023, 2024), (2024, 2025)]
    assert found.steps[0].counts.loc["A"].to_dict() == {"A": 0, "B": 1, "left": 1}
    assert found.steps[1].counts.loc["joined", "A"] == 1
    assert found.pooled().loc["B"].to_dict() == {"A": 1, "B": 2, "left": 0}
    assert found.passed_through == 1


def test_any_two_periods():
    found = migration_matrix(history(a="ABC", b="AAA"), first="2024", last=2025)
    assert found.counts.loc["B", "C"] == 1
    assert len(found.steps) == 1


def test_moves_read_the_order():
    table = history(a="AB", b="BA", c="BB", d="C-", e="CA")
    found = migration_matrix(table, order=["A", "B", "C"]).moves().set_index("grade")
    assert found.loc["all", ["stood", "stayed", "up", "down", "left"]].tolist() == [5, 1, 2, 1, 1]
    assert found.loc["C", "share_left"] == 0.5
    turned = migration_matrix(table, order=["C", "B", "A"]).moves().set_index("grade")
    assert turned.loc["all", ["up", "down"]].tolist() == [1, 2]


def test_a_grade_that_nobody_has_keeps_its_place():
    assert migration_matrix(history(a="AC"), order=["A", "B", "C"]).grades == ["A", "B", "C"]


def test_a_missing_grade_is_no_leaver():
    table = history(a="AA", b="AB")
    table.loc[table["customer_id"].eq("b") & table["period"].eq(2024), "grade"] = None
    assert migration_matrix(table).counts.loc["A"].to_dict() == {"(missing)": 1, "A": 1, "left": 0}


def test_periods_may_be_dates_on_every_engine(to_engine):
    table = history(a="ABA", b="A-A", c="-AB", d="BBB", e="C--", f="-C-")
    table["period"] = pd.to_datetime(table["period"].astype("str") + "-01-01")
    expected, found = migration_matrix(table), migration_matrix(to_engine(table))
    pd.testing.assert_frame_equal(expected.counts, found.counts)
    assert expected.passed_through == found.passed_through == 1
    pd.testing.assert_frame_equal(expected.pooled(), found.pooled())


lives = st.lists(st.text("ABC-", min_size=3, max_size=3), min_size=1, max_size=12).filter(
    lambda rows: all(any(row[place] != "-" for row in rows) for place in range(3))
)


@settings(max_examples=60, deadline=None)
@given(lives)
def test_everybody_is_counted_once(rows):
    table = history(**{f"c{number}": row for number, row in enumerate(rows)})
    found = migration_matrix(table)
    for place, grade in enumerate(GRADES):
        if grade in found.grades:
            stood = sum(row[0] == grade for row in rows)
            assert found.counts.loc[grade].sum() == stood, place
            assert found.counts[grade].sum() == sum(row[2] == grade for row in rows)
    assert found.counts.loc["joined", "left"] == 0
    total = found.counts.to_numpy().sum() + found.passed_through
    assert total == sum(row != "---" for row in rows)
    moves = found.moves()
    shares = moves.loc[moves["stood"] > 0, ["share_stayed", "share_up", "share_down", "share_left"]].sum(axis="columns")
    assert np.allclose(shares, 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"first": 2020}, "no period “2020”; it has: 2023, 2024"),
        ({"first": 2024, "last": 2023}, "must lie before"),
        ({"grade": "class"}, "no column “class”"),
        ({"order": ["A", "A"]}, "names a grade twice"),
    ],
)
def test_wishes_that_cannot_be_met(change, words):
    with pytest.raises(CasekitError, match=words):
        migration_matrix(history(a="AB"), **change)


def test_histories_that_mean_nothing():
    twice = history(a="AB")
    with pytest.raises(CasekitError, match="Customer a has 2 rows in 2023"):
        migration_matrix(pd.concat([twice, twice.head(1)]))
    with pytest.raises(CasekitError, match="needs two periods, but the history has 1"):
        migration_matrix(history(a="A"))
    with pytest.raises(CasekitError, match="called “left”"):
        migration_matrix(history(a="AB").replace("B", "left"))
    with pytest.raises(CasekitError, match="over “all” or “stayers”"):
        migration_matrix(history(a="AB")).shares(over="some")


def test_rows_of_nobody_are_left_out_and_said():
    table = history(a="AB", b="AB").astype({"customer_id": "str"})
    table.loc[0, "customer_id"] = None
    with pytest.warns(LeftOut, match="1 rows without a customer or a period"):
        found = migration_matrix(table)
    assert found.counts.loc["joined", "B"] == 1
