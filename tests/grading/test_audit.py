"""The audit of the printed schemes finds what a careful reader finds, and says it in plain sentences."""

import time
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from casekit.errors import CasekitError
from casekit.grading import load_policy, policy_names
from casekit.grading.policy import Condition, Grade, Interval, Measure, Policy


@pytest.fixture
def key_accounts():
    return load_policy("key-account-classes")


@pytest.fixture
def tiers():
    return load_policy("purchase-tiers")


def places(audit, kind, view):
    return [dict(one.where) for one in audit.of(kind, view)]


def test_key_account_classes_on_the_axis(key_accounts):
    audit = key_accounts.audit()
    assert places(audit, "hole", "axis") == [
        {"annual_usage": "below 20,000 yuan"},
        {"annual_usage": "above 100,000 to below 200,000 yuan"},
        {"annual_usage": "above 300,000 to below 500,000 yuan"},
    ]
    assert [one.intervals["annual_usage"] for one in audit.of("hole", "axis")][1:] == [
        Interval(100_000, 200_000, False, False),
        Interval(300_000, 500_000, False, False),
    ]
    (double,) = audit.of("double_hit", "axis")
    assert double.where == {"annual_usage": "exactly 50,000 yuan"}
    assert double.grades == ("B1", "B2")
    assert "growth potential" in double.sentence
    assert not audit.of("overlap", "axis")


def test_key_account_classes_jointly(key_accounts):
    audit = key_accounts.audit()
    assert not audit.of("double_hit", "joint") and not audit.of("overlap", "joint")
    assert places(audit, "hole", "joint") == [
        {"annual_usage": "below 20,000 yuan"},
        {"annual_usage": "from 20,000 to below 50,000 yuan", "growth_potential": "middle or high"},
        {"annual_usage": "above 50,000 to 100,000 yuan", "growth_potential": "low"},
        {"annual_usage": "above 100,000 to below 200,000 yuan"},
        {"annual_usage": "from 200,000 to 300,000 yuan", "payment_credit": "bad or fair"},
        {"annual_usage": "above 300,000 to below 500,000 yuan"},
        {"annual_usage": "500,000 yuan or more", "payment_credit": "bad, fair or fairly good"},
    ]


def test_key_account_classes_say_what_is_open(key_accounts):
    audit = key_accounts.audit()
    (undefined,) = audit.of("undefined")
    assert undefined.grades == ("D",)
    (unstated,) = audit.of("missing", "axis")
    assert unstated.grades == ("C", "A1", "A2", "B1", "B2")
    order, fragment = audit.of("missing", "joint")
    assert "order" in order.sentence and "no difference" in order.sentence
    assert "fragment" in fragment.sentence


def test_purchase_tiers_as_printed(tiers):
    audit = tiers.audit()
    assert places(audit, "hole", "axis") == places(audit, "hole", "joint") == [{"purchase_amount": "below 5,000 yuan"}]
    for view in ("axis", "joint"):
        assert [(one.grades, one.where["purchase_amount"]) for one in audit.of("overlap", view)] == [
            (("Diamond", "VIP"), "200,000 yuan or more"),
            (("Platinum", "VIP"), "from 100,000 to 200,000 yuan"),
            (("Gold", "VIP"), "from 10,000 to 50,000 yuan"),
        ]
        (double,) = audit.of("double_hit", view)
        assert double.grades == ("Diamond", "Platinum")
        assert double.where["purchase_amount"] == "exactly 200,000 yuan"
    assert any("period" in one.sentence for one in audit.of("missing", "axis"))
    assert any("It matters" in one.sentence for one in audit.of("missing", "joint"))


def test_purchase_tiers_up_to_the_next_band(tiers):
    audit = tiers.audit(open_ended="to_next_band")
    for view in ("axis", "joint"):
        assert places(audit, "hole", view) == [
            {"purchase_amount": "below 5,000 yuan"},
            {"purchase_amount": "above 50,000 to below 100,000 yuan"},
        ]
        assert not audit.of("overlap", view)
        assert len(audit.of("double_hit", view)) == 1
    assert tiers.audit().of("overlap")  # the policy itself has not changed


def test_customers_and_sales_are_counted(tiers):
    bought = [-1.0, 0.0, 4_999.99, 5_000.0, 50_000.0, 50_000.01, 200_000.0, None]
    customers = pd.DataFrame({"customer_id": range(8), "purchase_amount": bought, "sales": [2.0**n for n in range(8)]})
    customers.loc[3, "sales"] = float("nan")
    audit = tiers.audit(customers, sales="sales", open_ended="to_next_band")
    below, between = audit.of("hole", "axis")
    assert (below.customers, below.sales) == (2, 2 + 4)
    assert (between.customers, between.sales) == (1, 32)
    assert audit.of("double_hit", "axis")[0].customers == 1
    (missing,) = [one for one in audit.of("missing") if one.customers]
    assert (missing.customers, missing.sales) == (2, 1 + 128)  # the negative one and the unknown one
    assert "2 customers are there, with sales of 6 yuan." in below.sentence
    table = audit.table()
    assert table["customers"].dtype == "Int64" and len(table) == len(audit.findings)
    assert tiers.audit(customers).of("hole", "axis")[0].sales is None
    assert tiers.audit().of("hole", "axis")[0].customers is None


