"""What lesson 15 says in prose is computed here: text and data cannot drift apart."""

import pandas as pd
import pytest

from casekit import retention
from casekit.course.churn_early_warning import PLAN, QUESTIONS
from casekit.course.churn_early_warning.lab import LABS
from casekit.course.companies import telecom
from casekit.course.harbour_snapshots import LEARNED_FROM, TESTED_ON, foretold, quarters
from casekit.grading.review.intervals import wilson
from casekit.paths import REPOSITORY

LESSON = REPOSITORY / "authoring" / "15-churn-early-warning.py"
CALL, SAVED = 78, 0.30


@pytest.fixture(scope="module")
def case():
    return telecom(0)


@pytest.fixture(scope="module")
def now(case):
    table = foretold(case).rename(columns={"probability": "chance"})
    return table.assign(worth=table["margin"].clip(lower=0))


@pytest.fixture(scope="module")
def cut(now):
    return retention.best_cut_off(now["chance"], now["left"], contact_cost=CALL, saved_share=SAVED, value=now["worth"])


def said(text: str) -> bool:
    return text in " ".join(LESSON.read_text(encoding="utf-8").replace("\n#", " ").split())


def from_chance(cut, at_least):
    return cut.table[cut.table["at_least"] >= at_least].iloc[-1]


def brought(now, calls, share=SAVED):
    return share * (calls["left"] * calls["worth"]).sum() - CALL * len(calls)


# ── rates and stays ──────────────────────────────────────────────────────────────────────────────────────
def test_two_per_cent_a_month():
    assert said("1 − 0.98¹² is 21.5 %") and said("Not 24")
    assert round(100 * retention.yearly_rate(0.02), 1) == 21.5


def test_the_closing_base_looks_better(case):
    assert said("The base of December looks better only because Harbour grew")
    dates = {"start": "2025-01-01", "end": "2025-12-31"}
    year = retention.churn_rate(case.customers, entered="entry_month", left="left_on", **dates)
    closing = case.customers["left_on"].isna().sum()
    assert closing > year.opening and year.rate * year.opening / closing < year.rate


def test_half_stay_for_longer_than_the_present_have_been_here(case):
    assert said("Half stay for longer than the present ones have been here")
    dates = {"as_of": case.last_day, "observed_from": case.first_day}
    curve = retention.survival_curve(case.customers, entered="entry_month", left="left_on", **dates)
    present = case.customers[case.customers["left_on"].isna()]
    assert curve.median() > 1.3 * (case.last_day - present["entry_month"]).dt.days.mean() / 30.44
    kinds = retention.survival_curve(case.customers, entered="entry_month", left="left_on", by="user_type", **dates)
    assert said("A large *p* is no sign of a difference") and kinds.log_rank().p > 0.5


def test_most_move_away(case):
    assert said("Most moved away or closed") and said("What can be changed are the rows below, and they are small")
    gone = case.customers.loc[case.customers["left_on"].notna(), "customer_id"]
    lives = case.truth["true_lives"]
    shares = lives.loc[lives["customer_id"].isin(gone), "leave_reason"].value_counts(normalize=True)
    assert shares.index[0] == "moved or closed" and shares.iloc[0] > 0.5 > 0.2 > shares.iloc[1]


# ── signs ────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_list_holds_95_of_100(case):
    assert said("95 of 100 customers are on it") and said("There are three lists of 2024 and four of 2025")
    years = case.campaigns.set_index("campaign_id")["starts_on"].dt.year
    assert years[list(LEARNED_FROM)].tolist() == [2024] * 3 and years[list(TESTED_ON)].tolist() == [2025] * 4
    counts = quarters(case, TESTED_ON).groupby("start").size()
    for start, n in counts.items():
        there = (case.customers["entry_month"] < start) & ~(case.customers["left_on"] < start)
        assert 0.94 < n / there.sum() < 0.96


