"""One form for what is written in many; normalising twice changes nothing more."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.records import MatchRules, normalise
from casekit.records.match_rules import FIELDS
from casekit.records.name_letters import SYLLABLES, is_pinyin, name_form


def form(field, text, **rules):
    columns = {name: None for name in FIELDS if name != field}
    found = normalise(pd.DataFrame({"card_id": [1], field: [text]}), MatchRules(**rules), columns=columns)
    return found[field].item()


@pytest.mark.parametrize(
    "written",
    [
        "Li Wei",
        "LI WEI",
        "wei  li",
        "Wei, Li",
        "李伟",
        "李偉",
        "李 伟",
        "Mr. Li Wei",
        "李伟先生",
        "Lǐ Wěi",
        "李伟 (Li Wei)",
    ],
)
def test_one_name_in_all_its_manners(written):
    assert name_form(written) == "li wei"


@pytest.mark.parametrize(
    "written", ["Li Zhiming", "Zhiming Li", "Li Zhi Ming", "Zhi Ming Li", "Li Zhi-Ming", "LI ZHI’MING", "李志明"]
)
def test_a_given_name_of_two_syllables_is_one_word(written):
    assert name_form(written) == "li zhiming"


def test_where_both_ends_may_be_the_family_name_the_first_is():
    assert name_form("Wang Xiao Li") == "wang xiaoli"


@pytest.mark.parametrize(
    ("chinese", "letters"),
    [
        ("曾志伟", "Zeng Zhiwei"),
        ("欧阳明", "Ouyang Ming"),
        ("单芳", "Shan Fang"),
        ("吕布", "LYU BU"),
        ("吕布", "Lü Bu"),
    ],
)
def test_surnames_that_are_read_in_their_own_way(chinese, letters):
    assert name_form(chinese) == name_form(letters)


def test_the_words_of_a_foreign_name_stay_apart():
    assert name_form("Schmidt, Anna Maria") == name_form("Anna Maria Schmidt") == "anna maria schmidt"


def test_pinyin_is_told_from_a_slip():
    assert is_pinyin("li xiaoming") and not is_pinyin("li wie") and not is_pinyin("w li")


def test_the_syllables_are_those_of_the_dictionary():
    from pypinyin import Style, pinyin

    known = {
        reading for code in range(0x4E00, 0x9FA6) for reading in pinyin(chr(code), Style.NORMAL, heteronym=True)[0]
    }
    assert known >= SYLLABLES
    assert {one for one in known if one.isascii() and one.isalpha()} - SYLLABLES <= {
        "fiao",
        "hm",
        "hng",
        "len",
        "m",
        "n",
        "ng",
    }


@pytest.mark.parametrize(
    "written",
    [
        "100-1234-5678",
        "+86 100 1234 5678",
        "0086-10012345678",
        "(86) 10012345678",
        "１００１２３４５６７８",
        10012345678.0,
    ],
)
def test_one_phone_in_all_its_manners(written):
    assert form("phone", written) == "10012345678"


def test_86_inside_a_phone_stays_and_another_country_has_its_own():
    assert form("phone", "10086861234") == "10086861234"
    assert form("phone", "86123456789") == "86123456789"
    assert form("phone", "+41 1234567890", country_code="41") == "1234567890"


@pytest.mark.parametrize("text", ["", "-", "unknown", "N/A", " ? ", "无", "00000", "12345", None, float("nan")])
def test_junk_is_blank(text):
    assert form("phone", text) == "" == form("name", text if text not in ("00000", "12345") else "-")


def test_the_other_fields():
    assert form("email", " Li.Wei@Mail.Example ") == "li.wei@mail.example"
    assert form("email", "li.wei at mail") == ""
    assert form("id_number", "ht 1234-5678 9012") == "HT123456789012"
    assert form("id_number", "000000") == ""
    assert form("address", "5, Quay Road, Room 3") == form("address", "5 quay rd. rm 3")
    assert form("gender", "女") == form("gender", "F") == "female"


@pytest.mark.parametrize("text", ["1980-03-04", "1980/3/4", "19800304", "1980.03.04 00:00"])
def test_birthdays_are_read_from_text(text):
    assert form("birthday", text) == pd.Timestamp("1980-03-04")


def test_a_day_that_cannot_be_is_blank_and_a_month_above_12_is_turned():
    assert pd.isna(form("birthday", "1980-02-30")) and pd.isna(form("birthday", "unknown"))
    assert form("birthday", "1980-25-12") == pd.Timestamp("1980-12-25")


@settings(max_examples=150, deadline=None)
@given(
    name=st.text(max_size=12)
    | st.lists(st.sampled_from(["Li", "wei", "XIAO", "李", "伟", "W.", "-", "ü", "lyu"])).map(" ".join),
    phone=st.text("0123456789+- 86()", max_size=20),
    email=st.text("aB@. ", max_size=12),
    id_number=st.text(max_size=8),
    address=st.text(max_size=12) | st.lists(st.sampled_from(["5", "Road", "North", "rd"])).map(", ".join),
    gender=st.sampled_from(["F", "male", "", "?", "other"]),
    birthday=st.dates().map(str) | st.sampled_from(["-", "1980-13-13", "80-1-1"]),
)
def test_normalising_twice_changes_nothing_more(**fields):
    once = normalise(pd.DataFrame({"card_id": ["x"], **{name: [value] for name, value in fields.items()}}))
    pd.testing.assert_frame_equal(normalise(once), once)


@pytest.mark.parametrize(
    ("cards", "columns", "sentence"),
    [
        ({"card_id": ["1"], "name": ["a"]}, None, "no column “id_number”"),
        ({"card_id": ["1", "1"], "name": ["a", "b"]}, "name", "card_id 1 is on more than one card"),
        ({"card_id": ["1", None], "name": ["a", "b"]}, "name", "1 cards have no card_id"),
        ({"card_id": [], "name": []}, "name", "nothing to compare"),
        ({"card_id": ["1"]}, "none", "All fields are None"),
        ({"name": ["a"]}, "name", "no column “card_id”"),
    ],
)
def test_cards_that_cannot_be_read_are_a_sentence(cards, columns, sentence):
    kept = {"name": ["name"], "none": []}.get(columns, FIELDS)
    with pytest.raises(CasekitError, match=sentence):
        normalise(pd.DataFrame(cards), columns={field: None for field in FIELDS if field not in kept})


def test_a_field_that_is_none_of_a_card_is_a_sentence():
    cards = pd.DataFrame({"card_id": ["1"]})
    with pytest.raises(CasekitError, match="“shoe_size” is no field of a card"):
        normalise(cards, columns={"shoe_size": "size"})
    with pytest.raises(CasekitError, match="card_id is None"):
        normalise(cards, columns={"card_id": None})
    with pytest.raises(CasekitError, match="must be a table"):
        normalise([1, 2])


def test_own_column_names():
    cards = pd.DataFrame({"no": [7], "mobile": ["100-1234-5678"]})
    columns = dict.fromkeys(FIELDS) | {"card_id": "no", "phone": "mobile"}
    assert normalise(cards, columns=columns)[["card_id", "phone"]].values.tolist() == [[7, "10012345678"]]


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"same_phone": "much"}, "“same_phone” must be a number"),
        ({"same_phone": float("inf")}, "“same_phone” must be a number"),
        ({"most_names": 0}, "whole number from 1 on"),
        ({"most_cards": 1}, "whole number from 2 on"),
        ({"never_together": ("shoe",)}, "not shoe"),
    ],
)
def test_rules_that_mean_nothing_are_a_sentence(rules, sentence):
    with pytest.raises(CasekitError, match=sentence):
        MatchRules(**rules)
