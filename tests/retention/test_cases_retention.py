"""Harbour Telecom: model, uplift and budget learned from early campaigns, judged on later ones and on the truth."""

import numpy as np
import pandas as pd
import pytest
from harbour_snapshots import FEATURES, snapshot

import casekit
from casekit import retention

TRIAL = {"called": "called", "left": "left"}


@pytest.fixture(scope="module")
def harbour():
    return casekit.load_case("harbour-telecom")


@pytest.fixture(scope="module")
def early(harbour):
    return pd.concat([snapshot(harbour, f"C0{n}") for n in (2, 3, 4, 5)], ignore_index=True)


@pytest.fixture(scope="module")
def late(harbour):
    return pd.concat([snapshot(harbour, f"C0{n}") for n in (6, 7, 8)], ignore_index=True)


@pytest.fixture(scope="module")
def change(late):
    return late["if_left_alone"] - late["if_called"]


@pytest.fixture(scope="module")
def risk(early, late):
    model = retention.fit_churn(early[early["called"] == 0], target="left", features=FEATURES)
    return model.probability(late)


@pytest.fixture(scope="module")
def uplift(early, late):
    return retention.fit_uplift(early, **TRIAL, features=FEATURES).uplift(late)


def test_the_outcome_is_the_truth_of_the_side_drawn(late):
    expected = np.where(late["called"] == 1, late["if_called"], late["if_left_alone"])
    assert (late["left"] == expected).all()
    assert (retention.response_kinds(late["if_called"], late["if_left_alone"]) == late["response"]).all()


def test_the_call_works_and_the_text_message_does_not(harbour, early):
    call = retention.read_trial(early, **TRIAL)
    truth = (early["if_left_alone"] - early["if_called"]).mean()
    assert call.low < truth < call.high
    assert call.low > 0
    message = retention.read_trial(snapshot(harbour, "C01"), **TRIAL)
    assert not message.proven


def test_the_warning_on_later_quarters(late, risk):
    alone = late["called"] == 0
    assert retention.area_under_curve(risk[alone], late.loc[alone, "left"]) > 0.62
    found = retention.calibration(risk[alone], late.loc[alone, "left"], groups=5)
    assert ((found["low"] <= found["foretold"]) & (found["foretold"] <= found["high"])).sum() >= 4
    assert retention.lift(risk[alone], late.loc[alone, "left"]).set_index("share").loc[0.05, "lift"] > 2


def test_uplift_by_group_agrees_with_the_truth(late, uplift, change):
    found = retention.uplift_calibration(late, uplift=uplift, truth=change, groups=10, **TRIAL)
    assert ((found["low"] <= found["true"]) & (found["true"] <= found["high"])).sum() >= 9
    assert found["true"].iloc[-1] > 4 * change.mean()
    assert found["foretold"].iloc[-1] == pytest.approx(found["true"].iloc[-1], abs=0.03)


@pytest.mark.parametrize("called", [600, 1_200])
def test_ranking_by_uplift_saves_more_than_by_risk(late, risk, uplift, change, called):
    """Mistake 22: high risk is also what no call changes, such as a rival's offer in hand."""
    by_risk, by_uplift = (score.rank(ascending=False, method="first") <= called for score in (risk, uplift))
    assert change[by_uplift].sum() > change[by_risk].sum()
    assert late.loc[by_risk, "rival_offer"].sum() > 3 * late.loc[by_uplift, "rival_offer"].sum()


def test_both_rankings_are_better_than_a_lot_and_below_the_truth(late, risk, uplift, change):
    curves = [retention.qini_curve(late, score=score, **TRIAL, draws=50) for score in (risk, uplift, change)]
    assert all(curve.area_low > 0 for curve in curves)
    assert curves[2].area > max(curves[0].area, curves[1].area)


def test_the_budget_against_rules_of_thumb_and_the_best_possible(late, risk, uplift, change):
    offers = late.assign(
        customer_id=late.index,
        cost=20.0,
        gain=uplift * late["margin"] - 20,
        risk=risk,
        at_risk=retention.value_at_risk(risk, margin=late["margin"]),
        true_gain=change * late["margin"] - 20,
    )
    assert retention.allocate_budget(offers, budget=30_000).proven
    found = retention.choices_against_truth(offers, budget=30_000, true_gain="true_gain", rules=["risk", "at_risk"])
    print(found.to_string(index=False))
    gain = found.set_index("choice")["gain"]
    assert gain["risk"] < gain["at_risk"] < gain["integer programming"] < gain["best possible"]


def test_the_split_by_time_is_that_of_the_campaigns(harbour, early, late):
    """Learned from outcomes known before the campaigns of the later year began."""
    both = pd.concat([early, late], ignore_index=True)
    both["start"] = both["campaign"].map(harbour.campaigns.set_index("campaign_id")["starts_on"])
    begins = harbour.campaigns.set_index("campaign_id")["starts_on"]["C06"]
    found = retention.out_of_time_split(both, prediction_date="start", test_from=begins, months=3)
    assert (len(found.earlier), len(found.later)) == (len(early), len(late))
    assert found.left_out.empty


def test_the_outflow_of_points_quarter_by_quarter(harbour):
    """The points on an account are funds: what is held follows from what came and went, and each fall is found."""
    points = harbour.points.sort_values(["customer_id", "quarter"])
    points["held"] = (points["earned"] - points["redeemed"]).groupby(points["customer_id"]).cumsum()
    on_account = harbour.customers.set_index("customer_id")["points"]
    last = points.groupby("customer_id")["held"].last()
    assert (last == on_account.reindex(last.index)).all()
    held = points.pivot(index="customer_id", columns="quarter", values="held")
    for before, now in zip(held.columns, held.columns[1:], strict=False):
        asked = {"period": "quarter", "balance": "held", "more_than": 0.5, "at": now}
        found = retention.outflow(points, **asked, inflow="earned", out="redeemed")
        fallen = (held[before] > 0) & (2 * held[now] < held[before])
        assert set(found.table["customer_id"]) == set(held.index[fallen])
        assert len(found.table)
        assert (found.table["unexplained"] == 0).all()
        assert found.table["lost"].is_monotonic_decreasing
        assert found.watched == ((held[before] > 0) & held[now].notna()).sum()


@pytest.mark.parametrize(
    ("case", "events", "customers", "who", "entered", "days"),
    [
        ("willow-salon", "visits", "clients", "client_id", "joined_on", 90),
        ("ironbridge-machinery", "orders", "accounts", "customer_id", "entry_month", 180),
    ],
)
def test_the_idle_have_left_far_more_often(case, events, customers, who, entered, days):
    """Against the truth; those without any visit or order are told too."""
    found = casekit.load_case(case)
    known, seen = getattr(found, customers), getattr(found, events)
    told = retention.idle(seen, date="date", as_of="2025-06-30", customers=known, entered=entered, customer_id=who)
    assert len(told) == (known[entered] <= "2025-06-30").sum()
    assert told["last_event"].isna().any()
    truth = found.truth["true_lives"].set_index(who)["leaves_on"].reindex(told["customer_id"])
    gone = (truth <= "2025-06-30").to_numpy()
    long = (told["idle_days"] >= days).to_numpy()
    assert gone[long].mean() > 10 * gone[~long].mean()
