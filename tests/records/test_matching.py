"""Pairs of cards: what is compared, what it scores, and the sentence that says why."""

import io
from contextlib import redirect_stdout

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_cards import some_cards, toy_cards

from casekit.errors import CasekitError
from casekit.records import MatchRules, find_matches, shared_keys, show_progress

BLANK_CARD = dict.fromkeys(["name", "phone", "email", "id_number", "birthday", "address", "gender"])


def pair(one, two, rules=None):
    """Score and reason of two cards that say only what is given; None when they are not compared."""
    cards = pd.DataFrame([{"card_id": "1", **BLANK_CARD, **one}, {"card_id": "2", **BLANK_CARD, **two}])
    found = find_matches(cards, rules)
    return (found["score"].item(), found["reason"].item()) if len(found) else None


PHONE, MAIL = {"phone": "100-1234-5678"}, {"email": "a@mail.example"}


@pytest.mark.parametrize(
    ("one", "two", "points", "reason"),
    [
        (PHONE, PHONE, 1.5, "same phone"),
        (MAIL, MAIL, 2.5, "same e-mail"),
        ({"id_number": "HT12"}, {"id_number": "ht 12"}, 6, "same id number"),
        (PHONE | {"name": "Li Wei"}, PHONE | {"name": "Li Wei"}, 2.5, "same phone and name"),
        (
            PHONE | {"name": "Li Wei"},
            PHONE | {"name": "LI WEI"},
            2.5,
            "same phone, name written differently: Li Wei / LI WEI",
        ),
        (PHONE | {"name": "Li Wei"}, PHONE | {"name": "Li W."}, 2.0, "same phone, name written short: Li Wei / Li W."),
        (MAIL | {"name": "Li Wei"}, MAIL | {"name": "Li Wie"}, 3.0, "same e-mail, name mistyped: Li Wei / Li Wie"),
        (
            MAIL | {"name": "Li Wei"},
            MAIL | {"name": "LiWei"},
            3.5,
            "same e-mail, name written differently: Li Wei / LiWei",
        ),
        (MAIL | {"name": "Li Wei"}, MAIL | {"name": "Li Mei"}, 2.0, "same e-mail, names alike: Li Wei / Li Mei"),
        (MAIL | {"name": "李伟"}, MAIL | {"name": "李薇"}, 2.0, "same e-mail, names alike: 李伟 / 李薇"),
        (MAIL | {"name": "Li Wei"}, MAIL | {"name": "Zhao Na"}, 0.5, "same e-mail, names differ: Li Wei / Zhao Na"),
        (
            MAIL | {"birthday": "1980-03-04"},
            MAIL | {"birthday": "1980-04-03"},
            3.5,
            "same e-mail, birthday with day and month swapped",
        ),
        (
            MAIL | {"birthday": "1980-03-04", "gender": "female", "id_number": "HT12"},
            MAIL | {"birthday": "1980-03-05", "gender": "male", "id_number": "HT13"},
            0,
            "same e-mail, but another id number, another birthday and another gender",
        ),
        (
            {"name": "Li Wei", "birthday": "1980-03-04", "address": "5 Quay Road"},
            {"name": "Wei Li", "birthday": "1980-03-04", "address": "5 quay rd"},
            2.65,
            "same birthday and address, name written differently: Li Wei / Wei Li",
        ),
    ],
)
def test_points_and_the_sentence(one, two, points, reason):
    score, told = pair(one, two)
    assert score == pytest.approx(1 - 2**-points, abs=5e-5)
    assert told == reason


def test_a_point_halves_the_doubt_that_is_left():
    one = pair(PHONE, PHONE, MatchRules(same_phone=1))[0]
    two = pair(PHONE, PHONE, MatchRules(same_phone=2))[0]
    assert (one, two) == (0.5, 0.75)


def test_cards_with_nothing_in_common_are_not_compared():
    assert pair({"name": "Li Wei", "phone": "100-1"}, {"name": "Li Wei", "phone": "100-2"}) is None
    assert pair({"name": "Li Wei"} | PHONE, {"name": "Li Wei", "phone": "unknown"}) is None


def test_the_same_birthday_is_compared_only_with_the_same_initials():
    day = {"birthday": "1980-03-04"}
    assert pair(day | {"name": "Li Wei"}, day | {"name": "Zhao Na"}) is None
    assert pair(day | {"name": "Li Wei"}, day | {"name": "W. Li"})[0] == pytest.approx(1 - 2**-1.75, abs=5e-5)


def test_highest_score_first():
    found = find_matches(toy_cards())
    assert found["score"].is_monotonic_decreasing
    assert found.loc[0, ["left", "right"]].tolist() == ["A1", "A2"]
    assert set(found.columns) == {"left", "right", "score", "reason"}