def test_the_strongest_sign_and_the_weak_ones(case, now):
    assert said("Nine of ten with the *strongest* sign stay")
    ends = now.loc[now["contract_ends"] == 1, "left"]
    rings = {
        "sales": retention.fall(now["sales_before"], now["sales"]) >= 0.2,
        "use": retention.fall(now["minutes_before"], now["minutes"]) >= 0.2,
        "late": now["slow_replies"] > 0,
        "offer": now["offers"] > 0,
    }
    assert round(10 * ends.mean()) == 1 and all(now.loc[ring, "left"].mean() < ends.mean() for ring in rings.values())
    assert said("The two most frequent signs are weak; the strong ones ring for few")
    assert rings["use"].sum() > 3 * len(ends) and now.loc[rings["use"], "left"].mean() < 0.5 * ends.mean()


def test_points_half_gone_may_be_chance(case, now):
    points = case.points
    moved = points["earned"] - points["redeemed"]
    balance = moved.groupby(points["customer_id"]).cumsum()
    left = case.customers.set_index("customer_id")["points"]
    last = balance.groupby(points["customer_id"]).last()
    assert said("The balance is all earned less all spent") and (last == left.reindex(last.index)).all()
    assert said("Points half gone: 4 % against 3 % of all, and chance alone could make that")
    start = (points["quarter"] + pd.DateOffset(months=3)).dt.strftime("%Y-%m-%d")
    rows = points.assign(start=start, fall=retention.fall(balance - moved, balance))
    rung = now.merge(rows[rows["fall"] > 0.5], on=["customer_id", "start"])["left"]
    low, high = wilson(int(rung.sum()), len(rung))
    assert round(100 * rung.mean()) == 4 and low < now["left"].mean() < high and round(100 * now["left"].mean()) == 3


def test_the_idle_are_too_few_to_tell(now):
    assert said("The idle are too few to tell")
    idle = now.loc[now["minutes"] == 0, "left"]
    low, high = wilson(int(idle.sum()), len(idle))
    assert 20 < len(idle) < 100 and low < now["left"].mean() and high > 3 * now["left"].mean()


def test_the_sign_rings_for_newcomers_and_others_alike(case):
    assert said("both leave about three times as often as all whom nobody called")
    both = pd.concat([quarters(case, LEARNED_FROM), quarters(case, TESTED_ON)])
    alone = both[both["called"] == 0]
    ends = alone[alone["contract_ends"] == 1].groupby("newcomer")["left"]
    assert all(2.5 < share / alone["left"].mean() < 3.5 for share in ends.mean())
    others, newcomers = (wilson(int(hits), int(of)) for hits, of in zip(ends.sum(), ends.size(), strict=True))
    assert others.low < newcomers.low < others.high < newcomers.high


