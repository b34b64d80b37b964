"""What lesson 16 says in prose is computed here: text and data cannot drift apart."""

import pytest

from casekit.course.companies import telecom
from casekit.course.did_it_work.company import CALLS, benefits, by_sign, shares, tallies
from casekit.course.did_it_work.intervals import between
from casekit.paths import REPOSITORY
from casekit.retention import power

LESSON = REPOSITORY / "authoring" / "16-did-it-work.py"


@pytest.fixture(scope="module")
def case():
    return telecom(0)


def said(text: str) -> bool:
    return text in " ".join(LESSON.read_text(encoding="utf-8").replace("\n#", " ").split())


def together(case):
    ours = [tallies(case)[campaign] for campaign in CALLS]
    return {name: sum(one[name] for one in ours) for name in ("called", "called_left", "control", "control_left")}


def test_marketings_figure_is_that_of_spring_2024(case):
    assert said("97.6 % of those we called stayed. The campaign saved 1,900 customers.")
    spring = tallies(case)["C02"]
    assert "spring 2024" in spring["name"]
    stayed = spring["called"] - spring["called_left"]
    assert 1900 <= stayed < 1950 and round(100 * stayed / spring["called"], 1) == 97.6


def test_about_a_dozen_were_saved(case):
    assert said("About a dozen, not 1,900")
    spring = tallies(case)["C02"]
    assert 11 < shares(spring)["points"] * spring["called"] / 100 < 13


def test_the_interval_of_spring_runs_from_harm_to_a_good_effect(case):
    assert said("The interval of spring 2024 runs from harm to a good effect")
    low, high = between(tallies(case)["C02"])
    assert low < -0.3 and high > 1.5


def test_the_text_message_shows_one_of_the_larger_differences(case):
    assert said("The text message shows one of the larger differences, and nothing is shown: half the customers")
    points = {campaign: shares(one)["points"] for campaign, one in tallies(case).items()}
    low, high = between(tallies(case)["C01"])
    assert low < 0 < high and sorted(points.values(), reverse=True).index(points["C01"]) <= 3
    size = {campaign: one["called"] + one["control"] for campaign, one in tallies(case).items()}
    assert 0.45 < size["C01"] / (sum(size[campaign] for campaign in CALLS) / 7) < 0.6
    truth = case.truth["true_responses"].query("campaign_id == 'C01'")
    assert (truth["leaves_if_called"] == truth["leaves_if_left_alone"]).all()


def test_seven_campaigns_show_it_together(case):
    assert said("The calls do work") and said("each called about half of its list")
    assert between(together(case))[0] > 0.5
    for campaign in CALLS:
        one = tallies(case)[campaign]
        assert 0.45 < one["called"] / (one["called"] + one["control"]) < 0.55


def test_it_does_not_pay_within_a_year(case):
    assert said("the next campaign does not pay within a year") and said("five years of a mean margin")
    assert said("about ten thousand yuan for each customer saved")
    bills = case.bills[case.bills["month"].dt.year == 2025]
    margin = (bills["fee"] - bills["discount"] - bills["network_cost"]).sum() / bills["customer_id"].nunique()
    each = 78 / (shares(together(case))["points"] / 100)
    assert each > 3 * margin and 4 < 10_000 / margin < 5.5


def test_bills_of_the_upgraded_are_luck(case):
    assert said("From 2023 to 2025 their bill rose") and said("from 2024 to 2025 it *fell*")
    table = benefits(case)
    table = table[table["up"]].dropna()
    means = table.groupby("benefit")[["december_2023", "december_2024", "december_2025"]].mean()
    for half in (0, 1):
        first, middle, last = means.loc[half]
        assert first < last < middle
    assert said("In each grade fewer leave with the benefits")
    left = benefits(case).groupby(["grade", "benefit"])["left"].mean().unstack()
    assert (left[1] < left[0]).all()


def test_one_campaign_finds_one_point_in_fewer_than_half_of_the_cases(case):
    assert said("One campaign of Harbour finds one point in fewer than half of the cases")
    assert power(0.036, 0.01, 3799) < 0.5
    assert said("in about a quarter of the cases") and 0.24 < 1 - 0.95**6 < 0.28


def test_two_small_groups_are_held(case):
    assert said("for them it moves more than ten points")
    assert said("with six leavers in all")
    table = by_sign(case)
    for sign in ("badly_met", "ends"):
        assert shares(table.loc[sign])["points"] > 10
    assert table.loc["ends_courted", ["called_left", "control_left"]].sum() == 6


def test_the_worked_example_of_the_practice():
    text = (LESSON.parent / "16-did-it-work.practice.py").read_text(encoding="utf-8")
    effect = 45 / 1500 - 50 / 2000
    for figure in (
        f"**{100 * effect:.2f} points**",
        f"**{effect * 2000:.0f} customers**",
        "1,950 of the called stayed",
    ):
        assert figure in text
    assert f"**{2000 * 78 / (effect * 2000):,.0f} yuan**" in text and 2000 - 50 == 1950
