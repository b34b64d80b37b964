"""The retention-budget game: two quarters by hand, and laws that hold for every way to play."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from budget_toys import many, two_quarters
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.labs import BudgetLab, Move
from casekit.labs.budget_settings import AT_RISK, BEST, MARGIN, MOVED, RISK, RULES, UPLIFT

LARGE = BudgetLab(many(400), budget=20_000)
years = st.lists(st.builds(Move, rule=st.sampled_from(RULES), money=st.integers(0, 5_000)), max_size=4).map(tuple)


@pytest.fixture(scope="module")
def lab():
    return BudgetLab(two_quarters(), budget=40)


def first(lab, rule, money):
    return lab.outcome((Move(rule, money),)).played[0]


# ── two quarters by hand ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("rule", "order"),
    [
        (RISK, "LQPSD"),
        (MARGIN, "SDPLQ"),
        (AT_RISK, "LPSDQ"),  # 45, 30, 6, and 2 twice: of equals the earlier number
        (UPLIFT, "QPLSD"),
        (MOVED, "PSLQD"),
    ],
)
def test_each_rule_has_its_list(lab, rule, order):
    assert "".join(lab.outcome((), Move(rule, 40)).plan["customer_id"]) == order[:4]


def test_by_risk_money_goes_to_who_leaves_anyway(lab):
    played = first(lab, RISK, 20)
    assert (played.saved, played.woken, played.lost_causes, played.sure_things) == (1, 0, 1, 0)
    assert (played.kept, played.spent, played.gain, played.loss_makers) == (5, 20, -15, 1)


def test_by_margin_a_good_customer_is_woken(lab):
    played = first(lab, MARGIN, 20)
    assert (played.woken, played.sure_things, played.gain) == (1, 1, -200 - 20)
    assert (played.kept, played.driven_out) == (-200, 200)


def test_the_best_plan_calls_only_where_it_pays(lab):
    played = first(lab, BEST, 40)  # P: 0.25 × 100 − 10, S: 0.06 × 300 − 10; L: 0.10 × 50 − 10 does not pay
    assert (played.calls, played.spent, played.gain) == (2, 20, 100 - 20)
    assert played.expected == pytest.approx(25 - 10 + 18 - 10)


def test_the_yardsticks(lab):
    found = lab.outcome((Move(BEST, 10), Move(BEST, 10)))
    assert found.best_gain == 180 and found.gain == 180  # P of each quarter: nobody else is worth a call
    assert found.gain_of_thumb == 2 * (5 - 20)  # by risk, half of the money each: L and Q
    assert found.over and found.plan is None and found.next_quarter is None and found.left == 20


def test_what_the_same_money_would_have_done(lab):
    found = lab.outcome((Move(RISK, 20), Move(BEST, 10)))
    assert found.gain == (5 - 20) + (100 - 10)
    assert [one.calls for one in found.same_money] == [
        2,
        1,
    ]  # P and S, then P: what was spent, and not what was offered
    assert found.gain_of_same_money == (100 - 20) + (100 - 10)


def test_money_not_spent_is_there_later(lab):
    assert lab.outcome((Move(BEST, 40),), Move(MARGIN, 40)).plan["cost"].sum() == 20
    assert lab.outcome((Move(RISK, 0),)).left == 40


def test_more_than_is_left_is_refused(lab):
    with pytest.raises(CasekitError, match="Quarter 2: 30 were asked for, and 10 are left"):
        lab.outcome((Move(RISK, 30), Move(RISK, 30)))
    with pytest.raises(CasekitError, match="The year has 2 quarters"):
        lab.outcome((Move(RISK, 0),) * 3)


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────
@given(years)
@settings(max_examples=40, deadline=None)
def test_every_called_customer_is_of_one_kind_and_money_adds_up(moves):
    found = LARGE.outcome(moves)
    for one, move in zip(found.played, moves, strict=True):
        assert one.saved + one.woken + one.wasted == one.calls
        assert one.spent <= move.money
    assert found.left == pytest.approx(LARGE.budget - sum(one.spent for one in found.played))
    rows = found.by_quarter()
    assert rows["gain"].sum() == pytest.approx(found.gain) and rows["best"].sum() == pytest.approx(found.best_gain)


@given(years.filter(lambda moves: len(moves) == 4))
@settings(max_examples=40, deadline=None)
def test_nobody_beats_the_truth_over_the_year(moves):
    found = LARGE.outcome(moves)
    assert found.gain <= found.best_gain + 1e-6


@given(st.integers(0, 5_000))
@settings(max_examples=20, deadline=None)
def test_no_rule_expects_more_than_the_best_plan(money):
    expected = {rule: first(LARGE, rule, money).expected for rule in RULES}
    assert max(expected.values()) <= expected[BEST] + 1e-6


def test_engines_and_the_order_of_rows_change_nothing():
    rows = many(50)
    mixed = pl.from_pandas(rows.sample(frac=1, random_state=1))
    moves = (Move(MOVED, 1_000), Move(BEST, 1_000))
    one, other = (BudgetLab(table, budget=4_000).outcome(moves) for table in (rows, mixed))
    pd.testing.assert_frame_equal(one.by_quarter(), other.by_quarter())


# ── bad input ────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"cost": 0}, "A call must cost something"),
        ({"risk": np.nan}, "10 rows have no “risk”"),
        ({"leaves_if_called": 2}, "“leaves_if_called” must be 1 or 0"),
        ({"customer_id": "P"}, "8 rows repeat a customer within a quarter"),
    ],
)
def test_a_bad_table_is_a_sentence(change, said):
    with pytest.raises(CasekitError, match=said):
        BudgetLab(two_quarters().assign(**change), budget=40)


def test_bad_settings_are_sentences():
    with pytest.raises(CasekitError, match="The members have no rows"):
        BudgetLab(two_quarters().head(0), budget=40)
    with pytest.raises(CasekitError, match="must be a sum above 0"):
        BudgetLab(two_quarters(), budget=0)
    with pytest.raises(CasekitError, match="The rule is “luck”"):
        Move("luck", 1)
    with pytest.raises(CasekitError, match="must be a sum from 0 on"):
        Move(RISK, -1)
