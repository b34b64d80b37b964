"""What lesson 09 says in prose is computed here: text and data cannot drift apart."""

import numpy as np
import pandas as pd
import pytest

from casekit import value
from casekit.cases import load_case
from casekit.course.buying_till_they_leave.shop import DISCOUNT, MARGIN, base, cdnow
from casekit.grading import rfm_summary
from casekit.paths import REPOSITORY

LESSON = REPOSITORY / "authoring" / "09-buying-till-they-leave.py"
COLUMNS = {"customer_id": "customer_id", "date": "date", "amount": "amount"}


def said(text: str) -> bool:
    return text in " ".join(LESSON.read_text(encoding="utf-8").replace("\n#", " ").split())


@pytest.fixture(scope="module")
def shop():
    return base(cdnow(0))


@pytest.fixture(scope="module")
def held():
    case = cdnow(0)
    ends = {"calibration_end": case.calibration_end, "holdout_end": case.last_day}
    return value.holdout_summary(case.transactions, **COLUMNS, **ends, time_unit="W")


@pytest.fixture(scope="module")
def clients():
    case, day = load_case("willow-salon"), pd.Timestamp("2025-06-30")
    persons = case.truth["true_clients"].set_index("client_id")["person_id"]
    leaves = case.truth["true_lives"].set_index("client_id")["leaves_on"].groupby(persons).min()
    visits = case.visits.assign(person=case.visits["client_id"].map(persons))
    rows = rfm_summary(visits, customer_id="person", date="date", amount="amount", end=day, time_unit="W")
    model = value.fit_bg_nbd(rows, time_unit="W")
    rows["alive"] = model.probability_alive(rows)["probability_alive"]
    rows["there"] = ~(rows["customer_id"].map(leaves) <= day)
    ahead = (case.last_day - day).days / 7
    later = visits[(visits["date"] > day) & visits["person"].isin(rows["customer_id"])]
    came = len(later.drop_duplicates(["person", "date"]))
    return rows, model.expected_purchases(ahead, rows)["expected_purchases"].sum(), came


def test_the_fit_is_the_published_one(shop):
    assert said("printed .243, 4.414, .793, 2.426 and −9582.4")
    assert list(shop.model.params.values()) == pytest.approx([0.243, 4.414, 0.793, 2.426], abs=6e-4)
    assert shop.model.log_likelihood == pytest.approx(-9582.4, abs=0.05)


def test_the_customers_and_their_purchases(shop):
    assert (
        said("these 2,357 people") and said("there were 2,457 repeat purchases, in 39 weeks") and said("All 1,411 get")
    )
    rows = shop.customers
    assert len(rows) == 2357 and rows["frequency"].sum() == 2457 and (rows["frequency"] == 0).sum() == 1411
    assert shop.ahead == 39


def test_six_customers_with_six_repeat_purchases(shop):
    assert said("Customer 14785 stands at the top: seven purchases until the end of June, then nothing for 13 weeks")
    assert said("On the bottom line, 05575 bought last week")
    rows = shop.customers.loc[["14785", "07152", "04836", "07120", "10151", "05575"]]
    assert (rows["frequency"] == 6).all() and rows["silence"].is_monotonic_decreasing
    assert rows["last"].iloc[0].month == 6 and round(rows["silence"].iloc[0]) == 13 and rows["silence"].iloc[-1] <= 1


def test_the_same_silence_means_more_from_a_frequent_buyer(shop):
    assert said("both customers for 38 weeks and both silent for 18. The first came back *once*, and is given 61 %")
    assert said("the chance falls from 61 to 11 %")
    assert said("On the right edge all stand at 75 % and more")
    fresh = shop.model.alive(np.arange(1.0, 13), np.full(12, 38.0), np.full(12, 38.0))
    assert round(100 * fresh.min()) >= 75
    one, eight = shop.model.alive(np.array([1.0, 8.0]), np.array([20.0, 20.0]), np.array([38.0, 38.0]))
    assert round(100 * one) == 61 and round(100 * eight) == 11


def test_p_alive_sorts_those_who_came_back_but_the_lowest(shop):
    assert said("The one-time buyers have 1, and 14 % came") and said("of the 37 given at most 10 %, sixteen came")
    rows = shop.customers.assign(came=shop.customers["actual"] > 0)
    once = rows[rows["frequency"] == 0]
    assert (once["alive"] == 1).all() and round(100 * once["came"].mean()) == 14
    lowest = rows[rows["alive"] <= 0.1]
    assert len(lowest) == 37 and lowest["came"].sum() == 16
    assert lowest["frequency"].median() > rows.loc[rows["frequency"] > 0, "frequency"].median()
    back = rows[rows["frequency"] > 0]
    shares = back["came"].groupby(pd.cut(back["alive"], [0.1, 0.2, 0.4, 0.6, 0.8, 1])).mean()
    assert shares.is_monotonic_increasing


