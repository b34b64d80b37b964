"""What lesson 04 says in prose is computed here: text and data cannot drift apart."""

import numpy as np
import pandas as pd
import pytest

from casekit import grading
from casekit.course.companies import telecom
from casekit.course.grade_policies.charts import draw_bands, draw_combinations
from casekit.course.grade_policies.company import LEAST, organisations, persons
from casekit.course.grade_policies.eligibility import newcomers, rated_by_hand
from casekit.course.grade_policies.graded import NONE, graded, printed
from casekit.course.grade_policies.months import months_of
from casekit.course.grade_policies.plan import HOURS, policy_model
from casekit.labs.policy_settings import NEXT, PolicySettings
from casekit.paths import REPOSITORY

LESSON = REPOSITORY / "authoring" / "04-grade-policies.py"


@pytest.fixture(scope="module")
def rows():
    return graded(telecom(0))


@pytest.fixture(scope="module")
def audit():
    return grading.load_policy("key-account-classes").audit(
        organisations(telecom(0)).reset_index(), sales="annual_usage"
    )


def said(text: str) -> bool:
    return text in " ".join(LESSON.read_text(encoding="utf-8").replace("\n#", " ").split())


def test_most_of_the_larger_accounts_and_all_of_the_largest_have_no_grade(rows):
    larger = rows[rows["annual_usage"] >= LEAST].sort_values("annual_usage", ascending=False)
    without = larger["grade"] == NONE
    assert said("Most of them are D") and without.mean() > 0.5
    assert said("too large for B1 and too small for A2") and said("Sixteen accounts stand in the hole above B1")
    assert without.head(16).all() and not without.iloc[16:17].all()
    assert larger["annual_usage"].head(16).between(100_000, 200_000, inclusive="neither").all()


def test_the_ends_matter_on_the_print_and_not_on_the_bills(rows):
    ends = [20_000, 50_000, 100_000, 200_000, 300_000, 500_000]
    assert said("On the bills, down to the cent, it hardly matters")
    assert rows["annual_usage"].isin(ends).sum() == 0
    table = printed(telecom(0))
    on_the_line = table[table["annual_usage"].isin(ends) & (table["grade"] != NONE)]
    assert said("One sign, `>` for `>=`, and they all lose their grade")
    assert len(on_the_line) > 20 and (on_the_line["strict"] == NONE).all()


def test_the_upper_rows_of_the_poster_are_empty(rows):
    assert said("The poster's upper rows are empty")
    assert not rows["grade"].isin(["A1", "A2"]).any()


def test_a_double_hit_on_the_axis_is_none_jointly(audit):
    assert [dict(one.where) for one in audit.of("double_hit", "axis")] == [{"annual_usage": "exactly 50,000 yuan"}]
    assert audit.of("double_hit", "joint") == []
    counted = [one for one in audit.of("hole", "joint") if one.customers]
    assert {"growth_potential"} == {name for one in counted for name in one.where} - {"annual_usage"}


def test_three_of_twelve_combinations_have_a_grade(rows):
    larger = rows[rows["annual_usage"] >= LEAST]
    band = np.searchsorted([50_000, 100_000], larger["annual_usage"])
    cells = larger.groupby([band, larger["growth_potential"].fillna("(blank)")])["grade"].agg(set)
    assert said("Three of twelve combinations have a grade")
    assert len(cells) == 12 and sum(NONE not in grades for grades in cells) == 3
    assert all(len(grades) == 1 for grades in cells)


def test_two_readings_of_the_open_band_give_overlaps_or_a_hole():
    drawer = grading.load_policy("purchase-tiers")
    assert said("As printed: overlaps. Read as it was meant: a hole from 50,000 to 100,000")
    assert len(drawer.audit().of("overlap", "axis")) == 3
    closed = drawer.audit(open_ended="to_next_band")
    assert closed.of("overlap", "axis") == []
    where = [one.where["purchase_amount"] for one in closed.of("hole", "axis")]
    assert "above 50,000 to below 100,000 yuan" in where
    assert said('"Purchase amount": in a month, a year, ever? The source does not say')
    assert drawer.measures["purchase_amount"].period == "not stated"


