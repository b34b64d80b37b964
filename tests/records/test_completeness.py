"""Completeness of cards: what says something, what counts, what is missing."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.records import completeness, field_completeness

FIELDS = ["name", "phone", "age", "regular"]


def cards(*rows):
    return pd.DataFrame(rows, columns=["card_id", *FIELDS])


def one(*cells, **options):
    return completeness(cards(("S1", *cells)), key="card_id", fields=FIELDS, **options).iloc[0].to_dict()


def test_a_card_by_hand():
    found = one("Li Wei", " Unknown ", None, False)
    assert found == {"card_id": "S1", "filled": 2, "asked": 4, "completeness": 0.5, "missing": "phone, age"}


@pytest.mark.parametrize("word", ["", " ", "-", "UNKNOWN", "n/a", "?", None])
def test_words_that_say_nothing(word):
    assert one(word, "100", 3, True)["missing"] == "name"


@pytest.mark.parametrize("value", [0, False, "no", "0"])
def test_zero_and_no_are_answers(value):
    table = pd.DataFrame({"card_id": ["S1"], "x": [value]})
    assert completeness(table, key="card_id", fields=["x"])["completeness"].tolist() == [1.0]


def test_other_words_for_nothing():
    assert one("无", "100", 3, True, blank=("无",))["missing"] == "name"
    assert one("-", "100", 3, True, blank=("无",))["missing"] == ""


def test_a_column_of_anything():
    table = pd.DataFrame({"id": [1, 2, 3], "x": pd.Series([5, " - ", None], dtype=object)})
    assert completeness(table, key="id", fields=["x"])["filled"].tolist() == [1, 0, 0]
    assert field_completeness(table, ["x"])["junk_words"].tolist() == ["- (1)"]


def test_weights():
    assert one("Li", None, None, None, weights={"phone": 3, "age": 0})["completeness"] == pytest.approx(1 / 5)


def test_what_is_not_asked_is_neither_filled_nor_missing():
    table = pd.DataFrame(
        {"id": [1, 2, 3], "kind": ["Person", "firm", None], "age": [None, None, 30], "name": list("abc")}
    )
    found = completeness(table, key="id", fields=["age", "name"], only_if={"age": ("kind", "person")})
    assert found["asked"].tolist() == [2, 1, 1]
    assert found["missing"].tolist() == ["age", "", ""]
    alone = completeness(table, key="id", fields=["age"], only_if={"age": ("kind", "person")})
    assert alone["completeness"].isna().tolist() == [False, True, True]


@settings(deadline=None)
@given(
    st.lists(st.tuples(*[st.sampled_from(["x", "-", None, " ? ", "0"])] * 4), min_size=1, max_size=8),
    st.tuples(*[st.integers(0, 3)] * 4).filter(any),
)
def test_the_figures_of_a_card_agree(rows, weights):
    table = cards(*[(f"S{n}", *row) for n, row in enumerate(rows)])
    found = completeness(table, key="card_id", fields=FIELDS, weights=dict(zip(FIELDS, weights, strict=True)))
    for row, line in zip(rows, found.to_dict("records"), strict=True):
        told = [cell in ("x", "0") for cell in row]
        assert line["filled"] == sum(told)
        assert line["missing"] == ", ".join(field for field, yes in zip(FIELDS, told, strict=True) if not yes)
        assert line["completeness"] == pytest.approx(np.dot(told, weights) / sum(weights))


def test_fields_and_their_junk():
    table = cards(("S1", "Li", "-", 1.0, None), ("S2", "unknown", "-", np.nan, None), ("S3", None, "n/a", 0.0, None))
    found = field_completeness(table, FIELDS).set_index("field")
    assert found["filled"].to_dict() == {"name": 1, "phone": 0, "age": 2, "regular": 0}
    assert found["share"].to_dict() == pytest.approx({"name": 1 / 3, "phone": 0, "age": 2 / 3, "regular": 0})
    assert found["junk_words"].to_dict() == {"name": "unknown (1)", "phone": "- (2), n/a (1)", "age": "", "regular": ""}
    assert found.loc["phone", "junk"] == 3


def test_no_cards_at_all():
    found = field_completeness(cards().astype("object"), ["name"])
    assert found["cards"].tolist() == [0] and math.isnan(found["share"][0])


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"fields": ["name", "fax"]}, "no column “fax”"),
        ({"fields": []}, "a list of column names"),
        ({"fields": "name"}, "a list of column names"),
        ({"fields": ["name", "name"]}, "each once"),
        ({"key": "number"}, "no column “number”"),
        ({"weights": {"fax": 1}}, "“fax”, which is none of the fields"),
        ({"weights": {"name": -1}}, "The weight of “name”"),
        ({"weights": {"name": math.nan}}, "The weight of “name”"),
        ({"fields": ["name"], "weights": {"name": 0}}, "All weights are 0"),
        ({"blank": "unknown"}, "“blank” must be a list of words"),
        ({"only_if": {"age": ("kind", "person")}}, "no column “kind”"),
    ],
)
def test_what_cannot_be_asked(options, sentence):
    with pytest.raises(CasekitError, match=sentence):
        completeness(cards(("S1", "a", "b", 1, True)), **{"key": "card_id", "fields": FIELDS, **options})
    with pytest.raises(CasekitError, match="must be a table"):
        completeness([1], key="card_id", fields=FIELDS)
