"""Follow-ups, satisfaction that was never asked, stale records."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError, LeftOut
from casekit.records import follow_ups_due, stale_records, without_satisfaction

TODAY = date(2025, 12, 31)


def follow_ups(*rows):
    table = pd.DataFrame(rows, columns=["due_on", "done_on"])
    return table.assign(due_on=pd.to_datetime(table["due_on"]), done_on=pd.to_datetime(table["done_on"]))


@pytest.mark.parametrize(
    ("due", "done", "status", "days"),
    [
        ("2025-12-30", None, "overdue", 1),
        ("2025-12-31", None, "due", 0),
        ("2026-01-30", None, "due", 0),
        ("2026-01-31", None, "planned", 0),
        ("2025-12-01", "2025-12-01", "done", 0),
        ("2025-12-01", "2025-12-04", "done late", 3),
        ("2025-12-01", "2026-01-04", "overdue", 30),
        (None, None, "no due date", 0),
        (None, "2025-12-04", "done", 0),
    ],
)
def test_the_state_of_one(due, done, status, days):
    found = follow_ups_due(follow_ups((due, done)), as_of=TODAY)
    assert found[["status", "days_overdue"]].values.tolist() == [[status, days]]


def test_the_most_urgent_first():
    table = follow_ups(
        ("2025-12-01", "2025-12-01"),
        ("2026-01-10", None),
        ("2025-11-01", None),
        ("2026-06-01", None),
        ("2025-10-01", None),
        (None, None),
        ("2025-09-01", "2025-09-09"),
        ("2026-01-01", None),
    )
    found = follow_ups_due(table, as_of=TODAY)
    assert found["status"].tolist() == [
        "overdue", "overdue", "due", "due", "planned", "no due date", "done late", "done",
    ]  # fmt: skip
    assert found["due_on"].dropna().head(4).is_monotonic_increasing
    assert list(found) == ["due_on", "done_on", "status", "days_overdue"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(-60, 60), st.none() | st.integers(-60, 60)), min_size=1, max_size=12))
def test_each_has_the_status_that_plain_python_gives(rows):
    def status(due, done):
        if done is not None and done <= 0:
            return "done late" if done > due else "done"
        return "overdue" if due < 0 else "due" if due <= 30 else "planned"

    def on(day):
        return None if day is None else TODAY + timedelta(days=day)

    found = follow_ups_due(follow_ups(*[(on(due), on(done)) for due, done in rows]), as_of=TODAY)
    assert sorted(found["status"]) == sorted(status(due, done) for due, done in rows)
    overdue = found[found["status"] == "overdue"]
    assert sorted(overdue["days_overdue"]) == sorted(-due for due, done in rows if status(due, done) == "overdue")


@pytest.mark.parametrize(
    ("table", "options", "sentence"),
    [
        (follow_ups().assign(status=""), {}, "a column “status” already"),
        (follow_ups(), {"ahead_days": -1}, "“ahead_days”"),
        (follow_ups(), {"due_on": "promised"}, "no column “promised”"),
        (pd.DataFrame({"due_on": ["x"], "done_on": ["x"]}), {}, "must hold dates"),
        (follow_ups(), {"as_of": 5}, "“as_of” is 5, which is no date"),
    ],
)
def test_follow_ups_that_cannot_be_told(table, options, sentence):
    with pytest.raises(CasekitError, match=sentence):
        follow_ups_due(table, **{"as_of": TODAY, **options})


def test_who_has_no_satisfaction_score():
    customers = pd.DataFrame({"customer_id": ["d", "a", "b", "c", None]})
    answers = pd.DataFrame(
        {
            "customer_id": ["a", "b", "b", "c", "d"],
            "asked_on": pd.to_datetime(["2025-07-01", "2025-08-01", "2025-12-31", "2025-06-30", "2026-01-01"]),
            "experience": [7, np.nan, np.nan, 9, 9],
        }
    )
    found = without_satisfaction(customers, answers, start="2025-07-01", end="2025-12-31")
    assert found.values.tolist() == [["b", 2], ["c", 0], ["d", 0]]
    with pytest.raises(CasekitError, match="before it starts"):
        without_satisfaction(customers, answers, start="2025-07-02", end="2025-07-01")
    with pytest.raises(CasekitError, match="“asked_on” must hold dates"):
        without_satisfaction(customers, answers.assign(asked_on="May"), start="2025-07-01", end="2025-12-31")


def test_one_answer_is_a_score():
    answers = pd.DataFrame(
        {"customer_id": ["a", "a"], "asked_on": pd.to_datetime(["2025-07-01"] * 2), "experience": [np.nan, 5]}
    )
    customers = pd.DataFrame({"customer_id": ["a"]})
    assert not len(without_satisfaction(customers, answers, start="2025-07-01", end="2025-07-01"))


def test_stale_records_the_oldest_first():
    table = pd.DataFrame(
        {
            "card_id": ["S1", "S2", "S3", "S4", "S5"],
            "updated_on": pd.to_datetime(["2025-12-31", "2025-12-01", "2025-11-30", None, "2024-01-01"]),
        }
    )
    found = stale_records(table, as_of=TODAY, days=30, key="card_id")
    assert found["card_id"].tolist() == ["S4", "S5", "S3"]
    assert found["days_since"].tolist()[1:] == [730, 31] and np.isnan(found["days_since"][0])
    assert len(stale_records(table, as_of=TODAY, days=31, key="card_id")) == 2


def test_stale_records_without_a_key_are_said():
    table = pd.DataFrame({"card_id": [None, "S1"], "updated_on": pd.to_datetime(["2020-01-01"] * 2)})
    with pytest.warns(LeftOut, match="1 records without “card_id”"):
        assert stale_records(table, as_of=TODAY, days=1, key="card_id")["card_id"].tolist() == ["S1"]
    with pytest.raises(CasekitError, match="“days” must be a whole number"):
        stale_records(table, as_of=TODAY, days=-1, key="card_id")
