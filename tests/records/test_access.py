"""The access matrix: nothing is allowed that is not written, and every break of a rule is one row."""

from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.records import AccessMatrix

RIGHTS = [
    ("clerk", "cards.name", "read"),
    ("clerk", "cards.phone", "edit"),
    ("clerk", "cards.id_number", "none"),
    ("owner", "cards.name", "edit"),
    ("owner", "cards.phone", "edit"),
    ("owner", "cards.id_number", "edit"),
    ("owner", "cards.id_number", "export"),
    ("analyst", "cards.name", "none"),
    ("analyst", "bills.fee", "export"),
]


def matrix(*rows):
    return AccessMatrix.from_table(pd.DataFrame(rows or RIGHTS, columns=["role", "field", "right"]))


def log(*rows, at="2025-12-01 10:00:00"):
    rows = [(f"L{n}", at, *row) for n, row in enumerate(rows, start=1)]
    table = pd.DataFrame(rows, columns=["log_id", "at", "user", "role", "field", "action"])
    return table.assign(at=pd.to_datetime(table["at"]))


def violations(*rows, at="2025-12-01 10:00:00", **options):
    found = matrix().audit(log(*rows, at=at), **options)
    return list(zip(found["log_id"], found["violation"], strict=True))


def test_what_a_right_includes():
    rights = matrix()
    may = {action: rights.may("owner", action, "cards.id_number") for action in ("read", "edit", "export")}
    assert may == {"read": True, "edit": True, "export": True}
    assert rights.may("analyst", "read", "bills.fee") and not rights.may("analyst", "edit", "bills.fee")
    assert not rights.may("clerk", "read", "cards.id_number")
    assert not rights.may("nobody", "read", "cards.name") and not rights.may("clerk", "read", "bills.fee")
    with pytest.raises(CasekitError, match="The action is “delete”"):
        rights.may("clerk", "delete", "cards.name")


def test_the_matrix_to_look_at():
    table = matrix().table()
    assert list(table) == ["field", "clerk", "owner", "analyst"]
    assert table.set_index("field").loc["cards.id_number"].tolist() == ["none", "edit, export", ""]
    assert repr(matrix()) == "Access matrix: 3 roles, 4 fields"


def test_a_view_shows_what_may_be_read():
    cards = pd.DataFrame({"id_number": ["HT1"], "phone": ["100"], "name": ["Li"], "note": ["x"]})
    assert list(matrix().view(cards, "clerk")) == ["phone", "name"]
    assert list(matrix().view(pd.DataFrame({"fee": [1], "name": ["x"]}), "analyst", prefix="bills")) == ["fee"]
    with pytest.raises(CasekitError, match="“analyst” may read no column of “cards”"):
        matrix().view(cards, "analyst")
    with pytest.raises(CasekitError, match="no role “boss”; it has: clerk, owner, analyst"):
        matrix().view(cards, "boss")


def test_the_rights_of_a_log():
    assert violations(
        ("C01", "clerk", "cards.name", "read"),
        ("C01", "clerk", "cards.name", "edit"),
        ("C01", "clerk", "cards.id_number", "read"),
        ("C01", "clerk", "cards.phone", "export"),
        ("M01", "owner", "cards.id_number", "export"),
        ("M01", "boss", "cards.name", "read"),
        ("M01", "owner", "cards.shoe", "read"),
        ("M01", "owner", "cards.name", "delete"),
        ("M01", None, "cards.name", "Read"),
    ) == [
        ("L2", "no right to edit"),
        ("L3", "no right to read"),
        ("L4", "no right to export"),
        ("L6", "unknown role"),
        ("L7", "unknown field"),
        ("L8", "unknown action"),
        ("L9", "unknown role"),
    ]


def test_a_reason_in_one_sentence():
    found = matrix().audit(log(("C01", "clerk", "cards.phone", "export")))
    assert found["reason"].tolist() == ["C01 exported cards.phone; the role “clerk” has no right to export it."]


@pytest.mark.parametrize(
    ("at", "outside"),
    [("06:59:59", True), ("07:00:00", False), ("19:59:59", False), ("20:00:00", True), ("00:00:00", True)],
)
def test_the_hours_of_work(at, outside):
    row = ("C01", "clerk", "cards.name", "read")
    found = violations(row, at=f"2025-12-01 {at}")
    assert found == ([("L1", "outside hours")] if outside else [])
    assert violations(row, at=f"2025-12-01 {at}", hours=(0, 24)) == []
    half = violations(row, at=f"2025-12-01 {at}", hours=(6.5, 20.5))
    assert half == ([("L1", "outside hours")] if at == "00:00:00" else [])


def test_an_access_without_a_time():
    assert violations(("C01", "clerk", "cards.name", "read"), at=None, hours=(0, 24)) == [("L1", "outside hours")]


