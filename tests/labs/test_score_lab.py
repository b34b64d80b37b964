"""The score lab: the same scores as rfm_scores, honest about ties, and the next period's truth."""

import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casekit
from casekit.errors import CasekitError
from casekit.grading import rfm_scores, rfm_summary
from casekit.labs import ScoreLab, ScoreSettings

MEASURES = ["recency", "frequency", "monetary"]


@pytest.fixture(scope="module")
def case():
    return casekit.load_case("cdnow")


@pytest.fixture(scope="module")
def lab(case):
    return ScoreLab(case.transactions, case.calibration_end)


@pytest.fixture(scope="module")
def summary(case):
    columns = {"customer_id": "customer_id", "date": "date", "amount": "amount"}
    return rfm_summary(case.transactions, **columns, end=case.calibration_end)


def scores(outcome):
    return outcome.customers[[f"{measure}_score" for measure in MEASURES]]


@pytest.mark.parametrize("edges", [{}, {"recency": (4.0, 10.5, 20.0), "frequency": (0, 2)}])
def test_the_lab_scores_as_rfm_scores_does(lab, summary, edges):
    found = lab.outcome(ScoreSettings(edges=edges))
    expected = rfm_scores(summary, edges=edges)
    assert found.customers["customer_id"].tolist() == expected["customer_id"].tolist()
    assert (scores(found).to_numpy() == expected[list(scores(found))].to_numpy()).all()


def test_total_spending_is_another_lever(lab, case):
    before = case.transactions[case.transactions["date"] <= case.calibration_end]
    spent = before.groupby("customer_id")["amount"].sum().round(9)
    found = lab.outcome(ScoreSettings(monetary="total spending", edges={"monetary": (20, 50)}))
    expected = 1 + (spent > 20).astype(int) + (spent > 50).astype(int)
    assert found.customers.set_index("customer_id")["monetary_score"].to_dict() == expected.to_dict()


def test_the_next_period_is_the_holdout(lab, case):
    later = case.transactions[case.transactions["date"] > case.calibration_end]
    assert lab.next_period.purchases.sum() == 1882
    assert lab.next_period.spend.sum() == pytest.approx(later["amount"].sum())
    table = lab.outcome().by_score
    for _measure, part in table.groupby("measure"):
        assert part["customers"].sum() == 2357
        assert part["buyers"].sum() == later["customer_id"].nunique() == 684
        assert (part["purchases"] * part["customers"]).sum() == pytest.approx(1882)


def test_a_score_nobody_got_is_shown_empty(lab):
    row = lab.outcome().by_score.query("measure == 'frequency' and score == 2").iloc[0]
    assert row["customers"] == 0 and np.isnan(row["share_bought"]) and np.isnan(row["lift"])


def test_lift_compares_with_all_customers(lab):
    row = lab.outcome().by_score.query("measure == 'frequency' and score == 5").iloc[0]
    assert row["lift"] == pytest.approx((row["buyers"] / row["customers"]) / (684 / 2357))


def test_ties_split_by_row_order_part_equals(lab, summary):
    found = lab.outcome(ScoreSettings(ties="split by row order"))
    counts = found.customers["frequency_score"].value_counts()
    assert counts.max() - counts.min() <= 1
    table = summary.assign(score=found.customers["frequency_score"])
    parted = table.groupby("frequency")["score"].transform("nunique") > 1
    assert found.parted_by_ties["frequency"] == parted.sum() > 1411
    assert lab.outcome().parted_by_ties == dict.fromkeys(MEASURES, 0)


def test_who_moved_by_name_and_number(lab):
    found = lab.outcome(ScoreSettings(edges={"frequency": (0, 0, 1, 1)}))
    moved = found.moved.set_index("measure")
    assert moved.loc["recency", "moved"] == 0
    assert moved.loc["frequency"].to_dict() == {"up": 214, "down": 0, "moved": 214}
    names = found.moved_customers("frequency")
    assert names["customer_id"].nunique() == 214
    assert set(names["usual"]) == {4} and set(names["score"]) == {5}


def test_equal_parts_given_as_edges_change_nothing(lab):
    edges = {measure: lab.equal_parts(measure) for measure in MEASURES}
    assert lab.outcome(ScoreSettings(edges=edges)).moved["moved"].tolist() == [0, 0, 0, 0]


