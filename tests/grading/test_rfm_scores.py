"""Scores: ties stay together, cut points are values, and what that does to real customers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casekit
from casekit.errors import CasekitError
from casekit.grading import rfm_scores, rfm_summary, score_edges


def summary(frequency, since=None, money=None):
    n = len(frequency)
    since = np.zeros(n) if since is None else np.asarray(since, dtype=float)
    return pd.DataFrame(
        {
            "customer_id": np.arange(n),
            "frequency": frequency,
            "recency": 100.0 - since,
            "T": 100.0,
            "monetary_value": np.zeros(n) if money is None else money,
        }
    )


@pytest.fixture(scope="module")
def cdnow():
    case = casekit.load_case("cdnow")
    columns = {"customer_id": "customer_id", "date": "date", "amount": "amount"}
    return rfm_summary(case.transactions, **columns, end=case.calibration_end)


def test_cdnow_as_the_docstring_says(cdnow):
    edges = score_edges(cdnow)
    assert edges.loc[edges["measure"] == "frequency", "value"].tolist() == [0, 0, 1, 2]
    counts = rfm_scores(cdnow)["frequency_score"].value_counts().to_dict()
    assert counts == {1: 1411, 3: 439, 4: 214, 5: 293}


def test_distinct_values_make_equal_fifths():
    table = rfm_scores(summary(np.arange(100), since=np.arange(100)))
    assert table["frequency_score"].value_counts().to_dict() == dict.fromkeys(range(1, 6), 20)
    assert table["recency_score"].value_counts().to_dict() == dict.fromkeys(range(1, 6), 20)


def test_a_longer_wait_never_scores_higher():
    table = rfm_scores(summary(np.zeros(50), since=np.arange(50)))
    assert table["recency_score"].is_monotonic_decreasing
    assert table["rfm"].iloc[0] == "511"


def test_noise_of_floating_point_splits_no_tie():
    table = summary([1] * 10, money=[0.3] * 5 + [0.1 + 0.2] * 5)
    assert rfm_scores(table, scores=2)["monetary_score"].nunique() == 1


def test_weeks_of_different_customers_tie(cdnow):
    since = ((cdnow["T"] - cdnow["recency"]) * 7).round().astype(int)
    scored = rfm_scores(cdnow).assign(since=since)
    assert (scored.groupby("since")["recency_score"].nunique() == 1).all()


def test_given_edges_are_used_as_they_are():
    table = rfm_scores(summary([0, 1, 2, 3], since=[0, 10, 20, 30]), edges={"frequency": [1], "recency": [10, 20]})
    assert table["frequency_score"].tolist() == [1, 1, 2, 2]
    assert table["recency_score"].tolist() == [3, 2, 1, 1]


def test_edges_of_one_period_score_another(cdnow):
    pd.testing.assert_frame_equal(rfm_scores(cdnow), rfm_scores(cdnow, edges=score_edges(cdnow)))


def test_total_spending_can_be_scored_instead():
    table = summary([0] * 5).assign(total=[1.0, 2, 3, 4, 5])
    assert rfm_scores(table)["monetary_score"].tolist() == [1] * 5
    assert rfm_scores(table, spend="total")["monetary_score"].tolist() == [1, 2, 3, 4, 5]


def test_more_than_nine_scores_are_told_apart():
    assert rfm_scores(summary(np.arange(40), since=np.arange(40)), scores=10)["rfm"].iloc[-1] == "1-10-1"


@pytest.mark.parametrize("edges", [None, {"monetary": [1]}])
def test_a_missing_value_is_refused(edges):
    with pytest.raises(CasekitError, match="1 customers have no “monetary”"):
        rfm_scores(summary([1, 2], money=[np.nan, 5.0]), edges=edges)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"scores": 1}, "from 2 to 99"),
        ({"scores": 2.5}, "from 2 to 99"),
        ({"edges": {"size": [1]}}, "the measures are: recency"),
        ({"edges": {"frequency": [3, 1]}}, "rising"),
        ({"edges": {"frequency": ["x"]}}, "must be numbers"),
        ({"spend": "total"}, "no column “total”"),
    ],
)
def test_a_mistake_is_one_sentence(options, sentence):
    with pytest.raises(CasekitError, match=sentence):
        rfm_scores(summary([1, 2, 3]), **options)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=60), st.integers(2, 9))
def test_laws_of_scores(values, scores):
    found = rfm_scores(summary(values), scores=scores).assign(value=values)
    by_value = found.groupby("value")["frequency_score"]
    assert (by_value.nunique() == 1).all()  # no tie is split
    assert by_value.first().is_monotonic_increasing  # more never scores lower
    assert found["frequency_score"].between(1, scores).all()
    edges = score_edges(summary(values), scores).query("measure == 'frequency'")["value"]
    assert set(edges) <= set(values)  # an edge is a value that occurs
    quantiles = np.quantile(values, np.arange(1, scores) / scores, method="inverted_cdf")
    assert np.abs(edges.to_numpy() - quantiles).max() <= _gap_at_ties(values, scores)


def _gap_at_ties(values, scores):
    """numpy decides k/scores of n in floating point; where that is a whole number it may take the next value."""
    n = len(values)
    whole = any((k * n) % scores == 0 for k in range(1, scores))
    return 6 if whole else 0
