"""The cut-off lab: six customers by hand, laws that hold at every position, and what it refuses."""

import math
import pickle

import numpy as np
import pandas as pd
import polars as pl
import pytest
from cut_off_toys import many, six
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.labs import CutOffLab, CutOffSettings
from casekit.labs.cut_off_settings import CHANCE, MARGIN, PRODUCT, RANKINGS
from casekit.retention import best_cut_off

LARGE = CutOffLab(many(3000), period="quarter")

positions = st.builds(
    CutOffSettings,
    rank_by=st.sampled_from(RANKINGS),
    at_least=st.floats(0, 0.4),
    calls=st.integers(0, 3200),
    contact_cost=st.floats(0, 500),
    saved_share=st.floats(0, 1),
)


@pytest.fixture(scope="module")
def lab():
    return CutOffLab(six())


def by_hand(rank_by=CHANCE, at_least=0.0, calls=0):
    return CutOffSettings(rank_by, at_least, calls, contact_cost=10, saved_share=0.5)


# ── six customers by hand ────────────────────────────────────────────────────────────────────────────
def test_people_and_money_of_a_cut(lab):
    own = lab.outcome(by_hand(at_least=0.25)).own
    assert (own.contacted, own.caught, own.false_alarms, own.missed, own.left_alone) == (3, 2, 1, 1, 2)
    assert (own.at_least, own.stay, own.cost, own.brought, own.profit) == (0.3, 1, 30, 54, 24)
    assert own.caught_share == pytest.approx(2 / 3) and own.lift == pytest.approx((2 / 3) / (3 / 6))
    # foretold: half of 0.5 · 100 + 0.4 · 40 + 0.3 · 8, less three calls
    assert own.expected == pytest.approx(0.5 * 68.4 - 30)


def test_who_has_just_the_chance_of_the_cut_is_called(lab):
    assert lab.outcome(by_hand(at_least=0.3)).own.contacted == 3
    assert lab.outcome(by_hand(at_least=0.300001)).own.contacted == 2


def test_the_four_cells_and_their_money(lab):
    cells = lab.outcome(by_hand(at_least=0.25)).own.confusion()
    assert cells["customers"].to_dict() == {"caught": 2, "false_alarms": 1, "missed": 1, "left_alone": 2}
    # F, missed, would have brought half of 400 less a call; D and E, who stayed, two calls for nothing
    assert cells["money"].to_dict() == {"caught": 34, "false_alarms": -10, "missed": 190, "left_alone": -20}


def test_the_best_cut_is_the_last_customer_here(lab):
    found = lab.outcome(by_hand(at_least=0.25))
    assert (found.best.contacted, found.best.profit, found.best.at_least) == (6, 194, 0.1)
    assert found.cuts["profit"].tolist() == [40, 30, 24, 4, 194]


def test_where_the_chances_promise_most(lab):
    # A 15, B −2, C −8.8, D and E 80, F 10: all six
    assert lab.outcome(by_hand()).foretold.contacted == 6
    dear = lab.outcome(CutOffSettings(contact_cost=20, saved_share=0.5)).foretold
    assert (dear.contacted, dear.expected) == (5, pytest.approx(0.5 * 268.4 - 100))


def test_the_share_at_which_a_cut_breaks_even(lab):
    own = lab.outcome(by_hand(at_least=0.25)).own
    assert own.break_even_share == pytest.approx(30 / 108)
    at_it = CutOffSettings(at_least=0.25, contact_cost=10, saved_share=own.break_even_share)
    assert lab.outcome(at_it).own.profit == pytest.approx(0)


def test_the_chance_from_which_a_call_to_one_customer_pays(lab):
    found = lab.outcome(by_hand(at_least=0.25))
    assert found.break_even_chance(100) == pytest.approx(0.2)
    assert found.break_even_chance(0) == found.break_even_chance(-50) == math.inf
    last = found.last_called(2)
    assert last["customer_id"].tolist() == ["B", "C"] and last["pays"].tolist() == [False, False]
    assert last["break_even"].tolist() == pytest.approx([0.5, 2.5])


def test_caught_leavers_who_are_not_worth_a_call_are_counted(lab):
    assert lab.outcome(by_hand(at_least=0.25)).caught_too_small == 1  # C: half of 8 is below 10
    assert lab.outcome(by_hand(at_least=0.35)).caught_too_small == 0


def test_ranked_by_margin_the_number_of_calls_cuts(lab):
    found = lab.outcome(by_hand(MARGIN, calls=2))
    assert found.rows["customer_id"].tolist() == list("DFABCE")
    assert (found.own.contacted, found.own.caught, found.own.profit) == (2, 1, 180)


def test_ranked_by_the_product_a_margin_below_zero_is_none(lab):
    found = lab.outcome(by_hand(PRODUCT, calls=3))
    assert found.rows["customer_id"].tolist() == list("DAFBCE")  # 200, 50, 40, 16, 2.4, 0
    assert found.own.profit == 220 and found.rows["key"].iloc[-1] == 0


