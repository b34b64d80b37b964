"""The plan sheet of lesson 16 says where two answers clash, and has a word on each figure of one's own."""

import pytest

from casekit.course.companies import telecom
from casekit.course.did_it_work import PLAN
from casekit.course.did_it_work.trial_before import gone_by, mean_margin, pays_back, usual_list
from casekit.practice.plan import NumberField

FIELDS = {one.name: one for one in PLAN.fields}


def remark(name, **changed):
    answers, problems = PLAN.read({**PLAN.models, **changed})
    assert not problems
    return PLAN.remark(FIELDS[name], answers)


def test_every_figure_has_a_suggestion_and_a_remark_of_its_own():
    for one in PLAN.fields:
        if isinstance(one, NumberField):
            assert PLAN.suggestion(one), one.name
            low, high = one.low, min(one.high, 2 * PLAN.models[one.name])
            assert remark(one.name, **{one.name: low}) != remark(one.name, **{one.name: high}) != "", one.name


@pytest.mark.parametrize(
    ("outcome", "weeks"), [("year", 4), ("year", 51), ("left", 4), ("left", 26), ("bill", 1), ("bill", 13)]
)
def test_an_outcome_and_a_day_of_reading_that_clash(outcome, weeks):
    assert "Your outcome is" in remark("weeks", outcome=outcome, weeks=weeks)


@pytest.mark.parametrize(("outcome", "weeks"), [("year", 52), ("left", 13), ("bill", 6), ("asked", 4)])
def test_an_outcome_and_a_day_of_reading_that_agree(outcome, weeks):
    assert "Your outcome is" not in remark("weeks", outcome=outcome, weeks=weeks)


def test_for_everybody_and_half_of_them_left_alone():
    assert "You pay for everybody" in remark("control", pays="all", control=50)
    assert "You pay for everybody" not in remark("control", pays="all", control=10)
    assert "You pay for everybody" not in remark("control", pays="some", control=50)


def test_a_trial_that_can_find_little_is_told_so():
    assert "below 80 %" in remark("control", customers=400, control=5)
    assert "below 80 %" not in remark("control")


def test_more_points_than_leave():
    assert "cannot be taken off" in remark("effect", effect=10, pays="all")
    assert "the part you chose" in remark("effect", effect=10, pays="some")


def test_a_remark_waits_only_for_what_it_needs():
    answers, _problems = PLAN.read({"customers": 1000, "control": 30})
    assert "300 are left alone and 700 called" in PLAN.remark(FIELDS["control"], answers)
    assert PLAN.remark(FIELDS["weeks"], PLAN.read({"weeks": 4})[0])


def test_what_the_calls_before_tell():
    case = telecom(0)
    shares = [gone_by(case, weeks) for weeks in range(1, 14)]
    assert shares == sorted(shares) and 0 < shares[0] < 0.2 and shares[-1] == 1
    assert pays_back(case) / 100 * 2 * mean_margin(case) == pytest.approx(78, rel=0.03)
    lists = case.campaign_members.groupby("campaign_id").size().drop("C01")
    assert abs(usual_list(case) - lists.mean()) <= 50
