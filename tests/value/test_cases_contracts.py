"""Cohorts and contracts on Harbour Telecom: each figure beside the same one in plain pandas, and beside the truth."""

import numpy as np
import pandas as pd
import pytest

import casekit
from casekit import value
from casekit.errors import CasekitError


@pytest.fixture(scope="module")
def harbour():
    return casekit.load_case("harbour-telecom")


@pytest.fixture(scope="module")
def since(harbour):
    """Who came since the bills begin."""
    return harbour.customers[harbour.customers["entry_month"] >= harbour.first_day]


@pytest.fixture(scope="module")
def curves(harbour):
    days = {"as_of": harbour.last_day, "first_day": harbour.first_day}
    return value.retention_curves(harbour.customers, entry="entry_month", left="left_on", **days)


def test_curves_by_month(harbour, since, curves):
    assert curves.left_out["customers"].sum() == len(harbour.customers) - len(since)
    assert "left truncation" in curves.left_out["reason"].iloc[0]
    wide = curves.wide()
    for cohort, age in (("2023-01", 1), ("2023-01", 35), ("2023-07", 12), ("2024-03", 21), ("2025-11", 1)):
        members = since[since["entry_month"].dt.strftime("%Y-%m") == cohort]
        birthday = pd.Timestamp(cohort) + pd.DateOffset(months=age)
        there = ~(members["left_on"] <= birthday)
        assert wide.loc[cohort, age] == pytest.approx(there.mean()), (cohort, age)
    assert wide.loc["2025-12"].notna().sum() == 1  # only its age 0 has been seen


def test_the_pooled_curve_is_kaplan_meiers(since, curves, harbour):
    pooled = curves.pooled().set_index("age")["retention"]
    left = since["left_on"].where(since["left_on"] <= harbour.last_day)
    survival = 1.0
    for age in range(1, 13):
        before, now = (since["entry_month"] + pd.DateOffset(months=k) for k in (age - 1, age))
        watched = (now <= harbour.last_day) & ~(left <= before)
        survival *= 1 - (left[watched] <= now[watched]).mean()
        assert pooled[age] == pytest.approx(survival), age


def test_who_left_is_who_truly_left(harbour, since, curves):
    """The file knows of every leaving; the truth adds none until the last day."""
    truth = harbour.truth["true_lives"].set_index("customer_id")["leaves_on"]
    true_lives = since.assign(left_on=since["customer_id"].map(truth))
    days = {"as_of": harbour.last_day, "first_day": harbour.first_day}
    true_curves = value.retention_curves(true_lives, entry="entry_month", left="left_on", **days)
    pd.testing.assert_frame_equal(true_curves.table, curves.table)


@pytest.fixture(scope="module")
def rates(harbour):
    days = {"as_of": harbour.last_day, "first_day": harbour.first_day}
    return value.retention_rates(harbour.customers, entry="entry_month", left="left_on", **days).table


def test_rates_of_old_customers_are_counted_from_when_they_were_watched(harbour, rates):
    table, customers = rates.set_index("age"), harbour.customers
    left = customers["left_on"].where(customers["left_on"] <= harbour.last_day)
    for age in (1, 4, 9):
        before, now = (customers["entry_month"] + pd.DateOffset(years=k) for k in (age - 1, age))
        watched = (before >= harbour.first_day) & (now <= harbour.last_day) & ~(left <= before)
        assert table.loc[age, "customers"] == watched.sum(), age
        assert table.loc[age, "still_there"] == (watched & ~(left <= now)).sum(), age


@pytest.fixture(scope="module")
def model(rates):
    return value.fit_sbg(rates)


def test_the_model_of_contracts(rates, model):
    """Its likelihood beside a plain one, and its curve beside the rates it was fitted to."""
    table = rates[rates["age"] > 0]
    chance = model.retention(table["age"])
    lost = table["customers"] - table["still_there"]
    assert model.log_likelihood == pytest.approx(
        (lost * np.log(1 - chance) + table["still_there"] * np.log(chance)).sum()
    )
    np.testing.assert_allclose(model.survival(np.arange(9)), rates["retention"].iloc[:9], atol=0.03)
    half = value.fit_sbg(rates[rates["age"] <= 5])  # the years after are projected
    assert half.survival(8) == pytest.approx(rates.set_index("age").loc[8, "retention"], abs=0.05)


def test_three_years_of_newcomers_alone_tell_nothing_of_slowing_down(curves):
    with pytest.raises(CasekitError, match="1.2% who leave at each renewal, or take older customers in"):
        value.fit_sbg(value.renewal_counts(curves))


def test_the_value_of_a_contract_is_a_plain_sum(harbour, since, curves, model):
    bills = harbour.bills[harbour.bills["customer_id"].isin(since["customer_id"])]
    margin = (bills["fee"] - bills["discount"] - bills["network_cost"]).mean()
    found = value.contract_value(12 * margin, model, 0.1, periods=8)
    assert found.value == pytest.approx(sum(12 * margin * model.survival(k) / 1.1**k for k in range(8)))
    month = 1.1 ** (1 / 12)
    assert found.table["present_value"].sum() == pytest.approx(found.value)
    retention = curves.pooled()["retention"]
    seen = value.contract_value(margin, retention, 0.1, periods=12, periods_a_year=12, timing="end")
    assert seen.value == pytest.approx(sum(margin * retention[k] / month**k for k in range(1, 13)))
    later = value.contract_value(margin, retention, 0.1, periods=12, periods_a_year=12, age=6)
    shares = [retention[6 + k] / retention[6] for k in range(12)]
    assert later.value == pytest.approx(sum(margin * shares[k] / month**k for k in range(12)))


def test_profit_by_length_of_stay(harbour, since):
    bills = harbour.bills.merge(since[["customer_id", "entry_month"]])
    months = (bills["month"].dt.year - bills["entry_month"].dt.year) * 12
    bills["age"] = months + bills["month"].dt.month - bills["entry_month"].dt.month
    bills["margin"] = bills["fee"] - bills["discount"] - bills["network_cost"]
    last = harbour.last_day
    entry = since["entry_month"]
    started = since[["customer_id"]].assign(last_age=(last.year - entry.dt.year) * 12 + last.month - entry.dt.month)
    found = value.tenure_profit(bills, started, profit="margin")
    assert found.left_out.empty
    table = found.table.set_index("age")
    for age in (0, 7, 24):
        here, before = (bills[bills["age"] == a].set_index("customer_id")["margin"] for a in (age, age - 1))
        exposed = (started["last_age"] >= age).sum()
        assert (table.loc[age, "there"], table.loc[age, "started"]) == (len(here), exposed)
        assert table.loc[age, "mean_there"] == pytest.approx(here.mean())
        assert table.loc[age, "mean_started"] == pytest.approx(here.sum() / exposed)
        change = (here - before).dropna()
        assert table.loc[age, "same"] == len(change)
        assert (table.loc[age, "change_of_same"] == pytest.approx(change.mean())) or not len(change)
    assert found.slopes["started"] < found.slopes["there"]  # leavers count 0


def test_what_a_busy_reader_gets_wrong_is_told(harbour, curves):
    customers = harbour.customers
    with pytest.raises(CasekitError, match="must hold dates"):
        value.retention_curves(customers, entry="points", left="left_on", as_of=harbour.last_day)
    with pytest.raises(CasekitError, match="are these rates of one period"):
        value.contract_value(100.0, curves.pooled()["rate"].iloc[1:], 0.1, periods=3)
    with pytest.raises(CasekitError, match="from 0 to below 1"):
        value.contract_value(100.0, 0.9, 10, periods=3)
