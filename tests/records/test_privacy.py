"""Masking: the original is gone, the rest of the table is as it was."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.records import mask
from casekit.tables import Column, Contract


def masked(kind, *values):
    return mask(pd.DataFrame({"x": list(values)}).astype("str"), {"x": kind})["x"].tolist()


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("name", "Li Wei", "L** Wei"),
        ("name", " Ouyang  Mei Ling ", "O** Ling"),
        ("name", "李伟", "李**"),
        ("name", "李\u3000伟", "李** 伟"),
        ("name", "李", "***"),
        ("name", "", "***"),
        ("phone", "+86 100-2345 6789", "*******89"),
        ("phone", "12345", "*******45"),
        ("phone", "1234", "***"),
        ("phone", "unknown", "***"),
        ("email", "li@mail.example", "***@mail.example"),
        ("email", "li.mail.example", "***"),
        ("email", "a@b@c", "***"),
        ("id number", "HT123456789012", "************12"),
        ("id number", "HT123456", "************56"),
        ("id number", "HT12345", "***"),
        ("address", "12 Quay Road, Old Port", "Old Port"),
        ("address", "码头路12号，老港", "老港"),
        ("address", "Old Port", "***"),
        ("address", "Quay Road, 12", "***"),
        ("address", "Quay Road, ", "***"),
        ("hidden", "anything", "***"),
    ],
)
def test_each_kind(kind, value, shown):
    assert masked(kind, value) == [shown]


@pytest.mark.parametrize("kind", ["name", "phone", "email", "id number", "address", "hidden"])
def test_missing_stays_missing(kind):
    assert pd.isna(masked(kind, "x", None)[1])


def test_a_birthday_is_cut_to_its_year():
    table = pd.DataFrame({"x": pd.to_datetime(["1987-05-02", None])})
    found = mask(table, {"x": "birthday"})["x"]
    assert found[0] == "1987" and pd.isna(found[1])
    assert mask(table, {"x": "hidden"})["x"][0] == "***"


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["name", "phone", "email", "id number", "address", "hidden"]),
    st.text(st.characters(exclude_characters="*", exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip),
)
def test_the_original_is_not_in_the_output(kind, value):
    assert value.strip() not in masked(kind, value)[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("0123456789 -+", max_size=16), min_size=1, max_size=5))
def test_of_a_phone_two_digits_at_most_are_shown(phones):
    for phone, shown in zip(phones, masked("phone", *phones), strict=True):
        digits = [sign for sign in shown if sign.isdigit()]
        assert digits == ([sign for sign in phone if sign.isdigit()][-2:] if digits else [])
        assert len(shown) in (3, 9)


def test_numbers_and_columns_of_anything():
    table = pd.DataFrame({"tel": [13800138042, 100], "any": pd.Series([10072213326, "100-4"], dtype=object)})
    found = mask(table, {"tel": "phone", "any": "phone"})
    assert found.values.tolist() == [["*******42", "*******26"], ["***", "***"]]


def test_other_columns_and_the_rows_stay():
    table = pd.DataFrame({"id": [2, 1], "name": ["Li Wei", None], "spent": [1.5, None]}, index=[5, 9])
    found = mask(table, {"name": "name"})
    pd.testing.assert_frame_equal(found[["id", "spent"]], table[["id", "spent"]])
    assert list(found) == ["id", "name", "spent"]
    assert table["name"].iloc[0] == "Li Wei"


CONTRACT = Contract(
    "cards",
    (
        Column("card_id"),
        Column("name", personal="personal"),
        Column("income_band", personal="sensitive"),
        Column("age", kind="integer", personal="personal"),
        Column("birthday", kind="date", personal="sensitive"),
        Column("fax", personal="personal"),
    ),
)


def test_a_contract_says_what_is_personal():
    table = pd.DataFrame(
        {
            "card_id": ["S1"],
            "name": ["Li Wei"],
            "income_band": ["high"],
            "age": [44],
            "birthday": pd.to_datetime(["1981-01-01"]),
        }
    )
    assert mask(table, CONTRACT).iloc[0].tolist() == ["S1", "L** Wei", "***", "***", "1981"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"fax": "phone"}, "no column “fax”"),
        ({"name": "nickname"}, "masked as “nickname”; the kinds are: name, phone"),
        ({"name": "birthday"}, "“name” must hold dates to be cut"),
        ({"age": "phone"}, "“age” must hold text or whole numbers to be masked as phone"),
        (Contract("cards", (Column("name"),)), "The contract of “cards” marks no column as personal"),
    ],
)
def test_what_cannot_be_masked(fields, sentence):
    with pytest.raises(CasekitError, match=sentence):
        mask(pd.DataFrame({"name": ["Li"], "age": [4.5]}), fields)