# ── the model ────────────────────────────────────────────────────────────────────────────────────────────
def test_little_more_than_a_coin_and_a_sharp_top(now):
    assert said("For most customers little more than a coin")
    rest = now[now["contract_ends"] == 0]
    assert 0.55 < retention.area_under_curve(rest["chance"], rest["left"]) < 0.65
    assert said("The first hundredth has five times the rate of all")
    assert round(retention.lift(now["chance"], now["left"])["lift"].iloc[0]) == 5
    top = now.nlargest(len(now) // 100, "chance")
    assert said("of nearly nine in ten of them the contract ends") and 0.86 < (top["contract_ends"] == 1).mean() < 0.9


def test_foretold_and_seen_go_together(now):
    assert said("Foretold and seen go together, up to about 6 %")
    tenths = retention.calibration(now["chance"], now["left"])
    assert [round(100 * seen) for seen in (tenths["seen"].iloc[0], tenths["seen"].iloc[-1])] == [1, 6]
    outside = tenths[(tenths["foretold"] < tenths["low"]) | (tenths["foretold"] > tenths["high"])]
    assert said("In eight of the ten the line runs through the interval") and len(outside) == 2
    assert said("In the first and the sixth somewhat more leave than foretold") and outside["group"].tolist() == [1, 6]
    assert (outside["seen"] > outside["foretold"]).all()
    four = tenths[tenths["foretold"].between(0.036, 0.044)]
    assert said("who is foretold 4 % leaves in about 4 of 100 cases") and round(100 * four["seen"].mean()) == 4


def test_97_per_cent_right_by_calling_nobody(now):
    assert said('"97 % right"** is reached by calling nobody') and round(100 * (1 - now["left"].mean())) == 97


# ── the cut-off ──────────────────────────────────────────────────────────────────────────────────────────
def test_the_best_cut_off_is_flat(cut):
    assert said("Called from 5 to 11 % on, it brings at least 80 % of the best")
    near = cut.table[cut.table["profit"] >= 0.8 * cut.profit]["at_least"]
    assert [round(100 * near.min()), round(100 * near.max())] == [5, 11]
    between = cut.table[cut.table["at_least"].between(0.05, 0.11)]
    assert (between["profit"] >= 0.8 * cut.profit).all()


def test_three_large_leavers_made_the_peak(now, cut):
    assert said("three large leavers made two fifths of what it kept")
    leavers = now[(now["chance"] >= cut.at_least) & (now["left"] == 1)]["worth"].sort_values()
    assert 0.38 < leavers.tail(3).sum() / leavers.sum() < 0.46


def test_below_the_flat_part_a_call_hardly_ever_finds_a_leaver(cut):
    assert said("Below 5 % the sum falls fast: each further call costs 78 yuan and hardly ever finds a leaver")
    five, three = from_chance(cut, 0.05), from_chance(cut, 0.03)
    assert three["profit"] < 0 < five["profit"]
    assert (three["leavers"] - five["leavers"]) / (three["contacted"] - five["contacted"]) < 0.04


def test_each_customers_own_cut_off_brings_more_with_few_calls(now, cut):
    assert said("More money than the best common cut-off, and still not forty calls a week")
    pays = now[SAVED * now["chance"] * now["worth"] > CALL]
    assert brought(now, pays) > 1.5 * cut.profit and len(pays) / 52 < 20


def test_what_the_lab_shows(now, cut):
    lab = LABS["cut-off"]()
    opened = f"{from_chance(cut, 0.05)['profit']:+,.0f}"
    assert opened in lab.state["alt"] and "from 5.0 %" in lab.state["alt"]
    assert said("By chance the loss turns to gain a little above 4 %")
    assert from_chance(cut, 0.04)["profit"] < 0 < from_chance(cut, 0.044)["profit"]
    ranked = now.assign(product=now["chance"] * now["worth"]).sort_values("product", ascending=False)
    calls = {n: ranked.head(52 * n) for n in (12, 24, 40)}
    sums = {n: brought(now, rows) for n, rows in calls.items()}
    assert said("12 calls a week bring far more than the best cut by chance") and sums[12] > 1.5 * cut.profit
    leavers = now[now["chance"] >= cut.at_least]["left"].sum()
    assert said("They reach about as many leavers") and abs(calls[12]["left"].sum() - leavers) <= 3
    assert said("Forty bring *less* than 24 or 12") and sums[40] < min(sums[24], sums[12])
    assert said("That 24 bring most is known only in hindsight; beforehand 13 a week paid")
    assert sums[24] == max(sums.values()) and round((SAVED * now["chance"] * now["worth"] > CALL).sum() / 52) == 13
    assert said("At 10 % only 184 calls of the year pay as foretold") and said("and 24 a week bring hardly anything")
    assert (0.1 * now["chance"] * now["worth"] > CALL).sum() == 184
    assert 0 < brought(now, calls[24], 0.1) < 0.02 * sums[24]
    assert said("What came true lies above what was foretold")
    for rows in calls.values():
        assert brought(now, rows) > SAVED * (rows["chance"] * rows["worth"]).sum() - CALL * len(rows)


def test_the_model_plan_calls_as_many_as_pay(now):
    calls = next(one for one in PLAN.fields if one.name == "calls")
    pays = now[SAVED * now["chance"] * now["worth"] > CALL]
    assert calls.model == round(len(pays) / 52)


# ── what is named ────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("question", "mistake"),
    [("year", "times-the-months"), ("rate", "over-the-closing-base"), ("tenure", "lifetime")],
)
def test_the_three_mistakes_of_this_lesson_are_named(question, mistake):
    one = next(item for item in QUESTIONS if item.id == f"warning.{question}")
    assert mistake in {each.name for each in one.mistakes}


def test_the_worked_example_of_the_practice():
    text = (LESSON.parent / "15-churn-early-warning.practice.py").read_text(encoding="utf-8")
    assert "500 were there on 1 January. In the year 60 joined and 48 left, 8 of these newcomers" in text
    assert f"Of the 500 you began with {48 - 8} left: **{100 * (48 - 8) / 500:.1f} %**" in text
    assert f"The {500 + 60 - 48} of December" in text
