"""A repair changes what it was asked to change, says so, and counts again."""

from dataclasses import replace

import pandas as pd
import pytest
from audit_drawing import customers, policies
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.grading import load_policy


@pytest.fixture
def key_accounts():
    return load_policy("key-account-classes")


@pytest.fixture
def tiers():
    return load_policy("purchase-tiers")


@pytest.fixture
def buyers():
    bought = [4_000.0, 6_000.0, 30_000.0, 70_000.0, 70_000.0, 150_000.0, 200_000.0, 900_000.0]
    return pd.DataFrame({"customer_id": range(8), "purchase_amount": bought, "sales": [2.0**n for n in range(8)]})


def bands(policy):
    return {grade.id: [c.band.words() for c in grade.when] for grade in policy.grades}


def test_the_lower_band_reaches_up(tiers):
    repair = tiers.repair(holes="extend_lower", overlaps="higher", open_ended="to_next_band")
    assert bands(repair.policy) == {
        "Diamond": ["from 200,000"],
        "Platinum": ["from 100,000 to below 200,000"],
        "Gold": ["from 10,000 to below 100,000"],
        "VIP": ["from 5,000 to below 10,000"],
    }
    assert len(repair.changes) == 3 and len(repair.left) == 1
    assert [one.kind for one in repair.policy.audit().findings if one.kind != "missing"] == [
        "hole",
        "hole",
    ]  # below 5,000


def test_the_upper_band_reaches_down(tiers, key_accounts):
    repair = tiers.repair(holes="extend_upper", overlaps="lower", open_ended="to_next_band")
    assert bands(repair.policy)["Platinum"] == ["above 50,000 to 200,000"]
    assert bands(repair.policy)["Diamond"] == ["above 200,000"]
    repair = key_accounts.repair(holes="extend_upper")
    assert [one.where for one in repair.policy.audit().of("hole", "axis")] == [{"annual_usage": "below 20,000 yuan"}]
    assert repair.policy.grade_of("A2").when[1] == key_accounts.grade_of("A2").when[1]  # its other condition stays


def test_new_grades_leave_no_hole(key_accounts):
    repair = key_accounts.repair(holes="new_grade")
    assert not repair.policy.audit().of("hole") and not repair.policy.audit().of("overlap", "joint")
    assert [grade.id for grade in repair.policy.grades] == [
        *("A1", "between A2 and A1", "A2", "between B1 and A2", "B1", "B2", "below B2", "C", "D", "other combinations")
    ]


def test_what_an_open_band_shares_is_cut_out(tiers, buyers):
    repair = tiers.repair(buyers, overlaps="higher")
    assert not repair.policy.audit().of("overlap") and not repair.policy.audit().of("double_hit")
    assert len(repair.policy.grade_of("VIP").any) == 2
    assert (repair.recount["customers_before"] == repair.recount["customers_after"]).all()


def test_a_grade_that_would_be_left_empty_does_not_give_way(tiers):
    repair = tiers.repair(overlaps="lower")
    assert bands(repair.policy)["Diamond"] == ["above 200,000"]
    assert len([one for one in repair.left if "overlap" in one]) == 3
    assert len(repair.policy.audit().of("overlap", "joint")) == 3


def test_where_no_band_can_move_the_order_is_written_down(key_accounts):
    level = replace(key_accounts.grade_of("C"), id="F", title="F", when=key_accounts.grade_of("C").when[1:])
    policy = replace(key_accounts, grades=(*key_accounts.grades[:4], level))
    repair = policy.repair(overlaps="higher")
    assert repair.policy.order_stated and not policy.order_stated
    assert "A1 and F is A1" in repair.changes[0]


def test_grades_only_named(key_accounts):
    dropped = key_accounts.repair(undefined="drop")
    assert "D" not in [grade.id for grade in dropped.policy.grades]
    assert not dropped.policy.audit().of("undefined")
    rest = key_accounts.repair(undefined="rest", holes="new_grade")
    assert not rest.policy.audit().of("hole") and rest.policy.grade_of("D").defined
    assert "below B2" not in [grade.id for grade in rest.policy.grades]
    assert not any("class D" in text for text in rest.policy.missing)


