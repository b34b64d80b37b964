"""What lesson 17 says in prose is computed here: text and data cannot drift apart."""

import numpy as np
import pandas as pd
import pytest

from casekit import retention
from casekit.course.companies import telecom
from casekit.course.whom_to_save.company import BUDGET, COST, group_of, members, trials, year_ahead
from casekit.course.whom_to_save.lab import LABS
from casekit.labs import BudgetLab, Move
from casekit.labs.budget_settings import BEST, RISK
from casekit.paths import REPOSITORY

LESSON = REPOSITORY / "authoring" / "17-whom-to-save.py"
CALLS = 192


@pytest.fixture(scope="module")
def case():
    return telecom(0)


@pytest.fixture(scope="module")
def year(case):
    rows = year_ahead(case)
    saved = rows["leaves_if_left_alone"] - rows["leaves_if_called"]
    return rows.assign(
        at_risk=rows["risk"] * rows["margin"],
        true_gain=saved * rows["margin"] - COST,
    )


def said(text: str) -> bool:
    return text in " ".join(LESSON.read_text(encoding="utf-8").replace("\n#", " ").split())


def called(rows, rule, calls=CALLS):
    ranked = rows.sort_values([rule, "customer_id"], ascending=[False, True])
    return ranked.groupby("quarter").head(calls)


def gain(rows, rule, calls=CALLS):
    return called(rows, rule, calls)["true_gain"].sum()


def test_the_budget_in_calls(case, year):
    assert said("That is 769 calls in a year") and BUDGET // COST == 769 and BUDGET // 4 // COST == CALLS
    assert said("some 4,200 customers each") and year["quarter"].value_counts().between(4_000, 4_400).all()


def test_one_in_a_hundred_is_persuadable(year):
    assert said("One in a hundred. Nearly everybody is a sure thing.")
    shares = year["response"].value_counts(normalize=True)
    assert round(100 * shares["persuadable"]) == 1 and shares["sure thing"] > 0.95
    assert said("nearly two in three leave with a call as well")
    assert 0.62 < shares["lost cause"] / (shares["lost cause"] + shares["persuadable"]) < 0.67


def test_the_features_are_what_was_known(case):
    """A lot is fair in them: whoever was called does not differ before the call."""
    table = members(case)
    for name in ("margin", "months_with_us", "ends_settled"):
        means = table.groupby("called")[name].agg(["mean", "std", "size"])
        error = np.sqrt((means["std"] ** 2 / means["size"]).sum())
        assert abs(means["mean"].diff().iloc[-1]) < 4 * error


@pytest.fixture(scope="module")
def told(case):
    past = members(case)[lambda rows: rows["campaign_id"] < "C05"]
    return {
        name: retention.read_trial(rows, called="called", left="left") for name, rows in past.groupby(group_of(past))
    }


def test_the_same_risk_and_the_opposite_answer(case, told):
    assert said("10 or 11 in 100 leave, newcomers and others alike") and said("about 10 left when left alone")
    alone = {name: round(100 * told[name].control_left / told[name].control) for name in ("ends_new", "ends")}
    assert alone == {"ends_new": 10, "ends": 11}
    assert said("none of those left who have been here for longer") and told["ends"].called_left == 0
    assert said("Of the newcomers *more* left") and told["ends_new"].effect < 0
    own = trials(case)["2024"]
    assert own["ends"] == (
        told["ends"].called, told["ends"].called_left, told["ends"].control, told["ends"].control_left
    )  # fmt: skip
    assert said("Some two hundred left in 2024's control groups") and 190 < own["all"][3] < 230


def test_who_is_held_and_who_may_be_woken(told, year):
    assert said("Held as well") and all(told[name].low > 0.01 for name in ("late", "ends", "others"))
    assert said("a call holds most of the few")
    few = told["others"]
    assert few.control_left / few.control < 0.03
    assert few.called_left / few.called < 0.5 * few.control_left / few.control
    assert said("the interval just reaches 0") and told["runs"].effect < 0 <= told["runs"].high < 0.005
    margins = year["margin"].groupby(group_of(year)).mean()
    assert said("Their margins are large") and margins["runs"] > 3 * year["margin"].mean()
    assert said("Read nothing into 146 places") and told["offer"].called + told["offer"].control == 146
    assert said("an interval of sixteen points") and round(100 * (told["offer"].high - told["offer"].low)) == 16


def test_risk_is_not_persuadability(year):
    """Mistake 22: with the same money the list by uplift saves more and wakes none."""
    risk, uplift = (called(year, rule)["response"].value_counts() for rule in ("risk", "uplift"))
    assert said("the list by uplift saves more customers and wakes none")
    assert uplift["persuadable"] > 1.2 * risk["persuadable"] and "sleeping dog" not in uplift
    assert risk["sleeping dog"] > 5 and risk["lost cause"] > 2 * uplift["lost cause"]
    assert said("The largest group on the list by *risk* are the newcomers whose contract ends")
    assert pd.Series(group_of(called(year, "risk"))).value_counts().idxmax() == "ends_new"
    newcomers = called(year, "risk")[lambda rows: group_of(rows) == "ends_new"]
    counts = newcomers["response"].value_counts()
    assert said("268 of its 768 calls. Of these 268 one was saved, and nine were woken") and len(newcomers) == 268
    assert (counts["persuadable"], counts["sleeping dog"]) == (1, 9)
    assert said("to newcomers whose contract ends alone lost 52,000 yuan")
    assert round(newcomers["true_gain"].sum(), -3) == -52_000
    assert said("Nine of ten calls go to sure things on both lists")
    for kinds in (risk, uplift):
        assert abs(kinds["sure thing"] / (4 * CALLS) - 9 / 10) < 0.03


