"""Orders, matches, grades, thresholds and shares, as people give them."""

from dataclasses import replace

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from practice_toys import ALLOCATION, CHOICES, GRADES, MATCH, ORDER, THRESHOLDS, VALID_THRESHOLDS

from casekit.practice import Status


def unreadable(outcome, words):
    assert outcome.status is Status.UNREADABLE
    assert words in outcome.message


# ── order and match ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("between", [", ", " > ", "\n", "；"])
def test_an_order_may_be_a_list_of_ids_or_a_text_of_labels(between):
    assert ORDER.check(list(ORDER.answer.ids)).right
    assert ORDER.check(between.join(f"The {id.upper()}" for id in ORDER.answer.ids)).right


@given(st.permutations(["north", "south", "east", "west"]))
def test_only_the_right_order_passes(ids):
    assert ORDER.check(ids).right == (tuple(ids) == ORDER.answer.ids)


def test_an_order_with_gaps_or_repeats_is_a_sentence():
    unreadable(ORDER.check(["north", "south"]), "2 of 4 are not in the order yet: the east, the west")
    unreadable(ORDER.check(["north", "south", "north"]), "more than once")


def test_a_wrong_order_says_how_far_it_holds():
    first, second, third, fourth = ORDER.answer.ids
    assert "The first 2 stand right" in ORDER.check([first, second, fourth, third]).message
    assert "does not come first" in ORDER.check([second, first, third, fourth]).message


@pytest.mark.parametrize("seed", range(40))
def test_the_items_are_never_dealt_in_order(seed):
    variant = ORDER.variant(seed)
    assert [item["id"] for item in variant.face()["items"]] != list(variant.answer.ids)


def test_a_match_may_be_a_dict_a_series_a_table_or_pairs():
    pairs = dict(MATCH.answer.pairs)
    labels = {name: {"vip": "VIP", "plain": "no vip"}[other] for name, other in pairs.items()}
    for given_ in (pairs, labels, pd.Series(pairs), list(pairs.items())):
        assert MATCH.check(given_).right
    assert MATCH.check(pl.DataFrame({"a": list(pairs), "b": list(pairs.values())})).right


def test_a_half_done_match_says_what_is_blank():
    (name, other), *_rest = MATCH.answer.pairs.items()
    unreadable(MATCH.check({name: other}), "3 of 4 rows are still blank")
    assert MATCH.check({name: "", "b": None}).status is Status.NOT_ATTEMPTED


def test_a_wrong_pair_is_told_with_its_reason():
    pairs = dict(MATCH.answer.pairs)
    name = next(iter(pairs))
    pairs[name] = "unused"
    reasoned = replace(MATCH, kind=replace(MATCH.kind, because=lambda facts, left, right: f"{left} is not {right}."))
    assert f"3 of 4 pairs are right. Look again at “{name}”. {name} is not unused." in reasoned.check(pairs).message
    assert MATCH.check(pairs).message.endswith(f"Look again at “{name}”.")


# ── grades ───────────────────────────────────────────────────────────────────────────────────────────────
def test_grades_may_be_a_series_or_a_table_with_ids_that_became_numbers():
    grades = pd.Series(dict(GRADES.answer.cells))
    assert GRADES.check(grades).right
    numbered = grades.set_axis(grades.index.astype(float))
    assert GRADES.check(numbered).right
    assert GRADES.check(numbered.to_frame()).right
    assert GRADES.check(grades.str.upper().astype("category").sample(frac=1).rename_axis("row").reset_index()).right


def test_a_wrong_grade_is_told_with_its_reason():
    cells = dict(GRADES.answer.cells)
    row = next(row for row, sales in GRADES.facts["sales"].items() if sales != 500)
    cells[row] = "plain" if cells[row] == "gold" else "gold"
    outcome = GRADES.check(cells)
    assert outcome.mistake is None
    assert f"7 of 8 rows are right. Look again at customer {row}" in outcome.message
    assert f"{GRADES.facts['sales'][row]} yuan were spent." in outcome.message