def test_staff():
    staff = pd.DataFrame(
        {
            "user": ["C01", "C02", "C02", "C03"],
            "role": ["clerk", "clerk", "owner", "clerk"],
            "left_on": pd.to_datetime([None, "2025-11-30", None, "2025-12-01"]),
        }
    )
    found = violations(
        ("C01", "clerk", "cards.name", "read"),
        ("C01", "owner", "cards.name", "read"),
        ("C02", "clerk", "cards.name", "read"),
        ("C02", "owner", "cards.name", "read"),
        ("C03", "clerk", "cards.name", "read"),
        ("C09", "clerk", "cards.name", "read"),
        staff=staff,
    )
    assert found == [("L2", "other role"), ("L3", "has left"), ("L6", "not on the staff")]
    assert violations(("C03", "clerk", "cards.name", "read"), staff=staff.drop(columns="left_on")) == []


def test_who_came_back_has_not_left():
    staff = pd.DataFrame({"user": ["C1", "C1"], "role": "clerk", "left_on": pd.to_datetime(["2025-01-01", None])})
    row = ("C1", "clerk", "cards.name", "read")
    assert violations(row, staff=staff) == violations(row, staff=staff.iloc[::-1]) == []


def test_one_access_may_break_several_rules():
    found = violations(("C01", "clerk", "cards.name", "edit"), at="2025-12-01 23:00:00")
    assert found == [("L1", "no right to edit"), ("L1", "outside hours")]


_ROWS = st.tuples(
    st.sampled_from(["clerk", "owner", "analyst", "boss"]),
    st.sampled_from(["cards.name", "cards.phone", "cards.id_number", "bills.fee", "cards.shoe"]),
    st.sampled_from(["read", "edit", "export"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_ROWS, min_size=1, max_size=12))
def test_an_access_breaks_no_rule_exactly_when_it_is_allowed(rows):
    rights = matrix()
    broken = {log_id for log_id, _violation in violations(*[("u", *row) for row in rows])}
    allowed = {f"L{n}" for n, (role, field, action) in enumerate(rows, 1) if rights.may(role, action, field)}
    assert broken == {f"L{n}" for n in range(1, len(rows) + 1)} - allowed


def test_contradictions():
    found = matrix(
        ("clerk", "cards.name", "edit"),
        ("clerk", "cards.phone", "read"),
        ("clerk", "cards.phone", "none"),
        ("owner", "cards.name", "edit"),
        ("owner", "cards.phone", "export"),
        ("boss", "cards.name", "edit"),
        ("boss", "cards.phone", "export"),
        ("courier", "cards.name", "edit"),
    ).contradictions()
    assert found[["contradiction", "field", "roles"]].values.tolist() == [
        ["none and more", "cards.phone", "clerk"],
        ["edits unread", "cards.name", "courier"],
        ["all may edit", "cards.name", "clerk, owner, boss, courier"],
        ["several export", "cards.phone", "owner, boss"],
        ["nobody edits", "cards.phone", ""],
    ]
    assert found["sentence"].str.endswith(".").all()


def test_a_matrix_without_contradictions():
    rows = [("owner", field, "edit") for field in ("cards.name", "cards.phone")]
    rows += [("owner", "cards.phone", "export"), ("clerk", "cards.phone", "none")]
    assert not len(matrix(*rows, ("clerk", "cards.name", "read")).contradictions())
    assert not len(matrix(*rows).contradictions())  # one role is not everybody


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("clerk", "cards.name", "look"), "Row 1 of the access matrix has the right “look”; use one of: none, read"),
        (("clerk", None, "read"), "Row 1 of the access matrix has a blank cell"),
        ((" ", "cards.name", "read"), "Row 1 of the access matrix has a blank cell"),
    ],
)
def test_matrices_that_cannot_be_read(row, sentence):
    with pytest.raises(CasekitError, match=sentence):
        matrix(row)


@pytest.mark.parametrize("hours", [(20, 7), (7, 7), (-1, 5), (7, 25), 7, (7, 12, 20), ("a", "b")])
def test_hours_without_sense(hours):
    with pytest.raises(CasekitError, match="two rising numbers from 0 to 24"):
        matrix().audit(log(), hours=hours)


def test_logs_that_cannot_be_audited():
    for column, action in product(["at", "user", "role"], ["drop"]):
        with pytest.raises(CasekitError, match=f"The log’s columns have no column “{column}”"):
            matrix().audit(getattr(log(), action)(columns=column))
    with pytest.raises(CasekitError, match="“at” must hold dates with a time"):
        matrix().audit(log().assign(at="noon"))
    with pytest.raises(CasekitError, match="no column “role”"):
        matrix().audit(log(), staff=pd.DataFrame({"user": ["a"]}))