def test_what_a_call_changes_times_what_it_is_worth(year):
    gains = {rule: gain(year, rule) for rule in ("worth", "at_risk", "uplift", "risk", "margin")}
    assert said("the list by risk gained about 166,000 yuan") and round(gains["risk"], -3) == 166_000
    assert said("**By risk** brings less than the sales department's list") and gains["risk"] < gains["margin"]
    assert said("the same money gains 87,000 yuan more than by risk")
    assert round(gains["uplift"] - gains["risk"], -3) == 87_000
    kinds = {rule: called(year, rule)["response"].value_counts() for rule in gains}
    saved = {rule: counts["persuadable"] for rule, counts in kinds.items()}
    assert said("It saves the most *people* and wakes nobody") and max(saved, key=saved.get) == "uplift"
    assert said("half of the saved bring less than 900 yuan a year")
    assert 800 < called(year, "uplift")[lambda rows: rows["response"] == "persuadable"]["margin"].median() < 900
    assert "sleeping dog" not in kinds["uplift"] and kinds["at_risk"]["sleeping dog"] > 0
    assert said("by far the most money, at any number of calls") and saved["worth"] < saved["uplift"]
    for n in (96, 192, 320, 480, 640, 800):
        assert gain(year, "worth", n) > 1.2 * max(gain(year, rule, n) for rule in gains if rule != "worth")
    assert said("All curves fall") and all(gain(year, rule, 800) < gain(year, rule) for rule in gains)


def test_a_saved_customer_costs_more_than_the_rival_pays(year):
    assert said("Here a saved customer costs 1,400 to 1,800 yuan")
    for rule, cost in {"risk": 1_400, "worth": 1_800}.items():
        saved = (called(year, rule)["response"] == "persuadable").sum()
        assert abs(4 * CALLS * COST / saved - cost) < 50


def test_the_money_is_not_the_limit(year):
    first = year[year["quarter"] == 1].assign(cost=COST, gain=lambda rows: rows["worth"] - COST)
    chosen = retention.allocate_budget(first[["customer_id", "cost", "gain"]], budget=BUDGET).chosen
    assert said("it stops at some 220 calls") and round(len(chosen), -1) == 220
    pays = (year["margin"] > COST) & (year["uplift"] >= 0) & (year["worth"] > COST)
    assert said("some 980 calls would pay, and the money is enough for 769") and round(pays.sum(), -1) == 980
    assert said("More than a quarter of the members bring less") and (year["margin"] <= COST).mean() > 0.25


def test_one_large_customer_makes_the_curve_fall(year):
    assert said("between 200 and 208 calls the curve by risk falls by 48,000 yuan, for one large customer is woken")
    assert round(gain(year, "risk", 208) - gain(year, "risk", 200), -3) == -48_000
    more = called(year, "risk", 208).drop(called(year, "risk", 200).index)
    woken = more.loc[more["response"] == "sleeping dog", "margin"]
    assert (woken > 40_000).sum() == 1 and woken.drop(woken.idxmax()).sum() < 2_000
    assert said("an uplift of 50 % is a guess from a few rows") and year["uplift"].max() > 0.5


def test_the_five_accounts():
    rows = {"A": (430, 520), "B": (250, 330), "C": (250, 300), "D": (78, 150), "E": (78, 60)}
    five = pd.DataFrame(rows, index=["cost", "gain"]).T.rename_axis("customer_id").reset_index()
    five["per yuan"] = (five["gain"] / five["cost"]).round(2)
    assert said('"cost": [430, 250, 250, 78, 78]') and said('"gain": [520, 330, 300, 150, 60]')
    taken = {
        rule: "".join(sorted(retention.allocate_by_rule(five, budget=500, by=rule).chosen["customer_id"]))
        for rule in ("gain", "per yuan")
    }
    best = retention.allocate_budget(five, budget=500)
    assert taken == {"gain": "A", "per yuan": "BDE"} and sorted(best.chosen["customer_id"]) == ["B", "C"]
    assert best.cost == 500


def test_eight_times_and_three_times():
    assert said("Eight times the money is at risk")
    assert said('"risk a year": [0.05, 0.40]')
    twice = [risk * sum((1 - risk) ** year for year in range(1, 5)) for risk in (0.05, 0.40)]
    assert said("By the last column it seems three times only") and round(twice[1] / twice[0]) == 3


def test_the_game_opens_and_a_year_can_be_played():
    game = LABS["budget"]()
    for _quarter in range(4):
        game.receive({"do": "play", "settings": game.settings})
    assert game.errors == [] and "The year is over" in game.state["alt"]
    assert game.outcome.gain == pytest.approx(game.outcome.gain_of_thumb)  # it opens with the rule of thumb
    assert round(game.outcome.gain, -3) == 166_000


def test_the_wrong_list_is_dearer_than_half_the_money(year):
    assert said("half the money down the right list gained twice as much as all of it by risk")
    lab = BudgetLab(year.assign(cost=COST), budget=BUDGET)
    half, thumb = (lab.outcome((Move(rule, money),) * 4) for rule, money in ((BEST, 7_500), (RISK, 15_000)))
    assert half.gain == pytest.approx(2 * thumb.gain, rel=0.1)
    assert thumb.gain_of_same_money > half.gain > thumb.gain
