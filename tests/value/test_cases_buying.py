"""Models of buying on CDNOW, The Complete Journey and the Willow Salon: beside plain pandas, the time held back, and
the truth."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import betaln, gammaln

import casekit
from casekit import value
from casekit.errors import CasekitError

CDNOW = {"customer_id": "customer_id", "date": "date", "amount": "amount"}
BASKETS = {"customer_id": "household_id", "date": "date", "amount": "sales_value"}
VISITS = {"customer_id": "client_id", "date": "date", "amount": "amount"}


def plain_histories(table, who, money, end, later):
    """frequency, recency, T (weeks) and later purchase days, in plain pandas."""
    days = table.groupby([who, "date"])[money].sum().reset_index()
    seen, after = days[days["date"] <= end], days[(days["date"] > end) & (days["date"] <= later)]
    by = seen.groupby(who)["date"]
    frame = pd.DataFrame({"frequency": by.size() - 1})
    frame["recency"] = (by.max() - by.min()).dt.days / 7
    frame["T"] = (end - by.min()).dt.days / 7
    frame["later"] = after.groupby(who).size().reindex(frame.index, fill_value=0)
    again = seen[seen.groupby(who).cumcount() > 0].groupby(who)[money].mean()
    return frame.assign(spent=again.reindex(frame.index, fill_value=0.0))


def plain_likelihood(params, frame):
    """ln L of BG/NBD customer by customer, by equation 6 of Fader, Hardie & Lee (2005)."""
    r, alpha, a, b = params.values()
    x, t_x, age = frame["frequency"], frame["recency"], frame["T"]
    front = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    stay = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + age)
    leave = betaln(a + 1, b + (x - 1).clip(lower=0)) - betaln(a, b) - (r + x) * np.log(alpha + t_x)
    return float((front + np.logaddexp(stay, leave.where(x > 0, -np.inf))).sum())


@pytest.fixture(scope="module")
def cdnow():
    case = casekit.load_case("cdnow")
    days = {"calibration_end": case.calibration_end, "holdout_end": case.last_day}
    summary = value.holdout_summary(case.transactions, **CDNOW, **days)
    frame = plain_histories(case.transactions, "customer_id", "amount", case.calibration_end, case.last_day)
    return case, summary, frame, value.fit_bg_nbd(summary, time_unit="W")


@pytest.fixture(scope="module")
def journey():
    case = casekit.load_case("complete-journey")
    days = {"calibration_end": case.calibration_end, "holdout_end": case.last_day}
    summary = value.holdout_summary(case.baskets, **BASKETS, **days)
    frame = plain_histories(case.baskets, "household_id", "sales_value", case.calibration_end, case.last_day)
    return case, summary, frame, value.fit_bg_nbd(summary, time_unit="W")


@pytest.fixture(params=["cdnow", "journey"])
def real(request):
    return request.getfixturevalue(request.param)


def test_histories_and_what_came_after(real):
    _case, summary, frame, _model = real
    ours = summary.set_index("customer_id").loc[frame.index]
    assert len(summary) == len(frame)
    assert ours["frequency"].tolist() == frame["frequency"].tolist()
    np.testing.assert_allclose(ours[["recency", "T"]], frame[["recency", "T"]])
    np.testing.assert_allclose(ours["monetary_value"], frame["spent"])
    assert ours["holdout_purchases"].tolist() == frame["later"].tolist()


def test_the_likelihood_and_its_top(real):
    _case, _summary, frame, model = real
    best = plain_likelihood(model.params, frame)
    assert model.log_likelihood == pytest.approx(best, abs=1e-4)
    for name in ("r", "alpha", "a"):  # b hardly matters where nobody leaves
        for factor in (0.95, 1.05):
            assert plain_likelihood({**model.params, name: model.params[name] * factor}, frame) < best


def test_forecast_and_time_held_back(real):
    case, summary, frame, model = real
    rivals = [model, value.AsBefore(), value.fit_nbd(summary, time_unit="W")]
    table = value.compare_forecasts(rivals, summary).set_index("model")
    expected = model.expected_purchases(summary["holdout_time"].iloc[0])["expected_purchases"]
    error = expected.to_numpy() - frame["later"].reindex(summary["customer_id"]).to_numpy()
    assert table.loc["BG/NBD", "expected"] == pytest.approx(expected.sum())
    assert (table["actual"] == frame["later"].sum()).all()
    assert table.loc["BG/NBD", "root_mean_square_error"] == pytest.approx(np.sqrt((error**2).mean()))
    known = {"cdnow": -0.121, "complete-journey": 0.024}  # the shop's buyers came back more than the model says
    assert table.loc["BG/NBD", "error"] == pytest.approx(known[case.name], abs=0.002)
    assert table["root_mean_square_error"].idxmin() == "BG/NBD"
    deciles = value.calibration_by_decile(model, summary)
    assert deciles["customers"].sum() == len(frame)
    assert deciles["actual"] @ deciles["customers"] == pytest.approx(frame["later"].sum())
    assert deciles["actual"].iloc[0] == deciles["actual"].max()


def test_the_tracking_of_purchases(real):
    case, _summary, frame, model = real
    table, columns = (case.transactions, CDNOW) if case.name == "cdnow" else (case.baskets, BASKETS)
    days = {"calibration_end": case.calibration_end, "holdout_end": case.last_day}
    tracked = value.cumulative_purchases(model, table, **columns, **days)
    repeats = frame["frequency"].sum()
    at_the_end = tracked.iloc[-1]
    late = table[(table["date"] > at_the_end["date"]) & table[columns["customer_id"]].isin(frame.index)]
    late = late.drop_duplicates([columns["customer_id"], "date"])
    assert at_the_end["actual"] + len(late) == repeats + frame["later"].sum()
    assert at_the_end["expected"] == pytest.approx(at_the_end["actual"], rel=0.06)


def test_households_picked_because_they_stayed_do_not_leave(cdnow, journey):
    """What the README of The Complete Journey says of a model of leaving."""
    _case, summary, _frame, model = journey
    assert model.params["a"] / (model.params["a"] + model.params["b"]) < 0.001  # the chance to leave after a purchase
    assert model.probability_alive()["probability_alive"].mean() > 0.97
    assert cdnow[3].probability_alive()["probability_alive"].mean() < 0.82
    with pytest.raises(CasekitError, match="Pareto/NBD has no best fit on these customers"):
        value.fit_pareto_nbd(summary, time_unit="W")


def test_spending_and_lifetime_value_on_an_assumed_margin(real):
    _case, summary, frame, model = real
    with_money = summary[(summary["frequency"] == 0) | (summary["monetary_value"] > 0)]
    spend = value.fit_gamma_gamma(with_money)
    p, q, gamma = spend.params.values()
    frame = frame.loc[with_money["customer_id"]]
    x, z = frame["frequency"], frame["spent"]
    expected = p * (gamma + x * z) / (p * x + q - 1)
    worth = value.lifetime_value(
        model, spend, with_money, horizon=26, discount_rate=0.1, time_unit="W", margin=0.25
    ).set_index("customer_id")["lifetime_value"]
    some = with_money.iloc[::40].set_index("customer_id")
    arrays = [some[name].to_numpy("float64") for name in ("frequency", "recency", "T")]
    by_then = np.array([np.zeros(len(some)), *(model.ahead(float(week), *arrays) for week in range(1, 27))])
    discount = 1.1 ** -((np.arange(26) + 0.5) * 7 / 365.25)
    plain = (np.diff(by_then, axis=0) * discount[:, None]).sum(axis=0) * expected[some.index] * 0.25
    np.testing.assert_allclose(worth[some.index], plain, rtol=1e-9)
    with pytest.raises(CasekitError, match="counts time in weeks and not in days"):
        value.lifetime_value(model, spend, horizon=182, discount_rate=0.1, time_unit="D")


@pytest.fixture(scope="module")
def salon():
    return casekit.load_case("willow-salon")


def test_the_salons_clients_against_the_truth(salon):
    """The salon's clients leave at any time, not after a visit: the model's order is good, its level is not exact."""
    end = pd.Timestamp("2025-06-30")
    days = {"calibration_end": end, "holdout_end": salon.last_day}
    summary = value.holdout_summary(salon.visits, **VISITS, **days)
    model = value.fit_bg_nbd(summary, time_unit="W")
    lives = salon.truth["true_lives"].assign(alive=lambda rows: ~(rows["leaves_on"] <= end))
    found = value.alive_against_truth(model.probability_alive(), lives, customer_id="client_id")
    both = model.probability_alive().merge(lives, left_on="customer_id", right_on="client_id")
    p, there = both["probability_alive"], both["alive"]
    pairs = np.sign(p[there].to_numpy()[:, None] - p[~there].to_numpy()[None, :])
    assert found.auc == pytest.approx((pairs.mean() + 1) / 2)
    assert found.brier == pytest.approx(((p - there) ** 2).mean()) and found.brier < found.brier_of_the_mean
    assert found.alive == pytest.approx(there.mean())
    assert found.auc == pytest.approx(0.743, abs=0.002)
    assert found.expected - found.alive == pytest.approx(0.086, abs=0.002)  # it hopes too much: who came once counts 1
    time = summary["holdout_time"].iloc[0]
    later = summary.rename(columns={"holdout_purchases": "purchases"})
    by_decile = value.purchases_against_truth(model.expected_purchases(time), later)
    assert by_decile["actual"] @ by_decile["customers"] == pytest.approx(summary["holdout_purchases"].sum())
    assert by_decile["actual"].is_monotonic_decreasing


def test_the_salons_first_and_repeat_purchases(salon):
    sales = salon.sales.merge(salon.products[["product_id", "cost"]])
    sales["profit"] = sales["amount"] - sales["quantity"] * sales["cost"]
    found = value.first_and_repeat(sales, profit="profit", customer_id="client_id", known_from="2024-07-01")
    days = sales.groupby(["client_id", "date"])["profit"].sum().reset_index()
    first = days.groupby("client_id")["date"].min()
    days = days[days["client_id"].map(first) >= "2024-07-01"]
    is_first = days["date"] == days["client_id"].map(first)
    repeat = days[~is_first].groupby("client_id")["profit"].mean()
    firsts = days[is_first].set_index("client_id")["profit"]
    assert (found.customers, found.repeaters) == (len(firsts), len(repeat))
    assert found.left_out == (first < "2024-07-01").sum()
    assert found.first_of_all == pytest.approx(firsts.mean())
    assert found.first == pytest.approx(firsts[repeat.index].mean())
    assert found.repeat == pytest.approx(repeat.mean())
