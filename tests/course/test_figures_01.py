"""What lesson 01 says about its figures in words."""

import pytest

from casekit.course.companies import telecom
from casekit.course.customer_records.company import sales_of
from casekit.course.customer_records.plan import units
from casekit.labs.merge import MergeLab
from casekit.labs.merge_settings import MergeSettings


@pytest.fixture(scope="module")
def lab():
    case = telecom(0)
    return MergeLab(case.cards, case.truth["card_owners"])


def test_with_all_evidence_few_strangers_meet_even_when_matching_is_loose(lab):
    loose = lab.outcome(MergeSettings(strictness=0.2))
    assert loose.wrong_pairs < 0.01 * loose.right_pairs


@pytest.mark.parametrize("strictness", [0.5, 0.75])
def test_without_names_and_birthdays_many_more_strangers_meet(lab, strictness):
    usual = lab.outcome(MergeSettings(strictness=strictness))
    without = lab.outcome(MergeSettings(strictness=strictness, name_and_birthday=False))
    assert without.wrong_pairs > 5 * usual.wrong_pairs


def test_above_0_8_hardly_a_wrong_merge_is_left_and_the_missed_ones_grow_fast(lab):
    usual, strict, very = (lab.outcome(MergeSettings(strictness=level)) for level in (0.75, 0.81, 0.9))
    assert strict.wrong_pairs <= 2
    assert very.missed_pairs > 5 * usual.missed_pairs


def test_the_shops_phone_makes_strangers_share_a_file_once_names_do_not_count(lab):
    settings = {"strictness": 0.3, "name_and_birthday": False}
    apart = lab.outcome(MergeSettings(**settings))
    counted = lab.outcome(MergeSettings(**settings, shared_phones=True))
    assert counted.people_exposed > apart.people_exposed


def test_some_of_the_fifty_largest_units_are_invisible_account_by_account():
    case = telecom(0)
    fifty = units(case).nlargest(50, "value")
    hidden = ~fifty["largest_child"].isin(sales_of(case).nlargest(50).index)
    assert hidden.sum() >= 5
    assert fifty.loc[hidden, "is_group"].eq(1).all()