def test_a_grade_that_an_earlier_one_takes_whole_is_unreachable(tiers):
    turned = replace(tiers, order="printed", printed_order=("VIP", "Gold", "Platinum", "Diamond"))
    found = {one.grades[-1]: one.grades[:-1] for one in turned.audit().of("unreachable")}
    assert found == {"Gold": ("VIP",), "Platinum": ("VIP",), "Diamond": ("VIP", "Platinum")}
    assert not tiers.audit().of("unreachable")


def one_measure(kind, *bands, **more):
    measure = Measure("m", kind, column="m", **more)
    grades = tuple(Grade(f"G{n}", f"G{n}", when=(Condition("m", band=band),)) for n, band in enumerate(bands))
    return Policy("p", "P", {"m": measure}, grades)


def test_whole_figures_have_no_hole_between_neighbours():
    counts = one_measure("count", Interval(3, None), Interval(1, 2), unit="orders", minimum=0)
    assert places(counts.audit(), "hole", "axis") == [{"m": "exactly 0 orders"}]
    days = one_measure("date", Interval(date(2025, 7, 1), None), Interval(None, date(2025, 6, 30)))
    assert not days.audit().of("hole")
    months = one_measure("month", Interval(date(2025, 9, 1), None), Interval(None, date(2025, 7, 1)))
    assert [one.intervals["m"] for one in months.audit().of("hole", "axis")] == [
        Interval(date(2025, 8, 1), date(2025, 8, 1))
    ]


def test_a_policy_without_any_testable_grade_leaves_everybody_out():
    policy = Policy("p", "P", {"m": Measure("m", column="m")}, (Grade("Gold", "Gold", defined=False),))
    audit = policy.audit(pd.DataFrame({"customer_id": [1, 2]}))
    (hole,) = audit.of("hole")
    assert hole.customers == 2 and hole.view == "joint"
    assert len(audit.of("undefined")) == 1
    assert "nobody gets one" in repr(audit)


def test_types_overlap_by_design(key_accounts):
    types = tuple(grade for grade in key_accounts.grades if grade.testable)
    flags = replace(key_accounts, grades=(), types=types)
    audit = flags.audit()
    assert not audit.of("overlap") and not audit.of("double_hit") and not audit.of("unreachable")
    assert len(audit.of("hole", "joint")) == 7


def test_the_summary_tells_every_finding(key_accounts):
    text = " ".join(repr(key_accounts.audit()).split())
    for one in key_accounts.audit().findings:
        assert one.sentence in text


def test_overlaps_without_consequence_are_summed_up(key_accounts):
    bands = Interval(0, 50_000), Interval(20_000, None), Interval(30_000, None)
    grades = tuple(
        Grade(
            level,
            level,
            when=(Condition("annual_usage", band=band), Condition("payment_credit", values=frozenset({level}))),
        )
        for level, band in zip(("bad", "fair", "good"), bands, strict=True)
    )
    audit = replace(key_accounts, grades=grades).audit()
    assert len(audit.of("overlap", "axis")) == 3 and not audit.of("overlap", "joint")
    assert "3 overlaps on one measure of grades that no customer meets together" in " ".join(repr(audit).split())


@pytest.mark.parametrize("name", policy_names())
def test_every_policy_is_audited_in_a_second(name):
    policy = load_policy(name)
    start = time.process_time()
    for reading in ("as_printed", "to_next_band"):
        audit = policy.audit(open_ended=reading)
        assert all(one.sentence.endswith(".") and one.mend.endswith(".") for one in audit.findings)
    assert time.process_time() - start < 2


def test_what_cannot_be_audited_is_said(key_accounts, tiers):
    with pytest.raises(CasekitError, match="use one of: as_printed, to_next_band"):
        tiers.audit(open_ended="next")
    with pytest.raises(CasekitError, match="there are no customers"):
        tiers.audit(sales="sales")
    customers = pd.DataFrame({"customer_id": [1], "purchase_amount": [1.0], "sales": ["a"]})
    with pytest.raises(CasekitError, match="no column “money”"):
        tiers.audit(customers, sales="money")
    with pytest.raises(CasekitError, match="must hold numbers"):
        tiers.audit(customers, sales="sales")
    with pytest.raises(CasekitError, match="tests annual usage"):
        key_accounts.audit(customers)
    with pytest.raises(CasekitError, match="must be a table"):
        tiers.audit(5)
    many = {f"m{n}": Measure(f"m{n}", column=f"m{n}") for n in range(20)}
    grade = Grade("G", "G", when=tuple(Condition(name, band=Interval(0, None)) for name in many))
    with pytest.raises(CasekitError, match="too many to look through"):
        Policy("p", "P", many, (grade,)).audit()