def test_nobody_loses_by_a_repair_and_the_winners_differ(rows):
    policy = grading.load_policy("key-account-classes")
    customers = organisations(telecom(0)).reset_index()
    before = rows["grade"]
    winners = []
    for how in ("extend_lower", "extend_upper"):
        after = policy.repair(customers, holes=how).policy.grade(customers, reasons=False).set_index("customer_id")
        after = after["grade"].reindex(before.index).replace(policy.outside, NONE)
        assert (after[before != NONE] == before[before != NONE]).all()
        winners.append(set(before.index[(before == NONE) & (after != NONE)]))
    assert said("Nobody loses a grade here") and said("not all of the sixteen pay well")
    assert 0 < len(winners[0]) < 16 and 0 < len(winners[1]) < 16 and winners[0] != winners[1]


def test_a_new_grade_takes_all_of_the_hole(rows):
    policy = grading.load_policy("key-account-classes")
    repair = policy.repair(organisations(telecom(0)).reset_index(), holes="new_grade")
    counts = repair.recount.set_index("grade")["customers_after"]
    assert said("A new grade takes all sixteen") and counts["between B1 and A2"] == 16


def test_the_repaired_edition_took_seven_decisions():
    assert said("Seven decisions, and each could have gone the other way")
    assert len(grading.load_policy("key-account-classes-repaired").ours) == 7


def test_the_file_rates_whom_the_rule_by_hand_rates():
    rows = newcomers(telecom(0))
    assert (rows["rated"] == rated_by_hand(rows)).all()
    everyone = persons(telecom(0))
    assert len(everyone) > 4_000 and set(everyone["network"]) - {"fixed"} == {"2G", "3G", "2G/3G", "4G"}


def test_who_joined_on_the_last_day_of_january_is_rated_in_july():
    assert said("Someone joins on 31 January 2025")
    july = pd.Timestamp("2025-07-01")
    assert months_of(pd.Timestamp("2025-01-31"), july) == 7 == months_of(pd.Timestamp("2025-01-01"), july)
    assert said("on 1 July only 151 days have passed")
    assert (july - pd.Timestamp("2025-01-31")).days == 151


def test_the_bands_are_drawn_with_their_holes_and_the_customers(rows):
    policy = grading.load_policy("key-account-classes")
    axes = draw_bands(policy, "annual_usage", rows["annual_usage"])
    assert [text.get_text() for text in axes.texts] == ["B2", "B1", "A2", "A1"]
    inside, outside = (len(dots.get_offsets()) for dots in axes.collections)
    assert inside + outside == len(rows) and inside == (rows["annual_usage"].between(20_000, 100_000)).sum()


def test_a_combination_is_drawn_with_its_number_and_its_grade():
    counts = pd.DataFrame({"low": [3, 4]}, index=["a", "b"])
    axes = draw_combinations(counts, pd.DataFrame({"low": ["B2", "no grade"]}, index=["a", "b"]))
    assert [text.get_text() for text in axes.texts] == ["3\nB2", "4\nno grade"]
    assert len({patch.get_facecolor() for patch in axes.patches}) == 2


def test_with_the_holes_closed_two_thirds_still_have_no_grade():
    lab = policy_model(telecom(0))
    closed = lab.outcome(PolicySettings((20_000, 50_000, 100_001, 500_000), NEXT))
    small = int((lab.customers.values < LEAST).sum())
    left = closed.by_grade.loc["unclassified", "customers"] - small
    assert said("two thirds of the accounts from 20,000 yuan on still have no grade")
    assert 0.6 < left / (len(lab.customers.ids) - small) < 0.7


def test_the_lab_promises_the_hours_that_the_lesson_names_and_lower_lines_spend_them():
    lab = policy_model(telecom(0))
    assert said("An A1 is promised 240 hours a year, A2 160, B1 120, B2 60, and who has no grade an hour a month")
    assert HOURS == {"A1": 240, "A2": 160, "B1": 120, "B2": 60, "unclassified": 12}
    lower = lab.outcome(PolicySettings((2_000, 10_000, 20_000, 100_000), NEXT))
    assert lab.outcome().hours < lab.customers.capacity < lower.hours
