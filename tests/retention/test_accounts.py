"""Who serves the accounts, how they are honoured, met and greeted."""

import pandas as pd
import pytest

from casekit.errors import CasekitError
from casekit.retention import Incentive, assign_incentives, greeting_calendar, leaders_meetings, route_accounts

ACCOUNTS = pd.DataFrame({"customer_id": ["c", "a", "b", "d"], "grade": ["A", "B", "A", "D"]})


def test_accounts_go_to_the_department_of_their_grade():
    found = route_accounts(
        ACCOUNTS, grade="grade", routes={"A": "key accounts", "B": "key accounts", "D": "sales force"}
    )
    assert found["customer_id"].tolist() == list("abcd")
    assert found["route"].value_counts().to_dict() == {"key accounts": 3, "sales force": 1}
    with pytest.raises(CasekitError, match="1 accounts have a “grade” without route, first 'D'"):
        route_accounts(ACCOUNTS, grade="grade", routes={"A": "x", "B": "y"})
    with pytest.raises(CasekitError, match="2 accounts have a “grade” without route, first nan"):
        route_accounts(ACCOUNTS.assign(grade=[None, None, "A", "A"]), grade="grade", routes={"A": "x"})


def test_each_level_has_a_thing_and_an_honour():
    scheme = {
        "A": Incentive("a bonus", "a plaque"),
        "B": Incentive("goods", "a certificate"),
        "D": Incentive("points", "thanks"),
    }
    found = assign_incentives(ACCOUNTS, level="grade", scheme=scheme).set_index("customer_id")
    assert found.loc["b", ["material", "spiritual"]].tolist() == ["a bonus", "a plaque"]
    assert found.loc["a", "spiritual"] == "a certificate"
    with pytest.raises(CasekitError, match="The level “D” has no spiritual incentive"):
        assign_incentives(ACCOUNTS, level="grade", scheme={**scheme, "D": Incentive("points", " ")})


CONTACTS = pd.DataFrame(
    [
        ("a", "2025-01-01", "leaders meeting"),
        ("a", "2025-01-01 15:00", "leaders meeting"),  # the same day: one meeting
        ("a", "2025-03-31", "leaders meeting"),
        ("a", "2025-04-01", "visit"),
        ("b", "2025-06-30", "leaders meeting"),
        ("z", "2025-06-30", "leaders meeting"),  # no account of ours
        ("b", "2025-07-01", "leaders meeting"),  # after the last quarter
    ],
    columns=["customer_id", "on", "kind"],
)


def test_meetings_of_leaders_a_quarter_with_those_never_met():
    asked = {"date": "on", "kind": "kind", "first": "2025Q1", "last": "2025Q2"}
    found = leaders_meetings(CONTACTS, ["a", "b", "c"], **asked)
    assert found["meetings"].tolist() == [2, 0, 0, 1, 0, 0]
    assert found["quarter"].tolist() == ["2025Q1", "2025Q2"] * 3
    assert found["enough"].tolist() == [True, False, False, True, False, False]
    assert leaders_meetings(CONTACTS, ["a"], **asked, least=2)["enough"].tolist() == [True, False]
    with pytest.raises(CasekitError, match="the first and the last quarter in order"):
        leaders_meetings(CONTACTS, ["a"], **{**asked, "first": "2025Q3"})
    with pytest.raises(CasekitError, match="1 meetings have no “on”"):
        leaders_meetings(CONTACTS.assign(on=[None, *CONTACTS["on"][1:]]), ["a"], **asked)


EVENTS = pd.DataFrame(
    [
        ("a", "1990-02-14", "birthday", "yes"),
        ("b", "2020-02-29", "wedding", "yes"),
        ("c", "1985-02-01", "birthday", "no"),
        ("d", "2027-02-03", "founding", "yes"),
        ("e", "1990-03-14", "birthday", "yes"),
    ],
    columns=["customer_id", "on", "occasion", "agreed"],
)


def test_the_calendar_of_a_month():
    asked = {"date": "on", "occasion": "occasion"}
    found = greeting_calendar(EVENTS, "2026-02", **asked, agreed="agreed")
    assert found["day"].dt.strftime("%m-%d").tolist() == ["02-14", "02-28"]
    assert found[["customer_id", "occasion", "years"]].to_numpy().tolist() == [
        ["a", "birthday", 36],
        ["b", "wedding", 6],
    ]
    assert greeting_calendar(EVENTS, "2028-02", **asked)["day"].dt.day.tolist() == [1, 3, 14, 29]
    with pytest.raises(CasekitError, match="“spring” is no month"):
        greeting_calendar(EVENTS, "spring", **asked)
    with pytest.raises(CasekitError, match="5 events have no “on”"):
        greeting_calendar(EVENTS.assign(on=None), "2026-02", **asked)
