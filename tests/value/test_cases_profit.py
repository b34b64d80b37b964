"""Profitability on the cases, end to end: each figure beside the same one in plain pandas."""

import numpy as np
import pandas as pd
import pytest

import casekit
from casekit import value
from casekit.errors import CasekitError

HOUR, BILL = 120.0, 1.5  # yuan an hour of service, yuan of head office a bill


def last_year(table, column):
    return table[table[column].dt.year == 2025]


@pytest.fixture(scope="module")
def harbour():
    return casekit.load_case("harbour-telecom")


@pytest.fixture(scope="module")
def served(harbour):
    """What was done for Harbour's customers in 2025: hours of service, and bills written."""
    hours = last_year(harbour.service, "quarter").assign(
        activity="hour of service", quantity=lambda rows: rows["hours"]
    )
    bills = last_year(harbour.bills, "month").assign(activity="bill", quantity=1)
    columns = ["customer_id", "activity", "quantity"]
    return pd.concat([hours[columns], bills[columns]], ignore_index=True)


@pytest.fixture(scope="module")
def customers(harbour, served):
    """Harbour's statement of 2025, by the kit."""
    rates = {"hour of service": HOUR, "bill": value.Activity(BILL, avoidable=False)}
    cost = value.cost_to_serve(served, rates)
    bills = last_year(harbour.bills, "month")
    sums = bills.assign(revenue=bills["fee"] - bills["discount"]).groupby("customer_id", as_index=False)
    table = sums[["revenue", "network_cost"]].sum().merge(cost, how="left").fillna(0.0)
    costs = {"direct_cost": "network_cost", "avoidable_cost": "avoidable_cost", "allocated_cost": "allocated_cost"}
    return value.profitability(table, revenue="revenue", **costs)


@pytest.fixture(scope="module")
def plain(harbour):
    """The same statement in plain pandas, from the files."""
    bills, service = last_year(harbour.bills, "month"), last_year(harbour.service, "quarter")
    by = bills.groupby("customer_id")
    revenue = by["fee"].sum() - by["discount"].sum()
    margin = revenue - by["network_cost"].sum()
    hours = service.groupby("customer_id")["hours"].sum().reindex(revenue.index, fill_value=0.0)
    table = pd.DataFrame({"revenue": revenue, "margin": margin, "left": margin - HOUR * hours})
    return table.assign(profit=table["left"] - BILL * by.size())


def test_harbours_statement(customers, plain):
    assert customers["customer_id"].tolist() == plain.index.tolist()
    for ours, theirs in {"gross_margin": "margin", "net_contribution": "left", "profit": "profit"}.items():
        np.testing.assert_allclose(customers[ours], plain[theirs], atol=1e-5)
    known = plain["revenue"] > 0
    np.testing.assert_allclose(
        customers["contribution_rate"][known.to_numpy()], (plain["left"] / plain["revenue"])[known]
    )
    assert customers["contribution_rate"][~known.to_numpy()].isna().all()


def test_harbours_whale(customers, plain):
    ranked = plain["profit"].sort_values(ascending=False)
    curve = value.whale_curve(customers, profit="profit")
    np.testing.assert_allclose(curve["cumulative_profit"], ranked.cumsum(), atol=1e-4)
    np.testing.assert_allclose(curve["cumulative_share"].iloc[-1], 1.0)
    found = value.whale(customers, profit="profit")
    assert (found.winners, found.losers) == ((ranked > 0).sum(), (ranked < 0).sum())
    assert found.peak == pytest.approx(ranked[ranked > 0].sum()) == pytest.approx(curve["cumulative_profit"].max())
    assert found.tail == pytest.approx(-ranked[ranked < 0].sum()) and found.tail > 0


def test_dropping_the_losers_saves_what_is_avoidable_and_no_more(customers, plain):
    """Finance's list of losers holds customers who pay for part of the overhead; it stays when they go."""
    dropped = customers["profit"] < 0
    before = customers["net_contribution"].sum() - customers["allocated_cost"].sum()
    after = customers.loc[~dropped, "net_contribution"].sum() - customers["allocated_cost"].sum()
    assert after - before == pytest.approx(-plain.loc[dropped.to_numpy(), "left"].sum())
    assert after - before < -customers.loc[dropped, "profit"].sum()


def test_harbours_concentration(customers, plain):
    found = value.concentration(customers, value="revenue", contribution="net_contribution", top=5)
    shares = plain["revenue"] / plain["revenue"].sum()
    assert found.hhi == pytest.approx((shares**2).sum())
    largest = plain.nlargest(5, "revenue")
    assert found.largest["customer_id"].tolist() == largest.index.tolist()
    np.testing.assert_allclose(found.largest["loss"], largest["left"], atol=1e-5)


def test_harbours_revenue_per_customer(harbour):
    bills = harbour.bills.assign(revenue=harbour.bills["fee"] - harbour.bills["discount"])
    table = value.arpu(bills, period="month", revenue="revenue", cost="network_cost")
    by = bills.groupby("month")
    np.testing.assert_allclose(table["arpu"], by["revenue"].sum() / by["customer_id"].nunique())
    np.testing.assert_allclose(table["unit_cost"], by["network_cost"].sum() / by["customer_id"].nunique())
    np.testing.assert_allclose(table["change"], (by["revenue"].sum() / by["customer_id"].nunique()).pct_change())


