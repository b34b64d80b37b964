"""Whose funds flow out: by how much more than a mark, by which flows, and who could not be compared."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.retention import outflow

BALANCES = pd.DataFrame(
    [
        ("a", "2025-01", 100.0, 0.0, 0.0), ("a", "2025-02", 80.0, 10.0, 30.0), ("a", "2025-03", 40.0, 5.0, 45.0),
        ("b", "2025-02", 1_000.0, 0.0, 0.0), ("b", "2025-03", 600.0, 0.0, 390.0),  # 10 went that no flow tells of
        ("c", "2025-02", 100.0, 0.0, 0.0), ("c", "2025-03", 70.0, 0.0, 30.0),  # exactly 30 per cent
        ("d", "2025-01", 100.0, 0.0, 0.0), ("d", "2025-03", 10.0, 0.0, 90.0),
        ("e", "2025-02", 0.0, 0.0, 0.0), ("e", "2025-03", 0.0, 0.0, 0.0),
        ("f", "2025-02", 50.0, 0.0, 0.0),
    ],
    columns=["customer_id", "month", "balance", "came", "went"],
)  # fmt: skip
ASKED = {"period": "month", "balance": "balance", "more_than": 0.3}


def test_who_lost_more_than_the_mark_with_the_flows():
    found = outflow(BALANCES, **ASKED, inflow="came", out="went")
    assert found.table["customer_id"].tolist() == ["b", "a"]
    assert found.table["lost"].tolist() == [400, 40]
    assert found.table["fall"].tolist() == pytest.approx([0.4, 0.5])
    assert found.table["in_a_row"].tolist() == [1, 2]
    assert found.table["unexplained"].tolist() == [-10, 0]
    assert found.watched == 3
    assert found.left_out.set_index("reason")["customers"].to_dict() == {
        "no balance in the period": 1, "no balance in the period before": 1, "nothing there to lose": 1
    }  # fmt: skip


def test_an_earlier_month_and_some_customers():
    earlier = outflow(BALANCES, **{**ASKED, "more_than": 0.1}, at="2025-02")
    assert earlier.table[["customer_id", "before", "balance"]].to_numpy().tolist() == [["a", 100, 80]]
    few = outflow(BALANCES, **ASKED, only=["a", "f"])
    assert few.table["customer_id"].tolist() == ["a"]
    assert few.left_out["customers"].sum() == 1
    # March is a month for f too, though f alone has no row in it: the periods are those of all customers.
    assert outflow(BALANCES, **ASKED, only=["f"]).watched == 0


@given(
    st.lists(st.lists(st.integers(0, 20) | st.none(), min_size=4, max_size=4), min_size=1, max_size=8),
    st.floats(0.05, 0.95),
)
@settings(deadline=None, max_examples=60)
def test_every_customer_is_flagged_watched_or_left_out(lines, mark):
    rows = [
        (who, month, float(sum_))
        for who, line in enumerate(lines)
        for month, sum_ in enumerate(line)
        if sum_ is not None
    ]
    table = pd.DataFrame(rows, columns=["customer_id", "month", "balance"])
    if table.empty:
        with pytest.raises(CasekitError, match="The balances have no rows"):
            outflow(table, **{**ASKED, "more_than": mark})
        return
    found = outflow(table, **{**ASKED, "more_than": mark})
    assert found.watched + found.left_out["customers"].sum() == table["customer_id"].nunique()
    months = sorted(table["month"].unique())
    expected = set()
    for who, line in enumerate(lines):
        before, now = (line[months[-2]], line[months[-1]]) if len(months) > 1 else (None, None)
        if before and now is not None and (before - now) / before > mark:
            expected.add(who)
    assert set(found.table["customer_id"]) == expected


@pytest.mark.parametrize(
    ("change", "given", "sentence"),
    [
        ({}, {"more_than": 30}, "The share must lie between 0 and 1, such as 0.3, but it is 30"),
        ({}, {"more_than": float("nan")}, "The share must lie between 0 and 1"),
        ({}, {"inflow": "came"}, "Give both flows"),
        ({}, {"at": "2024-12"}, "No balance is of the period “2024-12”"),
        ({}, {"only": ["z"]}, "None of the customers to be watched"),
        ({}, {"balance": "money"}, "The balances have no column “money”"),
        ({"balance": np.nan}, {}, "12 rows have no “balance”"),
        ({"month": "2025-01"}, {}, "Customer a has several rows for 2025-01"),
        ({"went": "much"}, {"inflow": "came", "out": "went"}, "“went” must hold numbers"),
    ],
)
def test_what_cannot_be_watched_is_told(change, given, sentence):
    with pytest.raises(CasekitError, match=sentence):
        outflow(BALANCES.assign(**change), **{**ASKED, **given})