def test_the_forecast_is_twelve_per_cent_too_low_and_as_before_a_thousand_too_high(held, shop):
    assert said("Nearly a thousand purchases too many") and said("The model is 12 % too low")
    pareto, nbd = value.fit_pareto_nbd(held), value.fit_nbd(held)
    table = value.compare_forecasts([shop.model, pareto, nbd, value.AsBefore()], held).set_index("model")
    assert round(100 * table.loc["BG/NBD", "error"]) == -12
    assert 900 < table.loc["As before", "expected"] - table.loc["As before", "actual"] < 1100
    assert said("a miss of 0.8, where the mean customer makes 0.8 purchases")
    leaving = table.loc[["BG/NBD", "Pareto/NBD"], "mean_absolute_error"]
    assert (leaving.round(1) == 0.8).all() and round(held["holdout_purchases"].mean(), 1) == 0.8
    assert said("gives one-time buyers about a third of a chance to be there")
    assert said("it expects 0.14 of each, BG/NBD 0.23; they made 0.24")
    once = held[held["frequency"] == 0]
    assert pareto.probability_alive(once)["probability_alive"].mean() == pytest.approx(1 / 3, abs=0.02)
    assert round(pareto.expected_purchases(39, once)["expected_purchases"].mean(), 2) == 0.14
    assert round(shop.model.expected_purchases(39, once)["expected_purchases"].mean(), 2) == 0.23
    assert round(once["holdout_purchases"].mean(), 2) == 0.24


def test_decile_by_decile(held, shop):
    assert said("The top decile is right, and makes nearly half of all purchases")
    assert said("Deciles three and four buy half as much again as expected")
    assert said("And the *lowest* buys more than the four above it")
    rows = value.calibration_by_decile(shop.model, held).set_index("decile")
    assert abs(rows.loc[1, "error"]) < 0.05 * rows.loc[1, "actual"]
    bought = rows["actual"] * rows["customers"]
    assert 0.45 < bought[1] / bought.sum() < 0.5
    assert ((rows["actual"] / rows["expected"])[[3, 4]].round(1).between(1.5, 1.6)).all()
    assert rows.loc[10, "actual"] > rows.loc[6:9, "actual"].max()
    assert said("Mostly one-time buyers. But some had come back before, and then fallen silent")
    least = shop.customers.nsmallest(int(rows.loc[10, "customers"]), "expected")
    back = least[least["frequency"] > 0]
    assert len(back) < 0.2 * len(least) and back["actual"].sum() > 0.5 * least["actual"].sum()
    assert back["silence"].min() > 8


def test_week_by_week_the_lines_part_in_february(shop):
    assert said("From about week 60, February 1998, the shop sells more than the model expects")
    case = cdnow(0)
    ends = {"calibration_end": case.calibration_end, "holdout_end": case.last_day}
    rows = value.cumulative_purchases(shop.model, case.transactions, **COLUMNS, **ends).set_index("time")
    apart = rows["actual"] - rows["expected"]
    assert apart[40:60].abs().max() < 75 and apart[78] > 150
    assert rows.loc[60, "date"].month == 2


def test_spending(shop):
    assert said("0.11 is close to 0") and said("the mean of all, 35.17 dollars")
    back = shop.customers[shop.customers["frequency"] > 0]
    assert round(back["frequency"].corr(back["monetary_value"]), 2) == 0.11
    assert round(shop.spend.population_mean, 2) == 35.17
    assert said("of each dollar above or below the mean, 70 cents are believed. With five purchases it is 92")
    p, q, _gamma = shop.spend.params.values()
    assert round(p / (p + q - 1), 1) == 0.7 and round(5 * p / (5 * p + q - 1), 2) == 0.92


def test_who_holds_the_value(held, shop):
    assert said("Six in a hundred hold nearly two fifths") and said("each is worth three dollars")
    assert said("three fifths of the customers hold a fifth")
    terms = {"horizon": 52, "time_unit": "W", "discount_rate": DISCOUNT / 100, "margin": MARGIN / 100}
    worth = value.lifetime_value(shop.model, shop.spend, held, **terms)["lifetime_value"].to_numpy()
    six, once = (held["frequency"] >= 5).to_numpy(), (held["frequency"] == 0).to_numpy()
    assert round(100 * six.mean()) == 6 and 0.36 < worth[six].sum() / worth.sum() < 0.4
    assert round(once.mean(), 1) == 0.6 and 0.17 < worth[once].sum() / worth.sum() < 0.21
    assert 2.5 < worth[once].mean() < 3.2


def test_days_in_a_weekly_model_are_dear_but_not_seven_times(shop):
    assert said("Not seven times, since customers leave on the way")
    first = shop.customers.iloc[:1].reset_index()
    year, trap = (shop.model.expected_purchases(t, first)["expected_purchases"].iloc[0] for t in (52, 364))
    assert trap / year == pytest.approx(3.9, abs=0.05)


def test_the_salon_knows_who_has_left(clients):
    rows, expected, came = clients
    assert said("about a quarter have left, where the model says nobody")
    once, back = rows[rows["frequency"] == 0], rows[rows["frequency"] > 0]
    assert (once["alive"] == 1).all() and 0.2 < 1 - once["there"].mean() < 0.28
    assert said("the surest are there and the least sure are gone, as the model says. In the middle it is too kind")
    groups = back.groupby(pd.cut(back["alive"], [-0.01, 0.2, 0.5, 0.8, 0.95, 1], labels=range(5)))
    apart = groups["alive"].mean() - groups["there"].mean()
    assert abs(apart[0]) < 0.06 and abs(apart[4]) < 0.03 and apart[1] > 0.1 and apart[2] > 0.2
    assert said("the *sum* of visits was right all the same")
    assert abs(expected / came - 1) < 0.02
