"""Every customer gets a sentence that says why, with the customer's own figures."""

import pandas as pd
import pytest

from casekit.grading import load_policy

CLASSES = [
    # usage, credit, growth, profit → grade, sentence
    (
        500_000,
        "good",
        "high",
        "high",
        "A1",
        "A1: annual usage 500,000 yuan is 500,000 or more and payment credit is good",
    ),
    (
        200_000.5,
        "fairly good",
        "low",
        "high",
        "A2",
        "A2: annual usage 200,000.50 yuan lies from 200,000 to 300,000 and payment credit is fairly good",
    ),
    (
        50_000,
        "bad",
        "middle",
        "low",
        "B1",
        "B1: annual usage 50,000 yuan lies from 50,000 to 100,000 and growth potential is middle",
    ),
    (
        50_000,
        "bad",
        "low",
        "high",
        "B2",
        "B2: annual usage 50,000 yuan lies from 20,000 to 50,000 and growth potential is low",
    ),
    (
        150_000,
        "good",
        "high",
        "high",
        "unclassified",
        "annual usage is 150,000 yuan, between B1 (up to 100,000) and A2 (from 200,000): no grade covers it",
    ),
    (
        19_999.99,
        "good",
        "high",
        "high",
        "unclassified",
        "annual usage is 19,999.99 yuan, below every grade: B2 asks from 20,000 to 50,000 yuan",
    ),
    (
        600_000,
        "bad",
        "high",
        "high",
        "unclassified",
        "nearest is A1, but payment credit is bad (asked: good)",
    ),
    (
        30_000,
        "good",
        "high",
        "high",
        "unclassified",
        "nearest is B2, but growth potential is high (asked: low)",
    ),
    (
        80_000,
        "good",
        "low",
        "low",
        "unclassified",
        "may be C: profit contribution is low, "
        "but whether annual usage is “fairly large; no figure is printed” cannot be tested",
    ),
]


@pytest.mark.parametrize(("usage", "credit", "growth", "profit", "grade", "reason"), CLASSES)
def test_classes(usage, credit, growth, profit, grade, reason):
    customers = pd.DataFrame(
        {
            "customer_id": ["c"],
            "annual_usage": [float(usage)],
            "payment_credit": [credit],
            "growth_potential": [growth],
            "profit_contribution": [profit],
        }
    )
    (row,) = load_policy("key-account-classes").grade(customers).itertuples()
    assert (row.grade, row.reason) == (grade, reason)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (200_000, "200,000"),
        (1_234_567.891, "1,234,567.891"),
        (987_654_321_012.25, "900,000,000,000"),
        (200_000.1234, "200,000.1234"),
        (299_999.99999, "300,000"),
        (1_000_000_000, "1,000,000,000"),
    ],
)
def test_how_amounts_are_written(amount, shown):
    customers = pd.DataFrame({"customer_id": [1], "purchase_amount": [amount]})
    assert f"purchase amount {shown} yuan is" in load_policy("purchase-tiers").grade(customers)["reason"][0]


def test_a_negative_figure_keeps_its_sign():
    customers = pd.DataFrame({"customer_id": [1, 2], "contribution": [-1_250.5, -0.5]})
    reasons = load_policy("three-levels-repaired").grade(customers)["reason"].tolist()
    assert reasons == [f"General: contribution {shown} yuan is below 10,000" for shown in ("-1,250.50", "-0.50")]


def test_several_failures_are_listed_and_only_they():
    customers = pd.DataFrame(
        {"customer_id": [1], "orders": [3], "annual_usage": [250_000], "profit_rate": [0.075], "influence": [True]}
    )
    (reason,) = load_policy("key-account-and").grade(customers)["reason"]
    failing = "orders is 3 (asked: from 6); profit rate is 0.075 of sales (asked: from 0.15 of sales)"
    assert reason == f"nearest is key account, but {failing}"


def test_alternatives_that_hold_are_told_with_the_customer_s_values():
    customers = pd.DataFrame(
        {
            "customer_id": [1, 2],
            "annual_usage": [250_000, 250_000],
            "contract_years": [2.0, None],
            "strategic_project": [False, False],
            "influence": [True, False],
            "innovation": [False, False],
            "market_power": [False, False],
        }
    )
    graded = load_policy("key-account-or").grade(customers)
    assert graded["grade"].tolist() == ["key account", "no key account"]
    assert graded["reason"].tolist() == [
        "key account: annual usage 250,000 yuan is 200,000 or more and contract years 2 years is 1 or more; "
        "influence is yes",
        "nearest is key account, but none of its 5 alternatives holds",
    ]


def test_the_parts_of_a_score_are_named():
    customers = pd.DataFrame(
        {
            "customer_id": [1, 2],
            "orders": [12, 2],
            "annual_usage": [1_000, 1_000],
            "project_share": [0.5, 0.0],
            "price_sensitivity": [5, 5],
            "deciders": [4, 4],
            "contract_years": [None, None],
        }
    )
    graded = load_policy("key-account-score").grade(customers)
    assert graded["reason"].tolist() == [
        "key account: scores 3 of 5 points: buys often or much; buys by project; several people decide",
        "nearest is key account, but scores 1 of 5 points: several people decide (asked: 3)",
    ]


def test_who_looks_large_and_is_left_out_is_told_why():
    customers = pd.DataFrame(
        {
            "customer_id": list("abcd"),
            "annual_usage": [300_000, 300_000, 300_000, 10_000],
            "group_buy_share": [0.9, 0.0, 0.0, 0.9],
            "largest_order_share": [0.95, 0.2, 0.2, 0.2],
            "profit_rate": [0.2, 0.049, 0.2, 0.2],
            "harsh_terms": [False, True, False, True],
        }
    )
    graded = load_policy("large-but-not-key").grade(customers)
    assert graded["grade"].tolist() == ["not key", "not key", "large and sound", "not key"]
    before = "meets the tests of a grade, but is left out as"
    assert graded["reason"].tolist() == [
        f"{before} an occasional group buyer: group buy share 0.90 of sales is 0.5 or more; "
        "largest order share 0.95 of sales is 0.8 or more",
        f"{before} large with little profit: profit rate 0.049 of sales is below 0.05",
        "large and sound: annual usage 300,000 yuan is 200,000 or more",
        "nearest is large and sound, but annual usage is 10,000 yuan (asked: from 200,000 yuan)",
    ]


def test_a_scheme_without_thresholds_says_so():
    customers = pd.DataFrame({"customer_id": [1]})
    graded = load_policy("three-levels").grade(customers)
    assert graded["grade"].tolist() == ["unclassified"]
    assert "no grade of this policy can be tested" in graded["reason"][0]