def test_the_recount_has_customers_and_sales(tiers, buyers):
    repair = tiers.repair(buyers, holes="extend_lower", open_ended="to_next_band", sales="sales")
    expected = pd.DataFrame(
        [
            ("Diamond", 2, 2, 192.0, 192.0),
            ("Platinum", 1, 1, 32.0, 32.0),
            ("Gold", 1, 3, 4.0, 28.0),
            ("VIP", 3, 1, 26.0, 2.0),
            ("unclassified", 1, 1, 1.0, 1.0),
        ],
        columns=["grade", "customers_before", "customers_after", "sales_before", "sales_after"],
    )
    pd.testing.assert_frame_equal(repair.recount, expected, check_dtype=False)
    assert "Gold now covers" in repr(repair)


def test_the_proposal_is_a_policy_file(tiers, buyers, tmp_path):
    repair = tiers.repair(holes="new_grade", overlaps="higher", open_ended="to_next_band")
    policy = load_policy(repair.save(tmp_path / f"{repair.policy.id}.toml"))
    assert policy == repair.policy
    assert (policy.id, policy.edition, policy.repairs) == ("purchase-tiers-proposed", "proposed", "purchase-tiers")
    assert policy.ours == repair.changes
    assert "below VIP" in set(policy.grade(buyers)["grade"])


def test_nothing_asked_nothing_changed(tiers):
    repair = tiers.repair()
    assert repair.policy is tiers and not repair.changes and repair.recount is None


def test_what_cannot_be_repaired_is_said(tiers, buyers):
    with pytest.raises(CasekitError, match="use one of: extend_lower"):
        tiers.repair(holes="fill")
    with pytest.raises(CasekitError, match="use one of: as_printed"):
        tiers.repair(open_ended=None)
    with pytest.raises(CasekitError, match="overlap by design"):
        replace(tiers, grades=(), types=tiers.grades).repair()
    with pytest.raises(CasekitError, match="there are no customers"):
        tiers.repair(sales="sales")
    with pytest.raises(CasekitError, match="stand in the table twice"):
        tiers.repair(pd.concat([buyers, buyers]), sales="sales")


@settings(max_examples=40, deadline=None)
@given(policies(), customers(missing=False))
def test_new_grades_take_exactly_those_who_had_none(policy, table):
    assume(not any("nobody gets one" in one.sentence for one in policy.audit().findings))
    before = policy.grade(table, reasons=False)["grade"]
    after = policy.repair(holes="new_grade").policy.grade(table, reasons=False)["grade"]
    had = before != policy.outside
    assert (after[had] == before[had]).all()
    assert (after != policy.outside).all()


@settings(max_examples=40, deadline=None)
@given(policies(), customers(missing=False))
def test_giving_way_to_the_better_grade_changes_nobodys_grade(policy, table):
    repair = policy.repair(overlaps="higher")
    before, after = (one.grade(table, reasons=False)["grade"] for one in (policy, repair.policy))
    assert (before == after).all()
    overlaps = repair.policy.audit().of("overlap", "joint") + repair.policy.audit().of("double_hit", "joint")
    assert repair.policy.order_stated or not overlaps


@settings(max_examples=40, deadline=None)
@given(policies(simple=True), customers(missing=False), st.sampled_from(["extend_lower", "extend_upper"]))
def test_a_band_that_reaches_further_takes_nobody_out(policy, table, holes):
    repair = policy.repair(holes=holes)
    before, after = (one.grade(table, reasons=False)["grade"] for one in (policy, repair.policy))
    assert (after[before != policy.outside] != policy.outside).all()
    inner = [one for one in repair.policy.audit().of("hole", "axis") if len(one.grades) > 1]
    before_inner = [one for one in policy.audit().of("hole", "axis") if len(one.grades) > 1]
    assert len(inner) <= len(before_inner)


@settings(max_examples=40, deadline=None)
@given(policies(), customers(), st.sampled_from(["extend_lower", "new_grade"]))
def test_the_recount_is_what_grading_gives(policy, table, holes):
    repair = policy.repair(table, holes=holes, sales="sales")
    counts = repair.recount.set_index("grade")
    for when, one in (("before", policy), ("after", repair.policy)):
        grades = one.grade(table, reasons=False)["grade"]
        assert counts[f"customers_{when}"].to_dict() == grades.value_counts().reindex(counts.index).fillna(0).to_dict()
        assert counts[f"sales_{when}"].sum() == table["sales"].sum()
