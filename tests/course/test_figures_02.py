"""What lesson 02 says in prose is computed here: text and data cannot drift apart."""

import numpy as np
import pandas as pd
import pytest

from casekit import grading, load_case, records
from casekit.course.abc_and_pareto.company import accounts
from casekit.course.abc_and_pareto.plan import abc_model
from casekit.course.companies import telecom
from casekit.labs.abc_settings import GROUPS, PROFIT, AbcSettings
from casekit.paths import REPOSITORY

LESSON = REPOSITORY / "authoring" / "02-abc-and-pareto.py"
PROMISE = {"A": 24, "B": 6, "C": 1}


@pytest.fixture(scope="module")
def table():
    return accounts(telecom(0)).reset_index()


@pytest.fixture(scope="module")
def classes(table):
    return grading.abc_classes(table, value="sales").set_index("customer_id")["abc_class"]


def said(text: str) -> bool:
    return text in " ".join(LESSON.read_text(encoding="utf-8").replace("\n#", " ").split())


def needed(grades: pd.Series) -> float:
    return float(grades.map(PROMISE).sum())


def test_two_printed_figures_differ_by_digits_and_by_an_area_added_twice():
    case = telecom(0)
    bills = case.bills[case.bills["month"].dt.year == 2025]
    bills = bills.assign(amount=bills["fee"] - bills["discount"]).merge(case.customers[["customer_id", "area"]])
    areas = bills.groupby(["month", "area"], as_index=False)["amount"].sum()
    totals = bills.groupby("month", as_index=False)["amount"].sum().assign(area="total")
    gaps = records.reconcile(case.report, pd.concat([areas, totals]), by=["month", "area"])
    assert said("All lines but two agree. In one, two digits changed places")
    assert said("In the other an area went into the total twice")
    assert list(gaps["cause"]) == ["digits swapped", "counted twice"]
    assert list(gaps["area"] == "total") == [False, True]


def test_on_sales_the_truth_lies_between_80_and_90(table):
    test = grading.pareto_test(table, value="sales")
    assert said("more than 80, less than 90")
    assert list(test["verdict"]) == ["more concentrated", "less concentrated"]
    assert said("Here far less than a fifth, and far more")
    assert test["customers_needed"][0] < 0.16 and test["customers_needed"][1] > 0.3


def test_on_profit_the_best_fifth_brings_more_than_both_papers_say(table):
    assert said("On profit the best fifth brings more than *both* papers say. And it is not quite the same fifth")
    assert set(grading.pareto_test(table, value="profit")["verdict"]) == {"more concentrated"}
    n = len(table) // 5
    assert 0.5 < table.nlargest(n, "sales").index.isin(table.nlargest(n, "profit").index).mean() < 0.95


def test_the_profit_curve_passes_100_and_so_does_its_gini(table):
    assert said("Profit rises above 100 %, then falls back") and said("a Gini coefficient on profit can pass 1")
    falling = np.sort(table["profit"])[::-1].cumsum() / table["profit"].sum()
    assert falling.max() > 1.05 and grading.gini(table, value="profit") > 1


def test_the_largest_losers_have_deep_discounts_and_many_hours(table, classes):
    assert said("Deep discounts, and hours upon hours")
    best = table[table["customer_id"].map(classes) == "A"]
    largest = best[best["profit"] < 0].nlargest(5, "sales")
    assert len(largest) == 5
    assert (largest["discount"] > 0.3 * largest["fee"]).all() and (largest["hours"] > 200).all()


def test_the_usual_cuts_ask_for_more_hours_than_there_are_and_others_fit(table, classes):
    capacity = telecom(0).managers["hours_a_year"].sum()
    assert said("Suppose each A is promised 24 hours a year, each B 6, each C 1")
    assert said("the cuts of the textbook promise more than there is")
    assert needed(classes) > capacity
    assert said("Last year the managers noted far fewer hours than they have")
    assert table["hours"].sum() < 0.7 * capacity
    assert needed(grading.abc_classes(table, value="sales", cuts=(0.7, 0.9))["abc_class"]) <= capacity


def test_by_profit_a_is_smaller_and_the_hours_reach_and_by_groups_it_has_fewer_units_of_more_accounts(table, classes):
    by_profit = grading.abc_classes(table, value="profit")["abc_class"]
    assert said(
        "By profit A is smaller, and the hours suddenly reach. By groups it has fewer units still, though more accounts"
    )
    assert (by_profit == "A").sum() < (classes == "A").sum()
    assert needed(by_profit) <= telecom(0).managers["hours_a_year"].sum()
    in_groups = abc_model(telecom(0)).outcome(AbcSettings(PROFIT, GROUPS)).by_class.loc["A"]
    alone = abc_model(telecom(0)).outcome(AbcSettings(PROFIT)).by_class.loc["A"]
    assert in_groups["units"] < (by_profit == "A").sum() < in_groups["customers"]
    assert in_groups["losing"] > alone["losing"]


def test_whole_groups_make_fewer_units_in_a_and_take_branches_along(table, classes):
    case = telecom(0)
    known = case.customers[["customer_id", "group_id"]].merge(table.drop(columns="group_id"))
    told = records.suggest_groups(case.customers, case.groups)
    units = records.roll_up(known, value="sales", parents=told)
    grades = grading.abc_classes(units, value="value", customer_id="unit_id").set_index("customer_id")["abc_class"]
    assert said("Class A has fewer units than it had customers")
    assert (grades == "A").sum() < (classes == "A").sum()
    assert said("branches too small to be seen alone came along")
    unit = known["group_id"].fillna(known["customer_id"].map(told.set_index("customer_id")["group_id"]))
    assert ((known["customer_id"].map(classes) != "A") & (unit.map(grades) == "A")).any()


def test_the_very_small_cost_a_little_and_the_middle_brings_real_profit(table):
    assert said("The very small cost a little more than they bring")
    share = table["profit"] / table["profit"].sum()
    assert -0.02 < share[table["sales"] < 300].sum() < 0
    assert said('"only" is wrong here, and "mostly" is right')
    assert share[(table["sales"] >= 600) & (table["sales"] < 12_000)].sum() > 0.2
    assert share[table["sales"] >= 12_000].sum() > 0.5


def test_extreme_means_stand_on_small_groups(table):
    assert said("The smaller the group, the wilder its mean")
    cells = table.dropna(subset="industry").groupby(["industry", "area"])["sales"].agg(["size", "mean"])
    wild = (cells["mean"] - cells["mean"].mean()).abs()
    small = cells["size"] <= cells["size"].median()
    assert wild[small].mean() > 1.2 * wild[~small].mean()
    assert small[cells["mean"].idxmax()] and small[cells["mean"].idxmin()]


def test_three_drawn_companies_come_out_alike(table):
    assert said("All three come out alike")
    shares = [
        grading.top_share(accounts(load_case("harbour-telecom", seed=seed)).reset_index(), value="sales", share=0.2)
        for seed in (1, 2)
    ]
    assert max(abs(share - grading.top_share(table, value="sales", share=0.2)) for share in shares) < 0.04
