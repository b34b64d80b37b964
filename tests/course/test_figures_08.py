"""What lesson 08 says in prose is computed here: text and data cannot drift apart."""

import numpy as np
import pandas as pd
import pytest

from casekit import value
from casekit.course.companies import salon, telecom
from casekit.course.lifetime_value.company import FROM, PLANS, by_year, contracts, plans, shares_there, stayed
from casekit.course.lifetime_value.paying import paid_years
from casekit.course.lifetime_value.tenure import organisations
from casekit.paths import REPOSITORY

LESSON = REPOSITORY / "authoring" / "08-lifetime-value.py"


@pytest.fixture(scope="module")
def case():
    return telecom(0)


def said(text: str) -> bool:
    return text in " ".join(LESSON.read_text(encoding="utf-8").replace("\n#", " ").split())


def worth_of_new(case):
    return {plan: plans(case).at[plan, "margin"] * years for plan, years in paid_years(case).items()}


def test_the_kit_counts_the_same_rates(case):
    people = case.customers[case.customers["user_type"] == "person"]
    told = value.retention_rates(
        people, entry="entry_month", left="left_on", first_day="2023-01-01", as_of=case.last_day, period="Y"
    ).table.set_index("age")
    own = by_year(case)
    assert (told.loc[own.index, "customers"] == own["there"]).all()
    assert told.loc[own.index, "rate"].to_numpy() == pytest.approx(own["retention"].to_numpy())


def test_older_cohorts_seem_not_to_lose_anybody(case):
    assert said("Older cohorts seem not to lose anybody")
    table = contracts(case)
    came = table["entered"].dt.year
    assert stayed(table[came == 2019], 24).all() and stayed(table[came == 2021], 12).all()
    assert stayed(table[came == 2023], 12).mean() < 0.9


def test_thousands_have_their_first_bill_in_the_first_month(case):
    assert said("Nobody won thousands of customers in that January")
    first = case.bills.groupby("customer_id")["month"].min().value_counts().sort_index()
    assert first.iloc[0] > 3000 and first.iloc[1:].max() < 150


def test_retention_rises_by_and_large(case):
    assert said("Retention rises, by and large, from year to year")
    told = by_year(case)["retention"]
    assert (told.diff().dropna() > 0).sum() >= 6 and told.iloc[-1] > told.iloc[0] + 0.07


def test_the_curve_is_nearer_than_one_rate_and_still_too_low(case):
    assert said("The single rate loses far too many") and said("is still too low")
    people = case.customers[case.customers["user_type"] == "person"]
    rates = value.retention_rates(
        people, entry="entry_month", left="left_on", first_day="2023-01-01", as_of=case.last_day
    ).table
    late = np.arange(5, 9)
    seen = np.array(shares_there(case))[late]
    curve = value.fit_sbg(rates[rates["age"] <= 4]).survival(late)
    flat = by_year(case).at[1, "retention"] ** late
    assert (flat < curve).all() and (curve < seen).all()
    assert (seen - curve).max() < 0.5 * (seen - flat).max()


def test_when_the_money_comes_is_nearly_a_tenth():
    assert said("The gap is nearly a tenth")
    flows = 360 * 0.8 ** np.arange(4)
    start, end = (value.present_value(flows, 0.1, timing=when) for when in ("start", "end"))
    assert 0.08 < 1 - end / start < 0.1


def test_two_plans_out_of_four_are_not_worth_what_the_rival_pays(case):
    assert said("Two plans out of four are not worth what the rival pays")
    worth = worth_of_new(case)
    assert [plan for plan in PLANS if worth[plan] < 600] == ["small", "middle"]
    assert said("The smallest plan *costs* money each month") and worth["small"] < 0
    assert said("More than Blue Wave's 600")
    table = contracts(case)
    assert 12 * table["margin"].mean() * 2.8 > 600
    assert said("gets more than two years of bills with 600 yuan")
    assert 24 * table.loc[table["plan"] == "small", "revenue"].mean() < 600 and FROM["middle"] == 30


