"""What lesson 16 says in prose is computed here: text and data cannot drift apart."""

import pytest

from casekit.course.companies import telecom
from casekit.course.did_it_work.company import benefits, shares, tallies
from casekit.course.did_it_work.intervals import between
from casekit.course.harbour_snapshots import CALLS, FEATURES, LEARNED_FROM, TESTED_ON, quarters
from casekit.paths import REPOSITORY
from casekit.retention import fit_churn, fit_uplift, power, qini_curve, read_trial, uplift_calibration

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
    assert said("97.7 % of those we called stayed. The campaign saved 1,900 customers.")
    spring = tallies(case)["C02"]
    assert "spring 2024" in spring["name"]
    stayed = spring["called"] - spring["called_left"]
    assert 1900 <= stayed < 1950 and round(100 * stayed / spring["called"], 1) == 97.7


def test_about_sixteen_were_saved(case):
    assert said("About sixteen, not 1,900")
    spring = tallies(case)["C02"]
    assert round(shares(spring)["points"] * spring["called"] / 100) == 16


def test_the_interval_of_spring_runs_from_harm_to_a_good_effect(case):
    assert said("The interval of spring 2024 runs from harm to a good effect")
    low, high = between(tallies(case)["C02"])
    assert low < -0.2 and high > 1.5


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
    assert between(together(case))[0] > 0.45
    for campaign in CALLS:
        one = tallies(case)[campaign]
        assert 0.45 < one["called"] / (one["called"] + one["control"]) < 0.55


def test_a_customer_stands_on_five_lists_in_the_mean(case):
    assert said("A customer stands on five of these lists in the mean, each time with a new lot")
    rows = case.campaign_members[case.campaign_members["campaign_id"] != "C01"]
    assert round(len(rows) / rows["customer_id"].nunique()) == 5
    assert rows.groupby("customer_id")["group"].nunique().eq(2).mean() > 0.5


def mean_margin(case):
    """Yuan of 2025 before service, a customer billed in it."""
    bills = case.bills[case.bills["month"].dt.year == 2025]
    return (bills["fee"] - bills["discount"] - bills["network_cost"]).sum() / bills["customer_id"].nunique()


def test_it_does_not_pay_within_a_year(case):
    assert said("the next campaign does not pay within a year") and said("five years of a mean margin")
    assert said("about eleven thousand yuan for each customer saved")
    assert said("78 / 2,077 = 3.8 points: more than leave at all. Within two years, 1.9")
    margin = mean_margin(case)
    assert round(margin) == 2077 and round(100 * 78 / margin, 1) == 3.8 and round(50 * 78 / margin, 1) == 1.9
    lately = [tallies(case)[campaign] for campaign in TESTED_ON]
    of_2025 = {name: sum(one[name] for one in lately) for name in ("called", "called_left", "control", "control_left")}
    each = 78 / (shares(of_2025)["points"] / 100)
    assert 10_500 < each < 11_500 and 4.5 < each / margin < 5.5


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


@pytest.fixture(scope="module")
def judged(case):
    """The members of 2025 with what 2024 foretells of them, and the truth."""
    past, later = quarters(case, LEARNED_FROM), quarters(case, TESTED_ON)
    features = list(FEATURES)
    uplift = fit_uplift(past, called="called", left="left", features=features).uplift(later)
    risk = fit_churn(past[past["called"] == 0], target="left", features=features).probability(later)
    later = later.assign(uplift=uplift, risk=risk).merge(
        case.truth["true_responses"], on=["campaign_id", "customer_id"]
    )
    return later.assign(true=later["leaves_if_left_alone"].astype(int) - later["leaves_if_called"].astype(int))


def test_the_same_risk_and_the_opposite_answer(case):
    assert said("Left alone, about one in ten leaves in both: the same **risk**")
    table = quarters(case, CALLS)
    ends, newcomer = table["contract_ends"] == 1, table["newcomer"] == 1
    new, old = (
        read_trial(rows, called="called", left="left") for rows in (table[ends & newcomer], table[ends & ~newcomer])
    )
    assert 0.095 < old.control_left / old.control < new.control_left / new.control < 0.12
    assert said("Called, none of the one kind left, and of the newcomers not fewer, but rather more")
    assert old.called_left == 0 < old.low
    long = read_trial(table[table["long_contract"] == 1], called="called", left="left")
    assert said("It is shown for one kind only: the long contracts that run on") and long.high < 0
    assert said("the interval still holds 0: harm is not *shown*") and new.low < new.effect < 0 < new.high
    truth = table.merge(case.truth["true_responses"], on=["campaign_id", "customer_id"])[ends & newcomer]
    true = truth["leaves_if_left_alone"].astype(int) - truth["leaves_if_called"].astype(int)
    assert said("says that it was harm") and true.mean() < -0.02


