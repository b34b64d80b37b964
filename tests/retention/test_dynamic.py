"""Problems found first, relations that sink, reactions, and the six analyses."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.retention import active_rate, reaction_time, sinking_relations, six_analyses

PROBLEMS = pd.DataFrame(
    {
        "quarter": ["Q1"] * 4 + ["Q2"] * 2,
        "origin": ["self-found", "complaint", "complaint", None, "self-found", "self-found"],
    }
)


def test_self_found_over_all():
    assert active_rate(PROBLEMS, origin="origin")["active_rate"].tolist() == [0.5]
    found = active_rate(PROBLEMS, origin="origin", by="quarter").set_index("group")
    assert found["active_rate"].to_dict() == {"Q1": 0.25, "Q2": 1}
    assert found.loc["Q1", "unknown"] == 1
    assert ((found["low"] <= found["active_rate"]) & (found["active_rate"] <= found["high"])).all()
    with pytest.raises(CasekitError, match="no column “source”"):
        active_rate(PROBLEMS, origin="source")


SCORES = pd.DataFrame(
    [(who, f"2025Q{quarter + 1}", score) for who, line in {
        "a": [80, 75, 70, 65],
        "b": [80, 85, 80, 75],
        "c": [80, 70, 75, 70],
        "d": [80, 70, 70, 60],  # no fall in between
        "e": [80, 70, 60, None],  # not asked in the last quarter
    }.items() for quarter, score in enumerate(line) if score is not None],
    columns=["customer_id", "quarter", "score"],
)  # fmt: skip


def test_two_falls_in_a_row():
    found = sinking_relations(SCORES, period="quarter", score="score")
    assert found["customer_id"].tolist() == ["a", "b"]
    assert found["in_a_row"].tolist() == [3, 2]
    assert len(sinking_relations(SCORES, period="quarter", score="score", falls_in_a_row=1)) == 4
    with pytest.raises(CasekitError, match="at least one fall"):
        sinking_relations(SCORES, period="quarter", score="score", falls_in_a_row=0)


@given(st.lists(st.integers(0, 5), min_size=2, max_size=8))
@settings(deadline=None)
def test_falls_in_a_row_by_hand(line):
    table = pd.DataFrame({"customer_id": "a", "quarter": range(len(line)), "score": line})
    falling = 0
    while falling < len(line) - 1 and line[-1 - falling] < line[-2 - falling]:
        falling += 1
    found = sinking_relations(table, period="quarter", score="score", falls_in_a_row=1)
    assert found["in_a_row"].tolist() == ([falling] if falling else [])


def log(*rows):
    return pd.DataFrame(rows, columns=["event", "step", "at"])


DONE = log(
    (1, "collected", "2025-01-01 08:00"),
    (1, "judged", "2025-01-01 09:00"),
    (1, "reacted", "2025-01-01 10:00"),
    (1, "reacted", "2025-01-02 10:00"),  # the first counts
    (2, "collected", "2025-01-01 08:00"),
    (2, "reacted", "2025-01-02 08:00"),
    (3, "collected", "2025-01-03 08:00"),
)
COLUMNS = {"event": "event", "step": "step", "at": "at"}


def test_the_median_counts_those_still_waiting():
    """2 hours, 24 hours, still open: the middle one is 24, not 13 as of those answered alone."""
    found = reaction_time(DONE, **COLUMNS)
    assert found.median_hours == 24
    assert found.open == 1
    assert found.table["hours"].dropna().tolist() == [2, 24]
    assert math.isnan(reaction_time(DONE[DONE["event"] != 1], **COLUMNS).median_hours)


def test_a_log_that_cannot_be_is_told():
    for table, sentence in [
        (log((1, "collected", "2025-01-02"), (1, "reacted", "2025-01-01")), "1 events end before they start or never"),
        (log((7, "reacted", "2025-01-01")), "never started, first 7"),
        (log((1, "judged", "2025-01-02")), "No row of the log is a step “collected” or “reacted”"),
        (log((1, "collected", None)), "1 steps have no time"),
        (log((1, "collected", "noon")), "“at” holds something that is no time"),
    ]:
        with pytest.raises(CasekitError, match=sentence):
            reaction_time(table, **COLUMNS)


PANEL = pd.DataFrame(
    {
        "quarter": ["2025Q2", "2025Q1"],
        "grown": [110.0, 100],
        "served": [0.9, 0.8],
        "churn": [0.03, 0.04],
        "cost": [55.0, 50],
        "value": [200.0, 200],
        "visits": [8, 10],
    }
)
NAMES = {
    "development": "grown", "service": "served", "churn": "churn", "cost": "cost", "value": "value",
    "account manager": "visits",
}  # fmt: skip


def test_the_six_analyses_with_their_changes():
    found = six_analyses(PANEL, period="quarter", columns=NAMES)
    assert len(found) == 12
    assert found["change"].head(6).isna().all()
    last = found[found["period"] == "2025Q2"].set_index("analysis")
    assert last.index.tolist() == ["development", "service", "churn", "cost", "value", "account manager"]
    assert last["change"].tolist() == pytest.approx([10, 0.1, -0.01, 5, 0, -2])
    assert last["change_share"].tolist() == pytest.approx([0.1, 0.125, -0.25, 0.1, 0, -0.2])
    assert last["better"].dropna().to_dict() == {
        "development": True, "service": True, "churn": True, "cost": False, "account manager": False
    }  # fmt: skip


def test_a_panel_that_lacks_something_is_told():
    for panel, columns, sentence in [
        (PANEL, {"development": "grown"}, "The panel lacks the analysis “service”"),
        (PANEL.assign(quarter="2025Q1"), NAMES, "Each period stands in one row"),
        (PANEL.assign(cost=None), NAMES, "2 rows have no “cost”"),
        (PANEL, {**NAMES, "value": "worth"}, "no column “worth”"),
    ]:
        with pytest.raises(CasekitError, match=sentence):
            six_analyses(panel, period="quarter", columns=columns)