def test_who_ties_with_the_last_is_called_only_if_all_fit():
    lab = CutOffLab(six().assign(margin=[9, 7, 7, 7, 1, 1]))
    assert [lab.outcome(by_hand(MARGIN, calls=n)).own.contacted for n in (0, 1, 2, 3, 4, 5, 6, 99)] == [
        *(0, 1, 1, 1, 4, 4, 6, 6)
    ]


def test_calling_nobody_costs_and_brings_nothing(lab):
    found = lab.outcome(by_hand(at_least=0.9))
    own = found.own
    assert (own.contacted, own.profit, own.expected, own.missed, own.caught_share) == (0, 0, 0, 3, 0)
    assert own.at_least == math.inf and math.isnan(own.lift) and math.isnan(own.break_even_share)
    assert not len(found.last_called())


def test_where_no_cut_pays_the_best_is_nobody(lab):
    found = lab.outcome(CutOffSettings(saved_share=0.0, contact_cost=10))
    assert (found.best.contacted, found.best.profit, found.foretold.contacted) == (0, 0, 0)


def test_where_nobody_worth_keeping_is_caught_no_share_pays():
    lab = CutOffLab(six().assign(margin=[-1.0, 40, -8, 1000, -50, 400]))
    assert lab.outcome(by_hand(at_least=0.25)).own.break_even_share == math.inf


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────
@given(positions)
@settings(max_examples=60, deadline=None)
def test_everybody_stands_in_one_cell_and_the_money_adds_up(position):
    own = LARGE.outcome(position).own
    cells = own.confusion()
    assert cells["customers"].sum() == 3000 and (cells["customers"] >= 0).all()
    assert cells.loc[["caught", "missed"], "customers"].sum() == own.leavers
    assert cells.loc[["caught", "false_alarms"], "money"].sum() == pytest.approx(own.profit, abs=1e-6)


@given(positions)
@settings(max_examples=60, deadline=None)
def test_no_cut_is_better_than_the_best(position):
    found = LARGE.outcome(position)
    assert found.best.profit >= max(found.own.profit, found.foretold.profit, 0) - 1e-6
    assert found.foretold.expected >= max(found.own.expected, found.best.expected, 0) - 1e-6
    assert found.best.profit == pytest.approx(max(found.cuts["profit"].max(), 0), abs=1e-6)


@given(positions)
@settings(max_examples=40, deadline=None)
def test_the_cut_is_what_a_plain_filter_of_the_list_says(position):
    own, rows = LARGE.outcome(position).own, many(3000)
    worth = rows["margin"].clip(lower=0)
    key = {CHANCE: rows["probability"], MARGIN: rows["margin"], PRODUCT: rows["probability"] * worth}[position.rank_by]
    called = key >= (position.at_least if position.rank_by == CHANCE else own.at_least)
    assert called.sum() == own.contacted
    if position.rank_by != CHANCE:
        assert own.contacted <= position.calls
    brought = position.saved_share * (rows["left"] * worth)[called].sum()
    expected = position.saved_share * (rows["probability"] * worth)[called].sum()
    cost = position.contact_cost * called.sum()
    assert own.profit == pytest.approx(brought - cost, abs=1e-6)
    assert own.expected == pytest.approx(expected - cost, abs=1e-6)


def test_by_chance_the_best_is_that_of_best_cut_off():
    position, rows = CutOffSettings(), many(3000)
    expected = best_cut_off(
        rows["probability"],
        rows["left"],
        contact_cost=position.contact_cost,
        saved_share=position.saved_share,
        value=rows["margin"].clip(lower=0),
    )
    best = LARGE.outcome(position).best
    assert 0 < best.contacted < 3000
    assert (best.at_least, best.profit) == (expected.at_least, pytest.approx(expected.profit))


def test_a_sharper_list_with_true_chances_brings_what_it_foretells():
    draw = np.random.default_rng(1)
    chance = draw.beta(1.5, 30, 200_000)
    rows = {"customer_id": range(200_000), "probability": chance, "left": (draw.random(200_000) < chance) * 1}
    own = CutOffLab(pd.DataFrame({**rows, "margin": 1500.0})).outcome(CutOffSettings(at_least=0.1)).own
    assert own.brought == pytest.approx(own.expected + own.cost, rel=0.05)


@given(positions)
@settings(max_examples=30, deadline=None)
def test_the_curve_passes_through_the_marked_cuts(position):
    found = LARGE.outcome(position)
    curve = found.curve()
    assert curve.iloc[0].to_dict() == {"contacted": 0, "at_least": np.inf, "profit": 0, "expected": 0}
    assert curve["at_least"].is_monotonic_decreasing and curve["contacted"].iloc[-1] == 3000 and len(curve) <= 404
    heights = curve.set_index("contacted")
    for cut in (found.own, found.best, found.foretold):
        assert heights.loc[cut.contacted, ["profit", "expected"]].tolist() == pytest.approx(
            [cut.profit, cut.expected], abs=1e-6
        )


