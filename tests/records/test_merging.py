"""From pairs to people: merges with reasons, contradictions refused, the best card of each, the truth beside it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_cards import some_cards, toy_cards

from casekit.errors import CasekitError
from casekit.records import MatchRules, find_matches, merge_records
from casekit.records.clusters import join, join_quickly

TRUTH = pd.DataFrame({"card_id": ["S1", "A1", "A2", "S2", "S3"], "person_id": ["p", "p", "p", "son", "x"]})


def test_cards_of_one_person_come_together_each_merge_with_its_reason():
    merge = merge_records(toy_cards())
    assert merge.people.values.tolist() == [["A1", 1], ["A2", 1], ["S1", 1], ["S2", 2], ["S3", 3]]
    assert merge.merges[["left", "right", "person"]].values.tolist() == [["A1", "A2", 1], ["A1", "S1", 1]]
    assert merge.merges["reason"].tolist() == [
        "same e-mail, name written differently: 李伟 / Wei Li",
        "same phone, name written differently: 李伟 / Li Wei, birthday with day and month swapped",
    ]
    assert repr(merge) == "5 cards, 3 people at strictness 0.75"


def bridge(**ends):
    """Two cards that contradict one another, and a third with a phone and a mail that would chain them together."""
    field, (one, two) = next(iter(ends.items()))
    rows = [
        {"card_id": "1", "name": "Li Wei", "phone": "100-1111-1111", "email": None, field: one},
        {"card_id": "2", "name": "Li Wei", "phone": "100-1111-1111", "email": "a@mail.example", field: None},
        {"card_id": "3", "name": "Li Wei", "phone": None, "email": "a@mail.example", field: two},
    ]
    cards = pd.DataFrame(rows)
    return cards.assign(**{name: None for name in ("id_number", "birthday", "address", "gender") if name not in cards})


@pytest.mark.parametrize(
    ("ends", "word"),
    [({"id_number": ("HT12", "HT13")}, "id numbers"), ({"birthday": ("1980-01-01", "1955-06-07")}, "birthdays")],
)
def test_a_third_card_does_not_chain_two_people_together(ends, word):
    merge = merge_records(bridge(**ends))
    assert merge.people["person"].tolist() == [1, 2, 2]  # the e-mail is the stronger of the two pairs
    assert merge.refused[["left", "right"]].values.tolist() == [["1", "2"]]
    assert merge.refused["reason"].tolist() == ["same phone and name"]
    assert merge.refused["conflict"].item() == f"the cards joined to 1 and those joined to 2 have different {word}"


def test_without_the_guard_they_are_chained():
    assert (
        merge_records(bridge(id_number=("HT12", "HT13")), rules=MatchRules(never_together=())).people["person"].max()
        == 1
    )


def test_the_same_id_number_outweighs_a_birthday_typed_wrongly():
    rows = [("1", "HT12", "1980-01-01"), ("2", "HT12", "1980-01-02"), ("3", "HT12", None)]
    cards = pd.DataFrame(rows, columns=["card_id", "id_number", "birthday"])
    columns = dict.fromkeys(["name", "phone", "email", "address", "gender"])
    merge = merge_records(cards, columns=columns)
    assert merge.people["person"].tolist() == [1, 1, 1] and merge.refused.empty


def test_swapped_birthdays_do_not_contradict():
    cards = bridge(birthday=("1980-03-04", "1980-04-03"))
    assert merge_records(cards).people["person"].tolist() == [1, 1, 1]


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────
@settings(max_examples=60, deadline=None)
@given(cards=some_cards(), levels=st.tuples(st.floats(0.05, 1), st.floats(0.05, 1)))
def test_a_stricter_merge_makes_a_part_of_the_same_merges(cards, levels):
    loose, strict = (merge_records(cards, strictness=level) for level in sorted(levels))
    assert set(map(tuple, strict.merges[["left", "right"]].values)) <= set(
        map(tuple, loose.merges[["left", "right"]].values)
    )
    together = pd.crosstab(strict.people["person"], loose.people["person"])
    assert ((together > 0).sum(axis=1) == 1).all()  # whom strict holds together, loose does


@settings(max_examples=60, deadline=None)
@given(cards=some_cards(), seed=st.integers(0, 9), strictness=st.floats(0.05, 1))
def test_neither_order_of_the_cards_nor_given_matches_make_a_difference(cards, seed, strictness):
    usual = merge_records(cards, strictness=strictness)
    shuffled = cards.sample(frac=1, random_state=seed)
    given_matches = find_matches(cards).sample(frac=1, random_state=seed)
    for other in (
        merge_records(shuffled, strictness=strictness),
        merge_records(cards, strictness=strictness, matches=given_matches),
    ):
        pd.testing.assert_frame_equal(other.people, usual.people)
        pd.testing.assert_frame_equal(other.merges, usual.merges)
        pd.testing.assert_frame_equal(other.refused, usual.refused)


@settings(max_examples=60, deadline=None)
@given(cards=some_cards(), strictness=st.floats(0.05, 1))
def test_nobody_has_two_id_numbers_and_every_merge_counts(cards, strictness):
    merge = merge_records(cards, strictness=strictness)
    people = merge.people["person"]
    assert len(merge.merges) == len(cards) - people.nunique()
    assert sorted(people.unique()) == list(range(1, people.max() + 1))
    numbers = cards.set_index("card_id")["id_number"].groupby(merge.people.set_index("card_id")["person"]).nunique()
    assert (numbers <= 1).all()


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_the_quick_way_of_joining_finds_the_same_people(data):
    n = data.draw(st.integers(2, 12))
    pairs = data.draw(st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda p: p[0] < p[1])))
    left, right = np.array(sorted(pairs), dtype="int64").reshape(-1, 2).T
    score = np.array(data.draw(st.lists(st.integers(1, 3), min_size=len(left), max_size=len(left))), dtype="float64")
    never = [np.array(data.draw(st.lists(st.integers(-1, 2), min_size=n, max_size=n))) for _ in range(2)]
    trusted = (never[0][left] == never[0][right]) & (never[0][left] >= 0)
    order = np.lexsort((right, left, -score))
    expected = join(n, left[order], right[order], never, trusted[order]).person
    assert join_quickly(n, left, right, score, never, trusted).tolist() == expected.tolist()


# ── the best card, the registers, the truth ──────────────────────────────────────────────────────────
def test_the_golden_card_has_the_newest_value_of_each_field_and_its_source():
    best = merge_records(toy_cards()).golden().set_index("person").loc[1]
    assert best["cards"] == 3
    assert best[["name", "name_from"]].tolist() == ["Wei Li", "A2"]
    assert best[["phone", "phone_from"]].tolist() == ["10012345678", "A1"]
    assert best[["id_number", "id_number_from"]].tolist() == ["HT123456789012", "S1"]
    assert best[["address", "address_from"]].tolist() == ["5 Quay Rd.", "A2"]  # the newer "-" of A1 says nothing
    assert best["birthday"] == pd.Timestamp("1980-04-03")


def test_without_dates_the_last_card_id_wins():
    cards = toy_cards().drop(columns="updated_on")
    best = merge_records(cards).golden(["name"], newest=None).set_index("person").loc[1]
    assert best["name_from"] == merge_records(cards).people.query("person == 1")["card_id"].max()


def test_a_golden_card_takes_no_key_that_is_nobodys_own():
    names = ["A B", "C D", "E F", "G H", "I J", "K L"]
    one = toy_cards().iloc[[4]].assign(id_number=None, email=None, birthday=pd.NaT)
    cards = pd.concat([one.assign(card_id=f"X{k}", name=name) for k, name in enumerate(names)])
    best = merge_records(cards).golden(["phone", "name"])
    assert best["phone"].isna().all() and best["phone_from"].isna().all() and best["name"].notna().all()


def test_people_by_register():
    counts = merge_records(toy_cards()).by_register().set_index("registers")
    assert counts.loc["app + shop"].tolist() == [1, 3]
    assert counts.loc["shop"].tolist() == [2, 2]


def test_against_the_truth():
    quality = merge_records(toy_cards(), strictness=0.95).against(TRUTH)
    assert (quality.right_pairs, quality.wrong_pairs, quality.missed_pairs) == (0, 0, 3)
    assert np.isnan(quality.precision) and quality.recall == 0
    assert quality.people_split == 1 and quality.people_merged_wrongly == 0
    usual = merge_records(toy_cards()).against(TRUTH)
    assert (usual.precision, usual.recall, usual.people_found, usual.people_true) == (1, 1, 3, 3)
    one = merge_records(toy_cards()).against(TRUTH.assign(person_id=["p", "q", "q", "son", ""]))
    assert (one.right_pairs, one.wrong_pairs, one.missed_pairs, one.without_truth) == (1, 2, 0, 1)
    assert one.wrong[["left", "right", "person"]].values.tolist() == [["A1", "S1", 1], ["A2", "S1", 1]]
    assert one.people_merged_wrongly == 1


def test_missed_pairs_say_what_they_lacked():
    owners = TRUTH.assign(person_id=["p", "p", "p", "p", "p"])
    missed = merge_records(toy_cards()).against(owners).missed.set_index(["left", "right"])
    assert (
        missed.loc[("S1", "S2"), "reason"]
        == "same phone and address, names alike: Li Wei / Li Wen, but another birthday"
    )
    assert missed.loc[("S1", "S3"), "reason"] == "nothing in common to compare them by"
    assert np.isnan(missed.loc[("S1", "S3"), "score"])


@settings(max_examples=40, deadline=None)
@given(cards=some_cards(), owners=st.lists(st.sampled_from("pqr"), min_size=12, max_size=12))
def test_counts_of_pairs_are_those_of_the_lists(cards, owners):
    truth = pd.DataFrame({"card_id": cards["card_id"], "person_id": owners[: len(cards)]})
    quality = merge_records(cards, strictness=0.5).against(truth)
    assert (len(quality.wrong), len(quality.missed)) == (quality.wrong_pairs, quality.missed_pairs)
    belong = truth.groupby("person_id").size()
    assert quality.right_pairs + quality.missed_pairs == (belong * (belong - 1) // 2).sum()


# ── bad input ────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("strictness", [0, -1, 1.01, "high", None, True, float("nan")])
def test_a_strictness_out_of_range_is_a_sentence(strictness):
    with pytest.raises(CasekitError, match="Strictness goes from above 0 to 1"):
        merge_records(toy_cards(), strictness=strictness)


@pytest.mark.parametrize(
    ("matches", "sentence"),
    [
        ({"left": ["S1"], "right": ["A1"]}, "no column “score”"),
        ({"left": ["S1"], "right": ["A9"], "score": [1.0]}, "for instance S1 and A9"),
        ({"left": ["S1"], "right": ["S1"], "score": [1.0]}, "pair card S1 with itself"),
        ({"left": ["S1"], "right": ["A1"], "score": ["high"]}, "must hold numbers"),
    ],
)
def test_matches_that_do_not_fit_are_a_sentence(matches, sentence):
    with pytest.raises(CasekitError, match=sentence):
        merge_records(toy_cards(), matches=pd.DataFrame(matches))


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda merge: merge.golden(newest="changed"), "no column “changed”"),
        (lambda merge: merge.golden(["shoe"]), "no column “shoe”"),
        (lambda merge: merge.golden(newest="name"), "must hold the dates of the last change"),
        (lambda merge: merge.by_register("shop"), "no column “shop”"),
        (
            lambda merge: merge.against(TRUTH.rename(columns={"person_id": "who"})),
            "The truth has no column “person_id”",
        ),
        (
            lambda merge: merge.against(TRUTH.assign(card_id="?")),
            "No card of the merge is in the truth|has two persons",
        ),
        (lambda merge: merge.against(pd.concat([TRUTH, TRUTH.assign(person_id="z")])), "has two persons"),
    ],
)
def test_questions_that_cannot_be_answered_are_a_sentence(ask, sentence):
    with pytest.raises(CasekitError, match=sentence):
        ask(merge_records(toy_cards()))
