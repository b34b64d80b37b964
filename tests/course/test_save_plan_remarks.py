"""The sheet of lesson 17 answers each entry with the trainee's own figures, and says where two entries clash."""

import pytest

from casekit.course.companies import telecom
from casekit.course.whom_to_save import PLAN
from casekit.course.whom_to_save.company import BUDGET, COST, trials
from casekit.course.whom_to_save.plan import lists

MODEL = dict(PLAN.models)


def remark(name, **other):
    answers, problems = PLAN.read({**MODEL, **other})
    assert not problems
    return PLAN.remark(next(one for one in PLAN.fields if one.name == name), answers)


def test_calls_are_told_in_money():
    assert f"{4 * 300 * COST:,} yuan; there are {BUDGET:,}" in remark("calls", calls=300)
    assert f"{BUDGET - 4 * 100 * COST:,} are left" in remark("calls", calls=100)
    assert "stay unspent" in remark("calls", calls=0) and remark("rule", calls=0) == ""


def test_a_least_margin_says_whom_it_leaves_out():
    rows = lists(telecom(0))["gain"]
    pays = rows["gain"] > 0
    below = int((pays & (rows["margin"] < 3_000)).sum())
    assert below and f"{below} of {pays.sum()} calls that would pay" in remark("least", least=3_000)
    assert "No call that would pay" in remark("least", least=COST)
    assert "below it even a customer surely saved" in remark("least", least=COST - 1)


@pytest.mark.parametrize(("rule", "woken"), [("margin", True), ("gain", False)])
def test_sleepers_on_the_list_are_counted(rule, woken):
    ranked = lists(telecom(0))[rule]
    ranked = ranked[(ranked["margin"] >= MODEL["least"]) & ((ranked["gain"] > 0) | (rule != "gain"))]
    n = int(ranked.head(int(MODEL["calls"]))["long_contract"].sum())
    assert (n > 0) == woken
    assert remark("sleepers", rule=rule, sleepers="silent") == (
        f"Your list of the last quarter holds {n} of them: strike these out." if woken else ""
    )
    assert ("calls none of them anyway" in remark("sleepers", rule=rule, sleepers="call")) != woken


def test_a_control_has_its_price_and_its_least_size():
    assert "nobody will know" in remark("held_out", held_out=0)
    assert "too few" in remark("held_out", held_out=1)
    assert "the price of knowing" in remark("held_out", held_out=10)


def test_the_first_measure_is_seen_in_the_trial():
    _called, _left, control, left = trials(telecom(0))["2024"]["late"]
    assert f"Of {control} who waited for an answer and were left alone, {left} left" in remark("first", first="reply")
    assert "nine in ten" in remark("first", first="discount") and remark("first", first="leaders")