def test_the_curve_ends_just_behind_its_reach():
    found = LARGE.outcome(CutOffSettings(MARGIN, calls=100))
    curve = found.curve(500)
    assert 500 <= curve["contacted"].iloc[-1] < 520 and curve["contacted"].is_monotonic_increasing
    assert found.curve(10**9)["contacted"].iloc[-1] == 3000


def test_the_order_of_the_rows_and_the_engine_decide_nothing():
    rows = many(3000).sample(frac=1, random_state=1)
    for table in (rows, pl.from_pandas(rows)):
        other = CutOffLab(table, period="quarter")
        for rank_by in RANKINGS:
            position = CutOffSettings(rank_by, calls=500)
            found, expected = other.outcome(position), LARGE.outcome(position)
            assert (found.own, found.best, found.foretold) == (expected.own, expected.best, expected.foretold)
            assert found.last_called().to_dict("list") == expected.last_called().to_dict("list")


def test_columns_go_by_other_names(lab):
    names = {"customer_id": "who", "probability": "chance", "left": "gone", "margin": "money"}
    other = CutOffLab(six().rename(columns=names), **names)
    assert other.outcome(by_hand()).own == lab.outcome(by_hand()).own


def test_it_can_be_kept_and_sent():
    lab = pickle.loads(pickle.dumps(CutOffLab(six())))
    assert lab.outcome(by_hand(at_least=0.25)).own.profit == 24


# ── what it refuses ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"probability": [np.nan, 0.1, 0.1, 0.1, 0.1, np.inf]}, "2 rows have no “probability”"),
        ({"margin": [np.nan, 1, 1, 1, 1, 1]}, "1 rows have no “margin”"),
        ({"customer_id": ["A", None, "", "D", "E", "F"]}, "2 rows have no “customer_id”"),
        ({"probability": [5.0, 4, 3, 2, 2, 1]}, "5 rows .* beyond 0 to 1; a chance of 5 % is 0.05"),
        ({"probability": [-0.1, 0, 0, 0, 0, 1]}, "1 rows .* beyond 0 to 1"),
        ({"left": [2, 0, 1, 0, 0, 1]}, "1 rows have a “left” that is neither 1"),
        ({"left": list("yynnnn")}, "“left” must hold numbers"),
        ({"left": 0}, "Nobody on the list left"),
        ({"left": 1}, "Everybody on the list left"),
        ({"customer_id": list("AABCDE")}, "1 rows repeat a customer"),
    ],
)
def test_lists_that_cannot_be_used_are_a_sentence(change, sentence):
    with pytest.raises(CasekitError, match=sentence):
        CutOffLab(six().assign(**change))


@pytest.mark.parametrize("name", ["customer_id", "probability", "left", "margin"])
def test_a_missing_column_is_a_sentence(name):
    with pytest.raises(CasekitError, match=f"no column “{name}”"):
        CutOffLab(six().drop(columns=name))


def test_no_rows_are_a_sentence():
    with pytest.raises(CasekitError, match="no rows, so there is nobody to call"):
        CutOffLab(six().head(0))


def test_a_customer_may_come_again_in_another_period():
    twice = pd.concat([six().assign(quarter=1), six().assign(quarter=2)])
    with pytest.raises(CasekitError, match="6 rows repeat a customer .*period="):
        CutOffLab(twice)
    assert CutOffLab(twice, period="quarter").customers == 12
    with pytest.raises(CasekitError, match="no column “month”"):
        CutOffLab(twice, period="month")
    with pytest.raises(CasekitError, match="6 rows repeat a customer"):
        CutOffLab(twice.assign(quarter=1), period="quarter")


@pytest.mark.parametrize(
    ("levers", "sentence"),
    [
        ({"rank_by": "sales"}, "ranked by “sales”; use one of: chance, margin, chance x margin"),
        ({"at_least": 5}, "between 0 and 1, but it is 5"),
        ({"at_least": True}, "between 0 and 1"),
        ({"calls": -1}, "whole number from 0 on"),
        ({"calls": 1.5}, "whole number from 0 on"),
        ({"contact_cost": -1}, "sum of money, 0 or more, but it is -1"),
        ({"contact_cost": "78"}, "sum of money"),
        ({"contact_cost": math.inf}, "sum of money"),
        ({"saved_share": 1.01}, "The share of the called leavers who stay lies between 0 and 1"),
        ({"saved_share": math.nan}, "between 0 and 1"),
    ],
)
def test_levers_past_their_ends_are_sentences(levers, sentence):
    with pytest.raises(CasekitError, match=sentence):
        CutOffSettings(**levers)