def test_the_first_tenth_by_uplift(case, judged):
    curves = {name: qini_curve(judged, score=name, called="called", left="left") for name in ("uplift", "risk")}
    ends = {name: one.table.round({"share": 2}).set_index("share") for name, one in curves.items()}
    everybody = ends["uplift"].loc[1.0, "saved"]
    assert said("Calling all on the lists of 2025 would save about 117") and round(everybody) == 117
    by_uplift, by_risk = ends["uplift"].loc[0.1], ends["risk"].loc[0.1]
    assert said("about 12. The first tenth by uplift saves some 80") and round(by_uplift["by_lot"]) == 12
    assert 75 < by_uplift["saved"] < 85 and by_uplift["low"] > 3 * by_uplift["by_lot"]
    true = {name: judged.nlargest(len(judged) // 10, name)["true"].sum() for name in curves}
    assert said("and the truth agrees") and 75 < true["uplift"] < 85
    assert said("By *risk* the trial sees 8, and nothing is shown") and round(by_risk["saved"]) == 8
    assert by_risk["low"] < 0 < by_risk["high"]
    assert said("in truth it is 36, fewer than half") and true["risk"] == 36 < true["uplift"] / 2
    assert said("At its end the blue line falls")
    assert ends["uplift"].loc[0.9, "saved"] > everybody + 20
    assert said("less than a year's mean margin for each, the first two per cent less than half of that")
    margin = mean_margin(case)
    assert 78 * len(judged) * 0.1 / by_uplift["saved"] < 0.9 * margin
    assert 78 * len(judged) * 0.02 / ends["uplift"].loc[0.02, "saved"] < margin / 2
    assert said("costs 1,630 yuan (1,100 to 2,580)") and said("820 yuan (520 to 1,460)") and said("(6,700 to 33,100)")
    for share, nearest, told in (
        (0.1, 10, (1630, 1100, 2580)),
        (0.02, 10, (820, 520, 1460)),
        (1.0, 100, (None, 6700, 33100)),
    ):
        spent, row = 78 * len(judged) * share, ends["uplift"].loc[share]
        for figure, end in zip(told, ("saved", "high", "low"), strict=True):
            assert figure is None or nearest * round(spent / row[end] / nearest) == figure
    assert said("At its dear end the tenth would take more than a year to pay back; the two per cent would not")
    assert (
        78 * len(judged) * 0.1 / by_uplift["low"] > margin > 78 * len(judged) * 0.02 / ends["uplift"].loc[0.02, "low"]
    )
    assert curves["uplift"].area_low > 0 > curves["risk"].area_low


def test_both_ends_stand_out(judged):
    assert said("The highest tenth (10) is held and the lowest (1) is woken: foretold, seen and in truth")
    table = uplift_calibration(judged, uplift="uplift", called="called", left="left", truth="true").set_index("group")
    assert (table.loc[10, ["foretold", "seen", "true"]] > 0.04).all()
    assert (table.loc[1, ["foretold", "seen", "true"]] < -0.01).all()
    assert said("though the interval of the lowest just reaches 0") and 0 < table.loc[1, "high"] < 0.006
    assert table.loc[2:9, "true"].abs().max() < 0.025


def test_the_thousand_highest(judged):
    assert said("The list by risk has more *lost causes*") and said("The list by uplift has more *persuadables*")
    risk, uplift = (judged.nlargest(1000, name)["response"].value_counts() for name in ("risk", "uplift"))
    assert min(risk["sure thing"], uplift["sure thing"]) > 850
    assert risk["lost cause"] > 2 * uplift["lost cause"] and risk["sleeping dog"] > uplift.get("sleeping dog", 0)
    assert uplift["persuadable"] > risk["persuadable"]


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
