"""Harbour Telecom's contracts: what the guards are good for, and how far projections lie from the true lives."""

import numpy as np
import pytest

from casekit import load_case
from casekit.errors import LeftOut
from casekit.value import contract_value, fit_sbg, retention_curves, retention_rates, tenure_profit

FIRST_DAY = "2023-01-01"
COLUMNS = {"entry": "entry_month", "left": "left_on"}


@pytest.fixture(scope="module")
def case():
    return load_case("harbour-telecom")


@pytest.fixture(scope="module")
def rates(case):
    return retention_rates(case.customers, **COLUMNS, as_of=case.last_day, first_day=FIRST_DAY).table


@pytest.fixture(scope="module")
def truth(case):
    """How many truly stay, by the lives that go on for two years after the last day."""
    lives = case.truth["true_lives"].merge(case.customers[["customer_id", "entry_month"]])
    columns = {"entry": "entry_month", "left": "leaves_on", "as_of": "2027-12-31", "first_day": FIRST_DAY}
    table = retention_rates(lives, **columns).table
    return table[table["customers"] >= 100]


def test_without_the_guard_stay_is_far_too_long(case, truth):
    with pytest.warns(LeftOut, match="the day from which it lists all leavers as first_day"):
        unguarded = retention_curves(case.customers, **COLUMNS, as_of=case.last_day, period="Y").pooled()
    guarded = retention_curves(case.customers, **COLUMNS, as_of=case.last_day, period="Y", first_day=FIRST_DAY).pooled()
    true = truth.set_index("age")["retention"]
    assert unguarded["retention"][5] - true[5] > 0.15
    assert guarded["retention"].to_numpy() == pytest.approx(true.iloc[:3].to_numpy(), abs=0.01)


def test_rates_of_old_customers_come_near_the_truth(rates, truth):
    both = truth.merge(rates[rates["customers"] >= 100], on="age", suffixes=("", "_seen"))
    assert len(both) == 10
    assert (both["retention_seen"] - both["retention"]).abs().max() < 0.02


def test_the_first_bill_is_no_entry(case):
    """Bills begin in January 2023: there the first bills of all old customers heap up."""
    bills = case.bills.groupby("customer_id")["month"].min().rename("first_bill").reset_index()
    given = case.customers.merge(bills)
    curves = retention_curves(given, entry="first_bill", left="left_on", as_of=case.last_day)
    assert curves.left_out["customers"].tolist() == [(given["first_bill"] == FIRST_DAY).sum()]
    assert "“start” in 2023-01, 44 times as many" in curves.left_out["reason"].iloc[0]


def test_two_numbers_project_better_than_one_rate(rates, truth):
    model = fit_sbg(rates)
    seen = rates[rates["age"] > 0]
    one_rate = seen["still_there"].sum() / seen["customers"].sum()
    ages, true = truth["age"].to_numpy(), truth["retention"].to_numpy()
    ours, flat = np.abs(model.survival(ages) - true).max(), np.abs(one_rate**ages - true).max()
    assert ours < 0.03
    assert flat > 0.1


def test_ages_left_out_of_the_fit(rates):
    """Fitted on the first five ages, it comes twice as near to the next five as one rate does."""
    young, later = rates[rates["age"].between(1, 5)], rates[rates["age"].between(6, 10)]
    seen, ages = later["retention"].to_numpy(), later["age"].to_numpy()
    one_rate = young["still_there"].sum() / young["customers"].sum()
    ours, flat = np.abs(fit_sbg(young).survival(ages) - seen).max(), np.abs(one_rate**ages - seen).max()
    assert ours < 0.05
    assert flat > 2 * ours


def test_the_value_of_a_contract_comes_near_the_truth(rates, truth):
    curve = truth["retention"].to_numpy()
    true = contract_value(100, curve, 0.1, periods=10).value
    ours = contract_value(100, fit_sbg(rates), 0.1, periods=10).value
    first_years_rate = contract_value(100, float(rates["rate"][1]), 0.1, periods=10).value
    assert abs(ours / true - 1) < 0.02
    assert first_years_rate / true - 1 < -0.05


def test_profit_of_those_there_rises_and_of_nobody(case):
    """Half-years since entry: the mean of those there goes up, each customer's own profit goes down."""
    month = case.customers["entry_month"].dt.year * 12 + case.customers["entry_month"].dt.month
    started = case.customers.assign(month=month, last_age=(2026 * 12 + 1 - month) // 6 - 1)
    started = started[(started["entry_month"] >= FIRST_DAY) & (started["last_age"] >= 0)]
    bills = case.bills.merge(started[["customer_id", "month"]].rename(columns={"month": "came"}), on="customer_id")
    bills["age"] = (bills["month"].dt.year * 12 + bills["month"].dt.month - bills["came"]) // 6
    bills["profit"] = bills["fee"] - bills["discount"] - bills["network_cost"]
    found = tenure_profit(bills, started, profit="profit")
    assert found.slopes["there"] > 20
    assert found.slopes["started"] < -40
    assert found.slopes["same"] < -50
    first = found.table.iloc[0]
    paid = bills[(bills["age"] == 0) & bills["customer_id"].isin(started["customer_id"])]
    assert first["mean_started"] * first["started"] == pytest.approx(paid["profit"].sum())