def test_what_may_be_offered_to_all_is_less_than_a_tenth_of_the_worth(case):
    assert said("One such customer is worth over a thousand yuan, and yet less than a tenth of that may be offered")
    table, there = contracts(case), shares_there(case, "large")
    start = pd.Timestamp(2025, 1, 1)
    own = table[(table["plan"] == "large") & (table["entered"] < start) & ~(table["left"] < start)]
    margin = float(plans(case).at["large", "margin"])
    worth = value.contract_value(margin, there, 0.1, periods=5, timing="middle", age=3).value
    assert worth > 1000 and 0.5 * own["left"].notna().mean() < 0.1


def test_a_longer_horizon_makes_the_value_a_third_larger(case):
    assert said("Double the horizon, and the value of a new contract grows by a third")
    people = case.customers[case.customers["user_type"] == "person"]
    rates = value.retention_rates(
        people, entry="entry_month", left="left_on", first_day="2023-01-01", as_of=case.last_day
    ).table
    curve = value.fit_sbg(rates[rates["age"] <= 4])
    five, ten = (value.contract_value(100, curve, 0.1, periods=n, timing="middle").value for n in (5, 10))
    assert 1.28 < ten / five < 1.39


def test_three_readings_of_one_cohort(case):
    assert said("*Who was there* (grey): no change") and said("The leavers were small")
    assert said("*The same customers* (blue): a few per cent less")
    table = organisations(case)
    cohort = table[table["entered"].dt.year == 2023]
    both = cohort.dropna(subset=["first", "second"])
    assert abs(cohort["second"].mean() / cohort["first"].mean() - 1) < 0.01
    assert cohort["second"].fillna(0).mean() < 0.9 * cohort["first"].mean()
    assert -0.06 < both["second"].mean() / both["first"].mean() - 1 < -0.02
    assert cohort.loc[cohort["second"].isna(), "first"].mean() < 0.8 * both["first"].mean()


def test_the_slope_of_profit_on_years_is_no_law():
    assert said("Eleven other invented companies, made in the same way: six show a falling line.")
    below = 0
    for seed in range(1, 12):
        table = organisations(telecom(seed)).dropna(subset="latest")
        below += np.polyfit(2025 - table["entered"].dt.year, table["latest"], 1)[0] < 0
    assert below == 6


def test_a_later_visit_brings_a_little_more():
    assert said("A little, and on revenue")
    case = salon(0)
    new = case.clients.loc[case.clients["joined_on"] >= "2024-02-01", "client_id"]
    visits = case.visits[case.visits["client_id"].isin(new)]
    told = value.first_and_repeat(visits, profit="amount", customer_id="client_id")
    assert 1.01 < told.ratio < 1.08


def test_six_hundred_for_each_is_right_in_none_of_the_eight_fields(case):
    assert said('Six hundred yuan "for each" is right in none of the eight fields')
    table, start, most = contracts(case), pd.Timestamp(2025, 1, 1), []
    for plan in PLANS:
        own, there = table[table["plan"] == plan], shares_there(case, plan)
        begun = own[(own["entered"] < start) & ~(own["left"] < start)]
        new, rest = (
            value.contract_value(12 * own["margin"].mean(), there, 0.1, periods=5, timing="middle", age=age).value
            for age in (0, 3)
        )
        most += [max(new, 0), max(0.5 * begun["left"].notna().mean() * rest, 0)]
    assert all(abs(amount - 600) > 200 for amount in most)


def test_the_worked_contract_of_the_practice():
    text = (LESSON.parent / "08-lifetime-value.practice.py").read_text(encoding="utf-8")
    second, third = 300 * 0.90 * 0.909, 300 * 0.81 * 0.826
    for figure in (f"**{second:.1f}**", f"**{third:.1f}**", f"Together {300 + second + third:.0f} yuan"):
        assert figure in text