# ── keys that are nobody's own ───────────────────────────────────────────────────────────────────────
def crowd(n, **same):
    names = ["Li Wei", "Zhao Na", "Sun Jie", "Hu Bo", "Ma Fang", "He Lin", "Wu Tao", "Xu Min", "Gao Yan", "Luo Ping"]
    rows = [{"card_id": f"{k:03}", **BLANK_CARD, "name": names[k % len(names)], **same} for k in range(n)]
    return pd.DataFrame(rows)


def test_a_phone_with_too_many_names_is_no_evidence_and_is_reported():
    cards = crowd(6, phone="100-0000-0001")
    assert find_matches(cards).empty
    assert shared_keys(cards).values.tolist() == [["phone", "10000000001", 6, 6]]
    assert len(find_matches(cards, MatchRules(most_names=6))) == 15
    assert shared_keys(crowd(5, phone="100-0000-0001")).empty


def test_a_shared_phone_adds_nothing_where_cards_meet_by_another_key():
    cards = crowd(6, phone="100-0000-0001")
    cards.loc[[0, 1], "email"] = "a@mail.example"
    cards.loc[[0, 1], "name"] = "Li Wei"
    cards.loc[6] = {"card_id": "x", **BLANK_CARD, "phone": "100-0000-0001", "name": "Deng Hao"}
    cards.loc[7] = {"card_id": "y", **BLANK_CARD, "phone": "100-0000-0001", "name": "Tang Rong"}
    found = find_matches(cards)
    assert found["score"].tolist() == [pytest.approx(1 - 2**-3.5, abs=5e-5)]
    assert found["reason"].item() == "same e-mail and name, the phone is shared by too many to count"


def test_a_key_on_too_many_cards_is_shared_even_with_one_name():
    cards = crowd(51, phone="100-0000-0001").assign(name="Li Wei")
    assert find_matches(cards).empty
    assert shared_keys(cards)[["cards", "names"]].values.tolist() == [[51, 1]]


def test_a_birthday_typed_for_want_of_a_better_one_is_blank():
    cards = crowd(60, birthday=pd.Timestamp("1900-01-01"))
    assert find_matches(cards).empty
    assert shared_keys(cards).values.tolist() == [["birthday", "1900-01-01", 60, 10]]


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────
@settings(max_examples=60, deadline=None)
@given(cards=some_cards(), seed=st.integers(0, 9))
def test_the_order_of_the_cards_makes_no_difference(cards, seed):
    shuffled = cards.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(find_matches(shuffled), find_matches(cards))


@settings(max_examples=40, deadline=None)
@given(cards=some_cards())
def test_each_pair_once_and_scores_between_0_and_1(cards):
    found = find_matches(cards)
    assert not found.duplicated(["left", "right"]).any()
    assert (found["left"] < found["right"]).all()
    assert found["score"].between(0, 1).all()


@settings(max_examples=40, deadline=None)
@given(cards=some_cards())
def test_every_pair_with_a_key_in_common_is_found(cards):
    """Beside a comparison of all with all, written plainly."""
    from casekit.records import normalise

    rules = MatchRules(most_names=99)
    forms = normalise(cards, rules).set_index("card_id")
    found = set(map(tuple, find_matches(cards, rules)[["left", "right"]].values))
    for one in forms.index:
        for two in forms.index[forms.index > one]:
            if any(
                forms.at[one, key] == forms.at[two, key] != "" for key in ("phone", "email", "id_number", "address")
            ):
                assert (one, two) in found


@pytest.mark.filterwarnings("ignore")
def test_any_engine_gives_the_same_pairs(to_engine):
    cards = toy_cards().astype({"birthday": "datetime64[us]", "updated_on": "datetime64[us]"})
    pd.testing.assert_frame_equal(find_matches(to_engine(cards)), find_matches(cards))


# ── manners ──────────────────────────────────────────────────────────────────────────────────────────
def test_progress_rises_to_the_end_and_the_library_prints_nothing():
    calls = []
    printed = io.StringIO()
    with redirect_stdout(printed):
        find_matches(toy_cards(), progress=lambda *call: calls.append(call))
        find_matches(toy_cards())
    assert printed.getvalue() == ""
    done = [call[0] for call in calls]
    assert done == list(range(done[-1] + 1)) and calls[-1] == (done[-1], done[-1])


def test_show_progress_is_one_line():
    printed = io.StringIO()
    with redirect_stdout(printed):
        find_matches(toy_cards(), progress=show_progress)
    assert printed.getvalue().count("\n") == 1 and printed.getvalue().endswith("100% done\n")


def test_a_missing_column_is_a_sentence_that_says_the_mend():
    with pytest.raises(CasekitError, match=r"no column “phone”.*columns=\{\"phone\": None\}"):
        find_matches(toy_cards().drop(columns="phone"))
    assert len(find_matches(toy_cards().drop(columns="phone"), columns={"phone": None}))


def test_numbers_as_ids_stay_numbers():
    cards = toy_cards().assign(card_id=np.arange(5) * 10)
    assert find_matches(cards)["left"].dtype == "int64"
