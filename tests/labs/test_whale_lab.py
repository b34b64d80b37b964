"""The whale-curve lab: promised and real, the overhead that stays, and laws that hold at every position."""

import pickle

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whale_toys import five, many

from casekit.errors import CasekitError
from casekit.labs import WhaleLab, WhaleSettings
from casekit.labs.whale_settings import CONTRIBUTION, HOURS, LOADED, SALES
from casekit.value.whale import whale, whale_curve

LARGE = WhaleLab(many(3000), overhead=500_000)

positions = st.builds(
    WhaleSettings,
    judged_by=st.sampled_from([LOADED, CONTRIBUTION]),
    shared_by=st.sampled_from([HOURS, SALES]),
    dropped=st.integers(0, 2999),
    discount_cut=st.floats(0, 1),
    hours_kept=st.floats(0, 1),
    leaving=st.floats(0, 0.3),
)


@pytest.fixture(scope="module")
def lab():
    return WhaleLab(five(), overhead=500, name="name")


def levers(found):
    return found.by_lever[["promised", "real"]].round(6).to_numpy().tolist()


# ── five customers by hand ───────────────────────────────────────────────────────────────────────────
def test_the_year_as_it_was(lab):
    found = lab.outcome()
    assert found.judged.tolist() == [550, 250, -60, -110, -430]
    assert (found.before.peak, found.before.tail, found.before.total) == (800, 600, 200)
    assert found.before == found.after == found.as_promised
    assert (found.promised, found.real, found.stranded, found.hours_freed, found.pushed_below) == (0, 0, 0, 0, 0)


def test_a_dropped_customer_leaves_the_overhead_to_the_others(lab):
    found = lab.outcome(WhaleSettings(dropped=1))
    # E "costs" 430 by the statement; without E 180 come, and the 250 of overhead stay: 10 an hour for who is left.
    assert levers(found)[0] == [430, 180] and found.stranded == 250
    assert found.after.total == 200 + 180 and found.as_promised.total == 200 + 430
    assert found.hours_freed == 50


def test_the_overhead_that_lands_pushes_others_below_zero():
    lab = WhaleLab(five(), overhead=2000)  # 20 an hour: B stands at 100; at 40 an hour, without E, at -100
    assert lab.outcome(WhaleSettings(dropped=1)).pushed_below == 1
    assert lab.outcome(WhaleSettings(CONTRIBUTION, dropped=1)).pushed_below == 0


def test_a_dropped_customer_who_left_something_is_counted(lab):
    found = lab.outcome(WhaleSettings(dropped=3))
    assert (found.bearers_dropped, found.contribution_given_up) == (1, 40)
    assert levers(found)[0] == [600, 60 + 180 - 40]


def test_fewer_hours_save_their_cost_and_not_their_overhead(lab):
    found = lab.outcome(WhaleSettings(hours_kept=0.5))
    # C, D and E have 80 hours that cost 600: half of it, and 40 hours at 5 of overhead that are only promised.
    assert levers(found)[1] == [300 + 200, 300] and found.hours_freed == 40


def test_what_is_no_cost_of_hours_is_not_saved_with_them():
    found = WhaleLab(five(), overhead=500, hour_rate=5).outcome(WhaleSettings(hours_kept=0.5))
    assert levers(found)[1] == [40 * 5 + 200, 40 * 5] and found.hours_freed == 40
    with pytest.raises(CasekitError, match="At 9 an hour, 2 customers’ hours cost more"):
        WhaleLab(five(), overhead=500, hour_rate=9)


def test_shared_by_sales_fewer_hours_promise_no_overhead(lab):
    found = lab.outcome(WhaleSettings(shared_by=SALES, hours_kept=0.5))
    assert found.stranded == 0 and found.real > 0


def test_repricing_takes_discounts_from_the_tail_and_some_leave(lab):
    found = lab.outcome(WhaleSettings(discount_cut=0.5, leaving=0.2))
    # C gains 10 and E 100; a fifth of C (40 + 10) and of E (-180 + 100) goes: 6 more, and 14 hours at 5 promised.
    assert levers(found)[2:] == [[110, 110], [6 + 70, 6]]
    assert found.leavers == pytest.approx(0.4) and found.changed.repriced.tolist() == [False, False, True, False, True]


def test_judged_by_contribution_nothing_is_promised_that_stays(lab):
    found = lab.outcome(WhaleSettings(CONTRIBUTION, dropped=2, hours_kept=0.5))
    assert found.before.losers == 2 and found.promised == found.real == 240 and found.stranded == 0
    assert found.by_lever.loc["dropped", "freed"] == 60


def test_the_worst_are_named_with_what_they_cost_above_others(lab):
    found = lab.outcome(WhaleSettings(dropped=1)).worst(3)
    assert found["customer_id"].tolist() == ["E", "D", "C"] and found["dropped"].tolist() == [True, False, False]
    worst = found.iloc[0]
    # Service takes 800 of 2,500 in sales: 32 %, of E's 400 that is 128, and E costs 400.
    assert (worst["name"], worst["cause"], worst["above"]) == ("Customer E", "service_cost", pytest.approx(272))
    assert found.iloc[1]["cause"] == "direct_cost"


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────
@given(positions)
@settings(max_examples=60, deadline=None)
def test_money_is_neither_made_nor_lost(position):
    found = LARGE.outcome(position)
    assert found.after.total == pytest.approx(found.before.total + found.real, abs=1e-4)
    assert found.as_promised.total == pytest.approx(found.before.total + found.promised, abs=1e-4)
    assert found.stranded >= -1e-6 and found.hours_freed >= -1e-6
    assert found.after.peak >= found.after.total - 1e-6


