"""Invest, keep or avoid, and large accounts that are not key: the verdict and its reason."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit import value
from casekit.errors import CasekitError

TRIED = {"a new price": "repriced", "cheaper service": "by_phone"}


def judged(now, repriced=np.nan, by_phone=np.nan, next_return=np.nan, obliged=None, **options):
    table = pd.DataFrame(
        {
            "customer_id": ["a"],
            "now": [now],
            "repriced": [repriced],
            "by_phone": [by_phone],
            "brings": [next_return],
            "obliged": pd.Series([obliged], dtype=object),
        }
    )
    told = {"value": "now", "tried": TRIED, "next_return": "brings", "obliged": "obliged", **options}
    return tuple(value.invest_keep_avoid(table, **told).loc[0, ["verdict", "reason"]])


@pytest.mark.parametrize(
    ("figures", "verdict", "reason"),
    [
        ({"now": 5000, "next_return": 2.5}, "invest", "leaves 5,000, and the next unit of money brings 2.50"),
        (
            {"now": 5000, "next_return": 0.4},
            "keep",
            "leaves 5,000; the next unit of money brings only 0.40 (asked: 1.00)",
        ),
        ({"now": 5000}, "keep", "leaves 5,000; what more service would bring is not known"),
        (
            {"now": -800, "repriced": 250, "by_phone": 300},
            "keep",
            "leaves -800 as things stand, 300 by cheaper service: do that",
        ),
        (
            {"now": -800, "repriced": -250, "by_phone": -900},
            "avoid",
            "leaves -800 as things stand and -250 at best, by a new price (the line is 0.00)",
        ),
        (
            {"now": -800, "repriced": -850, "by_phone": -900},
            "avoid",
            "leaves -800, below the line of 0.00, and nothing tried betters it",
        ),
        (
            {"now": -800, "repriced": -250},
            "keep",
            "leaves -800 as things stand and -250 at best, by a new price (the line is 0.00); not tried yet: "
            "cheaper service",
        ),
        (
            {"now": -800},
            "keep",
            "leaves -800, below the line of 0.00; not tried yet: a new price, cheaper service",
        ),
        (
            {"now": -800, "repriced": -850, "by_phone": -900, "obliged": "yes"},
            "keep",
            "leaves -800, below the line of 0.00, and nothing tried betters it; kept because we are obliged to",
        ),
    ],
)
def test_a_verdict_and_its_reason(figures, verdict, reason):
    assert judged(**figures) == (verdict, reason)


def test_an_obligation_stops_no_investment():
    assert judged(5000, next_return=2, obliged=True)[0] == "invest"


def test_the_lines_are_the_users():
    rules = value.InvestRules(avoid_below=100, invest_return=3, invest_value=2000)
    assert judged(50, repriced=60, by_phone=70, rules=rules)[0] == "avoid"
    assert judged(5000, next_return=2.5, rules=rules)[0] == "keep"
    assert judged(1500, next_return=4, rules=rules) == (
        "keep",
        "the next unit of money brings 4.00, but 1,500 is left (asked: 2,000)",
    )
    assert judged(2000, next_return=3, rules=rules)[0] == "invest"


def test_the_value_alone_divides_by_its_sign():
    table = pd.DataFrame({"customer_id": [3, 1, 2], "now": [-1, 0, 1]})
    found = value.invest_keep_avoid(table, value="now")
    assert found["customer_id"].tolist() == [1, 2, 3]
    assert found["verdict"].tolist() == ["keep", "keep", "avoid"]


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9), st.booleans()), min_size=1, max_size=10))
@settings(max_examples=25, deadline=None)
def test_only_who_stays_below_the_line_and_binds_nobody_is_avoided(lines):
    table = pd.DataFrame(lines, columns=["now", "repriced", "obliged"]).assign(customer_id=range(len(lines)))
    found = value.invest_keep_avoid(table, value="now", tried={"a new price": "repriced"}, obliged="obliged")
    lost = (table[["now", "repriced"]].max(axis=1) < 0) & ~table["obliged"]
    assert (found["verdict"] == "avoid").tolist() == lost.tolist()
    assert found["best_value"].tolist() == table[["now", "repriced"]].max(axis=1).tolist()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"now": np.nan}, "1 row has no “now”"),
        ({"obliged": "perhaps"}, "“obliged” must hold yes or no, but it holds 'perhaps'"),
        ({"repriced": "high"}, "“repriced” must hold numbers or blanks"),
    ],
)
def test_faulty_figures_are_told(change, sentence):
    with pytest.raises(CasekitError, match=sentence):
        judged(**{"now": 5.0, **change})


LARGE = pd.DataFrame(
    {
        "customer_id": list("abcdef"),
        "sales": [90_000, 80_000, 70_000, 60_000, 50_000, 49_999.99],
        "left": [-4000, 2000, 30_000, 30_000, 5000, -9],
        "visits": [9000, 500, 40_000, 1000, None, 0],
        "late": [75, 0, 59, 60, None, 0],
        "bulk": [0.1, 0.95, 0.2, 0.1, 0.79, 0],
    }
)
LOOKED_AT = {"service_cost": "visits", "days_late": "late", "one_off_share": "bulk"}


def test_large_accounts_and_what_speaks_against_them():
    found = value.looks_big(LARGE, sales="sales", profit="left", rules=value.BigRules(50_000), **LOOKED_AT)
    assert found["customer_id"].tolist() == list("abcde")
    assert found["verdict"].tolist() == [*["big, not key"] * 4, "candidate"]
    assert found["reasons"].tolist() == [
        "loses 4,000; service takes 9,000 of the 5,000 left before it; pays 75 days late",
        "leaves 2.5% of its sales (asked: 5%); 95% of its sales are one order",
        "service takes 40,000 of the 70,000 left before it",
        "pays 60 days late",
        "",
    ]
    assert found["unknown"].tolist() == [*[""] * 4, "visits, late"]


def test_service_with_nothing_left_to_pay_it():
    table = pd.DataFrame({"customer_id": [1], "sales": [100], "left": [-20], "visits": [15]})
    found = value.looks_big(table, sales="sales", profit="left", service_cost="visits", rules=value.BigRules(100))
    assert found.loc[0, "reasons"] == "loses 20.00; takes service for 15.00 with nothing left to pay it"


def test_the_policy_of_grading_and_the_money_agree_on_little_profit():
    """The filter "low profit" of large-but-not-key, at its own limits, is told here by the same accounts."""
    from casekit.grading import load_policy

    draw = np.random.default_rng(2)
    table = pd.DataFrame(
        {
            "customer_id": range(200),
            "annual_usage": draw.gamma(2, 150_000, 200).round(2),
            "profit_rate": draw.normal(0.1, 0.08, 200).round(3),
            "group_buy_share": 0.0,
            "largest_order_share": 0.1,
            "harsh_terms": False,
        }
    )
    table["left"] = table["annual_usage"] * table["profit_rate"]
    graded = load_policy("large-but-not-key").grade(table).set_index("customer_id")
    rules = value.BigRules(large_from=200_000, rate_below=0.05)
    found = value.looks_big(table, sales="annual_usage", profit="left", rules=rules).set_index("customer_id")
    assert set(found.index) == set(table.loc[table["annual_usage"] >= 200_000, "customer_id"])
    not_key = set(graded.index[graded["reason"].str.contains("large with little profit")])
    assert not_key
    assert set(found.index[found["verdict"] == "big, not key"]) == not_key
