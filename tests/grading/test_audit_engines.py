"""An audit and a recount have the same numbers on every engine."""

import numpy as np
import pandas as pd
import pytest

from casekit.grading import load_policy

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def customers():
    """300 customers, some on the edges of the bands, some with values missing or wrong."""
    draw = np.random.default_rng(4)
    n = 300
    words = {"payment_credit": ["bad", "fair", "fairly good", "good", None], "growth_potential": ["low", "high", "?"]}
    table = pd.DataFrame({"customer_id": [f"c{number:03}" for number in range(n)]})
    table["annual_usage"] = draw.choice([-1, np.nan, 0, 2e4, 5e4, 7e4, 1e5, 15e4, 2e5, 3e5, 4e5, 5e5, 9e5], n)
    for name, choices in words.items():
        table[name] = pd.Series(draw.choice(np.array(choices, dtype=object), n)).astype("str")
    table["profit_contribution"] = "low"
    table["sales"] = np.round(draw.gamma(2, 100, n), 2)
    table.loc[:5, "sales"] = np.nan
    return table


def test_the_audit_counts_alike(customers, to_engine):
    policy = load_policy("key-account-classes")
    expected = policy.audit(customers, sales="sales").table()
    pd.testing.assert_frame_equal(policy.audit(to_engine(customers), sales="sales").table(), expected)


def test_the_recount_counts_alike(customers, to_engine):
    policy = load_policy("key-account-classes")
    expected = policy.repair(customers, holes="extend_lower", undefined="rest", sales="sales").recount
    found = policy.repair(to_engine(customers), holes="extend_lower", undefined="rest", sales="sales").recount
    pd.testing.assert_frame_equal(found, expected)