@given(positions)
@settings(max_examples=40, deadline=None)
def test_what_really_comes_is_what_net_contributions_change(position):
    found = LARGE.outcome(position)
    changed, contribution = found.changed, LARGE.accounts.contribution
    after = changed.stays * (contribution + changed.less_service + changed.more_sales)
    assert found.real == pytest.approx(after.sum() - contribution.sum(), abs=1e-4)


@given(positions)
@settings(max_examples=20, deadline=None)
def test_only_the_tail_is_touched(position):
    found = LARGE.outcome(position)
    untouched = ~found.changed.dropped & (found.judged >= 0)
    assert not found.changed.repriced[untouched].any() and not found.changed.less_hours[untouched].any()
    assert (found.changed.stays[untouched] == 1).all() and found.changed.dropped.sum() == position.dropped


@pytest.mark.parametrize("judged_by", [LOADED, CONTRIBUTION])
def test_the_curve_before_is_that_of_whale_curve(judged_by):
    found = LARGE.outcome(WhaleSettings(judged_by))
    table = pd.DataFrame({"customer_id": LARGE.accounts.ids, "profit": found.judged})
    expected, figures = whale_curve(table, profit="profit"), whale(table, profit="profit")
    assert expected["customer_id"].tolist() == LARGE.accounts.ids[found.order].tolist()
    assert (found.before.winners, found.before.losers) == (figures.winners, figures.losers)
    assert (found.before.peak, found.before.tail) == pytest.approx((figures.peak, figures.tail), abs=1e-5)
    drawn = found.curves()["before"]
    at = (drawn["share_of_customers"] * 3000).round().astype(int)
    heights = np.r_[0.0, expected["cumulative_profit"]][at]
    assert drawn["cumulative_profit"].to_numpy() == pytest.approx(heights, abs=1e-4)
    assert drawn["cumulative_profit"].max() == pytest.approx(found.before.peak)  # the peak is not thinned away


def test_the_curves_after_end_where_the_totals_are():
    found = LARGE.outcome(WhaleSettings(dropped=30, discount_cut=0.5, hours_kept=0.5))
    curves = found.curves()
    assert curves["real"].iloc[-1].tolist() == pytest.approx([0.99, found.after.total])
    assert curves["promised"]["cumulative_profit"].iloc[-1] == pytest.approx(found.as_promised.total)


def test_the_order_of_the_rows_and_the_engine_decide_nothing():
    position = WhaleSettings(dropped=30, discount_cut=0.5, hours_kept=0.5)
    rows = many(3000).sample(frac=1, random_state=1)
    for table in (rows, pl.from_pandas(rows)):
        found = WhaleLab(table, overhead=500_000).outcome(position)
        assert levers(found) == levers(LARGE.outcome(position))
        assert found.worst()["customer_id"].tolist() == LARGE.outcome(position).worst()["customer_id"].tolist()


def test_without_an_hour_left_all_carry_the_same():
    only_the_tail_is_served = five().assign(hours=[0.0, 0, 20, 10, 50])
    found = WhaleLab(only_the_tail_is_served, overhead=1000).outcome(WhaleSettings(hours_kept=0))
    assert found.hours_freed == 80 and found.after.total == pytest.approx(found.before.total + found.real)
    assert found.after.peak == pytest.approx(400 + 100 + 20)  # A, B and E less a fifth of the 1,000


def test_it_can_be_kept_and_sent(lab):
    position = WhaleSettings(dropped=1)
    assert levers(pickle.loads(pickle.dumps(lab)).outcome(position)) == levers(lab.outcome(position))


# ── what it refuses ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"hours": [np.nan, 1, 1, 1, 1]}, "1 rows have no “hours”"),
        ({"discount": [0, 0, -5, 0, 0]}, "a “discount” below 0"),
        ({"sales": [-1, 1, 1, 1, 1]}, "a “sales” below 0"),
        ({"hours": 0.0}, "Nobody has any “hours”"),
        ({"customer_id": list("AABCD")}, "1 rows repeat a customer"),
        ({"service_cost": list("vwxyz")}, "service_cost"),
    ],
)
def test_accounts_that_cannot_be_used_are_a_sentence(change, sentence):
    with pytest.raises(CasekitError, match=sentence):
        WhaleLab(five().assign(**change), overhead=500)


def test_a_missing_column_and_one_customer_alone_are_sentences():
    with pytest.raises(CasekitError, match="discount"):
        WhaleLab(five().drop(columns="discount"), overhead=500)
    with pytest.raises(CasekitError, match="at least two customers"):
        WhaleLab(five().head(1), overhead=500)


@pytest.mark.parametrize("overhead", [-1, float("nan"), float("inf"), "500", True])
def test_an_overhead_that_is_no_sum_is_a_sentence(overhead):
    with pytest.raises(CasekitError, match="Overhead must be a sum of money"):
        WhaleLab(five(), overhead=overhead)


def test_nobody_may_be_left_out_of_all(lab):
    assert lab.outcome(WhaleSettings(dropped=4)).after.customers == 1
    with pytest.raises(CasekitError, match="drop at most 4"):
        lab.outcome(WhaleSettings(dropped=5))


@pytest.mark.parametrize(
    ("levers", "sentence"),
    [
        ({"judged_by": "sales"}, "judged by is “sales”"),
        ({"shared_by": "heads"}, "shared by is “heads”"),
        ({"dropped": -1}, "whole numbers"),
        ({"dropped": 1.5}, "whole numbers"),
        ({"discount_cut": 1.1}, "from 0 to 1"),
        ({"hours_kept": "all"}, "from 0 to 1"),
        ({"leaving": 0.31}, "from 0 to 0.3"),
    ],
)
def test_levers_past_their_ends_are_sentences(levers, sentence):
    with pytest.raises(CasekitError, match=sentence):
        WhaleSettings(**levers)
