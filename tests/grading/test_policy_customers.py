"""Customers whose values are missing or cannot be right: never a failed comparison in silence."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import CasekitError, LeftOut
from casekit.grading import load_policy

GOOD = {"annual_usage": 80_000.0, "payment_credit": "good", "growth_potential": "high", "profit_contribution": "high"}


def graded(**changed):
    with pytest.warns(LeftOut) as told:
        table = load_policy("key-account-classes").grade(pd.DataFrame([{"customer_id": 1, **GOOD, **changed}]))
    return table["grade"][0], table["reason"][0], str(told[0].message)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"annual_usage": np.nan}, "annual usage is missing, so nothing can be said for sure"),
        ({"annual_usage": np.inf}, "annual usage is not finite, so nothing can be said for sure"),
        ({"annual_usage": -5.0}, "annual usage lies below 0, which cannot be right, so nothing can be said for sure"),
        ({"growth_potential": None}, "growth potential is missing, so nothing can be said for sure"),
        ({"growth_potential": ""}, "growth potential is missing, so nothing can be said for sure"),
        (
            {"growth_potential": "High"},
            "growth potential is “High”, which is none of: low, middle, high, so nothing can be said for sure",
        ),
    ],
)
def test_a_value_that_decides(changed, reason):
    grade, found, told = graded(**changed)
    assert (grade, found) == ("unclassified", reason)
    assert told.startswith("1 customers cannot be graded for sure (")


def test_a_value_that_the_grade_does_not_need():
    customers = pd.DataFrame([{"customer_id": 1, **GOOD, "payment_credit": None, "profit_contribution": None}])
    assert load_policy("key-account-classes").grade(customers)["grade"].tolist() == ["B1"]


def test_a_missing_value_that_cannot_help_does_not_hide_the_reason():
    customers = pd.DataFrame([{"customer_id": 1, **GOOD, "annual_usage": 150_000.0, "growth_potential": None}])
    assert "no grade covers it" in load_policy("key-account-classes").grade(customers)["reason"][0]


def test_a_better_grade_that_cannot_be_told_is_named(tmp_path):
    path = tmp_path / "two.toml"
    path.write_text(
        """
        title = "Two"
        [measures.spent]
        [measures.member]
        kind = "yes/no"
        [[grades]]
        id = "high"
        when = [{ measure = "member", is = true }]
        [[grades]]
        id = "low"
        when = [{ measure = "spent", from = 10 }]
        """,
        encoding="utf-8",
    )
    customers = pd.DataFrame({"customer_id": [1, 2], "spent": [20, 20], "member": [None, False]}).astype(
        {"member": "boolean"}
    )
    found = load_policy(path).grade(customers)
    assert found["grade"].tolist() == ["low", "low"]
    assert found["reason"].tolist() == [
        "low: spent 20 is 10 or more; whether high fits cannot be told, since something is missing or not stated",
        "low: spent 20 is 10 or more",
    ]


def test_left_out_counts_by_rule():
    rows = [
        {"customer_id": number, **GOOD, "annual_usage": usage}
        for number, usage in enumerate([np.nan, np.nan, -1.0, 80_000.0])
    ]
    policy = load_policy("key-account-classes")
    found = policy.left_out(pd.DataFrame(rows))
    assert dict(zip(found["rule"], found["customers"], strict=True)) == {
        "annual usage is missing": 2,
        "annual usage lies below 0": 1,
    }
    with pytest.warns(LeftOut):
        assert policy.grade(pd.DataFrame(rows)).attrs["left_out"] == {
            "annual usage is missing": 2,
            "annual usage lies below 0": 1,
        }


def test_what_a_blank_means_can_be_declared():
    bought = pd.DataFrame(
        {"customer_id": [1], "purchases": [None], "days_since_first": [None], "days_since_last": [None]}
    )
    assert load_policy("life-cycle-repaired").grade(bought.astype("float64"))["grade"].tolist() == ["potential"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"annual_usage": "much"}, "Column “annual_usage” must hold numbers"),
        ({"payment_credit": 3}, "Column “payment_credit” must hold words"),
    ],
)
def test_a_column_of_another_kind(changed, sentence):
    with pytest.raises(CasekitError, match=sentence):
        load_policy("key-account-classes").grade(pd.DataFrame([{"customer_id": 1, **GOOD, **changed}]))


def test_a_column_that_is_not_there():
    customers = pd.DataFrame([{"customer_id": 1, **GOOD}]).drop(columns="payment_credit")
    with pytest.raises(CasekitError, match="tests payment credit, but the customers have no column “payment_credit”"):
        load_policy("key-account-classes").grade(customers)


def test_another_column_for_the_customer():
    customers = pd.DataFrame([{"who": "x", **GOOD}])
    assert load_policy("key-account-classes").grade(customers, customer_id="who")["customer_id"].tolist() == ["x"]
    with pytest.raises(CasekitError, match="no column “customer_id”"):
        load_policy("key-account-classes").grade(customers)


def test_no_customers_at_all():
    customers = pd.DataFrame([{"customer_id": 1, **GOOD}]).head(0)
    assert list(load_policy("key-account-classes").grade(customers)) == ["customer_id", "grade", "reason"]


def test_dates_that_are_no_dates():
    star = load_policy("star-rating")
    customers = pd.DataFrame(
        {
            "customer_id": [1],
            "entry_month": ["2025-01"],
            "in_service": [True],
            "billed": [True],
            "user_type": ["person"],
            "network": ["4G"],
            "data_card": [False],
        }
    )
    with pytest.raises(CasekitError, match="Column “entry_month” must hold dates"):
        star.grade(customers, as_of="2025-12")
