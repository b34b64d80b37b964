"""Who is graded at all: calendar months, the month of entry being month 1."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError, LeftOut
from casekit.grading import load_policy

PERSON = {
    "past_spending": 1_500.0,
    "entry_month": pd.Timestamp("2020-01-01"),
    "in_service": True,
    "billed": True,
    "user_type": "person",
    "network": "4G",
    "data_card": False,
}


def rated(as_of="2025-12", **changed):
    customers = pd.DataFrame([{"customer_id": 1, **PERSON, **changed}])
    (row,) = load_policy("star-rating-repaired").grade(customers, as_of=as_of).itertuples()
    return row.grade, row.reason


@pytest.mark.parametrize("day", ["2025-01-01", "2025-01-31"])
def test_july_is_the_seventh_month_of_who_joined_in_january(day):
    assert rated("2025-06", entry_month=pd.Timestamp(day)) == (
        "not eligible",
        "entry month is 2025-01 (month 1), so 2025-06 is month 6; grading begins in month 7",
    )
    assert rated("2025-07", entry_month=pd.Timestamp(day))[0] == "3 stars"


@given(st.lists(st.dates(pd.Timestamp("2015-01-01").date(), pd.Timestamp("2025-12-31").date()), min_size=1))
@settings(deadline=None, max_examples=20)
def test_months_are_counted_as_on_the_fingers(entries):
    customers = pd.DataFrame([{"customer_id": n, **PERSON, "entry_month": entry} for n, entry in enumerate(entries)])
    customers["entry_month"] = pd.to_datetime(customers["entry_month"])
    graded = load_policy("star-rating-repaired").grade(customers, as_of="2025-12")
    assert (graded["grade"] != "not eligible").tolist() == [_months(entry) >= 7 for entry in entries]


def _months(entry):
    months, month = 1, (entry.year, entry.month)
    while month != (2025, 12):
        month = (month[0], month[1] + 1) if month[1] < 12 else (month[0] + 1, 1)
        months += 1
    return months


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"in_service": False}, "in service is no (asked: yes)"),
        ({"billed": False}, "billed is no (asked: yes)"),
        ({"user_type": "organisation"}, "user type is organisation (asked: person)"),
        ({"network": "fixed"}, "network is fixed (asked: 2G, 2G/3G, 3G or 4G)"),
        ({"data_card": True}, "left out: data card is yes"),
    ],
)
def test_what_else_is_needed(changed, reason):
    assert rated(**changed) == ("not eligible", reason)


def test_an_entry_in_the_future_is_reported():
    with pytest.warns(LeftOut, match="entry month lies after the month of rating: 1"):
        assert rated(entry_month=pd.Timestamp("2026-01-01")) == (
            "not eligible",
            "entry month is 2026-01, which lies after the month of rating, 2025-12",
        )


@pytest.mark.parametrize("name", ["entry_month", "in_service", "network", "data_card"])
def test_what_is_missing_is_reported(name):
    kinds = {"in_service": "boolean", "data_card": "boolean"}
    customers = pd.DataFrame([{"customer_id": 1, **PERSON}]).astype(kinds)
    customers.loc[0, name] = None
    policy = load_policy("star-rating-repaired")
    with pytest.warns(LeftOut, match=f"{name.replace('_', ' ')} is missing: 1"):
        assert policy.grade(customers, as_of="2025-12")["grade"].tolist() == ["not eligible"]


def test_without_reasons_the_same_are_left_out():
    customers = pd.DataFrame(
        [{"customer_id": 1, **PERSON}, {"customer_id": 2, **PERSON, "billed": False}], columns=["customer_id", *PERSON]
    )
    found = load_policy("star-rating-repaired").grade(customers, as_of=pd.Timestamp("2025-12-05"), reasons=False)
    assert found["grade"].tolist() == ["3 stars", "not eligible"]


@pytest.mark.parametrize(("month", "sentence"), [(None, 'as_of="2025-12"'), ("soon", "which is no month")])
def test_the_month_of_rating_must_be_said(month, sentence):
    with pytest.raises(CasekitError, match=sentence):
        rated(as_of=month)
