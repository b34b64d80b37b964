"""Figures reckoned by hand: statements, cost to serve, the whale, revenue per customer, concentration, wallets."""

import math

import pandas as pd
import pytest

from casekit import value
from casekit.errors import LeftOut


def test_a_statement():
    table = pd.DataFrame(
        {"customer_id": ["b", "a"], "paid": [0.0, 1000], "goods": [0, 600], "visits": [50, 150], "desk": [10, 80]}
    )
    found = value.profitability(
        table, revenue="paid", direct_cost="goods", avoidable_cost="visits", allocated_cost="desk"
    )
    assert found["customer_id"].tolist() == ["a", "b"]
    assert found.loc[0, ["gross_margin", "net_contribution", "profit"]].tolist() == [400, 250, 170]
    assert found.loc[0, ["gross_margin_rate", "contribution_rate"]].tolist() == [0.4, 0.25]
    assert found.loc[1, ["net_contribution", "profit"]].tolist() == [-50, -60]
    assert found["contribution_rate"].isna().tolist() == [False, True]


def test_without_overhead_profit_is_the_contribution():
    table = pd.DataFrame({"customer_id": [1], "paid": [100], "goods": [60], "visits": [15]})
    found = value.profitability(table, revenue="paid", direct_cost="goods", avoidable_cost="visits")
    assert found.loc[0, ["net_contribution", "allocated_cost", "profit"]].tolist() == [25, 0, 25]


def test_cost_to_serve_keeps_what_stays_apart():
    done = pd.DataFrame(
        {
            "customer_id": ["a", "a", "b", "a"],
            "activity": ["visit", "order", "order", "visit"],
            "quantity": [2, 10, 3, 1.5],
        }
    )
    rates = {"visit": 120, "order": value.Activity(4.5, avoidable=False), "never done": 7}
    found = value.cost_to_serve(done, rates).set_index("customer_id")
    assert found.loc["a"].tolist() == [420, 45, 465]
    assert found.loc["b"].tolist() == [0, 13.5, 13.5]


def test_a_whale():
    table = pd.DataFrame({"customer_id": list("abcde"), "profit": [-30.0, 100, 50, 0, -20]})
    found = value.whale(table, profit="profit")
    assert (found.total, found.peak, found.tail, found.winners, found.losers) == (100, 150, 50, 2, 2)
    assert (found.peak_share, found.peak_at) == (1.5, 0.4)
    curve = value.whale_curve(table, profit="profit")
    assert curve["customer_id"].tolist() == ["b", "c", "d", "e", "a"]
    assert curve["cumulative_profit"].tolist() == [100, 150, 150, 130, 100]
    assert curve["cumulative_share"].tolist() == [1, 1.5, 1.5, 1.3, 1]
    assert curve["share_of_customers"].tolist() == [0.2, 0.4, 0.6, 0.8, 1]


def test_of_a_loss_there_are_no_shares():
    table = pd.DataFrame({"customer_id": [1, 2], "profit": [5, -9]})
    assert value.whale_curve(table, profit="profit")["cumulative_share"].isna().all()
    assert math.isnan(value.whale(table, profit="profit").peak_share)


def test_equals_stand_in_the_order_of_their_number_and_zero_has_no_sign():
    import polars as pl

    table = pd.DataFrame({"customer_id": [3, 1, 2], "profit": [0.0, -0.0, 0.0]})
    for given in (table, pl.from_pandas(table)):
        assert list(value.whale_curve(given, profit="profit")["customer_id"]) == [1, 2, 3]


def test_one_customer():
    table = pd.DataFrame({"customer_id": ["a"], "profit": [7]})
    assert value.whale(table, profit="profit").peak_at == 1
    assert value.concentration(table, value="profit").hhi == 1
    assert value.whale_curve(table, profit="profit")["cumulative_share"].tolist() == [1]


def test_revenue_per_customer():
    bills = pd.DataFrame(
        {"customer_id": list("aabab"), "year": [2024, 2024, 2024, 2025, 2025], "paid": [10, 20, 30, 0, 45], "cost": 3}
    )
    found = value.arpu(bills, period="year", revenue="paid", cost="cost")
    assert found["arpu"].tolist() == [30, 22.5]
    assert found["change"].iloc[1] == -0.25
    assert found["unit_cost"].tolist() == [4.5, 3]
    assert found["left"].tolist() == [25.5, 19.5]


def test_revenue_falls_per_customer_while_everybody_pays_more():
    bills = pd.DataFrame(
        {"customer_id": ["a", "b", "a", "b", "c"], "year": [1, 1, 2, 2, 2], "paid": [100, 100, 110, 110, 20]}
    )
    assert value.arpu(bills, period="year", revenue="paid")["change"].iloc[1] < 0


def test_losing_a_customer_costs_the_contribution_and_not_the_sales():
    table = pd.DataFrame({"customer_id": list("abc"), "sales": [60, 30, 10], "left": [-2, 8, 4]})
    found = value.concentration(table, value="sales", contribution="left", top=2)
    assert found.hhi == pytest.approx(0.36 + 0.09 + 0.01)
    assert found.hhi_points == pytest.approx(4600)
    assert found.largest["loss"].tolist() == [-2, 8]
    assert found.largest["loss_share"].tolist() == [-0.2, 0.8]
    assert found.largest["cumulative_share"].tolist() == [0.6, 0.9]


def test_rows_of_the_same_customer_are_one_customer():
    table = pd.DataFrame({"customer_id": list("aba"), "sales": [30, 30, 10]})
    found = value.concentration(table, value="sales")
    assert (found.customers, found.largest["value"].tolist()) == (2, [40, 30])


def test_an_unknown_wallet_stays_unknown():
    table = pd.DataFrame({"customer_id": list("abcde"), "own": [20, 30, 9, 0, 0], "all": [80, None, 5, 0, 10]})
    with pytest.warns(LeftOut, match="1 customers without an estimate, 1 with an estimate too low"):
        found = value.share_of_wallet(table, own="own", wallet="all")
    assert found["verdict"].tolist() == ["estimated", "unknown", "estimate too low", "buys nothing", "estimated"]
    assert found["share_of_wallet"].tolist() == pytest.approx([0.25, *[math.nan] * 3, 0], nan_ok=True)
    assert found["room"].tolist() == pytest.approx([60, *[math.nan] * 3, 10], nan_ok=True)
    totals = value.wallet_totals(table, own="own", wallet="all").set_index("verdict")
    assert totals["customers"].to_dict() == {"estimated": 2, "unknown": 1, "estimate too low": 1, "buys nothing": 1}
    assert totals.loc["estimated", "share_of_wallet"] == pytest.approx(20 / 90)  # not the mean of 25 % and 0 %
    assert totals["share_of_wallet"].notna().sum() == 1
    assert math.isnan(totals.loc["unknown", "wallet"])


def test_who_buys_all_from_us_has_a_share_of_one():
    table = pd.DataFrame({"customer_id": [1], "own": [5.0], "all": [5.0]})
    found = value.share_of_wallet(table, own="own", wallet="all")
    assert found.loc[0, ["share_of_wallet", "room", "verdict"]].tolist() == [1, 0, "estimated"]
