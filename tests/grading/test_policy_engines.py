"""Grading gives the same grades and sentences on every engine, and gives back the kind of table it got."""

import datetime

import numpy as np
import pandas as pd
import pytest

from casekit.grading import Policy, load_policy
from casekit.grading.policy import Condition, Grade, Interval, Measure
from casekit.tables import collect

pytestmark = pytest.mark.filterwarnings("ignore")
POLICIES = {
    "bands and levels": load_policy("key-account-classes"),
    "alternatives": load_policy("key-account-classes-repaired"),
    "alternatives with blanks": load_policy("key-account-or"),
    "a score": load_policy("key-account-score"),
    "filters": load_policy("large-but-not-key"),
    "counts": load_policy("life-cycle-repaired"),
    "eligibility": load_policy("star-rating-repaired"),
    "types": load_policy("telecom-types"),
    "dates and any word": Policy(
        id="dates",
        title="Dates",
        measures={
            "joined": Measure("joined", "date", column="joined"),
            "seen": Measure("seen", "month", column="joined_again"),
            "town": Measure("town", "text", column="town"),
            "profit": Measure("profit", unit="yuan", column="profit"),
        },
        grades=(
            Grade(
                "old friend",
                "old friend",
                when=(
                    Condition("joined", Interval(None, datetime.date(2021, 6, 30))),
                    Condition("seen", Interval(datetime.date(2020, 3, 1), None)),
                    Condition("town", values=frozenset({"Nowhere"}), negated=True),
                ),
                not_=((Condition("profit", Interval(None, 0, high_included=False)),),),
            ),
            Grade("friend", "friend", when=(Condition("joined", Interval(None, datetime.date(2022, 1, 1))),)),
        ),
    ),
}


@pytest.fixture(scope="module")
def customers():
    """120 customers with every measure of every policy: on the ends, between them, missing, impossible."""
    draw, n = np.random.default_rng(4), 120

    def holes(values):
        return np.where(draw.random(n) < 0.08, np.nan, values)

    def words(*choices):
        return pd.Series(draw.choice(np.array([*choices, None], dtype=object), n)).astype("str")

    days = pd.Timestamp("2020-01-31") + pd.to_timedelta(draw.integers(0, 2000, n), unit="D")
    table = pd.DataFrame(
        {
            "customer_id": [f"c{number:03}" for number in range(n)],
            "annual_usage": holes(
                draw.choice([0, 19_999.99, 20_000, 50_000, 150_000.5, 200_000, 300_000, 5e5, 2e6, -1], n)
            ),
            "payment_credit": words("bad", "fair", "fairly good", "good", "Good", ""),
            "growth_potential": words("low", "middle", "high"),
            "profit_contribution": words("low", "middle", "high"),
            "contract_years": holes(draw.choice([0.5, 1, 2], n)),
            "orders": draw.integers(0, 20, n),
            "project_share": holes(draw.random(n).round(3)),
            "price_sensitivity": draw.integers(1, 6, n),
            "deciders": draw.integers(1, 6, n),
            "group_buy_share": holes(draw.random(n).round(2)),
            "largest_order_share": holes(draw.random(n).round(4)),
            "profit_rate": holes((draw.random(n) - 0.3).round(3)),
            "purchases": holes(draw.integers(0, 7, n)),
            "days_since_first": holes(draw.integers(0, 800, n)),
            "days_since_last": holes(draw.integers(0, 300, n)),
            "past_spending": holes(draw.choice([0, 599.99, 600, 1200, 3600], n)),
            "entry_month": days,
            "joined": days,
            "joined_again": days,
            "user_type": words("person", "organisation"),
            "network": words("4G", "2G/3G", "fixed"),
            "organisation_type": words("government", "company"),
            "monthly_fee": holes(draw.choice([2999.99, 3000, 3000.01], n)),
            "town": words("Nowhere", "Somewhere"),
            "profit": holes(draw.choice([-1250.5, -0.5, 0, 1_234_567.25], n)),
        }
    )
    for name in ("strategic_project", "influence", "innovation", "market_power", "harsh_terms", "in_service", "billed"):
        table[name] = draw.random(n) < 0.6
    for name in ("data_card", "group_member", "industry_leader", "contested"):
        table[name] = draw.random(n) < 0.3
    table.loc[3:9, ["entry_month", "joined", "joined_again"]] = pd.NaT
    return table


@pytest.mark.parametrize("name", POLICIES)
def test_grades_and_reasons(to_engine, customers, name):
    policy, as_of = POLICIES[name], "2025-01"
    needed = ["customer_id", *dict.fromkeys(m.column for m in policy.measures.values() if m.column in customers)]
    given = to_engine(customers[needed])
    expected = policy.grade(customers, as_of=as_of)
    native = policy.grade(given, as_of=as_of)
    assert type(native) is type(given)
    same(expected, native, "customer_id")
    same(
        expected[["customer_id", "grade"]],
        policy.grade(given, as_of=as_of, reasons=False),
        "customer_id",
    )
    assert expected["grade"].nunique() > 1


@pytest.mark.parametrize("name", ["bands and levels", "eligibility"])
def test_left_out(to_engine, customers, name):
    policy = POLICIES[name]
    expected = policy.left_out(customers, as_of="2025-01")
    assert len(expected) > 1
    same(expected, policy.left_out(to_engine(customers), as_of="2025-01"), "rule")


def test_flags(to_engine, customers):
    types = POLICIES["types"]
    same(types.flags(customers), types.flags(to_engine(customers)), "customer_id")


def same(expected, native, key):
    found = collect(native, "the comparison", 100_000)
    assert list(found) == list(expected)
    expected, found = (table.sort_values(key, ignore_index=True) for table in (expected, found))
    pd.testing.assert_frame_equal(expected, found, check_dtype=False)
    for name in expected.select_dtypes("int64"):
        assert found[name].dtype == "int64", name