def test_what_a_busy_reader_gets_wrong_is_told(harbour, customers, served):
    with pytest.raises(CasekitError, match="activity without a rate: “bill”"):
        value.cost_to_serve(served, {"hour of service": HOUR})
    lines = {"direct_cost": "network_cost", "avoidable_cost": "avoidable_cost"}
    table = last_year(harbour.bills, "month").groupby("customer_id", as_index=False)[["fee", "network_cost"]].sum()
    cost = value.cost_to_serve(served[served["activity"] == "hour of service"], {"hour of service": HOUR})
    with pytest.raises(CasekitError, match=r"rows have no “avoidable_cost”.*Nothing was taken for 0"):
        value.profitability(table.merge(cost, how="left"), revenue="fee", **lines)
    with pytest.raises(CasekitError, match="have a “profit” below 0"):
        value.concentration(customers, value="profit")
    with pytest.raises(CasekitError, match="“fees”"):
        value.arpu(harbour.bills, period="month", revenue="fees")


@pytest.fixture(scope="module")
def ironbridge():
    return casekit.load_case("ironbridge-machinery")


@pytest.fixture(scope="module")
def accounts(ironbridge):
    """Ironbridge's accounts of 2025: sales after discount, cost, freight, service, and what is left."""
    orders, service = last_year(ironbridge.orders, "date"), last_year(ironbridge.service, "date")
    orders = orders.assign(sales=orders["amount"] - orders["discount"])
    table = orders.groupby("customer_id")[["sales", "cost", "freight"]].sum()
    table["largest"] = orders.groupby("customer_id")["sales"].max() / table["sales"]
    table["service_cost"] = service.groupby("customer_id")["cost"].sum().reindex(table.index, fill_value=0.0)
    return table.assign(to_serve=table["freight"] + table["service_cost"]).reset_index()


@pytest.fixture(scope="module")
def statement(accounts):
    return value.profitability(accounts, revenue="sales", direct_cost="cost", avoidable_cost="to_serve")


def test_ironbridges_statement(accounts, statement):
    left = accounts["sales"] - accounts["cost"] - accounts["freight"] - accounts["service_cost"]
    np.testing.assert_allclose(statement["net_contribution"], left, atol=1e-5)
    np.testing.assert_allclose(statement["profit"], left, atol=1e-5)  # nothing was shared out
    assert value.whale(statement, profit="profit").losers == (left < 0).sum() > 0


def test_what_ironbridge_leaves_this_year_tells_of_the_next(ironbridge, statement):
    """Against the truth: who leaves more in 2025 truly brings more in 2026, though far from exactly so."""
    truth = ironbridge.truth["true_value"].set_index("customer_id")["next_year_margin"]
    both = pd.DataFrame({"now": statement.set_index("customer_id")["net_contribution"], "then": truth}).dropna()
    assert both.corr(method="spearman").iloc[0, 1] == pytest.approx(0.701, abs=0.001)
    first = both.nlargest(20, "now").index
    best = both.nlargest(20, "then").index
    assert len(first.intersection(best)) == 11


def test_ironbridges_large_accounts_and_what_speaks_against_them(accounts, statement):
    table = accounts.merge(statement[["customer_id", "net_contribution"]])
    rules = value.BigRules(large_from=500_000)
    big = value.looks_big(
        table,
        sales="sales",
        profit="net_contribution",
        service_cost="service_cost",
        one_off_share="largest",
        rules=rules,
    ).set_index("customer_id")
    large = table[table["sales"] >= 500_000].set_index("customer_id")
    assert set(big.index) == set(large.index) and big["sales"].is_monotonic_decreasing
    left, service = large["net_contribution"], large["service_cost"]
    against = (left < 0.05 * large["sales"]) | (large["largest"] >= 0.8)
    against |= (service > 0) & (service >= 0.5 * (left + service))
    assert (big["verdict"] == "big, not key").reindex(large.index).tolist() == against.tolist()
    assert 0 < against.sum() < len(large)
    assert ((big["reasons"] != "") == (big["verdict"] == "big, not key")).all()


def test_ironbridge_invests_keeps_and_avoids(ironbridge, accounts, statement):
    table = accounts.merge(statement[["customer_id", "net_contribution"]]).merge(
        ironbridge.accounts[["customer_id", "strategic_project"]]
    )
    table["half"] = table["net_contribution"] + table["service_cost"] / 2
    told = value.invest_keep_avoid(
        table, value="net_contribution", tried={"half the service": "half"}, obliged="strategic_project"
    ).set_index("customer_id")
    table = table.set_index("customer_id").loc[told.index]
    hopeless = (table["half"] < 0) & ~table["strategic_project"]
    assert (told["verdict"] == "avoid").tolist() == hopeless.tolist() and hopeless.any()
    assert set(told["verdict"]) == {"keep", "avoid"}  # nobody said what more service would bring
    saved = (table["net_contribution"] < 0) & ~hopeless
    assert saved.any() and told.loc[saved, "reason"].str.endswith("by half the service: do that").all()