def test_a_row_that_is_a_sentence_stands_in_quotes():
    rows = dict.fromkeys(GRADES.facts["sales"], "It is so.")
    question = replace(GRADES, kind=replace(GRADES.kind, rows=rows))
    wrong = {row: "plain" if grade == "gold" else "gold" for row, grade in question.answer.cells.items()}
    assert "Look again at “It is so.”: “" in question.check(wrong).message
    assert question.hint(4).startswith("It is “It is so.”: ")


def test_what_stands_above_the_answers_may_be_no_grade():
    assert GRADES.face()["heading"] == "Grade"
    assert replace(GRADES, kind=replace(GRADES.kind, heading="Reason")).face()["heading"] == "Reason"


def test_a_mistake_made_on_some_rows_only_is_recognised():
    ends = [row for row, sales in GRADES.facts["sales"].items() if sales == 500]
    cells = {**GRADES.answer.cells, **dict.fromkeys(ends[1:], "plain")}
    assert len(ends) > 2
    outcome = GRADES.check(cells)
    assert outcome.mistake == "greater-than"
    assert outcome.status is Status.WRONG


def test_two_slips_with_choices_are_not_taken_for_a_mistake():
    assert CHOICES.check(["B", "C"]).mistake is None
    assert CHOICES.check(list("ABCDE")).mistake == "everybody"


def test_blank_rows_are_counted():
    cells = {**GRADES.answer.cells, "1": "", "2": None, "3": float("nan")}
    unreadable(GRADES.check(cells), "3 of 8 rows are still blank: customer 1, customer 2, customer 3.")
    assert GRADES.check(pd.Series({"1": None, "2": None})).status is Status.NOT_ATTEMPTED
    unreadable(GRADES.check({**cells, "99": "gold"}), "“99” is none of the rows")
    unreadable(GRADES.check({**GRADES.answer.cells, "1": "bronze"}), "“bronze”, given to customer 1, is none of")


# ── thresholds ───────────────────────────────────────────────────────────────────────────────────────────
def test_thresholds_as_people_write_them():
    low, high = (int(number) for number in THRESHOLDS.answer.cells.values())
    assert THRESHOLDS.check({"silver": f"{low} yuan", "gold": f"¥{high}.0"}).right
    unreadable(THRESHOLDS.check({"silver": high, "gold": low}), "must begin above")
    unreadable(THRESHOLDS.check({"silver": low}), "1 of 2 rows are still blank")
    unreadable(THRESHOLDS.check({"silver": low, "gold": "plenty"}), "Gold from: “plenty”")
    assert "1 of 2 are right" in THRESHOLDS.check({"silver": low, "gold": high + 50}).message


@given(st.integers(100, 5000), st.integers(1, 100))
def test_many_thresholds_can_be_right(silver, gap):
    assert VALID_THRESHOLDS.check({"silver": silver, "gold": silver + gap}).right


@given(st.integers(100, 5000), st.integers(201, 999))
def test_every_hole_is_the_same_mistake(silver, gap):
    assert VALID_THRESHOLDS.check({"silver": silver, "gold": silver + gap}).mistake == "hole"


# ── shares ───────────────────────────────────────────────────────────────────────────────────────────────
def test_shares_must_add_up():
    hours = ALLOCATION.facts["hours"]
    assert ALLOCATION.check({"gold": f"{hours - 10} hours", "silver": "10", "rest": ""}).right
    assert ALLOCATION.check({"gold": hours - 11, "silver": 11}).right
    unreadable(ALLOCATION.check({"gold": 1}), f"{hours - 1} hours are still to give")
    unreadable(ALLOCATION.check({"gold": hours + 5}), "5 hours too much")
    unreadable(ALLOCATION.check({"gold": hours + 5, "silver": -5}), "less than nothing")
    assert "“The rest” gets too much" in ALLOCATION.check({"rest": hours}).message
