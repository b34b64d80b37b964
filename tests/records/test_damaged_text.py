"""Spoilt text is found where it stands; sound text is let alone."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.records import damaged_text


def kinds(text):
    return damaged_text(pd.DataFrame({"text": ["sound", text]}))["kind"].tolist()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Set the ???? for each grade", "question marks"),
        ("策略？？？", "question marks"),
        ("caf\ufffd", "replacement character"),
        ("信息保密".encode().decode("latin-1"), "wrong encoding"),
        ("café".encode().decode("cp1252"), "wrong encoding"),
        ("it’s".encode().decode("cp1252"), "wrong encoding"),
        ("锟斤拷", "wrong encoding"),
        ("a\x00b", "control character"),
        ("Information www.best-phones.top is a duty", "advert"),
        ("information Click Here! of customers", "advert"),
        ("information cheap-sims.com of customers", "advert"),
        ("信息加微信是原则", "advert"),
        ("BEST PRICES for all", "advert"),
        ("the play-4you of customers", "advert"),
        ("Now 50% off for all", "advert"),
    ],
)
def test_what_is_found(text, kind):
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Really?",
        "What?? Why?",
        "Ça va, «né à Zürich»",
        "naïve façade é», œuvre",
        "São João não é Müller",
        "信息保密是原则。",
        "li@mail.example",
        "li.wei@firm.com",
        "Grade A at 80 % of sales, 5 % discount",
        "call the customer now and then",
    ],
)
def test_what_is_sound(text):
    assert kinds(text) == []


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2))
def test_chinese_read_as_latin_is_always_found(text):
    assert "wrong encoding" in kinds(text.encode().decode("latin-1"))


@settings(deadline=None)
@given(st.text("aeinrstzäöüßàâãçéèêëíñóõúøåÄÖÜÉÈÇÑ ?", max_size=40))
def test_words_of_european_letters_are_sound(text):
    assert set(kinds(text)) <= {"question marks"}
    assert ("question marks" in kinds(text)) == ("???" in text)


def test_the_place_of_each_find():
    table = pd.DataFrame({"n": [1, 2], "topic": ["a ???", None], "text": ["b", "c ???? www.x.com"]})
    found = damaged_text(table)
    assert found[["row", "column", "kind", "found"]].values.tolist() == [
        [0, "topic", "question marks", "???"],
        [1, "text", "question marks", "????"],
        [1, "text", "advert", "www.x.com"],
    ]
    assert found.index.tolist() == [0, 1, 2]
    assert found["text"][1] == "c ???? www.x.com"


def test_patterns_of_ones_own():
    table = pd.DataFrame({"text": ["lorem ipsum", "????"]})
    assert damaged_text(table, patterns={"filler": "lorem"})["kind"].tolist() == ["filler"]
    with pytest.raises(CasekitError, match="The pattern for “odd” is no regular expression"):
        damaged_text(table, patterns={"odd": "("})
    with pytest.raises(CasekitError, match="must be a table"):
        damaged_text("????")


def test_a_column_of_anything():
    table = pd.DataFrame({"a": pd.Series([5, "????", None], dtype=object)})
    assert damaged_text(table)["row"].tolist() == [1]


def test_a_table_without_text():
    assert not len(damaged_text(pd.DataFrame({"n": [1, 2]})))