def test_weights_order_the_total(lab):
    alone = lab.outcome(ScoreSettings(weights=(1, 0, 0))).customers
    assert (alone["weighted"] == alone["recency_score"]).all()
    assert alone.groupby("recency_score")["total"].nunique().eq(1).all()


def test_correlation_is_spearmans(lab):
    found = lab.outcome()
    for measure, value in found.correlation.items():
        expected = pd.Series(found.scores[measure]).rank().corr(pd.Series(lab.next_period.purchases).rank())
        assert value == pytest.approx(expected, abs=1e-12)


def test_limits_hold_all_values(lab, summary):
    since = summary["T"] - summary["recency"]
    assert lab.limits("recency") == pytest.approx((since.min(), since.max()))
    assert lab.limits("frequency") == (0, 29)


def test_newcomers_are_counted_and_not_scored():
    table = pd.DataFrame(
        {"customer_id": ["a", "b"], "date": pd.to_datetime(["2020-01-01", "2020-03-01"]), "amount": [1.0, 2.0]}
    )
    lab = ScoreLab(table, "2020-02-01")
    assert (lab.customer_ids.tolist(), lab.newcomers) == (["a"], 1)
    assert np.isnan(lab.outcome().correlation["recency"])
    with pytest.raises(CasekitError, match="Nobody bought up to 2019-01-01"):
        ScoreLab(table, "2019-01-01")


def test_any_engine(case, lab):
    import polars as pl

    other = ScoreLab(pl.from_pandas(case.transactions).lazy(), case.calibration_end)
    pd.testing.assert_frame_equal(other.outcome().by_score, lab.outcome().by_score)


@pytest.mark.parametrize(
    ("levers", "sentence"),
    [
        ({"scores": 1}, "from 2 to 99"),
        ({"ties": "split"}, "kept together, split by row order"),
        ({"monetary": "mean"}, "total spending"),
        ({"edges": {"size": (1,)}}, "use one of: recency"),
        ({"edges": {"recency": (3, 1)}}, "rising"),
        ({"edges": {"recency": ()}}, "1 to 98 rising numbers"),
        ({"weights": (0, 0, 0)}, "not all 0"),
        ({"weights": (1, 1)}, "three numbers"),
        ({"weights": (1, -1, 1)}, "from 0 on"),
    ],
)
def test_levers_that_mean_nothing(levers, sentence):
    with pytest.raises(CasekitError, match=sentence):
        ScoreSettings(**levers)


def test_an_unknown_measure_is_told_the_names(lab):
    with pytest.raises(CasekitError, match="the measures are: recency"):
        lab.outcome().moved_customers("size")


def test_settings_travel():
    levers = ScoreSettings(edges={"recency": (1, 2)}, weights=(1, 2, 3))
    assert pickle.loads(pickle.dumps(levers)) == levers
    assert hash(levers) == hash(ScoreSettings(edges={"recency": (1, 2)}, weights=(1, 2, 3)))


levers = st.builds(
    ScoreSettings,
    scores=st.integers(2, 8),
    ties=st.sampled_from(["kept together", "split by row order"]),
    monetary=st.sampled_from(["mean of repeat purchases", "total spending"]),
    weights=st.tuples(*[st.integers(0, 3)] * 2, st.integers(1, 3)),
    edges=st.dictionaries(st.sampled_from(MEASURES), st.lists(st.integers(0, 30), min_size=1, max_size=6).map(sorted)),
)


@settings(max_examples=40, deadline=None)
@given(setting=levers)
def test_laws_of_any_outcome(lab, setting):
    found = lab.outcome(setting)
    for measure, part in found.by_score.groupby("measure"):
        assert part["customers"].sum() == 2357
        assert part["score"].tolist() == list(range(1, found.groups[measure] + 1))
        shares = part["share_bought"].dropna()
        assert shares.between(0, 1).all()
        assert (part["share_bought"].fillna(0) * part["customers"]).sum() == pytest.approx(684)
    if setting.ties == "kept together":
        assert sum(found.parted_by_ties.values()) == 0
